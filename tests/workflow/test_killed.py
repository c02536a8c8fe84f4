"""A collector killed at any moment loses nothing that it told of, and goes on where it stood.

`CROSSREAD_KILLS=50 python -m pytest tests/workflow/test_killed.py` kills it fifty times.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from archive.conftest import Opener, address, open_archive, server
from collect.conftest import Site, site
from collect.ministry import HOST, RULES, Ministry
from collect.playing import PlayedClock
from crossread.archive.memory import ArchiveMemory

__all__ = ["address", "open_archive", "server", "site"]  # fixtures of other folders

KILLS = {"sqlite": 8, "postgresql": 2}
PAGES_A_KILL = 19  # so that the last kill, too, finds something to be done
LONGEST_S = 0.8  # after the first statement of a run; some runs are killed before it
ROOT = Path(__file__).parents[2]


def kills_of(address: str) -> int:
    kind = "postgresql" if address.startswith("postgresql") else "sqlite"
    return int(os.environ.get("CROSSREAD_KILLS", KILLS[kind]))


@pytest.fixture
def ministry(site: Site, address: str) -> Ministry:
    pages = PAGES_A_KILL * kills_of(address)
    made = Ministry(site, PlayedClock(), page_size=pages, host="127.0.0.1")
    for number in range(1, pages + 1):
        made.publish(number, is_shown=False)
    made.render()
    return made


def start(address: str, folder: Path, ministry: Ministry) -> "subprocess.Popen[str]":
    rules = folder / "no-mfa.yaml"
    here = RULES.format(base=f"http://127.0.0.1:{ministry.site.port}").replace(HOST, "127.0.0.1")
    rules.write_text(
        here.replace("mfa\\.example", "127\\.0\\.0\\.1").replace("delay_s: 1", "delay_s: 0")
    )
    script = Path(__file__).with_name("collector.py")
    return subprocess.Popen(
        [sys.executable, str(script), address, str(folder / "captures"), str(rules)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def kill_after(process: "subprocess.Popen[str]", chance: random.Random) -> list[str]:
    """Kill it at some moment; the keys that it said were saved."""
    assert process.stdout is not None
    told = []
    if chance.random() < 0.8:
        told.append(process.stdout.readline().strip())
        time.sleep(chance.uniform(0, LONGEST_S))
    else:
        time.sleep(chance.uniform(0.2, 1.0))
    process.send_signal(signal.SIGKILL)
    told += [line.strip() for line in process.stdout if line.endswith("\n")]
    process.wait()
    process.stdout.close()
    return [key for key in told if key and key != "done"]


def test_nothing_that_was_told_is_lost_and_nothing_is_doubled(
    ministry: Ministry, tmp_path: Path, address: str, open_archive: Opener
) -> None:
    chance = random.Random(20240401)
    told: set[str] = set()
    for _ in range(kills_of(address)):
        told |= set(kill_after(start(address, tmp_path, ministry), chance))
        with open_archive() as archive:
            memory = ArchiveMemory(archive)
            assert not [key for key in told if memory.known(key) is None]
            assert archive.verify().faults == ()
    last = start(address, tmp_path, ministry)
    out, _ = last.communicate(timeout=300)
    assert out.endswith("done\n")
    with open_archive() as archive:
        held = list(archive.statements())
        assert len(held) == len(ministry.pages)
        looks = Counter(len(archive.observations(statement.id)) for statement in held)
        assert looks == {1: len(ministry.pages)}
        assert archive.verify().faults == ()
        runs = ArchiveMemory(archive).runs("no-mfa")
    assert {run.source for run in runs} >= {"feed", "list", "map"}
