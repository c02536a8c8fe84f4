"""Are two texts accounts of one contact? Each reason for and against, and the fields."""

import pytest

from crossread.align.contact import SAME_RULES, compare_contacts
from crossread.model import ContactField, ContactTable
from readings import read

USA = "President Hale spoke by phone on 4 March 2024 with President Orlan of Kazakhstan."
KAZ = "President Orlan spoke by phone on 4 March 2024 with President Hale of the United States."


def table(left: str, right: str) -> ContactTable:
    return compare_contacts(read(left, country="USA"), read(right, "right", country="KAZ"))


def field(name: str, left: str, right: str) -> ContactField:
    return next(f for f in table(left, right).fields if f.name == name)


def test_day_parties_and_people_that_agree_are_one_contact() -> None:
    found = table(USA, KAZ)

    assert found.same is True
    assert found.reasons == ("the dates agree", "the parties agree", "the people agree")
    assert (found.kind, found.date) == ("call", "2024-03-04")


def test_days_next_to_one_another_are_not_said_to_agree() -> None:
    found = table(USA, KAZ.replace("4 March", "5 March"))

    assert found.same is True
    assert found.reasons[0] == "the dates are a day apart"


@pytest.mark.parametrize(
    ("right", "reason"),
    [
        (KAZ.replace("4 March", "24 March"), "the dates are 20 days apart"),
        (
            KAZ.replace("spoke by phone", "held a meeting"),
            "one reports a call, the other a meeting",
        ),
    ],
)
def test_one_reason_against_is_enough(right: str, reason: str) -> None:
    found = table(USA, right)

    assert found.same is False
    assert found.reasons == (reason,)


def test_other_parties_are_another_contact() -> None:
    france = read("President Aubry of France received President Tan of Nepal.", country="FRA")

    assert compare_contacts(read(USA, country="USA"), france).same is False


def test_texts_that_tell_nothing_leave_it_open() -> None:
    ours, theirs = (read("They discussed trade.", side, date=None) for side in ("left", "right"))

    assert compare_contacts(ours, theirs).same is None


def test_a_day_between_time_zones_is_no_difference() -> None:
    assert table(USA, KAZ.replace("4 March", "5 March")).same is True


@pytest.mark.parametrize(
    ("name", "right", "agree"),
    [
        ("kind", KAZ, True),
        ("kind", KAZ.replace("spoke by phone", "held a video call"), True),
        ("kind", KAZ.replace("spoke by phone", "held a meeting"), False),
        ("date", KAZ, True),
        ("date", KAZ.replace("4 March", "9 March"), False),
        ("parties", KAZ, True),
        ("people", KAZ, True),
        ("people", KAZ.replace("Hale", "Vance"), False),
    ],
)
def test_fields_agree_or_not(name: str, right: str, agree: bool) -> None:
    assert field(name, USA, right).agree is agree


def test_a_field_that_one_side_tells_neither_agrees_nor_not() -> None:
    found = field("length", f"{USA} The call lasted 40 minutes.", KAZ)

    assert found.left is not None
    assert found.right is None
    assert found.agree is None


def test_lists_of_others_present_are_not_held_against_each_other() -> None:
    there = " The meeting was attended by the ambassadors."
    also = " The meeting was attended by the deputies."

    assert field("present", USA + there, KAZ + also).agree is None


def test_names_in_two_scripts_agree() -> None:
    russian = read(
        "4 марта 2024 года состоялся телефонный разговор Президента Казахстана Орлана "
        "с Президентом США Хейлом.",
        "right",
        country="KAZ",
    )
    found = compare_contacts(read(USA.replace("Hale", "Heil"), country="USA"), russian)

    assert found.same is True


def test_every_quote_of_a_field_stands_in_its_text() -> None:
    ours, theirs = read(USA, country="USA"), read(KAZ, "right", country="KAZ")

    for shown in compare_contacts(ours, theirs).fields:
        for value, reading in ((shown.left, ours), (shown.right, theirs)):
            if value is not None and value.quote is not None:
                value.quote.check(reading.readout)


def test_rules_look_from_either_side_alike() -> None:
    ours, theirs = read(USA, country="USA"), read(KAZ, "right", country="KAZ")

    for rule in SAME_RULES:
        assert rule(ours, theirs) == rule(theirs, ours)
