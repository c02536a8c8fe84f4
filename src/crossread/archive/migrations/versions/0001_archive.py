"""The archive: publishers, sources, captures, statements, wordings, looks, readings, edits.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

FTS5 = "CREATE VIRTUAL TABLE wording USING fts5(words, content='', tokenize='unicode61')"


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.UniqueConstraint("mark", name=op.f("uq_capture_mark")),
    )
    op.create_index(op.f("ix_capture_digest"), "capture", ["digest"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_subject", "decision", ["subject"], unique=False)
    op.create_table(
        "publisher",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("languages", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publisher")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publisher_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["publisher.id"], name=op.f("fk_source_publisher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_index(op.f("ix_source_publisher_id"), "source", ["publisher_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("publisher_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("genre", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("characters", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publisher_id"], ["publisher.id"], name=op.f("fk_statement_publisher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index("ix_statement_date", "statement", ["date"], unique=False)
    op.create_index(op.f("ix_statement_digest"), "statement", ["digest"], unique=False)
    op.create_index(
        "ix_statement_publisher_id_date", "statement", ["publisher_id", "date"], unique=False
    )
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("old", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("last_old", sa.Text(), nullable=False),
        sa.Column("first_new", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("significance", sa.Float(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_edit_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
        sa.UniqueConstraint(
            "statement_id",
            "old",
            "new",
            "first_new",
            name=op.f("uq_edit_statement_id_old_new_first_new"),
        ),
    )
    op.create_index("ix_edit_first_new", "edit", ["first_new"], unique=False)
    op.create_table(
        "source_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_run_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_run")),
    )
    op.create_index(op.f("ix_source_run_source_id"), "source_run", ["source_id"], unique=False)
    op.create_table(
        "statement_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_key_statement_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_statement_key")),
    )
    op.create_index(
        op.f("ix_statement_key_statement_id"), "statement_key", ["statement_id"], unique=False
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("extractor", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("first_seen", sa.Text(), nullable=False),
        sa.Column("last_seen", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_version_capture_id")),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_version_statement_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("statement_id", "mark", name=op.f("uq_version_statement_id_mark")),
        sa.UniqueConstraint("statement_id", "number", name=op.f("uq_version_statement_id_number")),
    )
    op.create_index(op.f("ix_version_capture_id"), "version", ["capture_id"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_observation_capture_id")
        ),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_observation_statement_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_observation_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint(
            "statement_id", "capture_id", name=op.f("uq_observation_statement_id_capture_id")
        ),
    )
    op.create_index(op.f("ix_observation_capture_id"), "observation", ["capture_id"], unique=False)
    op.create_index(
        "ix_observation_statement_id_at", "observation", ["statement_id", "at"], unique=False
    )
    op.create_index(op.f("ix_observation_version_id"), "observation", ["version_id"], unique=False)
    op.create_table(
        "party",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_party_version_id")),
        sa.PrimaryKeyConstraint("version_id", "country", name=op.f("pk_party")),
    )
    op.create_index("ix_party_country", "party", ["country"], unique=False)
    op.create_table(
        "reading",
        sa.Column("version_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("coded", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_reading_version_id")),
        sa.PrimaryKeyConstraint("version_id", name=op.f("pk_reading")),
    )
    _make_word_index()


def _make_word_index() -> None:
    """Which versions hold which words: each database has its own kind of index for that."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(FTS5)
        return
    op.execute(
        "CREATE TABLE wording (version_id INTEGER CONSTRAINT pk_wording PRIMARY KEY"
        " CONSTRAINT fk_wording_version_id REFERENCES version (id), words TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_wording_words ON wording USING gin (words)")
