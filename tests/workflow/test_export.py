"""What leaves an archive, as whole files or not at all."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.sightings import at, make_absence, make_sighting
from crossread.archive import Archive
from crossread.archive.dump import dump_jsonl
from crossread.brief.annotation import check_annotation
from crossread.collect.bulk import find_items
from crossread.errors import BadInput, NotFound
from crossread.model import Refusal, Sighting
from crossread.workflow import export
from crossread.workflow.code import code_archive

FIRST = "Minister Orlan spoke with the Foreign Minister of Canada. They discussed trade."
SECOND = f"{FIRST} Minister Orlan raised human rights."


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "crossread.db") as opened:
        opened.save(
            [
                make_sighting(FIRST, 0, id="no:1"),
                make_sighting(SECOND, 1, id="no:1"),
                make_sighting(SECOND, 2, id="no:1"),
                make_absence("gone", 3),
                make_sighting("On trade.", 4, key="https://mfa.example/2", id="no:2"),
            ]
        )
        yield opened


def test_a_citation_is_of_the_wording_seen_last_where_it_was_first_seen(archive: Archive) -> None:
    [cited] = export.cite(archive, ["no:1"])

    assert (cited.version.number, cited.version.text) == (2, SECOND)
    assert cited.capture.at == at(1)


def test_an_earlier_wording_is_cited_by_its_number(archive: Archive) -> None:
    [cited] = export.cite(archive, ["no:1@1"])

    assert (cited.version.number, cited.version.text, cited.capture.at) == (1, FIRST, at(0))
    with pytest.raises(NotFound, match="no wording 3"):
        export.cite(archive, ["no:1@3"])


def test_a_citation_says_when_the_page_is_not_there_any_more(archive: Archive) -> None:
    assert export.cite(archive, ["no:1"])[0].since == (
        "Present in the capture of 2021-06-03 12:00 UTC, absent in that of 2021-06-04 12:00 UTC."
    )
    assert export.cite(archive, ["no:2"])[0].since == ""


def test_a_statement_that_is_not_there_is_not_cited(archive: Archive) -> None:
    with pytest.raises(NotFound, match="no statement 'no:9'"):
        export.cite(archive, ["no:1", "no:9"])


@pytest.mark.parametrize("is_coded", [True, False])
def test_every_annotation_of_a_statement_holds(archive: Archive, is_coded: bool) -> None:
    if is_coded:
        code_archive(archive, workers=1)
    readout = archive.readout("no:1")

    page = export.annotate(archive, ["no:1", "no:2"])

    items = page["first"]["items"]
    mine = [one for one in items if one["target"]["source"] == readout.url]
    assert len(mine) >= 3
    for one in mine:
        check_annotation(one, readout)
    assert any(body["value"] == "human-rights" for one in mine for body in one.get("body", ())), (
        mine
    )


def test_the_captures_of_a_statement_come_back_from_its_warc(
    archive: Archive, tmp_path: Path
) -> None:
    path = tmp_path / "out.warc.gz"
    path.write_bytes(b"".join(export.export_warc(archive, ["no:1"], version="0")))

    looks = archive.observations("no:1")
    items = list(find_items(path))

    assert len(items) == len(looks) == 4
    seen = [item for item in items if isinstance(item, Sighting)]
    kept = {look.capture.digest for look in looks}
    assert {item.capture.digest for item in seen} <= kept
    assert [item.outcome for item in seen][-1:] == ["gone"]
    assert all(isinstance(item, Sighting | Refusal) for item in items)


def test_a_warc_is_packed_where_its_name_says_so(archive: Archive, tmp_path: Path) -> None:
    plain = b"".join(export.export_warc(archive, None, version="0", packed=False))
    path = tmp_path / "out.warc"
    path.write_bytes(plain)

    assert plain.startswith(b"WARC/1.1")
    assert [item.key for item in find_items(path) if isinstance(item, Sighting)]


def test_without_ids_all_captures_are_exported(archive: Archive) -> None:
    whole = b"".join(export.export_warc(archive, None, version="0"))

    assert len(whole) > len(b"".join(export.export_warc(archive, ["no:1"], version="0")))


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_dump_comes_back_equal(kind: str, archive: Archive, tmp_path: Path) -> None:
    target = tmp_path / f"dump.{kind}"
    if kind == "jsonl":
        export.save_dump_jsonl(archive, str(target))
    else:
        export.save_dump_parquet(archive, target)

    with Archive.open(tmp_path / "new.db") as new:
        export.load_dump(new, target)

        assert list(dump_jsonl(new)) == list(dump_jsonl(archive))
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_holds_something_is_left_alone(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "dump").mkdir()
    (tmp_path / "dump" / "mine.txt").write_text("x")

    with pytest.raises(BadInput, match="holds something already"):
        export.save_dump_parquet(archive, tmp_path / "dump")
    with pytest.raises(BadInput, match="cannot be written"):
        export.save_dump_parquet(archive, tmp_path / "no" / "dump")
    assert [path.name for path in (tmp_path / "dump").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_a_dump_that_fails_leaves_nothing_behind(
    kind: str, archive: Archive, tmp_path: Path
) -> None:
    digest = archive.observations("no:2")[0].capture.digest
    archive.captures.path(digest).unlink()
    target = tmp_path / "dump"

    with pytest.raises(NotFound):
        if kind == "jsonl":
            export.save_dump_jsonl(archive, str(target))
        else:
            export.save_dump_parquet(archive, target)

    assert not target.exists()
    assert not list(tmp_path.glob(".*part"))


@pytest.mark.parametrize(
    ("content", "fact"),
    [
        (None, "is no file and no folder"),
        (b"", "not JSON"),
        (json.dumps({"a": 1}).encode(), "format"),
    ],
)
def test_what_is_no_dump_is_not_loaded(content: bytes | None, fact: str, tmp_path: Path) -> None:
    path = tmp_path / "dump.jsonl"
    if content is not None:
        path.write_bytes(content)
    with Archive.open(tmp_path / "new.db") as new, pytest.raises((BadInput, NotFound), match=fact):
        export.load_dump(new, path)
