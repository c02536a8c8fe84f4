"""`edits`, as it is typed and as a reader sees it."""

from pathlib import Path

import pytest

from archive.sightings import make_absence, make_sighting
from cli.running import Ran, run
from crossread.archive import Archive

OLD = "Norland committed to buy wheat for $1.5 million. The Minister thanked Sudria."
NEW = "Norland intends to buy wheat for $15 million. The Minister thanked Sudria."
OTHER = "Ambassador Velt opened a bridge. Children sang, and it rained all afternoon there."


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSREAD_ARCHIVE", raising=False)
    with Archive.open("crossread.db") as archive:
        archive.save(
            [
                make_sighting(OLD, 0, id="a"),
                make_sighting(NEW, 1, id="a"),
                make_absence("gone", 2),
                make_absence("gone", 4),
                make_sighting(OLD, 0, key="b", id="b", title="National Day"),
                make_sighting(OTHER, 9, key="b", id="b", title="National Day"),
            ]
        )
    return tmp_path


def done(ran: Ran) -> Ran:
    assert (ran.status, ran.err) == (0, ""), ran
    return ran


def test_edits_removals_and_other_texts_are_told_apart() -> None:
    out = done(run("edits")).out

    assert out.startswith(
        "Call with Minister Orlan\n"
        "a/1-2, Norland Foreign Ministry: wording 1 in the capture of 2021-06-01 12:00 UTC,"
        " wording 2 in that of 2021-06-02 12:00 UTC\n"
        "  How firmly  0.76\n"
        "    Norland [-committed-]{+intends+} to buy wheat for $15 million.\n"
    )
    assert "Figure" in out
    assert "Another text where this one stood:\n  b/1-2  National Day  wording 1" in out
    assert (
        "Moved, gone, or back again:\n"
        "  a/gone  Call with Minister Orlan  Gone  Present in the capture of 2021-06-02 12:00 UTC,"
        " absent in those of"
        " 2021-06-03 12:00 UTC and 2021-06-05 12:00 UTC."
    ) in out
    assert "deleted" not in out
    assert "1 edit; 2 statements have more than one wording.\n" in out
    assert out.splitlines()[-1].startswith("Searched: 2 statements of 2021-06-01")


def test_edits_are_json() -> None:
    told = done(run("edits", "--json", "-")).json

    assert told["format"] == "crossread.edits/1"
    assert {(e["statement"]["id"], e["replaced"]) for e in told["edits"]} == {
        ("a", False),
        ("b", True),
    }
    edit = next(e["edit"] for e in told["edits"] if e["statement"]["id"] == "a")
    for change in edit["changes"]:
        assert OLD[change["old"]["start"] : change["old"]["stop"]] == change["old"]["words"]
        assert NEW[change["new"]["start"] : change["new"]["stop"]] == change["new"]["words"]
    assert [a["kind"] for a in told["access"]] == ["gone"]


def test_kinds_and_days_narrow() -> None:
    figure = done(run("edits", "--kind", "figure,name", "--json", "-")).json
    late = done(run("edits", "--since", "2021-06-05", "--json", "-")).json

    assert [e["edit"]["kinds"] for e in figure["edits"] if e["statement"]["id"] == "a"] == [
        ["figure"]
    ]
    assert figure["access"] == []
    assert [e["statement"]["id"] for e in late["edits"]] == ["b"]
    assert "0 edits; " in done(run("edits", "--since", "2022-01-01")).out


def test_an_edit_of_many_changes_is_cut_short_in_words_alone() -> None:
    old = " ".join(f"Sudria{n} asked for wheat number {n}." for n in range(20))
    new = old.replace("wheat number", "more of the wheat number").replace("1", "7")
    with Archive.open("crossread.db") as archive:
        archive.save([make_sighting(t, d, key="c", id="c") for d, t in enumerate([old, new])])

    out = done(run("edits")).out
    told = done(run("edits", "--json", "-")).json

    changes = next(e["edit"]["changes"] for e in told["edits"] if e["statement"]["id"] == "c")
    assert len(changes) > 20
    assert f"and {len(changes) - 8} more changes" in out


def test_every_edit_is_shown_or_counted_with_what_shows_it() -> None:
    style = OLD.replace("thanked Sudria.", "thanked Sudria ,")
    with Archive.open("crossread.db") as archive:
        for n in "cd":
            more = [make_sighting(t, d, key=n, id=n) for d, t in enumerate([OLD, style])]
            archive.save([*more, make_sighting(NEW, 2, key=n, id=n)])

    def counts(*words: str) -> list[str]:
        lines = done(run("edits", *words)).out.splitlines()
        return [line for line in lines if line.endswith(("wording.", "shows them."))]

    have = "; 4 statements have more than one wording."
    little = "2 more of little weight: --least 0 shows them."
    assert counts() == [f"5 edits, 3 shown{have}", little]
    assert counts("--least", "0") == [f"5 edits{have}"]
    assert counts("--limit", "1") == [
        f"5 edits, 1 shown{have}",
        "2 more: --limit 3 shows them.",
        little,
    ]
    assert counts("--kind", "style") == [f"4 edits{have}"]  # a kind that was asked for is shown
    assert counts("--kind", "style", "--least", "0.1") == [
        f"4 edits, 0 shown{have}",
        "4 more of little weight: --least 0 shows them.",
    ]


def test_all_changes_of_a_statement_are_asked_for_by_as_much_of_its_id_as_tells_it() -> None:
    old = " ".join(f"Sudria{n} asked for wheat number {n}." for n in range(20))
    new = old.replace("wheat number", "more of the wheat number").replace("1", "7")
    style = new.replace("wheat number 9.", "wheat number 9 ,")
    texts = enumerate([old, new, style, new])
    with Archive.open("crossread.db") as archive:
        archive.save([make_sighting(t, d, key="c", id="call-1") for d, t in texts])

    out = done(run("edits", "call")).out
    told = done(run("edits", "call", "--json", "-")).json

    steps = [line.split(",")[0] for line in out.splitlines() if line.startswith("call-1/")]
    assert steps == ["call-1/1-2", "call-1/2-3", "call-1/3-2"]
    assert "12:00 UTC, back to wording 2 in that of" in out
    assert out.count("back to") == 1
    assert "more changes" not in out and "of less significance" not in out
    assert out.splitlines()[-2:] == [
        "3 edits; 1 statement has more than one wording.",
        "Searched: 1 statement of 2021-06-01.",
    ]
    assert [(e["old"], e["new"], e["back"]) for e in told["edits"]] == [
        (1, 2, False),
        (2, 3, False),
        (3, 2, True),
    ]
    assert told["coverage"]["statements"] == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--kind", "facts"), 2, "no kind facts; kinds: fact, figure"),
        (("--publisher", "xx"), 1, "no statement from 'xx' is in the archive"),
        (("--since", "May"), 2, "May"),
        (("zz",), 1, "no statement"),
        (("--least", "2"), 2, "--least"),
    ],
)
def test_what_means_nothing_is_said(words: tuple[str, ...], status: int, said: str) -> None:
    ran = run("edits", *words)

    assert (ran.status, ran.out) == (status, "")
    assert said in " ".join(ran.err.replace("│", " ").split())
