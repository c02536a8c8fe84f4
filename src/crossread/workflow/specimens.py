"""Two readouts of one telephone call, written for the project, to try it on."""

from dataclasses import replace
from importlib import resources

from crossread.collect import read_bytes
from crossread.model import Readout

NOTE = "a specimen written for the Crossread project, not the official text"
NAMES = ("2021-06-01-us-state.txt", "2021-06-01-tj-mfa.txt")


def load_specimens() -> tuple[Readout, Readout]:
    """The two specimens of 1 June 2021, in English and in Russian.

    Their facts are on record; their sentences are ours, and no government's.
    """
    left, right = (_load_specimen(name) for name in NAMES)
    return left, right


def _load_specimen(name: str) -> Readout:
    file = resources.files("crossread") / "specimens" / name
    return replace(read_bytes(file.read_bytes(), name=name), notes=(NOTE,))
