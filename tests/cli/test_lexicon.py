"""`crossread lexicon`: what the term base finds, holds, gives and takes."""

import gzip
import json
from pathlib import Path

import pytest
import yaml

from cli.conftest import Texts
from cli.running import run
from workflow.conftest import MarkedSet, marked

__all__ = ["marked"]

OWN = """\
field: themes
concepts:
  - id: herring
    label: herring fishery
    definition: The catch of herring.
    related: {human-rights: 0.3}
    general: true
    terms:
      en: [herring*, "[red]salt[/red] fish"]
      ru: ["сельд*"]
"""
SHOWN = """\
herring: herring fishery (themes)
  The catch of herring.
  too broad to link two passages by itself
  related: human-rights 0.3
  en: herring*, [red]salt[/red] fish
  ru: сельд*
"""
DICTIONARY = """\
sea:
  sea: [wave*, "high  seas"]
  fish: [herring*, "*fish", "co?"]
"no":
  - norway
"""
ENTRIES = """\
field: themes
concepts:
  - id: "sea"
    label: "sea"
    terms:
      "en":
        - "wave*"
        - "high seas"
  - id: "fish"
    label: "fish"
    parent: "sea"
    terms:
      "en":
        - "herring*"
        - "co*"
  - id: "no"
    label: "no"
    terms:
      "en":
        - "norway"
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_a_concept_as_the_reader_sees_it(own: Path) -> None:
    assert run("lexicon", "show", "herring", "--lexicon", own).out == SHOWN


@pytest.mark.parametrize("words", ["Herrings", "ловля сельди", "Herring fishery"])
def test_a_concept_is_found_by_its_words_in_any_language(own: Path, words: str) -> None:
    assert run("lexicon", "show", words, "--lexicon", own).out == SHOWN


def test_concepts_as_a_program_reads_them(own: Path) -> None:
    found = run("lexicon", "show", "herring", "--lexicon", own, "--json", "-").json

    assert found["concepts"][0]["terms"]["ru"] == ["сельд*"]
    assert found["concepts"][0]["related"] == {"human-rights": 0.3}


def test_words_that_find_nothing_are_answered_with_what_is_near() -> None:
    ran = run("lexicon", "show", "humanrights")

    assert ran.status == 1
    assert ran.err.startswith("Error: the term base finds nothing in 'humanrights'. Near to it:")
    assert "human-rights" in ran.err


def test_a_text_is_checked(texts: Texts) -> None:
    ran = run("lexicon", "check", texts.left, texts.right)

    assert ran.status == 0
    assert ran.out.splitlines()[0].split() == ["language", "texts", "points", "with", "a", "theme"]
    assert [line.split()[0] for line in ran.out.splitlines()[1:3]] == ["English", "Russian"]


def test_an_archive_is_checked_in_part(tmp_path: Path) -> None:
    archive = tmp_path / "all.jsonl.gz"
    lines = [json.dumps({"id": n, "text": f"They discussed zorblat {n}."}) for n in range(9)]
    archive.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = run("lexicon", "check", archive, "--limit", "8", "--sample", "3", "--json", "-").json

    assert found["texts"][0]["texts"] == 3
    assert found["texts"][0]["missed_words"][0] == {"word": "zorblat", "number": 3}


def test_marked_points_are_checked_where_they_stand(marked: MarkedSet) -> None:
    marked.put(
        marked.gold,
        ("shared", "bridge", "welcomed the reopened bridge", "奥尔兰强调水资源合作"),
        ("only_left", "nothing", "at his request", ""),
        ("only_left", "contact", "spoke today", ""),
    )
    ran = run("lexicon", "check", "--marks", marked.gold, "--texts", marked.texts)

    assert "Marked points, English: " in ran.out
    assert "of 2 have a theme" in ran.out
    assert "nothing: “at his request”" in " ".join(ran.out.split())


def test_a_field_is_given_as_a_quanteda_dictionary(own: Path) -> None:
    ran = run("lexicon", "export", "-", "--language", "ru", "--lexicon", own)

    assert yaml.safe_load(ran.out)["herring"] == ["сельд*"]


def test_a_quanteda_dictionary_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "sea.yml").write_text(DICTIONARY, encoding="utf-8")
    ran = run("lexicon", "import", tmp_path / "sea.yml")

    assert ran.out == ENTRIES
    assert ran.err.splitlines() == [
        "Note: sea.yml: fish: '*fish' left out: a term begins with a letter or figure",
        "Note: sea.yml: fish: 'co?' taken as 'co*': there is no `?`",
    ]


def test_what_was_taken_over_is_used_by_compare(texts: Texts) -> None:
    Path("sea.yml").write_text("waves: [telephone*]\n", encoding="utf-8")
    assert run("lexicon", "import", "sea.yml", "--to", "mine.yaml").status == 0
    ran = run("compare", texts.left, texts.right, "--lexicon", "mine.yaml", "--json", "-")

    assert "waves" in {t for p in ran.json["left"]["points"] for t in p["themes"]}


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["check"], 2, "give texts or archives"),
        (["check", "--marks", "a"], 2, "--marks and --texts belong together"),
        (["export", "-", "--format", "liwc"], 2, "'liwc' is no format that is known"),
        (["export", "-", "--field", "themse"], 1, "'themse' is no field of the term base"),
        (["export", "-", "--language", "xx"], 1, "the term base has no themes in language 'xx'"),
        (["export", "nowhere/a.yml"], 1, "nowhere/a.yml cannot be written"),
        (["import", "nowhere.yml"], 1, "'nowhere.yml' is no file"),
        (["import", "canada.txt"], 1, "canada.txt is no quanteda dictionary"),
        (["check", "nowhere.jsonl"], 1, "'nowhere.jsonl' is no file"),
        (["check", "bad.jsonl"], 1, "bad.jsonl, line 1: not JSON"),
        (["check", "bad.jsonl.gz"], 1, "bad.jsonl.gz cannot be read"),
        (["check", "odd.jsonl"], 1, "odd.jsonl, line 2: expected an object with `text`"),
        (["show", "herring", "--lexicon", "canada.txt"], 1, "canada.txt"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    texts: Texts, words: list[str], status: int, told: str
) -> None:
    Path("bad.jsonl").write_text("{", encoding="utf-8")
    Path("bad.jsonl.gz").write_bytes(b"no gzip")
    Path("odd.jsonl").write_text('{"text": "They met."}\n{"words": 1}\n', encoding="utf-8")
    ran = run("lexicon", *words)

    assert (ran.status, ran.out) == (status, "")
    assert told in ran.err
    assert status == 2 or ran.err.count("\n") == 1
