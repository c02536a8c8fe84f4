"""Dates as publishers write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.collect.publishers.dates import check_form, find_date, months_of


@pytest.mark.parametrize(
    ("words", "form", "language", "found"),
    [
        ("2 April 2024", "%d %B %Y", "en", "2024-04-02"),
        ("No: 102, 2 April 2024, Regarding", "%d %B %Y", "en", "2024-04-02"),
        ("April 2, 2024", "%B %d, %Y", "en", "2024-04-02"),
        ("Apr. 2, 2024", "%B %d, %Y", "en", "2024-04-02"),
        ("2nd April 2024", "%d %B %Y", "en", "2024-04-02"),
        ("2 апреля 2024 года", "%d %B %Y", "ru", "2024-04-02"),
        ("2 Nisan 2024", "%d %B %Y", "tr", "2024-04-02"),
        ("2 сәуір 2024", "%d %B %Y", "kk", "2024-04-02"),
        ("2 квітня 2024", "%d %B %Y", "uk", "2024-04-02"),
        ("le 2 août 2024", "%d %B %Y", "fr", "2024-08-02"),
        ("2024年4月2日", "%Y年%m月%d日", "zh", "2024-04-02"),
        ("(2020-12-11)", "(%Y-%m-%d)", "zh", "2020-12-11"),
        ("/202404/t20240402_11.shtml", "t%Y%m%d_", "zh", "2024-04-02"),
        ("02.04.2024 18:30", "%d.%m.%Y %H:%M", "tg", "2024-04-02T18:30"),
        ("2 April 2024 6:05 p.m.", "%d %B %Y %I:%M %p", "en", "2024-04-02T18:05"),
        ("2 April 2024 12:05 AM", "%d %B %Y %I:%M %p", "en", "2024-04-02T00:05"),
        ("at 2024-04-02T18:30:00+03:00 it", "iso", "en", "2024-04-02T18:30+03:00"),
        ("31 February 2024", "%d %B %Y", "en", "None"),
        ("99.04.2024", "%d.%m.%Y", "en", "None"),
        ("2024-13-01", "iso", "en", "None"),
        ("2 April 2024 25:99", "%d %B %Y %H:%M", "en", "None"),
        ("112 April 20245", "%d %B %Y", "en", "None"),
        ("", "%d %B %Y", "en", "None"),
        ("2 April 2024", "%d %B %Y", "xx", "None"),
    ],
)
def test_a_date_is_found_in_its_form(words: str, form: str, language: str, found: str) -> None:
    assert str(find_date(words, form, language)) == found


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ("iso", ""),
        ("%d %B %Y", ""),
        ("%Q", "%Q is not known"),
        ("%d %B", "it lacks"),
        ("%Y %Y %m %d", "twice"),
        ("%", "is not known"),
    ],
)
def test_a_form_that_tells_no_day_is_refused(form: str, problem: str) -> None:
    assert problem in check_form(form)
    assert bool(problem) == bool(check_form(form))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_written_in_a_form_is_read_again(day: date) -> None:
    words = f"{day:%d.%m.%Y}"

    assert str(find_date(words, "%d.%m.%Y", "en")) == str(day)


def test_the_months_of_central_asia_are_known() -> None:
    assert all(len(months_of(tag)) >= 12 for tag in ("kk", "ky", "tg", "tk", "uz", "ru", "en"))
    assert months_of("xx") == {}
