"""The tables, the same on SQLite and PostgreSQL.

Moments are kept as text of one width in UTC, days as ISO text: both sort as time does, and both
databases give back what was put in. Migrations are in `migrations`; a test holds the two equal.
"""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
HEAD = "0004"  # the newest migration


class Instant(sa.TypeDecorator[datetime]):
    """An aware moment as text: 2021-06-01T17:04:00.000000Z."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> str | None:
        """Write it in UTC, always with six places of a second."""
        return None if value is None else instant_as_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> datetime | None:
        """Read it back, aware."""
        return None if value is None else datetime.fromisoformat(value)


def instant_as_text(moment: datetime) -> str:
    """A moment in the form that the archive keeps, which sorts as time does."""
    plain = moment.astimezone(UTC).replace(tzinfo=None)
    return plain.isoformat(timespec="microseconds") + "Z"


class Json(sa.TypeDecorator[Any]):
    """A value as JSON text, with sorted keys: equal values are equal texts."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> str:
        """Write it."""
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Any) -> Any:
        """Read it."""
        return None if value is None else json.loads(value)


def _text(name: str, default: str | None = "", **more: Any) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=default is None, **more)


def _ref(target: str, *, nullable: bool = False, **more: Any) -> sa.Column[Any]:
    table, _, _column = target.partition(".")
    return sa.Column(f"{table}_id", sa.ForeignKey(target), nullable=nullable, **more)


# In the order of code points on either database: by default PostgreSQL sorts as a language does.
Name = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

PUBLISHER = sa.Table(
    "publisher",
    METADATA,
    sa.Column("id", Name, primary_key=True),
    _text("name"),
    _text("country", None),
    sa.Column("languages", Json, nullable=False),
    _text("level"),
)

SOURCE = sa.Table(  # one feed, listing or site map, and what must be known to go on with it
    "source",
    METADATA,
    sa.Column("id", Name, primary_key=True),
    _ref("publisher.id", index=True),
    sa.Column("state", Json, nullable=False),
)

RUN = sa.Table(  # one reading of a source: what keeps "they were silent" from "we did not look"
    "source_run",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _ref("source.id", index=True),
    sa.Column("started", Instant, nullable=False),
    sa.Column("finished", Instant),
    _text("outcome"),
    sa.Column("detail", Json, nullable=False),
)

CAPTURE = sa.Table(
    "capture",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _text("mark", unique=True),  # digest over all that makes it this capture
    _text("digest", index=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("at", Instant, nullable=False),
    _text("via"),
    _text("url"),
    _text("final_url"),
    _text("media_type"),
    sa.Column("status", sa.Integer),
    sa.Column("headers", Json, nullable=False),
    _text("name"),
)

STATEMENT = sa.Table(  # title to last_seen are those of the wording seen last
    "statement",
    METADATA,
    sa.Column("id", Name, primary_key=True),
    _ref("publisher.id"),
    _text("url"),
    _text("genre"),
    _text("title"),
    _text("date", None),
    _text("time", None),
    _text("language"),
    _text("digest", index=True),
    sa.Column("current", sa.Integer, nullable=False),
    sa.Column("versions", sa.Integer, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("first_seen", Instant, nullable=False),
    sa.Column("last_seen", Instant, nullable=False),
    sa.Index("ix_statement_publisher_id_date", "publisher_id", "date"),
    sa.Index("ix_statement_date", "date"),
)

KEY = sa.Table(  # every address, path or given id under which a statement is known
    "statement_key",
    METADATA,
    sa.Column("key", Name, primary_key=True),
    _ref("statement.id", index=True),
)

VERSION = sa.Table(
    "version",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _ref("statement.id"),
    sa.Column("number", sa.Integer, nullable=False),
    _text("mark"),  # digest over title, date and text: what makes it another wording
    _text("digest"),
    _text("title"),
    _text("text"),
    _text("language"),
    _text("date", None),
    _text("time", None),
    _text("extractor"),
    sa.Column("notes", Json, nullable=False),
    _ref("capture.id", index=True),
    sa.Column("first_seen", Instant, nullable=False),
    sa.Column("last_seen", Instant, nullable=False),
    sa.UniqueConstraint("statement_id", "number"),
    sa.UniqueConstraint("statement_id", "mark"),
)

OBSERVATION = sa.Table(
    "observation",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _ref("statement.id"),
    sa.Column("at", Instant, nullable=False),
    _text("outcome"),
    _ref("version.id", nullable=True, index=True),
    _ref("capture.id", index=True),
    sa.UniqueConstraint("statement_id", "capture_id"),
    sa.Index("ix_observation_statement_id_at", "statement_id", "at"),
)

READING = sa.Table(  # a version cut into points and coded: made anew from the text at will
    "reading",
    METADATA,
    sa.Column("version_id", sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    _text("method"),
    sa.Column("points", sa.Integer, nullable=False),
    sa.Column("coded", sa.LargeBinary, nullable=False),  # JSON, packed by zlib
)

PARTY = sa.Table(  # the countries that a version's title or opening names, but for its own
    "party",
    METADATA,
    sa.Column("version_id", sa.ForeignKey("version.id"), primary_key=True, autoincrement=False),
    sa.Column("country", sa.Text, primary_key=True),
    sa.Index("ix_party_country", "country"),
)

EDIT = sa.Table(  # how one wording became the next: made anew from the captures at will
    "edit",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _ref("statement.id"),
    sa.Column("old", sa.Integer, nullable=False),
    sa.Column("new", sa.Integer, nullable=False),
    sa.Column("last_old", Instant, nullable=False),
    sa.Column("first_new", Instant, nullable=False),
    _text("method"),
    sa.Column("kinds", Json, nullable=False),
    sa.Column("significance", sa.Float, nullable=False),
    sa.Column("detail", Json, nullable=False),
    sa.UniqueConstraint("statement_id", "old", "new", "first_new"),
    sa.Index("ix_edit_first_new", "first_new"),
)

DECISION = sa.Table(  # a person's ruling; never mixed with what the machine found
    "decision",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    _ref("statement.id", index=True),
    _text("change"),  # "1-2", "gone"; empty: the statement itself
    _text("verdict"),
    _text("note"),
    _text("by"),
    sa.Column("at", Instant, nullable=False),
)

TABLES = (  # each after those that it points to
    PUBLISHER,
    SOURCE,
    RUN,
    CAPTURE,
    STATEMENT,
    KEY,
    VERSION,
    OBSERVATION,
    READING,
    PARTY,
    EDIT,
    DECISION,
)
