"""The page on the archive's JSON and the commands' real output: the same keys, both ways."""

from pathlib import Path
from typing import Any

import pytest

from archive.sightings import make_absence, make_sighting
from cli.conftest import site
from cli.keyed import Held, documented
from cli.running import run
from collect.conftest import Site
from collect.ministry import HOST, RULES, Ministry
from collect.playing import PlayedClock
from crossread.archive import Archive

__all__ = ["site"]

PAGE = "archive-json.md"
FOOTER = "Visit our new page on the rights of travellers and subscribe to it today."
DAYS = ("2021-06-01", "2021-06-02", "2021-06-03", "2021-06-04", "2021-06-05", "2021-06-06")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an archive in which everything has happened that a command can tell."""
    monkeypatch.chdir(tmp_path)
    issued = [*DAYS, "2021-09-01"]  # the last far behind the others: a gap
    first = [_page(number, day) for number, day in enumerate(issued)]
    later = [_page(number, day, f"\n{FOOTER}", days=1) for number, day in enumerate(issued)]
    edited = [
        make_sighting("She called for an immediate ceasefire.", 0, key="https://mfa.example/e"),
        make_sighting("She called for a ceasefire.", 1, key="https://mfa.example/e"),
    ]
    with Archive.open("crossread.db") as archive:
        archive.save([*first, *edited, *later])
        archive.save([make_sighting(), make_absence("gone", 5), make_absence("gone", 8)])
    return tmp_path


def _page(number: int, day: str, more: str = "", days: float = 0) -> Any:
    text = f"They spoke of bridge {number}.{more}"
    return make_sighting(text, days, key=f"https://mfa.example/{number}", issued=day)


def test_every_key_of_the_archives_commands_is_on_the_page_and_none_besides(desk: Path) -> None:
    held = Held(PAGE)
    (desk / "call.txt").write_text("---\npublisher: Norland\n---\nThey spoke.\n", "utf-8")
    held.hold(run("add", "call.txt", "nowhere.txt", "--json", "-").json, "added")
    listed = run("list", "--json", "-").json
    held.hold(listed, "statement")
    edits = run("edits", "--json", "-").json
    changes = [f"{one['statement']['id']}/{one['old']}-{one['new']}" for one in edits["edits"]]
    changes += [f"{one['statement']}/{one['kind']}" for one in edits["access"]]
    for change in changes:
        run("decide", change, "confirmed", "--by", "A. Reader")
    shown = edits["edits"][0]["statement"]["id"]
    held.hold(run("show", shown, "--json", "-").json, "show")
    held.hold(run("search", "spoke of", "--json", "-").json, "search")
    held.hold(run("edits", "--json", "-").json, "edits")
    held.hold(run("decisions", "--json", "-").json, "decisions")
    held.hold(run("archive", "stats", "--json", "-").json, "stats")
    next(desk.glob("crossread.captures/*/*.z")).write_bytes(b"damaged")
    held.hold(run("archive", "verify", "--json", "-").json, "verified")

    apart = {"list", "collection", "collected", "run"}  # a bare list; the next test
    assert held.met == set(documented(PAGE)) - apart


def test_every_key_of_a_collection_is_on_the_page_and_none_besides(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    here = RULES.format(base=site.url("")).replace(HOST, "127.0.0.1")
    here = here.replace(r"mfa\.example", r"127\.0\.0\.1").replace("delay_s: 1", "delay_s: 0")
    Path("no-mfa.yaml").write_text(here, "utf-8")
    Ministry(site, PlayedClock(), host="127.0.0.1").publish(1)
    words = ("no-mfa", "--own", "no-mfa.yaml", "--allow-private", "--delay", 0, "--json", "-")
    held = Held(PAGE)

    held.hold(run("collect", *words).json, "collection")

    assert held.met == {"collection", "collected", "run"}
