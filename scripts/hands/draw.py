"""A page of invented text in one face: print, typewriter, or a writer's hand with his own slant, pen and unrest."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from scripts.hands.fonts import Face, letters_of

__all__ = ["Drawn", "Writer", "draw_page", "sentence", "some_writer"]

# Common syllables; strings of them look like text and mean nothing.
_SYLLABLES = (  # noqa: SIM905 - two hundred quoted words read worse
    "và của các có được trong cho không người là với đã một những từ khi này đến về để ra vào lại theo trên như sẽ còn "
    "cũng đi nhiều năm việc làm tháng ngày xã thôn bản tổ đồng chí họp chi bộ đảng viên công tác nhiệm vụ kết quả thực "
    "hiện hộ nhà nước ruộng lúa mương đường cầu chợ trường học sinh giáo viên kinh phí triệu ý kiến thảo luận nhất "
    "phân giao báo cáo trước sau tuần quý đầu cuối mùa vụ giống phân bón thuốc sâu bệnh trâu bò lợn gà ao cá rừng keo "
    "chè quế rác vệ sinh môi trường nghĩa trang liệt sĩ gia đình văn hóa thể thao hội phụ nữ nông dân cựu chiến binh "
    "thanh niên mặt trận đoàn kết xây dựng nông thôn mới hỗ trợ khó khăn vướng mắc đề nghị giải quyết kịp thời quỹ "
    "thuyết xuống nghiêng ngoằn nguyễn khuếch tưởng rượu thưởng quyết hoạch phường huyện tỉnh khoảng giữa chuyển"
).split()


@dataclass(frozen=True)
class Writer:
    """One hand. Lengths are shares of the letter size, angles degrees; all zero draws the font as it is."""

    slant: float = 0.0
    slope: float = 0.0
    wobble: float = 0.0  # of the base line from word to word
    size: float = 0.0  # spread of the words' size
    tilt: float = 0.0  # of single words
    warp: float = 0.0  # bending of the strokes
    jitter: float = 0.0  # of single letters, unjoined hands only
    pen: int = 0
    spacing: float = 0.3
    scribble: float = 0.0  # share of letters replaced by waves: a hand that nobody can read


@dataclass
class Drawn:
    """A page (RGB), the boxes of its words line by line in pixels, and the lines' texts."""

    image: NDArray[np.uint8]
    lines: list[list[tuple[float, float, float, float]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def some_writer(rng: np.random.Generator, strength: float = 1.0) -> Writer:
    """A writer by chance; ``strength`` 0 is the bare font, 1 an unruly hand."""
    s = strength
    return Writer(
        slant=rng.normal(0, 7) * s,
        slope=rng.normal(0, 0.7) * s,
        wobble=rng.uniform(0, 0.09) * s,
        size=rng.uniform(0, 0.07) * s,
        tilt=rng.uniform(0, 1.8) * s,
        warp=rng.uniform(0, 0.09) * s,
        jitter=rng.uniform(0, 0.05) * s,
        pen=int(rng.integers(0, 3)),
        spacing=rng.uniform(0.22, 0.6),
    )


def sentence(rng: np.random.Generator, words: int) -> list[str]:
    """Invented text: common syllables, figures, dates, capitals, punctuation."""
    out = [str(w) for w in rng.choice(_SYLLABLES, words)]
    for i in range(words):
        chance = rng.random()
        if chance < 0.06:
            out[i] = str(rng.integers(1, 2030))
        elif chance < 0.08:
            out[i] = f"{rng.integers(1, 29)}/{rng.integers(1, 13)}/20{rng.integers(10, 27)}"
        elif chance < 0.14:
            out[i] = out[i].capitalize()
        elif chance < 0.22:
            out[i] += str(rng.choice(list(",.;:")))
    out[0] = out[0].capitalize()
    return out


def draw_page(
    face: Face,
    rng: np.random.Generator,
    writer: Writer | None = None,
    *,
    letter: float = 40.0,
    lines: int = 12,
    width: int = 1240,
    ink: tuple[int, int, int] = (25, 25, 30),
    paper: tuple[int, int, int] = (252, 250, 244),
    ruled: bool = False,
    texts: list[list[str]] | None = None,
    pitch: float | None = None,
) -> Drawn:
    """One page; ``letter`` is the font size in pixels, ``pitch`` the distance of the lines (None: by chance).

    Without a ``writer`` it is print (or typewriting).
    """
    pitch = letter * float(rng.uniform(1.35, 2.1)) if pitch is None else pitch
    left, top = int(width * 0.08), int(2.2 * letter)
    lines = len(texts) if texts else lines
    height = int(top + pitch * lines + 2 * letter)
    ground = np.full((height, width, 3), paper, np.uint8)
    if ruled:
        _rule(ground, top, pitch, left, rng)
    cover = np.zeros((height, width), np.uint8)
    page = Drawn(ground)
    for n in range(lines):
        base = top + n * pitch
        words = texts[n] if texts else sentence(rng, 40)
        if texts is None and rng.random() < 0.18:
            words = words[: int(rng.integers(2, 8))]
        boxes = (
            _print_line(cover, face, words, left, base, letter, rng)
            if writer is None
            else _hand_line(cover, face, words, left, base, letter, writer, rng)
        )
        page.lines.append(boxes)
        page.texts.append(" ".join(words[: len(boxes)]))
    alpha = (cover.astype(np.float32) / 255.0)[..., None]
    page.image = (ground * (1 - alpha) + np.array(ink, np.float32) * alpha).astype(np.uint8)
    return page


def _rule(ground: NDArray[np.uint8], top: int, pitch: float, left: int, rng: np.random.Generator) -> None:
    colour = [(188, 205, 228), (205, 205, 210), (150, 180, 200)][int(rng.integers(0, 3))]
    y = top + pitch * 0.12
    while y < ground.shape[0]:
        cv2.line(ground, (0, int(y)), (ground.shape[1], int(y)), colour, max(1, int(pitch / 45)))
        y += pitch
    cv2.line(ground, (left - 14, 0), (left - 14, ground.shape[0]), (229, 160, 160), 2)


@lru_cache(maxsize=256)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


def _print_line(
    cover: NDArray[np.uint8],
    face: Face,
    words: list[str],
    left: int,
    base: float,
    letter: float,
    rng: np.random.Generator,
) -> list[tuple[float, float, float, float]]:
    font = _font(face.path, round(letter))
    known = letters_of(face.path)
    x, boxes = float(left), []
    limit = cover.shape[1] * 0.94
    for word in words:
        wide = _width(font, word, known)
        if x + wide > limit:
            break
        tile, origin = _tile(font, word, known, rng, 0.0, typewriter=face.typewriter)
        boxes.append(_stamp(cover, tile, origin, x, base))
        x += wide + 0.28 * letter * (2.0 if face.typewriter else 1.0)
    return [b for b in boxes if b is not None]


def _hand_line(
    cover: NDArray[np.uint8], face: Face, words: list[str], left: int, base: float, letter: float, writer: Writer,
    rng: np.random.Generator,
) -> list[tuple[float, float, float, float]]:  # fmt: skip
    known = letters_of(face.path)
    x, boxes, drift = left + rng.uniform(0, letter), [], 0.0
    limit = cover.shape[1] * 0.94
    for word in words:
        font = _font(face.path, max(10, round(letter * (1 + rng.normal(0, writer.size)))))
        wide = _width(font, word, known)
        if x + wide > limit:
            break
        tile, origin = _tile(font, word, known, rng, writer.jitter, pen=writer.pen)
        if rng.random() < writer.scribble:
            tile = _scribbled(tile, rng)
        tile = _bent(tile, origin, letter, writer, rng)
        drift = float(np.clip(drift + rng.normal(0, writer.wobble), -2 * writer.wobble, 2 * writer.wobble))
        slope = np.tan(np.deg2rad(writer.slope)) * (x - left)
        boxes.append(_stamp(cover, tile, origin, x, base + drift * letter - slope))
        x += wide + writer.spacing * letter * rng.uniform(0.75, 1.3)
    return [b for b in boxes if b is not None]


def _base_and_marks(letter: str, known: frozenset[str]) -> tuple[str, str]:
    """``letter`` as its font can draw it, and the marks that are left to be drawn by hand."""
    if letter in known:
        return letter, ""
    if letter in "đĐ":
        return ("d" if letter == "đ" else "D"), "-"
    decomposed = unicodedata.normalize("NFD", letter)
    return (decomposed[0] if decomposed[0] in known else "o"), decomposed[1:]


def _width(font: ImageFont.FreeTypeFont, word: str, known: frozenset[str]) -> float:
    return float(font.getlength("".join(_base_and_marks(c, known)[0] for c in word)))


def _tile(
    font: ImageFont.FreeTypeFont, word: str, known: frozenset[str], rng: np.random.Generator, jitter: float, *,
    pen: int = 0, typewriter: bool = False,
) -> tuple[NDArray[np.uint8], tuple[int, int]]:  # fmt: skip
    """Coverage of one word, and the place of its origin (left end of the base line) in it."""
    size = int(font.size)
    pad = size
    wide = int(_width(font, word, known)) + 2 * pad
    image = Image.new("L", (wide, int(3.0 * size)), 0)
    pen_at = ImageDraw.Draw(image)
    base = int(1.8 * size)
    stroke = 1 if pen == 2 and size > 26 else 0
    whole = "".join(_base_and_marks(c, known)[0] for c in word)
    loose = jitter > 0 or typewriter
    if not loose:
        pen_at.text((pad, base), whole, font=font, fill=255, anchor="ls", stroke_width=stroke)
    x = float(pad)
    for i, char in enumerate(word):
        drawn, marks = _base_and_marks(char, known)
        if loose:
            spread = 0.02 * size if typewriter else jitter * size
            tone = int(rng.integers(190, 256)) if typewriter else 255
            place = (x + rng.normal(0, 0.3 * spread), base + rng.normal(0, 0.5 * spread))
            pen_at.text(place, drawn, font=font, fill=tone, anchor="ls", stroke_width=stroke)
        advance = font.getlength(whole[: i + 1]) - font.getlength(whole[:i])
        if marks:
            box = font.getbbox(drawn, anchor="ls")
            _marks(pen_at, marks, x + (box[0] + box[2]) / 2, base + box[1], box[3] - box[1], size, rng, jitter)
        x += advance
    return np.asarray(image), (pad, base)


def _marks(
    pen: ImageDraw.ImageDraw, marks: str, x: float, top: float, high: float, size: float, rng: np.random.Generator,
    jitter: float,
) -> None:  # fmt: skip
    """Accents as strokes of a pen around the letter whose top is at ``top``."""
    thick = max(2, round(size * 0.055))
    y = top - 0.06 * size
    unit = 0.11 * size
    for mark in marks:
        dx, dy = rng.normal(0, jitter * size, 2)
        at = x + dx
        if mark == "\u0323":
            low = top + high + 0.12 * size
            pen.ellipse((at - thick * 0.7, low, at + thick * 0.7, low + 1.4 * thick), fill=255)
            continue
        if mark == "-":
            pen.line((at, top + 0.22 * high, at + 2.2 * unit, top + 0.22 * high), fill=255, width=thick)
            continue
        if mark == "\u031b":
            pen.line((at + 1.6 * unit, top + 0.8 * unit, at + 2.4 * unit, top - 0.5 * unit), fill=255, width=thick)
            continue
        shapes = {
            "\u0300": [(-1, -1.2), (0.6, 0)], "\u0301": [(0.8, -1.2), (-0.6, 0)],
            "\u0302": [(-1, 0), (0, -1), (1, 0)], "\u0306": [(-1, -0.9), (-0.4, -0.1), (0.4, -0.1), (1, -0.9)],
            "\u0303": [(-1.2, -0.2), (-0.5, -0.8), (0.4, -0.2), (1.1, -0.9)],
            "\u0309": [(-0.4, -1.2), (0.5, -1.1), (0.4, -0.5), (0, 0)],
        }  # fmt: skip
        points = [(at + px * unit, y + dy + py * unit) for px, py in shapes.get(mark, shapes["\u0301"])]
        pen.line(points, fill=255, width=thick, joint="curve")
        y -= 1.35 * unit


def _scribbled(tile: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The word as a wave of about its own size: letters that have worn away to a line."""
    ys, xs = np.nonzero(tile)
    if not len(xs):
        return tile
    left, right, top, low = xs.min(), xs.max(), ys.min(), ys.max()
    t = np.linspace(0, 1, 60)
    turns = max(2.0, (right - left) / max(8.0, 0.45 * (low - top)))
    decay = np.exp(-1.5 * t * rng.uniform(0.3, 1.5))
    y = (top + low) / 2 + (low - top) * 0.35 * np.sin(2 * np.pi * turns * t + rng.uniform(0, 6)) * decay
    x = left + (right - left) * t + (low - top) * 0.12 * np.cos(2 * np.pi * turns * t)
    out = np.zeros_like(tile)
    cv2.polylines(out, [np.stack([x, y], 1).astype(np.int32)], False, 255, max(2, int((low - top) * 0.08)), cv2.LINE_AA)
    return out


def _bent(
    tile: NDArray[np.uint8], origin: tuple[int, int], letter: float, writer: Writer, rng: np.random.Generator
) -> NDArray[np.uint8]:
    """A word as this writer draws it: sheared, tilted, its strokes bent."""
    high, wide = tile.shape
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    shear = np.tan(np.deg2rad(writer.slant + rng.normal(0, 1.5) * (writer.tilt > 0)))
    tilt = np.deg2rad(rng.normal(0, writer.tilt))
    sx = x + shear * (y - origin[1])
    sy = y - np.float32(np.tan(tilt)) * (x - origin[0])
    if writer.warp > 0:
        cell = max(4.0, 0.45 * letter)
        shape = (max(2, int(high / cell)), max(2, int(wide / cell)))
        bend = [rng.normal(0, writer.warp * letter * 0.5, shape).astype(np.float32) for _ in "xy"]
        sx, sy = (
            axis + cv2.resize(small, (wide, high), interpolation=cv2.INTER_CUBIC)
            for axis, small in zip((sx, sy), bend, strict=True)
        )
    return cv2.remap(tile, sx.astype(np.float32), sy.astype(np.float32), cv2.INTER_LINEAR)


def _stamp(
    cover: NDArray[np.uint8], tile: NDArray[np.uint8], origin: tuple[int, int], x: float, base: float
) -> tuple[float, float, float, float] | None:
    """Lay ``tile`` on the page; out: the box of its ink there."""
    left, top = round(x) - origin[0], round(base) - origin[1]
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(cover.shape[0], top + tile.shape[0]), min(cover.shape[1], left + tile.shape[1])
    piece = tile[y0 - top : y1 - top, x0 - left : x1 - left]
    if piece.size == 0 or not piece.any():
        return None
    np.maximum(cover[y0:y1, x0:x1], piece, out=cover[y0:y1, x0:x1])
    ys, xs = np.nonzero(piece > 60)
    if not len(xs):
        return None
    return float(x0 + xs.min()), float(y0 + ys.min()), float(x0 + xs.max() + 1), float(y0 + ys.max() + 1)
