"""Readouts, places in them, and quotes that prove where they stood."""

from dataclasses import FrozenInstanceError
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.errors import BadInput, BadSpan, EvidenceChanged
from crossread.model import Moment, Readout, Span
from factories import make_readout

PLACE = st.integers(0, 30)
SPAN = st.tuples(PLACE, PLACE).filter(lambda p: p[0] < p[1]).map(lambda p: Span(*p))


@pytest.mark.parametrize(("start", "stop"), [(0, 0), (3, 2), (-1, 4), (5, 5)])
def test_a_span_covers_at_least_one_character(start: int, stop: int) -> None:
    with pytest.raises(BadSpan, match=f"{start}:{stop}"):
        Span(start, stop)


@given(SPAN, SPAN)
def test_touching_is_mutual_and_means_a_common_character(one: Span, other: Span) -> None:
    common = set(range(one.start, one.stop)) & set(range(other.start, other.stop))

    assert one.touches(other) == other.touches(one) == bool(common)


@given(SPAN, SPAN)
def test_a_span_holds_what_lies_wholly_inside(one: Span, other: Span) -> None:
    inside = set(range(other.start, other.stop)) <= set(range(one.start, one.stop))

    assert one.holds(other) == inside
    assert one.holds(one)


@given(SPAN)
def test_a_span_is_as_long_as_its_characters(span: Span) -> None:
    assert len(span) == len(("x" * 40)[span.start : span.stop])


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u00a0"])
def test_an_empty_text_is_no_readout(text: str) -> None:
    with pytest.raises(BadInput, match="empty"):
        Readout(text=text)


def test_a_readout_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        make_readout("They met.").text = "They did not meet."  # type: ignore[misc]


def test_the_digest_is_the_sha_256_of_the_text_in_utf_8() -> None:
    text = "Стороны — 双方"

    assert make_readout(text).digest == sha256(text.encode("utf-8")).hexdigest()


def test_the_digest_tells_texts_apart_by_one_comma() -> None:
    one, other = make_readout("trade, aid and water"), make_readout("trade aid and water")

    assert one.digest != other.digest


def test_a_quote_takes_the_words_of_its_place() -> None:
    readout = make_readout("双方就贸易交换意见。", title="通电话")

    assert readout.quote("right", Span(3, 5)).words == "贸易"
    assert readout.quote("right", Span(0, 3), "title").words == "通电话"


def test_a_quote_past_the_end_is_refused() -> None:
    with pytest.raises(BadSpan, match="title has 4 characters, span stops at 5"):
        make_readout("They met.", title="Call").quote("left", Span(0, 5), "title")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("worth $1.5 million in aid", "worth $15 million in aid"),
        ("they oppose Taiwan independence", 'they oppose "Taiwan independence"'),
        ("they will not invade.", "they will not invade?"),
        ("they re-sign the treaty", "they resign the treaty"),
        ("on 1-2 May they met", "on 12 May they met"),
        ("with aid, trade and water", "with aid trade and water"),
    ],
)
def test_a_quote_notices_a_silent_edit(before: str, after: str) -> None:
    quote = make_readout(before).quote("left", Span(0, 4))

    quote.check(make_readout(before))
    with pytest.raises(EvidenceChanged, match="left text"):
        quote.check(make_readout(after))


def test_words_that_do_not_stand_at_their_place_are_no_evidence() -> None:
    readout = make_readout("They agreed on trade.")
    forged = type(quote := readout.quote("left", Span(5, 11)))(
        quote.side, quote.field, quote.span, "signed", quote.digest
    )

    with pytest.raises(EvidenceChanged, match="signed"):
        forged.check(readout)


@given(st.text(min_size=1, max_size=40).filter(str.strip), st.data())
def test_every_quote_proves_itself(text: str, data: st.DataObject) -> None:
    readout = make_readout(text)
    start = data.draw(st.integers(0, len(text) - 1))
    stop = data.draw(st.integers(start + 1, len(text)))

    quote = readout.quote("left", Span(start, stop))

    quote.check(readout)
    assert quote.words == text[start:stop]


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (Moment(date(2021, 6, 1)), "2021-06-01"),
        (Moment(date(2021, 6, 1), "18:30+03:00"), "2021-06-01T18:30+03:00"),
    ],
)
def test_a_moment_is_written_as_iso_8601(moment: Moment, shown: str) -> None:
    assert str(moment) == shown
