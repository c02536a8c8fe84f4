"""Clauses coded as points: act, speaker, themes, actors, figures, names, vagueness."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from crossread.coding.people import Person
from crossread.coding.small_words import SmallWords
from crossread.coding.speech import (
    Telling,
    Voice,
    carried_on,
    find_voice,
    modality_of,
    polarity_of,
)
from crossread.coding.subjects import Subject
from crossread.lexicon import Concept, Match
from crossread.model import Actor, Figure, Point, PointKind, Seen, Span
from crossread.segment import Clause
from crossread.text.tokens import HAN

T = TypeVar("T")
ACTOR_FIELDS = {"countries": "country", "organisations": "organisation", "places": "place"}
ByField = Mapping[str, Sequence[Match]]
SEEN = frozenset({"themes", "umbrellas", "contested", "atmosphere"}) | ACTOR_FIELDS.keys()
UMBRELLA_NAMES = 1  # specific themes that a general phrase may touch and still name nothing
TALK = frozenset({"speak", "discuss", "exchange-views", "assess", "say"})


@dataclass(frozen=True, slots=True)
class Text:
    """A readout's text with all that was found in it, for coding."""

    words: str
    letter: str  # "L" or "R": the first letter of point ids
    subjects: tuple[Subject, ...]
    small: SmallWords
    figures: tuple[tuple[Span, Figure], ...]
    people: tuple[tuple[Span, Person], ...]  # every mention, in order of the text
    contact: Span | None  # the sentence that reports the contact itself


def code_points(text: Text, clauses: Sequence[Clause]) -> list[Point]:
    """One point a clause, in order; act and speaker carry over until another takes over."""
    points: list[Point] = []
    carried = Voice(None, "unsaid")
    speeches = HAN.search(text.words) is not None
    telling = Telling(text.words, text.subjects, text.small, speeches)
    for number, clause in enumerate(clauses, start=1):
        found = _by_field(clause.matches)
        voice = find_voice(telling, clause, carried)
        carried = carried_on(carried, voice)
        points.append(_point(text, f"{text.letter}{number}", clause, voice, found))
    return points


def _by_field(matches: Iterable[Match]) -> ByField:
    found: dict[str, list[Match]] = {}
    for match in matches:
        found.setdefault(match.concept.field, []).append(match)
    return found


def _point(text: Text, identity: str, clause: Clause, voice: Voice, found: ByField) -> Point:
    cues = found.get("cues", ())
    themes = _concepts(found.get("themes", ()))
    kind = _kind(text, clause, themes, voice, found)
    seen = [*voice.seen, *_seen(clause.matches)]
    if clause.opened_by != "sentence":
        seen.append(
            Seen(f"cut:{clause.opened_by}", "", Span(clause.span.start, clause.span.start + 1))
        )
    return Point(
        id=identity,
        span=clause.span,
        words=text.words[clause.span.start : clause.span.stop],
        kind=kind,
        act=voice.act.id if voice.act else None,
        strength=int(voice.act.more.get("strength", 0)) if voice.act else 0,
        speaker=voice.speaker,
        modality=modality_of(cues),
        polarity=polarity_of(cues),
        themes=tuple(c.id for c in themes),
        actors=tuple(_actors(text, clause)),
        figures=tuple(f for _, f in within(text.figures, clause.span)),
        contested=tuple(c.id for c in _concepts(found.get("contested", ()))),
        atmosphere=tuple(c.id for c in _concepts(found.get("atmosphere", ()))),
        vague=kind == "umbrella",
        seen=tuple(seen),
    )


def _concepts(matches: Iterable[Match]) -> list[Concept]:
    """The concepts that are found, in the order of the text, each once."""
    return list({m.concept.id: m.concept for m in matches}.values())


def _seen(matches: Iterable[Match]) -> list[Seen]:
    return [
        Seen(f"lexicon:{m.concept.field}", m.concept.id, m.span)
        for m in matches
        if m.concept.field in SEEN or m.concept.id == "anaphora"
    ]


def _actors(text: Text, clause: Clause) -> list[Actor]:
    found: dict[str, Actor] = {}
    for match in clause.matches:
        kind = ACTOR_FIELDS.get(match.concept.field)
        if kind and match.concept.id not in found:
            words = text.words[match.span.start : match.span.stop]
            found[match.concept.id] = Actor(match.concept.id, kind, words)  # type: ignore[arg-type]
    for span, person in within(text.people, clause.span):
        if person.key not in found:
            found[person.key] = Actor(person.key, "person", text.words[span.start : span.stop])
    return list(found.values())


def _kind(
    text: Text, clause: Clause, themes: Sequence[Concept], voice: Voice, found: ByField
) -> PointKind:
    if _opens_contact(text, clause):
        return "contact"
    specific = [c for c in themes if not c.general]
    if "umbrellas" in found and _is_umbrella(specific, voice):
        return "umbrella"
    if specific:
        return "matter"
    if any(m.concept.id == "attendance" for m in found.get("cues", ())):
        return "attendance"
    if "umbrellas" in found:
        return "umbrella"
    if "atmosphere" in found:
        return "atmosphere"
    return "matter"


def _opens_contact(text: Text, clause: Clause) -> bool:
    """Whether the clause begins the report of the contact; it may have taken up what follows."""
    begins = text.contact is not None and text.contact.start <= clause.span.start
    inside = begins and text.contact is not None and clause.span.start < text.contact.stop
    return inside and clause.opened_by == "sentence"


def within(placed: Sequence[tuple[Span, T]], span: Span) -> list[tuple[Span, T]]:
    """Those that stand inside `span`, of things in the order of their places."""
    first = bisect_left(placed, span.start, key=lambda p: p[0].start)
    last = bisect_left(placed, span.stop, key=lambda p: p[0].start)
    return [p for p in placed[first:last] if p[0].stop <= span.stop]


def _is_umbrella(specific: Sequence[Concept], voice: Voice) -> bool:
    """They exchanged views on a range of issues: a general phrase, and hardly anything named."""
    talked = voice.act is not None and voice.act.id in TALK
    return talked and len(specific) <= UMBRELLA_NAMES
