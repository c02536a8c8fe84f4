"""Run every benchmark, print the table, and write it to `benchmarks/RESULTS.md`.

Run with `make bench`. Every time is the fastest of several runs, so that what else the machine
does at the moment does not speak for the program.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import crossread
from invented import invented_pair
from processes import least_seconds, run_python

HERE = Path(__file__).parent
RESULTS = HERE / "RESULTS.md"
ROUNDS = 7
CROSSREAD = ("-c", "from crossread.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure beside what was promised."""

    what: str
    value: float
    unit: str  # "ms", "s", "MB", "x"
    most: float | None = None  # the target: at most this
    least: float | None = None  # or at least this

    def cells(self) -> tuple[str, str, str, str]:
        """What is measured, the figure, the target, and whether it is met."""
        if self.least is not None:
            met = "yes" if self.value >= self.least else "**no**"
            return self.what, self._shown(self.value), f"at least {self._shown(self.least)}", met
        if self.most is None:
            return self.what, self._shown(self.value), "", ""
        met = "yes" if self.value <= self.most else "**no**"
        return self.what, self._shown(self.value), f"at most {self._shown(self.most)}", met

    def _shown(self, number: float) -> str:
        figure = f"{number:,.0f}" if number >= 10 else f"{number:.2g}"
        return f"{figure} {self.unit}".rstrip()


def warm_seconds() -> dict[str, float]:
    """The fastest run of each benchmark of `test_compare.py`, by its name."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "figures.json"
        asked = ["-q", "-rs", "--benchmark-disable-gc", f"--benchmark-json={file}"]
        called = [sys.executable, "-m", "pytest", *asked, str(HERE / "test_compare.py")]
        subprocess.run(called, check=True, cwd=HERE.parent)
        found = json.loads(file.read_text(encoding="utf-8"))["benchmarks"]
    return {b["name"]: float(b["stats"]["min"]) for b in found}


def warm_lines() -> Iterator[Line]:
    """Comparing in a process that has made a comparison before."""
    found = warm_seconds()
    readouts = found["test_two_readouts[en-en]"]
    yield Line("two 300-word texts, both English, warm", 1000 * readouts, "ms", 30)
    other = 1000 * found["test_two_readouts[en-ru]"]
    yield Line("two 300-word texts, English and Russian, warm", other, "ms", 30)
    yield Line("two 10,000-word texts, warm", found["test_two_long_texts"], "s", 2)
    model = found.get("test_pairing_the_sentences_of_two_readouts_with_minilm")
    if model is not None:
        yield Line("all-MiniLM-L6-v2 on the sentences of the same two, warm", 1000 * model, "ms")
        yield Line("... as a multiple of Crossread's time", model / readouts, "x")


def cold_lines() -> Iterator[Line]:
    """Whole processes, nothing loaded before."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands = {
            "numpy": ("-c", "import numpy"),
            "typer": ("-c", "import typer, rich"),
            "help": (*CROSSREAD, "--help"),
            "en": compare_files(folder, 300, ("en", "en")),
            "ru": compare_files(folder, 300, ("en", "ru")),
        }
        least = least_seconds(commands, ROUNDS)
        _, usual = run_python(*commands["ru"])
        _, most = run_python(*compare_files(folder, 10_000, ("en", "en")))
    yield Line("`crossread compare`, two 300-word English files, cold", least["en"], "s", 1.0)
    yield Line("... as a multiple of `import numpy`", least["en"] / least["numpy"], "x", 6)
    yield Line("`crossread compare`, English and Russian, cold", least["ru"], "s", 1.0)
    yield Line("... as a multiple of `import numpy`", least["ru"] / least["numpy"], "x", 6)
    yield Line("`crossread --help`, cold", 1000 * least["help"], "ms")
    yield Line("... as a multiple of `import typer, rich`", least["help"] / least["typer"], "x", 2)
    yield Line("peak memory, two 300-word files", usual, "MB", 200)
    yield Line("peak memory, two 10,000-word files", most, "MB", 200)
    yield Line("`python -c 'import numpy'`", 1000 * least["numpy"], "ms")
    yield Line("`python -c 'import typer, rich'`", 1000 * least["typer"], "ms")


def compare_files(folder: Path, words: int, languages: tuple[str, str]) -> tuple[str, ...]:
    """The arguments of Python that compare two new files of that many words."""
    files = [folder / f"{side}-{words}-{'-'.join(languages)}.txt" for side in ("left", "right")]
    for file, text in zip(files, invented_pair(words, languages), strict=True):
        file.write_text(text, encoding="utf-8")
    return (*CROSSREAD, "compare", *map(str, files))


def machine() -> str:
    """What the figures were measured on."""
    day = datetime.now(UTC).date().isoformat()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"Crossread {crossread.__version__}, {python}, {system}, {day}."


def as_table(lines: list[Line]) -> list[str]:
    """The figures as lines of a table."""
    rows = [("", "measured", "target", "met"), *(line.cells() for line in lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    table = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    table.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return table


def as_markdown(lines: list[Line]) -> str:
    """The whole page."""
    note = "Written by `make bench`; every time is the fastest of several runs."
    return "\n".join(["# How fast", "", machine(), note, "", *as_table(lines), ""])


def main() -> int:
    """Measure, print and write."""
    page = as_markdown([*warm_lines(), *cold_lines()])
    print("\n" + page)
    RESULTS.write_text(page, encoding="utf-8")
    print(f"written to {RESULTS}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
