"""The contact that a text reports: who, with whom, how, when, where, at whose wish."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crossread.coding.parties import Parties
from crossread.lexicon import Match, TermBase, standing_in
from crossread.model import Field, Figure, Span

HEADLINE = 2  # points that a headline before the text has less
HEAD = 4  # sentences among which the report of the contact is looked for
CHANNELS = {
    "channel-call": ("call", "by telephone"),
    "channel-video": ("video", "by video link"),
    "channel-visit": ("visit", "on a visit"),
    "channel-meeting": ("meeting", "in person"),
    "channel-message": ("message", "in writing"),
}
ORDER = ("channel-video", "channel-call", "channel-message", "channel-visit", "channel-meeting")
LENGTH_UNITS = ("hours", "minutes")
LENGTH_MAX_MINUTES = 24 * 60
SENTENCE_END = re.compile(r"(?<=\w{3})\.(?=\s|$)|[。\n]")  # not the stop of Mr. or U.S.
NEAR_CUE = 60  # characters between a cue and the side or figure that belongs to it


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of one field of the contact."""

    value: str  # in normal form
    shown: str  # for a reader of English
    field: Field | None  # None: told by the front matter, not by words
    span: Span | None


@dataclass(frozen=True, slots=True)
class Scene:
    """What the rules of this module look at."""

    text: str
    title: str
    matches: tuple[Match, ...]  # of the text
    title_matches: tuple[Match, ...]
    figures: tuple[tuple[Span, Figure], ...]
    title_figures: tuple[tuple[Span, Figure], ...]
    contact: Span | None
    parties: Parties
    issued: date | None
    base: TermBase


def find_contact_sentence(
    sentences: Sequence[Span],
    matches: Sequence[Match],
    parties: Parties,
    people: Sequence[Span],
    headlines: Sequence[Span] = (),
) -> Span | None:
    """The sentence near the head that reports the contact itself, or None.

    The best of the first few by what it names: a way of contact, each of the two sides. One of
    the `headlines` that stand among them only where no other sentence will do.
    """
    best, most = None, 1
    for place, span in enumerate(sentences[:HEAD]):
        inside = standing_in(matches, span)
        score = _contact_score(span, inside, parties, people) - place
        score -= HEADLINE * (span in headlines)
        if score > most:
            best, most = span, score
    return best


def _contact_score(
    span: Span, inside: Sequence[Match], parties: Parties, people: Sequence[Span]
) -> int:
    ids = {m.concept.id for m in inside}
    way = any(i.startswith("channel-") for i in ids) or "speak" in ids
    named = min(2, sum(span.holds(p) for p in people))
    countries = len(ids & {parties.own, parties.other})
    earlier = "previous-contact" in ids
    if not way and named < 2:
        return 0
    return 2 * way + max(named, countries) - 2 * earlier


def tell_kind(scene: Scene) -> Told | None:
    """call, video, meeting, visit or message, by the words of the contact sentence or title."""
    for field, matches in _places(scene):
        ids = {m.concept.id: m for m in reversed(matches)}
        for cue in ORDER:
            if cue in ids:
                value, shown = CHANNELS[cue]
                return Told(value, shown, field, ids[cue].span)
    return None


def tell_date(scene: Scene) -> Told | None:
    """The day of the contact: a date in its sentence, today or yesterday, else day of issue."""
    for field, figures in (("text", scene.figures), ("title", scene.title_figures)):
        for span, figure in figures:
            near = field == "title" or (scene.contact is not None and scene.contact.holds(span))
            if (
                near
                and figure.kind == "date"
                and figure.value.count("-") == 2
                and figure.value[0] != "-"
            ):
                return Told(figure.value, _shown_day(figure.value), field, span)  # type: ignore[arg-type]
    relative = next((m for m in _contact_matches(scene) if "back" in m.concept.more), None)
    if scene.issued is None:
        return None
    day = scene.issued - timedelta(days=_days_back(relative))
    place = relative.span if relative else None
    return Told(day.isoformat(), _shown_day(day.isoformat()), "text" if place else None, place)


def _days_back(relative: Match | None) -> int:
    return int(relative.concept.more.get("back", 0)) if relative else 0


def _shown_day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B %Y}"


def tell_parties(scene: Scene) -> Told | None:
    """The two countries, in alphabetical order of their codes."""
    codes = sorted(c for c in (scene.parties.own, scene.parties.other) if c)
    if not codes:
        return None
    shown = " and ".join(scene.base.label(c) for c in codes)
    span = next((m.span for m in _contact_matches(scene) if m.concept.id in codes), None)
    return Told(", ".join(codes), shown, "text" if span else None, span)


def tell_people(scene: Scene) -> Told | None:
    """Who met, each with the office that the text gives."""
    said = [p for p in scene.parties.people if scene.contact and scene.contact.holds(p.span)]
    if not said:
        return None
    shown = "; ".join(
        f"{p.name} ({scene.base.label(p.office)})" if p.office else p.name for p in said
    )
    span = Span(min(p.span.start for p in said), max(p.span.stop for p in said))
    return Told(", ".join(sorted(p.key for p in said)), shown, "text", span)


def tell_length(scene: Scene) -> Told | None:
    """How long it lasted, in minutes, if hours or minutes stand beside a word for lasting."""
    cues = [m.span for m in scene.matches if m.concept.id == "length"]
    for span, figure in scene.figures:
        if figure.unit not in LENGTH_UNITS:
            continue
        minutes = float(figure.value) * (60 if figure.unit == "hours" else 1)
        near = any(abs(c.start - span.start) <= NEAR_CUE and not span.holds(c) for c in cues)
        if near and minutes <= LENGTH_MAX_MINUTES:
            return Told(f"{minutes:g} minutes", figure.words, "text", span)
    return None


def tell_initiative(scene: Scene) -> Told | None:
    """At whose wish: the side named in, behind or by the words for it."""
    for match in scene.matches:
        if match.concept.id not in ("initiative", "initiative-by-other"):
            continue
        other = match.concept.more.get("side") == "other"
        side = scene.parties.other if other else _side_near(scene, match.span)
        if side:
            return Told(side, f"at the wish of {scene.base.label(side)}", "text", match.span)
        return Told("said", "at a wish that the text reports", "text", match.span)
    return None


def _side_near(scene: Scene, span: Span) -> str | None:
    """The country inside the words, else the first one behind them in the sentence."""
    stop = min(
        (p for p in map(scene.text.find, ".。\n", [span.stop] * 3) if p >= 0), default=span.stop
    )
    reach = Span(span.start, max(span.stop, min(stop, span.stop + NEAR_CUE)))
    inside = standing_in(scene.matches, reach)
    named = [m for m in inside if m.concept.field == "countries"]
    return named[0].concept.id if named else None


def tell_place(scene: Scene) -> Told | None:
    """The town or country where they met, when they met in person."""
    for match in _contact_matches(scene):
        if match.concept.field == "places":
            return Told(match.concept.id, match.concept.label, "text", match.span)
    return None


def tell_present(scene: Scene) -> Told | None:
    """Who else took part: the words of the sentence that says so."""
    cue = next((m for m in scene.matches if m.concept.id == "attendance"), None)
    if cue is None:
        return None
    start = max(scene.text.rfind(mark, 0, cue.span.start) for mark in ".。\n") + 1
    end = SENTENCE_END.search(scene.text, cue.span.stop)
    words = scene.text[start : end.start() if end else len(scene.text)].strip()
    if not words:
        return None
    start = scene.text.index(words, start)
    return Told(words, words, "text", Span(start, start + len(words)))


RULES: tuple[tuple[str, Callable[[Scene], Told | None]], ...] = (
    ("kind", tell_kind),
    ("date", tell_date),
    ("parties", tell_parties),
    ("people", tell_people),
    ("place", tell_place),
    ("length", tell_length),
    ("initiative", tell_initiative),
    ("present", tell_present),
)


def read_contact(scene: Scene) -> dict[str, Told]:
    """Every field of the contact that the text tells, by name."""
    told = {name: rule(scene) for name, rule in RULES}
    return {name: value for name, value in told.items() if value is not None}


def _contact_matches(scene: Scene) -> list[Match]:
    if scene.contact is None:
        return []
    return list(standing_in(scene.matches, scene.contact))


def _places(scene: Scene) -> list[tuple[Field, Sequence[Match]]]:
    return [("text", _contact_matches(scene)), ("title", scene.title_matches)]
