"""Two wordings compared: what changed, to the letter, and of which kind."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.wording import compare_wordings
from crossread.lexicon import TermBase
from crossread.lexicon.base import load_base
from crossread.model import Change, Moment, Stretch, Wording, WordingEdit

BEFORE = "The two ministers met in Varn and spoke of the border and of trade for two hours. "
AFTER = " The talks will go on in spring."


@dataclass(frozen=True)
class Case:
    """One trap: the sentence before and after, and what the edit must say of it."""

    old: str
    new: str
    kind: str
    rule: str
    shown: tuple[str, str]  # the changed words
    language: str = "en"


CASES = [
    Case(
        "Aid of $1.5 million was given.",
        "Aid of $15 million was given.",
        "figure",
        "other_figure",
        ("$1.5 million", "$15 million"),
    ),
    Case(
        "They gave $1,000,000 to Sudria.",
        "They gave $5,000,000 to Sudria.",
        "figure",
        "other_figure",
        ("$1,000,000", "$5,000,000"),
    ),
    Case(
        "Norland opposes Taiwan independence in any form.",
        'Norland opposes "Taiwan independence" in any form.',
        "scare_quote",
        "term_in_quotes",
        ("Taiwan independence", '"Taiwan independence"'),
    ),
    Case("Sudria will not invade.", "Sudria will not invade?", "modality", "into_question",
         (".", "?")),
    Case("They plan to re-sign the accord.", "They plan to resign the accord.", "fact",
         "other_hyphen", ("re-sign", "resign")),
    Case("It is set for 1-2 May in Varn.", "It is set for 12 May in Varn.", "date", "other_date",
         ("1-2 May", "12 May")),
    Case("It is set for 11-12 May in Varn.", "It is set for 12 May in Varn.", "date",
         "other_date", ("11-12 May", "12 May")),
    Case("The envoys, who left, were heard.", "The envoys who left, were heard.", "style",
         "punctuation", (",", "")),
    Case("Norland committed to buy wheat.", "Norland intends to buy wheat.", "modality",
         "commitment", ("committed", "intends")),
    Case("The sides discussed the dam.", "The sides agreed on the dam.", "modality", "commitment",
         ("discussed", "agreed on")),
    Case("They spoke of the imposition of fees.", "They spoke of action to impose fees.",
         "modality", "realisation", ("the imposition of", "action to impose")),
    Case("Norland is launching a fund.", "Norland is working to establish a fund.", "modality",
         "realisation", ("launching", "working to establish")),
    Case("Norland has arranged a flight.", "Norland is sourcing a flight.", "modality",
         "realisation", ("has arranged", "is sourcing")),
    Case("Norland published the map.", "Norland will publish the map.", "modality", "realisation",
         ("published", "will publish")),
    Case("Norland will sign the accord.", "Norland signed the accord.", "modality", "realisation",
         ("will sign", "signed")),
    Case("They have the seats in the hall of Varn.", "They seat us in the hall of Varn.", "fact",
         "claim_altered", ("have the seats", "seat us")),
    Case("The map was shown.", "The map, which will help, was shown.", "fact", "claim_added",
         ("", ", which will help,")),
    Case("Norland does recognise the vote.", "Norland does not recognise the vote.", "modality",
         "denial", ("", "not ")),
    Case("Minister Orlan said trade grew.", "Minister Dalen said trade grew.", "attribution",
         "other_speaker", ("Orlan", "Dalen")),
    Case("They met President Orlan there.", "They met Prime Minister Orlan there.", "name",
         "other_name", ("President", "Prime Minister")),
    Case("They thanked Dr. Natalie Orlan.", "They thanked Dr. Natalia Orlan.", "name",
         "other_name", ("Natalie", "Natalia")),
    Case("They met on Monday in Varn.", "They met on Friday in Varn.", "date", "other_date",
         ("Monday", "Friday")),
    Case("It covers the old dams.", "It covers old dams.", "style", "small_words", ("the ", "")),
    Case("The labour talks went on.", "The labor talks went on.", "style", "spelling",
         ("labour", "labor")),
    Case("He said “peace” there.", 'He said "peace" there.', "style", "typography",
         ("“peace”", '"peace"')),
    Case("The aid arrived there.", "The aid\u00a0arrived there.", "style", "only_space",
         (" ", "\u00a0")),
    Case("The U.S. envoy left.", "The US envoy left.", "style", "same_letters",
         ("U.S.", "US")),
    Case("They have a planrestore trade.", "They have a plan to restore trade.", "style",
         "same_letters", ("planrestore", "plan to restore")),
    Case("They spoke of a fair peace.", "They spoke of a durable peace.", "fact",
         "claim_altered", ("fair", "durable")),
    Case("The list of dams can be found here.", "The list of dams.", "metadata", "link_address",
         (" can be found here", "")),
    Case("The list is at Varn.gov/dams.", "The list is at https://varn.example/a.", "metadata",
         "link_address", ("Varn.gov/dams", "https://varn.example/a")),
    Case("They thanked Mr Orlan there.", "They thanked Ms Orlan there.", "style",
         "form_of_address", ("Mr", "Ms")),
    Case("It was said in Varn w. Dalen.", "It was said in Varn v. Dalen.", "style", "spelling",
         ("w", "v")),
    Case("They did what we can there.", "They did what he can there.", "fact", "claim_altered",
         ("we", "he")),
    Case("See https://varn.example/a for more.", "See https://varn.example/b for more.",
         "metadata", "link_address", ("https://varn.example/a", "https://varn.example/b")),
    Case("双方就贸易交换意见。中方援5000万元。", "双方就贸易交换意见。中方援8000万元。", "figure",
         "other_figure", ("5000万", "8000万"), "zh"),
    Case("奥尔兰部长承诺加强合作。", "奥尔兰部长计划加强合作。", "modality", "commitment",
         ("承诺", "计划"), "zh"),
    Case("Норландия обязалась закупить зерно.", "Норландия намерена закупить зерно.", "modality",
         "commitment", ("обязалась", "намерена"), "ru"),
    Case("Помощь составит 5 млн долларов.", "Помощь составит 50 млн долларов.", "figure",
         "other_figure", ("5 млн долларов", "50 млн долларов"), "ru"),
    Case("They sent hundreds of millions of doses.", "They sent hundreds of billions of doses.",
         "figure", "other_magnitude", ("millions", "billions")),
    Case("They pledged a million doses.", "They pledged a billion doses.", "figure",
         "other_magnitude", ("million", "billion")),
    Case("Они обещали тысячи доз.", "Они обещали миллионы доз.", "figure", "other_magnitude",
         ("тысячи", "миллионы"), "ru"),
]  # fmt: skip


def edit(old: str, new: str, language: str = "en", **given: str) -> WordingEdit:
    return compare_wordings(
        Wording(text=old, language=language, **given),  # type: ignore[arg-type]
        Wording(text=new, language=language, **given),  # type: ignore[arg-type]
        load_base(),
    )


def applied(old: str, changes: list[Change]) -> str:
    """The old text with the changes made: what stayed, with the new words where they stand."""
    place, kept = 0, ""
    for change in sorted(changes, key=lambda c: c.old):
        kept += old[place : change.old.start]
        place = change.old.stop
    kept += old[place:]
    made, taken = "", 0
    for change in sorted(changes, key=lambda c: (c.new, c.old)):
        step = change.new.start - len(made)
        made += kept[taken : taken + step] + change.new.words
        taken += step
    return made + kept[taken:]


def top(found: WordingEdit) -> list[Change]:
    return [c for c in found.changes if c.field == "text" and c.inside is None]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.new)
def test_a_change_is_shown_whole_and_called_what_it_is(case: Case) -> None:
    found = edit(case.old, case.new, case.language)

    told = [(c.kind, c.rule, (c.old.words, c.new.words)) for c in found.changes]
    assert told == [(case.kind, case.rule, case.shown)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.new)
def test_it_is_the_same_among_other_sentences(case: Case) -> None:
    found = edit(BEFORE + case.old + AFTER, BEFORE + case.new + AFTER, case.language)

    assert [(c.kind, c.rule) for c in found.changes] == [(case.kind, case.rule)]
    assert (found.changes[0].old.words, found.changes[0].new.words) == case.shown


@pytest.mark.parametrize("text", ["", "  \n", BEFORE, "双方就边境贸易交换意见。"])
def test_the_same_text_is_no_edit(text: str) -> None:
    found = edit(text, text)

    assert not found
    assert (found.kinds, found.significance, found.added, found.removed) == ((), 0.0, (), ())


def test_two_swapped_paragraphs_are_one_move() -> None:
    first, second = "Trade grew in the spring of the year.", "The dam was spoken of at length too."

    found = edit(f"{BEFORE}\n\n{first}\n\n{second}", f"{BEFORE}\n\n{second}\n\n{first}")

    assert [c.kind for c in found.changes] == ["move"]
    assert found.changes[0].old.core == found.changes[0].new.core
    assert (found.added, found.removed) == ((), ())


def test_a_change_in_a_moved_paragraph_stands_inside_the_move() -> None:
    moved, other = "Trade between the two grew by {} percent in spring.", "The dam was spoken of."
    old = f"{BEFORE}\n\n{moved.format(5)}\n\n{other}\n\n{AFTER}"
    new = f"{BEFORE}\n\n{other}\n\n{AFTER}\n\n{moved.format(7)}"

    found = edit(old, new)

    assert [(c.kind, c.inside) for c in found.changes] == [("move", None), ("figure", 0)]
    assert found.changes[1].new.words == "7 percent"
    assert found.significance == found.changes[1].significance


def test_words_moved_inside_a_sentence_are_a_move() -> None:
    found = edit("Today in Varn they met for two hours.", "Today they met for two hours in Varn.")

    assert [(c.kind, c.old.core, c.new.core, c.inside) for c in found.changes] == [
        ("move", "in Varn", "in Varn", None)
    ]


def test_words_moved_in_one_sentence_hold_no_change_of_another() -> None:
    old = "Today in Varn they met for two hours. Norland committed to buy wheat."
    new = "Today they met for two hours in Varn. Norland intends to buy wheat."

    found = edit(old, new)

    assert [(c.kind, c.inside) for c in found.changes] == [("move", None), ("modality", None)]
    assert applied(old, top(found)) == new


def test_a_sentence_cut_in_two_is_not_told_as_one_gone_and_two_come() -> None:
    found = edit(
        "The sides spoke of the dam and the minister thanked Norland for its aid.",
        "The sides spoke of the dam. The minister thanked Norland for its aid.",
    )

    assert max(len(c.new.words) for c in found.changes) < 10
    assert "fact" not in found.kinds


def test_a_sentence_that_went_is_a_fact_with_its_reasons_in_words() -> None:
    gone = " The two leaders also spoke of the riots in Sudria and agreed to send $5 million."

    found = edit(BEFORE + gone.strip() + AFTER, BEFORE.strip() + AFTER)

    change = found.changes[0]
    assert (change.kind, change.rule, change.new.words) == ("fact", "sentence_removed", "")
    told = " | ".join(weight.words for weight in change.weights)
    assert "in the lead paragraph" in told and "it gives $5 million" in told
    assert "a promise or agreement stands in it: agreed" in told


def test_the_reasons_of_a_weaker_promise_are_told() -> None:
    found = edit("Norland committed to buy wheat.", "Norland intends to buy wheat.")

    assert [w.words for w in found.weights] == [
        "how firmly it is said changed: committed -> intends",
        "commitment weakened: committed -> intends",
    ]
    assert found.significance > 0.6


def test_a_sentence_cut_off_or_joined_is_style() -> None:
    one = "H.R. 5512, the Act on Dams, which gives money for the dams of the north and of the south"
    two = (
        "H.R. 5513, the Act on Halls, which gives the halls of the north and the east to the towns"
    )
    thanks = "Thanks go to Minister Orlan and to the envoy for their work."

    found = edit(f"It was signed:\n{one}; and\n{two}.", f"It was signed:\n{one}.\n{thanks}\n{two}.")

    told = {c.kind for c in found.changes if "Act on" in c.old.words + c.new.words}
    assert told == {"style"}
    assert "fact" in found.kinds  # the thanks


def test_what_stands_before_the_first_paragraph_is_a_byline_though_it_is_long() -> None:
    line = "Natalie Q. Orlan, Deputy Minister of State for the Dams\nVia Telephone\n"
    text = f"{BEFORE}The minister answered.{AFTER}"

    (change,) = edit(f"Varn\n{text}", f"{line}Varn\n{text}").changes

    assert (change.kind, change.rule) == ("metadata", "byline")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("published", "will publish", ("less far: done -> to come", 0.15)),
        ("will publish", "published", ("further: to come -> done", 0.1)),
        ("is launching", "plans to launch", ("less far: under way -> planned or sought", 0.15)),
        ("publishes", "plans to publish", ("less far: said to be so -> planned or sought", 0.15)),
    ],
)
def test_how_far_an_act_has_come_is_told_in_words(
    old: str, new: str, told: tuple[str, float]
) -> None:
    (change,) = edit(f"Norland {old} a map.", f"Norland {new} a map.").changes

    assert change.rule == "realisation"
    assert change.weights[0].words.startswith("how far it has come changed: ")
    assert told in [(w.words, w.value) for w in change.weights]


def test_another_hour_of_the_same_day_weighs_little(base: TermBase) -> None:
    day = date(2024, 3, 5)
    old = Wording(text=BEFORE, date=Moment(day, "19:00"))
    new = Wording(text=BEFORE, date=Moment(day, "19:31:07"))

    (change,) = compare_wordings(old, new, base).changes

    assert (change.rule, change.significance) == ("stated_date", 0.05)
    assert change.weights[0].words.startswith("the stated hour changed: 2024-03-05T19:00 -> ")


SPELLED = "the same name in another spelling or form"


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Dr. Jamie Velt", "Dr. Jaime Velt", True),  # two letters changed places
        ("Mr. Elyakam Meyer", "Mr. Elyakam Mayer", True),
        ("Mr. Ano Velt", "Mr. Año Velt", True),
        ("the envoy of Lichtenstein", "the envoy of Liechtenstein", True),
        ("the envoy of Mauritania", "the envoy of Mauritius", False),
        ("the envoy of Austria", "the envoy of Australia", False),
        ("the envoy of Iran", "the envoy of Iraq", False),
        ("Mr. Harris Velt", "Mr. Harry Velt", False),
        ("Mr. Dmat Velt", "Mr. Dalmat Velt", False),
    ],
)
def test_two_names_are_one_only_where_hardly_a_letter_differs(
    old: str, new: str, same: bool
) -> None:
    (change,) = edit(f"They thanked {old} there.", f"They thanked {new} there.").changes

    assert change.kind == "name"
    assert (SPELLED in [w.words for w in change.weights]) is same


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("It cost $2 million.", "It cost $2 billion.",
         ["a figure changed: $2 million -> $2 billion", "1,000 times as much"]),
        ("It cost $664 million.", "It cost $645 million.",
         ["a figure changed: $664 million -> $645 million"]),
        ("It has 40 rooms.", "It has 16 rooms.",
         ["a figure changed: 40 -> 16", "2.5 times as little"]),
        ("It cost $ 728billion.", "It cost $ 7.28 billion.",
         ["a figure changed: $ 728billion -> $ 7.28 billion"]),
        ("It is the 30th year.", "It is the 34th year.", ["a figure changed: 30th -> 34th"]),
        ("They signed H.R. 1642, on rent.", "They signed H.R. 1652, on rent.",
         ["a number that names a thing changed: 1642 -> 1652"]),
        ("They read page 120 there.", "They read page 12 there.",
         ["a number that names a thing changed: 120 -> 12"]),
        ("It was so in 201.", "It was so in 2015.", ["a figure came or went: 201 -> 2015"]),
        ("It took eight years there.", "It took eighty* years there.",
         ["a figure came or went: eight years -> eighty* years"]),
    ],
)  # fmt: skip
def test_figures_are_told_as_they_stand_and_as_people_write_them(
    old: str, new: str, told: list[str]
) -> None:
    (change,) = edit(BEFORE + old + AFTER, BEFORE + new + AFTER).changes

    assert change.kind == "figure"
    assert [w.words for w in change.weights if w.words != "in the lead paragraph"] == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("They spoke of COVID-19 and H-2A visas, too.", []),
        ("They took SupremePro 2, which is sold there.", []),
        ("They gave $100M for the dam there.", ["it gives $100M"]),
        ("They gave 40 tents for the dam there.", ["it gives 40"]),
        ("His legacy will live on in the hall.", []),
        ("We will mend the old dam in spring.", ["a promise or agreement stands in it: will"]),
        ("Canada will mend the old dam in spring.",
         ["a promise or agreement stands in it: will", "it names Canada"]),
        ("They pledged to mend the old dam.", ["a promise or agreement stands in it: pledged"]),
        ("They met entrepreneurs and the Speaker there.", []),
        ("The Deputy Secretary spoke of the riots in Haiti.", ["it names Haiti"]),
        ("They met Prime Minister Orlan in the hall.", ["it names Prime Minister Orlan"]),
        ("They spoke of the Asia Pacific all day.", []),
        ("They spoke of the war of aggression all day.",
         ["a name that carries blame: war of aggression"]),
    ],
)  # fmt: skip
def test_only_what_stands_in_a_sentence_is_given_as_a_reason(
    sentence: str, told: list[str]
) -> None:
    (change,) = edit(BEFORE + AFTER, f"{BEFORE}{sentence}{AFTER}").changes

    first, *others = [w.words for w in change.weights]
    assert first.startswith("a sentence came: ")
    assert [w for w in others if "lead" not in w and "substance" not in w] == told


def test_another_name_for_a_contested_thing_is_told_with_both() -> None:
    (change,) = edit("They spoke of Kiev there.", "They spoke of Kyiv there.").changes

    assert "a contested name: Kiev -> Kyiv" in [w.words for w in change.weights]


def test_more_sentences_than_one_are_counted() -> None:
    more = "The dam was mended in May. The hall was not. A bridge was opened."

    (change,) = edit(BEFORE + AFTER, f"{BEFORE}{more}{AFTER}").changes

    assert change.weights[0].words.startswith("3 sentences came: The dam was")
    assert "7 words of substance" in [w.words for w in change.weights]


def test_marks_alone_weigh_next_to_nothing_and_are_reported() -> None:
    found = edit("He said “peace”\u00a0there.", 'He said "peace" there.')

    assert found.kinds == ("style",)
    assert 0 < found.significance < 0.01


def test_title_date_and_address_are_compared_too(base: TermBase) -> None:
    old = Wording(text=BEFORE, title="A talk in Varn", date=Moment(date(2024, 3, 5)), url="/a")
    new = Wording(text=BEFORE, title="Talk held at Varn", date=Moment(date(2024, 3, 6)), url="/b")

    found = compare_wordings(old, new, base)

    assert found.kinds[-1] == "metadata"
    assert [c.field for c in found.changes][-2:] == ["date", "url"]
    assert found.changes[-2].old == Stretch(0, 10, "2024-03-05")
    assert not found.added


def test_a_figure_in_the_title_weighs_more_than_in_the_text() -> None:
    one = edit(BEFORE, BEFORE, title="x")
    old, new = "Norland gives 5 million", "Norland gives 7 million"
    titled = compare_wordings(
        Wording(text=BEFORE, title=old, language="en"),
        Wording(text=BEFORE, title=new, language="en"),
        load_base(),
    )

    assert not one
    assert titled.changes[0].kind == "figure"
    assert "in the title" in [w.words for w in titled.weights]


WORDS = st.sampled_from(
    [
        "trade",
        "the",
        "Norland",
        "5",
        "million",
        "will",
        "not",
        "дам",
        "贸",
        "易",
        "“",
        "”",
        ",",
        ".",
    ]
)
SPACES = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\u00a0", "", "\t"])
TEXTS = st.lists(st.tuples(WORDS, SPACES), max_size=30).map(
    lambda parts: "".join(word + space for word, space in parts)
)
ANY = st.one_of(TEXTS, st.text(max_size=60))
PARAGRAPHS = st.lists(
    st.sampled_from(
        [
            "Trade grew by 5 percent in the spring of the year.",
            "Trade grew by 7 percent in the spring of the year.",
            "The dam was spoken of at length. Both sides will go on.",
            "Both sides will go on. The dam was spoken of at length.",
            "Norland thanked Sudria for the aid that it gave.",
            "###",
        ]
    ),
    max_size=6,
).map("\n\n".join)


@given(st.one_of(st.tuples(ANY, ANY), st.tuples(PARAGRAPHS, PARAGRAPHS)))
def test_the_changes_made_in_the_old_text_give_the_new_one(texts: tuple[str, str]) -> None:
    old, new = texts
    found = edit(old, new)

    assert applied(old, top(found)) == new
    assert bool(found) == (old != new)


@given(st.one_of(st.tuples(ANY, ANY), st.tuples(PARAGRAPHS, PARAGRAPHS)))
def test_every_stretch_reads_so_where_it_stands_and_none_overlap(texts: tuple[str, str]) -> None:
    old, new = texts
    found = edit(old, new)

    for change in found.changes:
        assert change.old.stands_in(old) and change.new.stands_in(new)
        if change.inside is not None:
            move = found.changes[change.inside]
            assert move.old.start <= change.old.start <= change.old.stop <= move.old.stop
            assert move.new.start <= change.new.start <= change.new.stop <= move.new.stop
    for side in ("old", "new"):
        spans = sorted(getattr(c, side).span for c in top(found) if getattr(c, side).span)
        assert all(a.stop <= b.start for a, b in pairwise(spans))


@given(st.one_of(st.tuples(ANY, ANY), st.tuples(PARAGRAPHS, PARAGRAPHS)))
def test_the_other_way_round_added_and_removed_change_places(texts: tuple[str, str]) -> None:
    old, new = texts
    there, back = edit(old, new), edit(new, old)

    assert (there.added, there.removed) == (back.removed, back.added)
    assert sorted((c.old, c.new) for c in there.changes) == sorted(
        (c.new, c.old) for c in back.changes
    )


@given(PARAGRAPHS, PARAGRAPHS)
def test_a_significance_is_the_sum_of_its_terms(old: str, new: str) -> None:
    for change in edit(old, new).changes:
        total = sum(weight.value for weight in change.weights)
        assert change.significance == pytest.approx(min(1.0, max(0.0, total)), abs=1e-4)
