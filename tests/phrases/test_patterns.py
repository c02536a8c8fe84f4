"""A family reads as its leader, with slots for names and for what differs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.model.phrase import Slot, Swap
from crossread.phrases.patterns import find_pattern, find_swaps, joined, pieces_of
from phrases.passages import passage


def test_names_and_differing_words_become_slots_with_their_fillers() -> None:
    members = [
        passage(1, "Orlan affirmed support for Norland’s sovereignty.", names="Orlan Norland"),
        passage(2, "Odell affirmed support for Sudria’s sovereignty.", names="Odell Sudria"),
        passage(3, "Odell affirmed firm backing for Sudria’s sovereignty.", names="Odell Sudria"),
        passage(4, "Odell affirmed backing for Norland’s sovereignty.", names="Odell Norland"),
        passage(5, "Odell affirmed its help for Norland’s sovereignty.", names="Odell Norland"),
    ]

    pattern = find_pattern(members)

    assert pattern.text == "{person} affirmed … for {country}’s sovereignty."
    assert pattern.slots == (
        Slot("{person}", (("Odell", 4), ("Orlan", 1))),
        Slot("…", (("support", 2), ("backing", 1), ("firm backing", 1), ("its help", 1))),
        Slot("{country}", (("Norland", 3), ("Sudria", 2))),
    )


def test_a_second_name_of_a_kind_is_numbered() -> None:
    pattern = find_pattern([passage(1, "Norland and Sudria agreed.", names="Norland Sudria")])

    assert pattern.text == "{country} and {country 2} agreed."


def test_swaps_tell_words_and_names_that_are_others() -> None:
    before = passage(1, "Orlan voiced deep concern over Norland.", names="Orlan Norland")
    now = passage(2, "Orlan voiced grave concern over Sudria now.", names="Orlan Sudria")

    assert find_swaps(before, now) == (
        Swap("deep", "grave"),
        Swap("Norland", "Sudria"),
        Swap("", "now"),
    )


@given(st.lists(st.sampled_from(["support", "for", "peace", ",", "and", "aid"]), max_size=12))
@settings(deadline=None)
def test_a_family_of_one_reads_as_its_leader(words: list[str]) -> None:
    one = passage(1, " ".join(["The", *words]))

    assert find_pattern([one]).text == one.text == joined(pieces_of(one))
    assert find_swaps(one, one) == ()
