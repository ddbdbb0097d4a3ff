"""What ``bienban agreement`` prints: how far blind ratings agree. Nobody who rated is named or told apart."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from bienban.archive import open_store
from bienban.i18n import Say
from bienban.session import tell
from bienban.settings import Settings
from bienban.tables import show_table
from quality.agreement import FEWEST, WANTED, Agreement, blind_pairs, machine_pairs
from quality.judging import ASPECTS
from schemas import Assessment

__all__ = ["measured", "show_agreement"]

Pairs = dict[str, list[tuple[float, float]]]


def show_agreement(settings: Settings, say: Say, *, as_json: bool) -> None:
    """One row a criterion: first two people, then person and machine. Refuses a verdict below 30 meetings."""
    found = measured(settings)
    if as_json:
        print(json.dumps({"fewest": FEWEST, "wanted": WANTED, "rows": found}, ensure_ascii=False, indent=2))
        return
    if not found:
        tell(say("agreement.none"))
        return
    head = [say("agreement.between"), say("judge.col-criterion")]
    head += [say(f"agreement.{name}") for name in ("count", "exact", "adjacent", "kappa", "bias", "icc", "verdict")]
    show_table("", head, [_row(one, say) for one in found])


def measured(settings: Settings) -> list[dict[str, Any]]:
    """The figures: ``between`` (people, machine), ``criterion``, and those of ``Agreement``. Between people there is no
    bias: its sign would say that one of them is stricter."""
    with open_store(settings) as store:
        acts = [one for one in store.judgements() if one.kind == "rating"]
        machine = _machine(store.assessments(sorted({one.record_id for one in acts}))) if acts else {}
    rows = []
    for between, by_criterion in (("people", blind_pairs(acts)), ("machine", machine_pairs(acts, machine))):
        for criterion, pairs in sorted(by_criterion.items()):
            figures = asdict(Agreement.of(pairs))
            if between == "people":
                figures["bias"] = None
            rows.append({"between": between, "criterion": criterion, **figures})
    return rows


def _machine(assessments: list[Assessment]) -> dict[tuple[str, str, str], float | None]:
    """The machine's levels of the five aspects. Its verdict on a criterion is a range, which is no level to compare."""
    return {(one.record_id, "", name): getattr(one.profile.levels, name) for one in assessments for name in ASPECTS}


def _row(row: dict[str, Any], say: Say) -> list[str]:
    kappa = "–" if row["kappa"] is None else f"{row['kappa']:.2f}"
    if row["interval"]:
        kappa += " [{:.2f}; {:.2f}]".format(*row["interval"])
    name = say(f"level.{row['criterion']}") if row["criterion"] in ASPECTS else row["criterion"]
    return [
        say(f"agreement.{row['between']}"),
        name,
        str(row["count"]),
        f"{row['exact']:.0%}",
        f"{row['adjacent']:.0%}",
        kappa,
        "–" if row["bias"] is None else f"{row['bias']:+.2f}",
        "–" if row["icc"] is None else f"{row['icc']:.2f}",
        say(f"agreement.{row['verdict']}", least=FEWEST, wanted=f"{WANTED:.2f}"),
    ]
