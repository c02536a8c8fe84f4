"""The Wayback Machine's index and copies, against stored ones on this machine."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from collect.conftest import Answer, Site
from collect.ministry import SORRY, WALL, WORDS, Ministry, Page, Told, histories
from collect.playing import PlayedClock
from collect.wayback_site import Copy, WaybackSite
from crossread.collect.fetch import Limits
from crossread.collect.memory import RunMemory
from crossread.collect.publishers import PublisherRules, Source
from crossread.collect.wayback_index import backfill_publisher, months_between
from crossread.collect.wayback_session import open_wayback
from crossread.errors import BadInput

OPEN = Limits(max_bytes=1_000_000, timeout_s=5.0, allow_private=True)
YEAR = (date(2021, 1, 1), date(2021, 12, 31))


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock()


@pytest.fixture
def wayback(site: Site) -> WaybackSite:
    return WaybackSite(site)


@pytest.fixture
def ministry(site: Site, clock: PlayedClock) -> Ministry:
    return Ministry(site, clock)


def page(ministry: Ministry, number: int, *more: str) -> bytes:
    at = datetime(2021, 6, 1, tzinfo=UTC)
    return ministry.page(
        Page(number, f"Call with Sudria, number {number}", (*WORDS, *more), at, at)
    )


def backfill(
    wayback: WaybackSite,
    rules: PublisherRules,
    memory: RunMemory,
    clock: PlayedClock,
    period: tuple[date, date] = YEAR,
    limits: Limits = OPEN,
    limit: int | None = None,
) -> Told:
    told = Told()
    client = open_wayback(limits, clock, home=wayback.home, is_patient=False)
    with client:
        for event in backfill_publisher(rules, memory, client, clock, *period, limit=limit):
            told.take(event, memory)
    return told


def _always(answer: Answer, path: str) -> Answer:
    return answer


def url(number: int, scheme: str = "https") -> str:
    return f"{scheme}://www.mfa.example/news/{number}"


def test_copies_become_looks_of_their_own_day(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    memory = RunMemory()
    first, second = page(ministry, 1), page(ministry, 1, "It was a frank talk.")
    wayback.keep(Copy("20210601120000", url(1), first))
    wayback.keep(Copy("20210603120000", url(1), first))
    wayback.keep(Copy("20210605120000", url(1, "http"), second))
    wayback.keep(Copy("20210607120000", url(1), first))
    wayback.keep(Copy("20210602120000", "https://mfa.example/style.css", b"x"))
    told = backfill(wayback, ministry.rules(), memory, clock)
    assert histories(told.sightings) == {"/news/1": "0 seen A, 2 seen A, 4 seen B, 6 seen A"}
    seen = told.sightings[0]
    assert seen.capture.via == "wayback"
    assert seen.capture.at == datetime(2021, 6, 1, 12, tzinfo=UTC)
    assert seen.capture.url == url(1)
    assert seen.capture.name == f"https://web.archive.org/web/20210601120000id_/{url(1)}"
    assert seen.data == first
    # The copy of the third of June has the digest of the first: it is not asked for.
    assert sum(path.startswith("/web/") for path in wayback.site.paths) == 3


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        (b"Not here", 404, "gone"),
        (b"Gone", 410, "gone"),
        (b"Slow down", 429, "blocked"),
        (b"No", 403, "blocked"),
        (b"Fault", 503, "failed"),
        (WALL.body, 200, "blocked"),
        (SORRY.body, 200, "soft_404"),
    ],
)
def test_copies_of_errors_are_looks_that_are_named(
    wayback: WaybackSite,
    ministry: Ministry,
    clock: PlayedClock,
    body: bytes,
    status: int,
    outcome: str,
) -> None:
    wayback.keep(Copy("20210601120000", url(1), page(ministry, 1)))
    wayback.keep(Copy("20210602120000", url(1), body, status))
    told = backfill(wayback, ministry.rules(), RunMemory(), clock)
    assert histories(told.sightings) == {"/news/1": f"0 seen A, 1 {outcome}"}


def test_an_error_of_what_was_never_seen_tells_nothing(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    wayback.keep(Copy("20210602120000", url(1), b"", 404))
    assert not backfill(wayback, ministry.rules(), RunMemory(), clock).sightings


def test_archived_redirects_are_followed_where_the_archive_has_what_they_led_to(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    home = "https://www.mfa.example/"
    wayback.keep(Copy("20210601120000", url(1), page(ministry, 1)))
    wayback.keep(Copy("20210601120000", url(2), page(ministry, 2)))
    wayback.keep(Copy("20210602120000", url(1), b"", 302, {"Location": home}))
    wayback.keep(Copy("20210602120500", home, b"<html><body>Welcome</body></html>"))
    wayback.keep(Copy("20210602120000", url(2), b"", 301, {"Location": f"{home}lost"}))
    told = backfill(wayback, ministry.rules(), RunMemory(), clock)
    assert histories(told.sightings) == {
        "/news/1": "0 seen A, 1 redirected",
        "/news/2": "0 seen A, 1 failed",  # it is not known what it led to
    }


def test_the_index_is_read_page_by_page_and_each_month_once(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    memory = RunMemory()
    wayback.page_size = 2
    for number in range(1, 8):
        wayback.keep(Copy(f"202106{number:02}120000", url(number), page(ministry, number)))
    rules = ministry.rules()
    assert len(backfill(wayback, rules, memory, clock).sightings) == 7
    state = memory.state_of("no-mfa", "wayback-mfa.example")
    assert state.cursor.split() == [f"2021-{month:02}" for month in range(1, 13)]
    wayback.site.asked.clear()
    assert not backfill(wayback, rules, memory, clock).sightings
    assert not wayback.site.asked


def test_a_backfill_that_was_stopped_goes_on_where_it_stood(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    memory = RunMemory()
    for number in range(1, 8):
        wayback.keep(Copy(f"202106{number:02}120000", url(number), page(ministry, number)))
    rules = ministry.rules()
    first = backfill(wayback, rules, memory, clock, limit=3)
    assert [run.outcome for run in first.runs.values()] == ["read"]  # the last months were empty
    assert "2021-06" not in memory.state_of("no-mfa", "wayback-mfa.example").cursor
    assert len(backfill(wayback, rules, memory, clock).sightings) == 4
    assert len({s.key for s in memory.sightings}) == 7


def test_an_index_that_is_busy_or_odd_is_said_and_the_month_stays_open(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    june = (date(2021, 6, 1), date(2021, 6, 30))
    for answer, reason in (
        (Answer(b"", 429), "2021-06:"),
        (Answer(b"", 503), "2021-06:"),
        (Answer(b"what is this"), "2021-06: Could not parse CDX output"),
        (Answer(b"org.archive.wayback.exception.RobotAccessControlException", 403), "closed"),
    ):
        memory = RunMemory()
        wayback.site.fallback = partial(_always, answer)
        told = backfill(wayback, ministry.rules(), memory, clock, june)
        (run,) = told.runs.values()
        assert run.outcome in ("failed", "blocked")
        assert reason in run.lines()[0]
        assert not run.state.cursor


def test_a_copy_that_is_too_large_is_passed_over_and_said(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    wayback.keep(Copy("20210601120000", url(1), page(ministry, 1) + b" " * 9000))
    wayback.keep(Copy("20210602120000", url(2), page(ministry, 2)))
    small = Limits(max_bytes=8_000, timeout_s=5.0, allow_private=True)
    june = (date(2021, 6, 1), date(2021, 6, 30))
    told = backfill(wayback, ministry.rules(), RunMemory(), clock, june, limits=small)
    (run,) = told.runs.values()
    assert (run.outcome, run.new) == ("read", 1)
    assert "larger than the limit of 8,000 bytes" in run.lines()[0]


def test_copies_lie_in_no_private_network(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    june = (date(2021, 6, 1), date(2021, 6, 30))
    closed = Limits(max_bytes=8_000, timeout_s=5.0)
    told = backfill(wayback, ministry.rules(), RunMemory(), clock, june, limits=closed)
    assert "not on the public internet" in next(iter(told.runs.values())).lines()[0]
    assert not wayback.site.asked


def test_a_period_is_cut_into_months_within_what_is_worth_asking() -> None:
    source = Source(
        id="w", kind="wayback", address="a/*", since=date(2021, 2, 10), found_in="written"
    )
    months = months_between(date(2021, 1, 1), date(2021, 4, 5), source)
    assert [(str(m.first), str(m.last), m.is_whole) for m in months] == [
        ("2021-02-10", "2021-02-28", False),
        ("2021-03-01", "2021-03-31", True),
        ("2021-04-01", "2021-04-05", False),
    ]


def test_a_period_that_ends_before_it_begins_is_refused(
    wayback: WaybackSite, ministry: Ministry, clock: PlayedClock
) -> None:
    with pytest.raises(BadInput, match="is before the first"):
        backfill(wayback, ministry.rules(), RunMemory(), clock, (YEAR[1], YEAR[0]))
