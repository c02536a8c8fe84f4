"""A statement read against what came before it: formula, variant or new; dropped; echo.

Only passages of earlier days count, so that the answer for a day is the same whenever it is
asked, but for what is backfilled.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import numpy as np

from crossread.model.phrase import (
    Corpus,
    DroppedFormula,
    Label,
    Novelty,
    Passage,
    PassageNovelty,
)
from crossread.phrases.against import join_against
from crossread.phrases.families import Families, in_time
from crossread.phrases.patterns import find_swaps
from crossread.phrases.sets import Int32
from crossread.text.tokens import count_words

SAME = Fraction(4, 5)
"""Jaccard index with one earlier passage from which a passage is a formula; below it is a
variant. Taken by reading; a marked set is to set it."""
NEARLY_ALWAYS = 0.8  # share of a dyad's earlier statements that had what is said to be dropped
LEAST_STATEMENTS = 3  # of a dyad: with fewer nothing is usual

Near = list[tuple[int, Fraction]]  # earlier passages, in order of time, and how near each is


def read_novelty(statement: Sequence[Passage], families: Families, corpus: Corpus) -> Novelty:
    """Read the passages of one statement against what was said before its day.

    Args:
        statement: its passages, all of one publisher, counterpart and day.
        families: the archive; it may hold the statement itself, which then does not count.
        corpus: what the archive is, told with every count.
    """
    if not statement:
        return Novelty((), (), 0.0, 0.0, corpus)
    before = _earlier(families, statement[0].day)
    near = _near(statement, families, before)
    dyad = _of_dyad(families, statement[0], before)
    read = tuple(
        _read_passage(passage, found, families, dyad)
        for passage, found in zip(statement, near, strict=True)
    )
    said = {int(families.leader[i]) for found in near for i, _ in found}
    dropped = _dropped(families, dyad, said)
    return Novelty(read, dropped, *_new_shares(read), corpus)


def _earlier(families: Families, day: date) -> int:
    """How many passages were issued before that day; they stand first."""
    low, high = 0, len(families.passages)
    while low < high:
        middle = (low + high) // 2
        if families.passages[middle].day < day:
            low = middle + 1
        else:
            high = middle
    return low


def _near(statement: Sequence[Passage], families: Families, before: int) -> list[Near]:
    sets = families.words.of(statement)
    pairs = join_against(families.known, sets, families.near)
    known, ours = np.diff(families.sets.starts), np.diff(sets.starts)
    found: list[Near] = [[] for _ in statement]
    for left, right, shared in zip(
        pairs.left.tolist(), pairs.right.tolist(), pairs.shared.tolist(), strict=True
    ):
        either = int(known[left]) + int(ours[right]) - shared
        members = families.with_set(left)
        earlier = members[: np.searchsorted(members, before)]
        found[right] += [(i, Fraction(shared, either)) for i in earlier.tolist()]
    return [sorted(near) for near in found]


def _of_dyad(families: Families, own: Passage, before: int) -> Int32:
    """Earlier passages of the same publisher to the same counterpart."""
    if own.counterpart is None:
        return np.zeros(0, np.int32)
    dyad = (own.publisher, own.counterpart)
    listed = families.by_dyad.get(dyad, np.zeros(0, np.int32))
    return listed[: np.searchsorted(listed, before)]


def _read_passage(passage: Passage, near: Near, families: Families, dyad: Int32) -> PassageNovelty:
    passages = families.passages
    statements = {passages[i].statement for i in dyad.tolist()}
    used = {passages[i].statement for i, _ in near} & statements
    share = len(used) / len(statements) if statements else None
    if not near:
        return PassageNovelty(passage, "new", None, 0, None, None, share, None, (), None)
    most = max(closeness for _, closeness in near)
    nearest = passages[max(i for i, closeness in near if closeness == most)]
    first, last = passages[near[0][0]], passages[near[-1][0]]
    label: Label = "formula" if most >= SAME else "variant"
    leader = min(int(families.leader[i]) for i, _ in near)
    own = any(passages[i].publisher == passage.publisher for i, _ in near)
    return PassageNovelty(
        passage=passage,
        label=label,
        family=passages[leader].id,
        count=len(near),
        first=first,
        last=last,
        share=share,
        nearest=nearest,
        swaps=find_swaps(nearest, passage),
        echo=None if own else first,
    )


def _dropped(families: Families, dyad: Int32, said: set[int]) -> tuple[DroppedFormula, ...]:
    """Families that nearly all earlier statements of the dyad had, and this one has not."""
    passages = families.passages
    statements = {passages[i].statement for i in dyad.tolist()}
    if len(statements) < LEAST_STATEMENTS:
        return ()
    users: defaultdict[int, set[str]] = defaultdict(set)
    last: dict[int, Passage] = {}
    for i in dyad.tolist():
        leader = int(families.leader[i])
        users[leader].add(passages[i].statement)
        last[leader] = passages[i]
    found = [
        DroppedFormula(passages[n].id, passages[n], len(using), len(statements), last[n])
        for n, using in users.items()
        if n not in said and len(using) >= NEARLY_ALWAYS * len(statements)
    ]
    return tuple(sorted(found, key=lambda d: (-d.used, in_time(d.leader))))


def _new_shares(read: Sequence[PassageNovelty]) -> tuple[float, float]:
    """The share of words that are in new passages: of all, and of those outside formulas."""
    words: Counter[str] = Counter()
    for one in read:
        words[one.label] += count_words(one.passage.text)
    whole, rest = words.total(), words["new"] + words["variant"]
    return (words["new"] / whole if whole else 0.0), (words["new"] / rest if rest else 0.0)
