"""Fonts that a page names without writing a letter in them: they are often not embedded, which PDF/A does not allow."""

from __future__ import annotations

from collections.abc import Sequence

from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    Page,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

__all__ = ["drop_idle_fonts"]

_SHOWING = frozenset(Operator(name) for name in ("Tj", "TJ", "'", '"'))


def drop_idle_fonts(pdf: Pdf, page: Page) -> None:
    """Take the fonts that show no text out of ``page``. What the page looks like stays the same."""
    resources = page.obj.get(Name.Resources)
    if not isinstance(resources, Dictionary) or _lends_its_fonts(resources):
        return
    fonts = resources.get(Name.Font)
    if not isinstance(fonts, Dictionary):
        return
    instructions = list(parse_content_stream(page))
    used = _used(instructions)
    if set(fonts.keys()) <= used:
        return
    kept = [one for one in instructions if one.operator != Operator("Tf") or str(one.operands[0]) in used]
    page.obj.Contents = pdf.make_stream(unparse_content_stream(kept))
    # Several pages may share the lists: this page gets lists of its own.
    own = Dictionary(dict(resources.items()))
    own[Name.Font] = Dictionary({name: font for name, font in fonts.items() if name in used})
    page.obj.Resources = own


def _used(instructions: Sequence[ContentStreamInstruction | ContentStreamInlineImage]) -> set[str]:
    """Names of the fonts in which text is shown."""
    used: set[str] = set()
    font = ""
    fonts: list[str] = []
    for one in instructions:
        if one.operator == Operator("q"):
            fonts.append(font)
        elif one.operator == Operator("Q") and fonts:
            font = fonts.pop()
        elif one.operator == Operator("Tf"):
            font = str(one.operands[0])
        elif one.operator in _SHOWING:
            used.add(font)
    return used


def _lends_its_fonts(resources: Dictionary) -> bool:
    """Whether a form on the page has no resources of its own and so may use the page's."""
    forms = resources.get(Name.XObject)
    found = forms.values() if isinstance(forms, Dictionary) else ()
    return any(
        isinstance(one, Stream) and one.get(Name.Subtype) == Name.Form and Name.Resources not in one for one in found
    )
