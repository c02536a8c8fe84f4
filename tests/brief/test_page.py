import re
import time
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import comparisons
from brief.pages import (
    HOSTILE,
    Page,
    colours_of,
    contrast,
    kept_by_html,
    words_of,
)
from crossread.brief.page import comparison_as_html
from crossread.brief.page_text import Mark, cut_text, direction
from crossread.brief.page_words import (
    citation_with_quotes,
    headline,
    link_target,
    reading_in_words,
    standfirst,
)
from crossread.model import (
    Comparison,
    FieldValue,
    Finding,
    Ground,
    Moment,
    Readout,
    Row,
    Side,
    SideReading,
    Span,
    ThemeSpace,
)


def page_of(comparison: Comparison) -> Page:
    return Page(comparison_as_html(comparison, comparisons.label, version="9.9"))


@pytest.fixture(scope="module")
def us_tj() -> Page:
    return page_of(comparisons.us_tj())


# What stands on it


def test_the_headline_names_the_contact_its_day_and_the_two_countries() -> None:
    said = headline(comparisons.us_tj(), comparisons.label)
    assert said == "Call, 1 June 2021: United States and Tajikistan"


def test_the_headline_falls_back_on_the_names_of_the_sides() -> None:
    assert headline(comparisons.alike(), comparisons.label) == "Contact: a.txt and b.txt"
    usual = comparisons.us_tj()
    both = replace(usual, right=replace(usual.right, country="USA", name="Russian text"))
    assert headline(both, comparisons.label).endswith(": United States and Russian text")


def test_texts_of_two_contacts_are_called_so_in_the_headline_and_at_once_below_it() -> None:
    usual = comparisons.us_tj()
    apart = replace(usual, contact=replace(usual.contact, same=False))
    assert headline(apart, comparisons.label).startswith("Two statements, not of one contact: ")
    assert standfirst(apart).startswith("The two texts are probably not accounts of one contact.")


def test_the_standfirst_is_made_of_the_first_findings_but_never_of_notes() -> None:
    said = standfirst(comparisons.doubtful())
    assert said.startswith("Border clashes with Kyrgyzstan are in the US text alone")
    assert "Human rights" in said
    assert (
        standfirst(comparisons.alike()) == "Nothing in these two texts was found that stands out."
    )


def test_the_parts_come_in_the_order_of_the_reading(us_tj: Page) -> None:
    ids = [a["id"] for tag, a in us_tj.elements if tag == "h2"]
    assert ids == ["contact", "glance", "findings", "space", "texts", "rows"]


def test_a_doubt_about_the_contact_is_read_before_anything_else() -> None:
    page = page_of(comparisons.doubtful())
    assert page.all("h2")[0]["id"] == "notes"
    words = words_of(page)
    assert "The two texts do not tell whether they are accounts of one contact." in words
    assert "the dates are two days apart" in words
    assert "The text was cut from a page that holds two readouts." in words
    assert words.index("The dates of the two texts") < words.index("At a glance 5")


def test_a_language_that_the_term_base_does_not_cover_is_named_as_a_limit() -> None:
    usual = comparisons.us_tj()
    words = words_of(page_of(replace(usual, right=replace(usual.right, covered=False))))
    assert "Tajikistan. The term base does not cover the language of this text." in words


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_panes_hold_the_texts_and_titles_to_the_letter(us_tj: Page, side: Side) -> None:
    readout = comparisons.us_tj().side(side).readout
    assert us_tj.inside[f"data-text={side}"] == readout.text
    assert us_tj.inside[f"data-title={side}"] == readout.title


def test_every_quote_of_every_row_is_marked_in_its_pane_with_the_number_of_its_row() -> None:
    comparison = comparisons.us_tj()
    marked = [a for a in page_of(comparison).all("a") if "data-row" in a]
    quotes = [
        str(number)
        for number, row in enumerate(comparison.rows, start=1)
        for _ in (*row.left, *row.right)
    ]
    assert sorted(str(a["data-row"]) for a in marked) == sorted(quotes)
    assert all(a["href"] == f"#row-{a['data-row']}" for a in marked)


def test_a_passage_says_in_words_of_which_row_and_relation_it_is(us_tj: Page) -> None:
    named = {a["id"] for _, a in us_tj.elements if a.get("id")}
    for passage in (a for a in us_tj.all("a") if "data-row" in a):
        assert passage["aria-describedby"] in named
    assert "row 9, framed differently: consultations" in words_of(us_tj)


def test_each_text_says_its_language_and_direction(us_tj: Page) -> None:
    panes = {a["data-text"]: a for _, a in us_tj.elements if "data-text" in a}
    assert (panes["left"]["lang"], panes["left"]["dir"]) == ("en", "ltr")
    assert (panes["right"]["lang"], panes["right"]["dir"]) == ("ru", "ltr")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("ur-PK", "rtl"),
        ("tg", "ltr"),
        ("tg-Arab", "rtl"),
        ("ur-Latn", "ltr"),
        ("zh-Hans", "ltr"),
        ("und", "auto"),
        ('en" onload="x', "auto"),
    ],
)
def test_arabic_hebrew_persian_and_urdu_run_from_the_right(tag: str, expected: str) -> None:
    assert direction(tag) == expected


def test_a_foreign_quote_is_followed_by_how_it_was_read(us_tj: Page) -> None:
    words = words_of(us_tj)
    assert "read as: informed; COVID-19" in words
    assert "read as: commended; border security; Tajikistan, Afghanistan" in words
    assert "read as: discussed; a general phrase" in words


def test_an_english_quote_needs_no_reading() -> None:
    left = comparisons.us_tj().left
    quote = comparisons.LEFT.quote(comparisons.CLINICS)
    assert reading_in_words(quote, left, ("L11",), comparisons.label) == ""


def test_an_omission_shows_what_was_tried_and_why_it_was_refused(us_tj: Page) -> None:
    words = words_of(us_tj)
    assert "Not found. Closest passage tried in the text of Tajikistan:" in words
    assert "Speaks of another border (Afghanistan, not Kyrgyzstan) and of no fighting." in words
    assert "Not found in the text of Tajikistan. No passage comes close." in words


def test_differences_of_the_contact_are_marked_by_a_word() -> None:
    usual = comparisons.us_tj()
    day, *_ = [f for f in usual.contact.fields if f.name == "date"]
    other = replace(day, right=FieldValue("2021-06-03", "3 June 2021"), agree=False)
    contact = replace(usual.contact, fields=(other,))
    assert "≠ differs" in words_of(page_of(replace(usual, contact=contact)))


def test_scores_stand_only_where_they_are_asked_for(us_tj: Page) -> None:
    in_details = re.findall(r"<details.*?</details>", us_tj.html, re.S)
    outside = re.sub(r"<(details|style|script|svg).*?</\1>", "", us_tj.html, flags=re.S)
    assert any("0.74 that the passages are one matter" in part for part in in_details)
    assert not re.search(r"\b0\.\d\d\b", outside)


def test_the_footer_says_what_an_absence_does_not_prove_and_proves_the_texts(us_tj: Page) -> None:
    words = words_of(us_tj)
    assert "is no proof that it was not raised" in words
    for side in ("left", "right"):
        assert comparisons.us_tj().side(side).readout.digest in words
    assert "point-pairing/1" in words
    assert "Made by Crossread 9.9." in words


def test_an_unsure_pairing_says_so_in_words(us_tj: Page) -> None:
    assert us_tj.words.count("unsure: check this pairing first") == 1


def test_nothing_to_say_is_said() -> None:
    words = words_of(page_of(comparisons.alike()))
    assert "Nothing was found that stands out; every passage is below, row by row." in words
    assert "date not given" in words


def test_the_citation_holds_the_finding_its_words_and_both_sources() -> None:
    comparison = comparisons.us_tj()
    finding = comparison.findings[2]
    assert citation_with_quotes(finding, comparison) == (
        "The Tajik text has the Secretary praise Tajikistan’s guard of the Afghan border; her own "
        "text does not report it. “Госсекретарь высоко оценила усилия Таджикистана по поддержанию "
        "стабильности на таджикско-афганской границе.” (Ministry of Foreign Affairs of the "
        "Republic of Tajikistan, 2 June 2021, “Телефонный разговор с Государственным секретарём "
        "США”, https://mfa.example.org/ru/news/8123?lang=ru&view=full, SHA-256 "
        f"{comparison.right.readout.digest[:12]}); compared with US Department of State, 1 June "
        "2021, 17:40 (UTC-04:00), “Secretary Hale’s Call with Tajik Foreign Minister Karimzoda”, "
        "https://state.example.org/readouts/2021/06/tajikistan-call, SHA-256 "
        f"{comparison.left.readout.digest[:12]}."
    )


def test_a_finding_without_quotes_still_cites_both_texts() -> None:
    said = citation_with_quotes(comparisons.us_tj().findings[-1], comparisons.us_tj())
    assert said.startswith("The US text is 1.7 times as long as the Tajik one, and came out a day")
    assert said.count("SHA-256") == 2


@pytest.mark.parametrize(("count", "first"), [(8, 8), (10, 10), (11, 8), (40, 8)])
def test_a_long_list_of_findings_is_folded_after_the_first_but_loses_none(
    count: int, first: int
) -> None:
    usual = comparisons.us_tj()
    findings = tuple(replace(usual.findings[1], text=f"Finding {n}.") for n in range(count))
    html = page_of(replace(usual, findings=findings)).html
    items = html.count('<li class="finding">')
    open_items = html.split('<details class="more">')[0].count('<li class="finding">')
    assert (items, open_items) == (count, first)


def test_a_row_of_many_themes_is_headed_by_the_first_of_them() -> None:
    usual = comparisons.us_tj()
    row = replace(usual.rows[1], themes=("a", "b", "c", "d", "e"))
    page = page_of(replace(usual, rows=(row,), findings=()))
    assert "a, b, c" in words_of(page) and "with d, e" in words_of(page)


# Cutting


@given(st.data())
def test_pieces_joined_are_the_text_whatever_the_passages_do(data: st.DataObject) -> None:
    text = data.draw(st.text(min_size=1, max_size=40))
    ends = st.integers(0, len(text)).flatmap(
        lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text) + 1))
    )
    spans = [Span(a, b) for a, b in data.draw(st.lists(ends, max_size=6))]
    marks = [Mark(span, n, "shared") for n, span in enumerate(spans, start=1)]
    pieces = cut_text(text, marks[::2], spans[1::2])
    assert "".join(piece.words for piece in pieces) == text
    at = 0
    for piece in pieces:
        expected = {m.row for m in marks[::2] if m.span.start <= at < m.span.stop}
        assert set(piece.rows) == expected
        at += len(piece.words)


def test_nested_passages_keep_both_their_rows() -> None:
    pieces = cut_text("abcde", [Mark(Span(0, 5), 1, "shared"), Mark(Span(2, 3), 2, "only_left")])
    assert [(p.words, p.rows) for p in pieces] == [("ab", (1,)), ("c", (1, 2)), ("de", (1,))]


def test_adjacent_passages_stay_two() -> None:
    pieces = cut_text("abcd", [Mark(Span(0, 2), 1, "shared"), Mark(Span(2, 4), 2, "shared")])
    assert [p.words for p in pieces] == ["ab", "cd"]


# Hostile contents


@st.composite
def _sides(draw: st.DrawFn, side: Side) -> tuple[SideReading, tuple[Row, ...]]:
    """A side that is hostile in every field, with rows that quote all of its text."""
    words = st.builds(lambda a, b: f"{a}x{b}", HOSTILE, HOSTILE)
    readout = Readout(
        text=draw(words),
        id=draw(HOSTILE),
        publisher=draw(HOSTILE),
        country=draw(HOSTILE),
        date=Moment(date(2021, 6, 1), draw(HOSTILE)),
        language=draw(HOSTILE),
        title=draw(words),
        url=draw(st.one_of(HOSTILE, HOSTILE.map("https://example.org/".__add__))),
        notes=(draw(HOSTILE),),
    )
    names = [draw(HOSTILE) for _ in range(4)]
    reading = SideReading(readout, names[0], names[1], names[2], 3, (), (), False, (names[3],))
    quotes = (
        readout.quote(side, Span(0, len(readout.text))),
        readout.quote(side, Span(0, len(readout.title)), "title"),
    )
    row = Row(
        id=draw(HOSTILE),
        relation="framing_differs",
        themes=(draw(HOSTILE),),
        score=0.5,
        kind=draw(HOSTILE),
        grounds=(Ground(draw(HOSTILE), draw(HOSTILE), draw(HOSTILE)),),
        note=draw(HOSTILE),
        left=quotes if side == "left" else (),
        right=quotes if side == "right" else (),
    )
    return reading, (row,)


@st.composite
def hostile_comparisons(draw: st.DrawFn) -> Comparison:
    (left, left_rows), (right, right_rows) = draw(_sides("left")), draw(_sides("right"))
    rows = left_rows + right_rows
    finding = Finding(
        kind="act",
        text=draw(HOSTILE),
        salience=0.5,
        rows=tuple(row.id for row in rows),
        quotes=rows[0].left,
        why=draw(HOSTILE),
    )
    contact = replace(
        comparisons.us_tj().contact,
        kind=draw(HOSTILE),
        date=draw(HOSTILE),
        same=draw(st.sampled_from([True, False, None])),
        reasons=(draw(HOSTILE),),
        fields=(),
    )
    return Comparison(
        left=left,
        right=right,
        contact=contact,
        rows=rows,
        findings=(finding,),
        space=(ThemeSpace(draw(HOSTILE), 0.5, 0.0),),
        methods=((draw(HOSTILE), draw(HOSTILE)),),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile_comparisons())
def test_whatever_the_texts_hold_only_our_script_can_run(comparison: Comparison) -> None:
    page = Page(comparison_as_html(comparison, lambda concept: concept, version="<b>"))
    tags = {tag for tag, _ in page.elements}
    assert len(page.all("script")) == 1 and page.all("script")[0] == {}
    assert len(page.all("style")) == 1
    assert not tags & {"img", "iframe", "object", "embed", "base", "link", "form", "textarea"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "action"):
            address = attributes.get(name)
            assert address is None or re.match(r"#[a-z]|https?://[^/]", address)
    for side in ("left", "right"):
        readout = comparison.side(side).readout
        assert page.inside[f"data-text={side}"] == kept_by_html(readout.text)
        assert page.inside[f"data-title={side}"] == kept_by_html(readout.title)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//example.org/x",
        "https://",
        "https://[bad",
        "vbscript:x",
        "https://example.org/ x",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert link_target(url) == ""


def test_an_address_that_is_not_linked_is_still_shown() -> None:
    usual = comparisons.us_tj()
    readout = replace_url(usual.left.readout, "javascript:alert(1)")
    page = page_of(replace(usual, left=replace(usual.left, readout=readout), rows=(), findings=()))
    assert "javascript:alert(1)" in page.words
    assert not [a for a in page.all("a") if str(a["href"]).startswith("javascript")]


def replace_url(readout: Readout, url: str) -> Readout:
    return Readout(
        text=readout.text, title=readout.title, publisher=readout.publisher, url=url, language="en"
    )


def test_the_policy_allows_our_script_and_style_and_nothing_else(us_tj: Page) -> None:
    policy = next(
        str(a["content"])
        for a in us_tj.all("meta")
        if a.get("http-equiv") == "Content-Security-Policy"
    )
    for tag in ("style", "script"):
        content = us_tj.html.split(f"<{tag}>")[1].split(f"</{tag}>")[0]
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_names_no_resource_outside_itself(us_tj: Page) -> None:
    style = us_tj.html.split("<style>")[1].split("</style>")[0]
    assert re.findall(r"url\((?!#)", style) == []
    assert "@import" not in style
    assert not [a for _, a in us_tj.elements if "src" in a or "srcset" in a]


# Colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_colour_is_readable_on_every_ground_it_is_set_on(scheme: str) -> None:
    css = files("crossread.brief").joinpath("templates/base.css").read_text("utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")[:2]
    colours = colours_of(light if scheme == "light" else dark.split("\n}\n")[0])
    hues = ("left", "right", "shared", "framed")
    pairs = [
        *product(("ink", "soft", *hues), ("paper", "card")),
        *((hue, f"{hue}-bg") for hue in hues),
        *product(("ink", "soft"), [*(f"{hue}-bg" for hue in hues), "warn-bg"]),
    ]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}


# Size


def test_ten_thousand_words_make_a_page_in_a_moment() -> None:
    comparison = comparisons.long_pair()
    start = time.perf_counter()
    html = comparison_as_html(comparison, comparisons.label, version="1")
    assert time.perf_counter() - start < 5  # seconds; about a half on a slow machine
    assert len(html) < 4_000_000
