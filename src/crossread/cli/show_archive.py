"""What an archive holds, told in words on the terminal or as JSON."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crossread.brief.words import hour_and_zone, legible
from crossread.cli.show_collect import FATES
from crossread.cli.show_looks import minute
from crossread.cli.terminal import printing
from crossread.model import Coverage, Found, Hit, Moment, Observation, Statement, Version
from crossread.workflow.add import AddReport

REFUSALS_SHOWN = 10
_QUERY = re.compile(r"[\"“”*]|\b(?:AND|OR|NOT|NEAR)\b")  # signs of other search engines
SPACES = re.compile("( +)")


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of any origin so that they cannot drive the terminal."""
    with printing() as console:
        for line in lines:
            parts = SPACES.split(line.rstrip())  # a statement's own spaces stay as they stand
            console.print("".join(p if p.isspace() else legible(p) for p in parts), soft_wrap=True)


def counted(number: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "statement"), counted(1200, "wording")
    ('1 statement', '1,200 wordings')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def days_in_words(first: date, last: date) -> str:
    """The days between which something lies; one day once."""
    return f"{first}" if first == last else f"{first} to {last}"


# --- adding --------------------------------------------------------------------------------------


def added_as_lines(report: AddReport, coverage: Coverage) -> list[str]:
    """What came of adding, in words."""
    told = [f"{report.fates[f]:,} {words}" for f, words in FATES.items() if report.fates[f]]
    lines = [", ".join(told) or "nothing was found to add"]
    if report.older:
        lines.append(f"{counted(report.older, 'wording')} older than the wording known")
    if report.noted:
        lines.append(f"{report.noted:,} of which not all was taken: crossread show tells what")
    if report.coded:
        lines.append(f"{counted(report.coded, 'wording')} coded")
    for refusal in report.refused[:REFUSALS_SHOWN]:
        lines.append(f"  {refusal.name}: {refusal.reason}. {refusal.hint}".rstrip(". "))
    if (more := len(report.refused) - REFUSALS_SHOWN) > 0:
        lines.append(f"  and {more:,} more refused (--json has them all)")
    return [*lines, f"In the archive: {coverage_in_words(coverage)}"]


def added_as_dict(report: AddReport, coverage: Coverage) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": "crossread.added/1",
        "fates": {fate: report.fates[fate] for fate in FATES},
        "noted": report.noted,
        "older": report.older,
        "coded": report.coded,
        "statements": report.statements,
        "refused": [{"name": r.name, "reason": r.reason, "hint": r.hint} for r in report.refused],
        "coverage": coverage_as_dict(coverage),
    }


def coverage_in_words(coverage: Coverage) -> str:
    """How much, from when to when, when last looked for: what stands beside every count."""
    words = counted(coverage.statements, "statement")
    if coverage.first and coverage.last:
        words += f" of {days_in_words(coverage.first, coverage.last)}"
    if coverage.undated:
        words += f", {coverage.undated:,} without a day"
    if coverage.uncoded:
        words += f"; {counted(coverage.uncoded, 'wording')} not coded yet (crossread archive code)"
    return words


def coverage_as_dict(coverage: Coverage) -> dict[str, Any]:
    """The same for programs."""
    return {
        "statements": coverage.statements,
        "first": str(coverage.first) if coverage.first else None,
        "last": str(coverage.last) if coverage.last else None,
        "undated": coverage.undated,
        "uncoded": coverage.uncoded,
        "last_look": coverage.last_look.isoformat() if coverage.last_look else None,
    }


# --- statements ----------------------------------------------------------------------------------


def statement_as_dict(statement: Statement) -> dict[str, Any]:
    """A statement as `list --json` gives it."""
    return {
        "id": statement.id,
        "publisher": statement.publisher.id,
        "publisher_name": statement.publisher.name,
        "country": statement.publisher.country,
        "date": str(statement.date) if statement.date else None,
        "language": statement.language,
        "genre": statement.genre,
        "title": statement.title,
        "url": statement.url,
        "digest": statement.digest,
        "characters": statement.characters,
        "versions": statement.versions,
        "first_seen": statement.first_seen.isoformat(),
        "last_seen": statement.last_seen.isoformat(),
    }


def statement_as_line(statement: Statement) -> str:
    """A statement in one line; its publisher is told apart only where the id does not tell it."""
    day = str(statement.date.day) if statement.date else "no day"
    whose = statement.publisher.id
    named = [] if statement.id.startswith(f"{whose}:") else [f"({whose})"]
    title = statement.title or "(no title)"
    wordings = [f"[{statement.versions} wordings]"] if statement.versions > 1 else []
    return " ".join([day, statement.id, *named, title, *wordings])


def statement_as_lines(statement: Statement, version: Version) -> list[str]:
    """What is known of one wording of a statement."""
    day = _day_and_hour(version.date) if version.date else "no day"
    return [
        version.title or "(no title)",
        f"{statement.publisher.name}, {day}, {version.language}, {statement.genre or 'no genre'}",
        statement.url or "no address",
        f"{statement.id}, wording {version.number} of {statement.versions}",
        f"SHA-256 {version.digest}",
        _seen(version),
        *(f"Note: {note}" for note in version.notes),
        "",
    ]


def _day_and_hour(moment: Moment) -> str:
    """The day as `list` gives it, with the hour where it is known.

    >>> _day_and_hour(Moment(date(2022, 3, 10), "01:26:34+00:00"))
    '2022-03-10 01:26 UTC'
    """
    if moment.time is None:
        return str(moment.day)
    hour, zone = hour_and_zone(moment.time)
    return f"{moment.day} {hour} {zone}".rstrip()


def _seen(version: Version) -> str:
    first, last = minute(version.first_seen), minute(version.last_seen)
    return f"seen {first}" if first == last else f"seen from {first} to {last}"


def version_as_dict(
    statement: Statement, version: Version, looks: list[Observation]
) -> dict[str, Any]:
    """A statement whole, for programs."""
    return {
        **statement_as_dict(statement),
        "version": version.number,
        "title": version.title,
        "date": str(version.date) if version.date else None,
        "language": version.language,
        "digest": version.digest,
        "characters": len(version.text),
        "text": version.text,
        "extractor": version.extractor,
        "notes": list(version.notes),
        "looks": [
            {
                "at": look.at.isoformat(),
                "outcome": look.outcome,
                "version": look.version,
                "capture": look.capture.digest,
                "url": look.capture.url,
                "status": look.capture.status,
                "via": look.capture.via,
            }
            for look in looks
        ],
    }


# --- search --------------------------------------------------------------------------------------


def listed_as_lines(found: Sequence[Statement], first: int, coverage: Coverage) -> list[str]:
    """A page of the list, with how much it is a part of."""
    return [
        *map(statement_as_line, found),
        f"{len(found):,} of {coverage_in_words(coverage)}",
        *next_as_lines(first + len(found), coverage.statements),
    ]


def found_as_lines(found: Found, asked: str) -> list[str]:
    """What a search gave, each hit with the line that it stands in."""
    lines = []
    for hit in found.hits:
        lines += [statement_as_line(hit.statement), f"    {_line_of(hit)}"]
    number = f"{found.statements:,}" if found.complete else f"at least {found.statements:,}"
    part = found.hits and len(found.hits) < found.statements
    shown = f", {found.first + 1:,} to {found.first + len(found.hits):,} shown" if part else ""
    noun = "statement" if found.statements == 1 else "statements"
    lines.append(f"{number} {noun} with “{found.phrase}”{asked}{shown}.")
    lines += next_as_lines(found.first + len(found.hits), found.statements)
    lines += signs_as_lines(found.phrase) if not found.statements else []
    lines.append(f"Searched: {coverage_in_words(found.coverage)}. A statement counts once.")
    return lines


def next_as_lines(shown: int, number: int) -> list[str]:
    """How the rest is seen, where there is one."""
    if shown >= number:
        return []
    return [f"--skip {shown} shows the next, --limit N more at once."]


def signs_as_lines(phrase: str) -> list[str]:
    """That a phrase is no query, where nothing was found and it looks like one."""
    if not _QUERY.search(phrase):
        return []
    return ["Quotation marks, * and words such as OR are looked for as they stand: try it without."]


def unedited_as_lines(number: int) -> list[str]:
    """What a search in added words passed over, so that it is not taken for silence."""
    if not number:
        return []
    have = "has" if number == 1 else "have"
    return [
        f"{counted(number, 'statement')} with more than one wording {have} no edit on record and"
        " could not be searched so: run `crossread edits` first."
    ]


def _line_of(hit: Hit) -> str:
    """The line around the first place, the words between brackets."""
    start, stop = (p - hit.line_start for p in (hit.spans[0].start, hit.spans[0].stop))
    line = f"{hit.line[:start]}[{hit.line[start:stop]}]{hit.line[stop:]}"
    more = f" ({len(hit.spans)} times)" if len(hit.spans) > 1 else ""
    place = "" if hit.current else f" (wording {hit.version}, not the one seen last)"
    return " ".join(line.split()) + more + place


def found_as_dict(found: Found) -> dict[str, Any]:
    """The same for programs: every place, with its words and the digest of the wording."""
    return {
        "format": "crossread.search/1",
        "phrase": found.phrase,
        "statements": found.statements,
        "complete": found.complete,
        "first": found.first,
        "coverage": coverage_as_dict(found.coverage),
        "hits": [
            {
                **statement_as_dict(hit.statement),
                "version": hit.version,
                "current": hit.current,
                "quotes": [
                    {"field": hit.field, "start": s.start, "stop": s.stop, "words": words}
                    for s, words in zip(hit.spans, hit.words, strict=True)
                ],
            }
            for hit in found.hits
        ],
    }
