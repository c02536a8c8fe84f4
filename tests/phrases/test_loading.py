"""Comparing two texts never waits for what the phrase index needs."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from numba import njit

from crossread.phrases import compiled as module

SOURCE = Path(__file__).parents[2] / "src"


def test_neither_import_nor_compare_loads_numba() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import crossread, crossread.phrases\n"
        "from crossread import workflow; crossread.compare(*workflow.load_specimens())\n"
        "print(sorted({'numba', 'llvmlite'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(SOURCE)], capture_output=True, text=True, check=True
    )

    assert ran.stdout.strip() == "[]"


def test_loops_run_where_nothing_can_be_kept_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    def without_folder(*, cache: bool = False, **given: Any) -> Any:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return njit(**given)

    monkeypatch.setattr("crossread.phrases.compiled.njit", without_folder)

    @module.compiled
    def doubled(number: int) -> int:
        return 2 * number

    assert doubled(21) == 42
