"""What leaves an archive: references, annotations, captures, and the whole of it."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crossread.archive import Archive
from crossread.archive.dump import dump_jsonl
from crossread.archive.known import capture_mark
from crossread.archive.load import load_rows
from crossread.archive.undump import rows_of_jsonl
from crossread.errors import BadInput, EvidenceChanged, NotFound
from crossread.model import Capture, Cited, Point
from crossread.workflow.edits import find_access
from crossread.workflow.sources import WORDING
from crossread.workflow.write import save_stream

if TYPE_CHECKING:
    from crossread.archive.load import Placed

LINE_MAX = 200_000_000  # bytes of one line of a dump: the largest capture, in base64


def cite(archive: Archive, ids: Sequence[str]) -> list[Cited]:
    """The statements as they are cited: the wording seen last, and the capture it came from.

    Args:
        archive: where they are.
        ids: of statements; with "@1" behind one, its first wording.

    Raises:
        NotFound: a statement, or a wording of it, is not in the archive.
    """
    return [_cited(archive, identity) for identity in ids]


def _cited(archive: Archive, identity: str) -> Cited:
    found = None if archive.holds(identity) else WORDING.fullmatch(identity)
    statement = archive.statement(found["id"] if found else identity)
    version = archive.version(statement.id, int(found["number"]) if found else None)
    looks = archive.observations(statement.id)
    first = next((look for look in looks if look.version == version.number), None)
    if first is None:
        hint = "`crossread archive verify` says what else is not as it was saved."
        raise EvidenceChanged(f"no look at wording {version.number} of {statement.id}", hint)
    last = [change for change in find_access(archive, statement.id) if change.kind != "moved"]
    gone = last[-1].words if last and last[-1].kind in ("gone", "redirected", "absent") else ""
    return Cited(statement, version, first.capture, since=gone)


def annotate(archive: Archive, ids: Sequence[str]) -> dict[str, Any]:
    """Every passage of the statements as a Web Annotation, with its act and themes as tags.

    Raises:
        NotFound: a statement is not in the archive.
    """
    from crossread.brief.annotation import annotations_as_page, quote_as_annotation

    made = []
    for cited in cite(archive, ids):
        readout = cited.readout
        for point in _points(archive, cited):
            quote = readout.quote("left", point.span)
            tags = [tag for tag in (point.act, *point.themes) if tag]
            made.append(quote_as_annotation(quote, cited, tags=tags))
    return annotations_as_page(made)


def _points(archive: Archive, cited: Cited) -> Sequence[Point]:
    """As they were coded when the statement was added; else coded now."""
    points = archive.points(cited.statement.id, cited.version.number)
    if points is not None:
        return points
    from crossread.coding.reading import read_text
    from crossread.lexicon import load_base

    return read_text(cited.readout, "left", load_base()).points


def export_warc(
    archive: Archive, ids: Sequence[str] | None, *, version: str, packed: bool = True
) -> Iterator[bytes]:
    """Every capture of the statements (of all statements, if None) as pieces of a WARC file.

    Raises:
        NotFound: a statement, or the bytes of a capture, are not in the archive.
        EvidenceChanged: the bytes of a capture are damaged.
    """
    from crossread.brief.captures_warc import captures_as_warc

    chosen = ids if ids is not None else [one.id for one in archive.statements()]
    software = f"crossread/{version}"
    return captures_as_warc(_captures(archive, chosen), software=software, packed=packed)


def _captures(archive: Archive, ids: Sequence[str]) -> Iterator[tuple[Capture, bytes]]:
    given: set[str] = set()
    for identity in ids:
        for look in archive.observations(archive.statement(identity).id):
            mark = capture_mark(look.capture)
            if mark not in given:  # one page may have been a look at two statements
                given.add(mark)
                yield look.capture, archive.captures.load(look.capture.digest)


def save_dump_jsonl(archive: Archive, name: str) -> None:
    """Write the whole archive as JSONL to a file, or to standard output ("-").

    Raises:
        BadInput: the file cannot be written; it is as it was.
    """
    save_stream(name, dump_jsonl(archive))


def save_dump_parquet(archive: Archive, folder: str | Path) -> None:
    """Write the whole archive as Parquet files to a new folder: all of it, or none.

    Raises:
        BadInput: the folder holds something already, or cannot be written.
    """
    from crossread.archive.dump_parquet import save_parquet

    def write(fresh: Path) -> None:
        save_parquet(archive, fresh)

    _save_folder(Path(os.path.realpath(folder)), write)


def _save_folder(target: Path, write: Callable[[Path], None]) -> None:
    fresh = target.with_name(f".{target.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise BadInput(f"{target} holds something already", "Give the name of a new folder.")
        fresh.mkdir()
        try:
            write(fresh)
            if target.exists():
                target.rmdir()
            fresh.rename(target)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        hint = "Give a folder in one that exists and that you may write to."
        reason = error.strerror or str(error)
        raise BadInput(f"{target} cannot be written: {reason}", hint) from error


def load_dump(archive: Archive, source: str | Path) -> int:
    """Fill an empty archive with a dump; the number of rows. All of it is kept, or nothing.

    Args:
        archive: an empty one, open for writing.
        source: a file of JSONL, or a folder of Parquet files.

    Raises:
        NotFound: there is no such file or folder.
        BadInput: it is no dump, is damaged, or the archive is not empty.
        EvidenceChanged: a capture's bytes are not those of its digest.
    """
    path = Path(source)
    if path.is_dir():
        from crossread.archive.dump_parquet import rows_of_parquet

        return load_rows(archive, rows_of_parquet(path))
    return load_rows(archive, _rows_of_file(path))


def _rows_of_file(path: Path) -> "Iterator[Placed]":
    try:
        with path.open("rb") as stream:
            yield from rows_of_jsonl(iter(lambda: stream.readline(LINE_MAX), b""))
    except FileNotFoundError as error:
        raise NotFound(f"{str(path)!r} is no file and no folder", "Check the name.") from error
    except OSError as error:
        hint = "Check the file and your rights to it."
        raise BadInput(f"{path} cannot be read: {error.strerror or error}", hint) from error
