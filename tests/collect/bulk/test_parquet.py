"""Parquet: the same records as JSONL, row group after row group."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from collect.bulk.making import TEXT, found, record, small, told
from crossread.collect.bulk import parquet as reader


def table(folder: Path, *rows: dict[str, Any], **options: Any) -> Path:
    path = folder / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(list(rows)), path, **options)
    return path


def test_a_row_is_read_as_the_same_record_of_jsonl(tmp_path: Path) -> None:
    [sighting], refused = found(table(tmp_path, record(genre=None, categories=["call"])))

    assert not refused
    assert sighting.capture.name == "a.parquet, row 1"
    assert (sighting.key, sighting.id) == ("https://mfa.example/news/1", "no-mfa:1")
    assert json.loads(sighting.data) == record(categories=["call"])
    assert sighting.capture.media_type == "application/json"
    assert sighting.readout is not None and sighting.readout.text == TEXT
    assert sighting.genre == "call"


def test_a_row_may_hold_every_wording_like_a_line_of_jsonl(tmp_path: Path) -> None:
    versions: list[dict[str, Any]] = [
        {"seen": datetime(2024, 3, 5, 18, tzinfo=UTC), "text": "They spoke of wheat."},
        {"seen": datetime(2024, 3, 6, 18, tzinfo=UTC), "text": "They spoke.", "title": "Put right"},
        {"text": "They did not."},
    ]
    whole = record(versions=versions, title="The call", text=None)

    sightings, refused = found(table(tmp_path, whole, record(id="2", url="https://mfa.example/2")))

    told = [(s.capture.name, s.readout.title, s.readout.text) for s in sightings if s.readout]
    assert told[:2] == [
        ("a.parquet, row 1, wording 1", "The call", "They spoke of wheat."),
        ("a.parquet, row 1, wording 2", "Put right", "They spoke."),
    ]
    assert [name for name, *_ in told[2:]] == ["a.parquet, row 2"]
    assert [(r.name, r.reason) for r in refused] == [
        ("a.parquet, row 1, wording 3", "does not say when it was seen"),
    ]
    assert [s.capture.at for s in sightings[:2]] == [one["seen"] for one in versions[:2]]
    only = found(table(tmp_path, {"id": "no-mfa:3", "versions": versions[:1]}))[0]
    assert [s.id for s in only] == ["no-mfa:3"]


def test_moments_may_be_moments(tmp_path: Path) -> None:
    seen = datetime(2024, 3, 5, 18, 30, tzinfo=UTC)
    [sighting], _ = found(
        table(tmp_path, record(date=date(2024, 3, 5), datetime=seen, first_seen=seen))
    )

    assert sighting.readout is not None
    assert str(sighting.readout.date) == "2024-03-05T18:30+00:00"
    assert sighting.capture.at == seen


def test_rows_are_counted_through_all_row_groups(tmp_path: Path) -> None:
    rows = [record(id=str(n), url=f"https://mfa.example/{n}") for n in range(200)]
    rows[150]["text"] = ""

    sightings, refused = found(table(tmp_path, *rows, row_group_size=70))

    assert [one.id for one in sightings] == [str(n) for n in range(200) if n != 150]
    assert [one.name for one in refused] == ["a.parquet, row 151"]


def test_a_long_row_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = table(tmp_path, record(text="a" * 2000), record(title="b" * 2000), record())

    assert told(path, limits=small(max_record_bytes=1000)) == [
        "a.parquet, row 1: is longer than the limit of 1,000 bytes",
        "a.parquet, row 2: is longer than the limit of 1,000 bytes",
    ]
    assert len(found(path, limits=small(max_record_bytes=1000))[0]) == 1


def test_a_row_group_above_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "MAX_GROUP", 10)

    [words] = told(table(tmp_path, record(), record()))

    assert words.startswith("a.parquet, rows 1 to 2: a row group of ")


def test_a_damaged_row_group_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    rows = [
        record(id=str(n), url=f"https://mfa.example/{n}", text=f"{n} {TEXT}") for n in range(40)
    ]
    path = table(tmp_path, *rows, row_group_size=20, compression="gzip", use_dictionary=False)
    content = bytearray(path.read_bytes())
    place = content.find(b"\x1f\x8b\x08")
    content[place : place + 8] = b"\0" * 8
    path.write_bytes(content)

    sightings, refused = found(path)

    assert [one.id for one in sightings] == [str(n) for n in range(20, 40)]
    assert [(one.name, one.reason) for one in refused] == [
        ("a.parquet, rows 1 to 20", "damaged after row 0")
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1", b"text"])
def test_what_is_no_parquet_is_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(content)

    assert told(path) == ["a.parquet: is a damaged Parquet file"]


def test_a_table_without_texts_is_said_with_its_columns(tmp_path: Path) -> None:
    assert told(table(tmp_path, {"body": "x", "when": "y"})) == [
        "a.parquet: has no column `text`, nor `versions`; its columns are body, when"
    ]


def test_a_column_of_another_type_is_refused_by_row(tmp_path: Path) -> None:
    assert told(table(tmp_path, record(text=["a"]))) == [
        "a.parquet, row 1: has a text that is not words"
    ]
