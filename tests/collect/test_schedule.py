"""When a statement is looked at again, and which silence a silence is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from crossread.collect.schedule import SCHEDULE, SURE, is_due
from crossread.collect.silence import tell_silence
from crossread.model import Moment, Outcome, Publisher
from crossread.model.source_run import AGAIN, Known, RunOutcome, SourceRun

START = datetime(2024, 4, 1, 8, tzinfo=UTC)
NORLAND = Publisher(id="no-mfa", name="Norland Foreign Ministry")


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def known(looked: float, outcome: Outcome = "seen", absences: int = 0) -> Known:
    return Known(
        key="k",
        url="u",
        title="",
        text="",
        first_seen=START,
        last_look=day(looked),
        outcome=outcome,
        absences=absences,
    )


@pytest.mark.parametrize(
    ("looked", "now", "outcome", "absences", "due"),
    [
        (0, 0.1, "seen", 0, False),
        (0, 0.25, "seen", 0, True),
        (2, 2.9, "seen", 0, True),  # some minutes less than a day
        (3, 3.5, "unchanged", 0, False),
        (3, 4, "unchanged", 0, True),
        (10, 12, "seen", 0, False),
        (10, 13, "seen", 0, True),
        (31, 50, "seen", 0, False),
        (31, 61, "seen", 0, True),
        (300, 366, "seen", 0, False),  # no longer watched
        (10, 10.3, "failed", 0, True),
        (10, 10.1, "blocked", 0, False),
        (40, 40.3, "failed", 0, True),
        (10, 10.5, "gone", 1, False),
        (10, 11, "gone", 1, True),
        (10, 11, "soft_404", 2, True),
        (40, 41, "redirected", 2, True),
        (10, 14, "gone", SURE, False),
        (10, 17, "gone", SURE, True),
        (40, 60, "gone", SURE, False),
        (40, 70, "gone", SURE, True),
    ],
)
def test_looks_are_close_at_first_and_far_apart_later(
    looked: float, now: float, outcome: Outcome, absences: int, due: bool
) -> None:
    assert is_due(known(looked, outcome, absences), day(now)) is due


def test_an_old_statement_that_came_in_today_is_not_watched_as_a_new_one() -> None:
    old = replace(known(0), date=Moment(date(2021, 6, 1)))
    assert not is_due(old, day(1))
    assert is_due(replace(old, date=Moment(date(2024, 4, 1))), day(1))


def test_the_schedule_widens() -> None:
    assert list(SCHEDULE) == sorted(SCHEDULE)
    assert [every for _, every in SCHEDULE] == sorted(every for _, every in SCHEDULE)


def run(
    at: float,
    outcome: RunOutcome = "read",
    covers: float | None = None,
    source: str = "feed",
) -> SourceRun:
    return SourceRun(
        publisher=NORLAND,
        source=source,
        started=day(at),
        finished=day(at + 0.01),
        outcome=outcome,
        covers_from=None if covers is None else day(covers),
    )


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([], "not_looked_yet"),
        ([run(1, covers=0), run(9, covers=1)], "nothing_published"),
        ([run(9, "unchanged", covers=0)], "nothing_published"),
        ([run(1, covers=0)], "not_looked_yet"),
        ([run(1, covers=0), run(2, "failed"), run(3, "failed")], "failed_to_look"),
        ([run(1, covers=0), run(3, "blocked")], "failed_to_look"),
        ([run(1, covers=0), run(3, "failed"), run(9, covers=1)], "nothing_published"),
        ([run(1, covers=0), run(9, "gap", covers=6)], "failed_to_look"),
        ([run(1, covers=0), run(9, "cut")], "failed_to_look"),
        ([run(9, covers=0), run(9, "failed", source="list")], "failed_to_look"),
        ([run(9, covers=0), run(9, covers=0, source="list")], "nothing_published"),
        ([run(9, covers=0), run(9, source=AGAIN)], "nothing_published"),
        ([run(9, covers=0), run(1, covers=0, source="list")], "not_looked_yet"),
    ],
)
def test_three_silences_are_told_apart(runs: list[SourceRun], told: str) -> None:
    assert tell_silence(runs, day(2), day(7)) == told
