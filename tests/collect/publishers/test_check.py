"""A data file tried on a site: what is found, and what looks wrong."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from collect.conftest import Answer, Site
from collect.publishers.conftest import PAGES, SHIPPED, SITE, site
from crossread.collect.fetch import Limits
from crossread.collect.publishers import PublisherRules, read_publisher
from crossread.collect.publishers.check import SourceReport, check_publisher
from crossread.collect.publishers.live import LiveSite
from crossread.collect.publishers.stored import StoredPages, find_own_address, load_pages
from crossread.collect.raw import Raw
from crossread.errors import NotFound, SourceUnavailable

TODAY = date(2024, 4, 10)
TEXT = """<p>The Minister spoke with the Minister of Sudria of the ferry and the river.</p>
<p>Both sides named the border a matter of the coming year and of both parliaments.</p>
<p>The Minister asked for the release of the fishermen, and for a visit of their families.</p>
<p>They will meet again in the autumn, on the island that both of them claim.</p>"""
STATEMENT = (
    "<html lang='en'><head><meta name='date' content='2024-04-02'></head><body><article>"
    f"<h1>Call with Vesk</h1>{TEXT}</article></body></html>"
)
LIST = """<ul><li><a href="/en/news/2">Call with Vesk</a> 2 April 2024</li>
<li><a href="/en/news/1">Meeting with Vesk</a> 1 April 2024</li></ul>"""
SOURCES = """\
sources:
  - id: list
    kind: listing
    address: https://mfa.example/en/
    language: en
    listing:
      items: //li
      date: {at: ., form: '%d %B %Y'}
      next_address: 'https://mfa.example/en/{page}'
    found_in: the site
    tested: untested
  - {id: feed, kind: feed, address: 'https://mfa.example/feed', found_in: it, tested: untested}
  - {id: map, kind: sitemap, address: 'https://mfa.example/map.xml', found_in: it, tested: untested}
  - {id: old, kind: wayback, address: 'mfa.example/*', found_in: the site, tested: untested}
"""
FEED = """<rss version="2.0"><channel><title>N</title><item><title>Call with Vesk</title>
<link>https://mfa.example/en/news/2</link><pubDate>Tue, 02 Apr 2024 18:30:00 +0300</pubDate></item>
</channel></rss>"""
MAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url>
<loc>https://mfa.example/en/news/2</loc><lastmod>2024-04-02</lastmod></url></urlset>"""
FIRST = "https://mfa.example/en/"
WELL = {
    FIRST: LIST,
    "https://mfa.example/en/2": LIST.replace("news/", "news/9"),
    "https://mfa.example/feed": FEED,
    "https://mfa.example/map.xml": MAP,
    "https://mfa.example/en/news/1": STATEMENT.replace("04-02", "04-01"),
    "https://mfa.example/en/news/2": STATEMENT,
}


class Answers:
    """A live site for tests: what is not there answers an error."""

    def __init__(self, pages: dict[str, str]) -> None:
        self.pages = pages

    def __call__(self, url: str, /) -> Raw:
        if url not in self.pages:
            raise SourceUnavailable(f"{url} answered 404")
        kind = "text/html; charset=utf-8" if "<html" in self.pages[url] else ""
        return Raw(self.pages[url].encode(), url, url, kind)


def report(source: str, pages: dict[str, str], rules: PublisherRules | None = None) -> SourceReport:
    found = check_publisher(rules or site(SOURCES), Answers(pages), today=TODAY)
    return next(one for one in found.sources if one.source.id == source)


def test_a_site_that_is_well_has_nothing_wrong() -> None:
    found = check_publisher(site(SOURCES), Answers(WELL), today=TODAY)

    assert [(one.source.id, one.state, one.found, one.statements) for one in found.sources] == [
        ("list", "read", 2, 2),
        ("feed", "read", 1, 1),
        ("map", "read", 1, 1),
        ("old", "not_asked", 0, 0),
    ]
    assert found.is_sound
    page = found.sources[0].pages[0]
    assert (page.title, str(page.date), page.wrong) == ("Call with Vesk", "2024-04-02", ())
    assert page.extractor.startswith("trafilatura/")


@pytest.mark.parametrize(
    ("source", "change", "wrong"),
    [
        ("list", {FIRST: "<p>Under repair</p>"}, "nothing in it is an entry"),
        (
            "list",
            {FIRST: LIST.replace("news/1", "about")},
            "1 of 2 addresses have no statement's form, such as https://mfa.example/en/about",
        ),
        ("list", {FIRST: LIST.replace(">Call with Vesk<", "><")}, "1 of 2 entries have no title"),
        ("list", {FIRST: LIST.replace("2 April", "2. 4.")}, "1 of 2 entries have no date"),
        ("list", {FIRST: LIST.replace("2024", "2023")}, "2023-04-02: nothing new for 374 days"),
        ("list", {FIRST: LIST.replace("2024", "2025")}, "2025-04-02, which is still to come"),
        ("list", {f"{FIRST}2": LIST}, "the second page has nothing that is not on the first"),
        ("feed", {"https://mfa.example/feed": "<html><p>gone</p></html>"}, "is no feed"),
        ("map", {"https://mfa.example/map.xml": "<html></html>"}, "nothing in it is an entry"),
        ("map", {"https://mfa.example/map.xml": ""}, "is no sitemap"),
    ],
)
def test_what_looks_wrong_is_said_in_words(source: str, change: dict[str, str], wrong: str) -> None:
    assert any(wrong in words for words in report(source, WELL | change).wrong)


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        (STATEMENT.replace("04-02", "03-12"), "the page is of 2024-03-12, its entry of 2024-04-02"),
        (STATEMENT.replace("<meta name='date' content='2024-04-02'>", ""), "no date was read"),
        (f"<html><body><article>{TEXT[:90]}</article></body></html>", "the text is short"),
        ("<html><body><nav>Menu</nav></body></html>", "page without running text"),
    ],
)
def test_what_is_wrong_on_a_page_is_said_there(page: str, wrong: str) -> None:
    pages = report("list", WELL | {"https://mfa.example/en/news/2": page}).pages

    assert any(wrong in words for words in pages[0].wrong)


def test_a_source_that_does_not_answer_has_failed() -> None:
    found = report("feed", {})

    assert found.state == "failed"
    assert found.wrong == ("https://mfa.example/feed answered 404",)


def test_a_source_that_is_over_is_not_asked() -> None:
    over = site(SOURCES.replace("id: feed,", "id: feed, until: 2024-04-09,"))

    assert report("feed", WELL, over).state == "not_asked"


def test_an_index_of_sitemaps_is_followed_one_step() -> None:
    index = "<sitemapindex><sitemap><loc>https://mfa.example/a.xml</loc></sitemap></sitemapindex>"
    pages = WELL | {"https://mfa.example/map.xml": index, "https://mfa.example/a.xml": MAP}

    assert report("map", pages).found == 1


def test_entities_of_a_sitemap_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://mfa.example/en/news/77")
    declared = f'<!DOCTYPE u [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    bomb = f"{declared}<urlset><url><loc>&x;</loc></url></urlset>"

    assert report("map", WELL | {"https://mfa.example/map.xml": bomb}).found == 0


def test_a_page_rule_that_finds_nothing_is_told() -> None:
    rule = "pages:\n  - {text: //main, found_in: the site, tested: untested}\n"
    pages = report("list", WELL, site(SOURCES + rule)).pages

    assert "no page rule found the text" in pages[0].wrong[0]


def test_a_file_without_sources_or_forms_is_told() -> None:
    bare = replace(site(), statements=())
    found = check_publisher(bare, Answers({}), today=TODAY)

    assert len(found.wrong) == 2
    assert not found.is_sound


def test_the_shipped_files_fit_the_pages_written_for_them() -> None:
    stored = StoredPages(load_pages(PAGES))
    for rules in SHIPPED.values():
        for one in check_publisher(rules, stored, today=TODAY).sources:
            assert not one.wrong, (rules.id, one.source.id, one.wrong)
            wrong = [w for page in one.pages for w in page.wrong if "short" not in w]
            assert [w for w in wrong if w != "no date was read"] == [], (rules.id, wrong)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from https://a.example/b -->", "https://a.example/b"),
        ("<!-- saved from url=(0023)https://a.example/b -->", "https://a.example/b"),
        ("<!--\n Page saved with SingleFile \n url: https://a.example/b \n-->", "https://a.example/b"),
        ('<atom:link href="https://a.example/f" rel="self"/>', "https://a.example/f"),
        ('<link rel="canonical" href="https://a.example/b">', "https://a.example/b"),
        ('<meta property="og:url" content="https://a.example/b">', "https://a.example/b"),
        ("<p>nothing</p>", ""),
    ],
)  # fmt: skip
def test_a_saved_page_tells_where_it_was_saved_from(head: str, url: str) -> None:
    assert find_own_address(f"{head}<html></html>".encode()) == url


def test_stored_pages_answer_whatever_the_scheme_and_the_last_slash() -> None:
    stored = StoredPages({"https://www.mfa.example/en/": Raw(b"x", "a.html")})

    assert stored("http://mfa.example/en").data == b"x"
    with pytest.raises(NotFound, match="not among the stored pages"):
        stored("https://mfa.example/ru")


def test_a_folder_without_such_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="is no folder"):
        load_pages(tmp_path / "none")
    (tmp_path / "a.html").write_text("<p>words</p>")
    with pytest.raises(NotFound, match=r"no page in .* tells where it was saved from"):
        load_pages(tmp_path)


def test_a_live_site_is_asked_with_pauses(site: Site) -> None:
    slept: list[float] = []
    now = iter([10.0, 11.0, 12.0, 99.0]).__next__
    url = site.put("/a", Answer(b"<p>words</p>", headers={"Content-Type": "text/html"}))
    ask = LiveSite(Limits(1000, 5, allow_private=True), 5.0, slept.append, now)

    assert ask(url).data == ask(url).data == b"<p>words</p>"
    assert slept == [4.0]


def test_a_live_check_reads_a_real_server(site: Site) -> None:
    text = SITE.replace("mfa.example", "127.0.0.1").replace("mfa\\.example", r"127\.0\.0\.1")
    html = {"Content-Type": "text/html; charset=utf-8"}
    site.put("/en/", Answer(LIST.encode(), headers=html))
    for path in ("/en/news/1", "/en/news/2"):
        site.put(path, Answer(STATEMENT.encode(), headers=html))
    more = f"""sources:
  - id: list
    kind: listing
    address: {site.url("/en/")}
    language: en
    listing: {{items: //li, date: {{at: ., form: '%d %B %Y'}}}}
    found_in: the site
    tested: untested
"""
    rules = read_publisher("x.yaml", text + more)
    ask = LiveSite(Limits(100_000, 5, allow_private=True), 0.0)
    found = check_publisher(rules, ask, today=TODAY)

    assert (found.sources[0].found, found.sources[0].statements) == (2, 2)
    assert found.is_sound
