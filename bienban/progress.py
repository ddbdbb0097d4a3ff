"""Progress on standard error: a bar for a person who watches, plain lines for a log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from bienban.i18n import Say
from bienban.session import shown
from flows.batch import OnProgress, Progress

__all__ = ["show_progress"]


@contextmanager
def show_progress(say: Say, *, lines: bool = False) -> Iterator[OnProgress]:
    """Something to hand to a batch. ``lines``: name each document when nobody watches a terminal."""
    console = Console(stderr=True, highlight=False, markup=False)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(say("run.stage"), total=None)

        def on_progress(progress: Progress) -> None:
            if progress.kind == "waiting":
                console.print(say("run.waiting"))
            elif progress.kind == "hashed":
                bar.update(task, completed=progress.done, total=progress.total, description=say("run.looking"))
            elif progress.kind == "page" and progress.path is not None:
                place = f"{shown(progress.path.name)}, {say('report.pages', pages=progress.page)}"
                bar.update(task, description=escape(place))
            elif progress.kind in ("document", "aside"):
                bar.update(task, completed=progress.done, total=progress.total)
                if progress.kind == "document" and lines and not console.is_terminal:
                    text = say(
                        "extract.reading", position=progress.done, total=progress.total, path=shown(progress.path)
                    )
                    console.print(text, soft_wrap=True)

        yield on_progress
