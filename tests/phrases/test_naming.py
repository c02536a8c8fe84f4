"""Points of a reading become passages whose names are masked by kind."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from crossread.model.phrase import Origin, Outline, Outlined, Passage
from crossread.phrases.changes import find_families
from crossread.phrases.naming import find_masks
from crossread.phrases.passages import passages_of
from crossread.phrases.patterns import find_pattern
from readings import read

TEXT = (
    "Secretary Mara Holt spoke by telephone today with Foreign Minister Aziz Karimov of "
    "{country}. The Secretary affirmed support for {country}’s sovereignty and announced "
    "$25 million for clean water on {day}."
)
NAMES = st.sampled_from(["Uzbekistan", "Norway", "Japan", "Chad", "the United Kingdom"])


def origin(number: int) -> Origin:
    return Origin(
        statement=f"s{number}",
        publisher="us-state",
        government="USA",
        counterpart="UZB",
        genre="contact",
        day=date(2024, 3, number),
    )


def passages(text: str, number: int = 1) -> list[Passage]:
    reading = read(text)
    outline = Outline.of([point.span for point in reading.points], find_masks(reading))
    return passages_of(Outlined(origin(number), text, outline))


def test_countries_people_figures_and_dates_are_masked() -> None:
    reading = read(TEXT.format(country="Uzbekistan", day="4 March 2024"))

    kinds = {
        TEXT.format(country="Uzbekistan", day="4 March 2024")[m.span.start : m.span.stop]: m.kind
        for m in find_masks(reading)
    }

    assert kinds["Uzbekistan"] == "country"
    assert kinds["Aziz Karimov"] == "person"
    assert kinds["$25 million"] == "figure"
    assert kinds["4 March 2024"] == "date"
    assert kinds["Foreign Minister"] == "office"


def test_the_same_statement_on_another_country_is_the_same_families() -> None:
    texts = [
        TEXT.format(country="Uzbekistan", day="4 March 2024"),
        TEXT.format(country="Norway", day="5 March 2024"),
    ]
    made = [passages(text, i + 1) for i, text in enumerate(texts)]
    listed = [p for some in made for p in some]
    families = find_families(listed)

    pattern = find_pattern([listed[i] for i in families.members(1)])

    assert set(families.leaders().values()) == {p.id for p in made[0]}
    assert "support for {country}’s sovereignty" in pattern.text


@given(NAMES, NAMES)
@settings(deadline=None, max_examples=20)
def test_masks_lie_in_order_within_their_passage(one: str, other: str) -> None:
    text = TEXT.format(country=one, day="1 May 2023") + f" They spoke of {other}."

    for passage in passages(text):
        start = int(passage.id.split("#")[1])
        assert text[start : start + len(passage.text)] == passage.text
        ends = [0, *(m.span.stop for m in passage.masks)]
        assert all(m.span.start >= end for m, end in zip(passage.masks, ends, strict=False))
        assert ends[-1] <= len(passage.text)
