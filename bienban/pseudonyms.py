"""Names of persons replaced by stable pseudonyms (keyed HMAC-SHA-256); without the key file nobody can go back."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from base64 import b32encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemas import Assessment, Record, StoreError

__all__ = ["KEY_NAME", "Pseudonyms", "load_key", "names_in"]

KEY_NAME = "pseudonyms.key"
KEY_BYTES = 32
LETTERS = 6
# A name after a form of address that no list of ours knows ("đ/c Thịnh"): up to four capitalised words.
_CAPITAL = "A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_ADDRESSED = re.compile(
    rf"(?P<form>(?<!\w)(?i:đ/c|đồng chí|ông|bà|anh|chị)\s+)(?P<name>[{_CAPITAL}]\w*(?:\s+[{_CAPITAL}]\w*){{0,3}})"
)
_EVERYWHERE = {"sha256", "record_id", "document_type", "meeting_type", "schema_version", "severity", "code", "status"}


def load_key(folder: Path) -> bytes:
    """The key in ``folder``, made at the first call and readable by its owner only; raises ``StoreError``."""
    path = folder / KEY_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass
        else:
            with os.fdopen(handle, "w", encoding="ascii") as stream:
                stream.write(secrets.token_hex(KEY_BYTES))
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path}: the key of the pseudonyms cannot be read or written",
            f"{path}: không đọc hoặc ghi được khoá bí danh",
        ) from error


def names_in(record: Record) -> Iterator[str]:
    """Every name of a person that stands in a field of ``record``."""
    officers = (record.chair, record.secretary, *record.superiors)
    yield from (name for person in officers if (name := person.name))
    yield from (one.name for one in record.attendance.absentees if one.name)
    yield from (one.speaker for one in record.contributions if one.speaker)
    yield from (one.person for one in record.self_criticism if one.person)
    yield from (one.person for one in record.praise if one.person)
    yield from (name for one in record.criticism for name in (one.by, one.of) if name)
    yield from record.closing.signed
    yield from (task.assignee for task in record.tasks if task.assignee and _looks_like_a_name(task.assignee))


class Pseudonyms:
    """Stable pseudonyms for the persons named in ``records``."""

    def __init__(self, key: bytes, records: Iterable[Record]) -> None:
        self._key = key
        names = {_plain(name) for record in records for name in names_in(record)}
        longest_first = sorted((name for name in names if name), key=len, reverse=True)
        words = (r"\s+".join(map(re.escape, name.split())) for name in longest_first)
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) if longest_first else None

    def of(self, name: str) -> str:
        """The pseudonym of ``name``; spelling differences in case and blanks do not matter."""
        digest = hmac.new(self._key, _plain(name).casefold().encode(), hashlib.sha256).digest()
        return f"ĐV-{b32encode(digest).decode('ascii')[:LETTERS]}"

    def hide(self, text: str) -> str:
        """``text`` with every known name, and every name after a form of address, replaced."""
        hidden = unicodedata.normalize("NFC", text)
        if self._known is not None:
            hidden = self._known.sub(lambda found: self.of(found.group()), hidden)
        return _ADDRESSED.sub(self._after_address, hidden)

    def record(self, record: Record) -> Record:
        """``record`` without names, wordings and free text."""
        blank = {"text": "", "evidence": {}, "inferred": {}}
        kept = record.model_copy(update=blank)
        return Record.model_validate(self._walk(kept.model_dump(mode="json", by_alias=True)))

    def assessment(self, assessment: Assessment) -> Assessment:
        """``assessment`` without names and quotes."""
        return Assessment.model_validate(self._walk(assessment.model_dump(mode="json", by_alias=True)))

    def _walk(self, value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {
                name: [] if name == "evidence" and isinstance(part, list) else self._walk(part, name)
                for name, part in value.items()
            }
        if isinstance(value, list):
            return [self._walk(part, key) for part in value]
        return self.hide(value) if isinstance(value, str) and key not in _EVERYWHERE else value

    def _after_address(self, found: re.Match[str]) -> str:
        name = found["name"]
        return found.group() if name.startswith("ĐV-") or name == "ĐV" else found["form"] + self.of(name)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _looks_like_a_name(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)
