"""Which wording followed which, and when: from the looks that were had at a statement."""

from collections.abc import Iterable, Iterator

from crossread.model import Observation, Transition


def in_time(observations: Iterable[Observation]) -> list[Observation]:
    """The looks in order of time; looks of one moment in an order that is always the same."""
    return sorted(observations, key=lambda o: (o.at, o.statement, o.outcome, o.version or 0))


def edits_of(observations: Iterable[Observation]) -> tuple[Transition, ...]:
    """Every time that another wording was seen than the one before.

    A wording that comes back counts again: seen A, B, A, B makes three edits. A look that says
    "unchanged" saw the wording before it once more. Looks that saw no wording say nothing here.

    Args:
        observations: of one statement or of many, in any order.

    Returns:
        For each statement in order of its id, its edits in order of the time of observation.
    """
    by_statement: dict[str, list[Observation]] = {}
    for look in in_time(observations):
        by_statement.setdefault(look.statement, []).append(look)
    return tuple(t for name in sorted(by_statement) for t in _edits(by_statement[name]))


def _edits(looks: Iterable[Observation]) -> Iterator[Transition]:
    last: Observation | None = None  # the newest look that saw a wording
    version: int | None = None
    for look in looks:
        seen = version if look.outcome == "unchanged" and not look.version else look.version
        if seen is None:
            continue
        if last is not None and version is not None and seen != version:
            yield Transition(
                statement=look.statement,
                old=version,
                new=seen,
                last_seen=last.at,
                first_seen=look.at,
            )
        last, version = look, seen
