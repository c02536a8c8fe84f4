"""Findings of tiny invented pairs: each test with a pair that has it and one that has not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.findings.find import SALIENCE, TESTS
from crossread.model import Comparison, Finding, Readout
from crossread.workflow import compare
from readings import BY_HAND, ISSUED

CALL = "President Hale spoke by phone on 4 March 2024 with President Orlan of Kazakhstan.\n"
ANSWER = (
    "President Orlan spoke by phone on 4 March 2024 with President Hale of the United States.\n"
)


def compared(left: str, right: str) -> Comparison:
    """A pair of Norland-like texts: the left is American, the right Kazakh."""
    return compare(
        Readout(text=left, publisher="Norland", country="USA", date=ISSUED),
        Readout(text=right, publisher="Sudria", country="KAZ", date=ISSUED),
        calibration=BY_HAND,
    )


def findings(left: str, right: str, kind: str) -> list[Finding]:
    return [f for f in compared(CALL + left, ANSWER + right).findings if f.kind == kind]


def texts(left: str, right: str, kind: str) -> list[str]:
    return [f.text for f in findings(left, right, kind)]


CASES = [  # kind, left, right, what is said
    ("one_sided_theme", "He raised human rights.", "They discussed trade.",
     "Human rights: found in the text of Norland alone."),
    ("attributed", "President Orlan condemned terrorism.", "They discussed trade.",
     "Norland attributes words to the other side (Kazakhstan) on terrorism and terrorist attacks; "
     "Sudria does not report them."),
    ("agreement", "The two leaders agreed on extradition.", "They discussed trade.",
     "Norland reports that both sides agreed (judicial cooperation and extradition); "
     "Sudria does not."),
    ("act", "They agreed to step up trade.", "They discussed trade.",
     "Trade and economic cooperation: agreed in the text of Norland, "
     "discussed in the text of Sudria."),
    ("contested_name", "They discussed the war in Ukraine.",
     "They discussed the special military operation in Ukraine.",
     "War in Ukraine: Norland has “war in Ukraine”, Sudria “special military operation”."),
    ("contested_name", "They deplored that Russia further invades Ukraine.",
     "They discussed the situation around Ukraine.",  # as it stands there, not as it is labelled
     "War in Ukraine, invasion and armed intervention: Norland has “further invades Ukraine”, "
     "Sudria “situation around Ukraine”."),
    ("umbrella", "They exchanged views on a range of international issues.",
     "They raised human rights.",
     "Only a general phrase in the text of Norland could cover what Sudria alone spells out; "
     "it names nothing."),
    ("order", "They discussed trade.\nHe raised human rights.",
     "They spoke of human rights.\nThey discussed trade.",
     "Norland opens with trade and economic cooperation, Sudria with human rights."),
    ("atmosphere", "The talks were held in a friendly atmosphere.", "They discussed trade.",
     "Norland calls the talk friendly and warm; Sudria says nothing of its mood."),
    ("initiative", "The call took place at the request of Kazakhstan.", "They discussed trade.",
     "Only Norland tells at whose wish it took place: at the wish of Kazakhstan."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "left", "right", "said"), CASES)
def test_each_kind_of_finding_is_said_in_a_sentence(
    kind: str, left: str, right: str, said: str
) -> None:
    assert said in texts(left, right, kind)


@pytest.mark.parametrize("kind", sorted({case[0] for case in CASES}))
def test_two_texts_that_say_the_same_have_no_such_finding(kind: str) -> None:
    assert texts("They discussed trade.", "They discussed trade.", kind) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Bela Tarn condemned terrorism.",
        "The conversation focused on terrorism.",
        "President Orlan was informed about terrorism.",
        "It was noted that terrorism grows.",
    ],
)
def test_nothing_is_put_into_a_mouth_that_the_reader_does_not_know(sentence: str) -> None:
    words = f"President Orlan urged trade talks. {sentence}"

    assert texts(words, "President Orlan urged trade talks.", "attributed") == []


def test_what_was_accepted_is_no_agreement_of_both() -> None:
    assert texts("The invitation was accepted.", "They discussed trade.", "agreement") == []
    assert texts("It was agreed to fight terrorism.", "They discussed trade.", "agreement") != []


def test_the_same_text_twice_is_a_limit_and_no_difference() -> None:
    text = CALL + "They discussed trade."
    found = compared(text, text).findings

    assert found[0].text == "The two texts are the same, word for word."
    assert {f.kind for f in found}.isdisjoint({"one_sided_theme", "act", "agreement", "length"})


def test_a_text_many_times_as_long_is_a_limit() -> None:
    said = texts("They discussed trade. " * 60, "They discussed trade.", "limits")

    assert len(said) == 1
    assert "times as long as that of Sudria" in said[0]


def test_a_text_somewhat_longer_is_a_finding_of_its_own() -> None:
    said = texts("They discussed trade. " * 9, "They discussed trade.", "length")

    assert len(said) == 1
    assert said[0].startswith("Norland wrote")


def test_a_language_without_terms_is_a_limit() -> None:
    found = compared(CALL, "Xalqaro savdo masalalari muhokama qilindi va kelishib olindi.").findings

    assert any("has no terms in the language of Sudria" in f.text for f in found)


def test_two_contacts_are_told_before_all_else() -> None:
    found = compared(CALL, ANSWER.replace("4 March", "24 March")).findings

    assert (found[0].kind, found[0].text) == (
        "contact",
        "These may be accounts of two different contacts: the dates are 20 days apart.",
    )


def test_a_field_of_the_contact_that_differs_has_both_quotes() -> None:
    found = compared(CALL, ANSWER.replace("4 March", "8 March")).findings
    (day,) = (f for f in found if f.text.startswith("The date"))

    assert [q.words for q in day.quotes] == ["4 March 2024", "8 March 2024"]


def test_a_share_of_words_that_differs_much_is_told_for_both() -> None:
    rest = "He raised human rights.\n"
    said = texts("They discussed trade.\n" + rest * 3, "They discussed trade.\n" + rest, "space")

    assert said
    assert all("Norland" in text and "Sudria" in text for text in said)


def test_an_omission_says_what_was_tried() -> None:
    (found,) = findings("He raised human rights.", "They discussed trade.", "one_sided_theme")[:1]

    assert found.why


def test_a_side_is_not_told_twice_of_one_row() -> None:
    """Words put into the other's mouth are no plain omission besides."""
    left, right = "President Orlan condemned terrorism.", "They discussed trade."
    kinds = [
        f.kind
        for f in compared(CALL + left, ANSWER + right).findings
        if "terrorism" in f.text and f.kind != "order"
    ]

    assert kinds == ["attributed"]


def test_every_kind_has_a_salience_within_0_and_1() -> None:
    assert all(0 < value <= 1 for value in SALIENCE.values())
    assert len({t.__name__ for t in TESTS}) == len(TESTS)


SENTENCES = st.lists(
    st.sampled_from(
        [
            "They agreed to step up trade. ",
            "President Orlan condemned terrorism in Nepal. ",
            "President Hale raised human rights.\n",
            "They exchanged views on a range of regional issues. ",
            "The talks were held in a friendly atmosphere. ",
            "Aid of $5 million went to Nepal. ",
            "They discussed the war in Ukraine.\n",
            "They discussed the special military operation in Ukraine. ",
        ]
    ),
    max_size=6,
).map("".join)


@given(SENTENCES, SENTENCES)
def test_salience_falls_and_stays_within_0_and_1(left: str, right: str) -> None:
    saliences = [f.salience for f in compared(CALL + left, ANSWER + right).findings]

    assert saliences == sorted(saliences, reverse=True)
    assert all(0 <= s <= 1 for s in saliences)


@given(SENTENCES, SENTENCES)
def test_the_quotes_of_every_finding_stand_in_the_texts(left: str, right: str) -> None:
    result = compared(CALL + left, ANSWER + right)

    for finding in result.findings:
        for quote in finding.quotes:
            quote.check(result.side(quote.side).readout)


@given(SENTENCES, SENTENCES)
def test_findings_are_whole_sentences_on_rows_that_there_are(left: str, right: str) -> None:
    result = compared(CALL + left, ANSWER + right)
    ids = {row.id for row in result.rows}

    for finding in result.findings:
        assert finding.text[0] == finding.text[0].upper()
        assert finding.text.endswith(".")
        assert set(finding.rows) <= ids


def test_a_matter_that_the_other_text_names_elsewhere_is_not_said_to_be_alone() -> None:
    """Trade stands in both texts; of the second sentence terrorism alone is missing there."""
    left = "They discussed trade.\nHe condemned the terrorism that harms trade."
    found = texts(left, "They discussed trade.", "one_sided_theme")

    assert found == ["Terrorism and terrorist attacks: found in the text of Norland alone."]


def test_what_is_named_in_general_is_no_finding() -> None:
    assert texts("They had a dialogue.", "He condemned terrorism.", "order") == []
