"""The past that is kept beside an archive is what making it from the archive gives."""

import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from archive.conftest import Opener, address, archive, open_archive, server
from archive.sightings import make_sighting
from crossread.archive import Archive
from crossread.archive.phrase_files import LIST, PhraseFiles
from crossread.archive.said import Text, Wording, load_texts
from crossread.errors import EvidenceChanged
from crossread.model.phrase import Chosen
from crossread.phrases.layout import FORMAT
from crossread.workflow import past as module
from crossread.workflow.past import Past, open_past
from workflow.pasts import BORDER, OPENING, SUDRIA, SUPPORT, THANKS, call, keep

__all__ = ["address", "archive", "open_archive", "server"]  # fixtures of another folder
PHRASES = ("the sovereignty and independence", "border town", "water", ".")
HERE = Path(__file__).parent
SENTENCES = (OPENING, SUPPORT, THANKS, BORDER)


def told(past: Past) -> dict[str, Any]:
    """All that a past answers, for comparing two."""
    families = past.families
    return {
        "leaders": families.leaders(),
        "origins": families.origins,
        "counts": {phrase: past.index.count(phrase) for phrase in PHRASES},
        "histories": {phrase: past.index.history(phrase) for phrase in PHRASES},
        "corpus": past.corpus(),
    }


def made_anew(archive: Archive) -> Past:
    return Past(archive, module._brought_up(archive, None, lambda *said: None))


def folder_of(archive: Archive) -> Path:
    assert archive.phrases is not None
    return archive.phrases


def test_what_is_kept_follows_the_archive_whatever_comes_and_changes(archive: Archive) -> None:
    chance = random.Random(20210601)
    for step in range(12):
        batch = []
        for _ in range(chance.randint(0, 3)):
            number = chance.randint(0, 25)  # a number met again is another wording
            some = chance.sample(SENTENCES, chance.randint(1, 4))
            batch.append(call(number, *some, day=chance.choice([number, number, 3])))
        keep(archive, batch)
        past = open_past(archive)
        assert told(past) == told(made_anew(archive)), step
        assert past.remarks == ()
    assert len(past.kept.parts) < 8  # small parts were made one


def test_asked_again_nothing_is_read(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(archive, [call(n) for n in range(3)])
    first = told(open_past(archive))

    def refuse(*given: object) -> None:
        raise AssertionError("the texts were read again")

    monkeypatch.setattr(module, "load_texts", refuse)

    assert told(open_past(archive)) == first


def test_a_day_more_writes_a_small_part_and_reads_no_old_text(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, [call(n, OPENING, f"They spoke of plan {n}.") for n in range(30)])
    open_past(archive)
    before = open_past(archive).kept  # from the disk
    keep(archive, [call(40, OPENING, BORDER)])
    read: list[Wording] = []

    def loaded(connection: Connection, wordings: Sequence[Wording]) -> Iterator[Text]:
        read.extend(wordings)
        return load_texts(connection, wordings)

    monkeypatch.setattr(module, "load_texts", loaded)

    open_past(archive)
    after = open_past(archive).kept

    assert len(read) == 1
    assert after.files[0] == before.files[0]  # the large part is the file that it was
    assert len(after.parts) == 2


def test_an_edit_takes_the_old_words_out_and_the_new_ones_in(archive: Archive) -> None:
    keep(archive, [call(1, OPENING, SUPPORT), call(2, OPENING, THANKS)])
    assert open_past(archive).index.count("sovereignty") == 1
    keep(archive, [call(1, OPENING, BORDER, day=1)])

    past = open_past(archive)

    assert (past.index.count("sovereignty"), past.index.count("border town")) == (0, 1)
    assert past.corpus().statements == 2


def test_the_same_text_issued_twice_counts_once_at_its_earliest_day(archive: Archive) -> None:
    keep(archive, [call(9, OPENING, BORDER), call(8, OPENING, BORDER)])
    keep(archive, [call(7, OPENING, BORDER, publisher=SUDRIA)])
    past = open_past(archive)
    assert past.index.count("border town") == 2
    assert past.corpus().repeats == 1
    assert past.corpus(Chosen(publisher="su-mfa")).repeats == 0
    keep(archive, [call(3, OPENING, BORDER)])  # met last, issued first

    _, first = open_past(archive).index.count_and_first("border town")

    assert first is not None
    assert first.day.day == 23


def test_statements_without_a_day_or_a_reading_are_told_of(archive: Archive) -> None:
    archive.save([make_sighting("They spoke of the border.", issued=None)])
    archive.save([call(1)])

    corpus = open_past(archive).corpus()

    assert (corpus.statements, corpus.undated, corpus.uncoded) == (1, 1, 1)


def test_an_empty_archive_has_a_past(archive: Archive) -> None:
    past = open_past(archive)

    assert past.index.history("border").count == 0
    assert past.corpus().first is None


@pytest.mark.parametrize("name", ["words", "families", "held", LIST])
@pytest.mark.parametrize("harm", ["cut", "empty", "gone", "other"])
def test_a_damaged_file_is_found_out_and_all_is_built_again(
    archive: Archive, name: str, harm: str
) -> None:
    keep(archive, [call(n) for n in range(3)])
    good = told(open_past(archive))
    (path,) = folder_of(archive).glob(f"{name}*")
    data = path.read_bytes()
    harmed = {"cut": data[: len(data) // 2], "empty": b"", "other": b"\0" * len(data), "gone": b""}
    path.write_bytes(harmed[harm])
    if harm == "gone":
        path.unlink()

    past = open_past(archive)

    assert told(past) == good
    lost = name == LIST and harm == "gone"  # then there is no index, which is no fault
    assert bool(past.remarks) != lost
    assert all("built again from the archive" in remark for remark in past.remarks)
    assert open_past(archive).remarks == ()


def test_an_index_of_another_version_is_built_again_and_it_is_said(archive: Archive) -> None:
    keep(archive, [call(1)])
    open_past(archive)
    path = folder_of(archive) / LIST
    listed = json.loads(path.read_text())
    listed["kept"]["format"] = FORMAT + 1
    path.write_text(json.dumps(listed))

    with pytest.raises(EvidenceChanged):
        PhraseFiles(folder_of(archive)).load()
    (remark,) = open_past(archive).remarks

    assert "built again from the archive" in remark


def test_verify_names_a_changed_byte(archive: Archive) -> None:
    keep(archive, [call(1)])
    open_past(archive)
    assert archive.verify().faults == ()
    (path,) = folder_of(archive).glob("words*")
    data = bytearray(path.read_bytes())
    data[data.index(b"telephone")] ^= 1
    path.write_bytes(data)

    (fault,) = archive.verify().faults

    assert "phrase index" in fault.path
    assert "written_text" in fault.fact


def test_where_nothing_can_be_kept_it_is_made_for_this_once(archive: Archive) -> None:
    keep(archive, [call(1)])
    folder_of(archive).write_text("a file where the folder should be")

    past = open_past(archive)

    assert past.index.count("sovereignty") == 1
    assert "made for this once" in past.remarks[0]


def test_what_is_mapped_stays_readable_while_a_writer_goes_on(archive: Archive) -> None:
    keep(archive, [call(n) for n in range(5)])
    reader = open_past(archive)
    before = told(reader)
    for number in range(10, 20):
        keep(archive, [call(number, OPENING, f"They spoke of plan {number}.")])
        open_past(archive)

    assert told(reader) == before


def ask_again_and_again(address: str, captures: str, asked: int, answers: Any) -> None:
    with Archive.open(address, captures=captures, read_only=True) as archive:
        for _ in range(asked):
            past = open_past(archive)
            answers.put((past.corpus().statements, past.index.count("telephone"), past.remarks))


def test_two_processes_read_while_one_writes(
    open_archive: Opener, address: str, tmp_path: Path
) -> None:
    archive = open_archive()
    keep(archive, [call(0, OPENING)])
    open_past(archive)
    spawn = multiprocessing.get_context("spawn")
    answers = spawn.Queue()
    given = (address, str(tmp_path / "captures"), 15, answers)
    readers = [spawn.Process(target=ask_again_and_again, args=given) for _ in range(2)]
    for reader in readers:
        reader.start()
    for number in range(1, 15):
        keep(archive, [call(number, OPENING, f"They spoke of plan {number}.")])
        open_past(archive)
    found = [answers.get(timeout=120) for _ in range(30)]
    for reader in readers:
        reader.join(timeout=60)

    assert all(count == statements and not remarks for statements, count, remarks in found)
    assert told(open_past(archive)) == told(made_anew(archive))


def test_a_kill_leaves_an_index_that_is_right_or_made_again(
    open_archive: Opener, address: str, tmp_path: Path
) -> None:
    archive = open_archive()
    chance = random.Random(7)
    code = (
        "import sys; from crossread.archive import Archive; from crossread.workflow.past import *\n"
        "import crossread.workflow.novelty\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "with Archive.open(sys.argv[1], captures=sys.argv[2]) as a: open_past(a)\n"
        "print('done', flush=True)"
    )
    source = str(HERE.parents[1] / "src")
    for number in range(int(os.environ.get("CROSSREAD_KILLS", 4))):
        keep(archive, [call(3 * number + i, OPENING, *SENTENCES[i:]) for i in range(3)])
        process = subprocess.Popen(
            [sys.executable, "-c", code, address, str(tmp_path / "captures")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": source},
        )
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        time.sleep(chance.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert PhraseFiles(folder_of(archive)).check() == []

    assert told(open_past(archive)) == told(made_anew(archive))
