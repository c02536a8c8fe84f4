"""The whole of an archive: proved, measured, copied."""

import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive.conftest import Opener
from archive.sightings import CALL, NORLAND, make_absence, make_sighting
from crossread.archive import Archive, Fault, captures, copy, words
from crossread.archive.captures import Captures
from crossread.archive.decision_rows import save_decision
from crossread.archive.known import save_publishers
from crossread.archive.memory import ArchiveMemory
from crossread.archive.schema import METADATA, TABLES
from crossread.errors import NotFound
from crossread.model import Decision, Publisher, digest_of
from crossread.model.source_run import SourceRun
from crossread.workflow.code import code_archive
from crossread.workflow.edits import find_edits

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


FORGED = "'1999-01-01T00:00:00.000000Z'"
# What is done to every row behind the archive's back, and how verify names it.
SPOILT = [
    # wordings
    ("version SET text = text || '!' WHERE number = 2", "wording 2", "digest differs"),
    ("version SET title = 'x' WHERE number = 2", "wording 2", "title or day"),
    ("version SET date = 'x' WHERE number = 2", "wording 2", "cannot be read"),
    ("version SET time = '25:00' WHERE number = 2", "wording 2", "cannot be read"),
    ("version SET digest = 'x' WHERE number = 2", "wording 2", "no SHA-256"),
    ("version SET notes = '[' WHERE number = 2", "wording 2", "version.notes holds broken JSON"),
    ("version SET notes = '[1]' WHERE number = 2", "wording 2", "no list of words"),
    ("version SET language = 'fr'", "no-mfa", "another language"),
    (f"version SET first_seen = {FORGED}", "wording 1", "its looks say otherwise"),
    ("version SET last_seen = 'now' WHERE number = 2", "wording 2", "'now', no moment"),
    (
        "version SET last_seen = '2021-06-02T12:00:00+00:00' WHERE number = 2",
        "wording 2",
        "not in the archive's form",
    ),
    ("version SET capture_id = 4 WHERE number = 2", "wording 2", "was not seen in capture 4"),
    # captures
    ("capture SET url = 'https://other.example' WHERE status = 404", "capture", "changed"),
    ("capture SET size = 1 WHERE status = 404", "capture", "says 1"),
    ("capture SET via = 'hearsay' WHERE status = 404", "capture", "by 'hearsay'"),
    ("capture SET headers = 'x' WHERE status = 404", "capture 3", "headers holds broken JSON"),
    ("capture SET headers = '{}' WHERE status = 404", "capture 3", "no list of names"),
    (
        """capture SET headers = '[["Content-Type","text/html; x"]]' WHERE status = 404""",
        "capture 3",
        "is '' by its row, and was sent as 'text/html; x'",
    ),
    ("capture SET media_type = 'x' WHERE status = 404", "capture 3", "no kind of file"),
    ("capture SET status = 200 WHERE status = 404", "look", "'gone' of an answer with HTTP 200"),
    # statements
    ("statement SET versions = 5", "no-mfa", "5 wordings"),
    ("statement SET current = 7", "no-mfa", "wording 7"),
    ("statement SET current = 1", "no-mfa", "another digest and characters than wording 1"),
    ("statement SET title = 'x', language = 'fr'", "no-mfa", "another title and language"),
    ("statement SET date = '1999-01-01'", "no-mfa", "another date"),
    ("statement SET characters = 1", "no-mfa", "another characters"),
    ("statement SET url = 'https://forged.example'", "no-mfa", "the address 'https://forged"),
    (f"statement SET first_seen = {FORGED}", "no-mfa", "from and to other moments"),
    ("statement SET publisher_id = 'yy'", "no-mfa", "its publisher and keys"),
    ("statement_key SET key = key || '/x'", "no-mfa", "its publisher and keys"),
    ("DELETE FROM statement_key", "no-mfa", "its publisher and keys"),
    # looks
    ("observation SET version_id = NULL", "look", "not in the archive"),
    ("observation SET at = '2019-01-01T00:00:00.000000Z'", "look", "its capture is of 2021"),
    ("observation SET at = 'x' WHERE id = 1", "look", "no moment"),
    ("observation SET outcome = 'gone', version_id = NULL", "look", "an answer with HTTP 200"),
    ("observation SET outcome = 'blocked'", "look", "names a wording, and says 'blocked'"),
    ("observation SET outcome = 'x'", "look", "no look ends with 'x'"),
    ("observation SET version_id = 3 WHERE id = 1", "look", "of another statement"),
    ("DELETE FROM observation WHERE outcome = 'seen'", "wording 1", "its looks say otherwise"),
    # readings
    ("reading SET coded = :junk", "points", "cannot be read"),
    ("reading SET points = 77", "wording 1 > points", "its row says 77"),
    (
        "reading SET coded = (SELECT coded FROM reading WHERE version_id = 3), points = 2",
        "wording 1 > points",
        "read in another text",
    ),
    ("DELETE FROM party", "2 > wording 1 > points", "deals with KEN"),
    # edits
    ("edit SET detail = replace(detail, '$15', '$99')", "edit 1-2", "quotes '$99 million'"),
    ("edit SET significance = 0.99", "edit 1-2", "the significance 0.99"),
    ("edit SET kinds = '[\"style\"]'", "edit 1-2", "the kinds style; its changes have figure"),
    ("edit SET kinds = '[\"lie\"]'", "edit 1-2", "no list of kinds"),
    ("edit SET detail = replace(detail, '\"kept\":', '\"kept\":1')", "edit 1-2", "taken out"),
    ("edit SET detail = replace(detail, '\"added\":[[', '\"added\":[[1')", "edit 1-2", "added"),
    ("edit SET detail = replace(detail, '\"value\":', '\"value\":9')", "edit 1-2", "its terms"),
    ('edit SET detail = \'{"nothing":"same"}\'', "edit 1-2", "has kinds or a significance"),
    (
        "edit SET detail = '{\"nothing\":\"same\"}', kinds = '[]', significance = 0",
        "edit 1-2",
        "its wordings differ",
    ),
    ("edit SET detail = '{'", "edit 1-2", "edit.detail holds broken JSON"),
    ("edit SET detail = '{}'", "edit 1-2", "cannot be read"),
    (f"edit SET last_old = {FORGED}", "edit 1-2", "looks that are not there"),
    ("edit SET new = 9", "edit 1-9", "wordings that are not there"),
    # what people and collectors left
    ("decision SET by = ' '", "decision 1", "has the verdict"),
    ("decision SET change = '1-9'", "decision 1", "names a wording that is not there"),
    ("decision SET change = 'x'", "decision 1", "which is no change"),
    ("publisher SET languages = '7'", "publisher no-mfa", "no list of words"),
    ("source SET state = '[]'", "source no-mfa/feed", "source.state is no object"),
    ("source_run SET detail = '{}'", "source_run 1", "cannot be read"),
    ("source_run SET started = 'x'", "source_run 1", "no moment"),
]


@pytest.fixture
def whole(archive: Archive) -> Archive:
    """An archive with a row in every table; the third wording is another statement's."""
    aid = "The Minister promised the Foreign Minister of Sudria $5 million. They agreed."
    archive.save(
        [
            make_sighting(aid, 0),
            make_sighting(aid.replace("5", "15"), 1),
            make_absence("gone", 2),
            make_sighting(
                "The Minister of Kenya spoke with the President of Peru. He left.", key="2", id="2"
            ),
        ]
    )
    with archive.writing() as connection:
        save_publishers(connection, [Publisher(id="yy", name="Y")])
    code_archive(archive, workers=1)
    find_edits(archive)
    save_runs(archive, (-1, 0))
    statement = next(s.id for s in archive.statements() if s.versions == 2)
    with archive.writing() as connection:
        ruling = Decision(
            statement=statement, change="1-2", verdict="confirmed", by="R.", at=day(3)
        )
        save_decision(connection, ruling)
    assert archive.verify().faults == ()
    return archive


def spoil(archive: Archive, change: str) -> None:
    """Change rows as no command does."""
    command = change if change.startswith("DELETE") else f"UPDATE {change}"
    with archive.writing() as connection:
        if ":junk" in command:
            connection.execute(sa.text(command), {"junk": b"junk"})
        else:
            connection.exec_driver_sql(command)


@pytest.mark.parametrize(("change", "path", "fact"), SPOILT, ids=[s[0] for s in SPOILT])
def test_what_was_changed_behind_its_back_is_named(
    whole: Archive, change: str, path: str, fact: str
) -> None:
    spoil(whole, change)

    faults = whole.verify().faults

    assert any(path in fault.path and fact in fault.fact for fault in faults), faults


def test_words_that_were_swapped_in_the_index_are_named(whole: Archive) -> None:
    first, second = (v.text for v in whole.versions(whole.statement("no-mfa:").id))
    with whole.writing() as connection:
        if connection.dialect.name == "sqlite":
            forget = "INSERT INTO wording (wording, rowid, words) VALUES ('delete', :id, :words)"
            for place, text in ((1, first), (2, second)):
                was = {"id": place, "words": f"call with minister orlan\n{text.lower()}"}
                connection.execute(sa.text(forget), was)
            words.add(connection, [(1, f"Call with Minister Orlan\n{second}")])
            words.add(connection, [(2, f"Call with Minister Orlan\n{first}")])
        else:
            swap = "UPDATE wording SET version_id = CASE version_id WHEN 1 THEN 2 ELSE 1 END"
            connection.execute(sa.text("ALTER TABLE wording DROP CONSTRAINT pk_wording"))
            connection.execute(sa.text(f"{swap} WHERE version_id < 3"))

    paths = [fault.path for fault in whole.verify().faults]

    assert len(paths) == 2
    assert all(path.endswith(" > word index") for path in paths)


def test_bytes_that_are_no_text_cost_one_row(tmp_path: Path) -> None:
    """PostgreSQL takes no such bytes."""
    with Archive.open(tmp_path / "a.db") as archive:
        archive.save([make_sighting(CALL_TEXT), make_sighting("On trade.", key="2", id="2")])
        spoil(archive, "version SET text = CAST(x'41ff42' AS TEXT) WHERE statement_id = '2'")

        verified = archive.verify()

        assert verified.wordings == 2
        assert Fault("2 > wording 1", "cannot be read: version.text holds what is no UTF-8") in (
            verified.faults
        )
        assert all("2" in fault.path.split() for fault in verified.faults)
        assert archive.version("no-mfa:").text == CALL_TEXT  # texts are read as ever


def test_a_damaged_page_costs_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    words_of_it = [f"{CALL_TEXT} Call number {n} of them. " * 20 for n in range(40)]
    with Archive.open(path) as archive:
        archive.save([make_sighting(t, key=f"{n}", id=f"{n}") for n, t in enumerate(words_of_it)])
    data = bytearray(path.read_bytes())
    page = data.index(b"Call number 20 of them") // 4096 * 4096
    data[page : page + 100] = b"\xff" * 100
    path.write_bytes(data)

    with Archive.open(path, read_only=True) as archive:
        verified = archive.verify()

    assert any(fault.path == "database" for fault in verified.faults)
    assert any(fault.path.startswith("version ") for fault in verified.faults)
    assert verified.wordings == 40
    assert not any(fault.path.startswith("0 ") for fault in verified.faults)


def test_bytes_behind_a_capture_are_named(filled: Archive) -> None:
    digest = filled.observations(next(filled.statements()).id)[0].capture.digest
    path = filled.captures.path(digest)
    path.write_bytes(path.read_bytes() + b"more")

    assert ["holds other bytes" in fault.fact for fault in filled.verify().faults] == [True]


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


def test_a_copy_that_failed_can_be_begun_again(
    open_archive: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = open_archive()
    with Archive.open(tmp_path / "laptop.db") as laptop:
        laptop.save([make_sighting(CALL_TEXT)])
        with monkeypatch.context() as full:
            full.delattr(copy, "go_on_counting")
            with pytest.raises(NameError):
                laptop.copy_to(target)
        assert target.publishers() == []

        laptop.copy_to(target)

        assert rows(target) == rows(laptop)


def test_names_of_captures_are_on_the_disk_when_they_are_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(captures, "flush_folder", flushed.append)
    kept = Captures(tmp_path / "captures")
    contents = [(digest_of(data), data) for data in (b"1", b"2", b"3")]
    folders = {kept.path(digest).parent for digest, _ in contents}

    kept.save(contents)

    assert sorted(flushed) == sorted([*folders, kept.folder, tmp_path])
    kept.save(contents)
    assert len(flushed) == len(folders) + 2  # nothing new, nothing to flush


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


def test_a_statement_answers_to_its_address_and_to_what_follows_its_publisher(
    archive: Archive,
) -> None:
    own = make_sighting(key="https://mfa.example/two", id="no-mfa:06cafd9b7c7d")
    made = archive.save([make_sighting(), own])[0].statement

    for address in ("https://mfa.example/call", "http://www.mfa.example/call/", f"{CALL}#top"):
        assert archive.statement(address).id == made
    assert archive.statement("06cafd9b7c7d").id == own.id
    assert archive.statement(made.partition(":")[2]).id == made
    for other in ("https://mfa.example/", "06CAFD9B7C7D", "6cafd9b7c7d", "%cafd9b7c7d"):
        with pytest.raises(NotFound, match="is in the archive"):
            archive.statement(other)


def test_what_answers_to_nothing_is_told_how_to_be_listed(archive: Archive) -> None:
    saved = archive.save([make_sighting(key=f"https://mfa.example/{n}") for n in range(7)])
    first = sorted(one.statement for one in saved)[0]

    with pytest.raises(NotFound) as unknown:
        archive.statement("no-mfa:zzz")
    with pytest.raises(NotFound) as several:
        archive.statement("no-mfa")

    assert unknown.value.hint == (
        "It has 7 of no-mfa: `crossread list --publisher no-mfa` shows them."
    )
    assert f": {first}, " in several.value.hint
    assert several.value.hint.endswith(" and others.")


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


def day(number: float) -> datetime:
    return datetime(2021, 6, 1, 12, tzinfo=UTC) + timedelta(days=number)


def save_runs(archive: Archive, *spans: tuple[float | None, float], source: str = "feed") -> None:
    """Runs of a source, each as (covers all from that day on, day on which it was made)."""
    memory = ArchiveMemory(archive)
    for covers, made in spans:
        memory.save_run(
            SourceRun(
                publisher=NORLAND,
                source=source,
                started=day(made),
                finished=day(made + 0.01),
                outcome="failed" if covers is None else "read",
                covers_from=None if covers is None else day(covers),
            )
        )


@pytest.mark.parametrize(
    ("spans", "looked"),
    [
        ([], False),
        ([(-1, 0), (0, 30)], True),  # one reading that reaches back tells of all of it
        ([(-1, 0), (0, 10), (10, 20), (20, 30)], True),
        ([(-1, 0), (29, 30)], False),  # at both ends, and never between
        ([(-1, 0), (0, 10), (15, 30)], False),  # five days down is no quiet time
        ([(-1, 0), (None, 10), (None, 20)], False),
    ],
)
def test_a_collector_that_was_down_is_no_quiet_time(
    archive: Archive, spans: list[tuple[float | None, float]], looked: bool
) -> None:
    for issued in ("2021-06-01", "2021-07-01"):
        archive.save([make_sighting("They met.", key=issued, id=issued, issued=issued)])
    save_runs(archive, *spans)

    (gap,) = archive.stats().publishers[0].gaps

    assert (gap.days, gap.looked) == (30, looked)


def test_every_source_must_have_been_read(archive: Archive) -> None:
    for issued in ("2021-06-01", "2021-07-01"):
        archive.save([make_sighting("They met.", key=issued, id=issued, issued=issued)])
    save_runs(archive, (-1, 30))
    save_runs(archive, (-1, 2), source="list")
    save_runs(archive, (None, 30), source="again")  # looks at known pages: no source

    assert not archive.stats().publishers[0].gaps[0].looked

    save_runs(archive, (2, 30), source="list")
    assert archive.stats().publishers[0].gaps[0].looked


def test_what_is_saved_while_it_is_copied_is_not_half_copied(
    open_archive: Opener, archive: Archive, tmp_path: Path
) -> None:
    archive.save([make_sighting(CALL_TEXT)])
    writer = open_archive()
    late = iter([make_sighting("Later.", 3), make_sighting("Still later.", 4)])

    def save_meanwhile(name: str, number: int) -> None:
        writer.save([one for one in [next(late, None)] if one])

    with Archive.open(tmp_path / "backup.db") as backup:
        archive.copy_to(backup, save_meanwhile)

        assert backup.coverage().statements == 1
        assert [s.versions for s in backup.statements()] == [1]
        assert backup.verify().faults == ()


def test_a_reader_sees_one_state(open_archive: Opener, archive: Archive) -> None:
    archive.save([make_sighting(CALL_TEXT)])
    writer = open_archive()
    count = sa.text("SELECT count(*) FROM statement")

    with archive.reading() as connection:
        assert connection.execute(count).scalar_one() == 1
        writer.save([make_sighting("On trade.", key="2", id="2")])
        assert connection.execute(count).scalar_one() == 1
    with archive.reading() as connection:
        assert connection.execute(count).scalar_one() == 2


def test_an_unfinished_look_through_holds_no_connection(archive: Archive) -> None:
    archive.save([make_sighting("On trade.", key=str(n), id=str(n)) for n in range(5)])

    for _ in range(30):  # more than the pool has
        statements = archive.statements()
        next(statements)
        statements.close()

    pool: Any = archive.engine.pool
    assert pool.checkedout() == 0
    assert archive.save([make_sighting("More.", 9, key="0", id="0")])[0].fate == "new_wording"


def test_an_archive_can_be_written_to_while_it_is_gone_through(archive: Archive) -> None:
    archive.save([make_sighting("On trade.", key=str(n), id=str(n)) for n in range(5)])

    for statement in archive.statements():
        archive.save([make_sighting("More.", 9, key=f"n{statement.id}", id=f"n{statement.id}")])

    assert archive.coverage().statements == 10
