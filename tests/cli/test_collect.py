"""`crossread collect`: what whoever runs it each morning reads."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from cli.conftest import site
from cli.running import Ran
from collect.conftest import Answer, Site
from collect.ministry import HOST, RULES, Ministry
from collect.playing import START, PlayedClock
from crossread.archive import Archive
from crossread.cli.collect import COLLECT_EXAMPLES, collect
from crossread.cli.shell import Command, Shell
from crossread.cli.show_collect import collection_as_lines
from crossread.model import Publisher
from crossread.model.source_run import SourceRun
from crossread.workflow.collect import CollectReport, PublisherReport

__all__ = ["site"]

app = typer.Typer(cls=Shell, rich_markup_mode=None, pretty_exceptions_enable=False)
app.command(cls=Command, epilog=COLLECT_EXAMPLES)(collect)
app.callback()(lambda: None)


def run(*words: object) -> Ran:
    """Run `crossread collect` with these words, in an application that has nothing else."""
    called = ["collect", *map(str, words)]
    result = CliRunner().invoke(app, called, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def ministry(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ministry:
    """A ministry on this machine, its data file beside the archive."""
    monkeypatch.chdir(tmp_path)
    here = RULES.format(base=site.url("")).replace(HOST, "127.0.0.1")
    here = here.replace(r"mfa\.example", r"127\.0\.0\.1").replace("delay_s: 1", "delay_s: 0")
    Path("no-mfa.yaml").write_text(here, encoding="utf-8")
    return Ministry(site, PlayedClock(), host="127.0.0.1")


ALWAYS = ("--own", "no-mfa.yaml", "--allow-private", "--delay", 0)


def test_what_came_is_told_in_words(ministry: Ministry) -> None:
    for number in range(1, 6):
        ministry.publish(number)
    ran = run("no-mfa", *ALWAYS)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == (
        "no-mfa: 5 new\n"
        "  feed: read; 4 named, 4 looked at, 4 new\n"
        "  list: read; 5 named, 1 looked at, 1 new\n"
        "  map: read; 5 named, 0 looked at, 0 new\n"
        "  again: read; 0 named, 0 looked at, 0 new\n"
    )
    with Archive.open("crossread.db", read_only=True) as archive:
        assert archive.coverage().statements == 5


def test_without_a_name_those_are_collected_that_the_archive_has(ministry: Ministry) -> None:
    ministry.publish(1)
    run("no-mfa", *ALWAYS)
    assert run(*ALWAYS).out.startswith("no-mfa: nothing new\n")


def test_what_failed_is_told_as_paths(ministry: Ministry) -> None:
    ministry.publish(1)
    ministry.publish(2)
    ministry.put_instead(2, Answer(b"", 403))
    ran = run("no-mfa", *ALWAYS, "--source", "feed")
    page = ministry.site.url("/news/2")
    assert ran.status == 0
    assert ran.out.endswith(
        f"Not had, and to be tried again:\n  no-mfa > feed > {page}: blocked (refused): HTTP 403\n"
    )


def test_a_publisher_that_cannot_be_asked_ends_with_one(ministry: Ministry) -> None:
    ministry.site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /"))
    ran = run("no-mfa", *ALWAYS)
    assert ran.status == 1
    assert "no-mfa > feed: blocked (closed_to_programs)" in ran.out


def test_what_could_not_be_read_is_not_told_as_nothing_new(ministry: Ministry) -> None:
    ministry.publish(1)
    run("no-mfa", *ALWAYS)
    ministry.site.put("/feed", Answer(b"", 503))
    some = run("no-mfa", *ALWAYS).out
    ministry.site.put("/list", Answer(b"", 503))
    ministry.site.put("/sitemap.xml", Answer(b"", 503))
    none = run("no-mfa", *ALWAYS)

    assert some.startswith("no-mfa: nothing new in what could be read\n")
    assert none.out.startswith("no-mfa: nothing could be read\n")
    assert none.status == 1


def test_a_publisher_without_a_source_was_not_asked(ministry: Ministry) -> None:
    rules = Path("no-mfa.yaml").read_text("utf-8")
    Path("no-mfa.yaml").write_text(rules[: rules.index("sources:")] + "sources: []\n", "utf-8")

    ran = run("no-mfa", *ALWAYS)

    assert ran.status == 1
    assert ran.out.startswith("no-mfa: no source that can be asked is known; --wayback FROM TO")
    assert json.loads(run("no-mfa", *ALWAYS, "--json", "-").out)["publishers"][0]["outcome"] == (
        "unasked"
    )


NORLAND = Publisher(id="no-mfa", name="Norland Foreign Ministry")
RUN = SourceRun(publisher=NORLAND, source="feed", started=START, finished=START, outcome="read")


def test_what_was_not_seen_is_told_by_what_came_of_it() -> None:
    one = PublisherReport("no-mfa")
    one.fates.update({"same": 2, "absent": 6})
    one.runs.append(RUN)
    one.missed.update(["gone", "soft_404", "redirected", "blocked", "failed", "failed"])

    (line, *_) = collection_as_lines(CollectReport((one,)))

    assert line == "no-mfa: 2 same, 3 not found where it was, 1 refused to us, 2 not answered"


def test_a_dry_run_makes_no_archive(ministry: Ministry) -> None:
    ministry.publish(1)
    ran = run("no-mfa", *ALWAYS, "--dry-run")
    assert "no-mfa: 1 new" in ran.out
    assert ran.out.endswith("A dry run: nothing was saved.\n")
    assert not Path("crossread.db").exists()


def test_a_program_gets_json(ministry: Ministry) -> None:
    ministry.publish(1)
    told = json.loads(run("no-mfa", *ALWAYS, "--source", "feed", "--json", "-").out)
    assert told["format"] == "crossread.collection/1"
    (publisher,) = told["publishers"]
    assert (publisher["id"], publisher["statements"]) == ("no-mfa", {"new": 1})
    assert [source["id"] for source in publisher["sources"]] == ["feed"]


def test_a_private_address_is_refused_unless_it_is_trusted(ministry: Ministry) -> None:
    ministry.publish(1)
    ran = run("no-mfa", "--own", "no-mfa.yaml", "--delay", 0)
    assert ran.status == 1
    assert "which is not on the public internet: refused without --allow-private" in ran.out
    assert not ministry.site.asked


@pytest.mark.usefixtures("ministry")
@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (("nobody", *ALWAYS), "Error: no data file tells of nobody."),
        (ALWAYS, "Error: the archive has no publisher yet that could be collected."),
        (("no-mfa", *ALWAYS, "--source", "x"), "Error: no source is called x."),
        (
            ("no-mfa", *ALWAYS, "--wayback", "2021-02-01", "2021-01-01"),
            "Error: the last day, 2021-01-01, is before the first, 2021-02-01.",
        ),
    ],
)
def test_what_cannot_be_done_is_one_line(words: tuple[object, ...], fact: str) -> None:
    ran = run(*words)
    assert ran.status == 1
    assert ran.err.startswith(fact)
    assert ran.err.count("\n") == 1
