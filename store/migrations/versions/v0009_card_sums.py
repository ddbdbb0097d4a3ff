"""Sums over papers of some cells, kinds or months from one index, without looking at the rows; findings by code."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SUMMED = (
    "current",
    "cell",
    "organisation",
    "state",
    "grade",
    "month",
    "document_type",
    "meeting_type",
    "rate",
    "contributions",
    "substantive",
    "self_criticisms",
    "worst",
    "record_id",
)


def upgrade() -> None:
    op.drop_index("ix_cards_cells", table_name="cards")
    op.create_index("ix_cards_cells", "cards", list(SUMMED), unique=False)
    op.drop_index("ix_findings_code", table_name="findings")
    op.create_index("ix_findings_code", "findings", ["code", "record_id"], unique=False)
