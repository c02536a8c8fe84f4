"""`decide` and `decisions`, as they are typed and as a reader sees them."""

from pathlib import Path

import pytest

from archive.sightings import make_absence, make_sighting
from cli.running import Ran, run
from crossread.archive import Archive

OLD = "Norland committed to buy wheat for $1.5 million. The Minister thanked Sudria."
NEW = "Norland intends to buy wheat for $15 million. The Minister thanked Sudria."


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSREAD_ARCHIVE", raising=False)
    monkeypatch.setenv("CROSSREAD_BY", "A. Reader")
    with Archive.open("crossread.db") as archive:
        archive.save(
            [
                make_sighting(OLD, 0, id="a"),
                make_sighting(NEW, 1, id="a"),
                make_absence("gone", 2),
                make_absence("gone", 4),
            ]
        )
    return tmp_path


def done(ran: Ran) -> Ran:
    assert (ran.status, ran.err) == (0, ""), ran
    return ran


def test_a_decision_is_shown_wherever_its_subject_is() -> None:
    told = done(run("decide", "a/1-2", "confirmed", "--note", "asked the\npress office")).out
    done(run("decide", "a/gone", "rejected", "--by", "B. Reader"))
    edits = done(run("edits")).out

    line = "Confirmed by A. Reader, 20"
    assert told.startswith(f"a/1-2:\n  {line}")
    assert told.endswith(": asked the press office\n")
    assert f"\n  {line}" in edits
    assert edits.index(line) < edits.index("a/gone") < edits.index("    Rejected by")
    assert "\nDecided:\n  1-2: Confirmed by A. Reader" in done(run("show", "a")).out
    (edit,) = done(run("edits", "--json", "-")).json["edits"]
    assert [d["subject"] for d in edit["decisions"]] == ["a/1-2"]
    shown = done(run("show", "a", "--json", "-")).json
    assert [d["verdict"] for d in shown["decisions"]] == ["confirmed", "rejected"]


def test_a_desk_works_through_what_is_left() -> None:
    done(run("decide", "a/1-2", "rejected"))

    left = done(run("edits", "--undecided")).out

    assert "a/1-2" not in left
    assert "a/gone" in left
    assert "1 decided already (crossread decisions shows them)." in left


def test_decisions_are_listed_and_what_was_replaced_when_asked() -> None:
    done(run("decide", "a/1-2", "unsure"))
    done(run("decide", "a/1-2", "confirmed"))
    done(run("decide", "a", "unsure"))
    assert "Nothing is decided on it now." in done(run("decide", "a", "withdrawn")).out

    short, every = done(run("decisions")).out, done(run("decisions", "--all")).out

    assert short.splitlines()[0] == "a/1-2  Call with Minister Orlan"
    assert short.splitlines()[1].startswith("  Confirmed by A. Reader")
    assert short.splitlines()[2:] == [
        "1 decision stands; 3 were replaced or withdrawn (--all shows them)."
    ]
    assert every.count("(stands no more)") == 3
    told = done(run("decisions", "--json", "-")).json
    assert told["format"] == "crossread.decisions/1"
    assert [d["stands"] for d in told["decisions"]] == [False, True, False, False]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (["a/1-3", "confirmed"], "a has no change '1-3'. It has: 1-2, gone."),
        (["a/1-2", "fine"], "'fine' is no verdict. There are: confirmed, rejected, unsure"),
        (["a/1-2", "unsure", "--by", ""], "a decision needs the name of who made it. Give"),
    ],
)
def test_one_line_says_what_to_do(words: list[str], error: str) -> None:
    ran = run("decide", *words)

    assert ran.status != 0
    assert ran.err.startswith(f"Error: {error}")
    assert ran.err.count("\n") == 1


def test_there_is_no_archive_to_decide_in(tmp_path: Path) -> None:
    ran = run("decide", "a", "unsure", "--archive", str(tmp_path / "none.db"))

    assert ran.status != 0
    assert "there is no archive" in ran.err
    assert not (tmp_path / "none.db").exists()
