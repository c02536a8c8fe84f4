"""How terms are matched: each test is one sentence of the reference page on the format."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import BadInput
from crossread.lexicon import Match, TermBase
from crossread.lexicon.compile import compile_base


def make_base(**files: str) -> TermBase:
    """A term base of small files, each given by the name of its field."""
    texts = {f"{field}.yaml": f"field: {field}\nconcepts:\n{text}" for field, text in files.items()}
    return TermBase(compile_base(texts, "test"))


def one_term(term: str, language: str = "en") -> TermBase:
    terms = json.dumps({language: [term]}, ensure_ascii=False)
    return make_base(themes=f"  - {{id: it, label: it, terms: {terms}}}\n")


def words_found(base: TermBase, text: str, language: str = "en") -> list[str]:
    return [text[m.span.start : m.span.stop] for m in base.find(text, language)]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("arms control", "Arms Control and ARMS CONTROL", ["Arms Control", "ARMS CONTROL"]),
        ("US", "The US told us", ["US"]),
        ("Polish", "to polish the Polish text", ["Polish"]),
        ("May", "They may meet in May", ["May"]),
        ("New START", "a new start for New START", ["New START"]),
    ],
)
def test_a_capital_in_a_term_is_a_capital_in_the_text(
    term: str, text: str, found: list[str]
) -> None:
    assert words_found(one_term(term), text) == found


@pytest.mark.parametrize(
    ("language", "term", "text", "found"),
    [
        ("en", "sovereign*", "sovereign, sovereignty", ["sovereign", "sovereignty"]),
        ("ru", "прав* человека", "о правах человека и праве", ["правах человека"]),
        (
            "ru",
            "территориальн* целостност*",
            "Территориальную целостность страны",
            ["Территориальную целостность"],
        ),
        ("en", "tariff*", "counter-tariffs", ["tariffs"]),
        ("en", "trade*", "trade2", ["trade2"]),
    ],
)
def test_a_star_stands_for_the_rest_of_a_word(
    language: str, term: str, text: str, found: list[str]
) -> None:
    assert words_found(one_term(term, language), text, language) == found


def test_a_star_never_reaches_into_the_next_word() -> None:
    assert words_found(one_term("border* talks"), "border and talks") == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("peace talks", "peace\u00a0talks"),
        ("peace talks", "peace\n  talks"),
        ("non-proliferation", "non\u2011proliferation"),
        ("non-proliferation", "non–proliferation"),
        ("people's", "people’s"),
        ("peace talks", "peace\u200b talks"),
    ],
)
def test_spaces_hyphens_and_apostrophes_match_their_kin(term: str, text: str) -> None:
    assert words_found(one_term(term), text) == [text]


@pytest.mark.parametrize("text", ["aide", "raid", "aid2", "7aid", "aidé"])
def test_a_term_starts_and_ends_at_the_edge_of_a_word(text: str) -> None:
    assert words_found(one_term("aid"), text) == []


@pytest.mark.parametrize("text", ["aid", "(aid)", "“aid”", "food-aid", "aid's", "援aid助"])
def test_marks_and_other_scripts_are_edges(text: str) -> None:
    assert words_found(one_term("aid"), text) == ["aid"]


def test_ё_and_е_are_one_letter() -> None:
    assert words_found(one_term("учёт*", "ru"), "учет и учёта", "ru") == ["учет", "учёта"]


def test_chinese_terms_match_anywhere() -> None:
    assert words_found(one_term("军控", "zh"), "双方讨论国际军控合作", "zh") == ["军控"]


def test_a_languages_region_is_of_no_matter() -> None:
    assert words_found(one_term("军控", "zh"), "军控", "zh-Hans-CN") == ["军控"]


RIGHTS = """
  - {id: human-rights, label: human rights, terms: {en: [human rights]}}
  - {id: council, label: the council, terms: {en: [human rights council]}}
"""


def test_of_two_terms_of_one_field_the_longer_hides_the_shorter() -> None:
    base = make_base(themes=RIGHTS)

    assert words_found(base, "the Human Rights Council on human rights") == [
        "Human Rights Council",
        "human rights",
    ]


def test_terms_that_overlap_but_do_not_lie_inside_both_count() -> None:
    base = make_base(
        themes="""
  - {id: border-trade, label: border trade, terms: {en: [border trade]}}
  - {id: trade-talks, label: trade talks, terms: {en: [trade talks]}}
"""
    )

    assert words_found(base, "border trade talks") == ["border trade", "trade talks"]


def test_an_organisation_hides_the_themes_and_countries_inside_its_name() -> None:
    base = make_base(
        themes="  - {id: trade, label: trade, terms: {en: [trade]}}\n",
        organisations="  - {id: wto, label: WTO, terms: {en: [World Trade Organization]}}\n",
    )

    found = base.find("trade at the World Trade Organization", "en")

    assert [m.concept.id for m in found] == ["trade", "wto"]


def test_a_term_does_not_count_where_an_excluding_term_stands_over_it() -> None:
    base = make_base(
        themes="""
  - id: water
    label: water
    terms: {en: [water]}
    not: {en: [watershed moment, in deep water]}
"""
    )

    assert words_found(base, "in deep water over water") == ["water"]


def test_an_excluding_term_bars_its_own_concept_alone() -> None:
    base = make_base(
        themes="""
  - {id: water, label: water, terms: {en: [water]}, not: {en: [deep water]}}
  - {id: sea, label: sea, terms: {en: [deep water]}}
"""
    )

    assert [m.concept.id for m in base.find("deep water", "en")] == ["sea"]


def test_one_word_may_name_two_concepts() -> None:
    base = make_base(
        themes="""
  - {id: one, label: one, terms: {en: [drought]}}
  - {id: two, label: two, terms: {en: [drought]}}
"""
    )

    assert [m.concept.id for m in base.find("drought", "en")] == ["one", "two"]


def test_a_language_that_is_not_covered_is_searched_for_names_in_capitals() -> None:
    base = make_base(organisations="  - {id: nato, label: NATO, terms: {en: [NATO, alliance]}}\n")

    assert not base.covers("fr")
    assert words_found(base, "l'OTAN et la NATO, une alliance", "fr") == ["NATO"]


def test_matches_come_in_the_order_of_the_text() -> None:
    base = make_base(themes=RIGHTS)
    text = "human rights, human rights council, human rights"

    starts = [m.span.start for m in base.find(text, "en")]

    assert starts == sorted(starts)


def test_relations_hold_from_both_ends_with_the_greater_weight() -> None:
    base = make_base(
        themes="""
  - {id: ransomware, label: r, related: {cybercrime: 0.7}, terms: {en: [ransomware]}}
  - {id: cybercrime, label: c, related: {ransomware: 0.4}, terms: {en: [cybercrime]}}
"""
    )

    assert base.neighbours("cybercrime") == {"ransomware": 0.7}
    assert base.neighbours("ransomware") == {"cybercrime": 0.7}


def test_an_unknown_concept_is_said_to_be_unknown() -> None:
    base = one_term("aid")

    assert base.label("no-such-matter") == "no such matter"
    with pytest.raises(BadInput, match="no concept 'no-such-matter'"):
        base.concept("no-such-matter")


# --- properties, on the base that ships -----------------------------------------------------------

WORDS = st.lists(
    st.sampled_from(
        [
            "the US", "us", "human rights", "Human Rights Council", "Polish", "arms", "-", "–",
            " ", "\n", "\u00a0", "\u00ad", ", ", "трудов", "права человека", "ё", "США", "中美",
            "台湾问题", "南海", "、", "NATO", "1,000", "İ", "ß", "e\u0301",
        ]
    ),
    max_size=20,
).map("".join)  # fmt: skip
LANGUAGE = st.sampled_from(["en", "ru", "zh", "fr"])


def spans_of(matches: list[Match]) -> list[tuple[int, int]]:
    return [(m.span.start, m.span.stop) for m in matches]


@given(text=WORDS, language=LANGUAGE)
def test_what_is_found_stands_in_the_text_word_for_word(
    base: TermBase, text: str, language: str
) -> None:
    for match in base.find(text, language):
        words = text[match.span.start : match.span.stop]
        assert words.strip() == words
        again = [m.term for m in base.find(words, language) if m.concept is match.concept]
        assert match.term in again


@given(text=WORDS, language=LANGUAGE)
def test_of_one_field_nothing_lies_inside_a_longer_match(
    base: TermBase, text: str, language: str
) -> None:
    found = base.find(text, language)
    for one in found:
        for other in found:
            if one.concept.field == other.concept.field and one.span != other.span:
                assert not one.span.holds(other.span)


@given(text=WORDS, language=LANGUAGE)
def test_what_stands_before_does_not_change_what_is_found(
    base: TermBase, text: str, language: str
) -> None:
    before = "1 2 — . "

    moved = [
        (a - len(before), b - len(before)) for a, b in spans_of(base.find(before + text, language))
    ]

    assert moved == spans_of(base.find(text, language))
