"""Which cell, which year, which meeting is meant; what cannot be told apart is refused with the ways out."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from bienban.i18n import both
from quality import SeriesReport
from quality.series import cell_keys, superior_name
from quality.series.cells import normal_name, usual_wording
from schemas import Record, UsageError

__all__ = ["of_committee", "one_cell", "one_meeting", "years_of"]

_SHOWN = 8
Key = tuple[str, str]


@dataclass(frozen=True)
class _Cell:
    """A cell as its papers name it, with the key that groups them."""

    key: Key
    name: str
    parent: str


def one_cell(records: Sequence[Record], name: str, committee: str | None) -> Key:
    """The key of the cell called ``name`` (case, marks, "Chi bộ" do not matter), of ``committee`` where it is given.

    Raises ``UsageError`` where there is none, or more than one.
    """
    wanted = normal_name(name)
    cells = _cells(records)
    named = [cell for cell in cells if normal_name(cell.name) == wanted]
    found = [cell for cell in named if committee is None or _is_under(cell, committee)]
    if not found:
        known = list(dict.fromkeys(cell.name for cell in cells))
        raise UsageError(*both("sheet.no-cell", name=name, known=_near(name, known)))
    if len(found) > 1:
        parents = "; ".join(f'--committee "{cell.parent}"' if cell.parent else "–" for cell in found)
        raise UsageError(*both("sheet.cells-alike", name=name, count=len(found), parents=parents))
    return found[0].key


def of_committee(records: Sequence[Record], name: str) -> set[Key]:
    """The keys of the cells under the committee ``name``. Raises ``UsageError`` where there are none."""
    cells = _cells(records)
    found = {cell.key for cell in cells if _is_under(cell, name)}
    if not found:
        known = list(dict.fromkeys(cell.parent for cell in cells if cell.parent))
        raise UsageError(*both("sheet.no-committee", name=name, known=_near(name, known)))
    return found


def one_meeting(records: Sequence[Record], prefix: str) -> Record:
    """The record whose id begins with ``prefix``. Raises ``UsageError`` where there is none, or more than one."""
    found = [record for record in records if record.record_id.startswith(prefix)]
    if len(found) != 1:
        key = "sheet.meetings-alike" if found else "sheet.no-meeting"
        raise UsageError(*both(key, id=prefix, count=len(found)))
    return found[0]


def years_of(reports: Sequence[SeriesReport]) -> list[int]:
    """The years that any paper of these cells is of, in order."""
    return sorted({int(month[:4]) for report in reports for month in report.months})


def _cells(records: Sequence[Record]) -> list[_Cell]:
    """The cells that papers name."""
    found = []
    for key, positions in cell_keys(records).items():
        own = [records[at].organisation for at in positions]
        name = usual_wording(one.name for one in own)
        if name:
            found.append(_Cell(key, name, usual_wording(one.parent for one in own) or ""))
    return found


def _is_under(cell: _Cell, committee: str) -> bool:
    return bool(cell.parent) and superior_name(cell.parent) == superior_name(committee)


def _near(name: str, known: Sequence[str]) -> str:
    """Names that look like ``name`` first; all of them where there are few."""
    near = difflib.get_close_matches(name, known, n=_SHOWN, cutoff=0.5)
    rest = [one for one in sorted(known) if one not in near]
    return "; ".join([*near, *rest][:_SHOWN]) or "–"
