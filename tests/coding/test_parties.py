"""Who speaks with whom, as each text tells it and as the two together do."""

import pytest

from crossread.coding.parties import Parties, own_countries
from readings import read


@pytest.mark.parametrize(
    ("text", "country", "sides"),
    [
        ("President Hale spoke with President Orlan of Kazakhstan.", "USA", ("USA", "KAZ")),
        ("Президент России Ладов принял министра Казахстана Бека.", None, ("RUS", "KAZ")),
        ("中国外长林海同美国国务卿黑尔通电话。", None, ("CHN", "USA")),
        ("The Minister spoke of the harvest.", None, (None, None)),
        # a ministry names its own first; a third state, named most, is no party
        (
            "President of Kazakhstan Bek Orlan spoke with President of France Hale. "
            "They spoke of Norway. Norway agreed.",
            None,
            ("KAZ", "FRA"),
        ),
    ],
)
def test_the_parties_of_one_text(
    text: str, country: str | None, sides: tuple[str | None, str | None]
) -> None:
    parties = read(text, country=country).parties

    assert (parties.own, parties.other) == sides


def test_who_has_no_country_acts_for_the_publisher() -> None:
    parties = read("President Hale met President Orlan of Kazakhstan.", country="USA").parties

    assert {p.key: p.country for p in parties.people} == {"hale": "USA", "orlan": "KAZ"}
    assert parties.principals() == {"hale", "orlan"}


def test_who_is_met_acts_for_the_other_side_if_it_is_named() -> None:
    abroad = read("In Kazakhstan, President Hale met with Prime Minister Orlan.", country="USA")
    home = read("President Hale met with Governor Orlan. They discussed trade.", country="USA")
    far = "\nThey spoke of trade. It grew. It grew again. Kazakhstan helped. Kazakhstan came."
    unsure = read("President Hale met with Governor Orlan." + far, country="USA")

    countries = [{p.key: p.country for p in r.parties.people} for r in (abroad, home, unsure)]
    assert [c["orlan"] for c in countries] == ["KAZ", "USA", None]


def test_the_head_of_an_organisation_need_serve_no_state() -> None:
    reading = read("Secretary-General Bek Orlan opened the talks.", country="USA")

    assert [p.country for p in reading.parties.people] == [None]


def told(own: str | None, other: str | None, surety: int = 0, *met: str) -> Parties:
    return Parties(own, other, (), surety, frozenset(met))


@pytest.mark.parametrize(
    ("left", "right", "countries"),
    [
        # they fit
        (told("USA", "KAZ", 4), told("KAZ", "USA", 4), ("USA", "KAZ")),
        (told("USA", None, 4), told("KAZ", "USA", 4), ("USA", "KAZ")),
        # neither knows its own: each is whom the other spoke with
        (told(None, "KAZ"), told(None, "USA"), ("USA", "KAZ")),
        (told(None, "KAZ"), told(None, "KAZ"), (None, None)),
        # one does not know: it is whom the other spoke with
        (told("USA", "KAZ", 4), told(None, "USA"), ("USA", "KAZ")),
        (told(None, "KAZ"), told("KAZ", "USA", 3), ("USA", "KAZ")),
        # both claim one country: the surer one has it
        (told("USA", "KAZ", 4), told("USA", "KAZ", 1), ("USA", "KAZ")),
        (told("KAZ", "USA", 1), told("KAZ", "USA", 4), ("USA", "KAZ")),
        # a guess gives way to whom the other text says that its side met
        (told("UZB", "KAZ", 1), told("KAZ", "USA", 1, "USA"), ("USA", "KAZ")),
        (told("UZB", "KAZ", 2), told("KAZ", "USA", 1, "USA"), ("UZB", "KAZ")),
        (told("UZB", "KAZ", 1), told("KAZ", "USA", 1, "USA", "FRA"), ("UZB", "KAZ")),
        # what the file says stands, even where it cannot be one contact
        (told("USA", "KAZ", 4), told("FRA", "UZB", 4), ("USA", "FRA")),
    ],
)
def test_each_text_helps_to_tell_the_others_country(
    left: Parties, right: Parties, countries: tuple[str | None, str | None]
) -> None:
    assert own_countries(left, right) == countries
    assert own_countries(right, left) == countries[::-1]
