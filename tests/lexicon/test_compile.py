"""The term base's YAML made into a table, and what is said when it is not in the format."""

import json

import pytest

from crossread.errors import BadInput
from crossread.lexicon import TermBase
from crossread.lexicon.compile import base_as_json, compile_base

GOOD = "field: themes\nconcepts:\n  - {id: aid, label: aid, terms: {en: [aid]}}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("field: [", "x.yaml is not YAML: line"),
        ("field: colours\nconcepts: []", "x.yaml: `field` must be one of"),
        ("- a list", "x.yaml: `field` must be one of"),
        ("field: themes\nconcepts:\n  - {label: no id}", "x.yaml: a concept needs an `id`"),
        ("field: themes\nconcepts:\n  - {id: 'a b'}", "x.yaml: a concept needs an `id`"),
        ("field: themes\nconcepts:\n  - {id: a}\n  - {id: a}", "x.yaml: the id 'a' stands twice"),
        (
            "field: themes\nconcepts:\n  - {id: a, terms: [aid]}",
            "x.yaml: a: `terms` must map languages to lists",
        ),
        ("field: themes\nconcepts:\n  - {id: a, terms: {en: ['*']}}", "x.yaml: a: en: '\\*' is no"),
        ("field: themes\nconcepts:\n  - {id: a, terms: {en: [1]}}", "x.yaml: a: en: 1 is no term"),
        ("field: themes\nconcepts:\n  - {id: a, not: {en: [no]}}", "x.yaml: a: en: False is no"),
        ("field: themes\nconcepts:\n  - {id: a, related: {b: 0.5}}", "a points to 'b'"),
        ("field: themes\nconcepts:\n  - {id: a, parent: b}", "a points to 'b'"),
        ("field: acts\nconcepts:\n  - {id: a, answers: [b]}", "a points to 'b'"),
    ],
)
def test_an_error_names_the_file_the_concept_and_the_key(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        compile_base({"x.yaml": text}, "1")


def test_an_id_is_unique_over_all_files() -> None:
    with pytest.raises(BadInput, match=r"b\.yaml: the id 'aid' stands twice"):
        compile_base({"a.yaml": GOOD, "b.yaml": GOOD}, "1")


def test_compiling_is_the_same_whatever_the_order_of_the_files() -> None:
    other = GOOD.replace("aid", "trade")

    one = compile_base({"a.yaml": GOOD, "b.yaml": other}, "1")
    two = compile_base({"b.yaml": other, "a.yaml": GOOD}, "1")

    assert base_as_json(one) == base_as_json(two)


def test_the_table_comes_back_from_json_as_it_was() -> None:
    table = compile_base({"a.yaml": GOOD}, "1")

    assert json.loads(base_as_json(table)) == table
    assert TermBase(table).version == "1"


def test_if_an_act_answers_another_the_other_answers_it() -> None:
    acts = "field: acts\nconcepts:\n  - {id: thank, answers: [affirm]}\n  - {id: affirm}\n"

    base = TermBase(compile_base({"a.yaml": acts}, "1"))

    assert list(base.concept("affirm").more["answers"]) == ["thank"]


def test_a_country_has_its_names_from_cldr() -> None:
    countries = "field: countries\nconcepts:\n  - {id: UZB, label: Uzbekistan}\n"

    base = TermBase(compile_base({"a.yaml": countries}, "1"))

    for language, text in (("en", "Uzbekistan"), ("ru", "Узбекистан"), ("zh", "乌兹别克斯坦")):
        assert [m.concept.id for m in base.find(text, language)] == ["UZB"]


def test_two_one_character_names_side_by_side_name_both_countries() -> None:
    countries = (
        "field: countries\nconcepts:\n"
        "  - {id: CHN, abbreviation: 中}\n  - {id: USA, abbreviation: 美}\n"
    )

    base = TermBase(compile_base({"a.yaml": countries}, "1"))

    assert {m.concept.id for m in base.find("中美关系", "zh")} == {"CHN", "USA"}
    assert {m.concept.id for m in base.find("对美政策", "zh")} == {"USA"}
    assert base.find("美丽", "zh") == []


@pytest.mark.parametrize(
    ("language", "name", "number"),
    [("en", "june", 6), ("en", "sep", 9), ("ru", "июня", 6), ("ru", "май", 5)],
)
def test_months_are_known_in_the_forms_that_dates_use(
    language: str, name: str, number: int
) -> None:
    assert compile_base({}, "1")["months"][language][name] == number
