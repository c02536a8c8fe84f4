"""Feeds and sitemaps as they come, whole and broken."""

import gzip
import json
from datetime import UTC, datetime
from io import BytesIO

import pytest

from crossread.collect.answer import Answer
from crossread.collect.feeds import read_feed
from crossread.collect.items import Item, Items
from crossread.collect.publishers import PublisherRules, read_publisher
from crossread.collect.sitemaps import Sitemap, read_sitemap
from crossread.errors import BadInput, TooLarge
from crossread.model import Moment

AT = datetime(2024, 4, 2, tzinfo=UTC)
FEED = "https://mfa.example/feed"
NO_MOMENTS = [
    "0001-01-01T00:00:00+05:00",
    "9999-12-31T23:59:59-05:00",
    "Mon, 01 Jan 2024 00:00:00 +99999999999999999999",
    "Mon, 99 Jan 99999999999999999999 00:00:00 +0000",
]
LONG = "The Minister spoke by telephone with the Foreign Minister of Sudria about the border."

RULES = """
id: no-mfa
name: Norland Foreign Ministry
country: NOR
level: ministry
languages: [en]
hosts: [mfa.example]
statements:
  - {pattern: 'mfa\\.example/news/\\d+', found_in: written, tested: written}
sources:
  - {id: feed, kind: feed, address: https://mfa.example/feed, language: en, full_text: true,
     found_in: written, tested: written}
"""


def norland() -> PublisherRules:
    return read_publisher("no-mfa.yaml", RULES)


def answer(body: bytes | str, kind: str = "application/rss+xml") -> Answer:
    data = body.encode() if isinstance(body, str) else body
    headers = (("content-type", kind),)
    return Answer(url=FEED, final_url=FEED, at=AT, status=200, headers=headers, data=data)


def read(body: bytes | str, kind: str = "application/rss+xml") -> Items:
    rules = norland()
    return read_feed(answer(body, kind), rules, rules.sources[0])


def rss(*items: str) -> str:
    listed = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{listed}</channel></rss>'


def item(number: int, body: str = LONG, more: str = "") -> str:
    return (
        f"<item><title>Call {number}</title><link>https://mfa.example/news/{number}</link>"
        f"<pubDate>Tue, 02 Apr 2024 18:30:00 +0300</pubDate>{more}"
        f"<description><![CDATA[{body}]]></description></item>"
    )


def test_an_rss_item_gives_address_title_hour_and_text() -> None:
    (found,) = read(rss(item(1, f"<p>{LONG}</p>"))).items
    assert (found.url, found.title) == ("https://mfa.example/news/1", "Call 1")
    assert found.at == datetime(2024, 4, 2, 15, 30, tzinfo=UTC)
    assert found.parsed is not None
    assert found.parsed.readout.text == LONG


def test_scripts_inside_an_item_are_no_text() -> None:
    script = "<script>document.ready('watermark')</script><style>p {x: y}</style>"
    (found,) = read(rss(item(1, f"{script}<p>{LONG}</p>{script}"))).items
    assert found.parsed is not None
    assert found.parsed.readout.text == LONG


def test_an_atom_entry_is_read() -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>Call</title>'
        '<link href="/news/7"/><updated>2024-04-02T10:00:00Z</updated>'
        f'<content type="html">{LONG}</content></entry></feed>'
    )
    (found,) = read(atom, "application/atom+xml").items
    assert found.url == "https://mfa.example/news/7"
    assert found.changed == datetime(2024, 4, 2, 10, tzinfo=UTC)


def test_a_json_feed_is_read() -> None:
    feed = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "N", "items": [{"url": '
        '"https://mfa.example/news/9", "title": "Call", "date_published": '
        f'"2024-04-02T10:00:00+03:00", "content_html": "<p>{LONG}</p>"}}]}}'
    )
    (found,) = read(feed, "application/feed+json").items
    assert (found.url, str(found.date)) == ("https://mfa.example/news/9", "2024-04-02T07:00+00:00")


def test_a_feed_of_broken_xml_gives_what_can_be_read_and_one_line() -> None:
    found = read(rss(item(1), item(2)).replace("<title>Call 2", "<title>A & B <b>"))
    assert [one.url[-1] for one in found.items][:1] == ["1"]
    (line,) = found.remarks
    assert line.startswith(f"{FEED} is broken XML (")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("body", "fact"),
    [
        ("<html><body>Our feeds have moved</body></html>", "is no feed"),
        ("", "is no feed"),
        ("nothing at all", "is no feed"),
        ('{"items": 3}', "no JSON Feed"),
        ('{"version": "1", "items": []}', "no JSON Feed"),
        ('{"items": ' + "[" * 100_000, "no JSON Feed"),
        ('<!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]>' + rss(item(1, "&b;")), "entities"),
    ],
)
def test_what_is_no_feed_is_said_in_one_line(body: str, fact: str) -> None:
    with pytest.raises(BadInput, match=fact) as error:
        read(body)
    assert "\n" not in str(error.value)


def test_a_feed_never_opens_a_file() -> None:
    with pytest.raises(BadInput, match="is no feed"):
        read(__file__)
    with pytest.raises(BadInput, match="is no feed"):
        read("http://127.0.0.1:1/feed")


@pytest.mark.parametrize("link", ["http://[::1/x", "//[bad]/x", "http://mfa.example:x/"])
def test_an_item_that_links_to_no_address_is_a_remark_and_the_others_are_read(link: str) -> None:
    bad = f"<item><title>Call</title><link>{link}</link></item>"

    found = read(rss(item(1), bad, item(3)))

    assert [one.url[-1] for one in found.items] == ["1", "3"]
    assert found.remarks == (f"{FEED}: 1 items could not be read, such as: {link!r} is no address",)


def json_feed(**fields: object) -> str:
    item = {"url": "https://mfa.example/news/9", "title": "Call"} | fields
    sound = {"url": "https://mfa.example/news/8", "title": "Visit"}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item, sound]})


@pytest.mark.parametrize("odd", ["\ud800", "9?\ud83d=1", "\0"])
def test_half_a_character_in_an_address_costs_its_item_alone(odd: str) -> None:
    found = read(json_feed(url=f"https://mfa.example/news/{odd}"), "application/feed+json")

    assert [one.url[-1] for one in found.items] == ["8"]
    assert "half a character" in found.remarks[0]


@pytest.mark.parametrize("title", ["<!-- x -->", "<?php x ?>", "&lt;!-- x --&gt;", "<", "<!-- x"])
def test_a_title_of_markup_alone_is_no_title(title: str) -> None:
    found = read(json_feed(title=title), "application/feed+json")

    assert [one.url[-1] for one in found.items] == ["9", "8"]
    assert not found.remarks


@pytest.mark.parametrize("day", NO_MOMENTS)
def test_a_moment_that_no_calendar_holds_is_none(day: str) -> None:
    dated = json_feed(date_published=day, date_modified=day)

    assert read(dated, "application/feed+json").items[0].at is None
    more = f"<pubDate>{day}</pubDate><updated>{day}</updated>"
    assert [one.url[-1] for one in read(rss(item(1, more=more), item(2))).items] == ["1", "2"]
    sitemap = read_sitemap(answer(urlset(("https://mfa.example/news/1", day))))
    assert sitemap.items == (Item("https://mfa.example/news/1"),)


# Sitemaps


def urlset(*entries: tuple[str, str]) -> str:
    made = "".join(
        f"<url><loc> {url} </loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for url, day in entries
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{made}</urlset>'


INDEX = (
    '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
    "<loc>https://mfa.example/s1.xml</loc><lastmod>2024-04-01T10:00:00+02:00</lastmod></sitemap>"
    "<sitemap><loc>https://mfa.example/s2.xml.gz</loc></sitemap></sitemapindex>"
)


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_sitemap_gives_addresses_with_their_days(is_packed: bool) -> None:
    made = urlset(
        ("https://mfa.example/news/1", "2024-04-01"), ("https://mfa.example/x", "")
    ).encode()
    found = read_sitemap(answer(gzip.compress(made) if is_packed else made))
    assert found == Sitemap(
        (
            Item("https://mfa.example/news/1", changed=datetime(2024, 4, 1, tzinfo=UTC)),
            Item("https://mfa.example/x"),
        ),
        (),
    )


def test_an_index_names_further_sitemaps() -> None:
    assert read_sitemap(answer(INDEX)).further == (
        ("https://mfa.example/s1.xml", datetime(2024, 4, 1, 8, tzinfo=UTC)),
        ("https://mfa.example/s2.xml.gz", None),
    )


def bomb() -> bytes:
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        for _ in range(60):
            stream.write(bytes(1_000_000))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("body", "kind", "fact"),
    [
        (b"<urlset><url>", BadInput, "broken XML"),
        (b"", BadInput, "broken XML"),
        (b"<html><body/></html>", BadInput, "no sitemap: its first element is <html>"),
        (b'<!DOCTYPE u [<!ENTITY a SYSTEM "file:///etc/hosts">]><urlset/>', BadInput, "entities"),
        ('<!DOCTYPE u [<!ENTITY a "x">]><urlset/>'.encode("utf-16"), BadInput, "entities"),
        (gzip.compress(urlset().encode(), mtime=0)[:-6], BadInput, "damaged gzip"),
        (bomb(), TooLarge, "larger than the limit"),
    ],
    ids=["broken", "empty", "page", "entity", "hidden entity", "cut gzip", "bomb"],
)
def test_what_is_no_sitemap_is_said_in_one_line(
    body: bytes, kind: type[Exception], fact: str
) -> None:
    with pytest.raises(kind, match=fact) as error:
        read_sitemap(answer(body, "application/xml"))
    assert "\n" not in str(error.value)


def test_a_sitemap_that_asks_for_another_file_gets_none() -> None:
    found = read_sitemap(answer('<!DOCTYPE u SYSTEM "http://127.0.0.1:1/x.dtd">' + urlset()))
    assert found == Sitemap((), ())


def test_a_day_without_its_hour_counts_to_its_end() -> None:
    day = Moment(datetime(2024, 4, 2, tzinfo=UTC).date())
    assert Item("u", date=day).at == datetime(2024, 4, 3, tzinfo=UTC)
