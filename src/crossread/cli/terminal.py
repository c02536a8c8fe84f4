"""Printing to standard output for a person, whatever is behind it."""

import errno
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table
from rich.text import Text

from crossread.errors import BadInput


class PipedConsole(Console):
    """A console that lets the command decide what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        """Hand it on; rich would end the process with an error."""
        raise BrokenPipeError


@contextmanager
def printing() -> Iterator[Console]:
    """A console on standard output.

    Raises:
        BadInput: it takes no more (a full disk).
    """
    try:
        yield PipedConsole(file=sys.stdout, highlight=False, emoji=False, markup=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise BrokenPipeError from error
        raise BadInput(f"standard output cannot be written: {error.strerror}") from error


def table_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table without lines: the first column words, the others figures set to the right."""
    table = Table.grid(padding=(0, 1, 0, 0))
    for number, _ in enumerate(head):
        table.add_column(justify="left" if number == 0 else "right", overflow="fold")
    table.add_row(*(Text(cell, "bold") for cell in head))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
