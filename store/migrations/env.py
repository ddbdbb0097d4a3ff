"""Run by Alembic: migrates over the connection that ``store.database.migrate`` holds open."""

from __future__ import annotations

from alembic import context

import store.account_tables
import store.hand_tables
import store.review_tables  # noqa: F401 - likewise
from store.tables import Base

# SQLite can roll back DDL; Alembic does not believe it unless told. The caller owns the transaction.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
