"""What a statement, a phrase and a publisher's formulas are told to be, end to end."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.conftest import address, archive, open_archive, server
from crossread.archive import Archive
from crossread.brief.past_words import past_footer
from crossread.errors import BadInput, NotFound
from crossread.model import Moment, Readout
from crossread.model.phrase import Chosen, Novelty
from crossread.workflow.code import code_archive
from crossread.workflow.compare import compare
from crossread.workflow.compare_past import with_past
from crossread.workflow.formulas import list_formulas, patterns_of
from crossread.workflow.novelty import read_novelty
from crossread.workflow.past import open_past
from crossread.workflow.phrase_history import trace_phrase
from growth import calls_of
from workflow.pasts import BEGIN, BORDER, OPENING, SUDRIA, SUPPORT, THANKS, call, keep

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder
OTHERS = (
    "Both welcomed the reopening of four mountain schools last autumn.",
    "A team of engineers will look at the old railway bridge.",
    "Farmers on the plain have lost most of their wheat to hail.",
    "Students may apply for grants until the end of winter.",
    "New fishing quotas were read out and taken note of.",
)
ROAD = "The Minister announced forty million dollars for a road through the northern valleys."


def statement(*sentences: str, **given: Any) -> Readout:
    issued = Moment(BEGIN.fromordinal(BEGIN.toordinal() + 100))
    made = Readout(
        text="\n".join(sentences),
        title="Call with Finnish Foreign Minister Odell",
        publisher="no-mfa",
        country="NOR",
        date=issued,
        language="en",
    )
    return replace(made, **given)


def read(archive: Archive, *sentences: str, **given: Any) -> Novelty:
    return read_novelty(open_past(archive), statement(*sentences, **given))


@pytest.fixture
def past(archive: Archive) -> Archive:
    """Five calls with the same opening and support; thanks in all but the first."""
    calls = [
        call(n, OPENING, SUPPORT, *([THANKS] if n else []), other) for n, other in enumerate(OTHERS)
    ]
    keep(archive, calls)
    return archive


def labels(novelty: Novelty) -> dict[str, str]:
    return {one.passage.text: one.label for one in novelty.passages}


def test_formula_variant_and_new_with_their_history(past: Archive) -> None:
    changed = SUPPORT.replace("strong support", "lasting backing").replace("Finland", "Sweden")

    novelty = read(past, OPENING, changed, ROAD)
    by_words = {one.passage.text: one for one in novelty.passages}

    assert labels(novelty) == {OPENING: "formula", changed: "variant", ROAD: "new"}
    opening = by_words[OPENING]
    assert (opening.count, opening.contacts, opening.share) == (5, 5, 1.0)
    assert opening.publishers == (("no-mfa", 5),)
    assert opening.counterparts == (("FIN", 5),)
    assert opening.first is not None
    assert opening.first.origin.day == BEGIN
    swaps = {(swap.before, swap.now) for swap in by_words[changed].swaps}
    assert swaps >= {("Finland", "Sweden"), ("strong support", "lasting backing")}
    assert 0 < novelty.new_share < novelty.new_share_without_formulas < 1
    assert (novelty.corpus.statements, novelty.corpus.first) == (5, BEGIN)


def test_quotes_are_the_archive_s_words_at_their_places(past: Archive) -> None:
    novelty = read(past, OPENING, SUPPORT)

    for one in novelty.passages:
        for quoted in (one.first, one.last, one.nearest):
            assert quoted is not None
            text = past.readout(quoted.origin.statement).text
            assert text[quoted.span.start : quoted.span.stop] == quoted.text


def test_what_is_nearly_always_said_and_now_is_not_was_dropped(past: Archive) -> None:
    dropped = read(past, OPENING, BORDER).dropped

    assert [(one.last.text, one.used, one.contacts) for one in dropped] == [
        (SUPPORT, 5, 5),
        (THANKS, 4, 5),
    ]
    assert dropped[0].last.origin.day > BEGIN


def test_only_days_before_its_own_count_so_the_archive_may_hold_it(past: Archive) -> None:
    (first, *_) = [s for s in past.statements() if s.date and s.date.day == BEGIN]

    novelty = read_novelty(open_past(past), past.readout(first.id))

    assert novelty.origin.publisher == "no-mfa"
    assert {one.label for one in novelty.passages} == {"new"}
    assert novelty.corpus.statements == 0


def test_wording_of_another_government_is_an_echo(past: Archive) -> None:
    own = "A balanced concert of neighbouring peoples shall guard the common mountain waters."
    keep(past, [call(50, OPENING, own, publisher=SUDRIA)])

    novelty = read(past, OPENING, own)
    again = read(past, "They met. " + own[:-1] + " for all time, he said after the talks ended.")

    (echoed,) = [one for one in novelty.passages if one.echo]
    assert echoed.echo is not None
    assert (echoed.passage.text, echoed.echo.origin.publisher) == (own, "su-mfa")
    assert any(one.echo for one in again.passages) != bool(again.echoed)  # told once
    keep(past, [call(60, OPENING, own)])
    assert not any(one.echo for one in read(past, OPENING, own).passages)


def test_a_family_reads_as_a_pattern(past: Archive) -> None:
    opened = open_past(past)
    novelty = read_novelty(opened, statement(OPENING))

    pattern = patterns_of(opened, novelty)[novelty.passages[0].family or ""]

    assert pattern.text == (
        "{office} {person} spoke today with {country} {office 2} {person 2} by telephone."
    )


def test_a_phrase_is_traced_with_lines_from_the_archive(past: Archive) -> None:
    traced = trace_phrase(open_past(past), "Sovereignty and", limit=2, start=1)

    assert (traced.history.count, traced.history.statements) == (5, 5)
    assert [use.use.day.day for use in traced.uses] == [21, 22]
    for use in traced.uses:
        assert use.line[use.start : use.start + len(use.use.words)] == "sovereignty and"
        text = past.readout(use.use.statement).text
        assert text[use.use.span.start : use.use.span.stop] == use.use.words


def test_line_breaks_inside_a_phrase_are_quoted_as_they_stand(archive: Archive) -> None:
    keep(archive, [call(1, OPENING, "They spoke of the\nborder  town.")])

    (use,) = trace_phrase(open_past(archive), "the border town").uses

    assert use.use.words == "the\nborder  town"


def test_formulas_are_those_that_most_statements_have(past: Archive) -> None:
    keep(past, [call(70, OPENING, SUPPORT, publisher=SUDRIA)])
    opened = open_past(past)

    found = list_formulas(opened, Chosen(publisher="no-mfa"), genre="call")

    assert [formula.statements for formula in found.formulas[:3]] == [5, 5, 4]
    assert "sovereignty and independence of {country}" in found.formulas[1].pattern.text
    assert found.statements == 5
    every = list_formulas(opened)
    assert every.formulas[0].publishers == (("no-mfa", 5), ("su-mfa", 1))
    with pytest.raises(NotFound, match="no statement from 'other'"):
        list_formulas(opened, Chosen(publisher="other"))


def test_a_statement_without_a_day_has_no_past(past: Archive) -> None:
    with pytest.raises(BadInput, match="states no day"):
        read(past, OPENING, date=None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("双方就边境问题交换了意见。部长强调水资源合作十分重要。", "zh"),
        ("أكد الوزير دعم بلاده لسيادة الجمهورية ووحدة أراضيها. وبحث الجانبان الأوضاع.", "ar"),
        ("Министр подтвердил support суверенитета 和平 и территориальной целостности.", "ru"),
    ],
)
def test_languages_without_spaces_and_from_right_to_left(
    archive: Archive, text: str, language: str
) -> None:
    sighting = call(1, text)
    assert sighting.readout is not None
    keep(archive, [replace(sighting, readout=replace(sighting.readout, language=language))])

    novelty = read(archive, text, language=language)

    assert novelty.passages
    assert {one.label for one in novelty.passages} == {"formula"}
    assert [stretch.words for stretch in novelty.stretches] == [text]


def test_an_empty_archive_says_that_all_is_new(archive: Archive) -> None:
    novelty = read(archive, OPENING, SUPPORT)

    assert {one.label for one in novelty.passages} == {"new"}
    assert (novelty.dropped, novelty.stretches, novelty.corpus.statements) == ((), (), 0)
    assert list_formulas(open_past(archive)).formulas == ()


def test_a_text_of_a_hundred_thousand_words_is_read(tmp_path: Path) -> None:
    many = [f"{SUPPORT} They spoke of matter {n}." for n in range(6000)]
    text = "\n".join([OPENING, *many])

    with Archive.open(tmp_path / "crossread.db") as archive:
        keep(archive, [call(n) for n in range(3)])
        novelty = read(archive, text)

    assert len(text.split()) > 100_000
    assert len(novelty.passages) > 6000
    assert "formula" in {one.label for one in novelty.passages}


def test_a_text_four_times_as_long_takes_four_times_the_work(tmp_path: Path) -> None:
    def text(points: int) -> str:
        many = [f"{SUPPORT} They spoke of matter {n}." for n in range(points)]
        return "\n".join([OPENING, *many])

    with Archive.open(tmp_path / "crossread.db") as archive:
        keep(archive, [call(n) for n in range(3)])
        read(archive, text(10))  # what is made once is made
        few, many = (calls_of(lambda n=n: read(archive, text(n))) for n in (100, 400))  # type: ignore[misc]

    assert many < 1.25 * 4 * few


def test_a_comparison_says_what_is_formula_and_puts_news_first(past: Archive) -> None:
    left = statement(OPENING, SUPPORT, ROAD)
    right = statement(
        "Finnish Foreign Minister Odell spoke today with Foreign Minister Orlan of Norway.",
        "They discussed trade.",
        publisher="fi-mfa",
        country="FIN",
    )
    plain = compare(left, right)

    made = with_past(plain, open_past(past))

    told = {p.point: p for side in made.past for p in side.points if side.side == "left"}
    by_words = {point.words: told[point.id].label for point in made.left.points}
    assert (by_words[SUPPORT], by_words[ROAD]) == ("formula", "new")
    of_support = [f.salience for f in made.findings if any(SUPPORT in q.words for q in f.quotes)]
    was = [f.salience for f in plain.findings if any(SUPPORT in q.words for q in f.quotes)]
    assert len(was) == len(of_support) > 0
    assert max(of_support) < max(was)
    saliences = [finding.salience for finding in made.findings]
    assert saliences == sorted(saliences, reverse=True)


def test_against_nothing_earlier_nothing_is_called_new(archive: Archive) -> None:
    keep(archive, [call(200)])

    made = with_past(compare(statement(OPENING), statement(SUPPORT)), open_past(archive))

    assert [(side.corpus.statements, side.points) for side in made.past] == [(0, ())] * 2
    assert all(
        "the archive has nothing earlier to set it against (no statement of" in line
        for line in past_footer(made)
    )


def test_uncoded_statements_count_for_phrases_and_not_for_families(archive: Archive) -> None:
    archive.save([call(1)])
    assert {one.label for one in read(archive, OPENING, SUPPORT).passages} == {"new"}
    assert open_past(archive).index.count("sovereignty") == 1
    code_archive(archive, workers=1)

    assert {one.label for one in read(archive, OPENING, SUPPORT).passages} == {"formula"}
