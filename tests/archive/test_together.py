"""Two processes that add at once, to one archive: the result is that of one."""

from collections import Counter
from pathlib import Path

from archive.adding import Adding
from archive.conftest import Opener
from archive.contents import capture_names, contents
from archive.invented import write_statements
from crossread.archive import Archive
from crossread.workflow.add import add


def add_at_once(address: str, captures: Path, *files: tuple[Path, ...]) -> None:
    """A process for each group of files, all let go together; each must come to its end."""
    running = [Adding.prepare(address, captures, *group) for group in files]
    for adding in running:
        adding.go()
    for adding in running:
        out, errors = adding.process.communicate(timeout=300)
        assert (adding.process.returncode, out.split()[-1:]) == (0, ["done"]), errors


def test_overlapping_files_give_what_one_process_gives(
    tmp_path: Path, address: str, open_archive: Opener
) -> None:
    """They begin with making the archive itself: that, too, happens once."""
    low = write_statements(tmp_path / "low.jsonl", range(60))
    both = write_statements(tmp_path / "both.jsonl", range(30, 90))
    high = write_statements(tmp_path / "high.jsonl", range(50, 110))

    add_at_once(address, tmp_path / "captures", (low, both), (high, both))

    with open_archive() as archive, Archive.open(tmp_path / "one.db") as one:
        add(one, [low, both, high], workers=1)
        assert archive.verify().faults == ()
        assert max(Counter(capture_names(archive)).values()) == 1
        assert contents(archive) == contents(one)


def test_the_same_file_twice_at_once_is_added_once(
    tmp_path: Path, address: str, open_archive: Opener
) -> None:
    bulk = write_statements(tmp_path / "calls.jsonl", range(40))

    add_at_once(address, tmp_path / "captures", (bulk,), (bulk,), (bulk,))

    with open_archive() as archive:
        assert archive.coverage().statements == 40
        assert max(Counter(capture_names(archive)).values()) == 1
        assert archive.verify().faults == ()
