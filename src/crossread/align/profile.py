"""What a point brings to a pairing: its concepts, actors, figures and words, weighted by rarity."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from crossread.coding.reading import Reading
from crossread.lexicon import TermBase
from crossread.model import Point

GENERAL = 0.3  # of its weight: a concept marked `general` says little
UNSEEN = 0.9  # rarity of a concept that the archives never had
PARTY = 0.1  # of its weight: the two parties' own countries are in every point
STEM = 5  # letters of a word that are compared
SHORT = 4  # shorter words say too little
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Profile:
    """One point made ready for pairing. Weights are 0..1."""

    point: Point
    concepts: Mapping[str, float]
    near: Mapping[str, float]  # every concept that is one of these or related: nearness 0..1
    actors: Mapping[str, float]
    people: frozenset[str]
    figures: frozenset[str]
    stems: Mapping[str, float]  # empty when the two texts are in different languages
    place: float  # where it stands in its text, 0..1
    answers: frozenset[str]  # its act and those that answer it
    alone: Mapping[
        str, float
    ]  # for each specific concept within reach, 1 / points of its text near it


def make_profiles(
    left: Reading, right: Reading, base: TermBase, rarity: Mapping[str, float]
) -> tuple[list[Profile], list[Profile]]:
    """Profiles of the points of both texts.

    Args:
        left: one reading.
        right: the other.
        base: the term base.
        rarity: concept id to weight 0..1, counted on archives; see `docs/methods`.
    """
    both = [*left.points, *right.points]
    weights = _concept_weights(both, base, rarity)
    actors = _actor_weights(left, right)
    principals = left.parties.principals() | right.parties.principals()
    same_language = left.language.split("-")[0] == right.language.split("-")[0]
    stems = _stem_weights(both) if same_language else {}

    def profiles(reading: Reading) -> list[Profile]:
        length = max(1, len(reading.readout.text))
        made = [
            _profile(point, base, weights, actors, principals, stems, point.span.start / length)
            for point in reading.points
        ]
        return _with_rivals(made, base)

    return profiles(left), profiles(right)


def _profile(
    point: Point,
    base: TermBase,
    weights: Mapping[str, float],
    actors: Mapping[str, float],
    principals: frozenset[str],
    stems: Mapping[str, float],
    place: float,
) -> Profile:
    own = _own_words(point)
    concepts = {c: weights[c] * own.get(c, 1.0) for c in point.themes}
    named = {a.id: actors[a.id] for a in point.actors if a.kind != "person" and actors[a.id]}
    people = frozenset(a.id for a in point.actors if a.kind == "person") - principals
    own_stems = {s: stems[s] for s in _stems(point.words) if s in stems}
    figures = frozenset(f.key for f in point.figures)
    near = _near(concepts, base)
    answers = frozenset([point.act, *_answers(point.act, base)]) if point.act else frozenset()
    return Profile(point, concepts, near, named, people, figures, own_stems, place, answers, {})


def _own_words(point: Point) -> dict[str, float]:
    """For each theme, 1 / the number of themes that were seen in the same words as it.

    Words count once, however many concepts they are a term of.
    """
    seen = [s for s in point.seen if s.rule == "lexicon:themes"]
    crowd = Counter(s.span for s in seen)
    own: dict[str, float] = {}
    for s in seen:
        own[s.code] = max(own.get(s.code, 0.0), 1.0 / crowd[s.span])
    return own


def _with_rivals(profiles: Sequence[Profile], base: TermBase) -> list[Profile]:
    """Add, for each concept, how much a point has it to itself in its own text."""
    counted = Counter(c for p in profiles for c in p.concepts)
    return [
        replace(p, alone={c: 1.0 / counted[c] for c in p.concepts if not base.concept(c).general})
        for p in profiles
    ]


def _answers(act: str | None, base: TermBase) -> Iterable[str]:
    return base.concept(act).more.get("answers", ()) if act else ()


def _near(concepts: Iterable[str], base: TermBase) -> dict[str, float]:
    """Every concept within reach of these, and how near (1.0: one of them)."""
    near: dict[str, float] = {}
    for identity in concepts:
        for other, weight in base.within_reach(identity).items():
            near[other] = max(near.get(other, 0.0), weight)
    return near


def _concept_weights(
    points: Sequence[Point], base: TermBase, rarity: Mapping[str, float]
) -> dict[str, float]:
    """Rarity in the archives times rarity in this pair; general concepts count less."""
    counted = Counter(c for p in points for c in set(p.themes))
    weights = {}
    for identity, count in counted.items():
        general = GENERAL if base.concept(identity).general else 1.0
        here = _rarity_here(count, len(points))
        weights[identity] = general * rarity.get(identity, UNSEEN) * here
    return weights


def _rarity_here(count: int, points: int) -> float:
    """1.0 for what one point on each side has, towards 0.2 for what every point has."""
    if points <= 2 or count <= 2:
        return 1.0
    return max(0.2, 1.0 - math.log(count / 2) / math.log(points))


def _actor_weights(left: Reading, right: Reading) -> dict[str, float]:
    parties = {left.parties.own, left.parties.other, right.parties.own, right.parties.other}
    both = [*left.points, *right.points]
    counted = Counter(a.id for p in both for a in p.actors if a.kind != "person")
    return {
        i: (PARTY if i in parties else 1.0) * _rarity_here(count, len(both))
        for i, count in counted.items()
    }


def _stems(words: str) -> set[str]:
    return {w.lower()[:STEM] for w in WORD.findall(words) if len(w) >= SHORT}


def _stem_weights(points: Sequence[Point]) -> dict[str, float]:
    counted = Counter(s for p in points for s in _stems(p.words))
    total = len(points)
    return {s: math.log((total + 1) / count) / math.log(total + 1) for s, count in counted.items()}
