"""Pages written in the form of each site: what the shipped rules read out of them."""

from dataclasses import replace

import pytest

from collect.publishers.conftest import DATA, SHIPPED, WRITTEN, site, written
from crossread.collect.encoding import decode
from crossread.collect.publishers import (
    Parsed,
    canonical_key,
    parse_listing,
    parse_statement_page,
)
from crossread.collect.raw import Raw
from crossread.errors import BadInput, NotAReadout

BORDER = "about the river border and the safety of its bridges."
# The written page of each rule: publisher, place of the rule, file, title, date, last words.
STATEMENTS = [
    ("us-state", 0, "us-state-statement.html", "2024-04-02"),
    ("us-whitehouse", 0, "us-whitehouse-2022.html", "2022-03-14T18:30-04:00"),
    ("us-whitehouse", 1, "us-whitehouse-2025.html", "2025-06-11T13:05-04:00"),
    ("ru-kremlin", 0, "ru-kremlin-statement.html", "2024-04-02"),
    ("ru-mfa", 0, "ru-mfa-statement.html", "2024-04-02"),
    ("cn-mfa", 0, "cn-mfa-statement.html", "2024-04-02"),
    ("in-mea", 0, "in-mea-statement.html", "None"),
    ("tr-mfa", 0, "tr-mfa-statement.html", "2024-04-02"),
    ("osce", 0, "osce-statement.html", "2024-04-02"),
    ("ir-mfa", 0, "ir-mfa-statement.html", "2024-04-02"),
    ("ir-president", 0, "ir-president-statement.html", "2024-04-02"),
]
TITLES = {
    "us-state-statement.html": "Minister Orlan’s Call with Sudrian Minister Vesk",
    "us-whitehouse-2022.html": "Readout of President Orlan’s Call with President Vesk of Sudria",
    "us-whitehouse-2025.html": "The President Speaks with the President of Sudria",
    "ru-kremlin-statement.html": "Телефонный разговор с Президентом Судрии Веском",
    "ru-mfa-statement.html": "О телефонном разговоре с министром иностранных дел Норландии Орланом",
    "cn-mfa-statement.html": "外长同诺兰外长奥兰通电话",
    "in-mea-statement.html": "Transcript of remarks on the visit of Minister Orlan of Norland",
    "tr-mfa-statement.html": "No: 102, 2 April 2024, Regarding the Ferry of Norland",
    "osce-statement.html": "Chair welcomes the ferry of Norland",
    "ir-mfa-statement.html": "Minister speaks with Minister Orlan of Norland",
    "ir-president-statement.html": "President speaks with President Vesk of Sudria",
}
# The written page of each listing: publisher, source, file, number of entries, first date.
LISTINGS = [
    ("ru-kremlin", "transcripts-en", "ru-kremlin-transcripts-en.html", 2, "2024-04-03"),
    ("ru-kremlin", "transcripts-ru", "ru-kremlin-transcripts-ru.html", 2, "2024-04-03"),
    ("ru-mfa", "news-ru", "ru-mfa-listing-ru.html", 2, "None"),
    ("ru-mfa", "news-en", "ru-mfa-listing-en.html", 2, "None"),
    ("cn-mfa", "minister-zh", "cn-mfa-listing-zh.html", 2, "2024-04-02"),
    ("cn-mfa", "ministry-zh", "cn-mfa-listing-wjbxw_674885.html", 2, "2024-04-02"),
    ("cn-mfa", "briefings-zh", "cn-mfa-listing-jzhsl_673025.html", 2, "2024-04-02"),
    ("cn-mfa", "spokesperson-zh", "cn-mfa-listing-dhdw_673027.html", 2, "2024-04-02"),
    ("cn-mfa", "minister-en", "cn-mfa-listing-en-hd.html", 2, "2024-04-02"),
    ("cn-mfa", "ministry-en", "cn-mfa-listing-en-wjbxw.html", 2, "2024-04-02"),
    ("cn-mfa", "briefings-en", "cn-mfa-listing-en-lxjzh.html", 2, "2024-04-02"),
    ("in-mea", "briefings", "in-mea-listing-49.html", 2, "2024-04-02"),
    ("in-mea", "speeches-and-statements", "in-mea-listing-50.html", 2, "2024-04-02"),
    ("tr-mfa", "statements-en", "tr-mfa-listing-en.html", 2, "2024-04-02"),
    ("tr-mfa", "statements-tr", "tr-mfa-listing-tr.html", 1, "2024-04-02"),
    ("eu-council", "press-releases", "eu-council-listing.html", 2, "2024-04-02"),
    ("eu-eeas", "press-material", "eu-eeas-listing.html", 2, "None"),
    ("kz-president", "events-en", "kz-president-listing.html", 2, "None"),
    ("tj-mfa", "news-tg", "tj-mfa-listing.html", 2, "2024-04-02T18:30"),
    ("uz-president", "news-en", "uz-president-listing.html", 2, "2024-04-02"),
    ("osce", "press-releases", "osce-listing.html", 2, "2024-04-02"),
]
SITE_WORDS = ("menu", "Menu", "track(", "Office of Website", "меню", "首页", "Опубликован",
              "Назад", "Tags", "###", "# # #", "打印", "done()", "read__")  # fmt: skip


@pytest.mark.parametrize(("publisher", "number", "file", "date"), STATEMENTS)
def test_a_page_rule_reads_title_date_and_text(
    publisher: str, number: int, file: str, date: str
) -> None:
    rules, raw = SHIPPED[publisher], written(file)
    parsed = parse_statement_page(raw, rules)

    assert parsed.extractor.startswith("page-rules/1+")
    assert (parsed.readout.title, str(parsed.readout.date)) == (TITLES[file], date)
    assert parsed.readout.publisher == rules.publisher.name
    assert parsed.readout.country == rules.publisher.country
    assert not [word for word in SITE_WORDS if word in parsed.readout.text]
    alone = replace(rules, pages=(rules.pages[number],))
    assert parse_statement_page(raw, alone).extractor.startswith("page-rules/1+")


@pytest.mark.parametrize(("publisher", "source", "file", "number", "date"), LISTINGS)
def test_a_listing_gives_addresses_titles_and_dates(
    publisher: str, source: str, file: str, number: int, date: str
) -> None:
    rules = SHIPPED[publisher]
    told = rules.source(source)
    assert told
    page = parse_listing(decode(written(file)).text, told.address, told)

    assert len(page.entries) == number
    assert str(page.entries[0].date) == date
    assert all(entry.title for entry in page.entries)


def test_what_is_marked_written_is_read_here() -> None:
    """A source or page rule is `written` exactly when a written page stands for it above."""
    pages = {
        (rules.id, number)
        for rules in SHIPPED.values()
        for number, page in enumerate(rules.pages)
        if page.tested == "written"
    }
    sources = {(r.id, s.id) for r in SHIPPED.values() for s in r.sources if s.tested == "written"}

    assert pages == {(row[0], row[1]) for row in STATEMENTS}
    assert sources == {(row[0], row[1]) for row in LISTINGS}


def test_a_form_of_address_is_marked_written_only_where_a_written_page_shows_one() -> None:
    shown = {
        entry.url
        for name, source, file, *_ in LISTINGS
        if (told := SHIPPED[name].source(source))
        for entry in parse_listing(decode(written(file)).text, told.address, told).entries
    } | set(WRITTEN)
    for rules in SHIPPED.values():
        keys = [canonical_key(rules, url).removeprefix("https://") for url in shown]
        for form in rules.statements:
            if form.tested == "written":
                assert any(form.pattern.fullmatch(key) for key in keys), form.pattern.pattern


def test_every_written_page_says_that_it_is_invented() -> None:
    for raw in WRITTEN.values():
        assert raw.data.startswith(b"<!-- Written for Crossread"), raw.name
        assert b"invented" in raw.data


def test_what_is_marked_stored_holds_on_the_stored_listing() -> None:
    folder = DATA / "pages"
    if not folder.exists():
        pytest.skip("the stored pages are not on this machine")
    source = SHIPPED["cn-mfa"].source("spokesperson-until-2020")
    assert source
    for number in range(5):
        html = (folder / f"cn-mfa_0{number}.html").read_text("utf-8")
        page = parse_listing(html, source.address, source)
        assert len(page.entries) == 15
        assert all(entry.date and entry.title for entry in page.entries)


def test_a_person_tag_is_read_once() -> None:
    parsed = parse_statement_page(written("ru-kremlin-statement.html"), SHIPPED["ru-kremlin"])

    assert parsed.readout.text.startswith("Веск рассказал о ремонте")


RULES = """\
pages:
  - only: 'mfa\\.example/en/.*'
    text: "//div[@id='a'] | //div[@id='a']//p"
    title: //h1
    date: {at: address, form: '%Y-%m-%d'}
    drop: ["//div[@class='x']"]
    found_in: the site
    tested: untested
leave_out: ['Share.*']
"""
PAGE = """<html lang="en"><body><h1>A <b>title</b></h1><div id="a"><p>The Minister spoke with the
 Minister of Sudria of the ferry.</p>Second line.<br>Third line.<div class="x">No.</div>kept
<p>share this</p><style>p {}</style></div></body></html>"""


def read(
    html: str, url: str = "https://mfa.example/en/news/2024-04-02", more: str = RULES
) -> Parsed:
    raw = Raw(html.encode(), "page", url, "text/html; charset=utf-8")
    return parse_statement_page(raw, site(more))


def test_each_paragraph_is_a_line_and_nothing_is_read_twice() -> None:
    parsed = read(PAGE)

    assert parsed.readout.text.split("\n") == [
        "The Minister spoke with the Minister of Sudria of the ferry.",
        "Second line.",
        "Third line.",
        "kept",
    ]
    assert (parsed.readout.title, str(parsed.readout.date)) == ("A title", "2024-04-02")
    assert parsed.readout.language == "en"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        (PAGE, "https://mfa.example/ru/news/1"),  # the rule is not for it
        (PAGE.replace("id='a'", "id='b'").replace('id="a"', 'id="b"'), "https://mfa.example/en/1"),
        (PAGE, ""),
    ],
)
def test_where_no_rule_finds_the_text_trafilatura_does(html: str, url: str) -> None:
    parsed = read(html, url)

    assert parsed.extractor.startswith("trafilatura/")
    assert "The Minister spoke" in parsed.readout.text
    assert "share this" not in parsed.readout.text


def test_a_corrected_rule_is_another_extractor() -> None:
    one, other = read(PAGE), read(PAGE, more=RULES.replace("Share.*", "Share this"))

    assert one.readout.text == other.readout.text
    assert one.extractor != other.extractor


def test_a_plain_text_is_read_as_such() -> None:
    words = "The Minister spoke with the Minister of Sudria of the ferry."
    raw = Raw(words.encode(), "a.txt", "https://mfa.example/en/news/1", "text/plain")
    parsed = parse_statement_page(raw, site())

    assert (parsed.readout.text, parsed.extractor) == (words, "plain/1")
    assert parsed.readout.url == "https://mfa.example/en/news/1"


@pytest.mark.parametrize("html", ["<html><body><p>Menu</p></body></html>", "<html></html>"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(NotAReadout):
        read(html)


def test_a_page_of_only_site_lines_is_refused() -> None:
    words = "Share " + "this page with all that you know and with many more " * 3
    with pytest.raises(BadInput):
        read(f"<html><body><article><p>{words}</p></article></body></html>", "")


def test_an_xpath_that_cannot_be_applied_is_told() -> None:
    more = RULES.replace("//h1", "nosuch()")
    with pytest.raises(BadInput, match="cannot be applied"):
        read(PAGE, more=more)


LISTING = """\
sources:
  - id: news
    kind: listing
    address: https://mfa.example/en/
    language: en
    listing:
      items: //li
      date: {at: ., form: '%d %B %Y'}
      next: "//a[@rel='next']/@href"
    found_in: the site
    tested: untested
"""


def test_a_listing_completes_addresses_and_leaves_out_what_is_none() -> None:
    source = site(LISTING).source("news")
    assert source
    html = """<ul><li><a href="news/1#top">One</a> 2 April 2024<li><a href="/en/news/1">Again</a>
    <li><a href="mailto:a@b">Mail</a><li>no link<li><a href="http://[">bad</a>
    <li><a href="javascript:x()">js</a></ul><a rel="next" href="?page=2">next</a>"""
    page = parse_listing(html, "https://mfa.example/en/", source)

    assert [(e.url, e.title, str(e.date)) for e in page.entries] == [
        ("https://mfa.example/en/news/1", "One", "2024-04-02")
    ]
    assert page.next_page == "https://mfa.example/en/?page=2"


@pytest.mark.parametrize("html", ["", "<", "\x00", "<ul>" * 5000, "<li><a href=x>" * 3000])
def test_a_broken_listing_breaks_nothing(html: str) -> None:
    source = site(LISTING).source("news")
    assert source
    page = parse_listing(html, "https://mfa.example/en/", source)

    assert len(page.entries) <= 1


def test_a_title_that_no_list_can_show_is_cut_wherever_it_stands() -> None:
    rules = site("""\
pages: [{text: //p, title: //h1, found_in: the site, tested: untested}]
sources:
  - {id: news, kind: listing, address: https://mfa.example/en/news, listing: {items: //h1},
     found_in: the site, tested: untested}
""")
    html = PAGE.replace("A <b>title</b>", f"<a href='/1'>{'Call ' * 1_000}</a>")
    url = "https://mfa.example/en/news/1"

    readout = parse_statement_page(Raw(html.encode(), url, url, "text/html"), rules).readout
    (entry,) = parse_listing(html, url, rules.sources[0]).entries

    assert (len(readout.title), len(entry.title)) == (999, 999)
    assert readout.notes[-1] == "of a title of 4,999 characters the first 999 were taken"
