"""The command as a process: how it starts, how it ends, what it costs to ask for help."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

import crossread
from cli.running import run

SRC = Path(crossread.__file__).parents[1]
HELP = """\
Usage: crossread [OPTIONS] COMMAND [ARGS]...

  Read two governments' accounts of the same call side by side.

  Start with `crossread demo`, then `crossread compare LEFT RIGHT`; keep an
  archive with `crossread add` and `crossread collect`.

Options:
  --version   Show the version.
  -h, --help  Show this message and exit.

Commands:
  compare    Set two readouts side by side.
  demo       Compare the two specimens.
  add        Add statements to an archive.
  collect    Collect what publishers have issued since.
  list       List statements of an archive.
  show       Show one statement.
  search     Search for a phrase.
  novelty    What is formula, new, dropped.
  history    When a phrase was said, by whom.
  formulas   What is said again and again.
  edits      What was changed later.
  decide     Rule on what was found.
  decisions  What people decided.
  export     Cite, annotate, hand out proof.
  evaluate   Score it on marked pairs.
  agreement  Two coders against each other.
  archive    The whole of an archive: prove it, copy it.
  publisher  Who issues statements, and where they stand.
  lexicon    The term base: what it holds and finds.
"""


def start(*words: str, shell_after: str = "") -> list[str]:
    """The words that start the command in a process of its own."""
    return [sys.executable, "-m", "crossread", *words]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SRC), "PYTHONWARNINGS": "default"}


def finish(*words: str, **given: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        start(*words), env=environment(), capture_output="stdout" not in given, timeout=30, **given
    )


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"]])
def test_alone_it_shows_help(words: list[str]) -> None:
    ran = run(*words)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out == HELP


def test_it_tells_its_version() -> None:
    assert run("--version").out == f"crossread {crossread.__version__}\n"


@pytest.mark.parametrize("command", ["compare", "demo", "evaluate", "agreement", "export"])
def test_help_of_a_command_has_examples_and_groups(command: str) -> None:
    out = run(command, "--help").out

    assert "  Examples:\n" in out
    assert f"    crossread {command}" in out
    assert "\nResults (FILE, or - for standard output):\n" in out


@pytest.mark.parametrize("command", ["check", "show", "export", "import"])
def test_help_of_a_lexicon_command_has_examples(command: str) -> None:
    assert f"    crossread lexicon {command}" in run("lexicon", command, "--help").out


def test_an_unknown_command_is_wrong_usage() -> None:
    assert run("compair").status == 2


def test_help_loads_nothing_of_the_work() -> None:
    code = (
        "import sys, runpy\n"
        "sys.argv = ['crossread', '--help']\n"
        "try: runpy.run_module('crossread', run_name='__main__')\n"
        "except SystemExit: pass\n"
        "heavy = {'numpy', 'yaml', 'jinja2', 'babel', 'httpx', 'rich', 'crossread.workflow'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, timeout=30, check=True
    )
    assert done.stderr.decode().strip() == "[]"


def test_a_process_ends_with_the_codes_that_are_promised() -> None:
    assert finish("demo", "--csv", "-").returncode == 0
    failed = finish("compare", "no-such-file", "neither")
    assert (failed.returncode, failed.stdout) == (1, b"")
    assert failed.stderr.startswith(b"Error: 'no-such-file' is no file")
    assert finish("compare").returncode == 2


@pytest.mark.parametrize("face", [[], ["--json", "-"]])
def test_a_reader_that_stops_reading_is_no_error(face: list[str]) -> None:
    with subprocess.Popen(
        start("demo", *face), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("face", [[], ["--json", "-"]])
def test_a_full_disk_behind_standard_output_is_one_line(face: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            start("demo", *face), env=environment(), stdout=full, stderr=subprocess.PIPE, timeout=30
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"Error: standard output cannot be written: No space left")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
def test_an_interrupted_command_says_one_word() -> None:
    with subprocess.Popen(
        start("compare", "-", "neither"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # what a shell runs in the background ignores the signal, and so would its children
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    ) as process:
        time.sleep(1.5)  # it waits for standard input by now
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err.strip()) == (130, b"", b"Stopped.")


def test_a_terminal_without_the_letters_is_no_error() -> None:
    done = subprocess.run(
        start("demo"),
        env={**environment(), "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=30,
    )
    assert done.returncode == 0
    assert b"Two accounts of one call" in done.stdout
