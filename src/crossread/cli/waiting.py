"""What a person who waits is told, on standard error, if a person is there."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

PATIENCE_S = 1.0  # what is done by then needs no word


@contextmanager
def waiting(words: str) -> Iterator[None]:
    """Show a sign of life if the work takes more than a second."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    status = Console(stderr=True).status(words)
    timer = Timer(PATIENCE_S, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # it may be starting just now
        status.stop()


@contextmanager
def counting(words: str) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar, moved by what it gives: (what is worked on, its number, how many)."""
    if not sys.stderr.isatty():
        yield lambda name, number, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)

        def tell(name: str, number: int, total: int) -> None:
            bar.update(task, description=f"{words} {name}", completed=number - 1, total=total)

        yield tell


@contextmanager
def following(words: str) -> Iterator[Callable[[str, int], None]]:
    """A line that tells what work without a known end has come to: (what, how many so far)."""
    if not sys.stderr.isatty():
        yield lambda name, number: None
        return
    from rich.console import Console

    with Console(stderr=True).status(words) as status:
        yield lambda name, number: status.update(f"{words}: {number}, {name}")


@contextmanager
def measuring(
    words: str, total: int
) -> Iterator[tuple[Callable[[str, int], None], Callable[[int], None]]]:
    """A progress bar over bytes: one to tell (what, how many so far), one to move the bar.

    Args:
        words: what is done.
        total: bytes there are; 0 if nobody knows.
    """
    if not sys.stderr.isatty():
        yield lambda name, number: None, lambda size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=total or None)

        def tell(name: str, number: int) -> None:
            bar.update(task, description=f"{words}: {number:,}, {name}")

        yield tell, lambda size: bar.update(task, completed=size)
