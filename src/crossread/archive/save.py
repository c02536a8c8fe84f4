"""Sightings -> rows: what is new, what is known, what reads otherwise than before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from crossread.archive import words
from crossread.archive.keepable import why_refused
from crossread.archive.known import (
    Known,
    capture_mark,
    chunks,
    digest_of_parts,
    known_keys,
    known_statements,
    save_captures,
    save_publishers,
    told_by,
    wording_mark,
)
from crossread.archive.schema import (
    KEY,
    OBSERVATION,
    STATEMENT,
    VERSION,
    instant_as_text,
)
from crossread.model import Publisher, Readout, Sighting
from crossread.text.language import detect_language

Fate = Literal[
    "new",  # a statement that the archive did not have
    "new_wording",  # a wording that it did not have, of a statement that it had
    "same",  # the wording that was seen last
    "earlier_wording",  # a wording seen before another one: A, B, A
    "known",  # this very capture was in the archive before
    "absent",  # looked for and not seen; kept as an observation
    "unknown",  # looked for and not seen, and never seen before: nothing to keep
    "refused",  # cannot be kept: see the reason
]


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one sighting."""

    fate: Fate
    statement: str  # its id; empty for "unknown" and "refused"
    version: int = 0  # the number of the wording; 0 where none was seen
    reason: str = ""
    older: bool = False  # a new wording, seen before the one that was known and stays shown


def save_batch(connection: sa.Connection, batch: Sequence[Sighting]) -> list[Saved]:
    """Save sightings, in their order, inside the connection's transaction.

    The captures' bytes are on the disk by now. What became of each, in the same order.
    """
    refused = {n: why for n, sighting in enumerate(batch) if (why := why_refused(sighting))}
    kept = [sighting for n, sighting in enumerate(batch) if n not in refused]
    saver = _Saver(connection, kept)
    fates = iter([saver.take(sighting) for sighting in kept])
    saver.write()
    return [
        Saved("refused", "", reason=refused[n]) if n in refused else next(fates)
        for n in range(len(batch))
    ]


class _Saver:
    """One batch on its way in: read what is known at once, decide, write at once."""

    def __init__(self, connection: sa.Connection, batch: Sequence[Sighting]) -> None:
        self.connection = connection
        save_publishers(connection, [s.publisher for s in batch])
        self.captures = save_captures(connection, [s.capture for s in batch])
        keys = {key for s in batch for key in _keys_of(s)}
        self.ids = known_keys(connection, keys)
        self.known = known_statements(connection, set(self.ids.values()), self.captures)
        self.keys: list[dict[str, Any]] = []
        self.statements: dict[str, dict[str, Any]] = {}
        self.versions: dict[tuple[str, int], dict[str, Any]] = {}
        self.observations: list[dict[str, Any]] = []
        self.seen: dict[tuple[str, int], tuple[str, str]] = {}  # first and last moment
        self.current: dict[str, dict[str, Any]] = {}

    def take(self, sighting: Sighting) -> Saved:
        """Decide what one sighting is."""
        mark = capture_mark(sighting.capture)
        known = self._statement(sighting)
        if known is None:
            return Saved("unknown", "")
        if mark in known.captures:
            return Saved("known", known.id, known.current)
        known.captures.add(mark)
        if sighting.readout is None:
            return self._not_seen(sighting, known, mark)
        return self._seen(sighting, sighting.readout, known, mark)

    def _statement(self, sighting: Sighting) -> Known | None:
        identity = next((self.ids[k] for k in _keys_of(sighting) if k in self.ids), None)
        if identity is None:
            if sighting.readout is None:
                return None
            identity = sighting.id or make_id(sighting.publisher, sighting.key)
            self.known[identity] = Known(identity)
        for key in _keys_of(sighting):
            if key not in self.ids:
                self.ids[key] = identity
                self.keys.append({"key": key, "statement_id": identity})
        return self.known[identity]

    def _not_seen(self, sighting: Sighting, known: Known, mark: str) -> Saved:
        number = known.current if sighting.outcome == "unchanged" else None
        self._observe(sighting, known, mark, number)
        if number:
            self._note_seen(known, number, instant_as_text(sighting.capture.at))
        return Saved("same" if number else "absent", known.id, number or 0)

    def _seen(self, sighting: Sighting, readout: Readout, known: Known, mark: str) -> Saved:
        wording = wording_mark(readout)
        number = known.numbers.get(wording)
        at = instant_as_text(sighting.capture.at)
        look = told_by(sighting.capture.at, number or 0, sighting.capture.name)
        if sighting.capture.via == "bulk" and look in known.looks:
            return Saved("known", known.id, number or 0)  # told again by a file that has grown
        is_older = number is None and at < known.last_seen
        fate: Fate = "same" if number == known.current else "earlier_wording"
        if number is None:
            fate = "new_wording" if known.numbers else "new"
            number = known.numbers[wording] = len(known.numbers) + 1
            self._add_version(sighting, readout, known, number, mark)
        self._observe(sighting, known, mark, number)
        known.looks.add(told_by(sighting.capture.at, number, sighting.capture.name))
        self._note_seen(known, number, at)
        if at >= known.last_seen:
            known.last_seen, known.current = at, number
            self.current[known.id] = _head_of(readout, number)
        return Saved(fate, known.id, number, older=is_older)

    def _add_version(
        self, sighting: Sighting, readout: Readout, known: Known, number: int, mark: str
    ) -> None:
        date = readout.date
        self.versions[known.id, number] = {
            "statement_id": known.id,
            "number": number,
            "mark": wording_mark(readout),
            "digest": readout.digest,
            "title": readout.title,
            "text": readout.text,
            "language": _language_of(readout),
            "date": date.day.isoformat() if date else None,
            "time": date.time if date else None,
            "extractor": sighting.extractor,
            "notes": list(readout.notes),
            "capture_id": self.captures[mark],
            "first_seen": sighting.capture.at,
            "last_seen": sighting.capture.at,
        }
        if number == 1:
            self.statements[known.id] = {
                "id": known.id,
                "publisher_id": sighting.publisher.id,
                "url": readout.url or sighting.capture.url,
                "genre": sighting.genre,
                "versions": 1,
                "first_seen": sighting.capture.at,
                "last_seen": sighting.capture.at,
                **_head_of(readout, number),
            }

    def _observe(self, sighting: Sighting, known: Known, mark: str, number: int | None) -> None:
        self.observations.append(
            {
                "statement_id": known.id,
                "at": sighting.capture.at,
                "outcome": sighting.outcome,
                "number": number,
                "capture_id": self.captures[mark],
            }
        )

    def _note_seen(self, known: Known, number: int, at: str) -> None:
        first, last = self.seen.get((known.id, number), (at, at))
        self.seen[known.id, number] = min(first, at), max(last, at)

    def write(self) -> None:
        """Write what was decided."""
        run = self.connection.execute
        self._settle_new()
        if self.statements:
            run(sa.insert(STATEMENT), list(self.statements.values()))
        if self.keys:
            run(sa.insert(KEY), self.keys)
        places = self._write_versions()
        if self.observations:
            rows = [_observation_row(o, places) for o in self.observations]
            run(sa.insert(OBSERVATION), rows)
        self._update_known()

    def _settle_new(self) -> None:
        """First and last moments, and the wording shown, of what is about to be inserted."""
        for place, row in self.versions.items():
            row["first_seen"], row["last_seen"] = map(datetime.fromisoformat, self.seen[place])
        wordings: dict[str, list[dict[str, Any]]] = {}
        for (owner, _), row in self.versions.items():
            wordings.setdefault(owner, []).append(row)
        for identity, row in self.statements.items():
            mine = wordings[identity]
            row["versions"] = len(mine)
            row["first_seen"] = min(v["first_seen"] for v in mine)
            row["last_seen"] = max(v["last_seen"] for v in mine)
            row |= self.current[identity]

    def _write_versions(self) -> dict[tuple[str, int], int]:
        """Insert the new wordings; the row of every wording that was seen."""
        places: dict[tuple[str, int], int] = {}
        rows = list(self.versions.values())
        if rows:
            insert = sa.insert(VERSION).returning(VERSION.c.id, sort_by_parameter_order=True)
            made = self.connection.execute(insert, rows).scalars().all()
            places = dict(zip(self.versions, made, strict=True))
            texts = [f"{row['title']}\n{row['text']}" for row in rows]
            words.add(self.connection, list(zip(made, texts, strict=True)))
        others = {identity for identity, number in self.seen if (identity, number) not in places}
        query = sa.select(VERSION.c.statement_id, VERSION.c.number, VERSION.c.id)
        for some in chunks(sorted(others)):
            found = self.connection.execute(query.where(VERSION.c.statement_id.in_(some)))
            places |= {(identity, number): place for identity, number, place in found}
        return places

    def _update_known(self) -> None:
        """The same for what was there before this batch."""
        run = self.connection.execute
        moments = [
            {"s": identity, "n": number, "a": first, "z": last}
            for (identity, number), (first, last) in self.seen.items()
            if (identity, number) not in self.versions
        ]
        if moments:
            run(_MOMENTS, moments)
        for identity in sorted({i for i, _ in self.seen if i not in self.statements}):
            head = self.current.get(identity)
            if head:
                run(sa.update(STATEMENT).where(STATEMENT.c.id == identity).values(**head))
            run(_TOTALS, {"s": identity})


# Moments are text of one width, so that the lesser text is the earlier moment.
_MOMENTS = sa.text(
    "UPDATE version SET first_seen = CASE WHEN first_seen > :a THEN :a ELSE first_seen END,"
    " last_seen = CASE WHEN last_seen < :z THEN :z ELSE last_seen END"
    " WHERE statement_id = :s AND number = :n"
)
_TOTALS = sa.text(
    "UPDATE statement SET (versions, first_seen, last_seen) ="
    " (SELECT count(*), min(first_seen), max(last_seen) FROM version WHERE statement_id = :s)"
    " WHERE id = :s"
)


def _observation_row(
    observation: dict[str, Any], places: dict[tuple[str, int], int]
) -> dict[str, Any]:
    row = dict(observation)
    number = row.pop("number")
    row["version_id"] = places[row["statement_id"], number] if number else None
    return row


def _head_of(readout: Readout, number: int) -> dict[str, Any]:
    """What a statement shows of the wording that was seen last."""
    return {
        "title": readout.title,
        "date": readout.date.day.isoformat() if readout.date else None,
        "time": readout.date.time if readout.date else None,
        "language": _language_of(readout),
        "digest": readout.digest,
        "characters": len(readout.text),
        "current": number,
    }


def _language_of(readout: Readout) -> str:
    """The language that it says it is in; else the one that its letters and words tell."""
    return readout.language if readout.language != "und" else detect_language(readout.text)


def make_id(publisher: Publisher, key: str) -> str:
    """The id of a statement that brought none: its publisher, and twelve digits of its key's.

    >>> make_id(Publisher(id="no-mfa", name="Norland"), "https://mfa.example/call")
    'no-mfa:e053ccfc133e'
    """
    return f"{publisher.id}:{digest_of_parts(key)[:12]}"


def _keys_of(sighting: Sighting) -> list[str]:
    """Every key it goes by; a bulk file's id is one, whoever else may use the same words."""
    own = [f"id:{sighting.id}"] if sighting.id else []
    return list(dict.fromkeys([*own, sighting.key, *sighting.also]))
