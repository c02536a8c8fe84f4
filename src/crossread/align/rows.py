"""Two readings set side by side: the rows of the table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from crossread.align.calibration import Calibration
from crossread.align.grouping import gather
from crossread.align.pairing import Candidate, Group, best_rivals, link_points, score_candidates
from crossread.align.profile import PARTY, Profile, make_profiles
from crossread.align.relate import Passage, weigh_grounds
from crossread.coding.reading import Reading
from crossread.lexicon import TermBase
from crossread.model import Closest, Ground, Point, Quote, Relation, Row, Span

FAR = 0.1  # score of a rival below which no passage comes close
REGIONAL = frozenset({"umbrella-regional", "umbrella-global"})
THEMES_MAX = 4  # themes that a row is named by


def align_readings(
    left: Reading,
    right: Reading,
    base: TermBase,
    calibration: Calibration,
    rarity: Mapping[str, float],
) -> list[Row]:
    """The rows, in the order of the left text, right-only rows where they stand."""
    lefts, rights = make_profiles(left, right, base, rarity)
    candidates = score_candidates(lefts, rights, calibration)
    contact = _contact_pair(lefts, rights)
    blocked = {"left": _contacts(lefts), "right": _contacts(rights)}
    linked = link_points(candidates, contact, blocked, calibration)
    groups = gather(linked, left, right, lefts, rights)
    table = _Table(left, right, lefts, rights, base, calibration, best_rivals(candidates, blocked))
    rows = [table.row(g) for g in _in_reading_order(groups, lefts, rights)]
    return [_numbered(row, n) for n, row in enumerate(rows, start=1)]


def _contacts(profiles: Sequence[Profile]) -> set[int]:
    return {i for i, p in enumerate(profiles) if p.point.kind == "contact"}


def _contact_pair(lefts: Sequence[Profile], rights: Sequence[Profile]) -> tuple[int, int] | None:
    ours, theirs = _contacts(lefts), _contacts(rights)
    return (min(ours), min(theirs)) if ours and theirs else None


def _in_reading_order(
    groups: Sequence[Group], lefts: Sequence[Profile], rights: Sequence[Profile]
) -> list[Group]:
    """Rows by their first left point; right-only rows behind the row that precedes them."""
    with_left = sorted((g for g in groups if g.left), key=lambda g: min(g.left))
    right_only = sorted((g for g in groups if not g.left), key=lambda g: min(g.right))
    ordered = list(with_left)
    for group in right_only:
        before = [g for g in ordered if g.right and min(g.right) < min(group.right)]
        last = max(before, key=lambda g: min(g.right), default=None)
        ordered.insert(ordered.index(last) + 1 if last else 0, group)
    return ordered


def _numbered(row: Row, number: int) -> Row:
    return replace(row, id=f"row-{number}")


class _Table:
    """What is needed to make rows of groups."""

    def __init__(
        self,
        left: Reading,
        right: Reading,
        lefts: Sequence[Profile],
        rights: Sequence[Profile],
        base: TermBase,
        calibration: Calibration,
        rivals: Mapping[tuple[str, int], Candidate],
    ) -> None:
        self._readings = {"left": left, "right": right}
        self._profiles = {"left": lefts, "right": rights}
        self._base = base
        self._calibration = calibration
        self._rivals = rivals

    def row(self, group: Group) -> Row:
        """The row of a group, its relation and grounds told."""
        if group.left and group.right:
            return self._linked(group)
        return self._alone(group)

    def _linked(self, group: Group) -> Row:
        passages = [
            Passage(tuple(self._profiles[s][i] for i in sorted(group.side(s))))
            for s in ("left", "right")
        ]
        values, grounds = weigh_grounds(passages[0], passages[1], self._base)
        framing = self._calibration.framing_score(values)
        differs = (
            framing >= self._calibration.framing_least
            and bool(grounds)
            and self._kind(group) != "contact"
        )
        relation: Relation = "framing_differs" if differs else "shared"
        unsure = group.score < self._calibration.link_least + self._calibration.unsure_band
        return self._made(group, relation, group.score, unsure, tuple(grounds) if differs else ())

    def _alone(self, group: Group) -> Row:
        name = "left" if group.left else "right"
        rivals = [self._rivals[name, i] for i in group.side(name) if (name, i) in self._rivals]
        best = max(rivals, key=lambda c: c.score, default=None)
        score = best.score if best else 0.0
        unsure = score > self._calibration.link_least - self._calibration.unsure_band
        relation: Relation = "only_left" if name == "left" else "only_right"
        made = self._made(group, relation, 1.0 - score, unsure, ())
        return replace(made, closest=self._closest(name, best), note=self._note(made, name, best))

    def _made(
        self,
        group: Group,
        relation: Relation,
        score: float,
        unsure: bool,
        grounds: tuple[Ground, ...],
    ) -> Row:
        return Row(
            id="",
            relation=relation,
            themes=self._themes(group),
            score=round(score, 4),
            unsure=unsure,
            kind=self._kind(group),
            grounds=grounds,
            left=self._quotes("left", group.left),
            right=self._quotes("right", group.right),
            left_points=tuple(self._profiles["left"][i].point.id for i in sorted(group.left)),
            right_points=tuple(self._profiles["right"][i].point.id for i in sorted(group.right)),
        )

    def _kind(self, group: Group) -> str:
        points = [self._profiles[s][i].point for s in ("left", "right") for i in group.side(s)]
        kinds = [p.kind for p in points]
        return "contact" if "contact" in kinds else kinds[0]

    def _themes(self, group: Group) -> tuple[str, ...]:
        """What the row is named by: concepts of both sides first, the rarest first."""
        weights: dict[str, float] = {}
        counts: dict[str, int] = {}
        for side in ("left", "right"):
            here = {
                c: w for i in group.side(side) for c, w in self._profiles[side][i].concepts.items()
            }
            for concept, weight in here.items():
                weights[concept] = weight
                counts[concept] = counts.get(concept, 0) + 1
        ranked = sorted(weights, key=lambda c: (-counts[c], -weights[c], c))
        return tuple(ranked[:THEMES_MAX])

    def _quotes(self, side: str, indices: Sequence[int]) -> tuple[Quote, ...]:
        """One quote a run of points that follow one another in a sentence."""
        reading, profiles = self._readings[side], self._profiles[side]
        spans: list[Span] = []
        last = -2
        for i in sorted(indices):
            span = profiles[i].point.span
            same = last == i - 1 and reading.sentence_of[i] == reading.sentence_of[i - 1]
            if same and spans:
                spans[-1] = Span(spans[-1].start, span.stop)
            else:
                spans.append(span)
            last = i
        return tuple(reading.readout.quote(reading.side, s) for s in spans)

    def _closest(self, name: str, best: Candidate | None) -> Closest | None:
        if best is None:
            return None
        other = "right" if name == "left" else "left"
        profile = self._profiles[other][best.right if name == "left" else best.left]
        quote = self._readings[other].readout.quote(self._readings[other].side, profile.point.span)
        return Closest(quote, round(best.score, 4), self._why_not(profile, best))

    def _why_not(self, profile: Profile, best: Candidate) -> str:
        if profile.point.vague:
            return "a general phrase that names nothing"
        far = "it does not come close; " if best.score < FAR else ""
        named = (s.seen for s in best.signals if s.seen and s.name in ("matter", "other_actor"))
        seen = next(named, ())
        left, right = (self._profiles[s][getattr(best, s)] for s in ("left", "right"))
        mine, others = ({*p.concepts, *p.actors} for p in (left, right))
        if both := [c for c in seen if c in mine and c in others]:
            return f"{far}in common only: {self._labels(both)}"
        # What is but related stands in one of the two: it is named from the passage that is shown.
        if here := [c for c in seen if c in profile.concepts or c in profile.actors]:
            return f"{far}related only: {self._labels(here)}"
        return far + "in common only words that name no matter"

    def _labels(self, concepts: Sequence[str]) -> str:
        return ", ".join(self._base.label(c) for c in concepts[:3])

    def _note(self, row: Row, name: str, best: Candidate | None) -> str:
        """The other text's general phrase on the region or the world, where nothing else could
        cover a matter that names a third country or place."""
        if row.kind != "matter" or (best is not None and best.score >= FAR):
            return ""
        ids = row.left_points if name == "left" else row.right_points
        own = [p for p in self._profiles[name] if p.point.id in ids]
        if not any(w > PARTY for p in own for w in p.actors.values()):
            return ""
        other = "right" if name == "left" else "left"
        vague = next((p.point for p in self._profiles[other] if _is_regional(p.point)), None)
        if vague is None:
            return ""
        return f"the other text has only the general phrase “{vague.words.rstrip('.。;；')}”"


def _is_regional(point: Point) -> bool:
    return point.vague and any(s.code in REGIONAL for s in point.seen)
