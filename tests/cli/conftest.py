"""What the tests of the command share: two small texts, and a site on this machine."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from collect.conftest import site

__all__ = ["site", "texts"]

ENGLISH = (
    "The Minister spoke by telephone today with the Foreign Minister of Norway.\n"
    "They discussed trade.\n"
    "The Minister raised human rights.\n"
)
RUSSIAN = (
    "Состоялся телефонный разговор с министром иностранных дел Канады.\n"
    "Стороны обсудили торговлю.\n"
)


@dataclass(frozen=True)
class Texts:
    """Two files that can be compared, in a folder where results may be written."""

    left: Path
    right: Path
    folder: Path


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Texts:
    """The two files, in the folder that the command is run in."""
    monkeypatch.chdir(tmp_path)
    left, right = tmp_path / "canada.txt", tmp_path / "norway.txt"
    left.write_text(ENGLISH, encoding="utf-8")
    right.write_text(RUSSIAN, encoding="utf-8")
    return Texts(left, right, tmp_path)
