"""`crossread add`, `list`, `show`, `search` and `edits`, as a newcomer reads them."""

from pathlib import Path

import pytest

from cli.running import run

HEAD = "---\npublisher: Norland\ncountry: NOR\ndate: 2024-03-05\nlanguage: en\ntitle: Call\n"
ADDRESS = "url: https://mfa.norland.example/17\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(desk: Path, name: str, words: str, head: str = HEAD + ADDRESS) -> str:
    (desk / name).write_text(f"{head}---\nMinister Orlan spoke today. {words}\n", "utf-8")
    return name


def test_two_files_with_one_address_are_two_wordings_of_one_statement(desk: Path) -> None:
    run("add", _write(desk, "a.txt", "He asked for an immediate ceasefire."))
    ran = run("add", _write(desk, "b.txt", "He asked for a lasting ceasefire."))

    assert ran.out.startswith("1 new wording\n1 wording coded\n")
    assert run("list").out.splitlines()[-1] == "1 of 1 statement of 2024-03-05"


def test_a_file_changed_in_place_is_a_new_wording_and_back_again_is_told(desk: Path) -> None:
    told = []
    for words in ("He left.", "He stayed.", "He left."):
        told.append(run("add", _write(desk, "a.txt", words, HEAD)).out.splitlines()[0])

    assert told == ["1 new", "1 new wording", "1 back to an earlier wording"]
    assert "2 edits; 1 statement has more than one wording." in run("edits").out


def test_the_same_text_under_another_name_is_another_statement(desk: Path) -> None:
    run("add", _write(desk, "a.txt", "He left.", HEAD), _write(desk, "b.txt", "He left.", HEAD))

    assert run("list").out.splitlines()[-1] == "2 of 2 statements of 2024-03-05"


def test_what_a_search_in_added_words_passed_over_is_not_taken_for_silence(desk: Path) -> None:
    run("add", _write(desk, "a.txt", "He left."))
    run("add", _write(desk, "b.txt", "He stayed."))
    before = run("search", "stayed", "--added")
    run("edits")
    after = run("search", "stayed", "--added")

    assert "0 statements with “stayed” in words that were added later." in before.out
    assert before.out.endswith("could not be searched so: run `crossread edits` first.\n")
    assert after.out.splitlines()[-2].startswith("1 statement with “stayed”")


def test_an_id_is_taken_cut_short_by_show_export_and_compare(desk: Path) -> None:
    run("add", _write(desk, "a.txt", "He left."), _write(desk, "b.txt", "He stayed."))
    whole = run("list", "--json", "-").json[0]["id"]

    assert whole in run("show", "nor-").out
    assert run("export", "nor-", "--ris", "-").status == 0
    assert run("export", "nor-", "--warc", "all.warc").status == 0
    assert run("compare", "nor-norland:@1", "nor-norland:").status == 0
    assert "no statement" in run("compare", "sud-sudria:", "nor-norland:").err
