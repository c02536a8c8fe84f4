"""What a reader can do with the page, in a real browser."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

import comparisons
from crossread.model import Comparison, Readout, Row, Side, SideReading, Span

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Any]  # from a comparison to its page (see conftest)

ROW_3 = [
    ("left", comparisons.REGION),
    ("left", comparisons.AFGHAN_TALKS),
    ("right", comparisons.TJ_REGION),
]
ROW_9 = [("left", comparisons.CONSULTATIONS), ("right", comparisons.TJ_CONSULTATIONS)]


def test_the_page_opens_without_an_error_and_asks_the_network_for_nothing(
    open_page: OpenPage,
) -> None:
    opened = open_page(comparisons.us_tj())
    assert opened.errors == []
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1


def test_a_click_on_a_row_lights_its_passages_on_both_sides_and_only_them(
    open_page: OpenPage,
) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator("#row-3 .cell.left").click()
    assert opened.lit() == ROW_3
    assert opened.page.locator("#sides").evaluate("e => e.getBoundingClientRect().top") < 100
    assert opened.page.locator("#reader-text").inner_text() == (
        "Row 3 of 14: framed differently, regional security, Afghanistan"
    )


def test_pointing_at_a_passage_lights_it_and_leaving_lets_it_go(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator(".pane.right [data-row='9']").hover()
    assert opened.lit() == ROW_9
    opened.page.locator("#texts").hover()
    assert opened.lit() == []


def test_a_clicked_passage_stays_lit_until_it_is_clicked_again_or_escape(
    open_page: OpenPage,
) -> None:
    opened = open_page(comparisons.us_tj())
    passage = opened.page.locator(".pane.left [data-row='9']")
    passage.click()
    opened.page.locator("#texts").hover()
    assert opened.lit() == ROW_9
    assert passage.get_attribute("aria-pressed") == "true"
    passage.click()
    assert passage.get_attribute("aria-pressed") == "false"
    passage.click()
    opened.page.keyboard.press("Escape")
    assert opened.lit() == []
    assert opened.page.locator("#reader").is_hidden()


def test_a_finding_lights_all_its_rows(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator(".findings .see").nth(4).click()
    assert opened.lit() == [("right", comparisons.COVID), ("right", comparisons.VACCINES)]


def test_escape_brings_the_reader_back_to_where_they_came_from(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    button = opened.page.locator("#row-9 .see")
    button.focus()
    before = opened.page.evaluate("scrollY")
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("scrollY") < before
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("scrollY") == before
    assert button.evaluate("e => e === document.activeElement")


def test_keys_go_from_row_to_row(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    for key, expected in [("j", "1"), ("j", "2"), ("ArrowDown", "3"), ("k", "2"), ("k", "1")]:
        opened.page.keyboard.press(key)
        assert opened.page.evaluate("document.activeElement.dataset.row") == expected
    opened.page.keyboard.press("k")
    assert opened.page.evaluate("document.activeElement.dataset.row") == "1"
    assert {side for side, _ in opened.lit()} == {"left", "right"}


def test_keys_in_the_texts_stay_in_the_texts(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator(".pane.left [data-row='2']").focus()
    assert opened.lit() == [("left", comparisons.BORDERS)]
    opened.page.keyboard.press("j")
    assert opened.lit() == ROW_3
    assert opened.page.evaluate("document.activeElement.closest('.pane').className") == "pane left"


def test_space_presses_a_passage(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator(".pane.left [data-row='9']").focus()
    opened.page.keyboard.press("Space")
    assert opened.page.locator(".pane [aria-pressed='true']").count() == 2


def test_arrows_still_scroll_where_no_row_has_the_focus(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.keyboard.press("ArrowDown")
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("scrollY") > 0
    assert opened.lit() == []


def test_the_first_stop_is_the_skip_link(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.keyboard.press("Tab")
    assert opened.page.evaluate("document.activeElement.className") == "skip"


@pytest.mark.parametrize(
    ("relation", "rows"),
    [
        ("shared", ["1", "8"]),
        ("framing_differs", ["3", "9", "11"]),
        ("only_left", ["2", "4", "5", "7", "10"]),
        ("only_right", ["6", "12", "13", "14"]),
    ],
)
def test_a_filter_shows_the_rows_of_its_relation(
    open_page: OpenPage, relation: str, rows: list[str]
) -> None:
    opened = open_page(comparisons.us_tj())
    button = opened.page.locator(f"[data-show='{relation}']")
    assert button.locator(".n").inner_text() == str(len(rows))
    button.focus()
    opened.page.keyboard.press("Enter")
    assert opened.shown_rows() == rows
    assert button.get_attribute("aria-pressed") == "true"
    expect(opened.page.locator("#said")).to_have_text(f"{len(rows)} rows shown")
    opened.page.locator("[data-show='all']").click()
    assert len(opened.shown_rows()) == 14


def test_a_link_to_a_row_leads_to_it_though_the_filter_hid_it(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator("[data-show='shared']").click()
    opened.page.locator(".finding .in-rows a").first.click()
    expect(opened.page.locator("#row-5")).to_be_visible()
    assert len(opened.shown_rows()) == 14


COPIED = "navigator.clipboard.readText()"


def test_copying_gives_the_cited_sentence_and_says_so(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.locator(".copy").first.click()
    expect(opened.page.locator("#said")).to_have_text("copied")
    copied = opened.page.evaluate(COPIED)
    assert copied.startswith("Border clashes with Kyrgyzstan are in the US text alone")
    assert f"“{comparisons.FIGHTING}”" in copied
    assert comparisons.US_TITLE in copied
    assert comparisons.LEFT.readout.digest[:12] in copied


def test_copying_has_another_way_where_the_clipboard_is_refused(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened.page.evaluate(
        "() => {navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))}"
    )
    opened.page.locator(".copy").nth(1).click()
    expect(opened.page.locator("#said")).to_have_text("copied")
    assert opened.page.evaluate(COPIED).startswith("Human rights and fundamental freedoms")


def test_where_nothing_may_be_copied_the_sentence_is_shown(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.evaluate(
        "() => {navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));"
        "document.execCommand = () => false}"
    )
    opened.page.locator(".copy").nth(1).click()
    shown = opened.page.locator("output.cite")
    shown.wait_for()
    assert shown.inner_text().startswith("Human rights and fundamental freedoms")


def test_all_quotes_open_at_once(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.locator("#open-all").click()
    assert opened.page.locator(".findings details:not([open])").count() == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("name", ["us_tj", "uk_cn", "doubtful", "alike"])
def test_nothing_is_wider_than_the_window(open_page: OpenPage, name: str, width: int) -> None:
    opened = open_page(getattr(comparisons, name)(), width=width, height=844)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    if name != "alike":
        opened.page.locator("#open-all").click()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_the_counterpart_comes_to_the_foot_of_the_window(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj(), width=390, height=844)
    opened.page.locator(".pane.left [data-row='9']").click()
    cell = opened.page.locator("#reader-cell .cell.right")
    assert cell.is_visible()
    assert comparisons.TJ_CONSULTATIONS in cell.inner_text()


def test_a_long_text_scrolls_in_its_pane_to_the_counterpart(open_page: OpenPage) -> None:
    opened = open_page(comparisons.long_pair())
    opened.page.locator("#row-400 .see").click()
    inside = """pane => {
        const mark = pane.querySelector('.p.on').getBoundingClientRect();
        const window = pane.getBoundingClientRect();
        return mark.top >= window.top && mark.bottom <= window.bottom;
    }"""
    for side in ("left", "right"):
        assert opened.page.locator(f".pane.{side}").evaluate(inside)
    assert opened.page.locator(".pane.left").get_attribute("tabindex") == "0"


def test_without_scripts_everything_is_there(browser: Any, open_page: OpenPage) -> None:
    url = open_page(comparisons.us_tj()).page.url
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(url)
        assert page.locator(".row:visible").count() == 14
        assert page.locator("button:visible").count() == 0
        page.locator(".pane.left [data-row='9']").click()
        assert page.url.endswith("#row-9")
    finally:
        context.close()


ATTACK = """<script>alert(1)</script>"><img src=x onerror=alert(2)>
<svg onload=alert(3)></svg><iframe srcdoc="<script>parent.alert(4)</script>"></iframe>\r
</script></style><a href=javascript:alert(5)>x</a>\t\u202e\u2066 &amp; &#0; \x0b\x1f\x85 end"""


def _attacked() -> Comparison:
    """Both sides hostile in every field that a page shows."""
    sides: dict[Side, SideReading] = {}
    for side in ("left", "right"):
        readout = Readout(
            text=ATTACK,
            title=ATTACK,
            publisher=ATTACK,
            url="javascript:alert(6)",
            notes=(ATTACK,),
        )
        sides[side] = SideReading(readout, ATTACK, "und", ATTACK, 9, (), (), False, (ATTACK,))
    rows = (
        Row(
            id=ATTACK,
            relation="shared",
            themes=(ATTACK,),
            score=0.5,
            note=ATTACK,
            left=(sides["left"].readout.quote("left", Span(3, 60)),),
            right=(sides["right"].readout.quote("right", Span(0, 25)),),
        ),
    )
    usual = comparisons.us_tj()
    finding = replace(usual.findings[0], text=ATTACK, why=ATTACK, quotes=(rows[0].left[0],))
    return replace(usual, left=sides["left"], right=sides["right"], rows=rows, findings=(finding,))


def test_hostile_contents_never_run_and_stand_in_the_pane_to_the_letter(
    open_page: OpenPage,
) -> None:
    opened = open_page(_attacked())
    opened.page.locator("#open-all").click()
    assert opened.page.locator("a[href^='javascript']").count() == 0
    opened.page.locator(".pane.left .p").click()
    opened.page.wait_for_timeout(200)
    assert opened.dialogs == []
    assert opened.errors == []
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    for side in ("left", "right"):
        shown = opened.page.locator(f"[data-text={side}]").evaluate("e => e.textContent")
        assert shown == ATTACK
    assert opened.page.evaluate("document.scripts.length") == 1


def test_a_script_that_got_in_would_not_run(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>')"
    )
    opened.page.wait_for_timeout(200)
    assert opened.dialogs == []
    assert any("Content Security Policy" in error for error in opened.errors)


def test_the_printed_page_holds_the_closed_quotes_and_no_buttons(open_page: OpenPage) -> None:
    opened = open_page(comparisons.us_tj())
    opened.page.emulate_media(media="print")
    assert opened.page.locator("button:visible").count() == 0
    assert opened.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    shown = opened.page.locator(".finding .quote").nth(2)
    assert shown.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
