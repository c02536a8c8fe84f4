"""A comparison as plain JSON values, in the published format `crossread.comparison/1`.

The schema beside this file, `schema/comparison-1.schema.json`, says the same for machines.
Spans count Unicode code points of the side's `text`; scores and shares are 0 to 1, rounded to
four places, so that the same comparison gives the same bytes on every machine.
"""

import json
from importlib.resources import files
from typing import Any

from crossread.brief.corpus import corpus_as_dict
from crossread.model import (
    Closest,
    Comparison,
    ContactField,
    ContactTable,
    FieldValue,
    Finding,
    Point,
    Quote,
    Row,
    Seen,
    SidePast,
    SideReading,
)

FORMAT = "crossread.comparison/1"


def comparison_as_json(comparison: Comparison) -> dict[str, Any]:
    """The whole table, with both texts, so that every quote can be checked from it alone."""
    made = {
        "format": FORMAT,
        "left": _side(comparison.left),
        "right": _side(comparison.right),
        "contact": _contact(comparison.contact),
        "rows": [_row(row) for row in comparison.rows],
        "findings": [_finding(finding) for finding in comparison.findings],
        "space": [
            {"theme": s.theme, "left": _rounded(s.left), "right": _rounded(s.right)}
            for s in comparison.space
        ],
        "methods": dict(comparison.methods),
    }
    if comparison.past:
        made["past"] = [_past(past) for past in comparison.past]
    return made


def _past(past: SidePast) -> dict[str, Any]:
    return {
        "side": past.side,
        "coverage": corpus_as_dict(past.corpus),
        "points": [
            {
                "point": one.point,
                "label": one.label,
                "count": one.count,
                "first": str(one.first) if one.first else None,
            }
            for one in past.points
        ],
    }


def comparison_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `comparison_as_json` gives."""
    schema = files("crossread.brief") / "schema" / "comparison-1.schema.json"
    found: dict[str, Any] = json.loads(schema.read_text(encoding="utf-8"))
    return found


def _side(reading: SideReading) -> dict[str, Any]:
    readout = reading.readout
    return {
        "id": readout.id,
        "name": reading.name,
        "publisher": readout.publisher,
        "country": reading.country,
        "date": str(readout.date) if readout.date else None,
        "language": reading.language,
        "covered": reading.covered,
        "title": readout.title,
        "url": readout.url,
        "digest": readout.digest,
        "characters": len(readout.text),
        "words": reading.words,
        "notes": list(dict.fromkeys(readout.notes + reading.notes)),
        "frame": [{"start": span.start, "stop": span.stop} for span in reading.frame],
        "text": readout.text,
        "points": [_point(point) for point in reading.points],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "id": point.id,
        "start": point.span.start,
        "stop": point.span.stop,
        "words": point.words,
        "kind": point.kind,
        "act": point.act,
        "strength": point.strength,
        "speaker": point.speaker,
        "modality": point.modality,
        "polarity": point.polarity,
        "themes": list(point.themes),
        "actors": [{"id": a.id, "kind": a.kind, "words": a.words} for a in point.actors],
        "figures": [
            {"kind": f.kind, "value": f.value, "unit": f.unit, "words": f.words}
            for f in point.figures
        ],
        "contested": list(point.contested),
        "atmosphere": list(point.atmosphere),
        "vague": point.vague,
        "seen": [_seen(seen) for seen in point.seen],
    }


def _seen(seen: Seen) -> dict[str, Any]:
    return {
        "rule": seen.rule,
        "code": seen.code,
        "start": seen.span.start,
        "stop": seen.span.stop,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "side": quote.side,
        "field": quote.field,
        "start": quote.span.start,
        "stop": quote.span.stop,
        "words": quote.words,
    }


def _contact(contact: ContactTable) -> dict[str, Any]:
    return {
        "same": contact.same,
        "kind": contact.kind,
        "date": contact.date,
        "fields": [_field(field) for field in contact.fields],
        "reasons": list(contact.reasons),
    }


def _field(field: ContactField) -> dict[str, Any]:
    return {
        "name": field.name,
        "left": _value(field.left),
        "right": _value(field.right),
        "agree": field.agree,
    }


def _value(value: FieldValue | None) -> dict[str, Any] | None:
    if value is None:
        return None
    quote = _quote(value.quote) if value.quote else None
    return {"value": value.value, "shown": value.shown, "quote": quote}


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "relation": row.relation,
        "kind": row.kind,
        "themes": list(row.themes),
        "score": _rounded(row.score),
        "unsure": row.unsure,
        "grounds": [{"name": g.name, "left": g.left, "right": g.right} for g in row.grounds],
        "left": _text_quotes(row.left),
        "right": _text_quotes(row.right),
        "left_points": list(row.left_points),
        "right_points": list(row.right_points),
        "closest": _closest(row.closest),
        "note": row.note,
    }


def _text_quotes(quotes: tuple[Quote, ...]) -> list[dict[str, Any]]:
    """The quotes that stand in the text.

    A row's places are read as positions in the text, by people and programs; what the title
    says of the contact stands in `contact.fields`, whose quotes name their field.
    """
    return [_quote(quote) for quote in quotes if quote.field == "text"]


def _closest(closest: Closest | None) -> dict[str, Any] | None:
    if closest is None:
        return None
    return {
        "quote": _quote(closest.quote),
        "score": _rounded(closest.score),
        "why_not": closest.why_not,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "text": finding.text,
        "why": finding.why,
        "salience": _rounded(finding.salience),
        "rows": list(finding.rows),
        "quotes": [_quote(quote) for quote in finding.quotes],
    }


def _rounded(share: float) -> float:
    return round(float(share), 4)
