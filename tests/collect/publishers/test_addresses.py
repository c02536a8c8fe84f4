"""One key for every address of a statement."""

import gzip
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.publishers.conftest import DATA, SHIPPED, archive, site
from crossread.collect.publishers import (
    canonical_key,
    find_publisher,
    hosts_of,
    is_statement,
    language_of,
)
from crossread.errors import BadInput, NotFound

ARCHIVES = {
    "us-state": "us-state",
    "us-whitehouse": "us-whitehouse",
    "ru-kremlin-en": "ru-kremlin",
    "ru-kremlin-ru": "ru-kremlin",
    "ru-mfa-telegram-en": "ru-mfa",
    "ua-president-en": "ua-president",
    "cn-mfa-spox": "cn-mfa",
    "cn-cctv-diplomatic": "cn-cctv",
}


@pytest.mark.parametrize(
    "url",
    [
        "https://mfa.example/en/news/7",
        "http://www.mfa.example/en/news/7/",
        "HTTPS://WWW.MFA.EXAMPLE/en/news/7",
        "https://mfa.example:443/en/news/7?utm_source=x#top",
        "https://old.example/en/news/7",
        "https://mfa.example/en/news/7/print",
        "mfa.example/en/news/7",
        "https://web.archive.org/web/20240402183000id_/http://old.example/en/news/7",
        "https://mfa.example/en/ne%77s/7",
    ],
)
def test_all_spellings_of_an_address_have_one_key(url: str) -> None:
    assert canonical_key(site(), url) == "https://mfa.example/en/news/7"
    assert is_statement(site(), url)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://old.example/ru/news/7", "https://old.example/ru/news/7"),  # not among `paths`
        ("https://mfa.example/en/n?b=2&id=7", "https://mfa.example/en/n?id=7"),
        ("https://mfa.example/en/n?id=", "https://mfa.example/en/n?id"),
        ("https://mfa.example/en/new s/é", "https://mfa.example/en/new%20s/%C3%A9"),
        ("https://mfa.example/en/%e9", "https://mfa.example/en/%E9"),
        ("https://mfa.example", "https://mfa.example"),
    ],
)
def test_what_is_kept_of_an_address(url: str, key: str) -> None:
    assert canonical_key(site(), url) == key


@pytest.mark.parametrize("url", ["", "ftp://mfa.example/a", "https://", "news", "http://[1/a"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(BadInput):
        canonical_key(site(), url)


@given(st.text(max_size=30), st.text(max_size=10))
def test_a_key_is_its_own_key(path: str, query: str) -> None:
    try:
        key = canonical_key(site(), f"https://mfa.example/{path}?id={query}")
    except BadInput:
        return
    assert canonical_key(site(), key) == key


def test_the_address_tells_the_language() -> None:
    assert language_of(site(), "https://mfa.example/ru/news/7") == "ru"
    assert language_of(site(), "https://mfa.example/about") == ""
    assert language_of(SHIPPED["us-state"], "https://www.state.gov/about/") == "en"


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.state.gov/briefings/department-press-briefing-june-2-2021/", "us-state"),
        ("https://bidenwhitehouse.archives.gov/briefing-room/x/", "us-whitehouse"),
        ("https://t.me/mfarussia/27772", "ru-mfa"),
        ("https://www.gov.uk/government/news/a-b", "gb-fcdo"),
        ("https://www.gov.kz/memleket/entities/mfa/press/news/details/1?lang=en", "kz-mfa"),
        ("https://www.fmprc.gov.cn/eng/a.html", "cn-mfa"),
    ],
)
def test_an_address_leads_to_its_publisher(url: str, publisher: str) -> None:
    assert find_publisher(url, SHIPPED.values()).id == publisher


@pytest.mark.parametrize("url", ["https://t.me/other/1", "https://gov.uk/vat", "https://a.example"])
def test_a_host_that_others_share_is_not_the_publisher(url: str) -> None:
    with pytest.raises(NotFound, match="no publisher is known at"):
        find_publisher(url, SHIPPED.values())


@pytest.mark.parametrize(
    ("publisher", "one", "other"),
    [
        (
            "us-whitehouse",
            "https://www.whitehouse.gov/briefing-room/speeches-remarks/2022/07/22/a-b/",
            "https://bidenwhitehouse.archives.gov/briefing-room/speeches-remarks/2022/07/22/a-b/",
        ),
        (
            "us-state",
            "http://www.state.gov/r/pa/prs/ps/2010/06/143031.htm",
            "https://2009-2017.state.gov/r/pa/prs/ps/2010/06/143031.htm",
        ),
        (
            "us-state",
            "https://www.state.gov/u-s-relations-with-norland/",
            "https://2017-2021.state.gov/u-s-relations-with-norland/index.html",
        ),
        (
            "ru-kremlin",
            "http://en.kremlin.ru/events/president/transcripts/statements/76191",
            "http://en.kremlin.ru/events/president/news/76191",
        ),
        (
            "cn-mfa",
            "https://www.fmprc.gov.cn/web/wjdt_674879/fyrbt_674889/t1.shtml",
            "https://www.mfa.gov.cn/web/wjdt_674879/fyrbt_674889/t1.shtml",
        ),
        (
            "in-mea",
            "https://www.mea.gov.in/press-releases.htm?dtl/40313/Visit_of_the_Minister",
            "https://www.mea.gov.in/press-releases.htm?dtl%2F40313%2FVisit+of+the+Minister=",
        ),
        (
            "in-pib",
            "https://www.pib.gov.in/PressReleasePage.aspx?PRID=2132330&reg=3&lang=2",
            "https://pib.gov.in/PressReleasePage.aspx?PRID=2132330",
        ),
        ("tj-mfa", "https://mfa.tj/en/main/view/1/a-b", "https://www.mfa.tj/en/main/view/1"),
        (
            "tm-state",
            "https://turkmenistan.gov.tm/en/post/1/a-b",
            "https://www.turkmenistan.gov.tm/en/post/1/",
        ),
        (
            "kr-mofa",
            "https://www.mofa.go.kr/eng/brd/m_5676/view.do?page=1&seq=7",
            "https://www.mofa.go.kr/eng/brd/m_5676/view.do?seq=7",
        ),
        ("ir-mfa", "https://en.mfa.ir/portal/newsview/1/A-B", "en.mfa.ir/portal/newsview/1"),
    ],
)
def test_two_addresses_of_one_statement_have_one_key(publisher: str, one: str, other: str) -> None:
    rules = SHIPPED[publisher]

    assert canonical_key(rules, one) == canonical_key(rules, other)
    assert is_statement(rules, one)


@pytest.mark.parametrize(
    ("publisher", "one", "other"),
    [
        ("ru-kremlin", "http://kremlin.ru/events/president/news/1", "http://en.kremlin.ru/events/president/news/1"),
        ("kz-mfa", "https://www.gov.kz/memleket/entities/mfa/press/news/details/1?lang=en", "https://www.gov.kz/memleket/entities/mfa/press/news/details/1?lang=ru"),
        ("us-whitehouse", "https://trumpwhitehouse.archives.gov/briefings-statements/a/", "https://www.whitehouse.gov/briefings-statements/2025/02/a/"),
    ],
)  # fmt: skip
def test_two_statements_have_two_keys(publisher: str, one: str, other: str) -> None:
    rules = SHIPPED[publisher]

    assert canonical_key(rules, one) != canonical_key(rules, other)


@pytest.mark.parametrize(
    ("publisher", "url"),
    [
        ("us-state", "https://www.state.gov/press-releases/"),
        ("us-state", "https://www.state.gov/about/"),
        ("us-whitehouse", "https://www.whitehouse.gov/briefing-room/"),
        ("ru-kremlin", "http://kremlin.ru/events/president/news"),
        ("tr-mfa", "https://www.mfa.gov.tr/sub.en.mfa?248a41bb-6744-4d91-91f7-500bd7a2cac1"),
        ("us-embassy-tj", "https://tj.usembassy.gov/category/press-releases"),
        ("us-embassy-kg", "https://kg.usembassy.gov/ky/"),
        ("eu-eeas", "https://www.eeas.europa.eu/eeas/press-material_en"),
        ("eu-council", "https://www.consilium.europa.eu/en/press/press-releases/"),
    ],
)
def test_a_list_of_statements_is_no_statement(publisher: str, url: str) -> None:
    assert not is_statement(SHIPPED[publisher], url)


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_address_of_an_archive_has_a_statements_form(name: str) -> None:
    rules = SHIPPED[ARCHIVES[name]]
    urls = {record["url"] for record in archive(name)}
    strange = [url for url in urls if not is_statement(rules, url)]
    spellings = {url.rstrip("/") for url in urls}

    assert not strange
    assert len({canonical_key(rules, url) for url in urls}) == len(spellings)


def test_what_was_at_the_white_house_is_found_in_its_archive() -> None:
    """169 of the 173 addresses of the feed's history are in the archive under the other host."""
    path = DATA / "edits" / "us-whitehouse.edits.jsonl.gz"
    if not path.exists():
        pytest.skip("the edits us-whitehouse are not on this machine")
    rules = SHIPPED["us-whitehouse"]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        before = {canonical_key(rules, json.loads(line)["url"]) for line in lines}
    after = {canonical_key(rules, record["url"]) for record in archive("us-whitehouse")}

    assert len(before & after) >= 169


def test_a_publisher_has_the_hosts_it_had() -> None:
    assert hosts_of(SHIPPED["us-whitehouse"]) >= {"whitehouse.gov", "bidenwhitehouse.archives.gov"}


ALL_QUERY = replace(site(), keep_query=(re.compile(".*"),))


@given(st.text() | st.from_regex(r"https?://[a-z]{1,3}\.example(/.*)?(\?.*)?"))
def test_any_words_have_a_key_that_can_be_kept_or_are_refused(words: str) -> None:
    try:
        key = canonical_key(ALL_QUERY, words)
    except BadInput:
        return
    assert "\0" not in key
    key.encode()


@pytest.mark.parametrize(
    "url",
    ["https://mfa.example/\ud800", "https://mfa.example/?id=\ud83d", "https://m\0.example/"],
)
def test_an_address_that_no_archive_can_keep_is_none(url: str) -> None:
    with pytest.raises(BadInput, match="is no address"):
        canonical_key(ALL_QUERY, url)
