"""Proof that an archive is what it was: every digest and every place of a quote, made anew."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crossread.archive import words
from crossread.archive.captures import Captures
from crossread.archive.known import capture_mark, wording_mark
from crossread.archive.read import as_capture, as_moment
from crossread.archive.readings import list_readings, unpack_points
from crossread.archive.schema import CAPTURE, DECISION, EDIT, OBSERVATION, STATEMENT, VERSION
from crossread.errors import BadInput, BadSpan, EvidenceChanged, NotFound
from crossread.model import VERDICTS, Readout, subject_of

AT_ONCE = 200  # rows held in memory

Tell = Callable[[str, int], None]  # what is being looked at, how many are done


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be."""

    path: str  # "us-state:06ca > wording 2"
    fact: str


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was checked, and what was found wrong."""

    captures: int
    wordings: int
    points: int
    observations: int
    faults: tuple[Fault, ...]
    unused: int = 0  # captures on disk that no row names: a kill leaves them, they harm nothing


def verify_archive(
    connection: sa.Connection, captures: Captures, phrases: Path | None, tell: Tell
) -> Verified:
    """Check every capture, wording, point and look, and the phrase index.

    Args:
        connection: to the archive.
        captures: the folder of raw bytes.
        phrases: the folder of the phrase index, which need not be there.
        tell: told of the progress.
    """
    checks = _Checks(connection, captures, tell)
    faults = [fault for check in CHECKS for fault in check(checks)]
    faults += every_phrase_file(phrases)
    used = set(connection.execute(sa.select(CAPTURE.c.digest)).scalars())
    unused = sum(digest not in used for digest in captures.digests())
    counts = checks.counts
    return Verified(
        counts.get("captures", 0),
        counts.get("wordings", 0),
        counts.get("points", 0),
        counts.get("looks", 0),
        tuple(faults),
        unused,
    )


def every_phrase_file(folder: Path | None) -> Iterator[Fault]:
    """Every byte of the phrase index is the one that was written, if an index was made."""
    if folder is None or not folder.is_dir():
        return
    from crossread.archive.phrase_files import PhraseFiles  # loads numba

    for fault in PhraseFiles(folder).check():
        yield Fault(f"phrase index {folder.name}", fault)


class _Checks:
    """What the checks share: the archive, and how far they have come."""

    def __init__(self, connection: sa.Connection, captures: Captures, tell: Tell) -> None:
        self.connection = connection
        self.captures = captures
        self.counts: dict[str, int] = {}
        self._tell = tell

    def rows(self, name: str, query: "sa.Select[Any]") -> Iterator[Any]:
        """The rows of a query, counted and told of."""
        for row in self.connection.execution_options(yield_per=AT_ONCE).execute(query):
            self.count(name)
            yield row

    def count(self, name: str, number: int = 1) -> None:
        """So many more of these are done."""
        self.counts[name] = self.counts.get(name, 0) + number
        self._tell(name, self.counts[name])


def every_capture(checks: _Checks) -> Iterator[Fault]:
    """The bytes of each capture have its digest and size, and its row is as it was written."""
    good: dict[str, int] = {}
    for row in checks.rows("captures", sa.select(CAPTURE).order_by(CAPTURE.c.digest)):
        path = f"capture {row.id} ({row.name or row.url})"
        if row.digest not in good:
            try:
                good = {row.digest: len(checks.captures.load(row.digest))}
            except (NotFound, EvidenceChanged) as error:
                yield Fault(path, str(error))
                continue
        if good[row.digest] != row.size:
            yield Fault(path, f"has {good[row.digest]:,} bytes, its row says {row.size:,}")
        if capture_mark(as_capture(row)) != row.mark:
            yield Fault(path, "its row was changed: moment, address or digest are not as written")


def every_wording(checks: _Checks) -> Iterator[Fault]:
    """The text of each wording has its digest, and its title and day are as written."""
    for row in checks.rows("wordings", sa.select(VERSION).order_by(VERSION.c.id)):
        path = f"{row.statement_id} > wording {row.number}"
        if sha256(row.text.encode()).hexdigest() != row.digest:
            yield Fault(path, "the text is not the one that was saved: its digest differs")
            continue
        try:
            readout = Readout(text=row.text, title=row.title, date=as_moment(row.date, row.time))
        except (BadInput, ValueError) as error:
            yield Fault(path, f"cannot be read: {error}")
            continue
        if wording_mark(readout) != row.mark:
            yield Fault(path, "its title or day is not the one that was saved")


def every_point(checks: _Checks) -> Iterator[Fault]:
    """Each point stands inside its text."""
    import json
    import zlib

    for identity, number, text, packed in list_readings(checks.connection):
        path = f"{identity} > wording {number} > points"
        try:
            points = unpack_points(packed, text)
        except (zlib.error, json.JSONDecodeError, ValueError, TypeError, BadSpan) as error:
            yield Fault(path, f"cannot be read: {error}")
            continue
        checks.count("points", len(points))
        outside = [p.id for p in points if p.span.stop > len(text)]
        if outside:
            yield Fault(path, f"{', '.join(outside)} reach past the end of the text")


def every_look(checks: _Checks) -> Iterator[Fault]:
    """A look is of its capture's moment, says what the answer allows, and saw its own wording."""
    query = (
        sa.select(
            OBSERVATION,
            VERSION.c.statement_id.label("owner"),
            CAPTURE.c.at.label("captured"),
            CAPTURE.c.status,
        )
        .join(CAPTURE, CAPTURE.c.id == OBSERVATION.c.capture_id)
        .outerjoin(VERSION, VERSION.c.id == OBSERVATION.c.version_id)
        .order_by(OBSERVATION.c.id)
    )
    for row in checks.rows("looks", query):
        path = f"{row.statement_id} > look of {row.at:%Y-%m-%d %H:%M}"
        if row.at != row.captured:
            yield Fault(path, f"its capture is of {row.captured:%Y-%m-%d %H:%M}")
        if (row.outcome == "seen") > (row.version_id is not None):
            yield Fault(path, "saw a wording that is not in the archive")
        elif row.version_id is not None and row.outcome not in SAW:
            yield Fault(path, f"names a wording, and says {row.outcome!r}")
        elif row.owner not in (None, row.statement_id):
            yield Fault(path, f"saw a wording of another statement, {row.owner}")
        if row.status is not None and not _allows(row.status, row.outcome):
            yield Fault(path, f"says {row.outcome!r} of an answer with HTTP {row.status}")


SAW = ("seen", "unchanged")
READ = (200, 203)  # statuses that come with a page


def _allows(status: int, outcome: str) -> bool:
    """Whether an answer of that status can mean that: the page alone tells the rest."""
    if outcome == "gone":
        return status not in READ
    return status in READ if outcome in ("seen", "soft_404") else True


def every_first_and_last_look(checks: _Checks) -> Iterator[Fault]:
    """A wording was seen from its first look to its last."""
    query = (
        sa.select(
            VERSION.c.statement_id,
            VERSION.c.number,
            VERSION.c.first_seen,
            VERSION.c.last_seen,
            sa.func.min(OBSERVATION.c.at).label("first"),
            sa.func.max(OBSERVATION.c.at).label("last"),
        )
        .outerjoin(OBSERVATION, OBSERVATION.c.version_id == VERSION.c.id)
        .group_by(VERSION.c.id)
        .order_by(VERSION.c.id)
    )
    for row in checks.connection.execute(query):
        if (row.first, row.last) != (row.first_seen, row.last_seen):
            path = f"{row.statement_id} > wording {row.number}"
            seen = (
                f"was seen from {row.first_seen:%Y-%m-%d %H:%M} to {row.last_seen:%Y-%m-%d %H:%M}"
            )
            yield Fault(path, f"{seen}, by its row; its looks say otherwise")


def every_statement(checks: _Checks) -> Iterator[Fault]:
    """A statement has its wordings, numbered without a gap, and shows one of them as it is."""
    mine = sa.alias(VERSION)
    own = mine.c.statement_id == STATEMENT.c.id
    count = sa.select(sa.func.count()).select_from(mine).where(own).scalar_subquery()
    last = sa.select(sa.func.max(mine.c.number)).where(own).scalar_subquery()
    shown = [VERSION.c[name].label(f"shown_{name}") for name in HEAD]
    query = (
        sa.select(STATEMENT, count.label("found"), last.label("last"), *shown)
        .outerjoin(
            VERSION,
            (VERSION.c.statement_id == STATEMENT.c.id) & (VERSION.c.number == STATEMENT.c.current),
        )
        .order_by(STATEMENT.c.id)
    )
    for row in checks.rows("statements", query):
        if row.found != row.versions or row.last != row.found:
            yield Fault(row.id, f"says it has {row.versions} wordings, {row.found} are there")
        elif not 1 <= row.current <= row.found:
            yield Fault(row.id, f"shows wording {row.current}, which is not there")
        elif other := [n for n in HEAD if getattr(row, n) != getattr(row, f"shown_{n}")]:
            fact = f"shows another {' and '.join(other)} than wording {row.current} has"
            yield Fault(row.id, fact)


HEAD = ("title", "date", "time", "language", "digest")  # what a statement shows of its wording


def every_edit(checks: _Checks) -> Iterator[Fault]:
    """The words that an edit quotes stand where it says."""
    for row in checks.rows("edits", sa.select(EDIT).order_by(EDIT.c.id)):
        query = sa.select(VERSION.c.number, VERSION.c.text).where(
            VERSION.c.statement_id == row.statement_id, VERSION.c.number.in_([row.old, row.new])
        )
        texts = {number: text for number, text in checks.connection.execute(query)}  # noqa: C416
        path = f"{row.statement_id} > edit {row.old}-{row.new}"
        for start, stop in row.detail.get("added", []):
            if row.new in texts and not 0 <= start < stop <= len(texts[row.new]):
                yield Fault(path, f"quotes {start}:{stop}, past the end of the text")
                break


def every_decision(checks: _Checks) -> Iterator[Fault]:
    """A decision names a verdict, who made it, and wordings that are there."""
    query = sa.select(DECISION, STATEMENT.c.versions).join(STATEMENT).order_by(DECISION.c.id)
    for row in checks.rows("decisions", query):
        path = f"{subject_of(row.statement_id, row.change)} > decision {row.id}"
        if row.verdict not in VERDICTS or not row.by.strip():
            yield Fault(path, f"has the verdict {row.verdict!r} by {row.by!r}")
        numbers = [int(n) for n in row.change.split("-") if n.isdecimal()]
        if any(not 1 <= number <= row.versions for number in numbers):
            yield Fault(path, f"names a wording that is not there: it has {row.versions}")


def every_word(checks: _Checks) -> Iterator[Fault]:
    """The word index knows every wording."""
    wordings = sa.select(sa.func.count()).select_from(VERSION)
    there = checks.connection.execute(wordings).scalar_one()
    indexed = words.count(checks.connection)
    if indexed != there:
        yield Fault("word index", f"knows {indexed:,} of {there:,} wordings")


CHECKS: tuple[Callable[[_Checks], Iterator[Fault]], ...] = (
    every_capture,
    every_wording,
    every_point,
    every_look,
    every_first_and_last_look,
    every_statement,
    every_edit,
    every_decision,
    every_word,
)
