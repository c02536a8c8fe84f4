"""The marking format: a comparison that a scholar corrects by hand, and how well tables agree.

A marked table is `{"pair": ..., "points": [{"relation", "theme", "gist", "left": [[start, stop]],
"right": [...]}]}`, spans in Unicode code points of the side's text.
"""

from collections.abc import Mapping
from typing import Any, cast, get_args

from crossread.align.agreement import FalseRow, Miss, Misses
from crossread.brief.words import Label, legible, matter_in_words, quoted, reasons_in_words
from crossread.errors import BadInput
from crossread.model import Comparison, Quote, Relation, Row, Side, Span
from crossread.model.marks import SIDES, Answer, MarkedPair, MarkedPoint

ANSWERS: dict[Answer, str] = {
    "shared": "the same in both",
    "framing_differs": "framed differently",
    "only": "on one side only",
    "wrong_link": "linked with another matter",
    "none": "no row",
}


def comparison_as_marks(
    comparison: Comparison, label: Label = str, pair: str = ""
) -> dict[str, Any]:
    """The rows in the marking format, for a reader to correct and score again.

    Args:
        comparison: The table as it was made.
        label: What a reader sees for the id of a theme.
        pair: The pair's name in the set that it belongs to.
    """
    return marks_as_json(marks_of(comparison, label, pair))


def marks_of(comparison: Comparison, label: Label = str, pair: str = "") -> MarkedPair:
    """The rows as a marked table. A row that only the titles tell of has no place in it."""
    points = (_marked_row(row, comparison, label) for row in comparison.rows)
    return MarkedPair(
        pair,
        tuple(point for point in points if point),
        comparison.left.readout.text,
        comparison.right.readout.text,
    )


def _marked_row(row: Row, comparison: Comparison, label: Label) -> MarkedPoint | None:
    left, right = _spans_in_text(row.left), _spans_in_text(row.right)
    if not left and not right:
        return None
    gist = " ".join(reasons_in_words(row, comparison))
    theme = matter_in_words(row, label)
    return MarkedPoint(row.relation, left, right, theme, gist, row.id)


def _spans_in_text(quotes: tuple[Quote, ...]) -> tuple[Span, ...]:
    """Where the quotes stand in the text; a quote from the title has no place there."""
    return tuple(quote.span for quote in quotes if quote.field == "text")


def marks_as_json(marked: MarkedPair) -> dict[str, Any]:
    """A marked table as plain JSON values."""
    points = [
        {
            "relation": point.relation,
            "theme": point.theme,
            "gist": point.gist,
            "left": [[span.start, span.stop] for span in point.left],
            "right": [[span.start, span.stop] for span in point.right],
        }
        for point in marked.points
    ]
    return {"pair": marked.pair, "points": points}


def marks_from_json(data: object, pair: str = "") -> MarkedPair:
    """Read a marked table, or the rows of a comparison's JSON as one.

    Args:
        data: The parsed JSON.
        pair: The pair's name where the data give none, as a comparison does not.

    Raises:
        BadInput: something in it cannot be read; the message says where, as a path
            ("pair-1 > point 3 > left > span 2").
    """
    table = _mapping(data, pair or "pair")
    named = table.get("pair", pair)
    if not isinstance(named, str):
        raise BadInput(f"{pair or 'pair'} > pair: the name of a pair is text, got {named!r}")
    key = "rows" if "rows" in table else "points"
    rows = _listed(table, key, named or "pair")
    points = tuple(
        point
        for number, row in enumerate(rows, start=1)
        if (point := _point(row, number, key, named or "pair"))
    )
    return MarkedPair(named, points, _text(table, "left"), _text(table, "right"))


def _point(row: object, number: int, key: str, pair: str) -> MarkedPoint | None:
    """One row or point. A row that the titles alone tell of has no passage and is left out."""
    path = f"{pair} > {key[:-1]} {number}"
    values = _mapping(row, path)
    left, right = (_spans(values, side, path) for side in SIDES)
    if key == "rows" and not left and not right:
        return None
    name = str(values.get("id", f"{key[:-1]} {number}"))
    theme, gist = str(values.get("theme", "")), str(values.get("gist", ""))
    relation = _relation(values, path)
    try:
        return MarkedPoint(relation, left, right, theme, gist, name)
    except BadInput as error:
        raise BadInput(f"{path}: {error}", error.hint) from error


def _relation(values: Mapping[str, object], path: str) -> Relation:
    relation = values.get("relation")
    if relation not in get_args(Relation):
        known = ", ".join(get_args(Relation))
        raise BadInput(f"{path} > relation: {relation!r} is no relation", f"Use one of: {known}.")
    return cast(Relation, relation)


def _spans(values: Mapping[str, object], side: Side, path: str) -> tuple[Span, ...]:
    given = _listed(values, side, path)
    return tuple(_span(s, f"{path} > {side} > span {n}") for n, s in enumerate(given, start=1))


def _span(given: object, path: str) -> Span:
    """A span as [start, stop] or as {"start", "stop"}."""
    ends = [given.get("start"), given.get("stop")] if isinstance(given, dict) else given
    if not isinstance(ends, list) or len(ends) != 2 or not all(type(end) is int for end in ends):
        raise BadInput(
            f"{path}: a span is two whole numbers, got {given!r}",
            "Write [start, stop], counted in characters of the text from 0.",
        )
    try:
        return Span(*ends)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from error


def _mapping(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadInput(f"{path}: expected an object with names and values, got {_kind(value)}")
    return value


def _listed(values: Mapping[str, object], key: str, path: str) -> list[object]:
    found = values.get(key)
    if not isinstance(found, list):
        wrong = "is missing" if key not in values else f"must be a list, got {_kind(found)}"
        raise BadInput(f"{path} > {key} {wrong}")
    return found


def _kind(value: object) -> str:
    """What a JSON value is, in words."""
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false"}
    return "nothing" if value is None else kinds.get(type(value), "a number")


def _text(table: Mapping[str, object], side: Side) -> str:
    """The text of the side, which a comparison carries and a marked table does not."""
    values = table.get(side)
    text = values.get("text", "") if isinstance(values, dict) else ""
    return text if isinstance(text, str) else ""


def misses_as_text(misses: Misses) -> str:
    """What keeps the figures from being 1, with the words: the points first, then the rows."""
    lines = [line for miss in misses.points for line in _miss_lines(miss)]
    lines += [line for row in misses.rows for line in _false_row_lines(row)]
    return "\n".join(lines)


def _miss_lines(miss: Miss) -> list[str]:
    matter = f" ({legible(miss.theme)})" if miss.theme else ""
    sides = " and ".join(miss.sides)
    head = f"{miss.name}{matter}, {sides}: {ANSWERS[miss.expected]} expected,"
    lines = [f"{head} {ANSWERS[miss.given]} given"]
    lines += [f"    {legible(miss.gist)}"] if miss.gist else []
    lines += _words("expected", miss.expected_left, miss.expected_right)
    return lines + _words("given", miss.given_left, miss.given_right)


def _false_row_lines(row: FalseRow) -> list[str]:
    head = f"{row.name}: {ANSWERS[row.claim]} given, true of no point"
    return [head, *_words("given", row.left, row.right)]


def _words(whose: str, left: str, right: str) -> list[str]:
    """The words of one table, a line a side, where they are known."""
    sides = (("left", left), ("right", right))
    return [f"    {whose} {side}: {quoted(words)}" for side, words in sides if words]
