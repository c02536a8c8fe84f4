"""How the commands behave: help in groups, errors in one line, quiet ends."""

import os
import sys
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from crossread.cli.results import RESULTS, check_targets
from crossread.errors import CrossreadError

FAILED, INTERRUPTED = 1, 130  # wrong usage is 2, decided by typer
STOPPED = dict.fromkeys(
    ("add", "collect"),
    "Stopped. What was told as saved is saved; the same command goes on from there.",
)


class Command(TyperCommand):
    """A command whose help sets its options in the groups that they name.

    Where its results go is checked before any work is done.
    """

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless one of its results could not be written in the end."""
        given = [ctx.params.get(p.name) for p in self.params if _group_of(p) == RESULTS]
        check_targets([name for name in given if isinstance(name, str)])
        return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write each group under its name, in the order of the first option of each."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if record := parameter.get_help_record(ctx):
                groups.setdefault(_group_of(parameter), []).append(record)
        for name, records in groups.items():
            with formatter.section(name):
                formatter.write_dl(records)


def _group_of(parameter: Any) -> str:
    kind = "Arguments" if parameter.param_type_name == "argument" else "Other"
    return getattr(parameter, "rich_help_panel", None) or kind


class Shell(TyperGroup):
    """The whole command: the one place where errors become messages and exit codes."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error of ours is one line on standard error, and exit code 1."""
        try:
            return super().invoke(ctx)
        except CrossreadError as error:
            typer.echo(error_as_line(error), err=True)
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt as error:
            typer.echo(STOPPED.get(str(ctx.invoked_subcommand), "Stopped."), err=True)
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:  # `| head` has seen enough
            _close_stdout()
            raise typer.Exit from error


def error_as_line(error: CrossreadError) -> str:
    """The fact and what to do next, in one line that cannot drive the terminal."""
    from crossread.brief.words import legible

    fact = legible(str(error)).rstrip(".")
    return f"Error: {fact}. {legible(error.hint)}".rstrip()


def _close_stdout() -> None:
    """Let nothing more be written, or Python complains when it ends."""
    with suppress(OSError, ValueError):  # a test's standard output is no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
