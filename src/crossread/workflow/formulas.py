"""What an archive says again and again, and how each family reads."""

import numpy as np

from crossread.model import Selection
from crossread.model.phrase import (
    CONTACT_GENRES,
    Chosen,
    Formula,
    FormulaList,
    Novelty,
    Origin,
    Pattern,
)
from crossread.phrases.families import Families
from crossread.phrases.index import EVERYTHING
from crossread.phrases.novelty import count_names
from crossread.phrases.patterns import find_pattern
from crossread.phrases.sets import Int32
from crossread.workflow.past import Past

MEMBERS = 24  # of a family, spread over its time, that its pattern is made of
LEAST_WORDS = 6  # different words of a passage that is listed as a formula: fewer say too little


def list_formulas(
    past: Past,
    chosen: Chosen = EVERYTHING,
    *,
    genre: str = "",
    least_words: int = LEAST_WORDS,
    limit: int = 20,
) -> FormulaList:
    """The families that most statements have, the most frequent first.

    Args:
        past: of an archive.
        chosen: which statements are counted.
        genre: only these; "call", "meeting" and "visit" are all "contact".
        least_words: different words that a passage has at the least, names of a kind counting once.
        limit: families given.

    Raises:
        NotFound: the publisher or the genre is not in the archive.
    """
    families = past.families
    _check_selection(past, chosen.publisher, genre)
    kept = [_is_chosen(origin, chosen, genre) for origin in families.origins]
    stays = np.array(kept, np.bool_)[families.statement] if kept else np.zeros(0, np.bool_)
    rows = np.flatnonzero(stays).astype(np.int32)
    leaders, counts = _count_statements(families, rows)
    long = np.diff(families.sets.starts)[families.number[leaders]] >= least_words
    leaders, counts = leaders[long], counts[long]
    order = np.lexsort((leaders, -counts))[:limit]
    members = {
        int(leader): np.intersect1d(families.members(int(leader)), rows)
        for leader in leaders[order]
    }
    past.passages([int(n) for some in members.values() for n in spread(some)])  # all at once
    return FormulaList(
        formulas=tuple(
            _formula(past, leader, members[leader], int(count))
            for leader, count in zip(leaders[order].tolist(), counts[order], strict=True)
        ),
        families=int((counts > 1).sum()),
        statements=sum(kept),
        corpus=past.corpus(chosen),
    )


def _check_selection(past: Past, publisher: str, genre: str) -> None:
    """Refuse what the archive does not have; the genres of a contact stand for one another."""
    contacts = any(origin.genre == "contact" for origin in past.families.origins)
    named = "" if contacts and genre_group(genre) == "contact" else genre
    past.archive.check_selection(Selection(publisher=publisher, genre=named))


def _is_chosen(origin: Origin, chosen: Chosen, genre: str) -> bool:
    return (
        chosen.publisher in ("", origin.publisher)
        and chosen.counterpart in ("", origin.counterpart)
        and (chosen.since is None or chosen.since <= origin.day)
        and (chosen.until is None or origin.day <= chosen.until)
        and genre_group(genre) in ("", origin.genre)
    )


def genre_group(genre: str) -> str:
    """The genre that families know a statement by."""
    return "contact" if genre in CONTACT_GENRES else genre


def _count_statements(families: Families, rows: Int32) -> tuple[Int32, Int32]:
    """The leaders of these passages, and how many statements have a passage of each family."""
    both = families.leader[rows].astype(np.int64) << 32 | families.statement[rows]
    leaders, counts = np.unique(np.unique(both) >> 32, return_counts=True)
    return leaders.astype(np.int32), counts.astype(np.int32)


def spread(members: Int32) -> Int32:
    """Some of many passages, evenly over their time, the first and the last among them."""
    if len(members) <= MEMBERS:
        return members
    chosen: Int32 = members[np.linspace(0, len(members) - 1, MEMBERS).astype(np.int64)]
    return chosen


def _formula(past: Past, leader: int, members: Int32, statements: int) -> Formula:
    families = past.families
    held = np.unique(families.statement[members])
    passages = past.passages(spread(members).tolist())
    return Formula(
        family=families.id_of(leader),
        statements=statements,
        first=passages[0],
        last=passages[-1],
        publishers=count_names(families.publishers, held),
        counterparts=count_names(families.counterparts, held),
        pattern=find_pattern(passages),
    )


def patterns_of(past: Past, novelty: Novelty) -> dict[str, Pattern]:
    """How each family that a statement has, or dropped, reads in the archive."""
    families = past.families
    names = {p.family for p in novelty.passages if p.family} | {d.family for d in novelty.dropped}
    members = {name: spread(families.members(families.find(name))) for name in sorted(names)}
    past.passages([int(n) for some in members.values() for n in some])  # all at once
    return {name: find_pattern(past.passages(some.tolist())) for name, some in members.items()}
