"""The phrase index and the families of an archive on disk, beside its captures.

Everything here is made from the archive and can be made from it again. Files are written aside
and renamed, and never changed; the list of those that count is replaced last. So a reader sees
one state or the next, whatever becomes of a writer, and what it has mapped stays its own.
"""

import json
import mmap
import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any
from zlib import crc32

import numpy as np

from crossread.archive.disk import told_of, write_whole
from crossread.errors import ArchiveUnavailable, EvidenceChanged
from crossread.phrases.families import Families, no_families
from crossread.phrases.layout import FORMAT, check_arrays
from crossread.phrases.parts import Part
from crossread.phrases.segment import bytes_as_segment, segment_as_bytes
from crossread.phrases.stored import bytes_as_families, families_as_bytes

LIST = "current.json"
SUFFIX = ".phrases"
AGAIN = "It is built again from the archive; nothing else is lost."
TRIES = 5  # a writer may take away a file between the reading of the list and of the file
ABANDONED_S = 3600.0  # age of a file that no list names, from which it is taken for a kill's


class PhrasesNotKept(ArchiveUnavailable):
    """The folder cannot be read or written; the archive itself can be."""


@dataclass(frozen=True)
class Kept:
    """One state of what was made of an archive."""

    stamp: str = ""  # of the archive that it was made from
    parts: tuple[Part, ...] = ()
    families: Families = field(default_factory=no_families)
    held: Mapping[str, str] = field(default_factory=dict)  # statement -> mark of its wording
    repeats: tuple[tuple[str, str], ...] = ()  # publisher and day of what was issued before
    undated: int = 0
    uncoded: int = 0
    file_of: Mapping[int, str] = field(default_factory=dict)  # id() of a segment or the families
    files: tuple[str, ...] = ()  # all of this state


@dataclass(frozen=True, slots=True)
class PhraseFiles:
    """The folder of one archive's phrase index."""

    folder: Path

    def load(self, known: Kept | None = None) -> Kept | None:
        """The state that is on disk; None where there is none.

        Args:
            known: a state that was loaded before: given back if it is still the one.

        Raises:
            EvidenceChanged: a file is cut short, damaged, gone, or of an older version.
            PhrasesNotKept: the folder cannot be read.
        """
        for attempt in range(TRIES):
            told = self._list()
            if told is None:
                return None
            if known is not None and known.files[-1:] == (told["held"],):
                return known
            try:
                return self._load(told)
            except FileNotFoundError as error:
                if attempt + 1 == TRIES or self._list() == told:
                    fact = f"a file of the phrase index is gone: {Path(error.filename).name}"
                    raise EvidenceChanged(fact, AGAIN) from error
            except (KeyError, TypeError, ValueError) as error:
                raise EvidenceChanged("the list of the phrase index is damaged", AGAIN) from error
        raise EvidenceChanged("the phrase index is replaced again and again", "Try once more.")

    def _list(self) -> dict[str, Any] | None:
        with _told_of(self.folder):
            try:
                words = (self.folder / LIST).read_bytes()
            except FileNotFoundError:
                return None
        try:
            told = json.loads(words)
            checked = told["check"] == crc32(_as_json(told["kept"]))
        except (ValueError, KeyError, TypeError) as error:
            raise EvidenceChanged("the list of the phrase index is damaged", AGAIN) from error
        if not checked:
            raise EvidenceChanged("the list of the phrase index is damaged", AGAIN)
        kept: dict[str, Any] = told["kept"]
        if kept["format"] != FORMAT:
            fact = f"the phrase index has format {kept['format']}, not {FORMAT}"
            raise EvidenceChanged(fact, AGAIN)
        return kept

    def _load(self, told: dict[str, Any]) -> Kept:
        held = (self.folder / told["held"]).read_bytes()
        if crc32(held) != told["held_check"]:
            raise EvidenceChanged("the phrase index does not know what it holds", AGAIN)
        names = [part["file"] for part in told["parts"]]
        segments = [bytes_as_segment(self._mapped(name)) for name in names]
        families = bytes_as_families(self._mapped(told["families"]))
        file_of = {id(segment): name for segment, name in zip(segments, names, strict=True)}
        return Kept(
            stamp=told["stamp"],
            parts=tuple(
                Part(segment, np.array(part["dead"], np.int32))
                for segment, part in zip(segments, told["parts"], strict=True)
            ),
            families=families,
            held=json.loads(held),
            repeats=tuple((publisher, day) for publisher, day in told["repeats"]),
            undated=told["undated"],
            uncoded=told["uncoded"],
            file_of={**file_of, id(families): told["families"]},
            files=(*names, told["families"], told["held"]),
        )

    def _mapped(self, name: str) -> memoryview:
        with (self.folder / name).open("rb") as opened:
            if not os.fstat(opened.fileno()).st_size:
                raise EvidenceChanged(f"{name} of the phrase index is empty", AGAIN)
            return memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time; the next waits.

        Raises:
            PhrasesNotKept: the folder cannot be made or written to.
        """
        from filelock import FileLock

        with _told_of(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def save(self, kept: Kept, before: Kept | None) -> None:
        """Write what is not on disk yet, and make it the state that is read; for who has the lock.

        Args:
            kept: the new state.
            before: the state that it was made from: its parts that are kept are not written again.

        Raises:
            PhrasesNotKept: the disk is full, or the folder may not be written to.
        """
        written = before.file_of if before else {}
        with _told_of(self.folder):
            parts = [
                written.get(id(part.segment))
                or self._write("words", *segment_as_bytes(part.segment))
                for part in kept.parts
            ]
            families = written.get(id(kept.families)) or self._write(
                "families", *families_as_bytes(kept.families)
            )
            held = _as_json(dict(kept.held))
            held_name = self._write("held", held)
            told = {
                "format": FORMAT,
                "stamp": kept.stamp,
                "parts": [
                    {"file": name, "dead": part.dead.tolist()}
                    for name, part in zip(parts, kept.parts, strict=True)
                ],
                "families": families,
                "held": held_name,
                "held_check": crc32(held),
                "repeats": kept.repeats,
                "undated": kept.undated,
                "uncoded": kept.uncoded,
            }
            listed = _as_json({"check": crc32(_as_json(told)), "kept": told})
            write_whole(self.folder / LIST, listed)
            used = {*parts, families, held_name}
            self._sweep({*(before.files if before else ())} - used, used)

    def _write(self, kind: str, *pieces: bytes | memoryview) -> str:
        name = f"{kind}-{token_hex(8)}"
        write_whole(self.folder / name, *pieces)
        return name

    def _sweep(self, replaced: set[str], used: set[str]) -> None:
        """Take away what is not read any more, and what a kill left."""
        import time

        for path in self.folder.iterdir():
            old = time.time() - path.stat().st_mtime > ABANDONED_S
            if path.name in replaced or (old and path.name not in {*used, LIST, "lock"}):
                with suppress(OSError):  # another process may have it open, where that keeps it
                    path.unlink()

    def check(self) -> list[str]:
        """Go through every byte of every file; what is wrong, a line each."""
        try:
            told = self._list()
            if told is None:
                return []
            self._load(told)
        except (EvidenceChanged, OSError, KeyError, TypeError, ValueError) as error:
            return [str(error)]
        faults = []
        for name in (*(p["file"] for p in told["parts"]), told["families"]):
            try:
                check_arrays(self._mapped(name))
            except (EvidenceChanged, OSError) as error:
                faults.append(f"{name}: {error}")
        return faults


def _as_json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _told_of(folder: Path) -> AbstractContextManager[None]:
    hint = "Make room or check your rights; the archive itself is whole."
    return told_of(f"the phrase index cannot be kept in {folder}", hint, PhrasesNotKept)
