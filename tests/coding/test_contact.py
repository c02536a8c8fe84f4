"""What a text says of the contact itself, field by field."""

import pytest

from readings import read

MET = "The Secretary met with Minister Orlan of Kazakhstan on 4 March 2024."
CALLED = "President Hale spoke by phone today with President Orlan of Kazakhstan."
CALLED_RU = "4 марта 2024 года состоялся телефонный разговор с Президентом Казахстана Беком."
CALLED_ZH = "2024年3月4日，中国外长林海同美国国务卿黑尔通电话。"


def told(text: str, name: str, country: str | None = None) -> str | None:
    """The value of one field; None where the text does not tell it."""
    found = read(text, country=country).contact.get(name)
    return found.value if found else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CALLED, "call"),
        (MET, "meeting"),
        (CALLED_RU, "call"),
        (CALLED_ZH, "call"),
        ("President Hale held a video call with President Orlan of Kazakhstan.", "video"),
        ("President Hale sent a letter to President Orlan of Kazakhstan.", "message"),
    ],
)
def test_the_way_of_the_contact(text: str, kind: str) -> None:
    assert told(text, "kind") == kind


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (MET, "2024-03-04"),
        (CALLED, "2024-03-05"),  # today: the day of issue
        (CALLED.replace("today", "yesterday"), "2024-03-04"),
        (CALLED_RU, "2024-03-04"),
        (CALLED_ZH, "2024-03-04"),
    ],
)
def test_the_day_of_the_contact(text: str, day: str) -> None:
    assert told(text, "date") == day


def test_a_day_that_no_words_tell_is_the_day_of_issue_without_a_quote() -> None:
    contact = read(CALLED.replace(" today", "")).contact

    assert contact["date"].value == "2024-03-05"
    assert contact["date"].span is None


@pytest.mark.parametrize(
    ("sentence", "side"),
    [
        ("The call took place at the request of Kazakhstan.", "KAZ"),
        ("The call took place at the request of the United States.", "USA"),
        ("The call took place at his request.", "said"),
        ("They discussed trade.", None),
    ],
)
def test_at_whose_wish(sentence: str, side: str | None) -> None:
    assert told(f"{CALLED} {sentence}", "initiative", country="USA") == side


def test_an_answer_to_an_invitation_is_at_the_others_wish() -> None:
    text = "2024年3月4日，中国外长林海应约同美国国务卿黑尔通电话。"

    assert told(text, "initiative", country="CHN") == "USA"


@pytest.mark.parametrize(
    ("sentence", "length"),
    [
        ("The call lasted 40 minutes.", "40 minutes"),
        ("The call lasted two hours.", "120 minutes"),
        ("The flight takes 40 minutes.", None),
        ("The call lasted 90 hours.", None),  # longer than a day: no length of a talk
    ],
)
def test_how_long_it_lasted(sentence: str, length: str | None) -> None:
    assert told(f"{CALLED} {sentence}", "length") == length


def test_who_else_was_there_is_the_whole_sentence() -> None:
    sentence = "The meeting was attended by Mr. Tan and the ambassadors of both countries"
    text = f"{MET} {sentence}. They discussed trade."
    present = read(text).contact["present"]

    assert present.value == sentence
    assert present.span is not None
    assert text[present.span.start : present.span.stop] == sentence
    assert "present" not in read(MET).contact


def test_the_parties_are_the_two_countries_whoever_tells_of_it() -> None:
    assert told(CALLED, "parties", country="USA") == "KAZ, USA"
    assert told(CALLED_ZH, "parties", country="CHN") == "CHN, USA"


def test_the_town_is_the_place() -> None:
    assert told(MET.replace(" on 4", " in Geneva on 4"), "place") == "geneva"


def test_the_title_tells_what_the_text_does_not() -> None:
    contact = read("They discussed trade.", title="Telephone call with Minister Orlan").contact

    assert (contact["kind"].value, contact["kind"].field) == ("call", "title")


@pytest.mark.parametrize("text", [CALLED, MET, CALLED_RU, CALLED_ZH])
def test_every_field_with_a_place_stands_in_the_text(text: str) -> None:
    for field in read(text).contact.values():
        assert field.span is None or text[field.span.start : field.span.stop].strip()
