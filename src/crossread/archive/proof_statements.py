"""Statements and looks: held against the wordings, captures and keys that they rest on."""

import html
import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from crossread.archive.proof import Check, Proof, as_stored
from crossread.archive.proof_texts import SEPARATOR
from crossread.archive.save import make_id
from crossread.archive.schema import CAPTURE, KEY, OBSERVATION, STATEMENT, VERSION, instant_as_text
from crossread.errors import CrossreadError
from crossread.model import Publisher

SAW = ("seen", "unchanged")
READ = (200, 203)  # statuses that come with a page
SHOWN = ("title", "date", "time", "language", "digest")  # what a statement shows of its wording

_CAPTURED = sa.select(CAPTURE).where(CAPTURE.c.id == OBSERVATION.c.capture_id)
BESIDE_LOOK = (
    _CAPTURED.with_only_columns(as_stored(CAPTURE.c.at)).scalar_subquery().label("captured"),
    _CAPTURED.with_only_columns(CAPTURE.c.status).scalar_subquery().label("status"),
    sa.select(VERSION.c.statement_id)
    .where(VERSION.c.id == OBSERVATION.c.version_id)
    .scalar_subquery()
    .label("owner"),
)


def of_look(proof: Proof, row: Any) -> Iterator[str]:
    """It is of its capture's moment, says what the answer allows, and saw its own wording."""
    if instant_as_text(row.at) != row.captured:
        yield f"its capture is of {str(row.captured)[:16].replace('T', ' ')}"
    if row.outcome == "seen" and row.version_id is None:
        yield "saw a wording that is not in the archive"
    elif row.version_id is not None and row.outcome not in SAW:
        yield f"names a wording, and says {row.outcome!r}"
    elif row.version_id is not None and row.owner != row.statement_id:
        yield f"saw a wording of another statement, {row.owner}"
    if row.status is not None and not _allows(row.status, row.outcome):
        yield f"says {row.outcome!r} of an answer with HTTP {row.status}"


def _allows(status: int, outcome: str) -> bool:
    """Whether an answer of that status can mean that: the page alone tells the rest."""
    if outcome == "gone":
        return status not in READ
    return status in READ if outcome in ("seen", "soft_404") else True


_MINE = VERSION.c.statement_id == STATEMENT.c.id


def _of_wordings(column: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    return sa.select(column).where(_MINE).scalar_subquery()


def _of_shown(column: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    shown = VERSION.c.number == STATEMENT.c.current
    return sa.select(column).where(_MINE, shown).scalar_subquery()


BESIDE_STATEMENT = (
    _of_wordings(sa.func.count()).label("found"),
    _of_wordings(sa.func.max(VERSION.c.number)).label("last"),
    _of_wordings(sa.type_coerce(sa.func.min(VERSION.c.first_seen), sa.Text)).label("from"),
    _of_wordings(sa.type_coerce(sa.func.max(VERSION.c.last_seen), sa.Text)).label("to"),
    *(_of_shown(as_stored(VERSION.c[name])).label(f"shown_{name}") for name in SHOWN),
    _of_shown(sa.func.length(VERSION.c.text)).label("shown_characters"),
    sa.select(sa.func.aggregate_strings(KEY.c.key, SEPARATOR))
    .where(KEY.c.statement_id == STATEMENT.c.id)
    .scalar_subquery()
    .label("keys"),
    sa.select(sa.func.aggregate_strings(CAPTURE.c.url + SEPARATOR + CAPTURE.c.final_url, SEPARATOR))
    .join(OBSERVATION, OBSERVATION.c.capture_id == CAPTURE.c.id)
    .where(OBSERVATION.c.statement_id == STATEMENT.c.id)
    .scalar_subquery()
    .label("addresses"),
)


def of_statement(proof: Proof, row: Any) -> Iterator[str]:
    """It has its wordings, numbered without a gap, shows one of them as it is, and has its id
    and address from what was saved."""
    if row.found != row.versions or row.last != row.found:
        yield f"says it has {row.versions} wordings, {row.found} are there"
    elif not 1 <= row.current <= row.found:
        yield f"shows wording {row.current}, which is not there"
    else:
        names = (*SHOWN, "characters")
        if other := [n for n in names if getattr(row, n) != getattr(row, f"shown_{n}")]:
            yield f"shows another {' and '.join(other)} than wording {row.current} has"
        if (instant_as_text(row.first_seen), instant_as_text(row.last_seen)) != (
            getattr(row, "from"),
            row.to,
        ):
            yield "was seen from and to other moments than its wordings"
    keys = (row.keys or "").split(SEPARATOR)
    if not _is_its_id(row, keys):
        yield "its id is none of its publisher and keys: one of them was changed"
    known = [*keys, *(row.addresses or "").split(SEPARATOR)]
    told = not row.url or any(_answers(row.url, one) for one in known)
    if not told and not _stands_in_captures(proof, row):
        yield f"has the address {row.url!r}, which none of its captures and keys has"


def _is_its_id(row: Any, keys: list[str]) -> bool:
    """Whether it was given with a bulk file, or made of the publisher and a key."""
    if f"id:{row.id}" in keys:
        return True
    publisher = Publisher(id=row.publisher_id, name="")
    return any(make_id(publisher, key) == row.id for key in keys)


_SCHEME = re.compile(r"https?://(www\.)?")
_SIGNS = re.compile(r"[\W_]+")


def _answers(url: str, known: str) -> bool:
    """Whether two addresses are one but for writing, or one begins the other (a front page)."""
    one, other = _bare(url), _bare(known)
    return bool(known) and (one.startswith(other) or other.startswith(one))


def _bare(url: str) -> str:
    host, _, rest = _SCHEME.sub("", url.casefold(), count=1).partition("/")
    return f"{host}/{_SIGNS.sub('', rest)}"


def _stands_in_captures(proof: Proof, row: Any) -> bool:
    """Whether a page itself gives the address: looked for only where no look was had there."""
    query = (
        sa.select(CAPTURE.c.digest)
        .join(OBSERVATION, OBSERVATION.c.capture_id == CAPTURE.c.id)
        .where(OBSERVATION.c.statement_id == row.id)
        .distinct()
    )
    written = {row.url.encode(), html.escape(row.url).encode()}
    for digest in proof.connection.execute(query).scalars().all():
        try:
            data = proof.captures.load(digest)
        except CrossreadError:
            continue  # told of with the capture
        if any(words in data for words in written):
            return True
    return False


STATEMENTS = (
    Check("looks", OBSERVATION, of_look, BESIDE_LOOK),
    Check("statements", STATEMENT, of_statement, BESIDE_STATEMENT),
)
