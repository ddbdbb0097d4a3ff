"""What a file says of itself, for its name and its metadata: taken from the records, never guessed, never a person.

The names of the fields and the pattern of the file name are those of the digitisation guide CV 7197/BKHCN-CĐSQG of
29 November 2025, as far as we know it: see docs/archive.md for the standing of that source. A field that no record
states stays empty. Titles as they stand on the paper are left out, because they may name persons.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from schemas import DocumentType, Record
from schemas.base import Frozen

__all__ = ["Fields", "about", "fields_of", "file_stem", "title_of"]

_TYPE_NAMES = {
    DocumentType.MINUTES: "Biên bản",
    DocumentType.RESOLUTION: "Nghị quyết",
    DocumentType.REVIEW: "Kiểm điểm",
}
_SLUGS = {DocumentType.MINUTES: "bien-ban", DocumentType.RESOLUTION: "nghi-quyet", DocumentType.REVIEW: "kiem-diem"}
_NUMBER = re.compile(r"(\d+)\s*[-/]?\s*(.*)")
_FULL_DATE = 10  # letters of an ISO date with its day


class Fields(Frozen):
    """The fields of one file, by the guide's names in snake case; None or empty: not known.

    ``doc_code`` is the document's number and notation, ``page_amount`` the pages of the file, ``documents`` how many
    documents stand in it (a minute book holds many). ``type`` is our own kind of document.
    """

    doc_code: str | None = None
    type_name: str | None = None
    code_number: str | None = None
    code_notation: str | None = None
    issued_date: str | None = None
    organ_name: str | None = None
    subject: str | None = None
    language: str = "vi"
    page_amount: int = 0
    confidence_level: str | None = None
    documents: int = 0
    type: DocumentType | None = None
    years: tuple[int, ...] = ()


def fields_of(records: Sequence[Record], page_amount: int) -> Fields:
    """What the ``records`` of one file agree on. Number and date are a single document's, not a whole book's."""
    kinds = {record.document_type for record in records}
    kind = kinds.pop() if len(kinds) == 1 else None
    names = {record.organisation.name for record in records if record.organisation.name}
    dates = sorted(found for record in records if (found := _date(record)))
    values: dict[str, object] = {
        "page_amount": page_amount,
        "documents": len(records),
        "type": kind,
        "type_name": _TYPE_NAMES.get(kind) if kind else None,
        "organ_name": names.pop() if len(names) == 1 else None,
        "years": tuple(sorted({int(found[:4]) for found in dates})),
    }
    if len(records) == 1:
        values |= _numbered(records[0].number) | {"issued_date": dates[0] if dates else None}
    fields = Fields.model_validate(values)
    return fields.model_copy(update={"subject": title_of(fields) or None})


def title_of(fields: Fields) -> str:
    """A title of what is known: type, number, cell, date. Empty where nothing is."""
    name = " ".join(part for part in (fields.type_name, fields.doc_code) if part)
    if name and fields.documents > 1:
        name += f" ({fields.documents} văn bản)"
    return ", ".join(part for part in (name, fields.organ_name, fields.issued_date or _span(fields.years)) if part)


def file_stem(fields: Fields, sha256: str) -> str:
    """The name of a file without its ending, CODE_YYYYMMDD_DESC in letters that any system takes.

    CODE is the document's number and notation, or where there is none the beginning of the original's SHA-256; the
    date is empty unless a single document states its day; DESC is the type of document, with the years of a book.
    """
    code = _plain(fields.doc_code or "") or f"sha{sha256[:10]}"
    date = (fields.issued_date or "").replace("-", "")
    day = date if len(fields.issued_date or "") == _FULL_DATE else ""
    kind = _SLUGS.get(fields.type, "van-ban") if fields.type else "van-ban"
    years = "" if day else _span(fields.years)
    return f"{code}_{day}_{kind}{'-' + years if years else ''}"


def about(fields: Fields, sha256: str) -> dict[str, object]:
    """The fields as XMP properties that PDF/A allows without an extension; empty ones are to be left out."""
    return {
        "dc:title": title_of(fields),
        "dc:identifier": fields.doc_code or "",
        "dc:type": [fields.type_name] if fields.type_name else [],
        "dc:date": [fields.issued_date] if fields.issued_date else [],
        "dc:publisher": [fields.organ_name] if fields.organ_name else [],
        "dc:language": [fields.language],
        "dc:source": f"sha256:{sha256}",
        "pdf:Keywords": "; ".join(part for part in (fields.type_name, fields.code_notation) if part),
    }


def _date(record: Record) -> str | None:
    """When the paper was issued; minutes are of the day of their meeting."""
    return record.issued.date or record.held.date


def _numbered(number: str | None) -> dict[str, object]:
    if not number:
        return {}
    parts = _NUMBER.fullmatch(number.strip())
    if parts is None:
        return {"doc_code": number.strip()}
    return {"doc_code": number.strip(), "code_number": parts[1], "code_notation": parts[2].strip() or None}


def _span(years: tuple[int, ...]) -> str:
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _plain(text: str) -> str:
    """``text`` in plain letters, digits and hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-")[:60]
