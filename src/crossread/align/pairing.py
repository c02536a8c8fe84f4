"""Points of two texts paired: many to many, with "no counterpart" and "unsure".

Links come first, on short clauses, from the surest down; a point that is still free may then
join the row of its best partner; what elaborates a linked neighbour goes with it. What is
left has no counterpart.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nlargest

from crossread.align.calibration import Calibration
from crossread.align.profile import Profile
from crossread.align.signals import Signal, find_signals

JOIN_RATIO = 0.7  # of the row's score: a passage so much less sure is another matter (2026-11)
ALL_PAIRS_MAX = 40_000  # up to two texts of some 200 points every pair is scored
PARTNERS_MAX = 8  # of each point, in longer texts
TRIED_LEAST = 0.02  # a rival below this is no rival


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two points that might be of one matter."""

    left: int  # index of the point in its text
    right: int
    score: float  # 0..1
    signals: tuple[Signal, ...]


@dataclass(slots=True)
class Group:
    """Points of both sides that are one row; one side may be empty."""

    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    score: float = 0.0

    def side(self, name: str) -> list[int]:
        """The points of one side."""
        return self.left if name == "left" else self.right


def score_candidates(
    left: Sequence[Profile], right: Sequence[Profile], calibration: Calibration
) -> list[Candidate]:
    """Every cross pair that has anything in common, scored, the surest first."""
    found = [_scored(i, j, left[i], right[j], calibration) for i, j in _in_common(left, right)]
    return sorted(_contested(found), key=lambda c: (-c.score, c.left, c.right))


def _contested(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Each score times its share of the best rival's: who has a better partner elsewhere is less
    likely to be meant here. The best pair of both its points keeps its score."""
    best: dict[tuple[str, int], float] = {}
    for c in candidates:
        for key in (("left", c.left), ("right", c.right)):
            best[key] = max(best.get(key, 0.0), c.score)
    for c in candidates:
        rival = max(best["left", c.left], best["right", c.right])
        yield replace(c, score=c.score * c.score / rival)


def _scored(i: int, j: int, left: Profile, right: Profile, calibration: Calibration) -> Candidate:
    signals = find_signals(left, right)
    return Candidate(i, j, calibration.link_score([(s.name, s.value) for s in signals]), signals)


def _in_common(left: Sequence[Profile], right: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Index pairs that share a concept, name, figure or word: the others cannot be linked.

    In long texts only the most likely partners of each point are kept, told by how much they
    share at a rough count; scoring every pair of two books would take minutes.
    """
    index: dict[str, list[tuple[int, float]]] = {}
    for j, profile in enumerate(right):
        for key, weight in _keys(profile):
            index.setdefault(key, []).append((j, weight))
    shared = [_shared(profile, index) for profile in left]
    if sum(map(len, shared)) <= ALL_PAIRS_MAX:
        return ((i, j) for i, near in enumerate(shared) for j in sorted(near))
    return iter(sorted(_likeliest(shared)))


def _shared(profile: Profile, index: Mapping[str, Sequence[tuple[int, float]]]) -> dict[int, float]:
    """For each point of the other side, a rough count of what it shares with this one."""
    near: dict[int, float] = {}
    for key, weight in _keys(profile):
        for j, other in index.get(key, ()):
            near[j] = near.get(j, 0.0) + weight * other
    return near


def _likeliest(shared: Sequence[Mapping[int, float]]) -> set[tuple[int, int]]:
    """The pairs that share most, for each point of either side."""
    across: dict[int, dict[int, float]] = {}
    for i, near in enumerate(shared):
        for j, count in near.items():
            across.setdefault(j, {})[i] = count
    ours = {(i, j) for i, near in enumerate(shared) for j in _most(near)}
    theirs = {(i, j) for j, near in across.items() for i in _most(near)}
    return ours | theirs


def _most(near: Mapping[int, float]) -> list[int]:
    """Those that share most; of equals, the first in the text, whatever order they came in."""
    return nlargest(PARTNERS_MAX, near, key=lambda j: (round(near[j], 9), -j))


def _keys(profile: Profile) -> Iterator[tuple[str, float]]:
    yield from profile.near.items()
    yield from profile.actors.items()
    yield from ((figure, 1.0) for figure in profile.figures)
    yield from (("~" + stem, weight) for stem, weight in profile.stems.items())
    if profile.people:
        yield "people", 0.5
    if profile.point.kind in ("umbrella", "atmosphere"):
        yield "umbrella", 0.5


def link_points(
    candidates: Sequence[Candidate],
    contact: tuple[int, int] | None,
    blocked: Mapping[str, set[int]],
    calibration: Calibration,
) -> list[Group]:
    """Linked groups, the surest first.

    Args:
        candidates: from `score_candidates`.
        contact: the two points that report the contact itself, linked by rule.
        blocked: points, by side, that are never linked by score (the contact's).
        calibration: its thresholds are used.
    """
    links = _Links()
    if contact is not None:
        links.open(Candidate(*contact, 1.0, ()))
    free = [
        c for c in candidates if c.left not in blocked["left"] and c.right not in blocked["right"]
    ]
    mutual = _mutual_best(free)
    for candidate in free:
        ours, theirs = links.of("left", candidate.left), links.of("right", candidate.right)
        joined = ours or theirs
        if joined is None:
            # the best partner of both is taken from the band of the unsure, and marked so
            band = calibration.unsure_band if (candidate.left, candidate.right) in mutual else 0.0
            if candidate.score >= calibration.link_least - band:
                links.open(candidate)
        elif ours is None or theirs is None:
            least = max(calibration.join_least, JOIN_RATIO * joined.score)
            if candidate.score >= least:
                links.join(joined, candidate)
    return links.groups


def _mutual_best(candidates: Sequence[Candidate]) -> set[tuple[int, int]]:
    """Pairs of points each of which is the other's best candidate; the surest come first."""
    best: dict[tuple[str, int], Candidate] = {}
    for c in candidates:
        best.setdefault(("left", c.left), c)
        best.setdefault(("right", c.right), c)
    return {
        (c.left, c.right)
        for c in candidates
        if best["left", c.left] is c and best["right", c.right] is c
    }


class _Links:
    """Groups as they grow, and which of them each point is in."""

    def __init__(self) -> None:
        self.groups: list[Group] = []
        self._of: dict[tuple[str, int], Group] = {}

    def of(self, side: str, index: int) -> Group | None:
        """The group of a point, None while it is free."""
        return self._of.get((side, index))

    def open(self, candidate: Candidate) -> None:
        """A new group of two points."""
        group = Group(score=candidate.score)
        self.groups.append(group)
        self.join(group, candidate)

    def join(self, group: Group, candidate: Candidate) -> None:
        """Take whichever of the two points is free into the group."""
        for side, index in (("left", candidate.left), ("right", candidate.right)):
            if (side, index) not in self._of:
                self._of[side, index] = group
                group.side(side).append(index)


def best_rivals(
    candidates: Sequence[Candidate], blocked: Mapping[str, set[int]]
) -> dict[tuple[str, int], Candidate]:
    """For each point, by side and index, the best candidate it takes part in.

    Points that are `blocked` (the report of the contact) are nobody's rival.
    """
    best: dict[tuple[str, int], Candidate] = {}
    for candidate in candidates:  # surest first
        held = candidate.left in blocked["left"] or candidate.right in blocked["right"]
        if candidate.score >= TRIED_LEAST and not held:
            best.setdefault(("left", candidate.left), candidate)
            best.setdefault(("right", candidate.right), candidate)
    return best
