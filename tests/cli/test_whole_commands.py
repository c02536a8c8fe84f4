"""`add`, `archive verify|stats|backup|code|upgrade` and `compare` of ids, as they are typed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive.sightings import make_sighting
from cli.running import Ran, run
from crossread.archive import Archive, copy
from crossread.archive.captures import Captures
from crossread.archive.engine import as_address, migrate
from crossread.archive.schema import HEAD
from crossread.errors import ArchiveUnavailable
from crossread.model import Publisher, digest_of

TEXT = "The Minister spoke today with the Foreign Minister of Kenya. She raised human rights."


def record(number: int, **more: Any) -> str:
    return json.dumps(
        {
            "id": f"no-mfa:{number}",
            "issuer": "no-mfa",
            "issuer_country": "NO",
            "title": f"Call {number}",
            "date": f"2024-03-0{number}",
            "first_seen": "2024-03-09T10:00:00+00:00",
            "lang": "en",
            "text": TEXT,
        }
        | more
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file of two statements, where `crossread.db` is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSREAD_ARCHIVE", raising=False)
    (tmp_path / "no.jsonl").write_text(f"{record(1)}\n{record(2)}\n")
    return tmp_path


def done(ran: Ran) -> Ran:
    assert (ran.status, ran.err) == (0, ""), ran
    return ran


def failed(ran: Ran, *words: str) -> None:
    """Exit code 1, one line with a hint on standard error, nothing on standard output."""
    assert (ran.status, ran.out) == (1, ""), ran
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    assert all(word in ran.err for word in words), ran.err


def test_add_tells_what_came_of_it(desk: Path) -> None:
    assert done(run("add", "no.jsonl")).out == (
        "2 new\n2 wordings coded\nIn the archive: 2 statements of 2024-03-01 to 2024-03-02\n"
    )
    assert done(run("add", "no.jsonl")).out.startswith("2 known\nIn the archive: 2 statements")


def test_add_names_what_it_refuses_and_goes_on(desk: Path) -> None:
    later = record(1, text=f"{TEXT} He left.", first_seen="2024-03-10T10:00:00+00:00")
    more = [later, "{", record(3, text=""), record(4)]
    done(run("add", "no.jsonl"))
    (desk / "b.jsonl").write_text("\n".join(more))

    ran = done(run("add", "b.jsonl", "none.txt"))

    assert ran.out.startswith("1 new, 1 new wording, 3 refused\n2 wordings coded\n")
    assert "  b.jsonl, line 2: is not JSON" in ran.out
    assert "  b.jsonl, line 3: has no text" in ran.out
    assert "  none.txt: " in ran.out


def test_add_counts_what_was_not_all_taken_and_what_is_older_than_known(desk: Path) -> None:
    done(run("add", "no.jsonl", "--no-code"))
    before = record(1, text=f"{TEXT} He left.", first_seen="2024-03-01T10:00:00+00:00")
    vague = [record(3, date="soon"), record(4, issuer_country="Atlantis"), record(5)]
    (desk / "b.jsonl").write_text("\n".join([before, *vague]))

    ran = run("add", "b.jsonl", "--no-code", "--json", "told.json")

    assert done(ran).out.startswith(
        "3 new, 1 new wording\n"
        "1 wording older than the wording known\n"
        "2 of which not all was taken: crossread show tells what\n"
    )
    told = json.loads((desk / "told.json").read_text("utf-8"))
    assert (told["older"], told["noted"]) == (1, 2)
    assert "Note: " in done(run("show", "no-mfa:3")).out
    assert "He left." not in done(run("show", "no-mfa:1")).out


def test_add_fails_where_nothing_could_be_taken(desk: Path) -> None:
    long = record(1, id="x" * 400, url="https://mfa.example/" + "x" * 3000)
    (desk / "bad.jsonl").write_text(f"{{\n{long}\n")

    ran = run("add", "bad.jsonl")

    assert ran.status == 1
    assert ran.out.startswith("2 refused\n")


@pytest.mark.parametrize(
    "words",
    [
        ("add", "none.txt"),
        ("archive", "load", "no.jsonl"),
        ("collect",),
        ("collect", "nobody"),
    ],
    ids=" ".join,
)
def test_an_archive_that_stayed_empty_is_not_left_behind(
    desk: Path, words: tuple[str, ...]
) -> None:
    assert run(*words).status == 1
    assert [p.name for p in desk.iterdir()] == ["no.jsonl"]

    Archive.open("crossread.db").close()  # one that was there before is let be
    assert run(*words).status == 1
    assert Path("crossread.db").exists()


def test_add_gives_json_alone_on_standard_output(desk: Path) -> None:
    told = done(run("add", "no.jsonl", "none.txt", "--no-code", "--json", "-")).json

    assert told["format"] == "crossread.added/1"
    assert (told["fates"]["new"], told["fates"]["refused"]) == (2, 1)
    assert told["statements"] == ["no-mfa:1", "no-mfa:2"]
    assert [one["name"] for one in told["refused"]] == ["none.txt"]
    assert told["coverage"]["uncoded"] == 2


def test_the_options_name_the_publisher_of_what_does_not(desk: Path) -> None:
    (desk / "call.txt").write_text(TEXT)

    done(run("add", "call.txt", "--publisher", "sd-mfa", "--name", "Sudria", "--country", "sd"))

    (one,) = done(run("list", "--json", "-")).json
    assert (one["publisher"], one["publisher_name"], one["country"]) == ("sd-mfa", "Sudria", "SDN")
    assert run("add", "call.txt", "--name", "Sudria").status == 2
    failed(run("add", "call.txt", "--publisher", "x", "--country", "Q"), "--country")


def test_the_archive_is_named_by_option_or_environment(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CROSSREAD_ARCHIVE", "desk.db")
    done(run("add", "no.jsonl", "--no-code"))
    done(run("add", "no.jsonl", "--no-code", "--archive", "other.db"))

    assert sorted(p.name for p in desk.glob("*.db")) == ["desk.db", "other.db"]


@pytest.mark.parametrize(
    "words",
    [
        ("add", "no.jsonl", "--json", "none/x.json"),
        ("collect", "us-state", "--dry-run", "--json", "none/x.json"),
        ("history", "border", "--html", "none/x.html"),
        ("edits", "--json", "none/x.json"),
        ("archive", "verify", "--json", "none/x.json"),
    ],
    ids=" ".join,
)
def test_a_result_without_a_folder_is_refused_before_any_work(
    desk: Path, words: tuple[str, ...]
) -> None:
    failed(run(*words), "none/x.", "cannot be written: No such file or directory")

    assert [p.name for p in desk.iterdir()] == ["no.jsonl"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("add", "no.jsonl"), "is saved; the same command goes on from there."),
        (("archive", "backup", "copy.db"), "Stopped."),
    ],
)
def test_an_interrupted_command_says_what_is_saved(
    desk: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    def interrupt(*given: object, **more: object) -> None:
        raise KeyboardInterrupt

    done(run("add", "no.jsonl"))
    monkeypatch.setattr(Archive, "coverage", interrupt)
    monkeypatch.setattr(Archive, "copy_to", interrupt)

    ran = run(*words)

    assert (ran.status, ran.out) == (130, "")
    assert ran.err.startswith("Stopped.")
    assert ran.err.endswith(f"{told}\n")
    assert ran.err.count("\n") == 1


READERS = [
    ("list",),
    ("search", "trade"),
    ("show", "no-mfa:1"),
    ("edits",),
    ("archive", "verify"),
    ("archive", "stats"),
    ("archive", "backup", "copy.db"),
    ("archive", "code"),
    ("archive", "upgrade"),
]


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_a_missing_archive_is_said_and_none_is_made(desk: Path, words: tuple[str, ...]) -> None:
    failed(run(*words), "there is no archive crossread.db", "crossread add")

    assert [p.name for p in desk.iterdir()] == ["no.jsonl"]


@pytest.mark.parametrize("words", READERS, ids=" ".join)
def test_a_file_of_another_kind_is_said(desk: Path, words: tuple[str, ...]) -> None:
    Path("crossread.db").write_bytes(b"no database at all, but a text of some length. " * 100)

    failed(run(*words), "crossread.db", "Give a file such as crossread.db")


@pytest.mark.parametrize("words", [w for w in READERS if w[0] != "show"], ids=" ".join)
def test_an_empty_archive_is_no_error(desk: Path, words: tuple[str, ...]) -> None:
    Archive.open("crossread.db").close()

    done(run(*words))


def test_verify_says_what_does_not_hold(desk: Path) -> None:
    done(run("add", "no.jsonl"))
    assert "all as they were saved." in done(run("archive", "verify")).out
    assert done(run("archive", "verify", "--json", "-")).json["faults"] == []
    next(p for p in Path("crossread.captures").rglob("*") if p.is_file()).unlink()

    ran = run("archive", "verify")

    assert ran.status == 1
    assert "1 faults:" not in ran.out
    assert "1 fault:" in ran.out


def test_verify_tells_what_a_kill_left_from_what_may_be_of_a_run_that_goes_on(desk: Path) -> None:
    done(run("add", "no.jsonl"))
    captures = Captures(Path("crossread.captures"))
    for data in (b"just now", b"an hour ago"):
        captures.save([(digest_of(data), data)])
    os.utime(captures.path(digest_of(b"an hour ago")), (0, 0))

    told = done(run("archive", "verify")).out

    assert "  1 file among the captures that no row needs: left by a run that was killed" in told
    assert "  1 file among the captures that no row needs: perhaps of a run that goes on" in told
    assert done(run("archive", "verify", "--json", "-")).json["fresh"] == 1


def test_stats_tell_what_is_covered(desk: Path) -> None:
    done(run("add", "no.jsonl", "--no-code"))

    assert done(run("archive", "stats")).out.startswith(
        "no-mfa: 2 statements, 2 wordings, 2024-03-01 to 2024-03-02, en\n"
        "In all: 2 statements, 2 wordings, 2 captures,"
    )
    told = done(run("archive", "stats", "--json", "-")).json
    assert (told["format"], told["publishers"][0]["statements"]) == ("crossread.stats/1", 2)


def test_stats_name_publishers_count_languages_and_the_whole(desk: Path) -> None:
    with Archive.open("crossread.db") as archive:
        for key, language in (("1", "fr"), ("2", "en"), ("3", "en")):
            archive.save([make_sighting("They met.", key=key, id=key, language=language)])
        other = Publisher(id="sd-mfa", name="sd-mfa")
        archive.save([make_sighting("They met.", key="4", id="4", publisher=other)])

    told = done(run("archive", "stats")).out.splitlines()

    assert told[0].startswith("no-mfa, Norland Foreign Ministry: 3 statements, 3 wordings, ")
    assert told[0].endswith(", 2 en, 1 fr")
    assert told[1].startswith("sd-mfa: 1 statement, 1 wording, ")
    assert told[2].startswith("In all: 4 statements, 4 wordings, 1 capture, ")
    as_json = done(run("archive", "stats", "--json", "-")).json["publishers"][0]
    assert as_json["languages"] == ["en", "fr"]
    assert as_json["statements_by_language"] == {"en": 2, "fr": 1}


def test_stats_do_not_call_quiet_what_was_not_looked_for(desk: Path) -> None:
    with Archive.open("crossread.db") as archive:
        for day in ("2021-06-01", "2021-08-01"):
            archive.save([make_sighting("They met.", key=day, id=day, issued=day)])

    assert (
        "  nothing from 2021-06-01 to 2021-08-01 (61 days); we did not look, or not all the while\n"
    ) in done(run("archive", "stats")).out


def test_a_backup_is_an_archive(desk: Path) -> None:
    done(run("add", "no.jsonl"))

    assert "2 files of captures copied to copy.db" in done(run("archive", "backup", "copy.db")).out
    assert (
        done(run("list", "--archive", "copy.db", "--json", "-")).json
        == done(run("list", "--json", "-")).json
    )
    done(run("archive", "verify", "--archive", "copy.db"))
    failed(run("archive", "backup", "copy.db"), "copy.db is there already", "new file")


def test_a_backup_that_failed_leaves_none_and_can_be_begun_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(run("add", "no.jsonl"))

    def fill_the_disk(target: object, table: object) -> None:
        raise ArchiveUnavailable("copy.db cannot grow: the disk is full", "Make room.")

    with monkeypatch.context() as full:
        full.setattr(copy, "go_on_counting", fill_the_disk)
        failed(run("archive", "backup", "copy.db"), "the disk is full")

    assert [path.name for path in desk.iterdir() if "copy.db" in path.name] == []
    done(run("archive", "backup", "copy.db"))
    done(run("archive", "verify", "--archive", "copy.db"))


def test_coding_tells_how_much(desk: Path) -> None:
    done(run("add", "no.jsonl", "--no-code"))

    assert done(run("archive", "code")).out == "2 wordings coded\n"
    assert done(run("archive", "code")).out == "0 wordings coded\n"
    assert "is up to date" in done(run("archive", "upgrade")).out


def test_an_upgrade_says_before_what_it_does(desk: Path) -> None:
    engine = sa.create_engine(as_address("crossread.db"))
    with engine.begin() as connection:
        migrate(connection, "0001")
    engine.dispose()

    ran = run("archive", "upgrade")

    assert (ran.status, ran.out) == (0, f"crossread.db is up to date (schema {HEAD})\n")
    assert ran.err.startswith(f"To be brought to schema {HEAD}: every wording is indexed anew")
    assert done(run("archive", "upgrade")).out == ran.out


def test_an_upgrade_of_a_newer_archive_is_refused(desk: Path) -> None:
    done(run("add", "no.jsonl", "--no-code"))
    with Archive.open("crossread.db") as archive, archive.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))

    failed(run("archive", "upgrade"), "is of a newer crossread")


def test_ids_of_the_archive_are_compared(desk: Path) -> None:
    later = record(1, text=f"{TEXT} They agreed on trade.", first_seen="2024-03-10T10:00:00+00:00")
    (desk / "b.jsonl").write_text(later)
    done(run("add", "no.jsonl", "b.jsonl", "--no-code"))

    now = done(run("compare", "no-mfa:1", "no-mfa:2", "--json", "-")).json
    before = done(run("compare", "no-mfa:1@1", "no-mfa:1", "--json", "-")).json

    assert now["left"]["id"] == "no-mfa:1"
    assert now["left"]["text"].endswith("They agreed on trade.")
    assert before["left"]["text"] == TEXT
    failed(run("compare", "no-mfa:1@9", "no-mfa:2"), "no wording 9", "1 to 2")
    failed(run("compare", "no-mfa:9", "no-mfa:2"), "no statement 'no-mfa:9'", "2 of no-mfa")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_read(desk: Path) -> None:
    done(run("add", "no.jsonl"))
    desk.chmod(0o555)
    try:
        done(run("list"))
        assert run("add", "no.jsonl").status == 1
    finally:
        desk.chmod(0o755)
