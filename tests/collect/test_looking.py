"""A look as a whole: where an answer came from, what is seen of it, what is asked beside it."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from collect.playing import PlayedClock
from crossread.collect.answer import Answer, Hop, Validators
from crossread.collect.look import Place
from crossread.collect.looking import MADE_UP, Looker, place_of
from crossread.collect.page_view import view_page
from crossread.collect.publishers import PublisherRules, load_publishers, read_publisher
from crossread.collect.sources import judge_source
from crossread.model.source_run import Known

AT = datetime(2024, 4, 1, tzinfo=UTC)
PAGES = Path(__file__).parent / "publishers" / "pages"
REAL = Path(__file__).parents[3] / "shared" / "data" / "pages"
RULES = """
id: no-mfa
name: Norland Foreign Ministry
country: NOR
level: ministry
languages: [en]
hosts: [mfa.example]
former: [{host: old.example, now: mfa.example, found_in: written, tested: written}]
statements:
  - {pattern: 'mfa\\.example/news/\\d+', found_in: written, tested: written}
sources:
  - {id: list, kind: listing, address: https://mfa.example/newsroom, found_in: written,
     tested: written, listing: {items: //li}}
"""
TEXT = "The Minister spoke with the Foreign Minister of Sudria about grain and the crossing. "


@pytest.fixture
def rules() -> PublisherRules:
    return read_publisher("no-mfa.yaml", RULES)


def page(title: str, text: str) -> bytes:
    return f"<html><title>{title}</title><body><p>{text}</p></body></html>".encode()


class Asked:
    """An asker with stored answers, which keeps what it was asked."""

    def __init__(self, **answers: bytes) -> None:
        self.answers = answers
        self.urls: list[str] = []
        self.validators: list[Validators] = []

    def fetch(self, url: str, validators: Validators = Validators()) -> Answer:  # noqa: B008
        self.urls.append(url)
        self.validators.append(validators)
        name = "nonsense" if url.endswith(MADE_UP) else f"page_{url.rpartition('/')[2]}"
        data = self.answers.get(name)
        status = 404 if data is None else 200
        return Answer(url=url, final_url=url, at=AT, status=status, data=data or b"")


@pytest.mark.parametrize(
    ("final_url", "place"),
    [
        ("https://mfa.example/news/1", "asked"),
        ("http://www.mfa.example/news/1/", "asked"),
        ("https://old.example/news/1", "asked"),
        ("https://mfa.example/news/2", "statement"),
        ("https://mfa.example/", "front"),
        ("https://mfa.example/en", "front"),
        ("https://mfa.example/en/index.html", "front"),
        ("https://mfa.example/zh-cn/home", "front"),
        ("https://mfa.example/news", "section"),
        ("https://mfa.example/newsroom", "section"),
        ("https://mfa.example/news-and-more", "elsewhere"),
        ("https://mfa.example/about/us", "elsewhere"),
        ("https://other.example/news/1", "elsewhere"),
    ],
)
def test_the_address_tells_where_a_redirect_led(
    rules: PublisherRules, final_url: str, place: Place
) -> None:
    asked = "https://mfa.example/news/1"
    hops = (Hop(asked, 301),) if final_url != asked else ()
    answer = Answer(url=asked, final_url=final_url, hops=hops, at=AT, status=200)
    assert place_of(rules, answer) == place


def test_a_made_up_address_is_asked_once_and_only_in_doubt(rules: PublisherRules) -> None:
    asker = Asked(
        page_1=page("Call", TEXT * 10),
        page_2=page("Norland", "Welcome to our site."),
        page_3=page("Norland", "Welcome to our site."),
        nonsense=page("Norland", "Welcome to our site."),
    )
    looker = Looker(asker, rules)
    looks = [looker.look(f"https://mfa.example/news/{number}", None) for number in (1, 2, 3)]
    assert [look.verdict.rule for look in looks] == ["read", *["same_as_a_made_up_address"] * 2]
    assert sum(url.endswith(MADE_UP) for url in asker.urls) == 1


def test_a_known_page_is_asked_for_with_what_the_site_said(rules: PublisherRules) -> None:
    asker = Asked(page_1=page("Call", TEXT * 10))
    known = Known(
        key="https://mfa.example/news/1",
        url="https://mfa.example/news/1",
        title="Call",
        text=TEXT * 10,
        first_seen=AT,
        last_look=AT,
        outcome="seen",
        etag='"7"',
    )
    assert Looker(asker, rules).look(known.url, known).verdict.outcome == "seen"
    assert asker.validators == [Validators('"7"')]


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (
            b"<!-- made by hand --><html><body>a<!-- b --><script>c</script> d</body></html>",
            ["a d"],
        ),
        (b"<?xml version='1.0' encoding='utf-8'?><html><body><p>a</p></body></html>", ["a"]),
        ("<html><body>\u5916\u4ea4\u90e8</body></html>".encode("gb18030"), ["\u5916\u4ea4\u90e8"]),
        (b"<html></html>", []),
    ],
)
def test_a_page_is_seen_by_its_words(body: bytes, lines: list[str]) -> None:
    kind = (("content-type", "text/html; charset=gb18030"),) if b"\xcd" in body else ()
    view = view_page(Answer(url="u", at=AT, status=200, headers=kind, data=body))
    assert view is not None
    assert list(view.lines) == lines


@pytest.mark.parametrize("body", [b"", b"   ", b"%PDF-1.4 x", b"<rss></rss>", b"plain words"])
def test_what_is_no_page_is_not_seen_as_one(body: bytes) -> None:
    assert view_page(Answer(url="u", at=AT, status=200, data=body)) is None


def publisher_of(path: Path) -> PublisherRules:
    """The publisher whose id a stored page's name begins with."""
    known = load_publishers()
    return known[max((name for name in known if path.name.startswith(name)), key=len)]


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(PAGES.glob("*.html")) if not re.search("listing|transcripts", p.name)],
    ids=lambda p: p.stem,
)
def test_a_page_in_the_form_of_each_site_is_a_statement(path: Path) -> None:
    rules = publisher_of(path)
    url = f"https://{rules.hosts[0]}/a/page"
    answer = Answer(
        url=url,
        final_url=url,
        at=PlayedClock().now(),
        status=200,
        headers=(("content-type", "text/html; charset=utf-8"),),
        data=path.read_bytes(),
    )
    without_forms = replace(rules, pages=tuple(replace(p, only=None) for p in rules.pages))
    looked = Looker(Asked(), without_forms).judge(answer, None)
    assert (looked.verdict.outcome, looked.verdict.rule) == ("seen", "read"), looked.verdict


def test_real_listings_and_feeds_are_taken_for_what_they_are() -> None:
    if not REAL.exists():
        pytest.skip("../shared/data/pages is not here")
    rules = load_publishers()["cn-mfa"]
    url = "https://www.fmprc.gov.cn/web/wjdt_674879/fyrbt_674889/default.shtml"
    for path in sorted(REAL.iterdir()):
        answer = Answer(url=url, final_url=url, at=AT, status=200, data=path.read_bytes())
        assert judge_source(rules, answer) is None, path.name
