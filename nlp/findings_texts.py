"""One finding with its message in both languages, from the catalogue ``nlp/data/findings.yaml``."""

from __future__ import annotations

from typing import Any

from nlp.lexicon import load_data
from schemas import Finding, Severity

__all__ = ["CODES", "make_finding"]

CODES: dict[str, dict[str, Any]] = load_data("findings.yaml")["codes"]


def make_finding(code: str, severity: Severity, *paths: str, **values: object) -> Finding:
    """A finding on ``paths`` (JSON pointers). ``values`` fill its text; a pair is the Vietnamese and the English form
    of a value. A code with several texts takes "code:text"; one without any says its meaning."""
    code, _, text = code.partition(":")
    entry = CODES[code]
    template = entry["texts"][text or "main"] if "texts" in entry else entry
    forms = [
        {name: value[place] if isinstance(value, tuple) else value for name, value in values.items()}
        for place in (0, 1)
    ]
    return Finding(
        code=code,
        severity=severity,
        message=template["vi"].format(**forms[0]),
        message_en=template["en"].format(**forms[1]),
        paths=list(paths),
    )
