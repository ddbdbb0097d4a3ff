"""Rubric files: read, checked with a precise reason, listed, compared, picked by a meeting's date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from quality.refusals import reason_of
from quality.rubric import Rubric
from schemas import DocumentType, Record, UsageError

__all__ = ["Choice", "RubricError", "choose", "frames", "load_rubrics", "pick", "read_rubric"]

_SHIPPED = Path(__file__).parent / "rubrics"
_TWICE = "stands twice"
_MOST_BYTES = 1_000_000  # a frame is a few pages; anything longer is not one


class RubricError(UsageError):
    """A rubric file cannot be used: which file, where in it, and why."""

    code = "rubric"

    def __init__(self, english: str, vietnamese: str | None = None) -> None:
        super().__init__(english, vietnamese)


@dataclass(frozen=True)
class Choice:
    """The frame for a record, or None with the reason in Vietnamese."""

    rubric: Rubric | None
    note: str | None = None


class _Loader(yaml.SafeLoader):
    """YAML without duplicate keys: the second would silently win."""


def _mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
    loader.flatten_mapping(node)
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"key {key!r} {_TWICE}", key_node.start_mark)
        seen.add(key)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=deep)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def load_rubrics(directory: Path | str | None = None) -> list[Rubric]:
    """All rubrics of ``directory`` (``*.yaml``), or the shipped ones where it is None, by id.

    Raises ``RubricError`` (exit 2) with file, place and reason for the first file that cannot be used.
    """
    if directory is None:
        return list(_shipped())
    folder = Path(directory)
    if not folder.is_dir():
        raise RubricError(f"{folder}: not a folder of rubrics", f"{folder}: không phải thư mục chứa bộ tiêu chí")
    return _load(folder)


def read_rubric(path: Path | str) -> Rubric:
    """One rubric file, checked; it may extend another of its folder or a shipped one. Raises ``RubricError``."""
    file = Path(path)
    others = {**_raw_files(_SHIPPED), **_raw_files(file.parent)}
    return _build(file, _raw(file), others)


def frames(name: str | Path | None = None) -> tuple[list[Rubric], str | None]:
    """The rubrics to assess with and the id of the one to apply to all meetings, None for the one in force by date.

    ``name``: None, the id of a shipped rubric, or the path of a rubric file (``*.yaml``), which then stands among the
    shipped ones in the place of its id. Raises ``RubricError``.
    """
    shipped = load_rubrics()
    if name is None:
        return shipped, None
    if str(name).endswith((".yaml", ".yml")):
        own = read_rubric(name)
        return [*(one for one in shipped if one.id != own.id), own], own.id
    if not any(one.id == name for one in shipped):
        raise _unknown(str(name), shipped)
    return shipped, str(name)


@lru_cache(maxsize=1)
def _shipped() -> tuple[Rubric, ...]:
    return tuple(_load(_SHIPPED))


def _load(folder: Path) -> list[Rubric]:
    own = _raw_files(folder)
    known = own if folder == _SHIPPED else {**_raw_files(_SHIPPED), **own}
    files = {str(raw.get("id")): path for path, raw in own.values()}
    if len(files) != len(list(folder.glob("*.yaml"))):
        raise RubricError(f"{folder}: two rubric files have the same id", f"{folder}: hai tệp tiêu chí trùng mã")
    return sorted((_build(path, raw, known) for path, raw in own.values()), key=lambda rubric: rubric.id)


def _raw_files(folder: Path) -> dict[str, tuple[Path, dict[str, Any]]]:
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.yaml")):
        raw = _raw(path)
        found[str(raw.get("id", path.stem))] = (path, raw)
    return found


def _raw(path: Path) -> dict[str, Any]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, "", error.strerror or "cannot be read", f"không đọc được ({error.strerror})") from error
    if len(data) > _MOST_BYTES:
        raise _refused(path, "", f"larger than {_MOST_BYTES} bytes", f"lớn hơn {_MOST_BYTES} byte")
    try:
        raw = yaml.load(data.decode("utf-8"), Loader=_Loader)  # noqa: S506 - _Loader is a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        wrong = error.problem or "not YAML"
        told = (
            f"khóa {wrong.split()[1]} ghi hai lần" if wrong.endswith(_TWICE) else f"không đúng cú pháp YAML ({wrong})"
        )
        raise _refused(path, where, wrong, told) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _refused(
            path, "", f"not YAML in UTF-8: {error}", f"không phải YAML với bảng mã UTF-8 ({error})"
        ) from error
    if not isinstance(raw, dict):
        raise _refused(path, "", "the file must hold one mapping", "tệp phải gồm các cặp khóa và giá trị")
    return raw


def _build(path: Path, raw: dict[str, Any], known: Mapping[str, tuple[Path, dict[str, Any]]]) -> Rubric:
    data = _extended(path, raw, known, ())
    try:
        return Rubric.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _refused(path, _place(data, first["loc"]), *reason_of(first)) from error


def _extended(
    path: Path, raw: dict[str, Any], known: Mapping[str, tuple[Path, dict[str, Any]]], chain: tuple[str, ...]
) -> dict[str, Any]:
    """``raw`` laid over the rubric that it ``extends``: keys replace keys, criteria are merged by id."""
    data = {key: value for key, value in raw.items() if key not in ("extends", "remove_criteria", "definitions")}
    base_id = raw.get("extends")
    if base_id is None:
        return data
    if base_id in chain or base_id not in known:
        if base_id in chain:
            raise _refused(path, "extends", "extends itself", "kế thừa chính nó")
        raise _refused(path, "extends", f"there is no rubric {base_id!r}", f"không có bộ tiêu chí {base_id!r}")
    base_path, base_raw = known[str(base_id)]
    base = _extended(base_path, base_raw, known, (*chain, str(base_id)))
    removed = raw.get("remove_criteria", [])
    rows = {row["id"]: row for row in base["criteria"] if row.get("id") not in removed}
    for row in data.get("criteria", []):
        name = row.get("id") if isinstance(row, dict) else None
        rows[name] = {**rows.get(name, {}), **row} if isinstance(row, dict) else row
    return {**base, **data, "criteria": list(rows.values())}


def _place(data: Any, location: Sequence[str | int]) -> str:
    """``criteria[2] (3.1) → bands[0] → points`` for a pydantic location."""
    parts: list[str] = []
    here = data
    for step in location:
        if isinstance(step, int):
            here = here[step] if isinstance(here, list) and step < len(here) else None
            name = here.get("id") or here.get("name") if isinstance(here, dict) else None
            parts[-1] = f"{parts[-1]}[{step}]" + (f" ({name})" if name else "") if parts else f"[{step}]"
        else:
            here = here.get(step) if isinstance(here, dict) else None
            parts.append(step)
    return " → ".join(parts)


def _refused(path: Path, place: str, reason: str, vietnamese: str) -> RubricError:
    where = f", {place}" if place else ""
    return RubricError(f"rubric {path}{where}: {reason}", f"Tệp tiêu chí {path}{where}: {vietnamese}")


def _unknown(name: str, rubrics: Sequence[Rubric]) -> RubricError:
    ids = ", ".join(rubric.id for rubric in rubrics)
    return RubricError(
        f"there is no rubric {name!r}; there are: {ids}", f"không có bộ tiêu chí {name!r}; hiện có: {ids}"
    )


def choose(rubrics: Sequence[Rubric], record: Record, rubric_id: str | None = None) -> Choice:
    """The frame that judges ``record``: the one named, else the national one in force on the meeting's day.

    Raises ``RubricError`` where ``rubric_id`` names none of ``rubrics``. A meeting whose day is known only in part is
    given a frame only if the whole of that month or year lies in its validity.
    """
    if rubric_id is not None:
        named = next((rubric for rubric in rubrics if rubric.id == rubric_id), None)
        if named is None:
            raise _unknown(rubric_id, rubrics)
        return Choice(named) if _covers(named, record) else Choice(None, _not_covered(record))
    national = [rubric for rubric in rubrics if rubric.scope == "national"]
    if not any(_covers(rubric, record) for rubric in national):
        return Choice(None, _not_covered(record))
    days = _days(record)
    if days is None:
        return Choice(None, "Không rõ ngày họp nên không chọn được khung tiêu chí.")
    first, last = days
    for rubric in national:
        starts, ends = rubric.valid.from_, rubric.valid.to
        if (starts is None or starts <= first) and (ends is None or last <= ends):
            return Choice(rubric)
    opening = min((rubric.valid.from_ for rubric in national if rubric.valid.from_), default=None)
    if opening is not None and last < opening:
        return Choice(
            None, f"Buổi họp trước ngày {opening:%d/%m/%Y}: không có khung tiêu chí toàn quốc nào được cài sẵn."
        )
    return Choice(None, "Ngày họp ghi không đủ để biết khung tiêu chí nào có hiệu lực.")


def pick(rubrics: Sequence[Rubric], record: Record) -> Rubric | None:
    """The national frame in force on the meeting's day (see ``choose``), None where there is none."""
    return choose(rubrics, record).rubric


def _covers(rubric: Rubric, record: Record) -> bool:
    applies = rubric.applies_to
    if record.document_type not in applies.document_types:
        return False
    return record.meeting_type is None or record.meeting_type in applies.meeting_types


def _not_covered(record: Record) -> str:
    if record.document_type is not DocumentType.MINUTES:
        return "Tài liệu không phải biên bản sinh hoạt chi bộ nên không chấm theo khung tiêu chí."
    return "Loại hội nghị này không thuộc phạm vi chấm của khung tiêu chí sinh hoạt chi bộ."


def _days(record: Record) -> tuple[datetime.date, datetime.date] | None:
    """First and last day on which the meeting can have been; its period stands in where no date was read."""
    known = record.held.date or record.period
    if not known or "Q" in known:
        return None
    parts = [int(part) for part in known.split("-")]
    try:
        if len(parts) == 3:
            day = datetime.date(*parts)
            return day, day
        if len(parts) == 2:
            first = datetime.date(parts[0], parts[1], 1)
            after = datetime.date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return first, after - datetime.timedelta(days=1)
        return datetime.date(parts[0], 1, 1), datetime.date(parts[0], 12, 31)
    except ValueError:  # 31 February was read: not a day
        return None
