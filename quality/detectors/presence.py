"""Whether the minutes hold a thing: steps of the procedure, fields of the form, single values. And what they cannot."""

from __future__ import annotations

from typing import Any

from quality.facts import Facts
from quality.folding import fold_phrase
from quality.observation import Case, Detector, Observation, Params

__all__ = ["DETECTORS", "value_at"]


def value_at(facts: Facts, pointer: str) -> Any:
    """The record's value at a JSON pointer made of field names and list positions; None where there is none."""
    value: Any = facts.record
    for name in pointer.strip("/").split("/"):
        if isinstance(value, list):
            value = value[int(name)] if name.isdigit() and int(name) < len(value) else None
        else:
            value = getattr(value, "for_" if name == "for" else name, None)
        if value is None:
            return None
    return value


def _told(facts: Facts, pointers: list[str]) -> list[str]:
    """Those of ``pointers`` under which the record says yes, with a quote that stands on the page."""
    return [
        pointer
        for pointer in pointers
        if (value := value_at(facts, pointer)) is not None
        and value not in (False, [], "")
        and facts.sight.seen(pointer)
    ]


def stated(case: Case, params: Params) -> Observation:
    """Measure ``stated``: 1 where any value of ``any`` is there with its quote, 0 where the page says no."""
    pointers = [str(pointer) for pointer in _strings(params["any"])]
    label = str(params["label"])
    found = _told(case.now, pointers)
    if found:
        return Observation.exact({"stated": 1}, f"Biên bản có ghi {label}.", found)
    denied = [p for p in pointers if value_at(case.now, p) is False and case.now.sight.seen(p)]
    if denied:
        return Observation.exact({"stated": 0}, f"Biên bản ghi là không có {label}.", denied, f"Bổ sung {label}.")
    return Observation.silent(f"Biên bản không nhắc đến {label}.", f"Ghi rõ {label} vào biên bản.")


def steps(case: Case, params: Params) -> Observation:
    """Measures ``share`` (0 to 1) and ``missing`` (count) of the ``steps`` listed in the rubric.

    A step is seen where one of its ``any`` pointers has a value with its quote, or one of its folded ``phrases``
    stands in the text. With ``unmentioned_may_have_happened`` the best case counts the steps not seen as done.
    """
    rows = _rows(params["steps"])
    found: list[str] = []
    missing: list[str] = []
    for row in rows:
        told = _told(case.now, _strings(row.get("any", [])))
        spoken = any(fold_phrase(phrase) in case.now.folded for phrase in _strings(row.get("phrases", [])))
        if told or spoken:
            found.extend(told[:1])
        else:
            missing.append(str(row["label"]))
    count = len(rows) - len(missing)
    share = count / len(rows)
    lenient = bool(params.get("unmentioned_may_have_happened", False))
    lacking = f"; chưa thấy: {', '.join(missing)}" if missing else ""
    if not count:
        return Observation.silent("Biên bản không thể hiện bước nào của quy trình.", "Ghi đủ các bước của quy trình.")
    return Observation.between(
        {"share": share, "missing": len(missing)},
        {"share": 1.0 if lenient else share, "missing": 0 if lenient else len(missing)},
        f"Biên bản thể hiện {count}/{len(rows)} mục cần có{lacking}.",
        found,
        f"Ghi thêm: {', '.join(missing)}." if missing else None,
    )


def human(case: Case, params: Params) -> Observation:
    """Nothing is measured: minutes cannot show it, a person who was there decides."""
    del case
    label = str(params.get("label", "nội dung này"))
    return Observation.unknowable(
        f"Biên bản không cho biết {label}, cần người dự họp đánh giá.",
        "Người theo dõi buổi sinh hoạt chấm và ghi lý do.",
    )


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _rows(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


DETECTORS = (
    Detector(
        "stated",
        frozenset({"stated"}),
        frozenset({"any", "label"}),
        stated,
        "Whether one of several values of the record is there with its quote.",
    ),
    Detector(
        "steps",
        frozenset({"share", "missing"}),
        frozenset({"steps", "unmentioned_may_have_happened"}),
        steps,
        "How many of a list of steps or fields the minutes show.",
    ),
    Detector("human", frozenset(), frozenset({"label"}), human, "What minutes cannot show; always undetermined."),
)
