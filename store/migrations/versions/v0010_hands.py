"""Hands: whose writing stands on which pages, labelled lines from elsewhere, and the models that were learnt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_HAND = sa.String(length=16)


def _of_hand(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["hand"], ["hands.id"], name=op.f(f"fk_{table}_hand_hands"), ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "hands",
        sa.Column("id", _HAND, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("book", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("period", sa.String(length=40), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hands")),
    )
    op.create_table(
        "hand_pages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand", _HAND, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_hand("hand_pages"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_pages")),
        sa.UniqueConstraint("sha256", "first_page", name=op.f("uq_hand_pages_sha256_first_page")),
    )
    op.create_index(op.f("ix_hand_pages_hand"), "hand_pages", ["hand"], unique=False)
    op.create_table(
        "hand_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand", _HAND, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_hand("hand_lines"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_lines")),
        sa.UniqueConstraint("hand", "digest", name=op.f("uq_hand_lines_hand_digest")),
    )
    op.create_index(op.f("ix_hand_lines_hand"), "hand_lines", ["hand"], unique=False)
    op.create_table(
        "hand_models",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand", _HAND, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("judged_by", sa.Integer(), nullable=False),
        sa.Column("base_error", sa.Double(), nullable=False),
        sa.Column("known_error", sa.Double(), nullable=True),
        sa.Column("error", sa.Double(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("recipe", sa.String(length=50), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        _of_hand("hand_models"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_models")),
        sa.UniqueConstraint("hand", "version", name=op.f("uq_hand_models_hand_version")),
    )
    op.create_index(op.f("ix_hand_models_hand"), "hand_models", ["hand"], unique=False)
