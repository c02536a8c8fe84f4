"""Dates in the form in which a publisher writes them."""

import re
from datetime import date, time
from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

from crossread.collect.moment import read_moment
from crossread.collect.publishers.rules import ISO
from crossread.errors import BadInput
from crossread.model import Moment

PARTS = {
    "Y": r"(?P<Y>(?:19|20)\d{2})",
    "m": r"(?P<m>\d{1,2})",
    "d": r"(?P<d>\d{1,2})(?:st|nd|rd|th)?",
    "H": r"(?P<H>\d{1,2})",
    "I": r"(?P<H>\d{1,2})",
    "M": r"(?P<M>\d{2})",
    "p": r"(?P<p>[ap])\.?m\.?",
    "B": "",  # the month's name, in the language of the page
}
FIXED = {"m": r"(?P<m>\d{2})", "d": r"(?P<d>\d{2})"}  # side by side with no sign between
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt ]\s*\d\d?:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[Zz]|[+-]\d\d:?\d\d)?)?"
)


def check_form(form: str) -> str:
    """What is wrong with a date form; empty when nothing is."""
    if form == ISO:
        return ""
    used = re.findall(r"%(.?)", form)
    unknown = [part for part in used if part not in PARTS]
    if unknown:
        return f"%{unknown[0]} is not known; known are {', '.join(f'%{p}' for p in PARTS)}"
    if len(used) != len(set(used)):
        return "a part stands twice"
    if not {"Y", "d"} <= set(used) or not {"m", "B"} & set(used):
        return "it lacks the day, the month or the year"
    return ""


def find_date(words: str, form: str, language: str) -> Moment | None:
    """The first date of that form in some words; None when there is none.

    Args:
        words: the text of the place where the date stands.
        form: "iso", or a pattern of %Y %m %d %B %H %I %M %p; white space matches any or none.
        language: BCP 47, for the names of months.

    >>> str(find_date("Published: 2 April 2024, 18:30", "%d %B %Y, %H:%M", "en"))
    '2024-04-02T18:30'
    """
    if form == ISO:
        found = _ISO.search(words)
        return _iso(found[0]) if found else None
    months = months_of(language)
    found = _pattern(form, language).search(words)
    return _moment(found.groupdict(), months) if found else None


def _iso(words: str) -> Moment | None:
    try:
        return read_moment(words, "the page")
    except BadInput:
        return None


@cache
def months_of(language: str) -> dict[str, int]:
    """The names of months in a language, in small letters and without dots, to their numbers.

    Empty where CLDR has none.
    """
    try:
        locale = Locale.parse(language or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    return {
        name.lower().strip("."): number
        for context in ("stand-alone", "format")
        for width in ("abbreviated", "wide")
        for number, name in locale.months[context][width].items()
        if not name.isdigit()
    }


@cache
def _pattern(form: str, language: str) -> re.Pattern[str]:
    names = sorted(map(re.escape, months_of(language)), key=len, reverse=True)
    month = rf"(?P<B>{'|'.join(names) or '(?!)'})\.?"
    tight = re.search(r"%Y%m%d", form) is not None
    parts = PARTS | {"B": month} | (FIXED if tight else {})
    pieces = re.split(r"(%.|\s+)", form)
    made = "".join(_piece(piece, parts) for piece in pieces)
    before = r"(?<!\d)" if form.startswith("%") else ""  # no half of a longer number
    after = r"(?!\d)" if form[-2:-1] == "%" else ""
    return re.compile(f"{before}{made}{after}", re.IGNORECASE)


def _piece(piece: str, parts: dict[str, str]) -> str:
    if piece.startswith("%"):
        return parts[piece[1]]
    return r"\s*" if piece and not piece.strip() else re.escape(piece)


def _moment(parts: dict[str, str | None], months: dict[str, int]) -> Moment | None:
    name = parts.get("B")
    month = months[name.lower().strip(".")] if name else int(parts["m"] or 0)
    try:
        return Moment(date(int(parts["Y"] or 0), month, int(parts["d"] or 0)), _clock(parts))
    except ValueError:
        return None


def _clock(parts: dict[str, str | None]) -> str | None:
    if not parts.get("H") or not parts.get("M"):
        return None
    hour = int(parts["H"] or 0)
    half = (parts.get("p") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(parts["M"] or 0)).isoformat("minutes")
