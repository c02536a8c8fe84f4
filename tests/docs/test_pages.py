"""What the pages say is run: console examples, and the parts that the code itself tells."""

import importlib.util
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

import crossread
from cli.running import run

ROOT = Path(__file__).parents[2]
SPECIMENS = Path(crossread.__file__).parent / "specimens"
GATES = ROOT / "gates" / "specimens"
CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"<!-- file: (\S+) -->\n+```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
PICTURE_MAX = 400_000  # bytes


@dataclass(frozen=True)
class Example:
    """A command as a page shows it, and what the page says that it shows."""

    words: list[str]
    shown: str

    def pattern(self) -> str:
        """`...` stands for anything: alone on its line for lines, else for words of the line."""
        lines = [line.rstrip() for line in self.shown.rstrip("\n").splitlines()]
        return "".join(map(_line_pattern, lines)) + r"\s*"


def _line_pattern(line: str) -> str:
    if line == "...":
        return r"(?:.*\n)*?"
    return r".*?".join(map(re.escape, line.split("..."))) + r" *\n"


def examples_of(page: Path) -> Iterator[Example]:
    for block in CONSOLE.findall(page.read_text("utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            yield Example(shlex.split(command), shown)


def pages_with_examples() -> list[Path]:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [page for page in pages if CONSOLE.search(page.read_text("utf-8"))]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the reader of a page works in: two texts, and a small marked set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    shutil.copy(SPECIMENS / "2021-06-01-us-state.txt", "us.txt")
    shutil.copy(SPECIMENS / "2021-06-01-tj-mfa.txt", "tajik.txt")
    shutil.copytree(GATES / "marked", "marked")
    shutil.copytree(GATES / "texts", "texts")
    return tmp_path


@pytest.mark.parametrize("page", pages_with_examples(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_console_example_shows_what_the_page_says(page: Path, desk: Path) -> None:
    for name, content in FILE.findall(page.read_text("utf-8")):
        (desk / name).write_text(content, "utf-8")
    for example in examples_of(page):
        assert example.words[0] == "crossread", "only crossread is run: write other words as sh"
        ran = run(*example.words[1:])
        shown = "".join(f"{line.rstrip()}\n" for line in (ran.out + ran.err).splitlines())
        told = f"$ {' '.join(example.words)}\n{shown}"
        assert re.fullmatch(example.pattern(), shown), told
        assert (ran.status == 0) != shown.startswith("Error:"), told


def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_the_code_tells_on_the_pages_is_up_to_date() -> None:
    stale = [str(page.relative_to(ROOT)) for page in generate().stale_pages()]

    assert not stale, "run `python docs/generate.py`"


def test_every_page_is_reached_from_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    pages = {p.relative_to(ROOT / "docs").as_posix() for p in (ROOT / "docs").rglob("*.md")}

    assert not {page for page in pages - {"index.md"} if f"({page})" not in index}


def test_the_picture_is_there_and_small() -> None:
    picture = ROOT / "docs" / "images" / "comparison.png"

    assert picture.stat().st_size < PICTURE_MAX
    assert picture.read_bytes().startswith(b"\x89PNG")
