"""Code what an archive holds: every wording cut into points, by as many processes as there are."""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context, parent_process
from threading import Thread, current_thread, main_thread

from crossread.archive import Archive
from crossread.archive.readings import Coded, pack_reading
from crossread.coding.counterparts import find_counterparts
from crossread.coding.reading import Reading, read_scan, scan_text
from crossread.errors import NotAReadout
from crossread.lexicon import TermBase, load_base
from crossread.model import Readout
from crossread.model.phrase import Outline
from crossread.phrases.naming import find_counterpart, find_masks
from crossread.workflow.compare import METHODS

AT_ONCE = 50  # wordings read, coded and saved together
GARBAGE_AFTER = 200_000  # objects made between two collections, as the command sets it
FEW = 100  # fewer are coded in this process: starting others costs a second
NAMES = 3  # what is kept of names and of whom a text deals with: another is coded anew
LONGEST = 1_000_000  # characters of a wording that is coded: a book is no statement

Tell = Callable[[int, int], None]  # wordings done, of how many


def method_of(base: TermBase) -> str:
    """What a reading depends on: another one is a reason to code anew."""
    return f"segmentation/{METHODS['segmentation']} names/{NAMES} term-base/{base.version}"


def code_archive(
    archive: Archive, *, workers: int | None = None, tell: Tell = lambda done, total: None
) -> int:
    """Code every wording that has no reading by today's methods; the number coded.

    Args:
        archive: open for writing. What was coded before it was stopped is kept.
        workers: processes; as many as the machine has cores, if None.
        tell: told of the progress.
    """
    method = method_of(load_base())
    total = archive.uncoded(method)
    done = 0
    for coded in _coded(archive, method, total, workers or os.cpu_count() or 1):
        archive.save_readings(coded)
        done += len(coded)
        tell(done, total)
    return done


def _coded(archive: Archive, method: str, total: int, workers: int) -> Iterator[list[Coded]]:
    batches = _batches(archive, method)
    if total <= FEW or workers == 1:
        yield from (code_batch(method, batch) for batch in batches)
        return
    spawn = get_context("spawn")
    with ProcessPoolExecutor(workers, spawn, initializer=_begin) as pool:
        waiting = []
        try:
            for batch in batches:
                with _interrupts_ignored():  # by the processes that this starts, too
                    waiting.append(pool.submit(code_batch, method, batch))
                if len(waiting) > 2 * workers:  # never more in memory than keeps all busy
                    yield waiting.pop(0).result()
            for future in waiting:
                yield future.result()
        except BaseException:  # nobody waits for what has not begun
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """Whoever is started meanwhile ignores Ctrl-C for good: it is the one that started it that
    stops, and tells it in one line."""
    if current_thread() is not main_thread():  # which alone may say so
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin() -> None:
    gc.set_threshold(GARBAGE_AFTER)
    _end_with_parent()


def _end_with_parent() -> None:
    """End this process when the one that started it is gone.

    A killed parent cannot say so, and a pool's process would wait for its next task for ever.
    """
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _batches(archive: Archive, method: str) -> Iterator[Sequence[tuple[int, Readout]]]:
    after = 0
    while batch := archive.list_uncoded(method, AT_ONCE, after):
        after = batch[-1][0]
        yield batch


@lru_cache(maxsize=1)
def _base() -> TermBase:
    return load_base()


def code_batch(method: str, batch: Sequence[tuple[int, Readout]]) -> list[Coded]:
    """Code wordings, given with their rows; one that reports nothing has no points."""
    return [_code(place, readout, method) for place, readout in batch]


def _code(place: int, readout: Readout, method: str) -> Coded:
    base = _base()
    if len(readout.text) > LONGEST:
        return Coded(place, method, 0, pack_reading(()), ())
    try:
        read = read_alone(readout, base)
    except NotAReadout:
        return Coded(place, method, 0, pack_reading(()), ())
    points = read.reading.points
    return Coded(place, method, len(points), pack_reading(points, read.outline), read.countries)


@dataclass(frozen=True, slots=True)
class ReadAlone:
    """One text read by itself, as the archive keeps it."""

    reading: Reading
    outline: Outline
    countries: tuple[str, ...]  # that its title or opening names, but for its own


def read_alone(readout: Readout, base: TermBase) -> ReadAlone:
    """Read a text that is set beside no other.

    Raises:
        NotAReadout: it reports nothing.
    """
    scan = scan_text(readout, "left", base)
    parties = scan.parties(readout.country)
    reading = read_scan(scan, parties, base)
    countries = find_counterparts(scan, readout.country or parties.own)
    points = [point.span for point in reading.points]
    outline = Outline.of(points, find_masks(reading), find_counterpart(reading, countries))
    return ReadAlone(reading, outline, countries)
