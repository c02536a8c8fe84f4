"""Numbers, amounts, shares and dates of a text in normal form."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from crossread.lexicon import Match
from crossread.model import Figure, Span
from crossread.text.dates import DateFound, find_dates

NUMERAL = re.compile(r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")
NO_FIGURE = re.compile(r"(?:(?<=\s)|^)\d{1,2}[.)]\s|\b\d{1,2}:\d{2}\b")  # list numbers, hours
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
    plain = [d for d in dates if not any(span.holds(d.span) for span, _ in mended)]
    found = [*((d.span, _date_figure(text, d)) for d in plain), *mended]
    taken = [span for span, _ in found] + [Span(*m.span()) for m in NO_FIGURE.finditer(text)]
    taken += [m.span for m in matches if m.concept.field in NAMES and NUMBERED.search(m.term)]
    for span, value in _numbers(text, words):
        if not any(span.touches(t) for t in taken):
            found += _measured(text, span, value, words)
    return sorted(found, key=lambda f: f[0])


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
    for match in words:
        offset = match.concept.more.get("offset")
        if offset is None:
            continue
        month = next((d for d in dates if 0 <= d.span.start - match.span.stop <= 1), None)
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
    plain = re.sub(r"[\u00a0\u202f ]", "", digits)
    plain = re.sub(r",(?=\d{3}(?:\D|$))", "", plain).replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _measured(
    text: str, span: Span, value: Decimal, words: Sequence[Match]
) -> list[tuple[Span, Figure]]:
    """The number with its multiplier and what stands beside it: currency, unit or nothing."""
    stop, unit, multiplied = span.stop, "", False
    for _ in range(3):
        word = next(
            (w for w in words if 0 <= w.span.start - stop <= NEAR and _is_joined(text, stop, w)),
            None,
        )
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
    before = _currency_before(words, span)
    start = before.span.start if before else span.start
    unit = before.concept.more["unit"] if before else unit
    if not unit and not multiplied and (value < LEAST_COUNT or not text[span.start].isdigit()):
        return []
    if not text[span.start].isdigit() and not multiplied and not unit:
        return []
    whole = Span(start, stop)
    return [(whole, _figure(value, unit, text[start:stop]))]


def _is_joined(text: str, stop: int, word: Match) -> bool:
    return not text[stop : word.span.start].replace("-", "").strip()


def _currency_before(words: Sequence[Match], span: Span) -> Match | None:
    for word in words:
        unit = word.concept.more.get("unit")
        if (
            unit
            and word.concept.id.startswith("currency")
            and 0 <= span.start - word.span.stop <= 1
        ):
            return word
    return None


def _figure(value: Decimal, unit: str, words: str) -> Figure:
    plain = f"{value.normalize():f}"
    if unit == "%":
        return Figure("percent", plain, unit, words)
    if len(unit) == 3 and unit.isupper():
        return Figure("money", plain, unit, words)
    return Figure("count", plain, unit, words)
