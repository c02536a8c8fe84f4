"""Who may be the one that acts: people, offices, countries, both sides, and names of strangers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from crossread.coding.parties import Parties
from crossread.coding.people import NAME, OWNS, SUFFIX, Person, country_beside
from crossread.coding.small_words import SmallWords
from crossread.lexicon import Match
from crossread.model import Span, Speaker

ISO_LETTERS = 3  # of a country's id; other parents of an organisation are organisations
ROLE_WORDS = 2  # in small letters that may stand between a country and the name of its envoy
JOINED = frozenset({"person", "office", "country"})  # whom another may join: Ладов с Орланом
TITLES = frozenset({"offices", "countries"})
NAMING = frozenset({"countries", "organisations", "places", "offices", "themes", "contested"})
# behind an office: the name that says who it is, or the mark of what is the holder's
NOT_ALONE = re.compile(r"\s+(?:\w+\.\s+)?[A-ZА-ЯЁІЇЄҐ]|['’]s?\b")
TO_ACT = re.compile(r"(?:\s+[^\W\d_A-ZА-ЯЁ]+){0,3}\s+|,[^,.;:\n]{2,80},\s+")  # Orlan also | noted


@dataclass(frozen=True, slots=True)
class Subject:
    """A mention of somebody who can speak, and for which side."""

    span: Span
    speaker: Speaker
    rule: str


def find_subjects(
    text: str,
    matches: Sequence[Match],
    parties: Parties,
    people: Sequence[tuple[Span, Person]],
    small: SmallWords,
) -> list[Subject]:
    """Every mention of someone who may be the one who acts, in order of the text.

    Whom a Chinese text puts behind 同 or 向 is spoken with or to, and does not act.
    """
    found = [Subject(span, side_of(p.country, parties), "person") for span, p in people]
    for match in matches:
        subject = _subject(match, parties)
        if subject is not None:
            found.append(subject)
    if small:
        found += _offices(text, matches, parties, small)
    addressed = frozenset(m.span.stop for m in matches if m.concept.id == "han-with")
    if addressed:
        titles = {m.span.stop: m.span.start for m in matches if m.concept.field in TITLES}
        found = [s for s in found if not _is_addressed(s.span.start, addressed, titles)]
    return sorted(found, key=lambda s: s.span)


def _is_addressed(place: int, addressed: frozenset[int], titles: Mapping[int, int]) -> bool:
    """Whether a word such as 同 stands before `place`, with at most office and country between."""
    while place not in addressed:
        if place not in titles:
            return False
        place = titles[place]
    return True


def _subject(match: Match, parties: Parties) -> Subject | None:
    if match.concept.id == "both-sides":
        return Subject(match.span, "both", "both_sides")
    if match.concept.id == "pronoun-single":
        return Subject(match.span, "unsaid", "pronoun")
    if match.concept.field == "countries":
        return Subject(match.span, side_of(match.concept.id, parties), "country")
    if match.concept.field == "organisations":
        return Subject(match.span, side_of(_state(match), parties), "organisation")
    return None


def _state(organisation: Match) -> str | None:
    """The country whose body it is; None for an international one."""
    parent = organisation.concept.parent or ""
    return parent if len(parent) == ISO_LETTERS and parent.isupper() else None


def _offices(
    text: str, matches: Sequence[Match], parties: Parties, small: SmallWords
) -> Iterator[Subject]:
    """Offices that stand for those who hold them: the Vice President, the President of Norland."""
    offices = [m for m in matches if m.concept.field == "offices"]
    countries = [m for m in matches if m.concept.field == "countries"]
    called = {m.concept.id: m.concept.more.get("called", ()) for m in offices}
    alone: dict[str, int] = {}  # where each office stands first without a name behind it
    for place, match in enumerate(offices):
        if NOT_ALONE.match(text, match.span.stop):
            continue
        first = alone.setdefault(match.concept.id, match.span.start)
        country = country_beside(text, match.span, countries, small)
        if country is None and (master := _master(text, place, offices, small)):
            country = country_beside(text, master, countries, small)
        if country is not None:
            yield Subject(match.span, side_of(country, parties), "office")
        else:
            plural = small.is_plural(text[match.span.start : match.span.stop])
            yield Subject(match.span, _holder(match, first, plural, called, parties), "office")


def _master(text: str, place: int, offices: Sequence[Match], small: SmallWords) -> Span | None:
    """Whom the holder of an office serves: Adviser to | the President of Norland."""
    if place + 1 == len(offices):
        return None
    between = text[offices[place].span.stop : offices[place + 1].span.start].lower().split()
    joined = 0 < len(between) <= 2 and all(w in small.aside | small.article for w in between)
    return offices[place + 1].span if joined else None


def _holder(
    match: Match,
    first: int,
    plural: bool,
    called: Mapping[str, Sequence[str]],
    parties: Parties,
) -> Speaker:
    """The side of the first one named with that office; `unsaid` if the text names nobody.

    Where the office stands alone before anybody is named with it, and the one who is named is
    met ("The Minister spoke with Foreign Minister Orlan of Norland"), it is the publisher's own.
    In the plural it is `both` where each side has one, for else it is not told whose they are.
    """
    office = match.concept.id
    holders = [
        person
        for person in parties.people
        if person.office and (person.office == office or office in called.get(person.office, ()))
    ]
    sides = [side_of(person.country, parties) for person in holders]
    if plural:
        return "both" if {"own", "other"} <= set(sides) else "unsaid"
    if not holders:
        return side_of(match.concept.more.get("country"), parties)
    if all(person.span.start > first and person.met for person in holders):
        return side_of(parties.own, parties)
    return sides[0]


def side_of(country: str | None, parties: Parties) -> Speaker:
    """`own`, `other` or `third`, as seen from the publisher; `unsaid` without a country."""
    if country is None:
        return "unsaid"
    if country == parties.own:
        return "own"
    return "other" if country == parties.other else "third"


def acting_in(
    text: str, subjects: Sequence[Subject], span: Span, small: SmallWords
) -> list[Subject]:
    """Those who stand in `span` and do not stand behind a preposition, in order."""
    inside = subjects_in(subjects, span)
    if not small:
        return [s for s in inside if s.rule != "organisation"]
    acting: list[Subject] = []
    least = span.start  # where the phrase of the person before ends
    for subject in inside:
        others = any(s.rule in JOINED for s in acting)
        if _acts(text, subject, Span(least, span.stop), others, small):
            acting.append(subject)
        if subject.rule == "person":
            least = subject.span.stop
    return acting


def _acts(text: str, subject: Subject, span: Span, others: bool, small: SmallWords) -> bool:
    """Whether nothing keeps one who is named from acting: a preposition, another's name."""
    if subject.rule in ("both_sides", "pronoun"):
        return True
    if subject.rule == "person" and OWNS.match(text, subject.span.stop):
        return False  # Hale's visit
    if subject.rule == "organisation" and not TO_ACT.fullmatch(text, subject.span.stop, span.stop):
        return False
    word = small.governor(text, subject.span.start, span.start)
    joined = word in small.joining and (subject.rule == "country" or others)
    return not word or joined


def subjects_in(subjects: Sequence[Subject], span: Span) -> list[Subject]:
    """Those that stand wholly in `span`, of subjects in the order of the text."""
    first = bisect_left(subjects, span.start, key=_start_of)
    last = bisect_left(subjects, span.stop, lo=first, key=_start_of)
    return [s for s in subjects[first:last] if s.span.stop <= span.stop]


def _start_of(subject: Subject) -> int:
    return subject.span.start


def find_stranger(
    text: str, span: Span, matches: Sequence[Match], small: SmallWords
) -> Subject | None:
    """A name before an act that nobody has introduced: "Bek Orlan | noted", "Officials | noted".

    Args:
        text: the whole text.
        span: from the start of the clause, or of what stands behind a quotation, to the act.
        matches: what the term base found in the clause.
        small: the small words of the language; where there are none, no name is looked for.
    """
    if not small:
        return None
    names = list(NAME.finditer(text, span.start, span.stop))
    if not names:
        return None
    name = Span(*names[-1].span())
    words = text[name.start : name.stop]
    single = " " not in words
    if SUFFIX.search(words) or (single and name.start > span.start):
        return None
    if single and not (text[name.stop : span.stop].isspace() and _is_noun(text, words, small)):
        return None
    if not TO_ACT.fullmatch(text, name.stop, span.stop):
        return None
    known = (m for m in matches if m.concept.field in NAMING or (single and m.span == name))
    if any(m.span.touches(name) for m in known) or small.governor(text, name.start, span.start):
        return None
    start = small.phrase_start(text, name.start, span.start)
    for country in (m.span for m in matches if m.concept.field == "countries"):
        role = text[country.stop : start].split()  # Kazakh | trade envoy | Bela Tarn
        if 0 < len(role) <= ROLE_WORDS and not any(
            w[0].isupper() or w in small.aside for w in role
        ):
            start = country.start
    return Subject(Span(start, name.stop), "unsaid", "stranger")


def opens_with_stranger(
    text: str,
    clause: Span,
    matches: Sequence[Match],
    subjects: Sequence[Subject],
    small: SmallWords,
) -> bool:
    """Whether a clause without an act begins with a name of two words that nobody introduced."""
    found = NAME.match(text, clause.start, clause.stop) if small else None
    if found is None or " " not in found.group() or SUFFIX.search(found.group()):
        return False
    name = Span(*found.span())
    known = [m.span for m in matches if m.concept.field in NAMING]
    known += [s.span for s in subjects_in(subjects, clause)]
    return text[name.stop : name.stop + 2].strip().islower() and not any(
        span.touches(name) for span in known
    )


def _is_noun(text: str, word: str, small: SmallWords) -> bool:
    """Whether a word at the head of a sentence is one: Officials, or a name met before."""
    named = re.search(rf"[A-ZА-ЯЁІЇЄҐ]\w+ {re.escape(word)}\b", text)
    return named is not None or (small.is_plural(word) and word.lower() not in small.no_name)
