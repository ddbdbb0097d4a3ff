"""Codes of findings in words."""

from __future__ import annotations

from nlp.findings_texts import CODES

__all__ = ["finding_name"]


def finding_name(code: str, language: str) -> str:
    """What the code means, from the catalogue of findings; the code itself where it is not in it."""
    known = CODES.get(code.partition(":")[0])
    return str(known[language]) if known else code
