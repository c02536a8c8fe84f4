"""One Chromium for all tests of the page, and a fresh window for each."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

import comparisons
from crossread.brief.page import comparison_as_html
from crossread.model import Comparison

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Everything that a browser would do for itself over the network is off.
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Opened:
    """A page in a window of the browser, with what went wrong in it and what it asked for."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda message: self.errors.append(message.text))
        self.page.on("request", lambda request: self.requests.append(request.url))

        def dismiss(dialog: object) -> None:
            self.dialogs.append(str(dialog))

        self.page.on("dialog", dismiss)

    def lit(self) -> list[tuple[str, str]]:
        """The lit passages: the side that each stands on, and its words."""
        found = self.page.eval_on_selector_all(
            ".pane .p.on",
            "all => all.map(e => [e.closest('.pane').classList[1], e.textContent])",
        )
        return [(side, words) for side, words in found]

    def shown_rows(self) -> list[str]:
        rows = self.page.locator(".row:visible")
        return [rows.nth(i).get_attribute("data-row") or "" for i in range(rows.count())]


def _chromium() -> str:
    named = os.environ.get("CROSSREAD_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if not found or not Path(found).exists():
        pytest.skip("no Chromium on this machine (name one in CROSSREAD_CHROMIUM)")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = _chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


OpenHtml = Callable[..., Opened]
OpenPage = Callable[..., Opened]


@pytest.fixture
def open_html(browser: Browser, tmp_path: Path) -> Iterator[OpenHtml]:
    """Opens a page from a file, as a reader would; closes its window at the end."""
    contexts = []

    def open_it(html: str, width: int = 1280, height: int = 900, scheme: Any = "light") -> Opened:
        path = tmp_path / "page.html"
        path.write_text(html, encoding="utf-8", newline="")
        context = browser.new_context(
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            color_scheme=scheme,
        )
        contexts.append(context)
        context.route("http*://**", _refuse)
        opened = Opened(context.new_page())
        opened.listen()
        opened.page.goto(path.as_uri())
        return opened

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_html: OpenHtml) -> OpenPage:
    """Opens the page of a comparison."""

    def open_it(comparison: Comparison, width: int = 1280, height: int = 900) -> Opened:
        html = comparison_as_html(comparison, comparisons.label, version="0")
        return open_html(html, width, height)

    return open_it


def _refuse(route: Route) -> None:
    route.abort()
