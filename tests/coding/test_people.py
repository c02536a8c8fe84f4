"""Who is named, beside which office, for which country, in three scripts."""

import pytest

from crossread.coding.people import Person, find_people, mentions, name_key, with_title
from crossread.coding.small_words import small_words
from crossread.lexicon import TermBase
from crossread.model import Span

HEAD_OF_OFFICE = ("orlan", "head-of-leaders-office", None)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Orlan Bek", "bek"),
        ("Joseph R. Hale", "hale"),
        ("Hale’s", "hale"),
        ("Ладовым", "ladov"),
        ("Владимира Ладова", "ladov"),
        ("林海", "linhai"),
    ],
)
def test_a_name_has_one_key_in_every_case_and_script(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        (
            "en",
            "President Hale spoke with President Bek Orlan of Kazakhstan.",
            [("hale", "president", None), ("orlan", "president", "KAZ")],
        ),
        (
            "en",
            "Bek Orlan, President of Kazakhstan, received the envoy.",
            [("orlan", "president", "KAZ")],
        ),
        (
            "ru",
            "Разговор с Президентом Казахстана Арманом Беком.",
            [("bek", "president", "KAZ")],
        ),
        (
            "zh",
            "中国外长林海同美国国务卿黑尔通电话。",
            [("linhai", "foreign-minister", "CHN"), ("heier", "secretary-of-state", "USA")],
        ),
        # the country that stands nearest before an office is its own
        (
            "zh",
            "中国外长林海在巴黎同美国国务卿黑尔会晤。",
            [("linhai", "foreign-minister", "CHN"), ("heier", "secretary-of-state", "USA")],
        ),
        ("en", "He met President Orlan. They spoke.", [("orlan", "president", None)]),
        ("en", "He met Foreign Minister Dr. S. Orlan.", [("orlan", "foreign-minister", None)]),
        ("ru", "Он принял Президента Ладова.", [("ladov", "president", None)]),
        ("en", "The Northern Valley Institute published a study.", []),
        # between office and country may stand the form of the state, or two offices of one person
        (
            "en",
            "He met Prime Minister of the Kingdom of Norway Bek Orlan.",
            [("orlan", "prime-minister", "NOR")],
        ),
        (
            "en",
            "He met Norwegian Prime Minister and Defense Minister Bek Orlan.",
            [("orlan", "prime-minister", "NOR")],
        ),
        ("en", "He met Head of the Office of the President Bek Orlan.", [HEAD_OF_OFFICE]),
        # a place gives nobody a country, nor does the sentence before
        ("en", "In Oslo, Head of the Office of the President Bek Orlan spoke.", [HEAD_OF_OFFICE]),
        ("en", "Head of the Office of the President Bek Orlan in Oslo spoke.", [HEAD_OF_OFFICE]),
        ("en", "The envoy left Norway. President Orlan spoke.", [("orlan", "president", None)]),
        ("ru", "В Осло Президент Арман Ладов выступил.", [("ladov", "president", None)]),
        # who is introduced twice has the country that either says
        (
            "en",
            "President Orlan spoke. Later President Orlan of Norway left.",
            [("orlan", "president", "NOR")],
        ),
        ("en", "Today, President Daniel Hale Jr. spoke.", [("hale", "president", None)]),
        ("en", "They spoke. In June, President Hale left.", [("hale", "president", None)]),
        ("en", "It was President Hale’s Call.", [("hale", "president", None)]),
    ],
)
def test_people_are_found_beside_an_office(
    base: TermBase, language: str, text: str, people: list[tuple[str, str, str | None]]
) -> None:
    found = find_people(text, base.find(text, language), language, small_words(base, language))

    assert [(p.key, p.office, p.country) for p in found] == people
    assert all(text[p.span.start : p.span.stop].startswith(p.name) for p in found)


def test_a_name_without_an_office_is_a_person_if_it_comes_back(base: TermBase) -> None:
    text = "Arman Ladov arrived at noon. Ladov spoke of trade."
    once = "Arman Ladov arrived at noon. The guest spoke of trade."

    assert [p.key for p in find_people(text, base.find(text, "en"), "en")] == ["ladov"]
    assert find_people(once, base.find(once, "en"), "en") == []


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("Bek Orlan", "Orlan came; Orlan’s aide and Orlando did not.", ["Orlan", "Orlan"]),
        ("Арман Ладов", "Ладов сказал; с Ладовым согласны.", ["Ладов", "Ладовым"]),
        ("林海", "林海表示，林海指出。", ["林海", "林海"]),
    ],
)
def test_later_mentions_are_of_the_whole_name(name: str, text: str, words: list[str]) -> None:
    person = Person(name_key(name), name, Span(0, 1), None, None)

    assert [text[s.start : s.stop] for s in mentions(text, person)] == words


def person(country: str | None, name: str = "Orlan") -> Person:
    return Person(name_key(name), name, Span(0, 5), "president", country)


def test_the_title_gives_a_country_where_the_text_gives_none() -> None:
    assert with_title("", [person(None)], [person("KAZ")]) == [person("KAZ")]
    assert with_title("", [person("UZB")], [person("KAZ")]) == [person("UZB")]
    assert with_title("", [person(None)], []) == [person(None)]


def test_the_title_knows_a_person_by_any_word_of_the_name() -> None:
    named = with_title("", [person(None, "Orlan Bek")], [person("KAZ")])

    assert named == [person("KAZ", "Orlan Bek")]


def test_whom_the_title_alone_introduces_is_a_person_where_the_name_first_stands() -> None:
    found = with_title("There spoke Bek Orlan.", [], [person("KAZ", "Bek Orlan")])

    assert [(p.country, p.span) for p in found] == [("KAZ", Span(16, 21))]
    assert with_title("Nobody spoke.", [], [person("KAZ", "Bek Orlan")]) == []


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("President Hale spoke by phone with Prime Minister Orlan.", {"orlan"}),
        ("President Hale hosted Prime Minister Orlan.", {"orlan"}),
        ("President Hale and Prime Minister Orlan spoke.", set()),
        ("President Hale, with Prime Minister Orlan, opened a school.", set()),
    ],
)
def test_the_one_who_is_met_is_noticed(base: TermBase, text: str, met: set[str]) -> None:
    people = find_people(text, base.find(text, "en"), "en", small_words(base, "en"))

    assert {p.key for p in people if p.met} == met
