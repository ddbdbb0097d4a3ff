"""Hidden text layers (somebody's OCR) taken out of PDF pages, so that ours can take their place."""

from __future__ import annotations

from contextlib import suppress
from typing import TypeAlias

from pikepdf import (
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Name,
    Object,
    Operator,
    Page,
    Pdf,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

__all__ = ["strip_hidden_text"]

_Instruction: TypeAlias = ContentStreamInstruction | ContentStreamInlineImage
_INVISIBLE = 3  # the text rendering mode that draws nothing
_DEEPEST = 6  # forms within forms; more is no scan


def strip_hidden_text(pdf: Pdf, page: Page) -> None:
    """Take the text objects that draw nothing out of ``page`` and of the forms it shows. What is seen stays.

    Text that changes its rendering mode in the middle of a text object stays as well; whoever needs a page without
    any text looks at the result.
    """
    page.contents_coalesce()
    page.obj.Contents = pdf.make_stream(_stripped(page.obj, page.obj.get(Name.Resources), 0, _DEEPEST))


def _stripped(content: Object, resources: Object | None, mode: int, depth: int) -> bytes:
    """The content stream of a page or a form without its hidden text. ``mode``: the rendering mode it begins with."""
    kept: list[_Instruction] = []
    text: list[_Instruction] = []
    modes: list[int] = []
    inside, seen = False, False
    for instruction in parse_content_stream(content):
        operator, operands = instruction.operator, instruction.operands
        if operator == Operator("Tr") and operands:
            mode = int(operands[0])
        elif operator == Operator("q"):
            modes.append(mode)
        elif operator == Operator("Q") and modes:
            mode = modes.pop()
        elif operator == Operator("Do") and depth and resources is not None:
            _strip_form(resources, operands[0], mode, depth - 1)
        if operator == Operator("BT"):
            inside, seen, text = True, False, []
        if not inside:
            kept.append(instruction)
            continue
        text.append(instruction)
        if operator in _SHOWING and mode != _INVISIBLE:
            seen = True
        if operator == Operator("ET"):
            inside = False
            if seen:
                kept.extend(text)
    return unparse_content_stream([*kept, *text] if inside else kept)


_SHOWING = frozenset(Operator(name) for name in ("Tj", "TJ", "'", '"'))


def _strip_form(resources: Object, name: Object, mode: int, depth: int) -> None:
    with suppress(KeyError, AttributeError, TypeError):
        form = resources[Name.XObject][str(name)]
        if isinstance(form, Stream) and form.get(Name.Subtype) == Name.Form:
            form.write(_stripped(form, form.get(Name.Resources, resources), mode, depth))
