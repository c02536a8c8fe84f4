"""Two readouts set side by side, from text to findings."""

from collections import Counter
from pathlib import Path

import pytest

from crossread.errors import BadInput, NotAReadout
from crossread.model import Comparison, ContactField, Readout, Row
from crossread.workflow import compare, load_specimens

MIRRORED = {"only_left": "only_right", "only_right": "only_left"}
ENGLISH = (
    "President Hale spoke by phone on 4 March 2024 with President Orlan of Kazakhstan.\n"
    "The two leaders agreed to step up trade.\n"
    "President Hale raised human rights."
)
RUSSIAN = (
    "4 марта 2024 года состоялся телефонный разговор Президента Казахстана Орлана с Президентом "
    "США Хейлом.\n"
    "Стороны обсудили торговлю.\n"
    "Стороны обменялись мнениями по борьбе с терроризмом."
)


def linked(result: Comparison) -> list[Row]:
    return [r for r in result.rows if r.relation in ("shared", "framing_differs")]


def test_the_same_text_twice_is_shared_throughout() -> None:
    result = compare(ENGLISH, ENGLISH)

    assert {r.relation for r in result.rows} == {"shared"}
    assert [r.left[0].words for r in result.rows] == [r.right[0].words for r in result.rows]
    assert result.findings[0].kind == "limits"


def test_two_language_versions_of_one_publisher_are_told_apart_by_language() -> None:
    english = Readout(text=ENGLISH, publisher="Norland", country="USA")
    russian = Readout(
        text="4 марта 2024 года состоялся телефонный разговор Президента Хейла с Президентом "
        "Казахстана Орланом.\nЛидеры договорились расширять торговлю.\n"
        "Президент Хейл поднял вопрос о правах человека.",
        publisher="Norland",
        country="USA",
    )
    result = compare(english, russian)

    assert (result.left.name, result.right.name) == ("Norland (en)", "Norland (ru)")
    assert len(linked(result)) == len(result.rows) == 3


def test_a_language_without_terms_is_compared_and_said_to_be_a_limit() -> None:
    result = compare(ENGLISH, "Alijoha suhbatda 2024 yil 4 mart kuni savdo masalalari ko‘rildi.")

    assert not result.right.covered
    assert "limits" in {f.kind for f in result.findings}


def test_swapped_sides_give_mirrored_rows() -> None:
    there, back = compare(ENGLISH, RUSSIAN), compare(RUSSIAN, ENGLISH)

    def told(result: Comparison, mirror: bool) -> Counter[tuple[str, str, str]]:
        rows = [
            (r.relation, " ".join(q.words for q in r.left), " ".join(q.words for q in r.right))
            for r in result.rows
        ]
        return Counter((MIRRORED.get(a, a), c, b) if mirror else (a, b, c) for a, b, c in rows)

    assert told(back, mirror=True) == told(there, mirror=False)
    assert there.contact.same == back.contact.same
    assert there.contact.date == back.contact.date


def test_a_comparison_names_its_methods() -> None:
    names = [name for name, _ in compare(ENGLISH, RUSSIAN).methods]

    assert {"point-pairing", "term-base", "calibration"} <= set(names)


def test_the_same_texts_give_the_same_table() -> None:
    assert compare(ENGLISH, RUSSIAN) == compare(ENGLISH, RUSSIAN)


def test_each_text_helps_to_tell_whose_the_other_is() -> None:
    result = compare(Readout(text=ENGLISH, country="USA"), RUSSIAN)

    assert (result.left.country, result.right.country) == ("USA", "KAZ")


def test_a_file_is_read_as_a_text(tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(ENGLISH, encoding="utf-8")
    result = compare(tmp_path / "call.txt", RUSSIAN)

    assert result.left.readout.text == ENGLISH


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(BadInput, match="empty"):
        compare(ENGLISH, "  ")


def test_a_page_of_headings_is_no_readout() -> None:
    with pytest.raises(NotAReadout, match="the right text"):
        compare(ENGLISH, "Home\nPress\n")


# --- the call of 1 June 2021 ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def june() -> Comparison:
    """The two specimens side by side."""
    return compare(*load_specimens())


@pytest.mark.parametrize(
    ("name", "value"),
    [("kind", "call"), ("date", "2021-06-01"), ("parties", "TJK, USA")],
)
def test_both_accounts_tell_of_one_call(june: Comparison, name: str, value: str) -> None:
    field = _field(june, name)

    assert field.left is not None
    assert field.right is not None
    assert (field.left.value, field.right.value, field.agree) == (value, value, True)


def test_both_accounts_name_who_spoke(june: Comparison) -> None:
    people = _field(june, "people")

    assert june.contact.same is True
    assert people.left is not None
    assert people.left.value == "blinken, muhriddin"
    assert "US Secretary of State" in people.left.shown
    assert people.agree is True


def test_every_field_and_row_is_proved_by_its_words(june: Comparison) -> None:
    for row in june.rows:
        for quote in (*row.left, *row.right):
            quote.check(june.side(quote.side).readout)


@pytest.mark.parametrize(
    ("theme", "relation"),
    [
        ("border-clashes", "only_left"),
        ("human-rights", "only_left"),
        ("territorial-integrity", "only_left"),
        ("covid-19", "only_right"),
    ],
)
def test_what_one_account_alone_has(june: Comparison, theme: str, relation: str) -> None:
    rows = [row for row in june.rows if theme in row.themes]

    assert [row.relation for row in rows] == [relation]


def test_the_border_could_be_covered_by_a_general_phrase_alone(june: Comparison) -> None:
    (border,) = (row for row in june.rows if "border-clashes" in row.themes)

    assert "положение дел в регионе" in border.note
    assert "April clashes on the border" in border.left[0].words


def test_what_one_account_alone_has_is_said_of_it(june: Comparison) -> None:
    said = {f.text for f in june.findings if f.kind == "one_sided_theme"}

    for start, publisher in (
        ("Border clashes", "State Department"),
        ("COVID-19", "Foreign Ministry of Tajikistan"),
    ):
        assert any(t.startswith(start) and publisher in t for t in said), start


def test_the_border_clashes_are_the_first_matter_that_one_account_alone_has(
    june: Comparison,
) -> None:
    first = next(f for f in june.findings if f.kind == "one_sided_theme")

    assert first.text.startswith("Border clashes")


def _field(result: Comparison, name: str) -> ContactField:
    return next(f for f in result.contact.fields if f.name == name)


def test_the_other_text_tells_whose_a_president_without_a_country_is() -> None:
    left = (
        "President Hale spoke today with President Orlan of Kazakhstan about Ukraine. He raised "
        "the borders of Ukraine. The United States will respond to an invasion of Ukraine."
    )
    right = (
        "President of Kazakhstan Bek Orlan had a telephone conversation with President of the "
        "United States Tom Hale. They discussed trade and the situation in Ukraine."
    )

    result = compare(left, right)

    assert (result.left.country, result.right.country) == ("USA", "KAZ")


def test_a_sentence_of_another_speaker_is_no_more_of_the_one_before() -> None:
    text = (
        "President Hale spoke by phone with President Orlan of Kazakhstan. President Hale raised "
        "security guarantees. President Orlan responded by saying no. He urged trade talks."
    )
    result = compare(Readout(text=text, country="USA"), ENGLISH)

    speakers = {point.words: point.speaker for point in result.left.points}
    assert speakers["President Hale raised security guarantees."] == "own"
    assert speakers["He urged trade talks."] == "other"
