"""Who is named, beside which office, for which country, in three scripts."""

import pytest

from crossread.coding.people import Person, find_people, mentions, name_key, with_title
from crossread.lexicon import TermBase
from crossread.model import Span


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
        ("en", "He met President Orlan. They spoke.", [("orlan", "president", None)]),
        ("en", "He met Foreign Minister Dr. S. Orlan.", [("orlan", "foreign-minister", None)]),
        ("ru", "Он принял Президента Ладова.", [("ladov", "president", None)]),
        ("en", "The Northern Valley Institute published a study.", []),
    ],
)
def test_people_are_found_beside_an_office(
    base: TermBase, language: str, text: str, people: list[tuple[str, str, str | None]]
) -> None:
    found = find_people(text, base.find(text, language), language)

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


def test_the_title_gives_a_country_where_the_text_gives_none() -> None:
    def person(country: str | None) -> Person:
        return Person("orlan", "Orlan", Span(0, 5), None, country)

    assert with_title([person(None)], [person("KAZ")]) == [person("KAZ")]
    assert with_title([person("UZB")], [person("KAZ")]) == [person("UZB")]
    assert with_title([person(None)], []) == [person(None)]
