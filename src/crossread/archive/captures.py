"""Raw captures on disk, each under the SHA-256 of its bytes: what everything can be redone from."""

import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path

from crossread.archive.disk import ASIDE, flush_folder, told_of, write_whole
from crossread.errors import EvidenceChanged, NotFound
from crossread.model import digest_of

LEVEL = 6  # of zlib: more costs time and gives little on pages of text
SUFFIX = ".z"
AT_ONCE = 8  # files flushed side by side: the disk's journal takes them together


@dataclass(frozen=True, slots=True)
class Captures:
    """The folder of an archive's captures: `ab/ab34...z`, packed by zlib."""

    folder: Path

    def path(self, digest: str) -> Path:
        """Where the bytes of that digest stand."""
        return self.folder / digest[:2] / f"{digest}{SUFFIX}"

    def save(self, contents: Iterable[tuple[str, bytes]]) -> None:
        """Keep (digest, bytes) pairs; when it comes back they are on the disk.

        One that was damaged on the disk is written anew.

        Raises:
            ArchiveUnavailable: the disk is full, or the folder may not be written.
        """
        with _told_of(self.folder):
            missing = {d: data for d, data in contents if not self._is_whole(d)}
            if not missing:
                return
            parents = {self.path(digest).parent for digest in missing}
            made = [parent for parent in parents if not parent.is_dir()]
            for parent in made:
                parent.mkdir(parents=True, exist_ok=True)
            with ThreadPoolExecutor(AT_ONCE) as pool:
                list(pool.map(self._save_one, missing.items()))
                # a file is on the disk when its name is: of each folder once
                list(pool.map(flush_folder, parents))
            for folder in (self.folder, self.folder.parent) if made else ():
                flush_folder(folder)

    def _is_whole(self, digest: str) -> bool:
        """Whether the bytes are there, and are those of the digest."""
        if not self.path(digest).exists():
            return False
        try:
            self.load(digest)
        except EvidenceChanged:
            return False
        return True

    def _save_one(self, content: tuple[str, bytes]) -> None:
        digest, data = content
        write_whole(self.path(digest), zlib.compress(data, LEVEL))

    def load(self, digest: str) -> bytes:
        """The bytes, checked against their digest.

        Raises:
            NotFound: they are not in the folder.
            EvidenceChanged: they are damaged.
        """
        try:
            unpacker = zlib.decompressobj()
            data = unpacker.decompress(self.path(digest).read_bytes())
        except FileNotFoundError as error:
            hint = "Restore it from a backup of the captures' folder."
            raise NotFound(f"the capture {digest[:12]} is not in {self.folder}", hint) from error
        except (OSError, zlib.error) as error:
            raise EvidenceChanged(f"the capture {digest[:12]} is damaged: {error}") from error
        if not unpacker.eof or unpacker.unused_data or digest_of(data) != digest:
            raise EvidenceChanged(f"the capture {digest[:12]} holds other bytes than it should")
        return data

    def digests(self) -> Iterator[str]:
        """What is in the folder, in order; files that a kill left half-written are no captures."""
        for path in sorted(self.folder.glob(f"??/*{SUFFIX}")):
            yield path.name.removesuffix(SUFFIX)

    def sweep(self, older_than_s: float = 3600.0) -> int:
        """Remove what a kill left half-written an hour ago or more; the number removed.

        Raises:
            ArchiveUnavailable: the folder may not be looked into or written.
        """
        import time

        removed = 0
        with _told_of(self.folder):
            for path in list(self.folder.glob(f"??/{ASIDE}*")):
                with suppress(FileNotFoundError):  # another process has just made it whole
                    if time.time() - path.stat().st_mtime > older_than_s:
                        path.unlink()
                        removed += 1
        return removed


def _told_of(folder: Path) -> AbstractContextManager[None]:
    hint = "Make room or check your rights; what was reported saved is saved."
    return told_of(f"captures cannot be written to {folder}", hint)
