"""What the tests of pages share: a parser, hostile words, and the contrast of colours."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from hypothesis import strategies as st

Colour = tuple[float, float, float]  # red, green, blue: 0 to 1

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Page(HTMLParser):
    """What a parser finds in a page: its elements, and the words inside the marked ones."""

    html: str
    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    inside: dict[str, str] = field(default_factory=dict)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str | None]] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.elements.append((tag, named))
        marks = [f"{name}={named[name]}" for name in ("data-text", "data-title") if name in named]
        if tag not in VOID:
            self._open.append((tag, marks[0] if marks else None))
            self.inside.update(dict.fromkeys(marks, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"a stray </{tag}>"
        assert self._open.pop()[0] == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] not in {"style", "script"}:
            self.words += data
        for _, mark in self._open:
            if mark:
                self.inside[mark] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def words_of(page: Page) -> str:
    return " ".join(page.words.split())


BITES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        "</style></script><svg/onload=alert(1)>",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "{{ 7*7 }}{% raw %}",
        "<!--",
        "]]>",
        "&lt;script&gt;",
        "&#0;\x0b\x1f\x7f\x85",
        "\r\n\r",
        "\u202e\u2066",
        "</textarea><base href=//x>",
    ]
)
HOSTILE = st.lists(st.one_of(BITES, st.text(max_size=8)), min_size=1, max_size=5).map("".join)


def kept_by_html(words: str) -> str:
    """NUL and lone surrogates cannot be written in HTML; all else can."""
    return re.sub("[\x00\ud800-\udfff]", "\ufffd", words)


def colours_of(css: str) -> dict[str, Colour]:
    """The colours that a style gives names to."""
    return {
        name: (int(value[:2], 16) / 255, int(value[2:4], 16) / 255, int(value[4:], 16) / 255)
        for name, value in re.findall(r"--([a-z-]+): #([0-9a-f]{6});", css)
    }


def luminance(colour: Colour) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: Colour, b: Colour) -> float:
    """Contrast ratio, as WCAG 2.2 defines it: 1 to 21."""
    darker, lighter = sorted((luminance(a), luminance(b)))
    return (lighter + 0.05) / (darker + 0.05)
