"""An archive as a whole (its extent, its faults, its copy), told in words or as JSON."""

from collections.abc import Sequence
from typing import Any

from crossread.archive import Copied, Verified
from crossread.archive.stats import ArchiveStats, PublisherStats
from crossread.cli.show_archive import counted, days_in_words

GAPS_SHOWN = 3
LOOKED = "its sources were read all the while"
NOT_LOOKED = "we did not look, or not all the while"
KILLED = "left by a run that was killed"
GOES_ON = "perhaps of a run that goes on, else left by one that was killed in the last hour"
MEGABYTE = 1_000_000


def stats_as_lines(stats: ArchiveStats) -> list[str]:
    """What the archive covers."""
    lines = []
    for one in stats.publishers:
        lines += _publisher_as_lines(one)
    if not stats.publishers:
        lines.append("The archive is empty: add to it with `crossread add` or `crossread collect`.")
    bytes_kept = f"{counted(stats.captures, 'capture')}, {_size(stats.capture_bytes)}"
    lines.append(f"In all: {_held(stats.publishers)}, {bytes_kept} before packing")
    return lines


def _publisher_as_lines(one: PublisherStats) -> list[str]:
    days = days_in_words(one.first, one.last) if one.first and one.last else "no day"
    named = "" if one.publisher.name == one.publisher.id else f", {one.publisher.name}"
    lines = [f"{one.publisher.id}{named}: {_held([one])}, {days}, {_languages(one)}"]
    lines += [
        f"  nothing from {gap.after} to {gap.before} ({gap.days} days);"
        f" {LOOKED if gap.looked else NOT_LOOKED}"
        for gap in one.gaps[:GAPS_SHOWN]
    ]
    if (more := len(one.gaps) - GAPS_SHOWN) > 0:
        lines.append(f"  and {counted(more, 'shorter gap')}")
    return lines


def _held(publishers: Sequence[PublisherStats]) -> str:
    statements = sum(one.statements for one in publishers)
    wordings = sum(one.wordings for one in publishers)
    return f"{counted(statements, 'statement')}, {counted(wordings, 'wording')}"


def _languages(one: PublisherStats) -> str:
    """Its languages, with how many statements where there are several."""
    if len(one.languages) == 1:
        return one.languages[0][0]
    return ", ".join(f"{number:,} {language}" for language, number in one.languages)


def _size(number: int) -> str:
    """Bytes, as a reader takes them in."""
    return f"{number / 1e6:,.1f} MB" if number >= MEGABYTE / 10 else f"{number / 1e3:,.1f} kB"


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
                "languages": sorted(language for language, _ in one.languages),
                "statements_by_language": dict(one.languages),
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
        f"{counted(verified.captures, 'capture')}, {counted(verified.wordings, 'wording')},"
        f" {counted(verified.points, 'point')} and {counted(verified.observations, 'look')} checked"
    )
    verdict = f"{counted(len(lines), 'fault')}:" if lines else "all as they were saved."
    left = verified.unused - verified.fresh
    for number, why in ((left, KILLED), (verified.fresh, GOES_ON)):
        if number:
            lines.append(
                f"  {counted(number, 'file')} among the captures that no row needs: {why}; no harm"
            )
    return [f"{checked}; {verdict}", *lines]


def copied_as_lines(copied: Copied, target: str) -> list[str]:
    """What a copy moved."""
    moved = f"{counted(copied.rows, 'row')} and {counted(copied.captures, 'file')} of captures"
    return [f"{moved} copied to {target}", *(f"  {fault}" for fault in copied.faults)]
