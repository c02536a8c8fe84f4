"""Pages: the running text without the menus, and what the page says of itself."""

import pytest

from collect.documents import CALL, MATTERS, MENU, STATEMENT_PAGE, a_page
from crossread.collect import read_bytes
from crossread.errors import BadInput, NotAReadout
from crossread.model import Readout

BODY = f"<h1>Call with Sarn</h1><p>{CALL}</p><p>{MATTERS}</p>"


def read(page: str, url: str = "") -> Readout:
    return read_bytes(page.encode(), name="page", url=url, content_type="text/html; charset=utf-8")


def test_each_paragraph_is_a_line_and_menus_are_gone() -> None:
    lines = read(STATEMENT_PAGE).text.split("\n")
    assert lines[-2:] == [CALL, MATTERS]
    assert "Home of the Ministry" not in lines


def test_a_page_says_what_it_is() -> None:
    head = (
        '<meta property="og:site_name" content="Ministry of Sarn">'
        '<meta property="article:published_time" content="2024-04-02T18:30:00+03:00">'
        '<link rel="canonical" href="https://mfa.example/news/1">'
    )
    readout = read(a_page(BODY, lang="en-us", head=head), url="https://www.mfa.example/n?id=1")

    assert readout.title == "Call with Sarn"
    assert readout.publisher == "Ministry of Sarn"
    assert str(readout.date) == "2024-04-02T18:30+03:00"
    assert readout.language == "en-US"
    assert readout.url == "https://mfa.example/news/1"
    assert readout.country is None
    assert readout.notes[0].startswith("the running text of the page, picked by trafilatura")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta name="date" content="2024-04-02">', "2024-04-02"),
        ('<meta itemprop="datePublished" content="2024-04-02T09:00Z">', "2024-04-02T09:00+00:00"),
        ('<meta name="date" content="soon">', "None"),
        ("", "None"),
    ],
)
def test_the_date_is_the_one_the_page_states(head: str, day: str) -> None:
    old = "<p>On 12 March 2021 the two sides signed a first paper on trade in grain.</p>"
    assert str(read(a_page(BODY + old, head=head)).date) == day


def test_a_short_statement_is_found_among_menus() -> None:
    text = read(a_page(f"<p>{CALL}</p>")).text
    assert CALL in text
    assert "Embassies" not in text
    assert "Copyright" not in text


def test_links_inside_a_sentence_stay() -> None:
    linked = CALL.replace("Sarn", '<a href="/sarn">Sarn</a>')
    assert CALL in read(a_page(f"<p>{linked}</p><p>{MATTERS}</p>")).text


def test_lists_tables_and_quotations_stay() -> None:
    body = f"{BODY}<ul><li>Trade in grain</li></ul><blockquote>We agree on all.</blockquote>"
    text = read(a_page(body)).text
    assert "Trade in grain" in text
    assert "We agree on all." in text


@pytest.mark.parametrize(
    "page",
    [
        a_page(""),
        a_page("<h1>Latest news</h1>"),
        f"<html><body><nav><ul>{MENU}</ul></nav></body></html>",
        "<html></html>",
        "<!-- nothing -->",
        "<p></p>",
    ],
)
def test_a_page_of_menus_is_no_readout(page: str) -> None:
    with pytest.raises(NotAReadout, match="page is a page without running text") as error:
        read(page)
    assert "not a menu" in error.value.hint


@pytest.mark.parametrize(
    ("lang", "language"),
    [("ru", "und"), ("zh-CN", "und"), ("fr", "fr"), ("", "und"), ("english!", "und")],
)
def test_a_declared_language_counts_if_the_letters_bear_it_out(lang: str, language: str) -> None:
    readout = read(a_page(BODY, lang=lang))
    assert readout.language == language
    doubted = any("which its letters are not of" in note for note in readout.notes)
    assert doubted == (language == "und" and lang in ("ru", "zh-CN"))


def test_a_page_in_chinese() -> None:
    lines = ("　　部长同萨恩外长通电话。", "　　双方就粮食贸易交换意见，同意六月会晤。")
    readout = read(a_page("".join(f"<p>{line}</p>" for line in lines), lang="zh"))
    assert readout.language == "zh"
    assert "双方就粮食贸易交换意见，同意六月会晤。" in readout.text.split("\n")


@pytest.mark.parametrize(
    ("canonical", "url"),
    [
        ("https://mfa.example/1", "https://mfa.example/1"),
        ("https://other.example/", "https://www.mfa.example/a"),
        ("javascript:alert(1)", "https://www.mfa.example/a"),
        ("https://[", "https://www.mfa.example/a"),
    ],
)
def test_a_page_names_its_own_address_only_on_its_own_site(canonical: str, url: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert read(a_page(BODY, head=head), url="https://www.mfa.example/a").url == url


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 150 + f"<p>{CALL}</p>",
        f"<p>{CALL}<p>{MATTERS}</div></table></html><p>",
        f"<p>{CALL}\x00</p>",
        f"<p>{CALL}</p><table><tr><td><table><tr><td></table>",
    ],
)
def test_broken_markup_is_read_as_browsers_do(body: str) -> None:
    assert CALL in read(a_page(body)).text


def test_entities_do_not_grow() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "spoke"><!ENTITY b "&a;&a;&a;&a;">]><html><body><p>'
    assert len(read(f"{bomb}{CALL} &b;</p><p>{MATTERS}</p>").text) < 400


def test_markup_nested_without_end_is_refused_in_one_line() -> None:
    with pytest.raises(BadInput) as error:
        read(a_page("<div>" * 1_500 + f"<p>{CALL}</p>"))
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("word", "kept"), [("Call ", 999), ("x", 1_000)])
def test_a_title_that_no_list_can_show_is_cut_at_a_word_and_said(word: str, kept: int) -> None:
    page = a_page(f"<p>{CALL}</p><p>{MATTERS}</p>").replace("Call with Sarn", word * 1_500)
    readout = read_bytes(page.encode(), name="a.html")
    long = len(word) * 1_500 - len(word) + len(word.strip())
    assert len(readout.title) == kept
    assert readout.notes[-1] == (f"of a title of {long:,} characters the first {kept:,} were taken")
    assert CALL in readout.text
