"""The whole of an archive: proved, measured, copied."""

import zlib
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive.conftest import Opener
from archive.sightings import make_absence, make_sighting
from crossread.archive import Archive
from crossread.archive.captures import Captures
from crossread.archive.schema import METADATA, TABLES
from crossread.errors import NotFound
from crossread.workflow.code import code_archive

CALL_TEXT = "The Minister spoke today with the Foreign Minister of Norway. She raised human rights."


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.save(
        [
            make_sighting(CALL_TEXT, 0),
            make_sighting(f"{CALL_TEXT} She thanked him.", 1),
            make_absence("gone", 2),
            make_sighting("On trade.", key="https://mfa.example/2", issued="2021-12-01"),
        ]
    )
    code_archive(archive, workers=1)
    return archive


def test_a_sound_archive_is_found_sound(filled: Archive) -> None:
    verified = filled.verify()

    assert verified.faults == ()
    assert (verified.captures, verified.wordings, verified.observations) == (4, 3, 4)
    assert verified.points > 3


SPOILT = [
    ("UPDATE version SET text = text || '!' WHERE number = 2", "wording 2", "digest differs"),
    ("UPDATE version SET title = 'x' WHERE number = 2", "wording 2", "title or day"),
    ("UPDATE capture SET url = 'https://other.example' WHERE status = 404", "capture", "changed"),
    ("UPDATE capture SET size = 1 WHERE status = 404", "capture", "says 1"),
    ("UPDATE statement SET versions = 5", "no-mfa", "5 wordings"),
    ("UPDATE statement SET current = 7", "no-mfa", "wording 7"),
    ("UPDATE observation SET version_id = NULL", "look", "not in the archive"),
    ("UPDATE reading SET coded = :junk", "points", "cannot be read"),
]


@pytest.mark.parametrize(("change", "path", "fact"), SPOILT)
def test_what_was_changed_behind_its_back_is_named(
    filled: Archive, change: str, path: str, fact: str
) -> None:
    with filled.writing() as connection:
        given = {"junk": b"junk"} if ":junk" in change else {}
        connection.execute(sa.text(change), given)

    faults = filled.verify().faults

    assert any(path in fault.path and fact in fault.fact for fault in faults), faults


def test_a_spoilt_capture_is_named(filled: Archive) -> None:
    digest = filled.observations(next(filled.statements()).id)[0].capture.digest
    filled.captures.path(digest).write_bytes(zlib.compress(b"other bytes"))
    (fault,) = filled.verify().faults
    assert "other bytes" in fault.fact

    filled.captures.path(digest).unlink()
    (fault,) = filled.verify().faults
    assert "is not in" in fault.fact


def test_stats_tell_the_gaps(filled: Archive) -> None:
    stats = filled.stats()
    (mine,) = stats.publishers

    assert (mine.statements, mine.wordings) == (2, 3)
    assert [(str(g.after), g.days, g.looked) for g in mine.gaps] == [("2021-06-01", 183, False)]
    assert stats.captures == 4


def rows(archive: Archive) -> dict[str, list[object]]:
    with archive.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for table in TABLES
        }


def test_a_copy_is_the_same_and_can_be_gone_on_with(filled: Archive, tmp_path: Path) -> None:
    with Archive.open(tmp_path / "backup.db") as copy:
        filled.copy_to(copy)

        assert rows(copy) == rows(filled)
        assert copy.verify().faults == ()
        assert copy.search("human rights").statements == 1
        assert copy.save([make_sighting("More.", 9)])[0].fate == "new_wording"


def test_a_copy_can_be_moved_to_either_database(open_archive: Opener, tmp_path: Path) -> None:
    target = open_archive()
    with Archive.open(tmp_path / "laptop.db") as laptop:
        laptop.save([make_sighting(CALL_TEXT), make_sighting("Later.", 3)])
        laptop.copy_to(target)

        assert rows(target) == rows(laptop)
        assert target.save([make_sighting("Now.", 4)])[0].fate == "new_wording"


def test_points_come_back_as_they_were_read(filled: Archive) -> None:
    from crossread.coding.reading import read_text
    from crossread.lexicon import load_base

    identity = filled.search("human rights").hits[0].statement.id
    points = filled.points(identity)

    assert points
    assert points == read_text(filled.readout(identity), "left", load_base()).points
    assert code_archive(filled) == 0


def test_the_countries_of_title_and_opening_find_a_statement(filled: Archive) -> None:
    from crossread.model import Selection

    assert filled.search("spoke", Selection(counterpart="NOR")).statements == 0  # its own country
    filled.save([make_sighting("He spoke with the Foreign Minister of Canada.", key="3", id="3")])
    assert filled.coverage().uncoded == 1
    code_archive(filled)
    assert filled.search("spoke", Selection(counterpart="CAN")).hits[0].statement.id == "3"


def test_an_id_may_be_cut_short_as_long_as_one_statement_answers_to_it(archive: Archive) -> None:
    saved = archive.save([make_sighting(), make_sighting(key="https://mfa.example/two")])
    first, second = (one.statement for one in saved)

    assert archive.statement(first[:-4]).id == first
    assert archive.version(second[:-4]).statement == second
    with pytest.raises(NotFound, match="more than one statement") as caught:
        archive.statement("no-mfa:")
    assert first in caught.value.hint
    assert second in caught.value.hint


@pytest.mark.parametrize("identity", ["", "NO-MFA:", "no_mfa:", "no-mfa:%", "zzz"])
def test_what_no_id_begins_with_answers_to_nothing(archive: Archive, identity: str) -> None:
    archive.save([make_sighting()])

    with pytest.raises(NotFound, match="is in the archive"):
        archive.statement(identity)


def test_the_copier_knows_every_table() -> None:
    assert {table.name for table in TABLES} == set(METADATA.tables)


def test_a_copy_tells_of_captures_that_the_folder_named_does_not_have(
    filled: Archive, tmp_path: Path
) -> None:
    other = Archive(filled.engine, filled.address, Captures(tmp_path / "elsewhere"))
    with Archive.open(tmp_path / "copy.db") as copy:
        copied = other.copy_to(copy)

    assert copied.captures == 0
    assert copied.faults == (
        f"4 captures that the archive names are not in {tmp_path / 'elsewhere'}",
    )
