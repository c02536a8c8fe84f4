"""Numbers, amounts, shares and dates of a text in normal form."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from crossread.lexicon import Match
from crossread.model import Figure, Span
from crossread.text.dates import DateFound, find_dates
from crossread.text.reach import Reach

# what begins with a digit is found fastest: what stands before it is looked at behind it
NUMERAL = re.compile(r"\d(?:\d{0,2}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d*(?:[.,]\d+)?)")
NO_FIGURE = re.compile(r"\d(?:(?<!\S\d)\d?[.)]\s|(?<!\w\d)\d?:\d{2}\b)")  # list numbers, hours
SPACES = re.compile("[\u00a0\u202f ]")
THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
NAMES = frozenset({"organisations", "places"})
NUMBERED = re.compile(r"\s\d")  # Nord Stream 2: the number is part of the name
NEAR = 2  # characters that may stand between a number and its unit or currency
LEAST_COUNT = 2  # "one" and lone "1" are too common to say anything


def find_figures(
    text: str,
    matches: Sequence[Match],
    months: Mapping[str, int],
    reference: date | None = None,
) -> list[tuple[Span, Figure]]:
    """Every figure of `text` with its place, in order.

    Args:
        text: the readout's text.
        matches: what the term base found in it (multipliers, currencies and units are used).
        months: month names of the text's language.
        reference: the day of the text, for dates without a year.
    """
    words = [m for m in matches if m.concept.field == "numbers"]
    dates = find_dates(text, months, reference)
    mended = _relative_dates(text, words, dates, reference)
    over = Reach(_ends(span) for span, _ in mended)
    plain = [d for d in dates if not over.holds(*_ends(d.span))]
    found = [*((d.span, _date_figure(text, d)) for d in plain), *mended]
    names = (m for m in matches if m.concept.field in NAMES and NUMBERED.search(m.term))
    taken = Reach(
        [
            *(_ends(span) for span, _ in found),
            *(m.span() for m in NO_FIGURE.finditer(text)),
            *(_ends(m.span) for m in names),
        ]
    )
    beside = _Beside(words)
    for span, value in _numbers(text, words):
        if not taken.touches(*_ends(span)):
            found += _measured(text, span, value, beside)
    return sorted(found, key=lambda f: f[0])


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.stop


class _Beside:
    """Words for numbers, currencies and units, asked by the place that they stand beside."""

    def __init__(self, words: Sequence[Match]) -> None:
        self._words = words
        self._starts = [w.span.start for w in words]
        self._currencies: dict[int, Match] = {}  # by where they stop
        for word in words:
            if word.concept.id.startswith("currency") and word.concept.more.get("unit"):
                self._currencies.setdefault(word.span.stop, word)

    def behind(self, text: str, place: int) -> Match | None:
        """The first word that begins at most `NEAR` characters behind `place`, joined to it."""
        first = bisect_left(self._starts, place)
        for word in self._words[first : bisect_left(self._starts, place + NEAR + 1)]:
            if not text[place : word.span.start].replace("-", "").strip():
                return word
        return None

    def currency_before(self, place: int) -> Match | None:
        """The currency that stands before `place`, with at most one character between."""
        near = [self._currencies[p] for p in (place, place - 1) if p in self._currencies]
        return min(near, key=lambda w: w.span.start, default=None)


def _date_figure(text: str, found: DateFound) -> Figure:
    kind = "date" if found.month else "year"
    words = text[found.span.start : found.span.stop]
    return Figure("date" if kind == "date" else "year", found.as_value(), "", words)


def _relative_dates(
    text: str, words: Sequence[Match], dates: Sequence[DateFound], reference: date | None
) -> list[tuple[Span, Figure]]:
    """去年11月, "last November": the month is found; here its year is mended."""
    if reference is None:
        return []
    mended = []
    starts = [d.span.start for d in dates]
    for match in words:
        offset = match.concept.more.get("offset")
        if offset is None:
            continue
        first = bisect_left(starts, match.span.stop)
        near = dates[first : first + 1]
        month = near[0] if near and near[0].span.start <= match.span.stop + 1 else None
        if month is not None and month.month:
            value = DateFound(month.span, reference.year + offset, month.month, month.day)
            span = Span(match.span.start, month.span.stop)
            mended.append((span, _date_figure(text, value)))
        elif match.concept.id != "year-last" or " " in match.term or len(match.term) == 2:
            figure = Figure(
                "year", str(reference.year + offset), "", text[match.span.start : match.span.stop]
            )
            mended.append((match.span, figure))
    return mended


def _numbers(text: str, words: Sequence[Match]) -> Iterator[tuple[Span, Decimal]]:
    """Numbers in digits, and number words that a multiplier follows (half a billion)."""
    for match in NUMERAL.finditer(text):
        value = _decimal(match.group())
        if value is not None:
            yield Span(*match.span()), value
    for word in words:
        count = word.concept.more.get("count")
        if count is not None:
            yield word.span, Decimal(str(count))


def _decimal(digits: str) -> Decimal | None:
    plain = THOUSANDS.sub("", SPACES.sub("", digits)).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _measured(text: str, span: Span, value: Decimal, beside: _Beside) -> list[tuple[Span, Figure]]:
    """The number with its multiplier and what stands beside it: currency, unit or nothing."""
    stop, unit, multiplied = span.stop, "", False
    for _ in range(3):
        word = beside.behind(text, stop)
        if word is None:
            break
        if "value" in word.concept.more:
            value *= Decimal(word.concept.more["value"])
            multiplied = True
        elif "unit" in word.concept.more:
            unit = word.concept.more["unit"]
        else:
            break
        stop = word.span.stop
        if unit:
            break
    before = beside.currency_before(span.start)
    start = before.span.start if before else span.start
    unit = before.concept.more["unit"] if before else unit
    if not unit and not multiplied and (value < LEAST_COUNT or not text[span.start].isdigit()):
        return []
    if not text[span.start].isdigit() and not multiplied and not unit:
        return []
    whole = Span(start, stop)
    return [(whole, _figure(value, unit, text[start:stop]))]


def _figure(value: Decimal, unit: str, words: str) -> Figure:
    plain = f"{value.normalize():f}"
    if unit == "%":
        return Figure("percent", plain, unit, words)
    if len(unit) == 3 and unit.isupper():
        return Figure("money", plain, unit, words)
    return Figure("count", plain, unit, words)
