"""What a journalist pastes and what a spreadsheet opens, from friendly and from hostile texts."""

import csv
from io import StringIO

import pytest

from crossread.brief import cited_sentence, comparison_as_csv, comparison_as_markdown
from crossread.brief.words import (
    OMISSION,
    UNSURE,
    agreement_in_words,
    ground_in_words,
    heading,
    legible,
    side_name,
)
from crossread.model import (
    ContactField,
    ContactTable,
    FieldValue,
    Finding,
    Ground,
    Readout,
    Span,
)
from factories import (
    a_comparison,
    labelled,
    make_comparison,
    make_readout,
    make_row,
    make_side,
    quote_of,
)

PHONE = FieldValue("call", "by telephone")

GOLDEN = """\
# Two accounts of one call: Norland and Sudria, 5 March 2024

|  | Norland | Sudria |
| --- | --- | --- |
| Title | Call with Minister Orlan | 奥尔兰部长同诺兰国务卿通电话 |
| Published | 5 March 2024, 18:30 (UTC-05:00) | date not given |
| Language | English | Chinese |
| Length | 28 words | 28 characters |
| Address | <https://mfa.example/call> | not given |
| Text (SHA-256) | `efcd6d0404d25edb` | `4f771dc123b5731f` |
| Note |  | cut short |

## The contact

One day; the same parties.

|  | Norland | Sudria | Agreement |
| --- | --- | --- | --- |
| Kind of contact | call “spoke today with Minister Orlan” | telephone call \
title: “诺兰国务卿通电话” | same |
| At whose initiative | Sudria “at his request” | not said | only Norland says it |

## Findings

1. **Norland says the two agreed on border trade; Sudria says they discussed it.** \
(strength of the act)

   “agreed to step up” stands against “交换意见”.

   > “agreed to step up border trade”
   > — Norland Foreign Ministry, “Call with Minister Orlan”, 5 March 2024, 18:30 (UTC-05:00), \
<https://mfa.example/call>, characters 67–97

   > “就边境贸易交换意见”
   > — Sudria Foreign Ministry, “奥尔兰部长同诺兰国务卿通电话”, characters 2–11

2. **Press freedom is in the text of Norland only.** (on one side only)

   > “The Secretary raised the jailed editors”
   > — Norland Foreign Ministry, “Call with Minister Orlan”, 5 March 2024, 18:30 (UTC-05:00), \
<https://mfa.example/call>, characters 132–171

## All rows

| Row | Relation | Matter | Norland | Sudria | Why |
| --- | --- | --- | --- | --- | --- |
| 1 | = in both | the contact itself | “spoke today with Minister Orlan”<br>“at his request” \
| title: “诺兰国务卿通电话” |  |
| 2 | ≠ framed differently | border trade | “agreed to step up border trade” \
| “就边境贸易交换意见” | Stronger commitment on one side (Norland: agreed; \
Sudria: exchanged views). |
| 3 | = in both | bridge | “welcomed the reopened bridge” | “欢迎大桥重新开放” |  |
| 4 | ← only in Norland | press freedom | “The Secretary raised the jailed editors” |  \
| Not found in Sudria. Closest passage: “就边境贸易交换意见” (it speaks of border trade). |
| 5 | → only in Sudria (unsure) | water |  | “奥尔兰强调水资源合作” \
| Not found in Norland: no passage comes close. |

---

Every quotation stands in the text named, word for word, at the characters given (counted from 0 \
in Unicode code points).

“Only in” means that no passage answering to it was found in the other of these two texts. That a \
text does not report a subject is no proof that it was not raised.

A row marked “unsure” is a pairing that a reader should check first.

Methods: point-pairing 1, term-base 2026.1.
"""


def test_the_document_in_full() -> None:
    assert comparison_as_markdown(a_comparison(), labelled) == GOLDEN


def test_without_omissions_and_doubts_the_footer_does_not_speak_of_them() -> None:
    document = comparison_as_markdown(make_comparison())

    assert OMISSION not in document and UNSURE not in document


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", r"a \| b"),
        ("[click](http://evil.example)", r"\[click\](http://evil.example)"),
        ("**bold** _it_ `code`", r"\*\*bold\*\* \_it\_ \`code\`"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        (r"back\slash", r"back\\slash"),
        ("two\n# lines", "two # lines"),
        ("a\x1b[31mred", r"a�\[31mred"),
        ("abc\u202edef", "abc�def"),
        ("half \ud83d", "half �"),
    ],
)
def test_no_words_of_a_text_act_as_markup(hostile: str, shown: str) -> None:
    side = make_side(hostile)
    row = make_row("only_left", left=(quote_of(side, "left", hostile),))
    document = comparison_as_markdown(make_comparison(left=side, rows=(row,)))

    assert f"| “{shown}” |" in document
    assert document.encode("utf-8")


@pytest.mark.parametrize("start", ["# ", "- ", "+ ", "1. ", "2) ", "= "])
def test_a_finding_cannot_open_a_block_of_its_own(start: str) -> None:
    finding = Finding(kind="limits", text="A limit.", why=f"{start}title", salience=0.5)
    document = comparison_as_markdown(make_comparison(findings=(finding,)))

    assert f"   {start[:-2]}\\{start[-2:]}title" in document


def test_a_hostile_name_or_address_stays_words() -> None:
    readout = make_readout(title="<b>", url="javascript:alert(1)|x")
    side = make_side(name="<i>|Norland", readout=readout)
    document = comparison_as_markdown(make_comparison(left=side))

    assert r"&lt;i&gt;\|Norland" in document
    assert r"| Address | javascript:alert(1)\|x |" in document
    assert "<b>" not in document and "<i>" not in document


def test_two_sides_of_one_name_are_told_apart() -> None:
    comparison = make_comparison(right=make_side(name="Norland"))

    assert side_name(comparison, "left") == "Norland (left)"
    assert side_name(comparison, "right") == "Norland (right)"


@pytest.mark.parametrize(
    ("same", "words"),
    [
        (True, "Two accounts of one visit: Norland and Sudria"),
        (False, "Two accounts, not of one contact: Norland and Sudria"),
        (None, "Two accounts, perhaps of one visit: Norland and Sudria"),
    ],
)
def test_the_heading_tells_whether_it_is_one_contact(same: bool | None, words: str) -> None:
    assert heading(make_comparison(contact=ContactTable(same, "visit", None, ()))) == words


def test_a_finding_can_be_copied_as_one_cited_sentence() -> None:
    comparison = a_comparison()

    assert cited_sentence(comparison.findings[0], comparison) == (
        "Norland says the two agreed on border trade; Sudria says they discussed it [Norland"
        " Foreign Ministry, “Call with Minister Orlan”, 5 March 2024, 18:30 (UTC-05:00),"
        " https://mfa.example/call, characters 67–97; Sudria Foreign Ministry,"
        " “奥尔兰部长同诺兰国务卿通电话”, characters 2–11]."
    )


def test_words_on_one_line_keep_every_printable_character() -> None:
    assert legible("Président\u00a0“X”\t— 谈话") == "Président “X” — 谈话"


# --- CSV --------------------------------------------------------------------------------------


def table(document: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(document, newline="")))


def test_one_line_a_row_with_words_and_places() -> None:
    rows = table(comparison_as_csv(a_comparison(), labelled))

    assert [row["relation"] for row in rows] == [
        *("shared", "framing_differs", "shared", "only_left", "only_right"),
    ]
    assert rows[0]["left_words"] == "spoke today with Minister Orlan | at his request"
    assert (rows[0]["left_starts"], rows[0]["left_stops"]) == ("14 46", "45 60")
    assert rows[3]["closest"] == "就边境贸易交换意见"
    assert (rows[4]["unsure"], rows[4]["themes"]) == ("yes", "water")


def test_the_title_has_no_place_among_passages_of_the_text() -> None:
    contact = table(comparison_as_csv(a_comparison()))[0]

    assert (contact["right_words"], contact["right_starts"]) == ("", "")


def test_lines_end_as_the_standard_says_and_line_breaks_of_the_text_are_kept() -> None:
    side = make_side('He said "yes",\nthen left.')
    row = make_row("only_left", left=(quote_of(side, "left", side.readout.text),))
    document = comparison_as_csv(make_comparison(left=side, rows=(row,)))

    assert document.endswith("\r\n")
    assert table(document)[0]["left_words"] == 'He said "yes",\nthen left.'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\r", "＝"])
def test_a_spreadsheet_runs_no_words_of_a_text(start: str) -> None:
    words = f"{start}HYPERLINK(1)"
    readout: Readout = make_readout(words)
    row = make_row("only_left", left=(readout.quote("left", Span(0, len(words))),))
    side = make_side(readout=readout)
    document = comparison_as_csv(make_comparison(left=side, rows=(row,)))

    assert table(document)[0]["left_words"] == f"'{words}"


@pytest.mark.parametrize(
    ("left", "right", "agree", "words"),
    [
        (PHONE, PHONE, True, "same"),
        (PHONE, PHONE, False, "differs"),
        (PHONE, PHONE, None, "cannot be told"),
        (PHONE, None, None, "only Norland says it"),
        (None, PHONE, None, "only Sudria says it"),
        (None, None, None, "neither says it"),
    ],
)
def test_agreement_on_a_field_of_the_contact(
    left: FieldValue | None, right: FieldValue | None, agree: bool | None, words: str
) -> None:
    field = ContactField("kind", left, right, agree)

    assert agreement_in_words(field, make_comparison()) == words


@pytest.mark.parametrize(
    ("right", "words"), [("2024-03-05", "same"), ("2024-03-06", "a day apart")]
)
def test_two_days_that_are_near_enough_are_not_called_the_same(right: str, words: str) -> None:
    days = FieldValue("2024-03-05", "5 March 2024"), FieldValue(right, "March 2024")

    assert agreement_in_words(ContactField("date", *days, True), make_comparison()) == words


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (Ground("residue", "", "Woodside"), "Detail on one side only (Sudria: Woodside)"),
        (Ground("condition", "", ""), "Condition on one side only"),
        (
            Ground("other_speaker", "both, own", "other"),
            "Another is said to have said it (Norland: both sides, its own side; Sudria: the other"
            " side)",
        ),
    ],
)
def test_a_ground_in_words(ground: Ground, words: str) -> None:
    assert ground_in_words(ground, make_comparison()) == words
