"""Moments in the forms that sites use, and in those that no calendar holds."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.collect.answer import LONGEST_WAIT_S, Answer, retry_after_s
from crossread.collect.items import moment_as_instant
from crossread.collect.moment import read_instant, read_mail_moment
from crossread.model import Moment

AT = datetime(2024, 4, 2, tzinfo=UTC)
NUMBER = st.integers(-(10**22), 10**22)
MAIL = st.builds(
    lambda day, year, hour, zone: f"Tue, {day} Apr {year} {hour}:30:00 {zone:+05d}",
    NUMBER,
    NUMBER,
    NUMBER,
    NUMBER,
)
ISO = st.builds(
    lambda at, hours: f"{at.isoformat()}{hours:+03d}:00", st.datetimes(), st.integers(-99, 99)
)
WORDS = st.text() | MAIL | ISO | st.text("0123456789:+-TZ, JanSu")


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ("2024-04-02", datetime(2024, 4, 2, tzinfo=UTC)),
        ("2024-04-02T10:00:00Z", datetime(2024, 4, 2, 10, tzinfo=UTC)),
        (" 2024-04-02T10:00+03:00 ", datetime(2024, 4, 2, 7, tzinfo=UTC)),
        ("Tue, 02 Apr 2024 18:30:00 +0300", datetime(2024, 4, 2, 15, 30, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("0001-01-01T00:00:00+05:00", None),
        ("Mon, 01 Jan 2024 00:00:00 +99999999999999999999", None),
    ],
)
def test_moments_are_read_in_the_forms_that_sites_use(words: str, moment: datetime | None) -> None:
    assert read_instant(words) == moment


@given(WORDS)
def test_any_words_are_an_instant_or_none(words: str) -> None:
    assert (found := read_instant(words)) is None or found.tzinfo is UTC
    read_mail_moment(words)


@given(st.dates(), st.none() | st.times(), st.integers(-23, 23))
def test_every_moment_is_an_instant_near_its_day(day: date, clock: time | None, hours: int) -> None:
    written = None if clock is None else f"{clock:%H:%M}{hours:+03d}:00"

    at = moment_as_instant(Moment(day, written))

    assert at.tzinfo is UTC
    assert abs((at.date() - day).days) <= 1


@given(WORDS | st.integers(0, 10**3000).map(str))
def test_any_pause_that_a_site_asks_for_is_one_of_a_year_at_most(words: str) -> None:
    answer = Answer(url="u", at=AT, status=503, headers=(("retry-after", words),))

    wait_s = retry_after_s(answer)

    assert wait_s is None or 0 <= wait_s <= LONGEST_WAIT_S
