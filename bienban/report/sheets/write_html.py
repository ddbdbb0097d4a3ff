"""A sheet as one HTML page that asks for nothing outside itself. Everything from papers is escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from bienban.i18n import Say
from bienban.report.sheets.drawing import svg
from bienban.report.sheets.model import Sheet

__all__ = ["write_html"]


def write_html(sheet: Sheet, say: Say) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("bienban", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    environment.tests["table"] = lambda block: hasattr(block, "columns")
    template = environment.get_template("sheet.html")
    return template.render(sheet=sheet, t=say, lang=say.language, drawn=lambda drawing: svg(drawing, say))
