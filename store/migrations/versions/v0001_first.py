"""The first schema: originals, documents, pages, records, assessments, corrections, runs, trail, and ``v_meetings``."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# One row per record of the documents that still stand under some path; no name of a person, no free text.
MEETINGS = """
CREATE VIEW v_meetings AS
SELECT r.record_id, r.sha256, r.unit_index, r.first_page, r.last_page,
       r.document_type, r.meeting_type, r.cell, r.organisation, r.parent, r.number, r.period,
       r.held_on, r.held_from, r.held_to, r.duration_minutes,
       r.members, r.present, r.absent, r.attendance_rate,
       r.contributions, r.self_criticisms, r.criticisms, r.decisions, r.tasks, r.corrected,
       (SELECT count(*) FROM findings f WHERE f.record_id = r.record_id AND f.severity = 'error') AS finding_errors,
       (SELECT count(*) FROM findings f WHERE f.record_id = r.record_id AND f.severity = 'warning')
           AS finding_warnings,
       a.rubric_id, a.rubric_version, a.total_low, a.total_high, a.max_total, a.grade_low, a.grade_high
FROM records r
LEFT JOIN assessments a ON a.record_id = r.record_id
     AND a.rubric_id = (SELECT min(b.rubric_id) FROM assessments b WHERE b.record_id = r.record_id)
     AND a.rubric_version = (SELECT max(c.rubric_version) FROM assessments c
                             WHERE c.record_id = r.record_id AND c.rubric_id = a.rubric_id)
WHERE EXISTS (SELECT 1 FROM sightings s WHERE s.sha256 = r.sha256 AND s.replaced_by IS NULL)
"""


def upgrade() -> None:
    op.create_table(
        "aside",
        sa.Column("path_key", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("reason_en", sa.Text(), nullable=False),
        sa.Column("reason_vi", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("path_key", name=op.f("pk_aside")),
    )
    op.create_index(op.f("ix_aside_sha256"), "aside", ["sha256"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=50), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_hash")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_audit_previous_hash")),
    )
    op.create_table(
        "cells",
        sa.Column("cell", sa.String(length=300), nullable=False),
        sa.Column("series_digest", sa.String(length=64), nullable=False),
        sa.Column("assess_version", sa.Text(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("cell", name=op.f("pk_cells")),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pointer", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=10), nullable=False),
        sa.Column("old", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("new", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_corrections")),
    )
    op.create_index(op.f("ix_corrections_record_id"), "corrections", ["record_id"], unique=False)
    op.create_index(op.f("ix_corrections_sha256"), "corrections", ["sha256"], unique=False)
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("extension", sa.String(length=16), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )
    op.create_table(
        "runs",
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("process", sa.String(length=100), nullable=False),
        sa.Column("counts", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_runs")),
    )
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.Column("read_version", sa.Text(), nullable=False),
        sa.Column("understand_version", sa.Text(), nullable=False),
        sa.Column("pages_digest", sa.String(length=64), nullable=False),
        sa.Column("first_saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["originals.sha256"], name=op.f("fk_documents_sha256_originals")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_documents")),
    )
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("stage_version", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["runs.run_id"], name=op.f("fk_steps_run_id_runs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
    )
    op.create_index(op.f("ix_steps_run_id"), "steps", ["run_id"], unique=False)
    op.create_table(
        "pages",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=30), nullable=False),
        sa.Column("grade", sa.String(length=1), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("mean_confidence", sa.Double(), nullable=True),
        sa.Column("lexicon_share", sa.Double(), nullable=True),
        sa.Column("ink_covered", sa.Double(), nullable=True),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("steps", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["documents.sha256"], name=op.f("fk_pages_sha256_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sha256", "number", name=op.f("pk_pages")),
    )
    op.create_table(
        "records",
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("unit_index", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=True),
        sa.Column("last_page", sa.Integer(), nullable=True),
        sa.Column("document_type", sa.String(length=20), nullable=False),
        sa.Column("meeting_type", sa.String(length=20), nullable=True),
        sa.Column("cell", sa.String(length=300), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=True),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("period", sa.String(length=10), nullable=True),
        sa.Column("held_on", sa.String(length=10), nullable=True),
        sa.Column("held_from", sa.String(length=5), nullable=True),
        sa.Column("held_to", sa.String(length=5), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("members", sa.Integer(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("absent", sa.Integer(), nullable=True),
        sa.Column("attendance_rate", sa.Double(), nullable=True),
        sa.Column("contributions", sa.Integer(), nullable=False),
        sa.Column("self_criticisms", sa.Integer(), nullable=False),
        sa.Column("criticisms", sa.Integer(), nullable=False),
        sa.Column("decisions", sa.Integer(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
        sa.Column("corrected", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("first_saved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["documents.sha256"], name=op.f("fk_records_sha256_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_records")),
        sa.UniqueConstraint("sha256", "unit_index", name=op.f("uq_records_sha256_unit_index")),
    )
    op.create_index(op.f("ix_records_cell"), "records", ["cell"], unique=False)
    op.create_index(op.f("ix_records_cell_period"), "records", ["cell", "period"], unique=False)
    op.create_index(op.f("ix_records_document_type"), "records", ["document_type"], unique=False)
    op.create_index(op.f("ix_records_held_on"), "records", ["held_on"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("path_key", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["sha256"], ["documents.sha256"], name=op.f("fk_sightings_sha256_documents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("path_key", "sha256", name=op.f("pk_sightings")),
    )
    op.create_index(op.f("ix_sightings_sha256"), "sightings", ["sha256"], unique=False)
    op.create_table(
        "assessments",
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("rubric_id", sa.String(length=200), nullable=False),
        sa.Column("rubric_version", sa.String(length=50), nullable=False),
        sa.Column("total_low", sa.Double(), nullable=True),
        sa.Column("total_high", sa.Double(), nullable=True),
        sa.Column("max_total", sa.Double(), nullable=True),
        sa.Column("grade_low", sa.Text(), nullable=True),
        sa.Column("grade_high", sa.Text(), nullable=True),
        sa.Column("body", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("assessed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.record_id"], name=op.f("fk_assessments_record_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record_id", "rubric_id", "rubric_version", name=op.f("pk_assessments")),
    )
    op.create_table(
        "findings",
        sa.Column("record_id", sa.String(length=128), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("paths", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["records.record_id"], name=op.f("fk_findings_record_id_records"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record_id", "position", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_code"), "findings", ["code"], unique=False)
    op.execute(MEETINGS)
