"""The published JSON: its schema, its evidence, and what others read of it."""

import json
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator

from crossread.align import relate
from crossread.brief import comparison_as_json, comparison_schema, marks_from_json
from crossread.brief.words import (
    CONTACT_FIELDS,
    CONTACT_KINDS,
    FINDING_KINDS,
    GROUNDS,
    POINT_KINDS,
    RELATION_MARKS,
    RELATIONS,
)
from crossread.coding import contact
from crossread.model import (
    Actor,
    Comparison,
    Figure,
    FindingKind,
    Modality,
    Point,
    PointKind,
    Relation,
    Seen,
    Span,
    Speaker,
)
from crossread.model.point import ActorKind, FigureKind, Polarity
from factories import ENGLISH, a_comparison, make_comparison, make_side

VALIDATOR = Draft202012Validator(comparison_schema())


def faults(data: object) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(data)]


def coded() -> Comparison:
    """A comparison whose left side has a point with every coding."""
    point = Point(
        id="L1",
        span=Span(4, 13),
        words="Secretary",
        act="agree",
        strength=6,
        speaker="both",
        modality="will",
        polarity="negative",
        themes=("border-trade",),
        actors=(Actor("SUD", "country", "Sudria"),),
        figures=(Figure("money", "225000000", "USD", "$225 million"),),
        contested=("war/crisis",),
        atmosphere=("frank",),
        vague=True,
        seen=(Seen("lexicon:acts", "agree", Span(4, 13)),),
    )
    return make_comparison(left=make_side(points=(point,), frame=(Span(0, 3),)))


def test_the_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(comparison_schema())


@pytest.mark.parametrize("comparison", [a_comparison(), make_comparison(), coded()])
def test_a_comparison_keeps_to_the_schema(comparison: Comparison) -> None:
    assert faults(comparison_as_json(comparison)) == []


def test_it_is_plain_json() -> None:
    data = comparison_as_json(coded())

    assert json.loads(json.dumps(data)) == data


def test_every_quote_stands_in_its_text_or_title() -> None:
    data = comparison_as_json(a_comparison())
    found = list(quotes(data))

    assert len(found) > 10
    for quote in found:
        assert data[quote["side"]][quote["field"]][quote["start"] : quote["stop"]] == quote["words"]


def quotes(value: Any) -> Any:
    if isinstance(value, dict) and "field" in value:
        yield value
    elif isinstance(value, dict):
        yield from (quote for inner in value.values() for quote in quotes(inner))
    elif isinstance(value, list):
        yield from (quote for inner in value for quote in quotes(inner))


def test_a_title_is_quoted_in_the_contact_and_not_in_its_row() -> None:
    data = comparison_as_json(a_comparison())

    assert data["contact"]["fields"][0]["right"]["quote"]["field"] == "title"
    assert data["rows"][0]["right"] == []


def test_the_parts_named_in_the_format_are_there() -> None:
    data = comparison_as_json(a_comparison())

    assert data["format"] == "crossread.comparison/1"
    assert data["left"]["characters"] == len(ENGLISH)
    assert data["left"]["date"] == "2024-03-05T18:30-05:00"
    assert data["right"]["date"] is None
    assert data["right"]["notes"] == ["cut short"]
    assert data["methods"] == {"point-pairing": "1", "term-base": "2026.1"}
    assert data["rows"][1]["grounds"] == [
        {"name": "stronger_commitment", "left": "agreed", "right": "exchanged views"}
    ]
    assert data["rows"][3]["closest"] == {
        "quote": {
            "side": "right",
            "field": "text",
            "start": 2,
            "stop": 11,
            "words": "就边境贸易交换意见",
        },
        "score": 0.1235,
        "why_not": "it speaks of border trade",
    }


def test_a_point_carries_its_codings_and_their_reasons() -> None:
    assert comparison_as_json(coded())["left"]["points"] == [
        {
            "id": "L1",
            "start": 4,
            "stop": 13,
            "words": "Secretary",
            "kind": "matter",
            "act": "agree",
            "strength": 6,
            "speaker": "both",
            "modality": "will",
            "polarity": "negative",
            "themes": ["border-trade"],
            "actors": [{"id": "SUD", "kind": "country", "words": "Sudria"}],
            "figures": [
                {"kind": "money", "value": "225000000", "unit": "USD", "words": "$225 million"}
            ],
            "contested": ["war/crisis"],
            "atmosphere": ["frank"],
            "vague": True,
            "seen": [{"rule": "lexicon:acts", "code": "agree", "start": 4, "stop": 13}],
        }
    ]


def test_its_rows_can_be_scored_as_they_stand() -> None:
    marked = marks_from_json(comparison_as_json(a_comparison()), pair="call")

    assert [point.relation for point in marked.points] == [
        "shared",
        "framing_differs",
        "shared",
        "only_left",
        "only_right",
    ]
    assert marked.left_text == ENGLISH


# --- the schema refuses -----------------------------------------------------------------------


def changed(path: str, value: object) -> dict[str, Any]:
    """A valid comparison with one value put in the place of another."""
    data: Any = comparison_as_json(a_comparison())
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    inner = data
    for step in way:
        inner = inner[step]
    inner[last] = value
    return dict(data)


TITLE = {"side": "right", "field": "title", "start": 0, "stop": 1, "words": "奥"}
ACROSS = {"side": "right", "field": "text", "start": 0, "stop": 1, "words": "双"}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "crossread.comparison/2"),
        ("rows.0.relation", "same"),
        ("rows.0.right", [TITLE]),
        ("rows.1.left", [ACROSS]),
        ("rows.1.left", []),
        ("rows.3.right", [ACROSS]),
        ("rows.1.grounds.0.name", "mood"),
        ("rows.1.score", 1.2),
        ("rows.1.kind", "subject"),
        ("findings.0.kind", "scoop"),
        ("contact.kind", "lunch"),
        ("contact.fields.0.name", "mood"),
        ("left.digest", "abc"),
        ("left.extra", 1),
        ("left.country", "no"),
    ],
)
def test_the_schema_refuses(path: str, value: object) -> None:
    assert faults(changed(path, value)) != []


# --- closed lists -----------------------------------------------------------------------------


def enum(*path: str) -> set[str]:
    found: Any = comparison_schema()["$defs"]
    for step in path:
        found = found[step]
    return set(found["enum"])


@pytest.mark.parametrize(
    ("listed", "values"),
    [
        (enum("relation"), set(get_args(Relation))),
        (enum("finding_kind"), set(get_args(FindingKind))),
        (enum("point_kind"), set(get_args(PointKind))),
        (enum("actor", "properties", "kind"), set(get_args(ActorKind))),
        (enum("figure", "properties", "kind"), set(get_args(FigureKind))),
        (enum("point", "properties", "speaker"), set(get_args(Speaker))),
        (enum("point", "properties", "modality"), set(get_args(Modality))),
        (enum("point", "properties", "polarity"), set(get_args(Polarity))),
        (enum("contact_kind"), set(CONTACT_KINDS)),
        (enum("field_name"), set(CONTACT_FIELDS)),
        (enum("ground_name"), set(GROUNDS)),
    ],
)
def test_every_list_of_the_schema_is_the_list_of_the_model(
    listed: set[str], values: set[str]
) -> None:
    assert listed == values


def test_the_grounds_are_the_rules_that_give_them() -> None:
    assert set(GROUNDS) == {rule.__name__ for rule in relate.GROUNDS}


def test_the_contact_fields_hold_all_that_is_read() -> None:
    assert {name for name, _ in contact.RULES} <= set(CONTACT_FIELDS)


def test_every_kind_has_its_words() -> None:
    assert set(RELATIONS) == set(RELATION_MARKS) == set(get_args(Relation))
    assert set(FINDING_KINDS) == set(get_args(FindingKind))
    assert set(POINT_KINDS) == set(get_args(PointKind))
