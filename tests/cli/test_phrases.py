"""`crossread novelty`, `formulas`, and `compare` beside an archive."""

import json
from pathlib import Path

import pytest

from cli.running import run

OPENING = "Foreign Minister Orlan spoke today with Finnish Foreign Minister Odell by telephone."
SUPPORT = "The Minister affirmed strong support for the sovereignty and independence of Finland."
OTHERS = (
    "Both welcomed the reopening of four mountain schools last autumn.",
    "A team of engineers will look at the old railway bridge.",
    "Farmers on the plain have lost most of their wheat to hail.",
)
ROAD = "The Minister announced forty million dollars for a road through the northern valleys."
KEYS = {"start", "stop", "words", "label", "count", "first", "last", "pattern"}


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of three calls, in the folder that the command is run in, and a fourth text."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSREAD_ARCHIVE", raising=False)
    lines = [
        json.dumps(
            {
                "id": f"nor-mfa:{n}",
                "issuer": "nor-mfa",
                "country": "NOR",
                "lang": "en",
                "date": f"2024-03-0{n + 1}",
                "title": "Call with Finnish Foreign Minister Odell",
                "genre": "call",
                "text": f"{OPENING}\n{SUPPORT}\n{other}",
            }
        )
        for n, other in enumerate(OTHERS)
    ]
    Path("calls.jsonl").write_text("\n".join(lines), "utf-8")
    assert run("add", "calls.jsonl").status == 0
    head = "---\npublisher: nor-mfa\ncountry: NOR\ndate: 2024-04-01\nlanguage: en\n---\n"
    Path("now.txt").write_text(f"{head}{OPENING}\n{ROAD}\n", "utf-8")
    return tmp_path


def test_a_file_is_read_against_the_archive() -> None:
    ran = run("novelty", "now.txt")

    assert ran.status == 0
    assert "formula  Foreign Minister Orlan" in ran.out
    assert "in 3 of 3 earlier contacts with Finland" in " ".join(ran.out.split())
    assert "new      The Minister announced" in ran.out
    assert "Not said this time" in ran.out
    assert "affirmed strong support" in ran.out.split("Not said this time")[1]
    assert (
        "3 statements of 2024-03-01 to 2024-03-03, in an archive that begins on 2024-03-01"
        in " ".join(ran.out.split())
    )


def test_json_has_the_published_form() -> None:
    told = run("novelty", "now.txt", "--json", "-").json

    assert told["format"] == "crossread.novelty/1"
    assert [point["label"] for point in told["points"]] == ["formula", "new"]
    assert all(point.keys() >= KEYS for point in told["points"])
    opening = told["points"][0]
    assert (opening["count"], opening["first"]["date"]) == (3, "2024-03-01")
    assert opening["pattern"].startswith("{office} {person} spoke today with {country}")
    assert told["dropped"][0]["used"] == 3
    assert told["echo"] == []
    assert told["coverage"]["statements"] == 3


def test_an_id_is_read_against_the_days_before_it_or_the_whole() -> None:
    before = run("novelty", "nor-mfa:0", "--json", "-").json
    whole = run("novelty", "nor-mfa:0", "--whole", "--json", "-").json

    assert {point["label"] for point in before["points"]} == {"new"}
    assert [point["count"] for point in whole["points"]][:2] == [2, 2]
    assert whole["whole"] is True


def test_a_text_without_a_day_says_what_to_do(desk: Path) -> None:
    (desk / "plain.txt").write_text(f"{OPENING}\n{ROAD}\n", "utf-8")

    ran = run("novelty", "plain.txt")
    month = run("novelty", "plain.txt", "--day", "2024-04")
    given = run("novelty", "plain.txt", "--day", "2024-04-01", "--publisher", "nor-mfa")

    assert ran.status == 1
    assert "states no day" in ran.err and "--day" in ran.err
    assert (month.status, "YYYY-MM-DD" in month.err) == (2, True)
    assert given.status == 0
    assert "formula" in given.out


def test_formulas_are_told_with_their_slots_and_as_json() -> None:
    ran = run("formulas", "--publisher", "nor-mfa", "--genre", "call")
    told = run("formulas", "--json", "-", "--counterpart", "FIN").json

    assert ran.status == 0
    assert "     3  {office} {person} spoke today with" in ran.out
    assert "2 such formulas in two or more of 3 statements." in ran.out
    assert told["format"] == "crossread.formulas/1"
    assert told["query"]["counterpart"] == "FIN"
    assert [formula["statements"] for formula in told["formulas"]][:2] == [3, 3]


@pytest.mark.parametrize(
    "words",
    [
        ("history", "border", "--publisher", "nobody"),
        ("formulas", "--publisher", "nobody"),
        ("formulas", "--genre", "speech"),
        ("novelty", "now.txt", "--publisher", "nobody"),
    ],
    ids=" ".join,
)
def test_what_no_statement_has_is_said(words: tuple[str, ...]) -> None:
    ran = run(*words)

    assert (ran.status, ran.out) == (1, "")
    assert "The archive has: " in ran.err


def test_the_genres_of_a_contact_stand_for_one_another() -> None:
    assert run("formulas", "--genre", "visit").out == run("formulas", "--genre", "call").out


def test_compare_says_what_is_formula_where_an_archive_is_at_hand(desk: Path) -> None:
    (desk / "theirs.txt").write_text(
        "---\ncountry: FIN\ndate: 2024-04-01\nlanguage: en\n---\n"
        "Finnish Foreign Minister Odell spoke today with Foreign Minister Orlan of Norway.\n",
        "utf-8",
    )
    words = ("compare", "now.txt", "theirs.txt")

    beside = run(*words)
    without = run(*words, "--no-past")
    told = run(*words, "--json", "-").json

    assert "formula: 3 statements before, since 2024-03-01" in " ".join(beside.out.split())
    assert "formula" not in without.out
    assert [side["side"] for side in told["past"]] == ["left", "right"]
    assert {point["label"] for point in told["past"][0]["points"]} == {"formula", "new"}
    assert "formula: 3 statements before" in run(*words, "--html", "-").out
    assert "formula: 3 statements before" in run(*words, "--markdown", "-").out
    assert run(*words, "--csv", "-").out.splitlines()[0].endswith("left_past,right_past")


def test_an_archive_that_is_not_there_hinders_no_comparison(desk: Path) -> None:
    (desk / "crossread.db").write_text("no database", "utf-8")

    ran = run("compare", "now.txt", "now.txt")

    assert ran.status == 0
    assert "Without the archive: Error:" in ran.err
