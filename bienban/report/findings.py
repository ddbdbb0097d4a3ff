"""Findings with the pieces of the pages that show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bienban.i18n import Say
from bienban.report.model import Crop, CropMaker, FindingView
from schemas import Evidence, Finding, Record, Severity

__all__ = ["evidence_for", "finding_views"]

MOST_CROPS = 4  # of one finding
NEAR = 0.06  # of the page: places whose tops lie this close share a picture
WORDING = 200  # characters of a wording under a picture
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def evidence_for(record: Record, path: str) -> list[Evidence]:
    """What supports the value at JSON pointer ``path``: its own evidence, else that of its parts, else of its whole."""
    own = record.evidence.get(path)
    if own:
        return [own]
    parts = [evidence for key, evidence in record.evidence.items() if key.startswith(f"{path}/")]
    if parts:
        return parts
    above = path.rpartition("/")[0]
    return evidence_for(record, above) if above in record.evidence else []


def finding_views(record: Record, cut: CropMaker | None, say: Say) -> list[FindingView]:
    """The findings of one record, gravest first; notes get no picture. ``cut`` None: no pictures, no wordings."""
    return [
        FindingView(
            severity=finding.severity.value,
            severity_text=say(f"severity.{finding.severity}"),
            message=finding.text(say.language),
            crops=tuple(_crops(record, finding, cut, say)) if cut else (),
        )
        for finding in sorted(record.findings, key=lambda finding: ORDER[finding.severity])
    ]


def _crops(record: Record, finding: Finding, cut: CropMaker, say: Say) -> Iterator[Crop]:
    for group in _together(_places(record, finding.paths))[:MOST_CROPS]:
        page = group[0].page
        text = "” … “".join(dict.fromkeys(_short(evidence.text) for evidence in group))
        boxes = [box for evidence in group for box in evidence.boxes]
        image = None if finding.severity is Severity.INFO else cut(record.source.sha256, page, boxes)
        key = "report.crop-caption" if image else "report.no-crop"
        yield Crop(
            caption=say(key, page=page, text=text), alt=say("report.crop-alt", page=page, text=text), image=image
        )


def _places(record: Record, paths: Sequence[str]) -> list[Evidence]:
    """The evidence of ``paths``, each place on the paper once."""
    places: dict[tuple[int, str], Evidence] = {}
    for path in paths:
        for evidence in evidence_for(record, path):
            places.setdefault((evidence.page, str(evidence.boxes) if evidence.boxes else evidence.text), evidence)
    return list(places.values())


def _together(places: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence that stands close on one page, so that one picture shows it; in the order of the paper."""
    groups: list[list[Evidence]] = []
    for evidence in sorted(places, key=lambda one: (one.page, _top(one))):
        last = groups[-1] if groups else []
        near = bool(last) and last[0].page == evidence.page and _top(evidence) - _top(last[-1]) <= NEAR
        if near and bool(last[0].boxes) == bool(evidence.boxes):
            last.append(evidence)
        else:
            groups.append([evidence])
    return groups


def _top(evidence: Evidence) -> float:
    return min((box.top for box in evidence.boxes), default=0.0)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= WORDING else f"{plain[:WORDING]}…"
