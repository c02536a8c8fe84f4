"""What a reader sees of a phrase's page, in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest

import histories
from crossread.brief.history_page import history_as_html

pytestmark = pytest.mark.browser
OpenHtml = Callable[..., Any]  # from a page's source to the page (see conftest)

LONG = ("x" * 400 + " ") * 2
MONTHS = [f"{year}-{month:02d}" for year in range(1999, 2025) for month in range(1, 13)]
SEARCHED = [(month, "nor-mfa", 30) for month in MONTHS]


def html_of(*of: Any, **named: Any) -> str:
    return history_as_html(*histories.history_of(*of, **named), version="0")


def test_the_page_opens_without_an_error_and_asks_the_network_for_nothing(
    open_html: OpenHtml,
) -> None:
    opened = open_html(html_of())
    assert opened.errors == []
    assert len(opened.requests) == 1


@pytest.mark.parametrize("width", [1200, 360])
@pytest.mark.parametrize(
    "html",
    [html_of(), html_of(searched=SEARCHED), html_of(phrase=LONG, line=f"{LONG}{{}}{LONG}")],
    ids=["few months", "26 years", "long words"],
)
def test_the_page_is_never_wider_than_its_window(
    open_html: OpenHtml, html: str, width: int
) -> None:
    page = open_html(html, width).page
    page.locator(".more > summary").first.click()
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_chart_of_many_years_scrolls_beside_its_axis(open_html: OpenHtml) -> None:
    page = open_html(html_of(searched=SEARCHED), 360).page
    box = page.locator(".scroller")
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    box.evaluate("e => e.scrollLeft = e.scrollWidth")
    left = page.locator(".axis").first.evaluate("e => e.getBoundingClientRect().left")
    assert left == box.evaluate("e => e.getBoundingClientRect().left")
    width = page.locator(".counts .month .hit").first.evaluate(
        "e => e.getBoundingClientRect().width"
    )
    assert width == pytest.approx(3, abs=0.01)


def test_columns_are_as_high_as_their_numbers(open_html: OpenHtml) -> None:
    page = open_html(html_of()).page
    heights = page.locator(".counts .month").evaluate_all(
        "all => all.map(m => [...m.querySelectorAll('.ground')]"
        ".reduce((sum, e) => sum + e.height.baseVal.value, 0))"
    )
    assert heights == pytest.approx([200 / 3, 0, 200], abs=0.1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_patterns_are_drawn_in_the_colours_of_the_scheme(open_html: OpenHtml, scheme: str) -> None:
    page = open_html(html_of(), scheme=scheme).page
    fill, hue = page.evaluate(
        "[getComputedStyle(document.querySelector('#ground-2 .over')).fill,"
        " getComputedStyle(document.querySelector('.use.r2 .by > bdi')).color]"
    )
    assert fill == hue
    assert (
        page.locator(".counts .ground.r2").first.evaluate("e => getComputedStyle(e).fill")
        == 'url("#ground-2")'
    )


def test_arabic_runs_from_the_right(open_html: OpenHtml) -> None:
    page = open_html(html_of(phrase="السيادة", line="وأكد الوزير على {} في سودريا")).page
    for place in ("h1", ".line"):
        found = page.locator(place).first.evaluate("e => getComputedStyle(e).direction")
        assert found == "rtl"
