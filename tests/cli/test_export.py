"""`crossread export` and `crossread archive load`, as typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from archive.sightings import make_sighting
from cli.running import Ran
from crossread.archive import Archive
from crossread.cli import export as exporting
from crossread.cli.shell import Command, Shell

app = typer.Typer(cls=Shell, rich_markup_mode=None)
app.command(cls=Command, epilog=exporting.EXPORT_EXAMPLES)(exporting.export)
app.command(cls=Command, epilog=exporting.LOAD_EXAMPLES)(exporting.load)

Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with an archive of two statements."""
    monkeypatch.chdir(tmp_path)
    with Archive.open("crossread.db") as archive:
        archive.save(
            [
                make_sighting("They spoke of the border.", id="no:1"),
                make_sighting("They spoke of trade.", key="https://mfa.example/2", id="no:2"),
            ]
        )

    def called(*words: str) -> Ran:
        result = CliRunner().invoke(app, list(words), catch_exceptions=False)
        return Ran(result.exit_code, result.stdout, result.stderr)

    return called


def test_every_format_goes_to_its_file(run: Run) -> None:
    ran = run(
        "export", "no:1", "no:2", "--csl", "a.json", "--bibtex", "a.bib", "--ris", "a.ris",
        "--annotations", "a.jsonld", "--warc", "a.warc.gz",
    )  # fmt: skip

    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "Written: a.json, a.bib, a.ris, a.jsonld, a.warc.gz\n"
    assert len(json.loads(Path("a.json").read_text("utf-8"))) == 2
    assert Path("a.bib").read_text("utf-8").count("@misc{") == 2
    assert Path("a.ris").read_bytes().count(b"ER  - \r\n") == 2
    assert json.loads(Path("a.jsonld").read_text("utf-8"))["type"] == "AnnotationCollection"
    assert Path("a.warc.gz").read_bytes()[:2] == b"\x1f\x8b"


@pytest.mark.parametrize(
    ("flag", "start"),
    [
        ("--csl", "["),
        ("--bibtex", "@misc{no-mfa-2021-06-01-"),
        ("--ris", "TY  - ELEC"),
        ("--annotations", "{"),
    ],
)
def test_a_hyphen_is_standard_output(flag: str, start: str, run: Run) -> None:
    ran = run("export", "no:1", flag, "-")

    assert ran.status == 0
    assert ran.out.startswith(start)
    assert ran.err == ""


def test_the_whole_archive_goes_out_and_comes_in_again(run: Run) -> None:
    assert run("export", "--jsonl", "a.jsonl", "--parquet", "tables").status == 0
    assert run("load", "a.jsonl", "--archive", "one.db").err == "Loaded: 15 rows into one.db\n"
    assert run("load", "tables", "--archive", "two.db").status == 0

    first = run("export", "--jsonl", "-").out
    for name in ("one.db", "two.db"):
        assert run("export", "--jsonl", "-", "--archive", name).out == first


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (["no:1"], "say what to write"),
        (["--csl", "-"], "name the statements to cite"),
        (["no:1", "--jsonl", "-"], "write the whole archive"),
        (["no:1", "--csl", "-", "--ris", "-"], "only one result"),
        (["--parquet", "-"], "only one result"),
        (["no:1", "--csl", ""], "needs the name of a file"),
    ],
)
def test_what_cannot_be_done_is_wrong_usage(words: list[str], fact: str, run: Run) -> None:
    ran = run("export", *words)

    assert ran.status == 2
    assert fact in " ".join(ran.err.replace("│", " ").split())


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        (["no:9", "--csl", "-"], "no statement 'no:9' is in the archive"),
        (["no:1", "--csl", "crossread.db"], "would be written over crossread.db"),
        (["no:1", "--csl", "a", "--ris", "a"], "would be written over another result"),
        (["no:1", "--csl", "-", "--archive", "none.db"], "there is no archive"),
        (["no:1", "--csl", "none/a"], "cannot be written"),
    ],
)
def test_what_fails_is_one_line(words: list[str], fact: str, run: Run) -> None:
    ran = run("export", *words)

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("Error: ") and ran.err.count("\n") == 1
    assert fact in ran.err
    assert not Path("a").exists()


def test_an_archive_may_be_named_once_for_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("crossread.db").rename("desk.db")
    Path("crossread.captures").rename("desk.captures")
    monkeypatch.setenv("CROSSREAD_ARCHIVE", "desk.db")

    assert run("export", "no:1", "--ris", "-").status == 0
