import re
import time
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import histories
from brief.pages import HOSTILE, Colour, Page, colours_of, contrast, kept_by_html, words_of
from crossread.brief.history_chart import Chart, draw_chart
from crossread.brief.history_page import history_as_html
from crossread.brief.history_timeline import OTHERS
from crossread.brief.history_view import USES_AT_FIRST, USES_MOST
from crossread.model.phrase import Corpus, PhraseHistory, ProvenUse

EMPTY = Corpus(statements=0, tokens=0, first=None, last=None)


def page_of(history: PhraseHistory, uses: list[ProvenUse]) -> Page:
    return Page(history_as_html(history, uses, version="9.9"))


def chart_of(*of: object) -> Chart:
    chart = draw_chart(histories.history_of(*of)[0])  # type: ignore[arg-type]
    assert chart
    return chart


@pytest.fixture(scope="module")
def page() -> Page:
    return page_of(*histories.history_of())


def table_of(page: Page) -> list[list[str]]:
    """The words of each line of the table of numbers."""
    table = re.search(r'<table class="numbers">.*?<tbody>(.*?)</tbody>', page.html, re.DOTALL)
    assert table
    lines = re.findall(r"<tr.*?</tr>", table[1], re.DOTALL)
    return [
        [re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", line)]
        for line in lines
    ]


# What stands on it


def test_the_head_says_the_phrase_and_what_was_found_in_one_sentence(page: Page) -> None:
    assert (
        "“territorial integrity” 4 places in 4 of 127 statements: first on 8 November 2023 by"
        " nor-mfa, last on 21 March 2024 by nor-mfa. Every word and mark counts" in words_of(page)
    )
    assert "<title>“territorial integrity” – Crossread</title>" in page.html


def test_the_parts_come_in_the_order_of_the_reading(page: Page) -> None:
    assert [a["id"] for a in page.all("h2")] == ["months", "users", "uses", "searched"]


def test_the_foot_says_what_was_searched_and_what_first_means(page: Page) -> None:
    words = words_of(page)
    assert (
        "Searched: 127 statements of 2023-11-02 to 2024-03-28, in an archive that begins on"
        " 2023-11-02; 2 texts issued again word for word count once." in words
    )
    assert (
        "“First” is first among the statements searched, which begin on 2 November 2023." in words
    )
    assert "What was not found may still have been said" in words
    assert "Made by Crossread 9.9." in words


def test_the_numbers_of_the_table_are_those_of_the_history(page: Page) -> None:
    assert table_of(page) == [
        ["November 2023", "nor-mfa", "1", "30", "3.3%"],
        ["December 2023", "nor-mfa", "0", "41", "0%"],
        ["January 2024", "no statement searched"],
        ["February 2024", "no statement searched"],
        ["March 2024", "nor-mfa", "2", "25", "8.0%"],
        ["March 2024", "ost-mfa", "0", "7", "0%"],
        ["March 2024", "sud-pres", "1", "24", "4.2%"],
    ]


def test_a_month_without_a_statement_is_shaded_and_no_column() -> None:
    chart = chart_of()
    assert [part.told for part in chart.unsearched] == [
        "January 2024 to February 2024: no statement searched"
    ]
    assert (chart.unsearched[0].x, chart.unsearched[0].width) == (40, 40)
    assert [column.x for column in chart.columns] == [0, 20, 80]
    assert "no statement searched" in words_of(page_of(*histories.history_of()))


def test_a_month_in_which_nothing_was_found_is_a_column_of_no_height() -> None:
    assert chart_of().columns[1].told == ("December 2023: 0 of 41 statements",)
    assert chart_of().columns[1].segments == ()


def test_a_column_says_the_whole_and_each_publisher(page: Page) -> None:
    told = "March 2024: 3 of 56 statements\nnor-mfa: 2 of 25\nsud-pres: 1 of 24"
    assert f"<title>{told}</title>" in page.html


def test_the_parts_of_a_column_stand_on_one_another_and_are_as_high_as_their_numbers() -> None:
    nor, sud = chart_of().columns[2].segments
    assert (nor.rank, sud.rank) == (1, 2)
    assert nor.height == pytest.approx(2 * sud.height, abs=0.02)
    assert sud.y + sud.height == pytest.approx(nor.y, abs=0.02)


def test_five_publishers_have_a_colour_and_the_rest_share_one() -> None:
    names = ["a", "b", "c", "d", "e", "f", "g"]
    said = histories.many(70, names)
    history, uses = histories.history_of(said, [("2024-03", name, 30) for name in names])
    page = page_of(history, uses)
    assert "2 others 20" in words_of(page)
    chart = draw_chart(history)
    assert chart and [s.rank for s in chart.columns[0].segments] == [1, 2, 3, 4, 5, OTHERS]
    for rank in range(2, OTHERS + 1):  # the first is a plain ground
        assert f'id="ground-{rank}"' in page.html


@pytest.mark.parametrize(
    ("searched", "period", "told"),
    [
        (20, "month", ["November 2023: 5.0%, 1 of 20 statements", "December 2023: 0%, 0 of 20"]),
        (19, "quarter", ["November 2023 to December 2023: 2.6%, 1 of 38 statements"]),
    ],
)
def test_shares_are_of_quarters_where_months_are_sparse(
    searched: int, period: str, told: list[str]
) -> None:
    chart = chart_of(
        [("2023-11-08", "nor-mfa", None)],
        [("2023-11", "nor-mfa", searched), ("2023-12", "nor-mfa", searched)],
    )
    assert chart.period == period
    assert all(s.told.startswith(words) for s, words in zip(chart.shares, told, strict=True))


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (1, ["0", "1"]),
        (5, ["0", "1", "2", "3", "4", "5"]),
        (11, ["0", "5", "10"]),
        (81, ["0", "20", "40", "60", "80"]),
        (2_300, ["0", "500", "1,000", "1,500", "2,000"]),
    ],
)
def test_the_axis_has_few_whole_numbers(most: int, ticks: list[str]) -> None:
    chart = chart_of(histories.many(most), [("2024-03", "nor-mfa", most)])
    assert [tick.label for tick in chart.count_ticks] == ticks
    assert chart.share_ticks[-1].label == "100%"


def test_a_year_is_named_where_its_figures_have_room() -> None:
    searched = [
        (f"{year}-{month:02d}", "nor-mfa", 30)
        for year in range(1999, 2026)
        for month in range(1, 13)
        if (year, month) >= (1999, 12)
    ]
    years = chart_of(histories.SAID, searched).years
    assert [mark.kind for mark in years] == ["bare"] + ["always"] * 26


def test_users_stand_with_what_was_searched_of_them_and_who_was_silent_is_named(
    page: Page,
) -> None:
    words = words_of(page)
    assert "nor-mfa 3 3.1% of its 96" in words
    assert "sud-pres 1 4.2% of its 24" in words
    assert "Searched too, and not found in the statements of ost-mfa (7)." in words
    assert "KAZ 2 TJK 1" in words


def test_a_country_is_named_where_a_name_is_known() -> None:
    names = {"TJK": "Tajikistan"}
    html = history_as_html(
        *histories.history_of(), version="1", label=lambda code: names.get(code, code)
    )
    words = words_of(Page(html))
    assert "Tajikistan (TJK) 1" in words
    assert "with KAZ" in words


def test_every_use_stands_in_its_line_with_its_words_marked(page: Page) -> None:
    assert page.html.count("<mark>territorial integrity</mark> of Sudria.") == 4
    assert page.words.count("The Minister affirmed support for the territorial integrity of") == 4
    assert "8 November 2023 nor-mfa with KAZ nor-mfa:1" in words_of(page)
    assert [a["datetime"] for a in page.all("time")] == sorted(day for day, *_ in histories.SAID)


def test_uses_beyond_the_first_are_folded_by_year_and_none_is_lost() -> None:
    said = (*histories.many(USES_AT_FIRST + 3), ("2025-01-09", "nor-mfa", None))
    history, uses = histories.history_of(said)
    html = page_of(history, uses).html
    assert html.count('<li class="use ') == len(uses)
    folded = re.findall(r"<details.*?</details>", html.split('id="uses"')[1], re.DOTALL)
    assert [part.count('<li class="use ') for part in folded] == [3, 1]
    assert "3 more of 2024" in html and "1 of 2025" in html
    assert f'start="{USES_AT_FIRST + 1}"' in html


def test_a_page_lists_ten_thousand_uses_and_says_that_there_are_more() -> None:
    history, uses = histories.history_of(histories.many(USES_MOST + 1))
    start = time.perf_counter()
    html = history_as_html(history, uses, version="1")
    assert time.perf_counter() - start < 10  # seconds; about a half on a slow machine
    assert html.count('<li class="use ') == USES_MOST
    assert "The first 10,000 of 10,001 places are listed; <code>crossread history --csv" in html


def test_a_phrase_that_stands_nowhere_is_said_to_and_still_tells_what_was_searched() -> None:
    page = page_of(*histories.history_of(()))
    words = words_of(page)
    assert "Stands nowhere in 127 statements." in words
    assert "There is nothing to draw." in words and "No use was found." in words
    assert table_of(page)[0] == ["November 2023", "nor-mfa", "0", "30", "0%"]
    assert page.all("figure") == []


def test_an_empty_archive_makes_a_page_too() -> None:
    history, _ = histories.history_of((), ())
    page = page_of(replace(history, corpus=EMPTY), [])
    assert "Searched: no statement." in words_of(page)
    assert "is first among" not in words_of(page)
    assert page.all("table") == []


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        ("السيادة والاستقلال", "وأكد الوزير على {} في سودريا"),
        ("人类命运共同体", "双方将携手构建{}。"),
    ],
)
def test_phrases_of_every_direction_set_their_own(phrase: str, line: str) -> None:
    page = page_of(*histories.history_of(phrase=phrase, line=line))
    assert page.all("h1")[0]["dir"] == "auto"
    lines = [a for a in page.all("p") if a.get("class") == "line"]
    assert len(lines) == 4
    assert all((a["dir"], a["lang"]) == ("auto", "") for a in lines)
    assert f"<mark>{phrase}</mark>" in page.html


def test_a_narrow_chart_is_one_of_few_months(page: Page) -> None:
    assert [a["class"] for a in page.all("figure")] == ["chart narrow"]


# Numbers

DAYS = st.dates().map(lambda d: f"{2019 + d.year % 4}-{d.month:02d}-{d.day % 28 + 1:02d}")
NAMES = st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"])


@st.composite
def told(draw: st.DrawFn) -> tuple[PhraseHistory, list[ProvenUse]]:
    said = draw(st.lists(st.tuples(DAYS, NAMES, st.none()), max_size=30))
    others = draw(st.lists(st.tuples(DAYS, NAMES), max_size=10))
    searched = Counter((day[:7], name) for day, name, _ in said)
    searched.update((day[:7], name) for day, name in others)
    return histories.history_of(
        said, [(month, name, n) for (month, name), n in sorted(searched.items())]
    )


@settings(max_examples=60, deadline=None)
@given(told())
def test_table_and_chart_hold_every_number_of_the_history_and_no_other(
    of: tuple[PhraseHistory, list[ProvenUse]],
) -> None:
    history, uses = of
    lines = (
        [line for line in table_of(page_of(history, uses)) if len(line) > 2]
        if (history.covered)
        else []
    )
    assert sum(int(line[2]) for line in lines) == history.statements
    assert sorted(int(line[3]) for line in lines) == sorted(n for *_, n in history.covered)
    chart = draw_chart(history)
    if chart is None:
        assert not history.months
        return
    shaded = sum(part.width for part in chart.unsearched)
    assert shaded + sum(c.width for c in chart.columns) == pytest.approx(100, abs=0.2)
    for column in chart.columns:
        assert column.x >= 0 and column.x + column.width <= 100.01
        assert all(part.y >= 0 and part.height > 0 for part in column.segments)


# Hostile contents


@st.composite
def hostile(draw: st.DrawFn) -> tuple[PhraseHistory, list[ProvenUse]]:
    phrase = f"{draw(HOSTILE)}x"
    before, after = (draw(HOSTILE).replace("{}", "") for _ in range(2))
    said = [("2024-03-05", f"{draw(HOSTILE)}p", draw(HOSTILE)) for _ in range(3)]
    searched = [("2024-03", name, 30) for name in sorted({name for _, name, _ in said})]
    return histories.history_of(said, searched, phrase, f"{before}{{}}{after}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(hostile())
def test_whatever_the_words_are_nothing_runs_and_the_line_stands_to_the_letter(
    of: tuple[PhraseHistory, list[ProvenUse]],
) -> None:
    history, uses = of
    page = page_of(history, uses)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "base", "link", "form"}
    assert len(page.all("style")) == 1
    assert len(page.all("mark")) == len(uses)
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert re.match(r"#[a-z]", attributes.get("href") or "#a")
        assert "src" not in attributes
    for use in uses:
        assert kept_by_html(use.line) in page.words


def test_the_policy_allows_our_style_and_nothing_else(page: Page) -> None:
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv"))
    style = page.html.split("<style>")[1].split("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'"
    )
    assert re.findall(r"url\((?!#)", style) == []
    assert "@import" not in style


# Colour


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_the_chart_can_be_told_from_its_ground(scheme: str) -> None:
    colours: dict[str, Colour] = {}
    for name in ("base.css", "history.css"):
        css = files("crossread.brief").joinpath(f"templates/{name}").read_text("utf-8")
        light, dark = css.split("@media screen and (prefers-color-scheme: dark)")[:2]
        colours |= colours_of(light if scheme == "light" else dark.split("\n}\n")[0])
    hues = ("left", "right", "shared", "framed", "fifth")
    pairs = [
        *product(("ink", "soft", *hues), ("paper", "card")),  # words, and figures in the chart
        *((hue, f"{hue}-bg") for hue in hues),  # a pattern on its ground
        ("ink", "framed-bg"),  # the words that are marked
    ]
    low = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
