"""Whose act a clause reports, how strong it is, and whether it is denied or conditional."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from crossread.coding.small_words import SmallWords
from crossread.coding.subjects import (
    Subject,
    acting_in,
    find_stranger,
    opens_with_stranger,
    subjects_in,
)
from crossread.lexicon import Concept, Match
from crossread.model import Modality, Polarity, Seen, Span, Speaker
from crossread.segment import Clause

# what stands in a clause decides its modality, the first that is found
MODALITIES: tuple[tuple[str, Modality], ...] = (
    ("condition", "if"),
    ("must", "must"),
    ("hope", "hope"),
    ("ready", "ready"),
    ("will", "will"),
)
IN_SPEECH = "country_in_speech"  # a country that a person's speech speaks of: it may not speak
CARRIED = "carried_over"
UNREAD = "subject_not_read"  # a sentence with an act has a subject; the reader does not see it
PASSIVE = "done_to"  # the act is done to what is named before it: nobody is said to do it
QUOTE_END = re.compile(r"[,.!?…][\"”»]|[\"”»],")  # "We are ready," | said the President
QUOTE = re.compile(r"[\"“”«»]")


@dataclass(frozen=True, slots=True)
class Voice:
    """The act and speaker in force at one place of a text."""

    act: Concept | None
    speaker: Speaker
    seen: tuple[Seen, ...] = ()
    meant: Speaker = "unsaid"  # by "he" or "she" in what follows


@dataclass(frozen=True, slots=True)
class Telling:
    """What the rules of this module look at in the whole text."""

    words: str
    subjects: tuple[Subject, ...]  # those who may act, in order
    small: SmallWords
    speeches: bool  # given at length (Chinese): a country named in one may be spoken of


def by_both_sides(act: Span, before: Sequence[Subject]) -> Subject | None:
    """The leaders agreed; Путин и Трамп обсудили"""
    near = [s for s in before if s.rule in ("both_sides", "person", "office")]
    sides = {s.speaker for s in near} & {"own", "other", "both"}
    if "both" in sides or sides >= {"own", "other"}:
        return replace(near[0], speaker="both")
    return None


def by_person(act: Span, before: Sequence[Subject]) -> Subject | None:
    """President Zelenskyy thanked; the Vice President thanked"""
    people = [s for s in before if s.rule == "person" or (s.rule == "office" and _is_placed(s))]
    return people[0] if people else None


def by_stranger(act: Span, before: Sequence[Subject]) -> Subject | None:
    """Bek Orlan, whom the text does not introduce, thanked: nobody knows for which side"""
    stranger = next((s for s in before if s.rule == "stranger"), None)
    beside = stranger and any(s.rule == "country" and stranger.span.holds(s.span) for s in before)
    return None if beside else stranger


def by_country(act: Span, before: Sequence[Subject]) -> Subject | None:
    """The United States reiterated; 中方指出"""
    countries = [s for s in before if s.rule == "country"]
    return countries[0] if countries else None


def by_organisation(act: Span, before: Sequence[Subject]) -> Subject | None:
    """The State Department noted: for its state; NATO noted: for no state"""
    return next((s for s in before if s.rule == "organisation"), None)


def by_office(act: Span, before: Sequence[Subject]) -> Subject | None:
    """The experts noted: an office that nobody in the text is said to hold"""
    pronouns = [s.span for s in before if s.rule == "pronoun"]
    offices = [s for s in before if s.rule == "office"]
    return next((s for s in offices if not any(p.touches(s.span) for p in pronouns)), None)


def _is_placed(subject: Subject) -> bool:
    return subject.speaker != "unsaid"


SPEAKER_RULES: tuple[Callable[[Span, Sequence[Subject]], Subject | None], ...] = (
    by_both_sides,
    by_person,
    by_stranger,
    by_country,
    by_organisation,
    by_office,
)


def find_voice(telling: Telling, clause: Clause, before: Voice) -> Voice:
    """The voice of a clause: its own act and subject, or those carried over."""
    acts = [m for m in clause.matches if m.concept.field == "acts"]
    if not acts:
        return _without_act(telling, clause, before)
    act = acts[0]
    seen: tuple[Seen, ...] = (Seen("lexicon:acts", act.concept.id, act.span),)
    ahead = _in_tag(telling, clause, acts)
    if not ahead:
        if _is_passive(telling, clause, act):
            return _passive(telling, clause, act, before)
        ahead = _before_act(telling, clause, act)
    in_speech = telling.speeches and any(s.rule == "speaker:by_person" for s in before.seen)
    for rule in SPEAKER_RULES:
        subject = rule(act.span, ahead)
        if subject is not None:
            told = f"speaker:{rule.__name__}"
            if in_speech and rule is by_country:
                told = IN_SPEECH
            seen += (Seen(told, subject.speaker, subject.span),)
            meant = before.meant if subject.speaker == "both" else subject.speaker
            return Voice(act.concept, subject.speaker, seen, meant)
    inside = subjects_in(telling.subjects, act.span)  # according to him
    if any(s.rule == "pronoun" for s in (*ahead, *inside)):  # he, she: the one who spoke before
        seen += (Seen("speaker:pronoun", before.meant, clause.span),)
        return Voice(act.concept, before.meant, seen, before.meant)
    seen += (Seen(CARRIED, before.speaker, clause.span),)
    if _hides_subject(telling, clause, act):
        seen += (Seen(UNREAD, "unsaid", clause.span),)
        return Voice(act.concept, "unsaid", seen, before.meant)
    return Voice(act.concept, before.speaker, seen, before.meant)


def _hides_subject(telling: Telling, clause: Clause, act: Match) -> bool:
    """Whether the clause must have a subject of its own, and the reader does not know it.

    A sentence with an act has one, but for the next sentence of a speech ("We hope"), and for
    words before the subject: Expressing condolences, | the Secretary commended.
    """
    if clause.opened_by != "sentence" or telling.speeches:
        return False
    if any(m.concept.id == "first-person" for m in clause.matches):
        return False
    first = telling.words[clause.span.start : act.span.stop].split()[0]
    return not telling.small.is_active(first)


def _without_act(telling: Telling, clause: Clause, before: Voice) -> Voice:
    told = Seen(CARRIED, _id(before.act), clause.span)
    speaker = before.speaker
    if clause.opened_by == "sentence" and opens_with_stranger(
        telling.words, clause.span, clause.matches, telling.subjects, telling.small
    ):
        speaker = "unsaid"
    return Voice(before.act, speaker, (told,), before.meant)


def _before_act(telling: Telling, clause: Clause, act: Match) -> list[Subject]:
    """Those who may act between the start of the clause, or a quotation's end, and the act."""
    start, stop = clause.span.start, act.span.start
    ends = QUOTE_END.finditer(telling.words, start, stop) if telling.small else ()
    return _acting(telling, clause, max([start, *(m.end() for m in ends)]), stop)


def _acting(telling: Telling, clause: Clause, start: int, stop: int) -> list[Subject]:
    """Those who may act in a stretch of a clause; a stranger among them if nobody else is."""
    if start == stop:
        return []
    span = Span(start, stop)
    found = acting_in(telling.words, telling.subjects, span, telling.small)
    if any(s.rule not in ("pronoun", "country") and _is_placed(s) for s in found):
        return found
    stranger = find_stranger(telling.words, span, clause.matches, telling.small)
    return [*found, stranger] if stranger else found


def _in_tag(telling: Telling, clause: Clause, acts: Sequence[Match]) -> list[Subject]:
    """Who is said to speak behind a quotation in which the clause begins: "...", said Orlan."""
    first = QUOTE.search(telling.words, clause.span.start, clause.span.stop)
    if not telling.small or first is None or not _begins_inside(telling.words, clause, first):
        return []
    ends = [m.end() for m in QUOTE_END.finditer(telling.words, *_bounds(clause))]
    for act in acts:
        end = next((e for e in reversed(ends) if e <= act.span.start), None)
        if end is not None:
            found = _acting(telling, clause, end, act.span.start)
            return found or _behind(telling, clause, act)
    return []


def _begins_inside(text: str, clause: Clause, first: re.Match[str]) -> bool:
    """Whether the first quotation mark opens the clause, or closes what was opened before it."""
    return first.start() == clause.span.start or text[first.start() - 1] in ",.!?…"


def _bounds(clause: Clause) -> tuple[int, int]:
    return clause.span.start, clause.span.stop


def _behind(telling: Telling, clause: Clause, act: Match) -> list[Subject]:
    """The one named right behind an act: said | the President."""
    if act.span.stop == clause.span.stop:
        return []
    rest = Span(act.span.stop, clause.span.stop)
    for subject in acting_in(telling.words, telling.subjects, rest, telling.small):
        start = telling.small.phrase_start(telling.words, subject.span.start, rest.start)
        if not telling.words[rest.start : start].strip():
            return [subject]
    return []


def _is_passive(telling: Telling, clause: Clause, act: Match) -> bool:
    """Whether the act is done to the one named before it: The Adviser was informed."""
    words = telling.words[act.span.start : act.span.stop]
    return telling.small.done_to(telling.words, act.span.start, words, clause.span.start)


def _passive(telling: Telling, clause: Clause, act: Match, before: Voice) -> Voice:
    """The one by whom it is done speaks, if the clause names one; else nobody knows who does."""
    seen = (Seen("lexicon:acts", act.concept.id, act.span),)
    to_hearer = act.concept.more.get("done_to") == "hearer"
    agent = _agent(telling, clause, act, to_hearer)
    if agent is None:
        meant = "unsaid" if to_hearer else before.meant
        return Voice(act.concept, "unsaid", (*seen, Seen(PASSIVE, "unsaid", act.span)), meant)
    told = Seen("speaker:by_agent", agent.speaker, agent.span)
    meant = before.meant if agent.speaker == "both" else agent.speaker
    return Voice(act.concept, agent.speaker, (*seen, told), meant)


def _agent(telling: Telling, clause: Clause, act: Match, to_hearer: bool) -> Subject | None:
    inside = [s for s in subjects_in(telling.subjects, clause.span) if s.rule != "pronoun"]
    for subject in inside:
        if telling.small.is_agent(telling.words, clause.span, act.span, subject.span.start):
            return subject
    if to_hearer or not telling.small.done:
        return None
    return next((s for s in inside if s.rule == "both_sides"), None)  # лидерами отмечено


def carried_on(before: Voice, now: Voice) -> Voice:
    """What the next clause takes over: a voice whose subject is named, else the one before.

    Inside a speech 希望, 反对 and the like are acts of their own clause alone.
    """
    named = any(s.rule.startswith("speaker:") or s.rule == PASSIVE for s in now.seen)
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
