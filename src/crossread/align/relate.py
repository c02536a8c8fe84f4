"""Whether a linked row is `shared` or `framing_differs`, and on what grounds.

A ground is a difference that an analyst would report. Each is a function of the two passages
that answers how strongly it holds, 0..1, and what it saw on each side. Whether the grounds
together are enough is decided by weights fitted on marked pairs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crossread.align.profile import Profile
from crossread.lexicon import TermBase
from crossread.model import Figure, Ground

AGREED = 5  # strength from which an act commits
RARE = 0.45  # weight from which a concept is a specific that an analyst would miss


@dataclass(frozen=True, slots=True)
class Passage:
    """One side of a row."""

    profiles: tuple[Profile, ...]

    def concepts(self) -> dict[str, float]:
        """Concepts with their weights."""
        return {c: w for p in self.profiles for c, w in p.concepts.items()}

    def near(self) -> dict[str, float]:
        """Concepts within reach."""
        found: dict[str, float] = {}
        for profile in self.profiles:
            for concept, nearness in profile.near.items():
                found[concept] = max(found.get(concept, 0.0), nearness)
        return found

    def actors(self) -> dict[str, float]:
        """Actors with their weights."""
        return {a: w for p in self.profiles for a, w in p.actors.items()}

    def figures(self) -> list[Figure]:
        """Figures, dates of the day itself among them."""
        return [f for p in self.profiles for f in p.point.figures]

    def acts(self) -> list[str]:
        """Acts in order."""
        return [p.point.act for p in self.profiles if p.point.act]

    def strength(self) -> int:
        """The strongest act's place on the ladder."""
        return max((p.point.strength for p in self.profiles), default=0)

    def contested(self) -> set[str]:
        """Contested names used."""
        return {c for p in self.profiles for c in p.point.contested}

    def named(self, contested: str) -> str:
        """The first words that are a contested name, as they stand in the text."""
        for point in (p.point for p in self.profiles):
            for seen in point.seen:
                if (seen.rule, seen.code) == ("lexicon:contested", contested):
                    first = seen.span.start - point.span.start
                    return point.words[first : first + len(seen.span)]
        return ""

    def speakers(self) -> set[str]:
        """Who acts."""
        return {str(p.point.speaker) for p in self.profiles} - {"unsaid"}

    def words(self) -> int:
        """Length, in characters weighed by script: a Chinese one counts three."""
        return sum(len(p.point.words) + 2 * _han(p.point.words) for p in self.profiles)


Seen = tuple[float, str, str]
NOTHING: Seen = (0.0, "", "")


def _han(words: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in words)


def stronger_commitment(left: Passage, right: Passage, base: TermBase) -> Seen:
    """Agreed or decided on one side, only talked of on the other."""
    ours, theirs = left.strength(), right.strength()
    if (ours >= AGREED) == (theirs >= AGREED):
        return NOTHING
    return 1.0, _acts(left, base), _acts(right, base)


def other_tone(left: Passage, right: Passage, base: TermBase) -> Seen:
    """Concern, warning or blame on one side, none on the other."""
    ours, theirs = _hostile(left, base), _hostile(right, base)
    if bool(ours) == bool(theirs):
        return NOTHING
    return 1.0, ours or _acts(left, base), theirs or _acts(right, base)


def contested_name(left: Passage, right: Passage, base: TermBase) -> Seen:
    """One question under two names that the sides do not accept from each other."""
    questions = {base.concept(c).more.get("question"): c for c in left.contested()}
    for name in sorted(right.contested()):
        question = base.concept(name).more.get("question")
        mine = questions.get(question)
        if question and mine and mine != name and not left.contested() & right.contested():
            return 1.0, left.named(mine), right.named(name)
    return NOTHING


def contentious_name(left: Passage, right: Passage, base: TermBase) -> Seen:
    """A name that carries blame, on one side only."""
    ours = {c for c in left.contested() if base.concept(c).more.get("contentious")}
    theirs = {c for c in right.contested() if base.concept(c).more.get("contentious")}
    if bool(ours) == bool(theirs):
        return NOTHING
    return 1.0, _labels(ours, base), _labels(theirs, base)


def other_figure(left: Passage, right: Passage, base: TermBase) -> Seen:
    """Two values of one measure that are not the same."""
    for one in left.figures():
        for other in right.figures():
            alike = (one.kind, one.unit) == (other.kind, other.unit) and one.kind != "year"
            if alike and one.key != other.key and not _keys(left) & _keys(right):
                return 1.0, one.words, other.words
    return NOTHING


def figure_on_one_side(left: Passage, right: Passage, base: TermBase) -> Seen:
    """An amount, share or date that the other side leaves out."""
    if bool(left.figures()) == bool(right.figures()):
        return NOTHING
    return 1.0, _figure_words(left), _figure_words(right)


def condition(left: Passage, right: Passage, base: TermBase) -> Seen:
    """A condition on one side only."""
    ours = any(p.point.modality == "if" for p in left.profiles)
    theirs = any(p.point.modality == "if" for p in right.profiles)
    return (
        (1.0, "condition" if ours else "", "condition" if theirs else "")
        if ours != theirs
        else NOTHING
    )


def other_speaker(left: Passage, right: Passage, base: TermBase) -> Seen:
    """Who raised or said it: one side's own act against the other's, or a common one.

    Thanks for what the other side affirms is no such difference: both acts are as they should be.
    """
    if _friendly_answer(left, right, base):
        return NOTHING
    mirrored = {{"own": "other", "other": "own"}.get(s, s) for s in right.speakers()}
    if not left.speakers() or not mirrored or left.speakers() & mirrored:
        return NOTHING
    return 1.0, ", ".join(sorted(left.speakers())), ", ".join(sorted(right.speakers()))


def _friendly_answer(left: Passage, right: Passage, base: TermBase) -> bool:
    """Whether both acts are friendly and one answers the other (affirmed, thanked)."""
    tones = {base.concept(a).more.get("tone") for a in (*left.acts(), *right.acts())}
    return tones == {"friendly"} and bool(same_act(left, right, base)[0])


def named_actor(left: Passage, right: Passage, base: TermBase) -> Seen:
    """A third country, organisation or place that the other side does not name."""
    ours, theirs = (
        {a: w for a, w in p.actors().items() if not _is_general(a, base)} for p in (left, right)
    )
    mine = {a for a, w in ours.items() if w >= RARE and a not in theirs}
    others = {a for a, w in theirs.items() if w >= RARE and a not in ours}
    if not mine and not others:
        return NOTHING
    return min(1.0, 0.5 * len(mine | others)), _labels(mine, base), _labels(others, base)


def _is_general(actor: str, base: TermBase) -> bool:
    """Whether it is no one in particular: an embassy, a parliament."""
    return base.concept(actor).general


def residue(left: Passage, right: Passage, base: TermBase) -> Seen:
    """A rare specific of one side that the other, speaking of the matter, leaves out."""
    mine, others = _missing(left, right), _missing(right, left)
    if not mine and not others:
        return NOTHING
    weight = sum(left.concepts()[c] for c in mine) + sum(right.concepts()[c] for c in others)
    return min(1.0, weight / 3), _labels(mine, base), _labels(others, base)


def general_only(left: Passage, right: Passage, base: TermBase) -> Seen:
    """Spelled out on one side, spoken of in general on the other."""
    ours, theirs = len(_specific(left)), len(_specific(right))
    if min(ours, theirs) > 1 or abs(ours - theirs) < 2:
        return NOTHING
    return 1.0, _labels(_specific(left), base), _labels(_specific(right), base)


def much_longer(left: Passage, right: Passage, base: TermBase) -> Seen:
    """More than twice the words on one side."""
    ours, theirs = left.words(), right.words()
    ratio = max(ours, theirs) / max(1, min(ours, theirs))
    return (min(1.0, (ratio - 2) / 4), "", "") if ratio > 2 else NOTHING


def same_act(left: Passage, right: Passage, base: TermBase) -> Seen:
    """The acts are the same or answer one another: a reason against a difference."""
    fits = any(a in p.answers for a in left.acts() for p in right.profiles)
    return (1.0, "", "") if fits else NOTHING


def same_figure(left: Passage, right: Passage, base: TermBase) -> Seen:
    """Both give the same figure: a reason against a difference."""
    both = _keys(left) & _keys(right)
    return (1.0, "", "") if both else NOTHING


GROUNDS: tuple[Callable[[Passage, Passage, TermBase], Seen], ...] = (
    stronger_commitment,
    other_tone,
    contested_name,
    contentious_name,
    other_figure,
    figure_on_one_side,
    condition,
    other_speaker,
    named_actor,
    residue,
    general_only,
)
# weighed with the grounds but never shown as one: they speak of the row, not of a difference
CIRCUMSTANCES: tuple[Callable[[Passage, Passage, TermBase], Seen], ...] = (
    much_longer,
    same_act,
    same_figure,
)


def weigh_grounds(
    left: Passage, right: Passage, base: TermBase
) -> tuple[list[tuple[str, float]], list[Ground]]:
    """The value of every ground and circumstance, and the grounds that hold, with their words."""
    values: list[tuple[str, float]] = []
    held: list[Ground] = []
    for rule in GROUNDS:
        value, ours, theirs = rule(left, right, base)
        values.append((rule.__name__, value))
        if value:
            held.append(Ground(rule.__name__, ours, theirs))
    values += [(rule.__name__, rule(left, right, base)[0]) for rule in CIRCUMSTANCES]
    return values, held


def _acts(passage: Passage, base: TermBase) -> str:
    return _labels(passage.acts(), base)


def _hostile(passage: Passage, base: TermBase) -> str:
    found = [a for a in passage.acts() if base.concept(a).more.get("tone") == "hostile"]
    return _labels(found, base)


def _labels(ids: Sequence[str] | set[str], base: TermBase) -> str:
    ordered = sorted(ids) if isinstance(ids, set) else list(dict.fromkeys(ids))
    return ", ".join(base.label(i) for i in ordered)


def _keys(passage: Passage) -> set[str]:
    return {f.key for f in passage.figures()}


def _figure_words(passage: Passage) -> str:
    return ", ".join(f.words for f in passage.figures())


def _missing(one: Passage, other: Passage) -> set[str]:
    near = other.near()
    return {c for c, w in one.concepts().items() if w >= RARE and near.get(c, 0.0) < 0.3}


def _specific(passage: Passage) -> set[str]:
    return {c for c, w in passage.concepts().items() if w >= RARE / 2}
