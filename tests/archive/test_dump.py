"""A whole archive written out and read in again: the same on both databases."""

import json
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import sqlalchemy as sa
from pyarrow import parquet

from archive.conftest import Opener
from archive.sightings import CALL, NORLAND, at, make_absence, make_sighting
from crossread.archive import Archive
from crossread.archive.decision_rows import save_decision
from crossread.archive.dump import DUMPED, dump_jsonl, dump_rows
from crossread.archive.dump_parquet import rows_of_parquet, save_parquet
from crossread.archive.load import load_rows
from crossread.archive.memory import ArchiveMemory
from crossread.archive.schema import RUN
from crossread.archive.source_rows import run_row
from crossread.archive.undump import rows_of_jsonl
from crossread.errors import BadInput, CrossreadError, EvidenceChanged, NotFound
from crossread.model import Decision
from crossread.model.source_run import Failure, Owed, SourceRun, SourceState
from crossread.workflow.edits import find_edits


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with a row in every table, and words that are hard to keep."""
    archive.save(
        [
            make_sighting("The Minister spoke.", 0, also=("http://x.example/a",)),
            make_sighting("The Minister spoke. She thanked him.", 1.5),
            make_sighting("The Minister spoke.", 2, id=""),
            make_absence("gone", 3),
            make_sighting('外长 "通话"\n\u2028—', 4, key="id:2", issued=None, title="’\\{}"),
        ]
    )
    find_edits(archive)
    statement = next(archive.statements()).id
    source = SourceState(etag='"ä"', owed=(Owed(url=CALL, tries=1, last=at(4), outcome="failed"),))
    failures = (Failure(reason="HTTP 503", pages=(CALL,)), Failure(reason="no list", pages=()))
    run = SourceRun(
        publisher=NORLAND,
        source="feed",
        started=at(5),
        finished=at(5),
        outcome="failed",
        covers_from=at(1),
        failures=failures,
        state=source,
    )
    ArchiveMemory(archive).save_run(run)
    with archive.writing() as connection:
        connection.execute(sa.insert(RUN), [run_row(run) | {"finished": None}])
        decision = Decision(
            statement=statement, change="1-2", verdict="rejected", by="R.", at=at(9)
        )
        save_decision(connection, decision)
    return archive


def lines(archive: Archive) -> list[bytes]:
    return list(dump_jsonl(archive))


def test_every_table_is_in_the_dump(filled: Archive) -> None:
    tables = {name for name, _ in dump_rows(filled)}

    assert tables == {table.name for table in DUMPED} | {"capture_bytes"}


def test_a_dump_in_jsonl_loads_into_the_same_archive(filled: Archive, tmp_path: Path) -> None:
    dumped = lines(filled)
    with Archive.open(tmp_path / "loaded.db") as loaded:
        assert load_rows(loaded, rows_of_jsonl(dumped)) == len(dumped) - 2

        assert lines(loaded) == dumped
        assert loaded.verify().faults == ()
        assert loaded.search("thanked him").statements == 1
        assert loaded.save([make_sighting("A third wording.", 9)])[0].fate == "new_wording"


def test_a_dump_loads_into_either_database(open_archive: Opener, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "laptop.db") as laptop:
        laptop.save([make_sighting("The Minister spoke."), make_sighting("On trade.", 1)])
        dumped = lines(laptop)
    target = open_archive()

    load_rows(target, rows_of_jsonl(dumped))

    assert lines(target) == dumped
    assert target.verify().faults == ()
    assert target.save([make_sighting("A third wording.", 9)])[0].fate == "new_wording"


def test_a_dump_in_parquet_loads_into_the_same_archive(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    save_parquet(filled, tmp_path / "dump")
    with Archive.open(tmp_path / "loaded.db") as loaded:
        load_rows(loaded, rows_of_parquet(tmp_path / "dump"))

        assert lines(loaded) == lines(filled)
        assert loaded.verify().faults == ()


def test_an_empty_archive_is_dumped_and_loaded_too(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    save_parquet(archive, tmp_path / "dump")
    with Archive.open(tmp_path / "loaded.db") as loaded:
        assert load_rows(loaded, rows_of_jsonl(lines(archive))) == 0
        assert load_rows(loaded, rows_of_parquet(tmp_path / "dump")) == 0


def test_an_archive_that_holds_something_is_not_loaded_into(filled: Archive) -> None:
    with pytest.raises(BadInput, match="is not empty"):
        load_rows(filled, rows_of_jsonl(lines(filled)))


Change = Callable[[list[dict[str, Any]]], object]


def row_of(dumped: list[dict[str, Any]], table: str) -> dict[str, Any]:
    row: dict[str, Any] = next(one["row"] for one in dumped if one.get("table") == table)
    return row


def drop(dumped: list[dict[str, Any]], *tables: str) -> None:
    """Leave tables out, and say that so many rows are all."""
    dumped[:] = [one for one in dumped if one.get("table") not in tables]
    dumped[-1]["end"] = len(dumped) - 2


def spoil(table: str, **values: object) -> tuple[Change, type[CrossreadError]]:
    """The first row of a table, with other values."""
    return lambda d: row_of(d, table).update(values), BadInput


# What was done to a dump, and how it is refused.
SPOILT: list[tuple[str, Change, type[CrossreadError], str]] = [
    ("cut", lambda d: d.pop(), BadInput, "breaks off"),
    ("a row lost", lambda d: d.pop(3), BadInput, "rows came, of"),
    ("empty", lambda d: d.clear(), BadInput, "not JSON|breaks off|format"),
    ("newer", lambda d: d[0].update(format="crossread.archive/2"), BadInput, "expected"),
    ("no row", lambda d: d[2].pop("row"), BadInput, "expected a table and a row"),
    ("other table", lambda d: d[2].update(table="x; DROP"), BadInput, "is no table"),
    ("other column", lambda d: row_of(d, "version").update(x=1), BadInput, "columns: x"),
    ("no column", lambda d: row_of(d, "version").pop("text"), BadInput, "columns: text"),
    ("a list", lambda d: row_of(d, "version").update(text=[1]), BadInput, "version.text holds"),
    ("a truth", lambda d: row_of(d, "version").update(number=True), BadInput, "number holds"),
    ("null", lambda d: row_of(d, "version").update(text=None), BadInput, "version.text holds"),
    ("no moment", lambda d: row_of(d, "capture").update(at="now"), BadInput, "no moment"),
    ("no zone", lambda d: row_of(d, "capture").update(at="2021-06-01"), BadInput, "without a zone"),
    (
        "lost parent",
        lambda d: row_of(d, "version").update(statement_id="x"),
        BadInput,
        "contradict",
    ),
    ("bad base64", lambda d: row_of(d, "capture_bytes").update(data="!"), BadInput, "base64"),
    (
        "other bytes",
        lambda d: row_of(d, "capture_bytes").update(data=b64encode(b"x").decode()),
        EvidenceChanged,
        "not those of its digest",
    ),
    (
        "a path",
        lambda d: row_of(d, "capture_bytes").update(digest="../../x"),
        EvidenceChanged,
        "not those of its digest",
    ),
    ("no bytes", lambda d: drop(d, "capture_bytes"), BadInput, "capture 1 .*is not in"),
    ("no looks", lambda d: drop(d, "observation"), BadInput, "wording 1: .*looks say otherwise"),
    ("no wordings", lambda d: drop(d, "observation", "version"), BadInput, "0 are there"),
    ("no keys", lambda d: drop(d, "statement_key"), BadInput, "none of its publisher and keys"),
    ("digest a path", *spoil("capture", digest="../../../etc/x"), "line 10: .*no SHA-256"),
    ("digest NUL", *spoil("capture", digest="a\x00b"), "line 10: .*NUL"),
    ("other text", *spoil("version", text="other words"), "wording 1: .*digest differs"),
    ("half a character", *spoil("version", text="a\ud800b"), "version.text holds what is no UTF-8"),
    ("NUL", *spoil("version", text="a\x00b"), "version.text holds a NUL"),
    ("no day", *spoil("version", date="not a date"), "version holds what cannot be read: .*not a"),
    ("another form of a day", *spoil("version", date="20210601"), "'20210601' is no day"),
    ("no hour", *spoil("statement", time="99:99"), "statement holds what cannot be read: hour"),
    ("day of a statement", *spoil("statement", date="1999-01-01"), "shows another date"),
    ("no such wording", *spoil("statement", current=99), "shows wording 99"),
    ("huge", *spoil("capture", id=2**70), "capture.id holds 1180591620"),
    ("below nothing", *spoil("capture", size=-1), "capture.size holds -1"),
    ("no way", *spoil("capture", via="weird"), "no capture comes by 'weird'"),
    ("no headers", *spoil("capture", headers=None), "capture.headers is no list"),
    ("no outcome", *spoil("observation", outcome="weird"), "no look ends with 'weird'"),
    ("languages", *spoil("publisher", languages={"a": 1}), "languages is no list of words"),
    ("notes", *spoil("version", notes="x"), "version.notes is no list of words"),
    ("no edit", *spoil("edit", detail={"x": 1}), "edit 1-2: cannot be read: 'changes'"),
    ("a list of an edit", *spoil("edit", detail=[1]), "edit.detail is no object"),
    ("kinds", *spoil("edit", kinds=None), "edit.kinds is no list of kinds"),
    ("no number", *spoil("edit", significance=float("nan")), "edit.significance holds nan"),
    ("no state", *spoil("source", state={"owed": 1}), "source holds what cannot be read"),
    ("no detail", *spoil("source_run", detail={}), "source_run holds what cannot be read"),
    ("no verdict", *spoil("decision", verdict="?"), "has the verdict '\\?' by"),
    ("no place", *spoil("decision", change="1-7"), "names a wording that is not there"),
]


@pytest.mark.parametrize(
    ("change", "kind", "fact"), [s[1:] for s in SPOILT], ids=[s[0] for s in SPOILT]
)
def test_a_spoilt_dump_is_refused_and_nothing_of_it_is_kept(
    change: Change, kind: type[CrossreadError], fact: str, filled: Archive, tmp_path: Path
) -> None:
    dumped = [json.loads(line) for line in lines(filled)]
    change(dumped)
    with Archive.open(tmp_path / "loaded.db") as loaded:
        with pytest.raises(kind, match=fact):
            load_rows(loaded, rows_of_jsonl(json.dumps(line).encode() for line in dumped))

        assert loaded.publishers() == []


def test_what_is_refused_is_refused_alike_by_either_database(
    open_archive: Opener, tmp_path: Path
) -> None:
    with Archive.open(tmp_path / "laptop.db") as laptop:
        laptop.save([make_sighting("The Minister spoke.")])
        dumped = [json.loads(line) for line in lines(laptop)]
    row_of(dumped, "version")["text"] = "The Minister left."
    target = open_archive()

    with pytest.raises(BadInput, match="wording 1: the text is not the one that was saved"):
        load_rows(target, rows_of_jsonl(json.dumps(line).encode() for line in dumped))

    assert target.publishers() == []


def test_a_dump_is_in_the_order_of_code_points(archive: Archive) -> None:
    keys = ["a b", "a-c", "ab", "aB", "B", "ä", "z", "_"]
    archive.save([make_sighting("On trade.", key=key, id=key) for key in keys])

    told = [row["key"] for name, row in dump_rows(archive) if name == "statement_key"]

    assert told == sorted(told)
    assert len(told) == 2 * len(keys)


def test_a_capture_that_is_lost_stops_the_dump(filled: Archive) -> None:
    digest = filled.observations(next(filled.statements()).id)[0].capture.digest
    filled.captures.path(digest).unlink()

    with pytest.raises(NotFound, match="is not in"):
        lines(filled)


@pytest.mark.parametrize(
    ("content", "fact"),
    [(None, "is missing"), (b"PAR1", "is damaged"), (b"other", "the format is ''")],
)
def test_a_spoilt_folder_is_refused(content: bytes | None, fact: str, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a.db") as archive:
        (tmp_path / "dump").mkdir()
        save_parquet(archive, tmp_path / "dump")
        path = tmp_path / "dump" / "version.parquet"
        path.unlink()
        if content == b"other":
            parquet.write_table(pa.table({"x": [1]}), path)
        elif content is not None:
            path.write_bytes(content)

        with pytest.raises(CrossreadError, match=fact):
            load_rows(archive, rows_of_parquet(tmp_path / "dump"))
