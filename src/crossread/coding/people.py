"""People named in a text: by office, by a country's side, by capital letters."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from crossread.coding.small_words import SmallWords
from crossread.lexicon import LIGHT, Match, standing_in
from crossread.model import Span

CAPITALISED = r"[A-ZА-ЯЁІЇЄҐ][\w’'\-]*[^\W\d_]"
SHORTENED = r"[A-Z][b-df-hj-np-tv-xz]{1,2}\."  # Mr. and Dr.; "Orlan." is a sentence's end
NAME = re.compile(
    rf"(?:{SHORTENED}|{CAPITALISED}|[A-ZА-ЯЁ]\.)(?:\s+(?:(?:bin|al|von|de|van)\s+)?(?:{CAPITALISED}|[A-ZА-ЯЁ]\.))*"
)
HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
SMALL_FOLLOWS = re.compile(r"[ ,][a-zа-яё]")
SMALL_WORD = re.compile(r"\b[a-zа-яё]\w+")
SUFFIX = re.compile(r"(?:'s|’s)$")
OWNS = re.compile(r"['’]s\b")  # Hale’s | Call
OWNING = 48  # and between an office or name and its country: " of the Republic of "
BESIDE = 3  # and between a country and the office or name that follows it, with no mark
MARKS = re.compile(r"[.,;:!?()\n，。；：、（）]")
MET = 40  # characters between "met" or "call" and the one who was met
HEAD_CHARACTERS = 700  # of a text, in which a name without an office may be a principal's
LEAST_LETTERS = 3
REACH = 200  # characters from an office within which its name stands
NO_WORDS = SmallWords()
RUSSIAN_CASES = re.compile(r"(?:ого|ому|ыми|им|ым|ем|ом|ой|ою|ами|ами|ей|ю|а|у|я|е|и|ы)$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the text names them the first time."""

    key: str  # the family name in Latin letters, folded: the same in every script, nearly
    name: str  # as written
    span: Span
    office: str | None  # id of the term base
    country: str | None  # ISO alpha-3, if said beside the name
    met: bool = False  # named as the one whom somebody met or spoke with
    stateless: bool = False  # by an office that need serve no state


def name_key(name: str) -> str:
    """The family name in small Latin letters, without case endings of Russian.

    >>> name_key("Volodymyr Zelenskyy"), name_key("Путиным")
    ('zelenskyy', 'putin')
    """
    last = SUFFIX.sub("", name.split()[-1])
    if re.search("[\u0400-\u04ff]", last):
        last = RUSSIAN_CASES.sub("", last) if len(last) > 4 else last
    return re.sub(r"[^a-z]", "", anyascii(last).lower())


def find_people(
    text: str, matches: Sequence[Match], language: str, small: SmallWords = NO_WORDS
) -> list[Person]:
    """People whom the text names beside an office, in order of first mention.

    A name without any office beside it is not taken for a person: too many other things are
    written in capitals. Later bare mentions are found by `mentions`.
    """
    offices = [m for m in matches if m.concept.field == "offices"]
    countries = [m for m in matches if m.concept.field == "countries"]
    free = () if language.startswith("zh") else ("contested", "acts", *LIGHT)
    blocked = [m.span for m in matches if m.concept.field not in free]
    starts = [span.start for span in blocked]
    people: dict[str, Person] = {}
    for office in offices:
        finder = _han_names if language.startswith("zh") else _names
        first = bisect_left(starts, office.span.start - REACH)
        near = blocked[first : bisect_left(starts, office.span.stop + REACH)]
        for span in finder(text, office.span, near, small):
            name = small.without_suffix(OWNS.split(text[span.start : span.stop])[0])
            key = name_key(name)
            known = people.get(key)
            if len(key) < LEAST_LETTERS or (known and known.country):
                continue
            whole = Span(min(span.start, office.span.start), max(span.stop, office.span.stop))
            country = country_beside(text, whole, countries, small)
            if known is None:
                met = _is_met(text, whole, matches, small)
                stateless = bool(office.concept.more.get("stateless"))
                people[key] = Person(key, name, span, office.concept.id, country, met, stateless)
            elif country:  # a later introduction says whose it is
                people[key] = replace(known, country=country)
    for span in _bare_names(text, matches):
        key = name_key(text[span.start : span.stop])
        if len(key) >= LEAST_LETTERS and not any(k in key or key in k for k in people):
            people[key] = Person(key, text[span.start : span.stop], span, None, None)
    return sorted(people.values(), key=lambda p: p.span)


def _is_met(text: str, person: Span, matches: Sequence[Match], small: SmallWords) -> bool:
    """Whether somebody meets the person: "spoke by phone with", "hosted Minister Orlan"."""
    start = small.phrase_start(text, person.start)
    before = text[max(0, start - MET) : start].split()
    if before and before[-1] in small.met:
        return True
    if small.governor(text, person.start) not in small.met_with:
        return False
    near = standing_in(matches, Span(max(0, person.start - MET), person.start))
    return any(m.concept.id == "speak" or m.concept.id.startswith("channel-") for m in near)


def _bare_names(text: str, matches: Sequence[Match]) -> list[Span]:
    """Владимир Путин: two or three capitalised words near the head that name one person.

    The last of them must come back later, and none may be written small anywhere in the text:
    so a heading in capitals or an institution's name is not taken for a person.
    """
    found = [
        Span(*match.span())
        for match in NAME.finditer(text, 0, HEAD_CHARACTERS)
        if SMALL_FOLLOWS.match(text, match.end()) and _comes_back(text, match.group().split())
    ]
    head = [m for m in matches if m.span.start < HEAD_CHARACTERS and m.concept.field not in LIGHT]
    free = [span for span in found if not any(m.span.touches(span) for m in head)]
    if not free:
        return []
    small = set(SMALL_WORD.findall(text))
    return [s for s in free if not any(w.lower() in small for w in text[s.start : s.stop].split())]


def _comes_back(text: str, words: Sequence[str]) -> bool:
    """Whether the last of two or three words stands, in whatever case ending, twice or more."""
    if not 2 <= len(words) <= 3:
        return False
    return len(re.findall(rf"{re.escape(words[-1][:5])}\w*", text)) > 1


def with_title(text: str, people: Sequence[Person], title: Sequence[Person]) -> list[Person]:
    """The people of a text, with what its title says of them.

    One whom the title alone introduces ("Call with President Orlan of Norland") is a person of
    the text where the name stands in it.
    """
    said = {p.key: p for p in title}
    found = []
    for person in people:
        known = next((said[key] for key in _word_keys(person) if key in said), None)
        found.append(_told_by(known, person) if known else person)
    keys = {p.key for p in people}
    for person in title:
        places = mentions(text, person) if person.key not in keys and person.office else []
        if places:
            found.append(replace(person, span=places[0]))
    return sorted(found, key=lambda p: p.span)


def _word_keys(person: Person) -> list[str]:
    """Keys of each word of a name, the last first: the family name need not stand last."""
    return [person.key, *(name_key(word) for word in person.name.split()[:-1])]


def _told_by(title: Person, person: Person) -> Person:
    return replace(
        person,
        office=person.office or title.office,
        country=person.country or title.country,
        met=person.met or title.met,
    )


def _names(text: str, office: Span, blocked: Sequence[Span], small: SmallWords) -> Iterator[Span]:
    """President Joseph R. Biden | Volodymyr Zelenskyy, President of Ukraine"""
    after = NAME.match(text, _skip(text, office.stop, blocked, small))
    if after:
        yield from _free(Span(*after.span()), blocked)
    for match in NAME.finditer(text, max(0, office.start - 60), office.start):
        first, *more = match.group().split()
        opening = not more and text[: match.start()].rstrip()[-1:] in (
            "",
            ".",
        )  # Today, | President
        if first.lower() in small.aside:  # In June, | President
            continue
        if text[match.end() : office.start].strip() == "," and not opening:
            yield from _free(Span(*match.span()), blocked)


def _skip(text: str, place: int, blocked: Sequence[Span], small: SmallWords) -> int:
    """Past "of the United States" and the like, to where a name may begin."""
    place = _past_marks(text, place)
    for span in blocked:
        if span.start > place + OWNING:
            break
        if span.start < place:
            if place < span.stop:  # President of the United States | of America
                place = _past_marks(text, span.stop)
            continue
        before = text[place : span.start]
        if not before or small.owned_by(before, small.joint | small.both_held):
            stop = _past_marks(text, span.stop)
            return stop if re.match(CAPITALISED, text[stop : stop + 20]) else place
    return place


def _past_marks(text: str, place: int) -> int:
    while place < len(text) and text[place] in " ,":
        place += 1
    return place


def _free(span: Span, blocked: Sequence[Span]) -> Iterator[Span]:
    if not any(b.touches(span) for b in blocked):
        yield span


def _han_names(
    text: str, office: Span, blocked: Sequence[Span], small: SmallWords
) -> Iterator[Span]:
    """美国总统拜登 (behind) and 布林肯国务卿 (before); a Chinese name has two to six characters."""
    after = _han_run(text, office.stop, 1, blocked)
    if after:
        yield after
        return
    before = _han_run(text, office.start, -1, blocked)
    if before:
        yield before


def _han_run(text: str, place: int, step: int, blocked: Sequence[Span]) -> Span | None:
    stop = place
    while 0 <= (stop if step > 0 else stop - 1) < len(text) and abs(stop - place) < 6:
        index = stop if step > 0 else stop - 1
        if not HAN_NAME.match(text[index] * 2) or any(b.start <= index < b.stop for b in blocked):
            break
        stop += step
    length = abs(stop - place)
    if not 2 <= length <= 5:
        return None
    return Span(min(place, stop), max(place, stop))


def country_beside(
    text: str, span: Span, countries: Sequence[Match], small: SmallWords
) -> str | None:
    """The country said beside an office or name: "of Ukraine" behind, "Ukrainian" or 美国 before.

    A place is none: in "talks in Kyiv, Minister Orlan" and "Minister Orlan in Kyiv" nobody is
    said to be Ukraine's.
    """
    first = bisect_left(countries, span.start - OWNING, key=_start_of)
    ahead = None  # the nearest before: in 在利马同美国总统 it is 美国
    for match in countries[first:]:
        if match.span.start > span.stop + OWNING:
            break
        if span.holds(match.span):
            return match.concept.id
        if ahead and match.span.start >= span.start:
            break
        if match.span.start >= span.stop:  # the nearest behind; between lies no other
            owned = small.owned_by(text[span.stop : match.span.start])
            return match.concept.id if owned else None
        between = text[match.span.stop : span.start]
        near = len(between) <= BESIDE and not MARKS.search(between)
        if near and not _is_place(text, match, small):
            ahead = match.concept.id
    return ahead


def _start_of(match: Match) -> int:
    return match.span.start


def _is_place(text: str, match: Match, small: SmallWords) -> bool:
    """Whether a country's match is its capital as a place: "in Kyiv"."""
    capitals = match.concept.more.get("capitals", {})
    named = any(match.term in terms for terms in capitals.values())
    return named and bool(small.governor(text, match.span.start))


def mentions(text: str, person: Person) -> list[Span]:
    """Every place where the person's family name stands."""
    last = SUFFIX.sub("", person.name.split()[-1])
    if re.search("[\u0400-\u04ff]", last):
        last = RUSSIAN_CASES.sub("", last) if len(last) > 4 else last
        pattern = re.escape(last) + r"[а-яё]{0,3}\b"
    else:
        pattern = re.escape(last) + (r"\b" if last.isascii() else "")
    return [Span(*m.span()) for m in re.finditer(pattern, text)]
