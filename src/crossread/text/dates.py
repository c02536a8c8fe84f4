"""Days and months written in English, Russian or Chinese, in one normal form."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from crossread.model import Span

HAN_DATE = re.compile(
    r"(?:(?P<y>\d{4})年)?(?P<m>1[0-2]|0?[1-9])月(?:(?P<d>3[01]|[12]\d|0?[1-9])[日号])?"
)
HAN_YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})年")
# what stands before a year is looked at behind it: what begins with digits is found faster
ISO_DATE = re.compile(r"(?P<y>(?:19|20)\d{2})(?<!\w\d{4})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)\b")
DOTTED_DATE = re.compile(r"\b(?P<d>[0-3]?\d)\.(?P<m>0[1-9]|1[0-2])\.(?P<y>(?:19|20)\d{2})\b")
YEAR = re.compile(r"(?P<y>(?:19|20)\d{2})(?<![\d.,$€£-]\d{4})(?![\d%]|[.,]\d)")


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
        months: month names in small letters to their numbers, in the text's language.
        reference: the day the text was issued: a date with no year is set in the year that
            brings it nearest to that day.
    """
    found: list[DateFound] = []
    patterns = [ISO_DATE, DOTTED_DATE, HAN_DATE, *_patterns(months), HAN_YEAR, YEAR]
    for pattern in patterns:
        for match in pattern.finditer(text):
            span = Span(*match.span())
            if not any(f.span.touches(span) for f in found):
                found += _valid(match, span, months, reference)
    return sorted(found, key=lambda f: f.span)


def _patterns(months: Mapping[str, int]) -> Iterator[re.Pattern[str]]:
    if not months:
        return
    letters = "".join(sorted({re.escape(month[0]) for month in months}))
    # a look at the first letter spares most words the list of names
    name = f"(?=[{letters}])(?:{'|'.join(sorted(map(re.escape, months), key=len, reverse=True))})"
    # of a span of days (March 23-25) the last one counts: what was done was done by then
    day = r"(?:\d{1,2}\s?[-–—]\s?)?(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    year = r"(?P<y>(?:19|20)\d{2})"
    yield re.compile(rf"\b(?P<n>{name})\.?\s+{day}\b(?:,?\s+{year}\b)?", re.IGNORECASE)
    yield re.compile(rf"\b(?=\d){day}\s+(?P<n>{name})\b\.?(?:,?\s+{year}\b)?", re.IGNORECASE)
    yield re.compile(rf"\b(?P<n>{name})\.?,?\s+{year}\b", re.IGNORECASE)


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
