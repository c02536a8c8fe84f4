"""Publishers collected into an archive: on SQLite and on PostgreSQL alike."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from archive.conftest import Opener, address, open_archive, server
from collect.conftest import Answer, Site, site
from collect.ministry import DOWN, HOST, WEEKS, Ministry, Play, play_weeks
from collect.playing import PlayedClock, a_session
from collect.wayback_site import Copy, WaybackSite
from crossread.archive import Archive
from crossread.archive.memory import ArchiveMemory
from crossread.collect.clock import Clock
from crossread.collect.fetch import Limits
from crossread.collect.polite import Manners, Session
from crossread.collect.publishers import PublisherRules
from crossread.collect.silence import tell_silence
from crossread.collect.wayback_session import open_wayback
from crossread.errors import BadInput, NotFound
from crossread.workflow.collect import CollectReport, Plan, collect

__all__ = ["address", "open_archive", "server", "site"]  # fixtures of other folders

Runner = Callable[..., CollectReport]


@pytest.fixture
def clock() -> PlayedClock:
    return PlayedClock()


@pytest.fixture
def ministry(site: Site, clock: PlayedClock) -> Ministry:
    return Ministry(site, clock)


@pytest.fixture
def archive(open_archive: Opener) -> Archive:
    return open_archive()


def run(archive: Archive | None, ministry: Ministry, plan: Plan, **more: object) -> CollectReport:
    def open_session(manners: Manners, clock: Clock) -> Session:
        return a_session(ministry.clock, tries=2)

    rules: Any = more.pop("rules", None) or [ministry.rules()]
    return collect(
        archive,
        rules,
        plan,
        clock=ministry.clock,
        open_session=open_session,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def collected(archive: Archive, ministry: Ministry) -> Iterator[Runner]:
    yield partial(run, archive, ministry)


def histories(archive: Archive) -> dict[str, str]:
    """Per statement: day and outcome of each look, `seen` with a letter for each wording."""
    found = {}
    for statement in archive.statements():
        told = []
        for look in archive.observations(statement.id):
            day = (look.at.date() - date(2024, 4, 1)).days
            seen = look.outcome == "seen" and look.version
            told.append(
                f"{day} seen {'ABC'[look.version - 1]}"
                if seen and look.version
                else f"{day} {look.outcome}"
            )
        path = statement.url.partition(HOST)[2].partition("/")[2]
        found[f"/{path}"] = ", ".join(told)
    return found


def test_what_was_published_is_in_the_archive(
    archive: Archive, ministry: Ministry, collected: Runner
) -> None:
    for number in range(1, 6):
        ministry.publish(number)
    report = collected(Plan())
    assert dict(report.fates) == {"new": 5}
    assert report.coded == 5
    assert not report.failures
    titles = {statement.title for statement in archive.statements()}
    assert titles == {f"Call with Sudria, number {number}" for number in range(1, 6)}
    assert archive.verify().faults == ()


def test_a_second_collection_changes_nothing(
    archive: Archive, ministry: Ministry, collected: Runner
) -> None:
    ministry.publish(1)
    collected(Plan())
    again = collected(Plan())
    assert not again.fates
    assert [run.outcome for run in ArchiveMemory(archive).runs("no-mfa")] == ["read"] * 8


def test_weeks_of_a_ministry_are_remembered_rightly(
    archive: Archive, ministry: Ministry, collected: Runner
) -> None:
    play_weeks(Play(ministry, lambda: collected(Plan())))
    # The archive knows the moved statement by both of its addresses: one statement, one history.
    moved = WEEKS["/news/5"].replace("12 moved", "12 moved, 12 seen A")
    expected = {**WEEKS, "/news/5": moved}
    del expected["/archive/5"]
    assert histories(archive) == expected
    assert archive.verify().faults == ()


def test_the_runs_tell_a_quiet_week_from_a_week_without_looking(
    archive: Archive, ministry: Ministry, collected: Runner
) -> None:
    play = Play(ministry, lambda: collected(Plan(sources=["feed"])))
    ministry.publish(1)
    for day in (0, 1, 2):
        play.morning(day)
    ministry.site.put("/feed", DOWN)
    for day in (3, 4):
        play.morning(day)
    runs = ArchiveMemory(archive).runs("no-mfa")
    days = [play.start + timedelta(days=day, hours=1) for day in range(8)]
    assert tell_silence(runs, days[0], days[1]) == "nothing_published"
    assert tell_silence(runs, days[2], days[3]) == "failed_to_look"
    assert tell_silence(runs, days[6], days[7]) == "not_looked_yet"


def test_a_publisher_that_fails_does_not_stop_the_others(
    archive: Archive, ministry: Ministry
) -> None:
    ministry.publish(1)
    good, bad = ministry.rules(), ministry.rules()
    gone = tuple(replace_address(s, f"{ministry.base}/nowhere/{s.id}") for s in bad.sources)
    bad = replace_rules(bad, gone)
    report = run(archive, ministry, Plan(), rules=[bad, good])
    assert [one.outcome for one in report.publishers] == ["failed", "read"]
    assert dict(report.fates) == {"new": 1}
    assert "sd-mfa > feed: gone (not_there): HTTP 404" in report.failures


def replace_address(source: object, address: str) -> object:
    from dataclasses import replace

    return replace(source, address=address)  # type: ignore[type-var]


def replace_rules(rules: PublisherRules, sources: tuple[object, ...]) -> PublisherRules:
    from dataclasses import replace

    publisher = replace(rules.publisher, id="sd-mfa")
    return replace(rules, publisher=publisher, sources=sources)  # type: ignore[arg-type]


def test_a_dry_run_tells_and_saves_nothing(
    archive: Archive, ministry: Ministry, collected: Runner
) -> None:
    ministry.publish(1)
    assert dict(collected(Plan(dry=True)).fates) == {"new": 1}
    assert dict(run(None, ministry, Plan(dry=True)).fates) == {"new": 1}
    assert archive.coverage().statements == 0
    assert not ArchiveMemory(archive).runs("no-mfa")


def test_a_run_needs_an_archive_and_a_source_that_is_there(
    ministry: Ministry, collected: Runner
) -> None:
    with pytest.raises(BadInput, match="no archive to collect into"):
        run(None, ministry, Plan())
    with pytest.raises(NotFound, match="no source is called telegram"):
        collected(Plan(sources=["telegram"]))


def test_copies_of_the_wayback_machine_come_into_the_archive(
    archive: Archive, ministry: Ministry, site: Site
) -> None:
    wayback = WaybackSite(site)
    ministry.publish(1)
    page = ministry.page(ministry.pages[1])
    for stamp, body, status in (
        ("20210601120000", page, 200),
        ("20210602120000", b"", 429),
        ("20210603120000", page, 200),
    ):
        wayback.keep(Copy(stamp, f"https://www.{HOST}/news/1", body, status))

    def open_client(manners: Manners, clock: Clock) -> object:
        limits = Limits(1_000_000, 5.0, allow_private=True)
        return open_wayback(limits, clock, home=wayback.home, is_patient=False)

    plan = Plan(wayback=(date(2021, 6, 1), date(2021, 7, 31)))
    report = run(archive, ministry, plan, open_client=open_client)
    assert dict(report.fates) == {"new": 1, "absent": 1, "same": 1}
    assert dict(report.publishers[0].missed) == {"blocked": 1}
    (statement,) = archive.statements()
    assert [look.outcome for look in archive.observations(statement.id)] == [
        "seen",
        "blocked",
        "seen",
    ]
    again = run(archive, ministry, plan, open_client=open_client)
    assert not again.fates


def test_a_memory_gives_back_what_it_was_given(
    archive: Archive, ministry: Ministry, collected: Runner
) -> None:
    ministry.publish(1)
    ministry.publish(2)
    ministry.put_instead(2, Answer(b"", 403))
    report = collected(Plan(sources=["feed"]))
    memory = ArchiveMemory(archive)
    (told,) = report.publishers[0].runs
    assert memory.runs("no-mfa") == [told]
    assert memory.state_of("no-mfa", "feed") == told.state
    assert [owed.url for owed in told.state.owed] == [f"{ministry.base}/news/2"]
    known = memory.known(f"https://{HOST}/news/1")
    assert known is not None
    assert (known.url, known.outcome, known.absences) == (f"{ministry.base}/news/1", "seen", 0)
    assert list(memory.recent("no-mfa", known.first_seen)) == [known]
    assert memory.latest("no-mfa") == told.finished
    assert memory.has_look(known.key, known.last_look)
    assert not memory.has_look(known.key, known.last_look + timedelta(seconds=1))
