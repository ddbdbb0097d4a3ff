"""Which layout of a person the records of a document follow, so that one that was not carried out yet shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("documents", sa.Column("layout", sa.Integer(), server_default="0", nullable=False))
