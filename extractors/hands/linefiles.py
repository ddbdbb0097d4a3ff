"""Labelled lines as files: image and text in pairs, and the lines of PAGE XML and ALTO with their page images.

These are what eScriptorium, Transkribus, kraken and Tesseract's training write and take, so that work done there counts
here, and the other way round.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import cv2
import numpy as np
from PIL import Image

from extractors.engines.base import Gray
from schemas import UnreadableError

__all__ = ["PlacedLine", "gray_png", "of_png", "pairs_in", "placed_in", "write_pairs"]

_TEXTS = (".gt.txt", ".txt")
_IMAGES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_LARGEST = 20_000_000  # bytes of one XML file
_WIDEST = 20_000  # pixels
_PAPER = 250


@dataclass(frozen=True)
class PlacedLine:
    """A line of a page file: the page image's name, the box in its pixels (x0, top, x1, bottom), and the text."""

    image: str
    rect: tuple[float, float, float, float]
    text: str
    width: int
    height: int


def gray_png(picture: Gray) -> bytes:
    """A picture as PNG."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "PNG", optimize=False)
    return out.getvalue()


def of_png(content: bytes) -> Gray:
    """The grey picture in a PNG (or JPEG, TIFF); raises ``UnreadableError``."""
    try:
        with Image.open(io.BytesIO(content)) as image:
            picture = np.asarray(image.convert("L"), dtype=np.uint8) if max(image.size) <= _WIDEST else None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableError("not an image of a line", "không phải ảnh của một dòng chữ") from error
    if picture is None:
        raise UnreadableError("the image is too large for a line", "ảnh quá lớn so với một dòng chữ")
    return picture


def pairs_in(folder: Path, without: Collection[str] = ()) -> Iterator[tuple[Path, str]]:
    """(image, text) of a folder: NAME.png beside NAME.gt.txt or NAME.txt, and the rows (file, text) of lines.csv;
    ``without`` the files of these names.
    """
    listed = folder / "lines.csv"
    if listed.is_file():
        with listed.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                path = folder / (row.get("file") or "")
                text = (row.get("text") or "").strip()
                if (
                    text
                    and path.name not in without
                    and path.is_file()
                    and path.resolve().is_relative_to(folder.resolve())
                ):
                    yield path, text
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in _IMAGES and path.name not in without:
            text_file = next((path.with_suffix(end) for end in _TEXTS if path.with_suffix(end).is_file()), None)
            if text_file is not None:
                yield path, text_file.read_text(encoding="utf-8-sig").strip()


def write_pairs(folder: Path, lines: list[tuple[str, Gray, str]]) -> None:
    """Write (name, picture, text) as NAME.png and NAME.gt.txt, and all of them in lines.csv (file, text)."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lines.csv").open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["file", "text"])
        for name, picture, text in lines:
            (folder / f"{name}.png").write_bytes(gray_png(picture))
            if text:
                (folder / f"{name}.gt.txt").write_text(text + "\n", encoding="utf-8")
            table.writerow([f"{name}.png", text])


def placed_in(path: Path, *, untyped: bool = False) -> list[PlacedLine]:
    """The lines of a PAGE XML or ALTO file that have text, ``untyped`` ones, too; ``UnreadableError`` where it is
    neither.
    """
    content = path.read_bytes()
    if len(content) > _LARGEST or b"<!DOCTYPE" in content[:2000] or b"<!ENTITY" in content:
        raise UnreadableError("not a PAGE XML or ALTO file", "không phải tệp PAGE XML hoặc ALTO")
    try:
        root = ET.fromstring(content)  # noqa: S314 - no document type, so no entities
        kind = root.tag.rpartition("}")[2]
        if kind == "PcGts":
            return [line for line in _page_lines(root) if line.text or untyped]
        if kind == "alto":
            return [line for line in _alto_lines(root, path) if line.text or untyped]
    except (ET.ParseError, KeyError, ValueError, TypeError) as error:
        raise UnreadableError("the PAGE XML or ALTO file is damaged", "tệp PAGE XML hoặc ALTO bị hỏng") from error
    raise UnreadableError("not a PAGE XML or ALTO file", "không phải tệp PAGE XML hoặc ALTO")


def _named(root: ET.Element, name: str) -> Iterator[ET.Element]:
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == name)


def _page_lines(root: ET.Element) -> Iterator[PlacedLine]:
    for page in _named(root, "Page"):
        width, height = int(page.attrib["imageWidth"]), int(page.attrib["imageHeight"])
        for line in _named(page, "TextLine"):
            coords = next((one for one in line if one.tag.endswith("}Coords") or one.tag == "Coords"), None)
            own = [one for one in line if one.tag.rpartition("}")[2] == "TextEquiv"]
            text = next((found.text or "" for one in own for found in _named(one, "Unicode")), "")
            if coords is None:
                continue
            points = [tuple(map(float, pair.split(","))) for pair in coords.attrib["points"].split()]
            xs, ys = [x for x, _ in points], [y for _, y in points]
            rect = (min(xs), min(ys), max(xs), max(ys))
            yield PlacedLine(page.attrib.get("imageFilename", ""), rect, text.strip(), width, height)


def _alto_lines(root: ET.Element, path: Path) -> Iterator[PlacedLine]:
    name = next((one.text or "" for one in _named(root, "fileName")), path.with_suffix(".png").name)
    for page in _named(root, "Page"):
        width, height = int(float(page.attrib["WIDTH"])), int(float(page.attrib["HEIGHT"]))
        for line in _named(page, "TextLine"):
            words = [one.attrib.get("CONTENT", "") for one in _named(line, "String")]
            x0, top = float(line.attrib["HPOS"]), float(line.attrib["VPOS"])
            rect = (x0, top, x0 + float(line.attrib["WIDTH"]), top + float(line.attrib["HEIGHT"]))
            text = " ".join(word for word in words if word)
            yield PlacedLine(name, rect, text, width, height)


def cut_out(image: Gray, line: PlacedLine) -> Gray:
    """The line of a page image, scaled where the image has another size than the file says."""
    across, down = image.shape[1] / line.width, image.shape[0] / line.height
    x0, top, x1, bottom = line.rect
    rows = slice(max(0, round(top * down)), max(0, round(bottom * down)))
    return np.ascontiguousarray(image[rows, max(0, round(x0 * across)) : max(0, round(x1 * across))])


def lit(picture: Gray) -> Gray:
    """A picture from elsewhere with its paper made white and its ink dark, as the reader's own are, which stay."""
    if np.percentile(picture, 40) >= _PAPER:
        return picture
    paper = cv2.medianBlur(cv2.dilate(picture, np.ones((7, 7), np.uint8)), 21 if min(picture.shape) > 21 else 3)
    even = np.clip(picture.astype(np.float32) / np.maximum(paper, 1) * 255, 0, 255)
    low = float(np.percentile(even, 1))
    return np.asarray(np.clip((even - low) * 255 / max(30.0, 235 - low), 0, 255), dtype=np.uint8)
