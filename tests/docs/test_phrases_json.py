"""The page on the JSON of phrases and the commands' real output: the same keys, both ways."""

from pathlib import Path

import pytest

from cli.keyed import Held, documented
from cli.running import run

PAGE = "phrases-json.md"
HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "see-what-is-new.md"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The archive of the how-to page: it holds a formula, a variant, an echo, one dropped."""
    monkeypatch.chdir(tmp_path)
    lines = HOW_TO.read_text("utf-8").splitlines()
    held = [line for line in lines if line.startswith('{"id"')]
    (tmp_path / "contacts.jsonl").write_text("\n".join(held), "utf-8")
    run("add", "contacts.jsonl")


@pytest.mark.usefixtures("desk")
def test_every_key_of_the_commands_on_phrases_is_on_the_page_and_none_besides() -> None:
    held = Held(PAGE)
    read = run("novelty", "nor-mfa:5", "--json", "-").json
    held.hold(read, "novelty")
    held.hold(run("history", "sovereignty", "--json", "-").json, "history")
    made = run("formulas", "--json", "-").json
    for formula in made["formulas"]:
        for slot in formula["slots"]:
            slot["fillers"] = []  # lists of words and number, not objects
    held.hold(made, "formulas")

    assert read["echo"]
    assert held.met == set(documented(PAGE)) - {"past"}  # which the schema of comparisons holds
