"""Days and months written in English, Russian or Chinese, in one normal form."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from crossread.model import Span
from crossread.text.reach import Reach

DIGITS = re.compile(r"\d+")
# these stand where a row of digits begins
ISO_DATE = re.compile(r"\b(?P<y>(?:19|20)\d{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)\b")
DOTTED_DATE = re.compile(r"\b(?P<d>[0-3]?\d)\.(?P<m>0[1-9]|1[0-2])\.(?P<y>(?:19|20)\d{2})\b")
YEAR = re.compile(r"(?<![.,$€£-])(?P<y>(?:19|20)\d{2})(?![\d%]|[.,]\d)")
# and these anywhere in one
HAN_DATE = re.compile(
    r"(?:(?P<y>\d{4})年)?(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])[日号])?"
)
HAN_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})年")
LONGEST_NAME = 30  # characters, of a month
LAST_WORD = re.compile(r"\b\w+(?=\.?,?\Z)")


@dataclass(frozen=True, slots=True)
class DateFound:
    """A day, month or year as written; what is not said is None."""

    span: Span
    year: int | None
    month: int | None
    day: int | None

    def as_value(self) -> str:
        """`2022-11-14`, `2022-11`, `2022`, `--11-14` or `--11`, as ISO 8601 writes them."""
        year = f"{self.year:04d}" if self.year else "-"
        parts = [year] + [f"{p:02d}" for p in (self.month, self.day) if p]
        return "-".join(parts)


def find_dates(
    text: str, months: Mapping[str, int], reference: date | None = None
) -> list[DateFound]:
    """The dates in `text`, in order, none inside another.

    Args:
        text: any text.
        months: month names in small letters, each one word, to their numbers, in the text's
            language.
        reference: the day the text was issued: a date with no year is set in the year that
            brings it nearest to that day.
    """
    digits = [match.start() for match in DIGITS.finditer(text)]
    if not digits:
        return []
    names = [at for place in digits for at in _name_before(text, place, months)]
    name_first, day_first, with_year = _patterns(tuple(months))
    found: list[DateFound] = []
    for matches in (  # the surer first: what touches one that is found counts no more
        _standing(ISO_DATE, text, digits),
        _standing(DOTTED_DATE, text, digits),
        HAN_DATE.finditer(text) if "月" in text else (),
        _standing(name_first, text, names),
        _standing(day_first, text, digits),
        _standing(with_year, text, names),
        HAN_YEAR.finditer(text) if "年" in text else (),
        _standing(YEAR, text, digits),
    ):
        taken = Reach((f.span.start, f.span.stop) for f in found)
        for match in matches:
            if not taken.touches(*match.span()):
                found += _valid(match, Span(*match.span()), months, reference)
    return sorted(found, key=lambda f: f.span.start)


def _standing(
    pattern: re.Pattern[str], text: str, places: Iterable[int]
) -> Iterator[re.Match[str]]:
    """Matches that begin at one of the places, none inside another."""
    stop = 0
    for place in places:
        if place >= stop and (match := pattern.match(text, place)):
            stop = match.end()
            yield match


def _name_before(text: str, place: int, months: Mapping[str, int]) -> Iterator[int]:
    """Where the month begins whose name is the word before `place`, with space between.

    Most digits have none: so the patterns with all the names are tried at few places.
    """
    stop = place
    while stop and text[stop - 1].isspace():
        stop -= 1
    if stop < place:
        word = LAST_WORD.search(text, max(0, stop - LONGEST_NAME), stop)
        if word and word[0].lower() in months:
            yield word.start()


@lru_cache(maxsize=16)
def _patterns(months: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    name = "|".join(sorted(map(re.escape, months), key=len, reverse=True)) or "(?!)"
    # of a span of days (March 23-25) the last one counts: what was done was done by then
    day = r"(?:\d{1,2}\s?[-–—]\s?)?(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?P<y>(?:19|20)\d{2})"
    return (
        re.compile(rf"\b(?P<n>{name})\.?\s+{day}\b(?:,?\s+{year}\b)?", re.IGNORECASE),
        re.compile(rf"\b{day}\s+(?P<n>{name})\b\.?(?:,?\s+{year}\b)?", re.IGNORECASE),
        re.compile(rf"\b(?P<n>{name})\.?,?\s+{year}\b", re.IGNORECASE),
    )


def _valid(
    match: re.Match[str], span: Span, months: Mapping[str, int], reference: date | None
) -> list[DateFound]:
    parts = match.groupdict()
    month = months[parts["n"].lower()] if parts.get("n") else _number(parts.get("m"))
    day, year = _number(parts.get("d")), _number(parts.get("y"))
    if month and day and not _is_day(year or 2000, month, day):
        return []
    if year is None and reference is not None and month:
        year = _nearest_year(month, day or 15, reference)
    return [DateFound(span, year, month, day)]


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _nearest_year(month: int, day: int, reference: date) -> int:
    def distance(year: int) -> int:
        return abs((date(year, month, min(day, 28)) - reference).days)

    return min((reference.year - 1, reference.year, reference.year + 1), key=distance)
