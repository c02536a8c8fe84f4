"""Quotes as Web Annotations: of the specification's form, exact, and refused when it is not so."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brief.citing import TEXT, make_cited
from crossread.brief.annotation import (
    annotations_as_page,
    check_annotation,
    quote_as_annotation,
)
from crossread.errors import BadInput, EvidenceChanged
from crossread.model import Cited, Quote, Readout, Span

NI = r"ni:///sha-256;[A-Za-z0-9_-]{43}"
# The parts of "Web Annotation Data Model" (W3C, 2017) that a quotation uses: section in brackets.
SHAPE = {
    "type": "object",
    "required": ["@context", "id", "type", "target"],  # [3.1]
    "properties": {
        "@context": {
            "type": "array",
            "contains": {"const": "http://www.w3.org/ns/anno.jsonld"},
        },
        "id": {"type": "string", "format": "uri", "pattern": r"^[a-z][a-z0-9+.-]*:[!-~]+$"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["highlighting", "tagging"]},  # [3.3.5]
        "body": {
            "type": "array",
            "items": {  # [3.2.4]
                "required": ["type", "value"],
                "properties": {
                    "type": {"const": "TextualBody"},
                    "value": {"type": "string"},
                    "purpose": {"const": "tagging"},
                },
            },
        },
        "target": {
            "required": ["source", "selector", "state"],  # [4]
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": {"type": "string", "pattern": "^(https?|urn):[!-~]+$"},
                "state": {  # [4.3.1]
                    "required": ["type", "sourceDate"],
                    "properties": {
                        "type": {"const": "TimeState"},
                        "sourceDate": {
                            "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$",
                        },
                        "cached": {"pattern": f"^{NI}$"},
                    },
                },
                "selector": {
                    "minItems": 2,
                    "items": {
                        "oneOf": [
                            {  # [4.2.4]
                                "additionalProperties": False,
                                "required": ["type", "exact"],
                                "properties": {
                                    "type": {"const": "TextQuoteSelector"},
                                    "exact": {"type": "string", "minLength": 1},
                                    "prefix": {"type": "string"},
                                    "suffix": {"type": "string"},
                                },
                            },
                            {  # [4.2.5]
                                "additionalProperties": False,
                                "required": ["type", "start", "end"],
                                "properties": {
                                    "type": {"const": "TextPositionSelector"},
                                    "start": {"type": "integer", "minimum": 0},
                                    "end": {"type": "integer", "minimum": 1},
                                },
                            },
                        ]
                    },
                },
            },
        },
    },
}


def quoted(cited: Cited, start: int, stop: int) -> Quote:
    return cited.readout.quote("left", Span(start, stop))


def fits(annotation: dict[str, Any]) -> None:
    import jsonschema

    jsonschema.validate(annotation, SHAPE)
    json.dumps(annotation)


def test_an_annotation_says_where_when_and_what() -> None:
    cited = make_cited()

    annotation = quote_as_annotation(quoted(cited, 15, 20), cited, tags=["discuss", "borders"])

    fits(annotation)
    target = annotation["target"]
    assert target["source"] == "https://mfa.example/news/1"
    assert target["selector"] == [
        {
            "type": "TextQuoteSelector",
            "exact": "spoke",
            "prefix": "Minister Orlan ",
            "suffix": " with the Foreign Minister of Su",
        },
        {"type": "TextPositionSelector", "start": 15, "end": 20},
    ]
    assert target["state"]["sourceDate"] == "2024-03-06T09:30:00Z"
    assert [body["value"] for body in annotation["body"]] == ["discuss", "borders"]


def test_a_statement_without_an_address_has_one_made_of_its_id() -> None:
    cited = make_cited(url="", id="бр: 1/2")

    annotation = quote_as_annotation(quoted(cited, 0, 8), cited)

    fits(annotation)
    assert annotation["target"]["source"].startswith("urn:x-crossread:statement:%D0%B1")


def test_a_title_is_quoted_as_a_title() -> None:
    cited = make_cited()
    quote = cited.readout.quote("left", Span(0, 4), "title")

    annotation = quote_as_annotation(quote, cited)

    fits(annotation)
    assert annotation["target"]["selector"][0]["exact"] == "Call"
    assert check_annotation(annotation, cited.readout) == Span(0, 4)


def test_many_are_one_collection() -> None:
    cited = make_cited()
    many = [quote_as_annotation(quoted(cited, n, n + 5), cited) for n in range(3)]

    page = annotations_as_page(many)

    assert (page["type"], page["total"]) == ("AnnotationCollection", 3)
    assert [one["type"] for one in page["first"]["items"]] == ["Annotation"] * 3
    assert len({one["id"] for one in page["first"]["items"]}) == 3


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)


@st.composite
def passages(draw: st.DrawFn) -> tuple[Cited, Span]:
    text = draw(WORDS.filter(lambda words: bool(words.strip())))
    start = draw(st.integers(0, len(text) - 1))
    return make_cited(text), Span(start, draw(st.integers(start + 1, len(text))))


@given(passages())
def test_the_selectors_give_back_the_exact_words(passage: tuple[Cited, Span]) -> None:
    cited, span = passage
    annotation = json.loads(
        json.dumps(quote_as_annotation(quoted(cited, span.start, span.stop), cited))
    )

    fits(annotation)
    words, place = annotation["target"]["selector"]
    text = cited.version.text
    assert text[place["start"] : place["end"]] == words["exact"]
    around = words["prefix"] + words["exact"] + words["suffix"]
    assert text[span.start - len(words["prefix"]) :].startswith(around)
    assert check_annotation(annotation, cited.readout) == span


@given(passages(), WORDS)
def test_a_text_that_changed_anywhere_is_refused(passage: tuple[Cited, Span], other: str) -> None:
    cited, span = passage
    annotation = quote_as_annotation(quoted(cited, span.start, span.stop), cited)
    assume(other != cited.version.text and other.strip())

    with pytest.raises(EvidenceChanged):
        check_annotation(annotation, Readout(text=other))


@pytest.mark.parametrize("share", [0.01, 0.1, 0.4, 1.0])
def test_a_quote_with_letters_changed_is_refused(share: float) -> None:
    """A tool that re-anchors may take 40% for near enough; as a citation it is false."""
    cited = make_cited()
    annotation = quote_as_annotation(quoted(cited, 0, 57), cited)
    every = round(1 / share)
    changed = "".join("x" if n % every == 0 and n < 57 else c for n, c in enumerate(TEXT))

    with pytest.raises(EvidenceChanged):
        check_annotation(annotation, Readout(text=changed))
    spoilt = json.loads(json.dumps(annotation))
    spoilt["target"]["selector"][0]["exact"] = changed[:57]
    with pytest.raises(EvidenceChanged):
        check_annotation(spoilt, cited.readout)


def test_a_quote_of_another_wording_is_not_annotated() -> None:
    old, new = make_cited(), make_cited(TEXT.replace("two", "three"))

    with pytest.raises(EvidenceChanged):
        quote_as_annotation(quoted(old, 0, 8), new)
    with pytest.raises(EvidenceChanged):
        quote_as_annotation(replace(quoted(old, 0, 8), words="Minister!"), old)


@pytest.mark.parametrize("lost", ["selector", "textDigest", "field"])
def test_an_annotation_of_something_else_is_said(lost: str) -> None:
    cited = make_cited()
    annotation = quote_as_annotation(quoted(cited, 0, 8), cited)
    del annotation["target"][lost]

    with pytest.raises(BadInput, match="lacks a selector"):
        check_annotation(annotation, cited.readout)


def test_a_wording_of_another_statement_is_no_citation() -> None:
    one = make_cited()

    with pytest.raises(BadInput, match="is no wording of"):
        Cited(make_cited(id="no-mfa:2").statement, one.version, one.capture)
