"""Tables on standard output: with colour and lines for a person, plain when piped."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

__all__ = ["show_table"]

PIPED_WIDTH = 200


def show_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, stderr: bool = False) -> None:
    """Print ``rows`` under ``head``; what is in them is shown as it is (no markup is read from documents)."""
    stream = sys.stderr if stderr else sys.stdout
    console = Console(file=stream, width=None if stream.isatty() else PIPED_WIDTH, highlight=False)
    table = Table(title=Text(title) if title else None, title_justify="left", box=box.SIMPLE_HEAD, show_edge=False)
    table.show_header = any(head)
    for name in head:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console.print(table)
