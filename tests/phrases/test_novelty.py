"""What is formula, variant or new, what was dropped, and what another said first."""

import pytest

from crossread.model import Span
from crossread.model.phrase import Mask, Outline, Outlined, Passage
from crossread.phrases.changes import find_families
from crossread.phrases.novelty import ReadPassages, look_back, new_shares, read_passages
from phrases.passages import BEGIN, passage

SUPPORT = "The Secretary affirmed strong support for the sovereignty of Norland"
THANKS = "He thanked Sudria for hosting the talks on water and energy"
BORDER = "They discussed the shelling of a market in the border town"


def earlier() -> list[Passage]:
    """Four statements to Sudria: support in all of them, thanks in three."""
    found = []
    for i in range(4):
        found.append(passage(10 * i, SUPPORT, names="Norland", statement=f"s{i}"))
        if i:
            found.append(passage(10 * i + 1, THANKS, 10 * i, names="Sudria", statement=f"s{i}"))
    return found


def statement_of(now: tuple[Passage, ...]) -> Outlined:
    """One statement of these passages."""
    origin = passage(0, "", 100, statement="now").origin if not now else now[0].origin
    text, points, names = "", [], []
    for one in now:
        start = len(text)
        points.append(Span(start, start + len(one.text)))
        names += [Mask(Span(m.span.start + start, m.span.stop + start), m.kind) for m in one.masks]
        text += one.text + "\n"
    return Outlined(origin, text, Outline.of(points, names))


def read(*now: Passage, before: list[Passage] | None = None) -> ReadPassages:
    known = earlier() if before is None else before
    listed = sorted(known, key=lambda p: (*p.origin.in_time, p.start))
    statement = statement_of(now)
    past = look_back(find_families(known), statement.origin)
    return read_passages(statement, past, lambda numbers: [listed[n] for n in numbers])


def new(number: int, text: str, names: str = "", day: int = 100) -> Passage:
    return passage(number, text, day, names, statement="now")


def test_what_was_said_with_other_names_is_a_formula_with_its_count_and_dates() -> None:
    (one,) = read(new(900, SUPPORT.replace("Norland", "Sudria"), "Sudria")).passages

    assert (one.label, one.count, one.share, one.family) == ("formula", 4, 1.0, "s0#000000")
    assert one.first is not None and one.first.origin.day == BEGIN
    assert one.last is not None and one.last.id == "s3#000030"
    assert [(s.before, s.now) for s in one.swaps] == [("Norland", "Sudria")]


def test_swapped_words_make_a_variant_set_beside_the_earlier_passage() -> None:
    (one,) = read(
        new(900, "He thanked Sudria for hosting new talks on trade and energy", "Sudria")
    ).passages

    assert (one.label, one.count, one.share) == ("variant", 3, 0.75)
    assert one.nearest is not None and one.nearest.text == THANKS
    assert [(s.before, s.now) for s in one.swaps] == [("the", "new"), ("water", "trade")]


def test_what_nothing_comes_near_is_new() -> None:
    (one,) = read(new(900, BORDER)).passages

    assert (one.label, one.count, one.first, one.family) == ("new", 0, None, None)


def test_only_earlier_days_count() -> None:
    (one,) = read(new(900, SUPPORT, "Norland", day=10)).passages

    assert one.count == 1


def test_a_formula_that_nearly_all_earlier_statements_had_is_dropped() -> None:
    (gone,) = read(new(900, BORDER), new(901, THANKS, "Sudria")).dropped

    assert (gone.family, gone.used, gone.contacts) == ("s0#000000", 4, 4)
    assert gone.last.id == "s3#000030"


def test_with_few_earlier_statements_nothing_is_usual() -> None:
    assert read(new(900, BORDER), before=earlier()[:3]).dropped == ()


def test_wording_first_used_by_another_government_is_an_echo() -> None:
    other = passage(1, BORDER, publisher="sudria-mfa")
    (first,) = read(new(900, BORDER), before=[other]).passages
    own = passage(2, BORDER)
    (second,) = read(new(900, BORDER), before=[other, own]).passages

    assert first.echo == other
    assert second.echo is None


def test_shares_of_new_words_before_and_after_formulas_are_taken_out() -> None:
    made = read(new(900, SUPPORT, "Norland"), new(901, BORDER))

    assert new_shares(made.passages) == pytest.approx((11 / 21, 1.0))


def test_a_statement_without_passages_and_an_empty_archive_are_answered() -> None:
    assert read().passages == ()
    assert read(new(900, BORDER), before=[]).passages[0].label == "new"
