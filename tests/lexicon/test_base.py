"""The term base that ships: whole, in step with its YAML, and safe to match with."""

import re
from collections import Counter
from importlib import resources

import pytest

from crossread.lexicon import TermBase
from crossread.lexicon.compile import FIELDS, LANGUAGES, base_as_json, compile_base

LEXICON = resources.files("crossread.lexicon")
DATA = LEXICON / "data"
FILES = {f.name: f.read_text("utf-8") for f in DATA.iterdir() if f.name.endswith(".yaml")}


def test_the_compiled_base_is_in_step_with_its_files() -> None:
    version = (DATA / "VERSION").read_text("utf-8").strip()

    made = base_as_json(compile_base(FILES, version))

    same = made == (LEXICON / "base.json").read_text("utf-8")
    assert same, "base.json is older than the YAML files: run `make lexicon`"


def test_every_field_has_concepts(base: TermBase) -> None:
    assert {c.field for c in base.concepts()} == set(FIELDS)


def test_every_concept_that_another_points_to_is_there(base: TermBase) -> None:
    for concept in base.concepts():
        missing = {i for i in concept.related if i not in base}
        assert not missing, (concept.id, missing)
        if concept.parent and concept.field != "contested":
            assert concept.parent in base, concept.id


def test_no_concept_is_its_own_ancestor(base: TermBase) -> None:
    for concept in base.concepts():
        line, here = [concept.id], concept.parent
        while here is not None and here in base:
            assert here not in line, line
            line.append(here)
            here = base.concept(here).parent


def test_relations_are_weights_to_others(base: TermBase) -> None:
    for concept in base.concepts():
        assert concept.id not in concept.related
        assert all(0 < weight <= 1 for weight in concept.related.values()), concept.id


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_term_of_a_language_with_spaces_has_one_letter(base: TermBase, language: str) -> None:
    short = [
        (term, identity)
        for term, identity in base.terms(language)
        if len(term.replace("*", "")) < 2 and base.concept(identity).field not in LOOSE
    ]

    assert not short


LOOSE = ("cues", "wording", "numbers")  # и, с, a: words of grammar, never matter


@pytest.mark.parametrize("language", LANGUAGES)
def test_terms_are_written_as_the_format_says(base: TermBase, language: str) -> None:
    for term, identity in base.terms(language):
        assert term == " ".join(term.split()), (identity, term)
        assert not re.search(r"\*[^\W\d_]", term), f"{identity}: a star inside a word: {term}"


def found_in(words: str, language: str, base: TermBase) -> set[str]:
    return {m.concept.id for m in base.find(words, language, wording=True)}


@pytest.mark.parametrize(("language", "ending"), [("en", "s"), ("ru", "ами"), ("zh", "")])
def test_no_concept_excludes_its_own_terms(base: TermBase, language: str, ending: str) -> None:
    """A small letter matches a capital too: `того` in `not` bars every mention of Того (Togo)."""
    terms = compile_base(FILES, "")["terms"][language]
    bars: dict[str, list[str]] = {}
    for bar, identity, is_not in terms:
        if is_not:
            bars.setdefault(identity, []).append(bar.split("*")[0].lower())

    barred = [
        (identity, term)
        for term, identity, is_not in terms
        if not is_not and any(bar in term.lower() for bar in bars.get(identity, ()))
        if not found_in(term.replace("*", ending), language, base)
    ]

    assert not barred


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_alone_finds_its_concept_or_one_that_hides_it(base: TermBase, language: str) -> None:
    excluding = {i for _, i, is_not in compile_base(FILES, "")["terms"][language] if is_not}
    some = [(t, i) for t, i in base.terms(language) if i not in excluding][::25]

    lost = [x for x in some if not found_in(x[0].replace("*", ""), language, base)]

    assert not lost


@pytest.mark.parametrize("field", ["themes", "acts", "umbrellas", "atmosphere", "contested"])
def test_what_a_reader_sees_has_a_label_and_a_definition(base: TermBase, field: str) -> None:
    bare = [
        c.id
        for c in base.concepts(field)
        if not c.label or (field == "themes" and not c.definition)
    ]

    assert not bare


def test_labels_of_themes_are_not_shared(base: TermBase) -> None:
    counted = Counter(c.label for c in base.concepts("themes"))

    assert not [label for label, count in counted.items() if count > 1]


def test_acts_stand_on_the_ladder(base: TermBase) -> None:
    for act in base.concepts("acts"):
        assert 0 <= int(act.more.get("strength", 0)) <= 6, act.id
        assert all(other in base for other in act.more.get("answers", ())), act.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_three_languages_are_covered(base: TermBase, language: str) -> None:
    assert base.covers(language)
    assert sum(1 for _ in base.terms(language)) > 1_000


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("en", "the United States", "USA"),
        ("en", "Uzbek officials", "UZB"),
        ("ru", "американской стороны", "USA"),
        ("ru", "в Китае", "CHN"),
        ("zh", "中美关系", "CHN"),
        ("zh", "美方表示", "USA"),
        ("zh", "俄乌冲突", "UKR"),
    ],
)
def test_countries_are_known_by_short_forms_and_adjectives(
    base: TermBase, language: str, text: str, country: str
) -> None:
    found = {m.concept.id for m in base.find(text, language) if m.concept.field == "countries"}

    assert country in found


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "they told us"), ("en", "to polish the turkey"), ("en", "they may march")],
)
def test_a_common_word_is_no_country_or_month(base: TermBase, language: str, text: str) -> None:
    assert not [m for m in base.find(text, language) if m.concept.field in ("countries", "places")]


def test_what_tells_wordings_apart_is_found_only_where_it_is_asked_for(base: TermBase) -> None:
    words = "They agreed on the border."

    told, all_of_them = base.find(words, "en"), base.find(words, "en", wording=True)

    assert {m.concept.field for m in all_of_them} - {m.concept.field for m in told} == {"wording"}
    assert told == [m for m in all_of_them if m.concept.field != "wording"]
