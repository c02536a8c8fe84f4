"""A first data file, written by looking at a site."""

from datetime import date

import pytest

from collect.publishers.conftest import DATA, WRITTEN
from crossread.collect.encoding import decode
from crossread.collect.publishers import PublisherRules, is_statement, parse_listing, read_publisher
from crossread.collect.publishers.propose import propose_publisher
from crossread.collect.publishers.stored import load_pages
from crossread.collect.raw import Raw
from crossread.errors import BadInput

TODAY = date(2024, 4, 10)
ITEMS = "".join(
    f'<div class="item"><h3><a href="/en/news/2024/{n}">The Minister spoke with Minister Vesk'
    f' for the {n}th time</a></h3><span>0{n}.04.2024</span></div>'
    for n in range(1, 8)
)  # fmt: skip
PAGE = f"""<html lang="en"><head><title>Ministry of Norland</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="alternate" type="application/atom+xml" href="https://www.mfa.example.no/atom.xml">
<link rel="alternate" hreflang="ru" href="/ru/"></head>
<body><nav><a href="/en/a">A</a><a href="/en/b">B</a></nav>{ITEMS}</body></html>"""
URL = "https://www.mfa.example.no/en/news/"


def propose(html: str = PAGE, url: str = URL, robots: str = "") -> tuple[str, PublisherRules]:
    pages = {url: Raw(html.encode(), url, url, "text/html; charset=utf-8")}
    if robots:
        address = "https://www.mfa.example.no/robots.txt"
        pages[address] = Raw(robots.encode(), address, address, "text/plain")
    text = propose_publisher(pages, today=TODAY)
    return text, read_publisher("new.yaml", text)


def test_what_a_site_tells_is_in_the_file() -> None:
    _, rules = propose(robots="User-agent: *\nSitemap: https://www.mfa.example.no/map.xml\n")

    assert (rules.id, rules.publisher.name) == ("mfa-example-no", "Ministry of Norland")
    assert (rules.publisher.country, rules.publisher.languages) == ("NOR", ("en",))
    assert rules.hosts == ("mfa.example.no",)
    assert [(s.kind, s.address) for s in rules.sources] == [
        ("feed", "https://www.mfa.example.no/feed.xml"),
        ("feed", "https://www.mfa.example.no/atom.xml"),
        ("sitemap", "https://www.mfa.example.no/map.xml"),
        ("listing", URL),
    ]


def test_the_proposed_listing_reads_the_page_it_was_made_from() -> None:
    _, rules = propose()
    source = rules.source("listing")
    assert source
    page = parse_listing(PAGE, URL, source)

    assert len(page.entries) == 7
    assert all(str(entry.date).startswith("2024-04-0") for entry in page.entries)
    assert all(is_statement(rules, entry.url) for entry in page.entries)


def test_nothing_proposed_is_called_tested() -> None:
    text, rules = propose()

    assert "tested: untested" in text
    assert "tested: stored" not in text
    assert all("looked at on 2024-04-10" in s.found_in for s in rules.sources)


def test_what_could_not_be_told_is_said() -> None:
    text, rules = propose(
        "<html><body><p>Words of the ministry.</p></body></html>", "https://a.example/x"
    )

    assert "# statements: no page looked at holds many links of one shape" in text
    assert "# sources: no feed, sitemap or listing was seen" in text
    assert "the address does not tell" in text
    assert rules.publisher.country is None


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://mfa.gov.kg/a", "KGZ"),
        ("https://www.gov.uk/a", "GBR"),
        ("https://www.state.gov/a", "USA"),
        ("https://eeas.europa.eu/a", "EUE"),
        ("https://www.nato.int/a", None),
        ("https://a.xx/a", None),
    ],
)
def test_the_end_of_a_host_tells_the_country(url: str, country: str | None) -> None:
    assert propose(url=url)[1].publisher.country == country


@pytest.mark.parametrize(
    "title",
    ["no", "Yes", "a: b # c", '"quoted"', "it's", "外交部", "- x", "{a}", "\x7f\x85", "null"],
)
def test_any_name_of_a_site_can_be_written(title: str) -> None:
    html = f"<html><head><title>{title}</title></head><body>{ITEMS}</body></html>"
    _, rules = propose(html)

    assert rules.publisher.name in (title, "mfa.example.no")


def test_classes_and_addresses_with_quotation_marks_break_nothing() -> None:
    html = PAGE.replace('class="item"', "class='a\"b'").replace("/en/news/2024/", "/en/it's/2024/")

    assert propose(html)[1].source("listing")


def test_no_page_and_no_address_are_refused() -> None:
    with pytest.raises(BadInput, match="there is no page"):
        propose_publisher({}, today=TODAY)
    with pytest.raises(BadInput, match="is no address"):
        propose_publisher({"words": Raw(b"<p>a</p>", "words")}, today=TODAY)


@pytest.mark.parametrize("url", WRITTEN)
def test_a_file_can_be_proposed_for_every_written_page(url: str) -> None:
    read_publisher("new.yaml", propose_publisher({url: WRITTEN[url]}, today=TODAY))


def test_the_stored_listing_is_proposed_with_its_dates() -> None:
    if not (DATA / "pages").exists():
        pytest.skip("the stored pages are not on this machine")
    pages = load_pages(DATA / "pages")
    url = "https://www.fmprc.gov.cn/web/wjdt_674879/fyrbt_674889/default.shtml"
    rules = read_publisher("new.yaml", propose_publisher({url: pages[url]}, today=TODAY))
    source = rules.source("listing")
    assert source
    entries = parse_listing(decode(pages[url]).text, url, source).entries

    assert len(entries) == 15
    assert all(entry.date and entry.title for entry in entries)


BAD_LINKS = """<link rel="alternate" type="application/rss+xml" href="http://[::1/feed">
<a href="http://[bad]/en/news/2024/9">The Minister spoke</a><a href="http://x:y/">Of this</a>"""


def test_links_that_are_no_addresses_are_passed_over() -> None:
    robots = "Sitemap: http://[::1\nSitemap: https://www.mfa.example.no/map.xml\n"

    _, rules = propose(PAGE.replace("<nav>", f"{BAD_LINKS}<nav>"), robots=robots)

    assert [(s.kind, s.address) for s in rules.sources] == [
        ("feed", "https://www.mfa.example.no/feed.xml"),
        ("feed", "https://www.mfa.example.no/atom.xml"),
        ("sitemap", "https://www.mfa.example.no/map.xml"),
        ("listing", URL),
    ]


@pytest.mark.parametrize("url", ["http://[::1", "http://mfa.example:x/", "mfa.example"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="is no address"):
        propose(url=url)
