"""Named reasons to pair two points, each from 0 to 1, with what it saw.

A signal is a function of two profiles. To add one, write it and list it in `SIGNALS`; then
fit the weights again (`make calibrate`), which also shows what it gains and loses.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from crossread.align.profile import Profile

SAME_NAME = 72.0  # 0..100, of two names in Latin letters (yelun, yellen: 73); set by eye, 2026-11
NEAR_ENOUGH = 0.5  # nearness from which two concepts can stand for one another
EVIDENCE_SCALE = 1.0  # summed weight at which `evidence` reaches 0.63


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to pair two points."""

    name: str
    value: float  # 0..1
    seen: tuple[str, ...]  # concepts, names or words that gave the value


def matter(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """The share of the weight of concepts that the other side has too, or has a related one."""
    ours, seen = covered(left, right)
    theirs, more = covered(right, left)
    return _mean(ours, theirs), tuple(sorted({*seen, *more}))


def matter_contained(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """The same share for the side that is better covered: a short clause beside a long one."""
    return max(covered(left, right)[0], covered(right, left)[0]), ()


def evidence(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """How much rare matter is shared, whatever else there is."""
    return 1.0 - math.exp(-_shared_weight(left, right) / EVIDENCE_SCALE), ()


def same_concept(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """The weight of the rarest concept that both name outright."""
    both = left.concepts.keys() & right.concepts.keys()
    if not both:
        return 0.0, ()
    best = max(both, key=lambda c: left.concepts[c])
    return left.concepts[best], (best,)


def only_once(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """A specific concept that few other points of either text have: who else could be meant?"""
    best = 0.0
    seen: tuple[str, ...] = ()
    for concept, alone in left.alone.items():
        nearness = right.near.get(concept, 0.0)
        if nearness < NEAR_ENOUGH:
            continue
        value = nearness * math.sqrt(alone * right.alone.get(concept, 1.0))
        if value > best:
            best, seen = value, (concept,)
    return best, seen


def both_general(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """Both say no more than that the talk was of this or that kind and scope."""
    general = ("umbrella", "atmosphere")
    return (1.0 if left.point.kind in general and right.point.kind in general else 0.0), ()


def other_actor(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """The weight of the rarest country, organisation or place that both name."""
    both = left.actors.keys() & right.actors.keys()
    best = max(both, key=lambda a: left.actors[a], default=None)
    return (left.actors[best], (best,)) if best else (0.0, ())


def people(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """A third person whom both name, in whatever script."""
    for one in left.people:
        for other in right.people:
            if one == other or ratio(one, other) >= SAME_NAME:
                return 1.0, (one,)
    return 0.0, ()


def figures(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """An amount, share or date that both give, in normal form."""
    both = left.figures & right.figures
    return (1.0 if both else 0.0), tuple(sorted(both))


def wording(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """Words in common, weighted by rarity (cosine); one language only."""
    both = left.stems.keys() & right.stems.keys()
    if not both:
        return 0.0, ()
    shared = sum(left.stems[s] * right.stems[s] for s in both)
    return shared / (_norm(left.stems) * _norm(right.stems)), tuple(sorted(both))


def act(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """Whether the acts are the same or answer one another."""
    ours, theirs = left.point.act, right.point.act
    if ours is None or theirs is None:
        return 0.0, ()
    fits = ours in right.answers or theirs in left.answers
    return (1.0 if fits else 0.0), (ours, theirs)


def speaker(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """Whether both say that the same side acts: left's own is right's other."""
    mirrored = {"own": "other", "other": "own"}
    ours = left.point.speaker
    if "unsaid" in (ours, right.point.speaker):
        return 0.5, ()
    return (1.0 if mirrored.get(ours, ours) == right.point.speaker else 0.0), ()


def order(left: Profile, right: Profile) -> tuple[float, tuple[str, ...]]:
    """How near the two stand in their texts: 1 at the same share of the way."""
    return 1.0 - abs(left.place - right.place), ()


SIGNALS: tuple[Callable[[Profile, Profile], tuple[float, tuple[str, ...]]], ...] = (
    matter,
    matter_contained,
    evidence,
    same_concept,
    only_once,
    both_general,
    other_actor,
    people,
    figures,
    wording,
    act,
    speaker,
    order,
)


def find_signals(left: Profile, right: Profile) -> tuple[Signal, ...]:
    """Every signal of a pair, in the order of `SIGNALS`."""
    return tuple(Signal(s.__name__, *s(left, right)) for s in SIGNALS)


def covered(one: Profile, other: Profile) -> tuple[float, list[str]]:
    """The share of the weight of `one`'s concepts that `other` has or nears, and which they are."""
    whole = sum(one.concepts.values())
    if not whole:
        return 0.0, []
    seen = [c for c in one.concepts if c in other.near]
    return sum(one.concepts[c] * other.near[c] for c in seen) / whole, seen


def _shared_weight(left: Profile, right: Profile) -> float:
    return max(
        sum(w * right.near.get(c, 0.0) for c, w in left.concepts.items()),
        sum(w * left.near.get(c, 0.0) for c, w in right.concepts.items()),
    )


def _mean(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _norm(weights: Mapping[str, float]) -> float:
    return math.sqrt(sum(w * w for w in weights.values())) or 1.0
