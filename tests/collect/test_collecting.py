"""A ministry's site collected: what is new, what changed, what went wrong, and what that means."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from collect.conftest import Answer, Site
from collect.ministry import (
    DOWN,
    HTML,
    WALL,
    WEEKS,
    Ministry,
    Play,
    Told,
    collect,
    histories,
    play_weeks,
)
from collect.playing import PlayedClock, a_session
from crossread.collect.memory import RunMemory
from crossread.collect.polite import Session
from crossread.collect.publishers import PublisherRules
from crossread.collect.silence import tell_silence
from crossread.collect.sources import Bounds


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock()


@pytest.fixture
def ministry(site: Site, clock: PlayedClock) -> Ministry:
    return Ministry(site, clock)


@pytest.fixture
def memory() -> RunMemory:
    return RunMemory()


@pytest.fixture
def session(clock: PlayedClock) -> Iterator[Session]:
    with a_session(clock) as opened:
        yield opened


@pytest.fixture
def play(ministry: Ministry, memory: RunMemory) -> "Mornings":
    return Mornings(ministry, memory)


class Mornings(Play):
    """Days whose collections are remembered by a memory of this process."""

    def __init__(self, ministry: Ministry, memory: RunMemory) -> None:
        super().__init__(ministry, self.collect)
        self.memory = memory
        self.only: tuple[str, ...] = ("feed", "list", "map")

    def collect(self) -> Told:
        with a_session(self.ministry.clock, tries=2) as session:
            rules = self.ministry.rules(self.only)
            self.told = collect(rules, self.memory, session, self.ministry.clock)
        return self.told


def test_everything_that_the_sources_name_is_taken_once(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    for number in range(1, 8):
        ministry.publish(number)
    told = collect(ministry.rules(), memory, session, clock)
    assert sorted(s.key[-6:] for s in told.sightings) == [f"news/{n}" for n in range(1, 8)]
    assert {name: (run.outcome, run.found, run.new) for name, run in told.runs.items()} == {
        "feed": ("read", 4, 4),
        "list": ("read", 7, 3),
        "map": ("read", 7, 0),
        "again": ("read", 0, 0),
    }
    seen = told.sightings[0]  # the oldest item of the feed, which is the next to fall out of it
    assert seen.readout is not None
    assert (seen.readout.title, str(seen.readout.date)) == (
        "Call with Sudria, number 4",
        "2024-04-01",
    )
    assert (seen.genre, seen.capture.via, seen.extractor[:12]) == ("call", "http", "page-rules/1")


def test_a_second_run_asks_only_the_sources(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    collect(ministry.rules(), memory, session, clock)
    ministry.site.asked.clear()
    told = collect(ministry.rules(), memory, session, clock)
    assert not told.sightings
    assert ministry.site.paths == ["/feed", "/list", "/sitemap.xml"]


def test_a_feed_that_has_not_changed_is_not_read_again(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    feed = ministry.site.pages["/feed"]
    ministry.site.put("/feed", Answer(feed.body, headers={"ETag": '"1"'}))
    rules = ministry.rules(["feed"])
    first = collect(rules, memory, session, clock).runs["feed"]
    second = collect(rules, memory, session, clock).runs["feed"]
    assert (first.outcome, second.outcome) == ("read", "unchanged")
    assert second.covers_from == first.started


def test_a_listing_is_read_back_to_what_is_known(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    for number in range(1, 20):
        ministry.publish(number)
    rules = ministry.rules(["list"])
    collect(rules, memory, session, clock, bounds=Bounds(pages=3))
    for number in (20, 21, 22, 23):
        ministry.publish(number)
    ministry.site.asked.clear()
    told = collect(rules, memory, session, clock)
    assert told.runs["list"].new == 4
    assert told.runs["list"].outcome == "read"
    assert [p for p in ministry.site.paths if "list" in p] == [
        "/list",
        "/list?page=2",
        "/list?page=3",
    ]


def test_a_feed_that_turned_over_in_between_is_a_gap(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    rules = ministry.rules(["feed"])
    ministry.publish(1)
    collect(rules, memory, session, clock)
    clock.pass_by(timedelta(days=5))
    for number in range(2, 10):
        ministry.publish(number)
    run = collect(rules, memory, session, clock).runs["feed"]
    assert (run.outcome, run.found, run.new) == ("gap", 4, 4)


def test_what_could_not_be_had_is_owed_and_tried_again(
    ministry: Ministry, memory: RunMemory
) -> None:
    play = Mornings(ministry, memory)
    play.only = ("feed",)
    for number in (1, 2):
        ministry.publish(number)
    ministry.put_instead(2, DOWN)
    play.morning(0)
    run = play.told.runs["feed"]
    assert run.lines() == (
        f"no-mfa > feed > {ministry.base}/news/2: failed (fault_of_the_site): HTTP 503",
    )
    ministry.restore(2)
    for number in range(3, 8):  # number 2 falls out of the feed
        ministry.publish(number)
    play.morning(1)
    told = play.told
    assert "https://mfa.example/news/2" in [s.key for s in told.sightings]
    assert not told.runs["feed"].state.owed


def test_pages_that_fail_for_one_reason_are_told_in_one_line(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    for number in range(1, 5):
        ministry.publish(number)
        ministry.put_instead(number, Answer(b"", 403))
    told = collect(ministry.rules(["feed"]), memory, session, clock)
    (line,) = told.runs["feed"].lines()
    assert line == (
        f"no-mfa > feed > 4 pages, first {ministry.base}/news/1: blocked (refused): HTTP 403"
    )
    assert not told.sightings


def test_a_site_that_goes_down_on_the_way_is_left_alone_and_taken_up_later(
    ministry: Ministry, memory: RunMemory
) -> None:
    play = Mornings(ministry, memory)
    play.only = ("feed",)
    ministry.feed_size = 20
    for number in range(1, 13):
        ministry.publish(number)
    for number in range(3, 13):
        ministry.put_instead(number, DOWN)
    play.morning(0)
    told = play.told
    assert told.runs["feed"].outcome == "cut"
    assert len(told.sightings) == 2
    for number in range(3, 13):
        ministry.restore(number)
    play.morning(1)
    assert len(play.told.sightings) == 10 + 2  # and two are due to be looked at again


def test_a_run_that_is_killed_goes_on_where_it_stood(
    ministry: Ministry, memory: RunMemory, clock: PlayedClock
) -> None:
    from crossread.collect.collecting import collect_publisher

    for number in range(1, 12):
        ministry.publish(number)
    kept = 0
    for stop in range(1, 9):
        with a_session(clock) as session:
            events = collect_publisher(ministry.rules(), memory, session, clock)
            for count, event in enumerate(events, 1):
                Told().take(event, memory)
                if count == stop:
                    events.close()  # type: ignore[attr-defined]
                    break
        assert len(memory.sightings) >= kept
        kept = len(memory.sightings)
    with a_session(clock) as session:
        collect(ministry.rules(), memory, session, clock)
    assert sorted(s.key for s in memory.sightings) == sorted(
        f"https://mfa.example/news/{n}" for n in range(1, 12)
    )


def full_text(ministry: Ministry) -> PublisherRules:
    """The ministry's feed, as one whose items carry whole statements."""
    rules = ministry.rules(["feed"])
    sources = tuple(replace(source, full_text=True) for source in rules.sources)
    return replace(rules, sources=sources)


def test_a_feed_of_whole_statements_is_read_without_asking_for_pages(
    ministry: Ministry, memory: RunMemory, clock: PlayedClock
) -> None:
    ministry.publish(1)
    ministry.publish(2)
    ministry.has_texts = True
    ministry.render()

    def morning() -> Told:
        with a_session(clock) as session:
            return collect(full_text(ministry), memory, session, clock)

    told = morning()
    assert ministry.site.paths == ["/feed"]
    assert {s.capture.via for s in told.sightings} == {"feed"}
    assert len({s.capture.digest for s in told.sightings}) == 1  # the feed, kept once
    assert told.sightings[0].extractor == "feed-item/1"
    clock.pass_by(timedelta(hours=1))
    assert not morning().sightings
    ministry.edit(1, "15 engineers", "50 engineers")
    clock.pass_by(timedelta(hours=1))
    assert histories(morning().sightings) == {"/news/1": "0 seen A"}
    assert not [path for path in ministry.site.paths if path != "/feed"]


def test_a_statement_that_left_such_a_feed_is_looked_at_on_its_page(
    ministry: Ministry, memory: RunMemory, clock: PlayedClock
) -> None:
    ministry.has_texts = True
    ministry.publish(1)
    with a_session(clock) as session:
        collect(full_text(ministry), memory, session, clock)
        for number in range(2, 7):
            ministry.publish(number)
        clock.pass_by(timedelta(days=1))
        collect(full_text(ministry), memory, session, clock)
    assert [s.extractor[:10] for s in memory.sightings if s.key.endswith("/1")] == [
        "feed-item/",
        "page-rules",
    ]
    assert [path for path in ministry.site.paths if path != "/feed"] == ["/news/1"]


def test_a_sitemap_that_dates_every_page_anew_does_not_have_all_asked_again(
    ministry: Ministry, memory: RunMemory, clock: PlayedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crossread.collect.collecting.CHANGED_MOST", 2)
    rules = ministry.rules(["map"])
    for number in range(1, 6):
        ministry.publish(number)
    with a_session(clock) as session:
        collect(rules, memory, session, clock)
        clock.pass_by(timedelta(hours=1))
        for page in ministry.pages.values():
            page.changed = clock.now()
        ministry.render()
        clock.pass_by(timedelta(hours=1))
        told = collect(rules, memory, session, clock)
    assert told.runs["map"].looked == 2
    assert told.runs["map"].lines()[0].startswith("no-mfa > map: 5 known pages are said to have")


def test_a_limit_is_kept_to_and_the_rest_comes_next_time(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    for number in range(1, 8):
        ministry.publish(number)
    rules = ministry.rules(["list"])
    first = collect(rules, memory, session, clock, limit=3)
    assert (len(first.sightings), first.runs["list"].outcome) == (3, "cut")
    assert len(collect(rules, memory, session, clock).sightings) == 4


def test_a_clock_that_was_set_back_never_dates_a_look_before_another(
    ministry: Ministry, memory: RunMemory, clock: PlayedClock
) -> None:
    ministry.publish(1)
    with a_session(clock) as session:
        collect(ministry.rules(), memory, session, clock)
        latest = memory.latest("no-mfa")
        clock.moment -= timedelta(days=2)
        ministry.publish(2)
        told = collect(ministry.rules(), memory, session, clock)
    (line,) = told.remarks
    assert line.startswith("no-mfa: the clock shows 2024-03-30 08:0")
    assert latest is not None
    assert [s.capture.at for s in told.sightings] == [latest]


def test_a_source_behind_a_wall_is_blocked_and_one_that_is_broken_has_failed(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    ministry.site.put("/list", WALL)
    ministry.site.put("/feed", Answer(b"<rss><chan"))
    ministry.site.put("/sitemap.xml", Answer(b"", 404))
    runs = collect(ministry.rules(), memory, session, clock).runs
    assert {name: runs[name].outcome for name in ("feed", "list", "map")} == {
        "feed": "failed",
        "list": "blocked",
        "map": "failed",
    }
    assert runs["list"].lines() == ("no-mfa > list: blocked (wall): Cookie consent",)


def test_robots_txt_keeps_a_publisher_out_and_it_is_said(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    ministry.site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /"))
    told = collect(ministry.rules(), memory, session, clock)
    assert not told.sightings
    assert {run.outcome for name, run in told.runs.items() if name != "again"} == {"blocked"}


def test_what_was_not_asked_is_no_look(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    collect(ministry.rules(), memory, session, clock)
    ministry.site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /news"))
    clock.pass_by(timedelta(days=4))

    with a_session(clock) as later:
        told = collect(ministry.rules(), memory, later, clock)

    assert not told.sightings
    assert (told.runs["again"].outcome, told.runs["again"].looked) == ("cut", 0)
    assert "closed_to_programs" in told.runs["again"].lines()[0]


def test_a_page_that_moved_is_one_statement_wherever_it_is_named_first(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    collect(ministry.rules(), memory, session, clock)
    clock.pass_by(timedelta(days=2))
    ministry.pages[7] = replace(ministry.pages.pop(1), number=7)  # same page, another address
    ministry.put_instead(1, Answer(status=301, headers={"Location": "/news/7"}))

    told = collect(ministry.rules(), memory, session, clock)

    assert [(s.outcome, s.key.rpartition("/")[2]) for s in told.sightings] == [
        ("moved", "1"), ("seen", "7"),
    ]  # fmt: skip
    assert memory.known(told.sightings[0].key) == memory.known(told.sightings[1].key)
    assert [run.new for run in told.runs.values()] == [0, 0, 0, 0]


def test_the_same_words_at_two_addresses_that_both_answer_are_two_statements(
    ministry: Ministry, memory: RunMemory, session: Session, clock: PlayedClock
) -> None:
    ministry.publish(1)
    collect(ministry.rules(), memory, session, clock)
    ministry.pages[7] = replace(ministry.pages[1], number=7)
    ministry.render()

    told = collect(ministry.rules(), memory, session, clock)

    keys = {s.key for s in told.sightings if s.outcome == "seen"}
    assert len({id(memory.known(key)) for key in keys}) == 2


def test_a_quiet_week_and_a_week_without_looking_are_not_the_same(
    ministry: Ministry, memory: RunMemory
) -> None:
    play = Mornings(ministry, memory)
    play.only = ("feed",)
    ministry.publish(1)
    for day in (0, 1, 2):
        play.morning(day)
    ministry.site.put("/feed", DOWN)
    for day in (3, 4, 5, 6):
        play.morning(day)

    def silence(first: int, last: int) -> str:
        days = [play.start + timedelta(days=day, hours=1) for day in (first, last)]
        return tell_silence(memory.runs, *days)

    assert silence(0, 1) == "nothing_published"
    assert silence(2, 5) == "failed_to_look"
    assert silence(7, 9) == "not_looked_yet"
    ministry.render()
    play.morning(10)  # the feed still reaches back to what is known
    assert silence(2, 9) == "nothing_published"


def test_weeks_of_a_ministry_give_the_right_history(play: Mornings, memory: RunMemory) -> None:
    play_weeks(play)
    assert histories(memory.sightings) == WEEKS


def test_weeks_of_a_ministry_leave_a_run_for_each_morning(
    play: Mornings, memory: RunMemory
) -> None:
    play_weeks(play)
    feed = [run.outcome for run in memory.runs if run.source == "feed"]
    assert feed == ["read"] * 3 + ["failed"] + ["read"] * 3 + ["blocked"] + ["read"] * 9


def test_a_page_that_no_parser_reads_in_good_time_counts_as_tried(
    ministry: Ministry, memory: RunMemory, play: Mornings
) -> None:
    ministry.publish(1)
    ministry.publish(2)
    overfull = " ".join(f"a{n}=1" for n in range(300))
    ministry.put_instead(1, Answer(f"<html><p {overfull}>".encode(), headers=HTML))
    play.only = ("feed",)

    told = play.collect()

    assert told.runs["feed"].new == 1
    (failure,) = told.runs["feed"].failures
    assert "failed (nothing_to_read)" in failure.reason
    assert "a tag with 300 attributes" in failure.reason
    (owed,) = memory.state_of("no-mfa", "feed").owed
    assert (owed.url, owed.tries) == (f"{ministry.base}/news/1", 1)


@pytest.mark.parametrize("source", ["feed", "list", "map"])
def test_a_source_that_says_unchanged_when_first_asked_has_failed(
    ministry: Ministry, play: Mornings, source: str
) -> None:
    ministry.publish(1)
    path = {"feed": "/feed", "list": "/list", "map": "/sitemap.xml"}[source]
    ministry.site.put(path, Answer(status=304))
    play.only = (source,)

    run = play.collect().runs[source]

    assert run.outcome == "failed"
    assert "unchanged_from_nothing" in run.failures[0].reason
    assert (run.covers_from, run.state.read_at) == (None, None)


def test_a_page_known_from_elsewhere_is_not_unchanged_because_its_site_says_so(
    ministry: Ministry, memory: RunMemory, play: Mornings
) -> None:
    ministry.publish(1)
    play.collect()
    ministry.put_instead(1, Answer(status=304))
    ministry.clock.pass_by(timedelta(days=1))

    told = play.collect()

    assert [s.outcome for s in told.sightings] == ["failed"]
