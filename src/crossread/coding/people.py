"""People named in a text: by office, by a country's side, by capital letters."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from anyascii import anyascii

from crossread.lexicon import Match
from crossread.model import Span
from crossread.text.reach import Reach

CAPITALISED = r"[A-ZА-ЯЁІЇЄҐ][\w’'\-]*[^\W\d_]"
SHORTENED = r"[A-Z][b-df-hj-np-tv-xz]{1,2}\."  # Mr. and Dr.; "Orlan." is a sentence's end
NAME = re.compile(
    rf"(?:{SHORTENED}|{CAPITALISED}|[A-ZА-ЯЁ]\.)(?:\s+(?:(?:bin|al|von|de|van)\s+)?(?:{CAPITALISED}|[A-ZА-ЯЁ]\.))*"
)
HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
SMALL_FOLLOWS = re.compile(r"[ ,][a-zа-яё]")
SMALL_WORD = re.compile(r"\b[a-zа-яё]\w+")
SUFFIX = re.compile(r"(?:'s|’s)$")
OF_THE = 8  # characters that may stand between a name and its country: " of the "
BESIDE = 3  # and between a country and the name that follows it
HEAD_CHARACTERS = 700  # of a text, in which a name without an office may be a principal's
LEAST_LETTERS = 3
REACH = 200  # characters from an office within which its name stands
RUSSIAN_CASES = re.compile(r"(?:ого|ому|ыми|им|ым|ем|ом|ой|ою|ами|ами|ей|ю|а|у|я|е|и|ы)$")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the text names them the first time."""

    key: str  # the family name in Latin letters, folded: the same in every script, nearly
    name: str  # as written
    span: Span
    office: str | None  # id of the term base
    country: str | None  # ISO alpha-3, if said beside the name


def name_key(name: str) -> str:
    """The family name in small Latin letters, without case endings of Russian.

    >>> name_key("Volodymyr Zelenskyy"), name_key("Путиным")
    ('zelenskyy', 'putin')
    """
    last = SUFFIX.sub("", name.split()[-1])
    if re.search("[\u0400-\u04ff]", last):
        last = RUSSIAN_CASES.sub("", last) if len(last) > 4 else last
    return re.sub(r"[^a-z]", "", anyascii(last).lower())


def find_people(text: str, matches: Sequence[Match], language: str) -> list[Person]:
    """People whom the text names beside an office, in order of first mention.

    A name without any office beside it is not taken for a person: too many other things are
    written in capitals. Later bare mentions are found by `mentions`.
    """
    offices = [m for m in matches if m.concept.field == "offices"]
    countries = [m for m in matches if m.concept.field == "countries"]
    free = () if language.startswith("zh") else ("contested", "cues", "acts")
    blocked = [m.span for m in matches if m.concept.field not in free]
    starts = [span.start for span in blocked]
    people: dict[str, Person] = {}
    for office in offices:
        finder = _han_names if language.startswith("zh") else _names
        first = bisect_left(starts, office.span.start - REACH)
        near = blocked[first : bisect_left(starts, office.span.stop + REACH)]
        for span in finder(text, office.span, near):
            name = SUFFIX.sub("", text[span.start : span.stop])
            key = name_key(name)
            if len(key) >= LEAST_LETTERS and key not in people:
                country = _country(
                    text,
                    Span(min(span.start, office.span.start), max(span.stop, office.span.stop)),
                    countries,
                )
                people[key] = Person(key, name, span, office.concept.id, country)
    for span in _bare_names(text, matches):
        key = name_key(text[span.start : span.stop])
        if len(key) >= LEAST_LETTERS and not any(k in key or key in k for k in people):
            people[key] = Person(key, text[span.start : span.stop], span, None, None)
    return sorted(people.values(), key=lambda p: p.span)


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
    if not found:
        return []
    small = set(SMALL_WORD.findall(text))
    taken = Reach((m.span.start, m.span.stop) for m in matches if m.concept.field != "cues")
    return [
        span
        for span in found
        if not taken.touches(span.start, span.stop)
        and not any(w.lower() in small for w in text[span.start : span.stop].split())
    ]


def _comes_back(text: str, words: Sequence[str]) -> bool:
    """Whether the last of two or three words stands, in whatever case ending, twice or more."""
    if not 2 <= len(words) <= 3:
        return False
    return len(re.findall(rf"{re.escape(words[-1][:5])}\w*", text)) > 1


def with_title(people: Sequence[Person], title: Sequence[Person]) -> list[Person]:
    """The people of a text, with the countries that its title gives them."""
    said = {p.key: p.country for p in title if p.country}
    return [p if p.country else replace(p, country=said.get(p.key)) for p in people]


def _names(text: str, office: Span, blocked: Sequence[Span]) -> Iterator[Span]:
    """President Joseph R. Biden | Volodymyr Zelenskyy, President of Ukraine"""
    after = NAME.match(text, _skip(text, office.stop, blocked))
    if after:
        yield from _free(Span(*after.span()), blocked)
    for match in NAME.finditer(text, max(0, office.start - 60), office.start):
        if text[match.end() : office.start].strip() == ",":
            yield from _free(Span(*match.span()), blocked)


def _skip(text: str, place: int, blocked: Sequence[Span]) -> int:
    """Past "of the United States" and the like, to where a name may begin."""
    place = _past_marks(text, place)
    for span in blocked:
        if span.start < place < span.stop:  # President of the United States | of America
            place = _past_marks(text, span.stop)
        before = text[place : span.start]
        if span.start == place or (0 < len(before) <= OF_THE and before.islower()):
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


def _han_names(text: str, office: Span, blocked: Sequence[Span]) -> Iterator[Span]:
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


def _country(text: str, span: Span, countries: Sequence[Match]) -> str | None:
    """The country said beside a name: "of Ukraine" behind, 美国总统 or "Ukrainian" before."""
    for match in countries:
        behind = match.span.start - span.stop
        if 0 < behind <= OF_THE and text[span.stop : match.span.start].strip(" ,").islower():
            return match.concept.id
        if 0 <= span.start - match.span.stop <= BESIDE or span.holds(match.span):
            return match.concept.id
    return None


def mentions(text: str, person: Person) -> list[Span]:
    """Every place where the person's family name stands."""
    last = SUFFIX.sub("", person.name.split()[-1])
    if re.search("[\u0400-\u04ff]", last):
        last = RUSSIAN_CASES.sub("", last) if len(last) > 4 else last
        pattern = re.escape(last) + r"[а-яё]{0,3}\b"
    else:
        pattern = re.escape(last) + (r"\b" if last.isascii() else "")
    return [Span(*m.span()) for m in re.finditer(pattern, text)]
