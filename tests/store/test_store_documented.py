"""docs/database.md names every table, view and column, and its SQL runs."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import inspect

from store import Store
from store.tables import Base

PAGE = (Path(__file__).parents[2] / "docs" / "database.md").read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    parts = re.split(r"^### `(\w+)`$", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_table_and_view_is_documented_and_no_other(store: Store) -> None:
    found = inspect(store._engine)
    index = {"search", *(f"search_{part}" for part in ("config", "data", "docsize", "idx"))}  # SQLite's own
    assert set(sections()) == {*found.get_table_names(), *found.get_view_names()} - index


def test_every_table_says_its_grain_here_and_in_the_code() -> None:
    for name, text in sections().items():
        assert re.match(r"\s*\*\*One row", text), name
    for mapper in Base.registry.mappers:
        assert (mapper.class_.__doc__ or "").startswith("Grain: one row per"), mapper.class_.__name__


def test_every_column_is_documented() -> None:
    missing = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if f"`{column.name}`" not in sections()[table.name]
    ]
    assert missing == []


def test_the_view_has_no_column_that_may_hold_a_name(store: Store) -> None:
    columns = {column["name"] for column in inspect(store._engine).get_columns("v_meetings")}
    assert not columns & {"body", "path", "title", "message", "theme", "text", "who"}


def test_the_sql_of_the_page_runs(store: Store) -> None:
    """On both databases; a block that says "only SQLite" or "only PostgreSQL" on that one."""
    own, other = ("SQLite", "PostgreSQL") if store._engine.dialect.name == "sqlite" else ("PostgreSQL", "SQLite")
    blocks = re.findall(r"```sql\n(.*?)```", PAGE, flags=re.DOTALL)
    assert any(f"only {own}" in block for block in blocks)
    code = re.sub(r"--.*", "", "\n".join(block for block in blocks if f"only {other}" not in block))
    statements = [one for one in code.split(";") if one.strip()]
    assert len(statements) >= 6
    connection = store._engine.raw_connection()
    for statement in statements:
        connection.cursor().execute(statement)
    connection.close()
