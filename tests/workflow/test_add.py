"""Adding: everything once, in bounded batches, and what cannot be taken said."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from archive.conftest import Opener, address, archive, open_archive, server
from collect.bulk.making import Web
from crossread.archive import Archive
from crossread.collect.bulk import size_of
from crossread.errors import ArchiveUnavailable
from crossread.model import Publisher, Selection
from crossread.workflow import add as workflow
from crossread.workflow.add import add
from crossread.workflow.edits import find_edits

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder

NORLAND = Publisher(id="no-mfa", name="Norland Foreign Ministry", country="NOR")
TEXT = "The Minister spoke today with the Foreign Minister of Kenya. She raised human rights."


def record(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"no-mfa:{number}",
        "issuer": "no-mfa",
        "url": f"https://mfa.example/news/{number}",
        "title": f"Call {number}",
        "date": "2024-03-05",
        "first_seen": "2024-03-05T10:00:00+00:00",
        "lang": "en",
        "text": f"{TEXT} It was call {number}.",
    } | more


def written(path: Path, *records: dict[str, Any] | str) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records]
    data = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def fates(archive: Archive, *sources: Path, **more: Any) -> dict[str, int]:
    report = add(archive, sources, workers=1, **more)
    return {fate: number for fate, number in report.fates.items() if number}


def test_adding_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    path = written(tmp_path / "no.jsonl.gz", *map(record, range(5)))

    assert fates(archive, path) == {"new": 5}
    before = list(archive.statements())

    assert fates(archive, path) == {"known": 5}
    assert list(archive.statements()) == before
    assert archive.verify().faults == ()


def test_a_copy_of_a_file_under_another_name_makes_no_statement_anew(
    archive: Archive, tmp_path: Path
) -> None:
    add(archive, [written(tmp_path / "a.jsonl", record(1))], workers=1)

    assert fates(archive, written(tmp_path / "b.jsonl", record(1))) == {"same": 1}
    assert archive.coverage().statements == 1


def test_another_wording_is_kept_beside_the_first(archive: Archive, tmp_path: Path) -> None:
    add(archive, [written(tmp_path / "a.jsonl", record(1))], workers=1)
    later = record(1, text=f"{TEXT} She left.", first_seen="2024-03-06T10:00:00+00:00")

    assert fates(archive, written(tmp_path / "b.jsonl", later)) == {"new_wording": 1}
    (statement,) = archive.statements()
    assert (statement.versions, statement.version) == (2, 2)


def test_a_history_is_added_as_one_and_its_edits_are_told(archive: Archive, tmp_path: Path) -> None:
    versions = [
        {"title": "Call", "text": text, "seen": f"2024-03-0{day}T10:00:00+00:00"}
        for day, text in enumerate([TEXT, f"{TEXT} He left.", TEXT], start=5)
    ]
    given = {"id": "no-mfa:0123456789ab", "url": "https://mfa.example/1", "versions": versions}

    assert fates(archive, written(tmp_path / "a.jsonl", given)) == {
        "new": 1,
        "new_wording": 1,
        "earlier_wording": 1,
    }
    assert [(e.row.old, e.row.new) for e in find_edits(archive).edits] in (
        [(1, 2), (2, 1)],
        [(2, 1), (1, 2)],
    )


def test_a_history_that_has_grown_brings_its_new_wordings_alone(
    archive: Archive, tmp_path: Path
) -> None:
    versions = [
        {"title": "Call", "text": text, "seen": f"2024-03-0{day}T10:00:00+00:00"}
        for day, text in enumerate([TEXT, f"{TEXT} He left.", f"{TEXT} She left."], start=5)
    ]
    given = {"id": "no-mfa:0123456789ab", "url": "https://mfa.example/1"}
    add(archive, [written(tmp_path / "a.jsonl", given | {"versions": versions[:2]})], workers=1)

    grown = written(tmp_path / "a.jsonl", given | {"versions": versions})

    assert fates(archive, grown) == {"known": 2, "new_wording": 1}
    looks = archive.observations("no-mfa:0123456789ab")
    assert [(look.at.day, look.version) for look in looks] == [(5, 1), (6, 2), (7, 3)]


def test_a_page_is_of_the_publisher_whose_site_it_stands_on(
    archive: Archive, tmp_path: Path
) -> None:
    page = f"<html><head><title>Call</title></head><body><p>{TEXT}</p></body></html>"
    pages = Web().answer("https://www.state.gov/call-with-minister-orlan/", page.encode())
    pages.answer("https://mfa.sudria.example/call", page.encode())

    path = tmp_path / "pages.warc.gz"
    path.write_bytes(pages.content)
    add(archive, [path], workers=1)

    told = {one.publisher.id: one.publisher.country for one in archive.statements()}
    assert told == {"us-state": "USA", "mfa-sudria-example": None}


def test_what_cannot_be_taken_is_counted_once_and_named(archive: Archive, tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.jsonl",
        record(1),
        "{broken",
        record(2, text=""),
        record(3, url="https://mfa.example/" + "x" * 3000),
    )

    report = add(archive, [path, tmp_path / "none.txt"], workers=1)

    assert report.fates["new"] == 1
    assert report.fates["refused"] == len(report.refused) == 4
    reasons = {one.name.rpartition("/")[2]: one.reason for one in report.refused}
    assert "line 2" in str(reasons)
    assert "longer than 2,000 bytes" in str(reasons)


def test_how_far_the_files_were_read_is_told(archive: Archive, tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl.gz", *map(record, range(5)))
    folder = tmp_path / "more"
    folder.mkdir()
    for number in (6, 7):
        written(folder / f"{number}.jsonl", record(number))
    sizes: list[int] = []

    add(archive, [first, folder, tmp_path / "none"], code=False, reach=sizes.append)

    assert sizes == sorted(sizes)
    assert sizes[-1] == sum(map(size_of, (first, folder, tmp_path / "none")))
    assert size_of("https://mfa.example/1") == 0


def test_small_batches_add_the_same(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "AT_ONCE", 2)
    told: list[int] = []

    path = written(tmp_path / "a.jsonl", *map(record, range(5)))
    report = add(archive, [path], workers=1, tell=lambda name, number: told.append(number))

    assert told == [2, 4, 5]
    assert report.fates["new"] == 5


def test_what_is_added_is_coded_and_found_by_counterpart(archive: Archive, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", record(1))

    report = add(archive, [path], workers=1)

    assert report.coded == 1
    assert archive.coverage().uncoded == 0
    assert [s.id for s in archive.statements(Selection(counterpart="KEN"))] == ["no-mfa:1"]
    assert list(archive.statements(Selection(counterpart="FRA"))) == []


def test_without_coding_it_is_said_how_much_is_not_coded(archive: Archive, tmp_path: Path) -> None:
    report = add(archive, [written(tmp_path / "a.jsonl", record(1))], code=False)

    assert report.coded == 0
    assert archive.coverage().uncoded == 1


def test_a_text_without_issuer_is_given_the_one_named(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "call.txt").write_text(TEXT)

    add(archive, [tmp_path / "call.txt"], publisher=NORLAND, workers=1)

    assert [s.publisher for s in archive.statements()] == [NORLAND]


def test_a_known_publisher_is_told_in_full(archive: Archive, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", record(1, issuer="us-state", id="us-state:1"))

    add(archive, [path], workers=1)

    (publisher,) = archive.publishers()
    assert (publisher.country, publisher.level) == ("USA", "ministry")


def test_an_archive_opened_for_reading_takes_nothing(open_archive: Opener, tmp_path: Path) -> None:
    open_archive().close()
    archive = open_archive(read_only=True)

    with pytest.raises(ArchiveUnavailable, match="may not be written"):
        add(archive, [written(tmp_path / "a.jsonl", record(1))], workers=1)
