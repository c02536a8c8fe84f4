"""Three silences: nothing was published, looking failed, nobody has looked yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from crossread.model.source_run import AGAIN, SourceRun, reach_over

Silence = Literal[
    "nothing_published",  # every source was read over the whole time, and named nothing new
    "failed_to_look",  # some source was asked, and did not tell of the whole time
    "not_looked_yet",  # some source was not asked for part of the time, and never since
]


def tell_silence(runs: Iterable[SourceRun], first: datetime, last: datetime) -> Silence:
    """Which silence it is that a publisher has no statement between two moments.

    Args:
        runs: the runs of the publisher's sources, in any order; those that look again at known
            statements are passed over.
        first: the beginning of the time without a statement.
        last: its end.

    Returns:
        "nothing_published" only if each source was read to where the reading before had begun,
        so that what was published would have been met.
    """
    by_source: dict[str, list[SourceRun]] = {}
    for run in runs:
        if run.source != AGAIN:
            by_source.setdefault(run.source, []).append(run)
    open_sources = [told for told in by_source.values() if not covers(told, first, last)]
    if not by_source:
        return "not_looked_yet"
    if not open_sources:
        return "nothing_published"
    tried = any(_tried(run, first) for told in open_sources for run in told)
    return "failed_to_look" if tried else "not_looked_yet"


def covers(runs: Sequence[SourceRun], first: datetime, last: datetime) -> bool:
    """Whether runs of one source together tell of a whole stretch of time."""
    spans = ((run.covers_from, run.started) for run in runs if run.covers_from is not None)
    return reach_over(spans, first, last)


def _tried(run: SourceRun, first: datetime) -> bool:
    """Whether a run asked for that time and could not tell all of it."""
    return run.started >= first and run.outcome not in ("read", "unchanged")
