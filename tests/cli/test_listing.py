"""`list`, `show` and `search`, as they are typed and as they are read."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from archive.sightings import CALL, make_absence, make_sighting
from cli.running import Ran, run
from crossread.archive import Archive
from crossread.model import Moment, Publisher
from crossread.workflow.code import code_archive
from crossread.workflow.edits import find_edits

SUDRIA = Publisher(id="sd-mfa", name="Sudria Foreign Ministry", country="SDN", languages=("zh",))
WITH_AN_HOUR = Moment(date(2022, 3, 10), "01:26:34+00:00")
FIRST = "The Minister spoke today with the Foreign Minister of Kenya. She raised the border."
SECOND = FIRST + " She raised human rights."


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of three statements, one of them with two wordings and looked for in vain."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSREAD_ARCHIVE", raising=False)
    with Archive.open("crossread.db") as archive:
        archive.save(
            [
                make_sighting(FIRST, 0, id="a"),
                make_sighting(SECOND, 1, id="a"),
                make_absence("gone", 2),
                make_sighting(
                    "On the border.", key="b", id="b", issued="2021-07-01", title="", genre="speech"
                ),
                make_sighting(
                    "双方讨论了制裁问题。",
                    key="c",
                    id="c",
                    issued=None,
                    title="会谈",
                    language="zh-Hans",
                    publisher=SUDRIA,
                ),
            ]
        )
        code_archive(archive, workers=1)
        find_edits(archive)
    return tmp_path


def done(ran: Ran) -> Ran:
    assert (ran.status, ran.err) == (0, ""), ran
    return ran


COVERED = "3 statements of 2021-06-01 to 2021-07-01, 1 without a day"


def test_the_list_is_newest_first_with_what_is_covered() -> None:
    assert done(run("list")).out == (
        "2021-07-01 b (no-mfa) (no title)\n"
        "2021-06-01 a (no-mfa) Call with Minister Orlan [2 wordings]\n"
        "no day c (sd-mfa) 会谈\n"
        f"3 of {COVERED}\n"
    )


def test_the_list_is_json_of_one_form() -> None:
    told = done(run("list", "--json", "-")).json

    assert [one["id"] for one in told] == ["b", "a", "c"]
    assert set(told[0]) >= {"id", "publisher", "date", "language", "title", "url", "digest"}
    assert (told[1]["versions"], told[1]["date"], told[2]["date"]) == (2, "2021-06-01", None)


def test_json_gives_all_unless_a_number_is_given() -> None:
    with Archive.open("crossread.db") as archive:
        archive.save([make_sighting("On trade.", key=f"k{n}", id=f"n{n}") for n in range(25)])

    assert len(done(run("list", "--json", "-")).json) == 28
    assert len(done(run("list", "--json", "-", "--limit", 20)).json) == 20
    assert len(done(run("list", "--json", "-", "--limit", 20, "--skip", 20)).json) == 8
    lines = done(run("list")).out.splitlines()
    assert len(lines) == 22
    assert lines[-2].startswith("20 of 28 statements")
    assert lines[-1] == "--skip 20 shows the next, --limit N more at once."
    assert done(run("list", "--skip", 20)).out.splitlines()[-1].startswith("8 of 28 statements")
    assert "\n--skip 10 shows the next" in done(run("search", "trade", "--limit", 10)).out
    assert "--skip" not in done(run("search", "trade", "--skip", 20)).out


FILTERS = [
    (("--publisher", "sd-mfa"), "c"),
    (("--counterpart", "KEN"), "a"),
    (("--counterpart", "ke"), "a"),
    (("--counterpart", "Kenya"), "a"),
    (("--counterpart", "the Kenya"), "a"),
    (("--counterpart", "кения"), "a"),
    (("--since", "2021-06-02"), "b"),
    (("--until", "2021-06-30"), "a"),
    (("--since", "2021-07", "--until", "2021"), "b"),
    (("--since", "2021", "--until", "2021-06"), "a"),
    (("--since", "2021-06-01", "--until", "2021-06-01"), "a"),
    (("--language", "zh"), "c"),
    (("--genre", "speech"), "b"),
    (("--genre", "speech", "--language", "zh"), ""),
]


@pytest.mark.parametrize(("words", "ids"), FILTERS)
def test_filters_narrow_a_list(words: tuple[str, ...], ids: str) -> None:
    assert [one["id"] for one in done(run("list", *words, "--json", "-")).json] == list(ids)


@pytest.mark.parametrize(("words", "ids"), FILTERS)
def test_filters_narrow_a_search(words: tuple[str, ...], ids: str) -> None:
    phrase = "制裁" if "c" in ids else "the border"

    told = done(run("search", phrase, *words, "--json", "-")).json

    assert [hit["id"] for hit in told["hits"]] == list(ids)
    assert told["statements"] == told["coverage"]["statements"] == len(ids)


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--publisher", "xx"), 1, ["no statement from 'xx'", "no-mfa, sd-mfa"]),
        (("--genre", "none"), 1, ["of the genre 'none'", "The archive has: readout, speech."]),
        (("--language", "english"), 1, ["language 'english'", "The archive has: en, zh-Hans."]),
        (("--counterpart", "Q"), 1, ["--counterpart", "no country", "Tajikistan or TJK"]),
        (("--counterpart", "Tajikstan"), 1, ["Near to it: Tajikistan (TJK)"]),
        (("--counterpart", "EU"), 1, ["only countries", "not the European Union"]),
        (("--counterpart", "European Union"), 1, ["only countries", "Search for its name"]),
        (("--since", "2021-06-02", "--until", "2021-06-01"), 1, ["before the first", "Swap"]),
        (("--since", "yesterday"), 2, ["yesterday", "YYYY-MM-DD, such as 2021-06-01"]),
        (("--until", "01.06.2021"), 2, ["YYYY-MM-DD, such as 2021-06-01"]),
        (("--until", "2021-13"), 2, ["YYYY-MM-DD, such as 2021-06-01"]),
        (("--limit", "0"), 2, ["--limit"]),
    ],
)
@pytest.mark.parametrize("command", [("list",), ("search", "border")])
def test_a_filter_that_means_nothing_is_said(
    command: tuple[str, ...], words: tuple[str, ...], status: int, said: list[str]
) -> None:
    ran = run(*command, *words)

    assert (ran.status, ran.out) == (status, "")
    assert all(word in ran.err for word in said), ran.err
    assert status == 2 or len(ran.err.strip().splitlines()) == 1


def test_a_hit_shows_its_line() -> None:
    assert done(run("search", "RAISED  the border")).out == (
        "2021-06-01 a (no-mfa) Call with Minister Orlan [2 wordings]\n"
        "    The Minister spoke today with the Foreign Minister of Kenya. She [raised the border]."
        " She raised human rights.\n"
        "1 statement with “RAISED the border”.\n"
        f"Searched: {COVERED}. A statement counts once.\n"
    )


def test_nothing_found_is_told_with_what_was_searched() -> None:
    assert done(run("search", "war")).out == (
        f"0 statements with “war”.\nSearched: {COVERED}. A statement counts once.\n"
    )


@pytest.mark.parametrize("phrase", ['"raised the border"', "bord*", "border OR war", "“war”"])
def test_a_phrase_that_looks_like_a_query_is_told_to_be_none(phrase: str) -> None:
    hint = "are looked for as they stand"

    assert hint in done(run("search", phrase)).out
    assert hint in done(run("history", phrase)).out
    assert hint not in done(run("search", "war")).out


def test_added_words_alone_are_searched() -> None:
    found = done(run("search", "human rights", "--added", "--json", "-")).json

    assert [(hit["id"], hit["version"]) for hit in found["hits"]] == [("a", 2)]
    (quote,) = found["hits"][0]["quotes"]
    assert SECOND[quote["start"] : quote["stop"]] == quote["words"] == "human rights"
    assert done(run("search", "the border", "--added", "--json", "-")).json["hits"] == []
    assert "in words that were added later" in done(run("search", "war", "--added")).out


def test_a_phrase_without_words_is_refused() -> None:
    ran = run("search", "?!")

    assert (ran.status, ran.out) == (1, "")
    assert "no letter and no digit" in ran.err


def test_a_statement_is_shown_with_its_digest() -> None:
    lines = done(run("show", "a")).out.splitlines()

    assert lines[0] == "Call with Minister Orlan"
    assert lines[3] == "a, wording 2 of 2"
    assert lines[4].startswith("SHA-256 ")
    assert lines[-1] == SECOND
    assert done(run("show", "a", "--wording", 1)).out.splitlines()[-1] == FIRST


def test_every_look_is_shown() -> None:
    lines = done(run("show", "a", "--history")).out.splitlines()

    assert lines[-3:] == [
        "  2021-06-01 12:00 UTC  seen, wording 1 (200)  http https://mfa.example/call",
        "  2021-06-02 12:00 UTC  seen, wording 2 (200)  http https://mfa.example/call",
        "  2021-06-03 12:00 UTC  not found (404)  http https://mfa.example/call",
    ]


def test_a_wording_is_shown_with_its_own_title_day_and_language(tmp_path: Path) -> None:
    first = make_sighting("On trade.", 0, key="d", id="d", title="Before")
    assert first.readout
    first = replace(first, readout=replace(first.readout, date=WITH_AN_HOUR))
    with Archive.open("crossread.db") as archive:
        later = make_sighting("会谈。", 1, key="d", id="d", title="After", language="zh")
        archive.save([first, later])

    before, after = (done(run("show", "d", "--wording", n)).out.splitlines() for n in (1, 2))

    assert before[:2] == ["Before", "Norland Foreign Ministry, 2022-03-10 01:26 UTC, en, readout"]
    assert after[:2] == ["After", "Norland Foreign Ministry, 2021-06-01, zh, readout"]


def test_looks_at_one_wording_are_shown_alone() -> None:
    lines = done(run("show", "a", "--history", "--wording", 1)).out.splitlines()

    assert lines[-2:] == [
        "Every look that saw wording 1:",
        "  2021-06-01 12:00 UTC  seen, wording 1 (200)  http https://mfa.example/call",
    ]


@pytest.mark.parametrize(
    ("outcome", "status", "why", "told"),
    [
        ("soft_404", 200, "says_not_found: Page not found", "the statement (Page not found)"),
        ("soft_404", 200, "", "a page without the statement (200)"),
        ("soft_404", 200, "https://kept.example/1 says_not_found: Gone", "statement (Gone)"),
        ("redirected", 302, f"to_the_front_page: {CALL}/", f"sent elsewhere (302, {CALL}/)"),
        ("gone", 404, "not_there: HTTP 404", "not found (404)"),
        ("blocked", 200, "wall: Accept cookies", "refused to us (200, Accept cookies)"),
        ("failed", 500, "fault_of_the_site: HTTP 500", "a fault of the site (500)"),
        ("failed", 206, "odd_status: HTTP 206", "an answer that could not be read (206)"),
        ("failed", None, "no_answer: no connection", "no answer (no connection)"),
    ],
)
def test_a_look_that_did_not_see_it_tells_why(
    outcome: str, status: int | None, why: str, told: str
) -> None:
    absence = make_absence(outcome, 3, status=status)
    absence = replace(absence, capture=replace(absence.capture, name=why))
    with Archive.open("crossread.db") as archive:
        archive.save([absence])

    lines = done(run("show", "a", "--history")).out.splitlines()

    assert lines[-1].startswith("  2021-06-04 12:00 UTC  ")
    assert lines[-1].endswith(f"{told}  http {CALL}")


def test_a_text_is_shown_with_its_own_spaces(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Item    1\n    spoken  twice\x1b[2J"
    with Archive.open("own.db") as archive:
        archive.save([make_sighting(text, key="s", id="s")])

    out = done(run("show", "s", "--archive", "own.db")).out

    assert out.endswith("\nItem    1\n    spoken  twice\ufffd[2J\n")


def test_a_wording_is_json() -> None:
    told = done(run("show", "a", "--wording", 1, "--json", "-")).json

    assert (told["version"], told["text"]) == (1, FIRST)
    assert told["characters"] == len(FIRST)
    assert [look["outcome"] for look in told["looks"]] == ["seen", "seen", "gone"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "x"), ["no statement 'x'"]),
        (("show", "a", "--wording", "3"), ["a has no wording 3", "1 to 2"]),
    ],
)
def test_what_is_not_there_is_said(words: tuple[str, ...], said: list[str]) -> None:
    ran = run(*words)

    assert (ran.status, ran.out) == (1, "")
    assert all(word in ran.err for word in said)


def test_a_title_cannot_drive_the_terminal() -> None:
    with Archive.open("crossread.db") as archive:
        archive.save([make_sighting("x \x1b[2J y", key="e", id="e", title="\x1b]0;owned\x07 T")])

    for words in (("list",), ("show", "e"), ("search", "y")):
        assert "\x1b" not in done(run(*words)).out
