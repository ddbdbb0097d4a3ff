"""The unit as the field rules see it: text, blocks, sentences in sections, and where head, body and foot lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from nlp.blocks import Block, find_blocks, read_marker
from nlp.kinds import BOOK, SHORT_TITLE, is_title
from nlp.lexicon import Lexicon
from nlp.people import Person
from nlp.ruled import all_tables
from nlp.sections import Piece, label_pieces
from nlp.tables import Table
from nlp.unittext import Part, UnitText

__all__ = ["Outline", "outline"]

_NOT_IN_TITLE = re.compile(
    r"^\W*(?:hom\s*nay|vao\s*(?:hoi|luc)|thoi\s*gian|dia\s*diem|bat\s*dau|ngay\b|"
    r"(?:sang|chieu|toi)\b.{0,12}\d|\d{1,2}\s?(?:h|g|gio|:)\s?\d{0,2}|thanh\s*phan|"
    r"chu\s*tri|"
    r"chu\s*toa|thu\s*ky|can\s*cu|chuyen\s*de\s*:|noi\s*dung\s*:|tong\s*so|tsdv|"
    r"co\s*mat|so\s*[:.]?\s*\d|chi\s*bo\b.{0,60}\b(?:to\s*chuc|tien\s*hanh|hop|"
    r"da)\b|kinh\s*gui|dang\s*cong\s*san)"
)
_CLOSING = re.compile(
    r"\b(?:ket\s*thuc|tan\s*hop|hop\s*xong|be\s*mac)\b.{0,60}(?:\d|cung\s*ngay)|"
    r"^\W*bien\s*ban\b.{0,40}\b(?:thong\s*qua|doc|ket\s*thuc|lap)"
)
_SIGNATURE = re.compile(
    r"^\W*(?:(?:ghi|tk|ct)\b[^:.]{0,14}:|nguoi\s*ghi|thu\s*ky|ghi\s*bien\s*ban|"
    r"chu\s*(?:tri|toa)|t/?m\.?\b|tm\.|bi\s*thu\b|pho\s*bi\s*thu|noi\s*nhan|k/?t\b|"
    r"\(?\s*(?:da\s*)?ky\b|xac\s*nhan)"
)
_RECIPIENT = re.compile(r"^\W*(?:luu|dang\s*(?:uy|vien)|nhu\s*tren|-)\b|^\s*[-–]")
DOUBLE = 2  # syllables of a given name with its middle one
_PARTICLE = re.compile(r"(?:Y|A|Ka|K|H|Điểu)")
_PARTICLE_JOINED = re.compile(r"[HK]['’ʼ`](?=\w)")
# Who was there is no content, whatever section its words resemble ("Chi bộ có 12 đảng viên. Dự họp 11.").
_ROLL_CALL = re.compile(
    r"\W*(?:tong\s*so\s*dang\s*vien|chi\s*bo\s*(?:hien\s*)?co\s*:?\s*\d|t/?s\s*dv|tsdv|(?:co\s*mat|du\s*hop|vang(?:\s*mat)?)\s*:?\s*"
    r"(?:\d|d/c|dong\s*chi))"
)
TITLE_ROWS = 4


@dataclass(frozen=True)
class Outline:
    """One unit, taken apart. Offsets are into ``unit.text``."""

    unit: UnitText
    blocks: list[Block]
    pieces: list[Piece]
    lexicon: Lexicon
    title: tuple[int, int]  # span of the title; empty at 0 when there is none

    @cached_property
    def head(self) -> tuple[int, int]:
        """From the beginning to the end of the title: header rows and title."""
        return 0, self.title[1]

    @cached_property
    def foot(self) -> int:
        """Offset at which signatures begin (the text's length when there are none)."""
        rows = _first_parts(self.unit)
        foot = len(self.unit.text)
        for part in reversed(rows[-14:]):
            folded = self.unit.folded[part.start : part.end]
            if part.start <= self.title[1]:
                break
            if _SIGNATURE.match(folded) and not re.search(r"[.;]\s*$", folded.split(":")[0]):
                foot = part.start
            elif len(folded) > 75 or (folded.rstrip().endswith(".") and not _RECIPIENT.match(folded)):
                break  # a sentence of the body
        return min(foot, self._named_foot())

    def _named_foot(self) -> int:
        """Names without a role under the text: a last row of two short parts ("Lý Thị A    Nông B")."""
        last = [part for part in self.unit.parts if part.start > self.title[1]][-2:]
        if len(last) == 2 and last[0].row == last[1].row:
            texts = [self.unit.text[part.start : part.end] for part in last]
            if all(
                len(t.split()) <= 5 and t[:1].isupper() and not any(c.isdigit() for c in t) and ":" not in t
                for t in texts
            ):
                return last[0].start
        return len(self.unit.text)

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Last syllables of the persons the unit names in any way: a notebook goes on with "Pảo: …"."""
        return frozenset(person.name.split()[-1] for person in self.persons)

    @cached_property
    def short_forms(self) -> dict[str, str]:
        """ "Y Wun", "H'Zuyên", "Bé Tư": a name's front where it ends in the clan, else its last two syllables, and the
        one full name they stand for."""
        found: dict[str, str] = {}
        for person in self.persons:
            parts = person.name.split()
            size = 2 if _PARTICLE.fullmatch(parts[0]) else 1 if _PARTICLE_JOINED.match(parts[0]) else 0
            if size and len(parts) > size:
                short = " ".join(parts[:size])
                found[short] = "" if found.get(short, person.name) != person.name else person.name
            elif len(parts) > DOUBLE:  # "Trần Thị Bé Tư" goes on as "Bé Tư"
                short = " ".join(parts[-DOUBLE:])
                found[short] = "" if found.get(short, person.name) != person.name else person.name
        return {short: full for short, full in found.items() if full}

    @cached_property
    def persons(self) -> list[Person]:
        """All persons of the unit; printed rows are kept apart, so that names in a column do not run together."""
        return self.lexicon.people.find(self.unit.clean)

    @cached_property
    def tables(self) -> list[Table]:
        """The tables of the unit."""
        return all_tables(self.unit)

    @cached_property
    def opening(self) -> tuple[int, int]:
        """From the end of the title to the first piece of content: when, where, who."""
        content = {
            "news", "work_review", "done", "not_done", "plan", "discussion", "self_criticism", "conclusion",
            "assignment", "vote", "solution", "cause",
        }  # fmt: skip
        end = self.foot
        for piece in self.pieces:
            if piece.start < self.title[1]:
                continue
            if _ROLL_CALL.match(self.unit.folded_flow, piece.start, piece.end):
                continue
            headed = piece.label is not None and piece.label.body >= piece.end and piece.section == "body"
            if headed or piece.section in content or (piece.level <= 1 and piece.start - self.title[1] > 1500):
                end = piece.start
                break
        return self.title[1], min(end, self.title[1] + 4000)

    @cached_property
    def body_pieces(self) -> list[Piece]:
        """The sentences between title and signatures."""
        return [p for p in self.pieces if p.start >= self.title[1] and p.start < self.foot]


def outline(unit: UnitText, lexicon: Lexicon) -> Outline:
    """Take a unit apart."""
    blocks = find_blocks(unit)
    title = _title_span(unit)
    return Outline(unit, blocks, label_pieces(unit, blocks, lexicon.headings, title[1]), lexicon, title)


def _first_parts(unit: UnitText) -> list[Part]:
    return [part for part in unit.parts if part.column == 0]


def _title_span(unit: UnitText) -> tuple[int, int]:
    parts = list(unit.parts)
    full = any(is_title(unit.text[p.start : p.end], unit.folded[p.start : p.end]) for p in parts[:15])
    short = range(1) if full else range(5)  # "Họp CB thg giêng": only where nothing better stands on top
    for index, part in enumerate(parts):
        text, folded = unit.text[part.start : part.end], unit.folded[part.start : part.end]
        marker = read_marker(text, folded)
        if (marker is None or marker.level == 3) and (
            is_title(text, folded) or (index in short and SHORT_TITLE.match(folded))
        ):
            end = part.end
            for following in parts[index + 1 : index + TITLE_ROWS]:
                beyond = next((p for p in parts if p.row == following.row + 1 and p.column == 0), None)
                if (
                    following.column
                    or not _continues_title(unit, part, following, end)
                    or _opens_text(unit, following, beyond)
                ):
                    break
                end = following.end
            return part.start, end
        if index > 14:
            break
    return 0, 0


def _opens_text(unit: UnitText, row: Part, beyond: Part | None) -> bool:
    """A long row that the next one continues is the first sentence, not the last of the title."""
    if beyond is None or row.end - row.start < 66:
        return False
    following = unit.text[beyond.start : beyond.end]
    return not following[:1].isupper() and read_marker(following, unit.folded[beyond.start : beyond.end]) is None


def _continues_title(unit: UnitText, title: Part, row: Part, end: int) -> bool:
    text, folded = unit.text[row.start : row.end], unit.folded[row.start : row.end]
    if row.page != title.page or _NOT_IN_TITLE.match(folded) or BOOK.match(folded):
        return False
    if read_marker(text, folded) is not None or is_title(text, folded):
        return bool(text[:1].isdigit() and len(text) < 9)
    above = unit.text[title.start : end].rstrip()
    if above.endswith((".", ":")) or (above.endswith(")") and len(above) > 40):
        return False
    sentence = text.rstrip().endswith((".", ";", ":")) or len(unit.text[row.start : row.end]) > 100
    return not sentence
