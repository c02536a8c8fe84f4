"""Amounts, shares, counts and dates: one value in whatever words and language."""

from datetime import date

import pytest

from crossread.coding.figures import find_figures
from crossread.lexicon import TermBase

ISSUED = date(2024, 12, 5)

ENGLISH = [
    ("$225 million in aid", "money:225000000:USD"),
    ("225 million dollars", "money:225000000:USD"),
    ("US$3.2 billion", "money:3200000000:USD"),
    ("€10 billion", "money:10000000000:EUR"),
    ("half a billion euros", "money:500000000:EUR"),
    ("12.5 percent", "percent:12.5:%"),
    ("1,000 soldiers", "count:1000:people"),
    ("3,5 tonnes", "count:3.5:t"),
    ("two hours", "count:2:hours"),
    ("on March 5, 2023", "date:2023-03-05:"),
    ("on 5 March 2023", "date:2023-03-05:"),
    ("in November 2023", "date:2023-11:"),
    ("since 2014", "year:2014:"),
    ("last year", "year:2023:"),
]
RUSSIAN = [
    ("225 млн долларов", "money:225000000:USD"),
    ("1,5 млрд долл. США", "money:1500000000:USD"),
    ("полмиллиарда рублей", "money:500000000:RUB"),
    ("12,5 процента", "percent:12.5:%"),
    ("1\u00a0000 человек", "count:1000:people"),
    ("10 тысяч человек", "count:10000:people"),
    ("5 марта 2023 года", "date:2023-03-05:"),
    ("в прошлом году", "year:2023:"),
]
CHINESE = [
    ("2.25亿美元", "money:225000000:USD"),
    ("100亿元人民币", "money:10000000000:CNY"),
    ("12.5%", "percent:12.5:%"),
    ("5000人", "count:5000:people"),
    ("1.5万吨", "count:15000:t"),
    ("50周年", "count:50:years"),
    ("2023年3月5日", "date:2023-03-05:"),
    ("去年11月", "date:2023-11:"),
    ("去年", "year:2023:"),
]
NONE = [
    ("en", "at 18:30"),
    ("en", "1. Trade"),
    ("en", "one visit, two leaders"),
    ("en", "the Nord Stream 2 project"),
    ("zh", "两国关系"),
    ("ru", "обе стороны"),
]


def keys(text: str, language: str, base: TermBase) -> list[str]:
    months = base.months.get(language, {})
    return [f.key for _, f in find_figures(text, base.find(text, language), months, ISSUED)]


@pytest.mark.parametrize(("text", "key"), ENGLISH)
def test_english_figures(base: TermBase, text: str, key: str) -> None:
    assert keys(text, "en", base) == [key]


@pytest.mark.parametrize(("text", "key"), RUSSIAN)
def test_russian_figures(base: TermBase, text: str, key: str) -> None:
    assert keys(text, "ru", base) == [key]


@pytest.mark.parametrize(("text", "key"), CHINESE)
def test_chinese_figures(base: TermBase, text: str, key: str) -> None:
    assert keys(text, "zh", base) == [key]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_hours_list_numbers_and_bare_number_words_are_no_figures(
    base: TermBase, language: str, text: str
) -> None:
    assert keys(text, language, base) == []


def test_figures_keep_the_order_and_the_words_of_the_text(base: TermBase) -> None:
    text = "Trade grew by 5 percent to $3 billion in 2023."

    found = find_figures(text, base.find(text, "en"), base.months["en"], ISSUED)

    assert [f.words for _, f in found] == ["5 percent", "$3 billion", "2023"]
    assert [text[s.start : s.stop] for s, _ in found] == [f.words for _, f in found]


def test_a_date_without_a_year_is_not_given_one_where_the_day_of_issue_is_not_known(
    base: TermBase,
) -> None:
    text = "on 5 March"

    (_, figure), *_ = find_figures(text, base.find(text, "en"), base.months["en"])

    assert figure.value == "--03-05"
