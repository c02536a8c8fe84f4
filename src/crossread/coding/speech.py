"""Whose act a clause reports, how strong it is, and whether it is denied or conditional."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crossread.coding.parties import Parties
from crossread.coding.people import Person
from crossread.lexicon import Concept, Match
from crossread.model import Modality, Polarity, Seen, Span, Speaker

# what stands in a clause decides its modality, the first that is found
MODALITIES: tuple[tuple[str, Modality], ...] = (
    ("condition", "if"),
    ("must", "must"),
    ("hope", "hope"),
    ("ready", "ready"),
    ("will", "will"),
)
SPEAKING = frozenset({"both-sides", "pronoun-single"})  # cues that stand for those who act
TITLES = frozenset({"offices", "countries"})
IN_SPEECH = "country_in_speech"  # a country that a person's speech speaks of: it may not speak
CARRIED = "carried_over"


@dataclass(frozen=True, slots=True)
class Voice:
    """The act and speaker in force at one place of a text."""

    act: Concept | None
    speaker: Speaker
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A mention of somebody who can speak, and for which side."""

    span: Span
    speaker: Speaker
    rule: str


def find_subjects(
    matches: Sequence[Match], parties: Parties, people: Sequence[tuple[Span, Person]]
) -> list[Subject]:
    """Every mention of someone who may be the one who acts, in order of the text.

    Whom a Chinese text puts behind 同 or 向 is spoken with or to, and does not act.
    """
    found = [Subject(span, side_of(p.country, parties), "person") for span, p in people]
    for match in matches:
        if match.concept.field == "countries" or match.concept.id in SPEAKING:
            found.append(_subject(match, parties))
    addressed = _addressed(matches)
    acting = (s for s in found if not _is_addressed(s.span.start, addressed, matches))
    return sorted(acting, key=lambda s: s.span)


def _addressed(matches: Sequence[Match]) -> frozenset[int]:
    """Where the words that stand in front of the one addressed end."""
    return frozenset(m.span.stop for m in matches if m.concept.id == "han-with")


def _is_addressed(place: int, addressed: frozenset[int], matches: Sequence[Match]) -> bool:
    """Whether such a word stands before `place`, with at most office and country between."""
    if not addressed:
        return False
    between = {m.span.stop: m.span.start for m in matches if m.concept.field in TITLES}
    while place not in addressed:
        if place not in between:
            return False
        place = between[place]
    return True


def _subject(match: Match, parties: Parties) -> Subject:
    if match.concept.id == "both-sides":
        return Subject(match.span, "both", "both_sides")
    if match.concept.id == "pronoun-single":
        return Subject(match.span, "unsaid", "pronoun")
    return Subject(match.span, side_of(match.concept.id, parties), "country")


def side_of(country: str | None, parties: Parties) -> Speaker:
    """`own`, `other` or `third`, as seen from the publisher; `unsaid` without a country."""
    if country is None:
        return "unsaid"
    if country == parties.own:
        return "own"
    return "other" if country == parties.other else "third"


def by_both_sides(act: Span, before: Sequence[Subject]) -> Speaker | None:
    """The leaders agreed; Путин и Трамп обсудили"""
    near = [s for s in before if s.rule in ("both_sides", "person")]
    sides = {s.speaker for s in near} & {"own", "other", "both"}
    return "both" if "both" in sides or sides >= {"own", "other"} else None


def by_person(act: Span, before: Sequence[Subject]) -> Speaker | None:
    """President Zelenskyy thanked"""
    people = [s.speaker for s in before if s.rule == "person"]
    return people[0] if people else None


def by_country(act: Span, before: Sequence[Subject]) -> Speaker | None:
    """The United States reiterated; 中方指出"""
    countries = [s.speaker for s in before if s.rule == "country"]
    return countries[0] if countries else None


SPEAKER_RULES: tuple[Callable[[Span, Sequence[Subject]], Speaker | None], ...] = (
    by_both_sides,
    by_person,
    by_country,
)


def find_voice(
    clause: Span,
    acts: Sequence[Match],
    subjects: Sequence[Subject],
    before: Voice,
    speeches: bool = False,
) -> Voice:
    """The voice of a clause: its own act and subject, or those carried over.

    Args:
        clause: where the clause stands.
        acts: the acts found in it, in order.
        subjects: those who may act, in the whole text.
        before: the voice of the clause before.
        speeches: whether the text gives speeches at length (Chinese ones do): a country named
            in a person's speech may then be spoken of, and its voice is not carried on.
    """
    if not acts:
        return Voice(before.act, before.speaker, (Seen(CARRIED, _id(before.act), clause),))
    act = acts[0]
    first = bisect_left(subjects, clause.start, key=lambda s: s.span.start)
    last = bisect_left(subjects, act.span.start, key=lambda s: s.span.start)
    ahead = [s for s in subjects[first:last] if s.span.stop <= act.span.start]
    seen = [Seen("lexicon:acts", act.concept.id, act.span)]
    in_speech = speeches and any(s.rule == "speaker:by_person" for s in before.seen)
    for rule in SPEAKER_RULES:
        speaker = rule(act.span, ahead)
        if speaker is not None:
            told = f"speaker:{rule.__name__}"
            if in_speech and rule is by_country:
                told = IN_SPEECH
            seen += [Seen(told, speaker, s.span) for s in ahead[:1]]
            return Voice(act.concept, speaker, tuple(seen))
    if any(s.rule == "pronoun" for s in ahead):  # he, she: the one who spoke before
        return Voice(
            act.concept, before.speaker, (*seen, Seen("speaker:pronoun", before.speaker, clause))
        )
    return Voice(act.concept, before.speaker, (*seen, Seen(CARRIED, before.speaker, clause)))


def carried_on(before: Voice, now: Voice) -> Voice:
    """What the next clause takes over: a voice whose subject is named, else the one before.

    Inside a speech 希望, 反对 and the like are acts of their own clause alone.
    """
    named = any(s.rule.startswith("speaker:") for s in now.seen)
    return now if named or before.act is None else before


def _id(act: Concept | None) -> str:
    return act.id if act else "none"


def modality_of(matches: Sequence[Match]) -> Modality:
    """How certain the clause is: a condition counts before a duty, a hope before a will."""
    cues = {m.concept.id for m in matches if m.concept.field == "cues"}
    return next((modality for cue, modality in MODALITIES if cue in cues), "plain")


def polarity_of(matches: Sequence[Match]) -> Polarity:
    """`negative` where the clause denies."""
    negated = any(m.concept.id == "negation" for m in matches)
    return "negative" if negated else "positive"
