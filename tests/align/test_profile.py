"""What a point brings to a pairing, weighted by rarity."""

from crossread.align.profile import GENERAL, PARTY, UNSEEN, make_profiles
from crossread.lexicon import TermBase
from readings import one_profile, profiles, read

TRADE = "trade-economic-cooperation"


def test_what_is_rare_in_the_archives_weighs_more(base: TermBase) -> None:
    readings = read("They discussed trade and climate change."), read("They met.", "right")

    (made, *_), _ = make_profiles(*readings, base, {TRADE: 0.2, "climate-change": 0.8})

    assert made.concepts[TRADE] < made.concepts["climate-change"]


def test_what_every_point_has_weighs_less() -> None:
    often, _ = profiles("They discussed trade.\n" * 4, "They discussed trade.")
    once, _ = profiles("They discussed trade.", "They discussed trade.")

    assert often[0].concepts[TRADE] < once[0].concepts[TRADE] == UNSEEN


def test_a_general_concept_weighs_little(base: TermBase) -> None:
    profile, _ = one_profile("They discussed trade and bilateral relations.", "They met.")
    general = [c for c in profile.concepts if base.concept(c).general]

    assert all(profile.concepts[c] <= GENERAL for c in general)


def test_the_parties_own_countries_weigh_little() -> None:
    text = "The United States thanked Kazakhstan for aid to Nepal."
    profile, _ = one_profile(text, "They met.", country="USA")

    assert profile.actors["NPL"] == 1.0
    assert profile.actors["USA"] <= PARTY


def test_the_two_who_spoke_are_no_third_persons() -> None:
    text = "President Hale told President Orlan of Kazakhstan of trade with President Tan of Nepal."
    profile, _ = one_profile(text, "They met.", country="USA")

    assert "hale" not in profile.people


def test_words_are_compared_in_one_language_only() -> None:
    same, _ = one_profile("They discussed trade.", "They discussed trade.")
    other, _ = one_profile("They discussed trade.", "Стороны обсудили торговлю.")

    assert same.stems
    assert not other.stems


def test_a_concept_is_near_itself_most() -> None:
    profile, _ = one_profile("They discussed trade, terrorism and human rights.", "They met.")

    assert all(profile.near[c] == 1.0 for c in profile.concepts)
    assert all(0 < nearness <= 1 for nearness in profile.near.values())


def test_how_much_a_point_has_a_concept_to_itself() -> None:
    first, second, third = profiles(
        "They discussed trade.\nThey praised trade.\nThey raised human rights.", "They met."
    )[0]

    assert first.alone[TRADE] == second.alone[TRADE] == 0.5
    assert third.alone["human-rights"] == 1.0


def test_places_run_through_the_text() -> None:
    made, _ = profiles("They discussed trade.\nThey raised human rights.", "They met.")

    assert [p.place for p in made] == sorted(p.place for p in made)
    assert all(0 <= p.place < 1 for p in made)
