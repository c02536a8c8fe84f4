"""The files of a folder and of the folders in it, in the order of their names."""

import os
from collections.abc import Iterator
from pathlib import Path

from crossread.collect.bulk.item import legible_name, refusal_of
from crossread.collect.bulk.opened import unreadable
from crossread.model import Refusal

MAX_DEPTH = 100  # folders within folders


def find_files(folder: Path) -> Iterator[Path | Refusal]:
    """Every file that is not hidden; links are followed, each folder entered once.

    A folder that cannot be read is a refusal, and the rest goes on.
    """
    entered: set[tuple[int, int]] = set()
    todo = [(folder, 0)]
    while todo:
        path, depth = todo.pop()
        try:
            if path.is_dir():
                todo += reversed([(inner, depth + 1) for inner in _inside(path, depth, entered)])
            else:
                yield path
        except OSError as error:
            yield refusal_of(unreadable(error), legible_name(str(path)))


def _inside(folder: Path, depth: int, entered: set[tuple[int, int]]) -> list[Path]:
    status = folder.stat()
    place = (status.st_dev, status.st_ino)
    if place in entered or depth > MAX_DEPTH:
        return []
    entered.add(place)
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    return [folder / name for name in names]
