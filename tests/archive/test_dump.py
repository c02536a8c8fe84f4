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
from archive.sightings import at, make_absence, make_sighting
from crossread.archive import Archive
from crossread.archive.dump import DUMPED, dump_jsonl, dump_rows, load_rows
from crossread.archive.dump_parquet import rows_of_parquet, save_parquet
from crossread.archive.schema import DECISION, EDIT, RUN, SOURCE
from crossread.archive.undump import rows_of_jsonl
from crossread.errors import BadInput, CrossreadError, EvidenceChanged, NotFound


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
    statement = next(archive.statements()).id
    with archive.writing() as connection:
        source = {"id": "no-mfa/feed", "publisher_id": "no-mfa", "state": {"etag": '"ä"'}}
        run = {
            "source_id": "no-mfa/feed",
            "started": at(5),
            "finished": None,
            "outcome": "failed",
            "detail": {"errors": [1, None, "x"]},
        }
        edit = {
            "statement_id": statement,
            "old": 1,
            "new": 2,
            "last_old": at(0),
            "first_new": at(1.5),
            "method": "edit/1",
            "kinds": ["fact"],
            "significance": 0.1,
            "detail": {"words": 3},
        }
        decision = {
            "statement_id": statement,
            "change": "1-2",
            "verdict": "rejected",
            "note": "",
            "by": "R.",
            "at": at(9),
        }
        for table, row in ((SOURCE, source), (RUN, run), (EDIT, edit), (DECISION, decision)):
            connection.execute(sa.insert(table), [row])
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
