"""What an archive holds, told in words on the terminal or as JSON."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crossread.archive import Copied, Verified
from crossread.archive.stats import ArchiveStats, PublisherStats
from crossread.brief.words import legible
from crossread.cli.show_collect import FATES
from crossread.cli.terminal import printing
from crossread.model import Coverage, Found, Hit, Observation, Statement, Version
from crossread.workflow.add import AddReport

REFUSALS_SHOWN = 10
GAPS_SHOWN = 3
NOT_LOOKED = "we did not look, or not all the while"
OUTCOMES = {
    "seen": "seen",
    "unchanged": "unchanged",
    "moved": "moved to another page",
    "redirected": "sent elsewhere",
    "gone": "not found",
    "soft_404": "a page that says it is not there",
    "blocked": "refused to us",
    "failed": "no answer",
}


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of any origin so that they cannot drive the terminal."""
    with printing() as console:
        for line in lines:
            indent = len(line) - len(line.lstrip(" "))
            console.print(" " * indent + legible(line.strip()), soft_wrap=True)


# --- adding --------------------------------------------------------------------------------------


def added_as_lines(report: AddReport, coverage: Coverage) -> list[str]:
    """What came of adding, in words."""
    told = [f"{report.fates[f]:,} {words}" for f, words in FATES.items() if report.fates[f]]
    lines = [", ".join(told) or "nothing was found to add"]
    if report.coded:
        lines.append(f"{number_of(report.coded, 'wording')} coded")
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
        "coded": report.coded,
        "statements": report.statements,
        "refused": [{"name": r.name, "reason": r.reason, "hint": r.hint} for r in report.refused],
        "coverage": coverage_as_dict(coverage),
    }


def coverage_in_words(coverage: Coverage) -> str:
    """How much, from when to when, when last looked for: what stands beside every count."""
    words = number_of(coverage.statements, "statement")
    if coverage.first:
        words += f" of {coverage.first} to {coverage.last}"
    if coverage.undated:
        words += f", {coverage.undated:,} without a day"
    if coverage.uncoded:
        words += (
            f"; {number_of(coverage.uncoded, 'wording')} not coded yet (crossread archive code)"
        )
    if coverage.last_look:
        words += f"; last look {_moment(coverage.last_look)}"
    return words


def number_of(number: int, noun: str) -> str:
    """How many of what, in words.

    >>> number_of(1, "statement"), number_of(1_200, "statement")
    ('1 statement', '1,200 statements')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


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
    """A statement in one line."""
    day = str(statement.date.day) if statement.date else "no day    "
    wordings = f" [{statement.versions} wordings]" if statement.versions > 1 else ""
    title = statement.title or "(no title)"
    return f"{day}  {statement.id}  {statement.publisher.id}  {title}{wordings}"


def statement_as_lines(
    statement: Statement, version: Version, looks: list[Observation], *, history: bool
) -> list[str]:
    """A statement whole: what is known of it, then its text."""
    day = str(statement.date) if statement.date else "no day"
    lines = [
        version.title or "(no title)",
        f"{statement.publisher.name}, {day}, {version.language}, {statement.genre or 'no genre'}",
        statement.url or "no address",
        f"{statement.id}, wording {version.number} of {statement.versions}",
        f"SHA-256 {version.digest}",
        f"seen from {_moment(version.first_seen)} to {_moment(version.last_seen)}",
        *(f"Note: {note}" for note in version.notes),
    ]
    if history:
        return [*lines, "", "Every look at it:", *map(_look_as_line, looks)]
    return [*lines, "", *version.text.split("\n")]


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _look_as_line(look: Observation) -> str:
    what = OUTCOMES[look.outcome] + (f", wording {look.version}" if look.version else "")
    status = f" ({look.capture.status})" if look.capture.status else ""
    where = look.capture.final_url or look.capture.url or look.capture.name
    return f"  {_moment(look.at)}  {what}{status}  {look.capture.via} {where}"


def version_as_dict(
    statement: Statement, version: Version, looks: list[Observation]
) -> dict[str, Any]:
    """A statement whole, for programs."""
    return {
        **statement_as_dict(statement),
        "version": version.number,
        "title": version.title,
        "digest": version.digest,
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


def found_as_lines(found: Found, asked: str) -> list[str]:
    """What a search gave, each hit with the line that it stands in."""
    lines = []
    for hit in found.hits:
        lines += [statement_as_line(hit.statement), f"    {_line_of(hit)}"]
    number = f"{found.statements:,}" if found.complete else f"at least {found.statements:,}"
    shown = f", {found.first + 1} to {found.first + len(found.hits)} shown" if found.hits else ""
    noun = "statement" if found.statements == 1 else "statements"
    lines.append(f"{number} {noun} with {found.phrase!r}{asked}{shown}.")
    lines.append(f"Searched: {coverage_in_words(found.coverage)}. A statement counts once.")
    return lines


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


# --- the whole -----------------------------------------------------------------------------------


def stats_as_lines(stats: ArchiveStats) -> list[str]:
    """What the archive covers."""
    lines = []
    for one in stats.publishers:
        lines += _publisher_as_lines(one)
    if not stats.publishers:
        lines.append("The archive is empty: add to it with `crossread add` or `crossread collect`.")
    lines.append(f"{stats.captures:,} captures, {stats.capture_bytes / 1e6:,.1f} MB before packing")
    return lines


def _publisher_as_lines(one: PublisherStats) -> list[str]:
    days = f"{one.first} to {one.last}" if one.first else "no days"
    lines = [
        f"{one.publisher.id}: {number_of(one.statements, 'statement')},"
        f" {number_of(one.wordings, 'wording')}, {days}, {', '.join(one.languages)}"
    ]
    lines += [
        f"  nothing from {gap.after} to {gap.before} ({gap.days} days);"
        f" {'its sources were read all the while' if gap.looked else NOT_LOOKED}"
        for gap in one.gaps[:GAPS_SHOWN]
    ]
    if (more := len(one.gaps) - GAPS_SHOWN) > 0:
        lines.append(f"  and {number_of(more, 'shorter gap')}")
    return lines


def stats_as_dict(stats: ArchiveStats) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": "crossread.stats/1",
        "captures": stats.captures,
        "capture_bytes": stats.capture_bytes,
        "publishers": [
            {
                "id": one.publisher.id,
                "name": one.publisher.name,
                "country": one.publisher.country,
                "statements": one.statements,
                "wordings": one.wordings,
                "characters": one.characters,
                "first": str(one.first) if one.first else None,
                "last": str(one.last) if one.last else None,
                "undated": one.undated,
                "languages": list(one.languages),
                "usual_days": one.usual_days,
                "gaps": [
                    {
                        "after": str(gap.after),
                        "before": str(gap.before),
                        "days": gap.days,
                        "looked": gap.looked,
                    }
                    for gap in one.gaps
                ],
            }
            for one in stats.publishers
        ],
    }


def verified_as_lines(verified: Verified) -> list[str]:
    """What a proof found."""
    lines = [f"  {fault.path}: {fault.fact}" for fault in verified.faults]
    checked = (
        f"{verified.captures:,} captures, {verified.wordings:,} wordings,"
        f" {verified.points:,} points and {verified.observations:,} looks checked"
    )
    verdict = f"{number_of(len(lines), 'fault')}:" if lines else "all as they were saved."
    if verified.unused:
        lines.append(
            f"  {verified.unused:,} captures on disk belong to no row: a run that was killed left"
            " them; they harm nothing"
        )
    return [f"{checked}; {verdict}", *lines]


def copied_as_lines(copied: Copied, target: str) -> list[str]:
    """What a copy moved."""
    lines = [f"{copied.rows:,} rows and {copied.captures:,} captures copied to {target}"]
    return [*lines, *(f"  {fault}" for fault in copied.faults)]
