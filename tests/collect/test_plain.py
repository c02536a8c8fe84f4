"""Plain text and its front matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collect.documents import CALL
from crossread.collect import read_bytes
from crossread.errors import BadInput
from crossread.model import Moment, Readout

WHOLE = """---
publisher: Ministry of Foreign Affairs of Sarn
country: NO
date: 2024-04-02 18:30:00+03:00
language: ru_ru
title: "Call: the Minister and the Secretary"
url: https://mfa.example/1
id: sarn-1
---
They spoke.
"""


def read(text: str) -> Readout:
    return read_bytes(text.encode(), name="us.txt")


def with_matter(line: str) -> Readout:
    return read(f"---\n{line}\n---\nThey spoke.\n")


def test_front_matter_tells_what_the_file_is() -> None:
    readout = read(WHOLE)

    assert readout.text == "They spoke.\n"
    assert readout.publisher == "Ministry of Foreign Affairs of Sarn"
    assert readout.country == "NOR"  # YAML alone would read NO as a falsehood
    assert str(readout.date) == "2024-04-02T18:30+03:00"
    assert readout.language == "ru-RU"
    assert readout.title == "Call: the Minister and the Secretary"
    assert (readout.url, readout.id) == ("https://mfa.example/1", "sarn-1")
    assert readout.notes == ()


def test_without_front_matter_nothing_is_guessed() -> None:
    readout = read(f"{CALL}\n")

    assert readout == Readout(text=f"{CALL}\n", id="us.txt")


@pytest.mark.parametrize(
    ("written", "code"),
    [("USA", "USA"), ("usa", "USA"), ("ru", "RUS"), ("CN", "CHN"), ("XK", "XKX"), ("EU", "EUE")],
)
def test_a_country_is_an_iso_code(written: str, code: str) -> None:
    assert with_matter(f"country: {written}").country == code


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-04-02", "2024-04-02"),
        ("'2024-04-02'", "2024-04-02"),
        ("2024-04-02T18:30", "2024-04-02T18:30"),
        ("2024-04-02T18:30Z", "2024-04-02T18:30+00:00"),
        ("2024-04-02 9:05:07 -5", "2024-04-02T09:05:07-05:00"),
        ("2024-04-02 18:30 +0545", "2024-04-02T18:30+05:45"),
    ],
)
def test_a_date_keeps_its_hour_and_zone(written: str, moment: str) -> None:
    assert str(with_matter(f"date: {written}").date) == moment


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("country: America", "us.txt, line 2: country is 'America', expected a code such as"),
        ("country: SUN", "us.txt, line 2: country is 'SUN'"),
        ("title: x\ncountry: QQQ", "us.txt, line 3: country is 'QQQ'"),
        ("date: 2 April 2024", "us.txt, line 2: date is '2 April 2024', expected a day such as"),
        ("date: 2024-02-30", "us.txt, line 2: date is '2024-02-30'"),
        ("date: 2024-04-02T25:00", "us.txt, line 2: date is '2024-04-02T25:00'"),
        ("date: 2024-04-02T18:30+99", "us.txt, line 2: date is"),
        ("language: Russian language", "us.txt, line 2: language is 'Russian language'"),
        ("title: Call: readout", "us.txt, line 2: mapping values are not allowed here"),
        ("title: [a", "us.txt, line 3: "),
        ("country: [USA, GBR]", "us.txt, line 2: expected one value for country, not a list"),
        ("title: x\ntitle: y", "us.txt, line 3: title stands here a second time"),
        ("They spoke.", "us.txt, line 2: expected `key: value`"),
        ("- They spoke.", "us.txt, line 2: expected `key: value`"),
        ("? [a]\n: b", "us.txt, line 2: expected `key: value`"),
        ("\ttitle: x", "us.txt, line 2: "),
        ('title: "\\UFFFFFFFF"', "us.txt, line 2: not readable as YAML"),
        ("a: " + "[" * 5000, "us.txt, line 2: not readable as YAML"),
        ("a: " + "x" * 60_000, "us.txt, line 1: front matter is longer than"),
        ("a: \ufffe" + "x" * 90, "us.txt, line 2: not readable as YAML"),
    ],
)
def test_malformed_front_matter_names_the_line(line: str, fact: str) -> None:
    with pytest.raises(BadInput) as error:
        with_matter(line)
    assert str(error.value).startswith(fact)
    assert "\n" not in str(error.value)
    assert error.value.hint


def test_unknown_keys_are_said() -> None:
    assert with_matter("author: x\ntags: [a, b]").notes == ("front matter not used: author, tags",)


@pytest.mark.parametrize("line", ["title:", "title: null", "title: ~", "# a comment", ""])
def test_what_is_left_open_stays_open(line: str) -> None:
    readout = with_matter(line)
    assert (readout.title, readout.notes) == ("", ())


@pytest.mark.parametrize("tail", ["", "\nno key here\n" * 200])
def test_a_rule_at_the_start_is_not_front_matter(tail: str) -> None:
    text = f"---\n{CALL}\n{tail}"
    readout = read(text)
    assert readout.text == text
    assert readout.notes == ("begins with --- but no second --- closes it: read as plain text",)


@pytest.mark.parametrize("start", ["----\n", "--- title\n", " ---\n", "\n---\n"])
def test_only_three_hyphens_alone_on_the_first_line_open_front_matter(start: str) -> None:
    assert read(f"{start}title: x\n---\n").text == f"{start}title: x\n---\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_line_feeds(end: str) -> None:
    data = f"\ufeff{WHOLE}".replace("\n", end).encode()
    assert read_bytes(data, name="us.txt").text == "They spoke.\n"


def test_front_matter_alone_is_no_text() -> None:
    with pytest.raises(BadInput, match=r"us.txt holds no text"):
        read("---\ntitle: x\n---\n\n")


def test_the_moment_is_kept_as_written() -> None:
    moment = with_matter("date: 2024-04-02T18:30+03:00").date
    assert isinstance(moment, Moment)
    assert moment.time == "18:30+03:00"


printable = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\t\n\r"))


@given(printable)
def test_a_text_without_front_matter_comes_back_whole(text: str) -> None:
    text = f"Text: {text}"
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    assert read(text).text == expected
    assert read(f"\ufeff{text}").text == expected
