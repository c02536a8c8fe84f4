"""Adding that is killed at any moment loses nothing that it told of, and goes on from there.

`CROSSREAD_KILLS=50 python -m pytest tests/archive/test_killed.py` kills it fifty times on each
database.
"""

import os
import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from archive.adding import Adding
from archive.conftest import Opener
from archive.contents import capture_names, contents, count_readings
from archive.invented import write_statements
from crossread.archive import Archive
from crossread.workflow.add import add

KILLS = {"sqlite": 8, "postgresql": 4}
STATEMENTS_A_KILL = 15  # 22 lines, so that the last kills, too, find something to be done
LINES_A_KILL = 2  # that a run says of them: of a batch saved, and of wordings coded
LONGEST_S = 0.25  # after a line was read: some three batches


def kills_of(address: str) -> int:
    kind = "postgresql" if address.startswith("postgresql") else "sqlite"
    return int(os.environ.get("CROSSREAD_KILLS", KILLS[kind]))


@pytest.fixture
def bulk(tmp_path: Path, address: str) -> Path:
    return write_statements(tmp_path / "calls.jsonl", range(STATEMENTS_A_KILL * kills_of(address)))


def kill_somewhere(adding: Adding, chance: random.Random, furthest: int) -> list[str]:
    """Let it go and kill it: while it opens the archive, between two batches, or in one of them.

    Returns:
        What it said, at most some lines more than `furthest`.
    """
    adding.go()
    told: list[str] = []
    if chance.random() < 0.15:
        time.sleep(chance.uniform(0, 2 * LONGEST_S))
    else:
        told += [adding.next_line() for _ in range(chance.randint(1, furthest))]
        if chance.random() < 0.7:
            time.sleep(chance.uniform(0, LONGEST_S))
    return told + adding.kill()


def lines_told(told: list[str]) -> int:
    """The last line of the file that was told of as saved."""
    numbers = [int(found[1]) for line in told if (found := re.fullmatch(r"saved .* (\d+)", line))]
    return max(numbers, default=0)


def assert_kept(archive: Archive, lines: int, coded: int) -> None:
    names = Counter(capture_names(archive))
    assert not {f"calls.jsonl, line {n}" for n in range(1, lines + 1)} - set(names)
    assert max(names.values(), default=1) == 1
    assert count_readings(archive) >= coded
    assert archive.verify().faults == ()


def test_what_was_told_of_is_there_and_the_next_run_completes(
    bulk: Path, tmp_path: Path, address: str, open_archive: Opener
) -> None:
    chance = random.Random(20240611)
    lines = coded = 0
    adding = Adding.prepare(address, tmp_path / "captures", bulk)
    for number in range(1, kills_of(address) + 1):
        told = kill_somewhere(adding, chance, furthest=number * LINES_A_KILL)
        adding = Adding.prepare(address, tmp_path / "captures", bulk)
        lines = max(lines, lines_told(told))
        with open_archive() as archive:
            coded += sum(int(line.split()[1]) for line in told[-1:] if line.startswith("coded"))
            assert_kept(archive, lines, coded)
    adding.go()
    assert adding.end()[-1] == "done"

    with open_archive() as killed, Archive.open(tmp_path / "once.db") as once:
        add(once, [bulk], workers=1)
        assert_kept(killed, len(bulk.read_text().splitlines()), killed.coverage().statements)
        assert contents(killed) == contents(once)


def is_running(process: int) -> bool:
    """Whether there is such a process that has not ended; one not waited for is still named."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see processes")
def test_the_processes_that_code_end_with_the_one_that_was_killed(tmp_path: Path) -> None:
    bulk = write_statements(tmp_path / "calls.jsonl", range(200))
    adding = Adding.prepare(str(tmp_path / "a.db"), tmp_path / "captures", bulk, workers=2)
    adding.go()
    assert any(line.startswith("coded") for line in iter(adding.next_line, ""))
    parent = adding.process.pid
    helpers = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    assert len(helpers) >= 2

    adding.process.kill()
    adding.process.wait()
    patience = time.monotonic() + 10
    while any(map(is_running, map(int, helpers))) and time.monotonic() < patience:
        time.sleep(0.05)

    assert not [helper for helper in helpers if is_running(int(helper))]
    adding.end()
