"""`crossread compare` and `crossread demo`, as they are typed."""

import csv
import io
import json
import webbrowser
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cli.conftest import Texts
from cli.running import run
from collect.conftest import Answer, Site
from crossread.brief import comparison_schema
from crossread.lexicon import load_base

VALID = Draft202012Validator(comparison_schema())
OWN = """\
field: themes
concepts:
  - id: herring-war
    terms: {en: [herring quarrel]}
  - id: human-rights
    terms: {en: [dignity of herring]}
"""


# --- faces -------------------------------------------------------------------------------------


def test_without_a_file_the_table_is_shown(texts: Texts) -> None:
    ran = run("compare", texts.left, texts.right)

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Two accounts")
    assert "The Minister raised human rights." in ran.out
    assert "\x1b" not in ran.out


def test_json_keeps_to_the_published_schema(texts: Texts) -> None:
    ran = run("compare", texts.left, texts.right, "--json", "-")

    assert list(VALID.iter_errors(ran.json)) == []
    assert ran.json["left"]["text"] == texts.left.read_text(encoding="utf-8")


def test_all_results_can_be_had_at_once(texts: Texts) -> None:
    ran = run(
        *("compare", texts.left, texts.right),
        *("--json", "c.json", "--csv", "c.csv", "--html", "c.html", "--marks", "call.json"),
        *("--markdown", "-"),
    )

    assert ran.status == 0
    assert ran.out.startswith("# Two accounts")
    assert ran.err == "Written: c.json, c.csv, c.html, call.json\n"
    assert "<!doctype html>" in Path("c.html").read_text(encoding="utf-8").lower()
    assert json.loads(Path("call.json").read_text(encoding="utf-8"))["pair"] == "call"
    assert sorted(p.name for p in texts.folder.iterdir()) == sorted(
        ["c.json", "c.csv", "c.html", "call.json", "canada.txt", "norway.txt"]
    )


def test_a_csv_file_has_the_line_ends_of_csv_once(texts: Texts) -> None:
    run("compare", texts.left, texts.right, "--csv", "c.csv")
    content = Path("c.csv").read_bytes().decode()

    assert "\r\r" not in content
    assert len(list(csv.DictReader(io.StringIO(content, newline="")))) > 1


def test_one_text_may_come_from_standard_input(texts: Texts) -> None:
    given = texts.right.read_bytes()
    ran = run("compare", texts.left, "-", "--json", "-", given=given)

    assert ran.json["right"]["text"] == given.decode()


def test_a_text_may_come_from_an_address(texts: Texts, site: Site) -> None:
    url = site.put(
        "/call.txt",
        Answer(texts.right.read_bytes(), headers={"Content-Type": "text/plain; charset=utf-8"}),
    )
    ran = run("compare", texts.left, url, "--allow-private", "--json", "-")

    assert (ran.status, ran.err) == (0, "")
    assert ran.json["right"]["url"] == url


def test_the_first_rows_alone_are_shown_and_said_to_be_a_part(texts: Texts) -> None:
    ran = run("compare", texts.left, texts.right, "--top", "1")

    assert "\n1.  " in ran.out
    assert "\n2.  " not in ran.out
    assert ran.out.rstrip().endswith("(--top 1).")


def test_entries_of_ones_own_are_added_to_those_shipped(texts: Texts) -> None:
    texts.left.write_text("They met today. They discussed the herring quarrel.", encoding="utf-8")
    Path("own.yaml").write_text(OWN, encoding="utf-8")
    ran = run("compare", texts.left, texts.right, "--lexicon", "own.yaml", "--json", "-")

    assert "herring-war" in {t for p in ran.json["left"]["points"] for t in p["themes"]}
    assert ran.json["methods"]["term-base"].startswith(f"{load_base().version}+own.")


def test_the_page_can_be_opened(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def note(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    ran = run("compare", texts.left, texts.right, "--html", "c.html", "--open")

    assert ran.status == 0
    assert opened == [(texts.folder / "c.html").resolve().as_uri()]


def test_without_a_browser_the_place_of_the_page_is_said(
    texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda url: False)
    monkeypatch.setattr("tempfile.mkdtemp", lambda prefix: str(texts.folder))
    ran = run("compare", texts.left, texts.right, "--open")

    page = (texts.folder / "comparison.html").resolve()
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == f"Error: no browser could be opened. The page is at {page}.\n"
    assert page.exists()


def test_the_demo_compares_two_texts_that_say_they_are_specimens(texts: Texts) -> None:
    ran = run("demo", "--json", "-", "--html", "demo.html")

    assert list(VALID.iter_errors(ran.json)) == []
    for side, language in (("left", "en"), ("right", "ru")):
        assert "(specimen)" in ran.json[side]["publisher"]
        assert "not the official text" in ran.json[side]["notes"][0]
        assert ran.json[side]["language"] == language
    assert ran.json["contact"]["same"] is True
    assert ran.json["contact"]["date"] == "2021-06-01"
    assert "specimen" in Path("demo.html").read_text(encoding="utf-8")


def test_the_demo_is_shown_beside_its_page(texts: Texts) -> None:
    ran = run("demo", "--html", "demo.html", "--top", "2")

    assert ran.out.startswith("Two accounts of one call: State Department (specimen) and ")
    assert ran.err == "Written: demo.html\n"


# --- what cannot be done -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-", "-"], "standard input (-) can be one of the two texts, not both"),
        (["canada.txt", "norway.txt", "--json", "-", "--csv", "-"], "only one result"),
        (["canada.txt", "norway.txt", "--json", ""], "needs the name of a file"),
        (["canada.txt"], "RIGHT"),
        (["canada.txt", "norway.txt", "--top", "0"], "--top"),
        (["canada.txt", "norway.txt", "--frob"], "--frob"),
    ],
)
def test_wrong_usage_is_exit_code_2(texts: Texts, words: list[str], told: str) -> None:
    ran = run("compare", *words)

    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


BAD_TEXTS = [
    (b"", "bad.txt is empty"),
    (b"  \n\n", "bad.txt is empty"),
    (b"\x00\x01\x02\x03" * 400, "bad.txt"),
    (b"%PDF-1.7\nbroken", "bad.txt"),
    (b"---\ndate: soon\n---\nThey spoke.\n", "bad.txt, line 2: date is 'soon'"),
    (b"---\ntitle: a: b\n---\nThey spoke.\n", "bad.txt, line 2"),
    (
        b"<html><body><nav><a href='/'>Home</a> <a href='/b'>Press</a></nav></body></html>",
        "bad.txt",
    ),
]


@pytest.mark.parametrize(("content", "told"), BAD_TEXTS)
def test_a_bad_text_is_one_line_and_leaves_nothing(texts: Texts, content: bytes, told: str) -> None:
    Path("bad.txt").write_bytes(content)
    before = {p.name for p in texts.folder.iterdir()}
    ran = run("compare", "bad.txt", texts.right, "--json", "c.json", "--html", "c.html")

    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("Error: ")
    assert told in ran.err
    assert ran.err.count("\n") == 1
    assert {p.name for p in texts.folder.iterdir()} == before


def test_a_text_above_the_limit_is_refused(texts: Texts) -> None:
    ran = run("compare", texts.left, texts.right, "--max-bytes", "20")

    assert ran.status == 1
    assert ran.err.startswith("Error: canada.txt is larger than")
    assert "--max-bytes" in ran.err


def test_a_text_too_long_to_be_one_statement_is_refused(texts: Texts) -> None:
    ran = run("compare", texts.left, texts.right, "--max-characters", "100")

    assert ran.status == 1
    assert ran.err == (
        "Error: canada.txt has 131 characters; the limit is 100. Give one statement; or raise the"
        " limit with --max-characters.\n"
    )


def test_a_text_in_another_encoding_is_read_and_that_is_said(texts: Texts) -> None:
    texts.right.write_bytes(texts.right.read_text(encoding="utf-8").encode("cp1251"))
    ran = run("compare", texts.left, texts.right)

    assert ran.status == 0
    assert "Стороны обсудили торговлю" in ran.out.replace("\n", " ")
    assert "1251" in ran.out


def test_one_text_twice_is_compared(texts: Texts) -> None:
    Path("copy.txt").write_bytes(texts.left.read_bytes())
    ran = run("compare", texts.left, "copy.txt", "--json", "-")

    assert ran.status == 0
    assert {row["relation"] for row in ran.json["rows"]} == {"shared"}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(b"gone", 404), "404"),
        (Answer(b"broken", 500), "500"),
        (Answer(b"\x89PNG\r\n", headers={"Content-Type": "image/png"}), "image"),
        (Answer(b"They spoke. " * 9000), "--max-bytes"),
        (Answer(b"They spoke. " * 9, pause_s=0.3), "--timeout"),
    ],
)
def test_an_address_that_gives_no_text_is_one_line(
    texts: Texts, site: Site, answer: Answer, told: str
) -> None:
    url = site.put("/call", answer)
    limits = ("--timeout", "1.0", "--max-bytes", "50000", "--allow-private")
    ran = run("compare", texts.left, url, *limits)

    assert (ran.status, ran.out) == (1, "")
    assert told in ran.err
    assert ran.err.count("\n") == 1


def test_an_address_that_leads_in_circles_is_one_line(texts: Texts, site: Site) -> None:
    site.redirect("/2", "/1")
    ran = run("compare", texts.left, site.redirect("/1", "/2"), "--allow-private")

    assert ran.status == 1
    assert "redirects in a circle" in ran.err


def test_an_address_on_this_machine_is_refused_unless_allowed(texts: Texts, site: Site) -> None:
    ran = run("compare", texts.left, site.url("/call"))

    assert ran.status == 1
    assert "--allow-private" in ran.err
    assert site.asked == []


def test_what_is_neither_file_nor_address_is_said(texts: Texts) -> None:
    ran = run("compare", texts.left, "missing\x1b[2J.txt")

    assert ran.status == 1
    assert ran.err.startswith("Error: 'missing")
    assert "is no file and no address. Give the path of a file" in ran.err
    assert "\x1b" not in ran.err


# --- results that cannot be written ------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("nowhere/c.json", "Error: nowhere/c.json cannot be written: No such file or directory."),
        (".", "Error: . cannot be written: Is a directory."),
        ("canada.txt", "Error: canada.txt would be written over "),
        ("./canada.txt", "Error: ./canada.txt would be written over "),
        ("canada.txt/c.json", "Error: canada.txt/c.json cannot be written: Not a directory."),
    ],
)
def test_a_result_that_cannot_be_written_is_one_line(texts: Texts, file: str, told: str) -> None:
    before = texts.left.read_bytes()
    ran = run("compare", texts.left, texts.right, "--csv", "c.csv", "--json", file)

    assert ran.status == 1
    assert ran.err.startswith(told)
    assert ran.err.count("\n") == 1
    assert texts.left.read_bytes() == before
    assert not Path("c.csv").exists()


def test_two_results_cannot_share_a_file(texts: Texts) -> None:
    ran = run("compare", texts.left, texts.right, "--csv", "c", "--json", "./c")

    assert ran.status == 1
    assert "another result" in ran.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("field: themes\nconcepts: [{id: 'a b'}]", "own.yaml: a concept needs an `id`"),
        ("field: themes\n  concepts: x", "own.yaml is not YAML: line 2"),
        ("field: acts\nconcepts: [{id: human-rights}]", "human-rights is one of the themes"),
        ("field: themes\nconcepts: []", "own.yaml: there are no concepts in it"),
        ("field: themes\nconcepts: [{id: a, parent: b}]", "a points to 'b'"),
    ],
)
def test_entries_that_cannot_be_added_are_said(texts: Texts, content: str, told: str) -> None:
    Path("own.yaml").write_text(content, encoding="utf-8")
    ran = run("compare", texts.left, texts.right, "--lexicon", "own.yaml")

    assert ran.status == 1
    assert told in ran.err
    assert ran.err.count("\n") == 1
