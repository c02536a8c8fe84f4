"""Whether a row can stand in the archive: the kinds of its values, and what they must mean.

A row of a dump may come from anywhere, and a row of the database may have been damaged: both are
asked the same before anything is made of them.
"""

import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any, get_args

import sqlalchemy as sa

from crossread.archive.read import as_capture
from crossread.archive.schema import Instant, Json, instant_as_text
from crossread.archive.source_rows import as_run, state_of_row
from crossread.errors import BadInput
from crossread.model import EDIT_KINDS, VERDICTS
from crossread.model.source_run import RunOutcome
from crossread.model.statement import Outcome, Via

HALF = re.compile("[\ud800-\udfff]")  # of a character: also what bytes that are no UTF-8 become
_DIGEST = re.compile("[0-9a-f]{64}")
_DIGESTS = ("digest", "mark")  # columns that hold one
_INT, _BIG = 2**31, 2**63  # what PostgreSQL's two kinds of whole numbers end at


def checked_row(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of plain values (moments as text, lists and the like as values) as the database
    takes it.

    Raises:
        BadInput: it has other columns, values of another kind, or values that mean nothing.
    """
    if set(row) != set(table.c.keys()):
        odd = ", ".join(sorted(set(row) ^ set(table.c.keys()))[:5])
        raise BadInput(f"a row of {table.name} lacks or has more than its columns: {odd}")
    values = {column.name: _value(column, row[column.name]) for column in table.c}
    if table.name in _MEANS:
        _check_meaning(table.name, SimpleNamespace(**values))
    return values


def _check_meaning(name: str, row: Any) -> None:
    try:
        _MEANS[name](row)
    except BadInput:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput(f"{name} holds what cannot be read: {error}") from error


def stored_row(table: sa.Table, raw: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the database has it, as plain values.

    Raises:
        BadInput: it holds broken JSON, or a moment in another form than the archive's.
    """
    return {column.name: _plain(column, raw[column.name]) for column in table.c}


def _plain(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(column.type, Json):
        try:
            return json.loads(value)
        except (ValueError, TypeError, RecursionError) as error:
            raise BadInput(f"{_name(column)} holds broken JSON") from error
    is_moment = isinstance(column.type, Instant) and value is not None
    if is_moment and instant_as_text(_instant(column, value)) != value:  # sorts not as time does
        raise BadInput(f"{_name(column)} holds {_shown(value)}, not in the archive's form")
    return value


def _value(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(column.type, Json):
        return _json(column, value)
    if value is None:
        if column.nullable:
            return None
    elif isinstance(column.type, Instant):
        return _instant(column, value)
    elif _is_of(column, value):
        if isinstance(value, str):
            _check_words(column, value)
        return float(value) if isinstance(column.type, sa.Float) else value
    raise BadInput(f"{_name(column)} holds {_shown(value)}")


def _json(column: sa.Column[Any], value: Any) -> Any:
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{_name(column)} holds what no database keeps: {error}") from error
    return value


def _is_of(column: sa.Column[Any], value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(column.type, sa.Float):
        return isinstance(value, int | float) and math.isfinite(value)
    if isinstance(column.type, sa.Integer):  # BigInteger is one
        most = _BIG if isinstance(column.type, sa.BigInteger) else _INT
        return isinstance(value, int) and 0 <= value < most
    return isinstance(value, bytes if isinstance(column.type, sa.LargeBinary) else str)


def _check_words(column: sa.Column[Any], value: str) -> None:
    if "\x00" in value:
        raise BadInput(f"{_name(column)} holds a NUL character")
    if not value.isascii() and HALF.search(value):
        raise BadInput(f"{_name(column)} holds what is no UTF-8")
    if column.name in _DIGESTS and not _DIGEST.fullmatch(value):
        raise BadInput(f"{_name(column)} holds {_shown(value)}, no SHA-256")


def _instant(column: sa.Column[Any], value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        moment.astimezone()
    except (TypeError, ValueError, OverflowError) as error:
        raise BadInput(f"{_name(column)} holds {_shown(value)}, no moment") from error
    if moment.tzinfo is None:
        raise BadInput(f"{_name(column)} holds a moment without a zone")
    return moment


def _name(column: sa.Column[Any]) -> str:
    return f"{column.table.name}.{column.name}"


def _shown(value: Any) -> str:
    """The beginning of a value, in one line."""
    return ascii(value if isinstance(value, int | float) else str(value)[:40])[:60]


# --- what the values of a row must mean -----------------------------------------------------------


def _check(holds: bool, fact: str) -> None:
    if not holds:
        raise BadInput(fact)


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _publisher(row: Any) -> None:
    _check(_is_words(row.languages), "publisher.languages is no list of words")


def _source(row: Any) -> None:
    _check(isinstance(row.state, dict), "source.state is no object")
    state = state_of_row(row.state)
    for name in ("etag", "last_modified", "cursor"):
        _check(isinstance(getattr(state, name), str), f"source.state has no words as {name}")


def _run(row: Any) -> None:
    _check(row.outcome in get_args(RunOutcome), f"no run ends with {row.outcome!r}")
    nobody: dict[str, Any] = {
        "publisher_id": "",
        "name": "",
        "country": None,
        "languages": [],
        "level": "",
    }
    ended = row.finished or row.started
    as_run(SimpleNamespace(**nobody | vars(row) | {"finished": ended, "state": {}}))


def _capture(row: Any) -> None:
    pairs = isinstance(row.headers, list) and all(
        _is_words(pair) and len(pair) == 2 for pair in row.headers
    )
    _check(pairs, "capture.headers is no list of names and values")
    _check(row.via in get_args(Via), f"no capture comes by {row.via!r}")
    as_capture(row)


def _day(row: Any) -> None:
    if row.date is not None:
        _check(date.fromisoformat(row.date).isoformat() == row.date, f"{row.date!r} is no day")
    if row.time is not None:
        time.fromisoformat(row.time)


def _version(row: Any) -> None:
    _day(row)
    _check(_is_words(row.notes), "version.notes is no list of words")


def _observation(row: Any) -> None:
    _check(row.outcome in get_args(Outcome), f"no look ends with {row.outcome!r}")


def _edit(row: Any) -> None:
    known = _is_words(row.kinds) and set(row.kinds) <= set(EDIT_KINDS)
    _check(known, "edit.kinds is no list of kinds of edits")
    _check(0 <= row.significance <= 1, f"its significance is {row.significance}, not 0 to 1")
    _check(isinstance(row.detail, dict), "edit.detail is no object")


def _decision(row: Any) -> None:
    by = row.verdict in VERDICTS and bool(row.by.strip())
    _check(by, f"has the verdict {row.verdict!r} by {row.by!r}")


_MEANS: dict[str, Callable[[Any], None]] = {
    "publisher": _publisher,
    "source": _source,
    "source_run": _run,
    "capture": _capture,
    "statement": _day,
    "version": _version,
    "observation": _observation,
    "edit": _edit,
    "decision": _decision,
}
