"""Where a source stands: in which order it is gone through, and what a run can say of it after."""

from dataclasses import replace
from datetime import datetime

from crossread.collect.items import Item
from crossread.collect.publishers import Source
from crossread.collect.sources import Reading
from crossread.model.source_run import Owed, RunOutcome, SourceState

OWED_MOST = 5_000  # addresses remembered of one source


def in_order(source: Source, reading: Reading, state: SourceState) -> list[Item]:
    """What is owed, then what the source names.

    A feed and a listing are taken from their oldest item on, which is the next to fall out of
    them. A sitemap keeps what it has, and what is newest in it matters most.
    """
    items = list(reading.items)
    if source.kind == "sitemap":
        items.sort(key=lambda item: (item.at is not None, item.at), reverse=True)
    else:
        items.reverse()
    named = {item.url for item in items}
    return [Item(one.url) for one in state.owed if one.url not in named] + items


def covered_from(outcome: RunOutcome, reading: Reading, state: SourceState) -> datetime | None:
    """From when on all that the source named has been met, if this run can say so."""
    if outcome == "unchanged":
        return state.read_at
    if outcome not in ("read", "gap"):
        return None
    dated = [item.at for item in reading.items if item.at]
    is_joined = outcome == "read" and state.read_at is not None
    return state.read_at if is_joined else min(dated, default=None)


def state_after(
    outcome: RunOutcome,
    reading: Reading,
    state: SourceState,
    started: datetime,
    finished: datetime,
    owed: dict[str, Owed],
) -> SourceState:
    """Where the source stands: what was not gone through to its end is asked for anew."""
    state = replace(state, owed=most_of(owed))
    if outcome not in ("read", "unchanged", "gap"):
        return state
    asked = reading.validators
    return replace(
        state, etag=asked.etag, last_modified=asked.last_modified, read_at=started, read_to=finished
    )


def most_of(owed: dict[str, Owed]) -> tuple[Owed, ...]:
    """What is remembered of it, the latest debts before older ones."""
    return tuple(owed.values())[-OWED_MOST:]
