"""`crossread history` and the page that it writes."""

import json
from pathlib import Path

import pytest

from cli.running import run

RECORDS = [
    {"date": "2023-11-08", "text": "He affirmed the territorial integrity of Sudria."},
    {"date": "2024-03-05", "text": "Territorial integrity <b>and</b> peace. Trade was discussed."},
    {"date": "2024-03-09", "text": "Trade was discussed."},
]


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive of three statements of two months."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSREAD_ARCHIVE", raising=False)
    lines = [
        json.dumps({"id": f"nor-mfa:{n}", "issuer": "nor-mfa", "lang": "en", **record})
        for n, record in enumerate(RECORDS)
    ]
    Path("statements.jsonl").write_text("\n".join(lines), "utf-8")
    assert run("add", "statements.jsonl", "--no-code").status == 0
    return tmp_path


def test_a_page_holds_every_use_unless_told_how_many(desk: Path) -> None:
    ran = run("history", "territorial integrity", "--limit", 1)
    assert "and 1 more (--skip 1 shows the next)" in ran.out
    assert run("history", "territorial integrity", "--html", "phrase.html").status == 0
    html = (desk / "phrase.html").read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "<mark>territorial integrity</mark> of Sudria." in html
    assert "<mark>Territorial integrity</mark> &lt;b&gt;and&lt;/b&gt; peace." in html


def test_a_page_goes_to_standard_output_alone() -> None:
    ran = run("history", "territorial integrity", "--html", "-")
    assert ran.status == 0
    assert ran.out.startswith("<!doctype html>") and ran.out.endswith("</html>")


def test_page_csv_and_json_are_written_at_once(desk: Path) -> None:
    names = ("--html", "a.html", "--csv", "a.csv", "--json", "a.json")
    assert run("history", "trade", *names, "--skip", 1).status == 0
    assert json.loads((desk / "a.json").read_text("utf-8"))["count"] == 2
    assert len((desk / "a.csv").read_text("utf-8").splitlines()) == 2  # its head, and one use
    assert (desk / "a.html").read_text("utf-8").count("<mark>") == 1


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("--html", "-", "--json", "-"), "only one result can go to standard output"),
        (("--html", "a", "--csv", "a"), "a would be written over another result"),
        (("--html", ""), "a result needs the name of a file"),
        (("--html", "no/such/folder.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_refused(names: tuple[str, ...], told: str, desk: Path) -> None:
    ran = run("history", "trade", *names)
    assert ran.status != 0 and told in ran.err
    assert not (desk / "a").exists()


def test_a_phrase_that_stands_nowhere_makes_a_page_that_says_so(desk: Path) -> None:
    assert run("history", "no such words", "--html", "a.html").status == 0
    assert "Stands nowhere in 3 statements." in (desk / "a.html").read_text("utf-8")
