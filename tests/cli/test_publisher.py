"""`crossread publisher`: who is known, what is known of one, a check, a first file."""

import json
from pathlib import Path

import pytest
import typer
import yaml
from typer.testing import CliRunner

from cli.running import Ran
from collect.conftest import Answer, Site, site
from collect.publishers.conftest import PAGES
from crossread.cli import publisher
from crossread.cli.shell import Shell
from crossread.workflow import publishers

__all__ = ["site"]

OWN = """\
id: no-mfa
name: "Ministry \\e[31mof Norland"
country: NOR
languages: [en]
level: ministry
hosts: [mfa.example]
former: [{host: old.example, now: mfa.example, found_in: the gazette, tested: untested}]
statements: [{pattern: 'mfa\\.example/\\d+', genre: call, found_in: the site, tested: written}]
sources:
  - id: list
    kind: listing
    address: https://mfa.example/
    listing: {items: //li}
    found_in: the site
    tested: written
pages: [{text: //article, title: //h1, found_in: the site, tested: written}]
note: Written for a test.
"""
LIST = """<!-- saved from https://mfa.example/ -->
<ul><li><a href="/1">Call with Vesk</a><li><a href="/about">About us</a></ul>"""
PAGE = """<!-- saved from https://mfa.example/1 --><html lang="en"><body><h1>Call with Vesk</h1>
<article><p>The Minister spoke with the Minister of Sudria of the ferry.</p></article>
</body></html>"""
CHECKED = [
    "  listing list: 2 entries, 1 with a statement's address",
    "    ! 1 of 2 addresses have no statement's form, such as https://mfa.example/about",
]

shell = typer.Typer(cls=Shell)
shell.add_typer(publisher.app, name="publisher")


def run(*words: object) -> Ran:
    called = ["publisher", *map(str, words)]
    done = CliRunner().invoke(shell, called, env={"COLUMNS": "120"}, catch_exceptions=False)
    return Ran(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "no-mfa.yaml").write_text(OWN, "utf-8")
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "list.html").write_text(LIST, "utf-8")
    (pages / "page.html").write_text(PAGE, "utf-8")
    return tmp_path / "no-mfa.yaml"


def test_the_list_is_a_table_of_all(own: Path) -> None:
    shown = run("list", "--own", own)

    assert shown.status == 0
    for words in ("us-state: ", "tj-mfa: ", "no-mfa: ", "NOR", "head of state", "stored"):
        assert words in shown.out
    assert "\x1b" not in shown.out


def test_the_list_is_json_for_programs() -> None:
    told = run("list", "--json", "-").json

    assert told["format"] == "crossread.publishers/1"
    assert {"id", "name", "country", "level", "sources", "tested"} <= set(told["publishers"][0])


def test_one_publisher_is_shown_with_where_each_part_was_found(own: Path) -> None:
    shown = run("show", "no-mfa", "--own", own).out

    assert "formerly old.example, keyed as mfa.example (untested)\n" in shown
    assert "    found in: the gazette\n" in shown
    assert r"statements: mfa\.example/\d+ [call] (written)" in shown
    assert "listing list: https://mfa.example/ (written)" in shown
    assert "page rule: //article (written)" in shown
    assert "note: Written for a test." in shown
    assert "\x1b" not in shown


def test_one_publisher_is_json_for_programs(own: Path) -> None:
    told = run("show", "no-mfa", "--own", own, "--json", "-").json

    assert told["format"] == "crossread.publisher/1"
    assert told["former"][0]["found_in"] == "the gazette"
    assert told["tested"] == "written"


def test_an_id_that_is_none_ends_with_a_hint() -> None:
    shown = run("show", "us-stat")

    assert shown.status == 1
    assert "us-state" in shown.err


def test_a_check_says_what_looks_wrong(own: Path) -> None:
    shown = run("check", "no-mfa", "--own", own, "--pages", own.parent / "pages")

    assert shown.status == 0
    assert shown.out.split("\n")[1:3] == CHECKED
    assert "“Call with Vesk”, no date, 60 characters by page-rules/1+" in shown.out
    assert "\x1b" not in shown.out


def test_a_check_is_json_for_programs(own: Path) -> None:
    pages = own.parent / "pages"
    told = run("check", "no-mfa", "--own", own, "--pages", pages, "--json", "-").json

    assert told["format"] == "crossread.publisher-check/1"
    assert (told["sound"], told["sources"][0]["entries"]) == (False, 2)
    assert told["sources"][0]["pages"][0]["title"] == "Call with Vesk"


def test_a_check_of_no_stored_source_says_so() -> None:
    shown = run("check", "nato", "--pages", PAGES)

    assert shown.status == 1
    assert "No source was read." in shown.out


def test_a_check_that_reads_nothing_fails_and_says_what_to_do(own: Path) -> None:
    own.write_text(OWN.replace("mfa.example", "127.0.0.1"), "utf-8")
    shown = run("check", "no-mfa", "--own", own)
    told = run("check", "no-mfa", "--own", own, "--json", "-")

    assert shown.status == told.status == 1
    assert "refused without --allow-private" in shown.out
    assert told.json["sources"][0]["state"] == "failed"


def test_a_first_file_is_written_where_it_is_wanted(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishers, "NEW_DELAY_S", 0.0)
    html = b"<html lang='en'><head><title>Norland</title></head><body><p>Words</p></body></html>"
    url = site.put("/", Answer(html, headers={"Content-Type": "text/html"}))
    to = tmp_path / "first.yaml"
    done = run("new", url, "--to", to, "--allow-private")

    assert done.status == 0, done.err
    assert yaml.safe_load(to.read_text("utf-8"))["hosts"] == ["127.0.0.1"]
    assert done.err.endswith(f"try it: crossread publisher check 127-0-0-1 --own {to}\n")

    to.write_text("corrected by hand", "utf-8")
    again = run("new", url, "--to", to, "--allow-private")

    assert (again.status, to.read_text("utf-8")) == (1, "corrected by hand")
    assert again.err == (f"Error: {to} is there already. Give another name, or remove it first.\n")


def test_an_address_without_its_beginning_is_told_which_to_put_before() -> None:
    told = run("new", "www.mfa.example.org/press").err

    assert told.endswith("Put https:// before it: https://www.mfa.example.org/press\n")


def test_json_results_end_with_a_line(own: Path) -> None:
    shown = run("show", "no-mfa", "--own", own, "--json", "-").out

    assert shown.endswith("}\n")
    assert json.loads(shown)
