"""Days and months, however written, in one form."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.lexicon import TermBase
from crossread.text.dates import find_dates

ISSUED = date(2024, 1, 5)


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "on June 1, 2021, they spoke", ["2021-06-01"]),
        ("en", "on 1 June 2021", ["2021-06-01"]),
        ("en", "on the 3rd of the month", []),
        ("en", "on March 3rd, 2022", ["2022-03-03"]),
        ("en", "in November 2022", ["2022-11"]),
        ("en", "in 2019 and in 2020", ["2019", "2020"]),
        ("en", "2021-06-01", ["2021-06-01"]),
        ("en", "June\n\n 1, 2021", ["2021-06-01"]),
        ("en", "Nov. 3 and Dec., 2021", ["--11-03", "2021-12"]),
        ("en", "from 3 to 5 May or May 7-9", ["--05-05", "--05-09"]),
        ("en", "Dismay 5, June5 and A5 June", []),
        ("en", "$2020 in aid, 2021% and 20,210 people", []),
        ("en", "February 31, 2022", ["2022"]),
        ("ru", "1 июня 2021 года", ["2021-06-01"]),
        ("ru", "в мае 2022 г.", ["2022"]),  # a month in the prepositional is not CLDR's
        ("ru", "01.06.2021 г.", ["2021-06-01"]),
        ("zh", "2021年6月1日，双方", ["2021-06-01"]),
        ("zh", "2022年11月", ["2022-11"]),
        ("zh", "2035年前", ["2035"]),
    ],
)
def test_dates_in_normal_form(base: TermBase, language: str, text: str, values: list[str]) -> None:
    found = find_dates(text, base.months.get(language, {}))

    assert [f.as_value() for f in found] == values


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "on December 28", "2023-12-28"),
        ("en", "on January 10", "2024-01-10"),
        ("ru", "28 декабря", "2023-12-28"),
        ("zh", "12月28日", "2023-12-28"),
    ],
)
def test_a_day_with_no_year_is_the_one_nearest_to_the_day_of_issue(
    base: TermBase, language: str, text: str, value: str
) -> None:
    (found,) = find_dates(text, base.months.get(language, {}), ISSUED)

    assert found.as_value() == value


def test_a_day_with_no_year_and_no_day_of_issue_stays_without(base: TermBase) -> None:
    (found,) = find_dates("on June 1", base.months["en"])

    assert (found.as_value(), found.year) == ("--06-01", None)


@pytest.mark.parametrize(
    "language_and_text",
    [("en", "on {day} June 2021"), ("ru", "{day} июня 2021 года"), ("zh", "2021年6月{day}日")],
)
def test_a_date_says_the_same_in_three_languages(
    base: TermBase, language_and_text: tuple[str, str]
) -> None:
    language, text = language_and_text
    (found,) = find_dates(text.format(day=9), base.months.get(language, {}))

    assert found.as_value() == "2021-06-09"


@given(st.text(alphabet="0123456789 .,-年月日号JunemaiМая", max_size=40))
def test_dates_lie_in_order_and_none_inside_another(text: str) -> None:
    found = find_dates(text, {"june": 6, "мая": 5}, ISSUED)

    assert all(a.span.stop <= b.span.start for a, b in pairwise(found))
    assert all(f.month is None or 1 <= f.month <= 12 for f in found)
