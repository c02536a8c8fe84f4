"""Items of feeds: what they announce, and their text where they carry it."""

from typing import Any

import feedparser
import pytest

from collect.publishers.conftest import DATA, SHIPPED, site
from crossread.collect.publishers import FeedItem, parse_feed_item

BODY = "The Minister spoke with the Minister of Sudria of the ferry and of the river border."
FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Norland</title><item><link>{link}</link>
<title>Call with &lt;b&gt;Vesk&lt;/b&gt; &amp; Orlan</title>
<pubDate>Tue, 02 Apr 2024 18:30:00 +0300</pubDate><description><![CDATA[{summary}]]></description>
{content}</item></channel></rss>"""
SOURCE = """\
sources:
  - id: news
    kind: feed
    address: https://mfa.example/feed
    language: en
    full_text: {full}
    found_in: the site
    tested: untested
leave_out: ['Follow us.*']
"""


def item(
    summary: str = BODY, content: str = "", link: str = "/en/news/1", full: str = "true"
) -> FeedItem:
    inner = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    made = FEED.format(summary=summary, link=link, content=inner)
    entry: dict[str, Any] = feedparser.parse(made).entries[0]
    rules = site(SOURCE.format(full=full))
    source = rules.source("news")
    assert source
    return parse_feed_item(entry, rules, source)


def test_an_item_tells_address_title_and_hour() -> None:
    found = item()

    assert found.url == "https://mfa.example/en/news/1"
    assert found.title == "Call with Vesk & Orlan"
    assert str(found.date) == "2024-04-02T15:30+00:00"


def test_a_summary_is_not_the_statement_unless_the_source_says_so() -> None:
    assert item(full="false").parsed is None
    parsed = item().parsed
    assert parsed and parsed.readout.text == BODY
    assert parsed.extractor == "feed-item/1"
    assert (parsed.readout.language, parsed.readout.country) == ("en", "NOR")


def test_the_longer_of_summary_and_content_is_the_text() -> None:
    parsed = item(summary="The Minister spoke…", content=f"<p>{BODY}</p><p>Second.</p>").parsed

    assert parsed and parsed.readout.text == f"{BODY}\nSecond."


@pytest.mark.parametrize(
    "more",
    [
        "<script type='text/javascript'>if (1 < 2) { document.write('<p>no</p>') }</script>",
        "<style>p { color: red }</style>",
        "<!-- no -->",
        "<p>Follow us on every network</p>",
    ],
)
def test_scripts_and_the_sites_own_lines_are_no_text(more: str) -> None:
    parsed = item(summary=f"{more}<p>{BODY}</p>{more}").parsed

    assert parsed and parsed.readout.text == BODY


@pytest.mark.parametrize("summary", ["", "<script>x</script>", "Short.", "<p></p>"])
def test_an_item_without_a_sentence_has_no_statement(summary: str) -> None:
    assert item(summary=summary).parsed is None


def test_an_item_without_a_link_has_no_address() -> None:
    assert item(link="").url == ""


@pytest.mark.parametrize(
    ("publisher", "source", "file"),
    [
        ("us-state", "press-releases", "us-state_rss_2021-05-23.xml"),
        ("us-state", "press-releases", "us-state_rss_2022-08-03.xml"),
        ("us-whitehouse", "briefing-room-until-2025", "us-whitehouse_rss_2021-05-23.xml"),
        ("us-whitehouse", "briefing-room-until-2025", "us-whitehouse_rss_2022-07-22.xml"),
    ],
)
def test_every_item_of_a_stored_feed_is_a_statement(publisher: str, source: str, file: str) -> None:
    path = DATA / "pages" / file
    if not path.exists():
        pytest.skip("the stored pages are not on this machine")
    rules = SHIPPED[publisher]
    told = rules.source(source)
    assert told
    found = [parse_feed_item(e, rules, told) for e in feedparser.parse(path.read_bytes()).entries]

    assert len(found) >= 10
    assert all(one.title and one.date and one.parsed for one in found)
    texts = [one.parsed.readout.text for one in found if one.parsed]
    assert not [t for t in texts if "jQuery" in t or "addEventListener" in t or "watermark" in t]


def test_a_title_that_no_list_can_show_is_cut() -> None:
    rules = site(SOURCE.format(full="true"))
    entry = {"link": "/1", "title": "Call " * 1_000, "summary": BODY}

    found = parse_feed_item(entry, rules, rules.sources[0])

    assert len(found.title) == 999
    assert found.parsed is not None
    assert len(found.parsed.readout.title) == 999
    assert "of a title of 4,999 characters" in found.parsed.readout.notes[-1]
