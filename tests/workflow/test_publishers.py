"""Publishers as data: listed, shown, checked on saved and on live pages, and a first file."""

from datetime import date
from pathlib import Path

import pytest

from collect.conftest import Answer, Site, site
from collect.publishers.conftest import PAGES
from crossread.collect.fetch import Limits
from crossread.collect.publishers import read_publisher
from crossread.errors import BadInput, NotFound, SourceUnavailable
from crossread.workflow import publishers

__all__ = ["site"]

TODAY = date(2024, 4, 10)
LIMITS = Limits(100_000, 5, allow_private=True)
OWN = """\
id: no-mfa
name: Ministry of Foreign Affairs of Norland
country: NOR
languages: [en]
level: ministry
hosts: ['127.0.0.1']
"""
FRONT = """<html lang="en"><head><title>Ministry of Foreign Affairs of Norland</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body><ul>
<li><a href="/news/101">The Minister speaks with the Minister of Sudria</a></li>
<li><a href="/news/102">The Minister receives the envoy of Sudria</a></li>
<li><a href="/news/103">The Minister leaves for the capital of Sudria</a></li>
<li><a href="/news/104">The Minister returns from the capital of Sudria</a></li>
</ul></body></html>"""


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishers, "NEW_DELAY_S", 0.0)


def test_the_list_is_in_order_and_own_files_come_into_it(tmp_path: Path) -> None:
    own = tmp_path / "no-mfa.yaml"
    own.write_text(OWN, "utf-8")
    ids = [rules.id for rules in publishers.list_publishers(own)]

    assert ids == sorted(ids)
    assert {"no-mfa", "us-state", "ru-kremlin", "tj-mfa"} <= set(ids)
    assert publishers.show_publisher("no-mfa", own).publisher.country == "NOR"


def test_an_id_that_is_none_is_told_with_what_comes_near() -> None:
    with pytest.raises(NotFound) as found:
        publishers.show_publisher("us-stat")
    assert "us-state" in found.value.hint
    with pytest.raises(NotFound) as found:
        publishers.show_publisher("zzzzzz")
    assert "crossread publisher list" in found.value.hint


def test_a_check_on_saved_pages_asks_no_site() -> None:
    report = publishers.check_publisher("tr-mfa", today=TODAY, pages=PAGES, limits=LIMITS)

    assert [one.state for one in report.sources if one.source.kind == "listing"] == ["read"] * 2


def test_a_check_on_the_live_site_tells_each_address_before_it_asks(
    site: Site, tmp_path: Path
) -> None:
    feed = f"  - {{id: feed, kind: feed, address: '{site.url('/feed.xml')}', found_in: it,"
    own = tmp_path / "no-mfa.yaml"
    own.write_text(f"{OWN}delay_s: 0\nsources:\n{feed}\n     tested: untested}}\n", "utf-8")
    told: list[str] = []
    report = publishers.check_publisher(
        "no-mfa", today=TODAY, own=own, limits=LIMITS, tell=told.append
    )

    assert told == [site.url("/feed.xml")]
    assert (report.sources[0].state, report.is_sound) == ("failed", False)


def test_a_first_file_is_one_that_the_loader_takes(site: Site) -> None:
    for path in ("/", "/news"):
        site.put(path, Answer(FRONT.encode(), headers={"Content-Type": "text/html"}))
    told: list[str] = []
    text = publishers.new_publisher(site.url("/news"), today=TODAY, limits=LIMITS, tell=told.append)

    assert told == [site.url(path) for path in ("/news", "/", "/robots.txt")]
    assert site.url("/feed.xml") in text
    assert read_publisher("first.yaml", text).sources


@pytest.mark.parametrize("path", ["/none", "/robots.txt"])
def test_a_site_that_does_not_answer_gives_no_file(site: Site, path: str) -> None:
    with pytest.raises(SourceUnavailable):
        publishers.new_publisher(site.url(path), today=TODAY, limits=LIMITS)


def test_what_is_no_address_gives_no_file() -> None:
    with pytest.raises(BadInput):
        publishers.new_publisher("mfa.example", today=TODAY, limits=LIMITS)
