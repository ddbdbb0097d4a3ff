"""Two indexes of the queue: all papers by how sure they are, and the cells by name."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_cards_all", "cards", ["current", "worst", "record_id"], unique=False)
    op.create_index("ix_cards_cells", "cards", ["current", "cell", "organisation"], unique=False)
