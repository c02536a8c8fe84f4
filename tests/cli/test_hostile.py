"""Hostile files: nothing is written outside the archive, nothing runs, nothing swells up."""

import gzip
import io
import json
import os
import zipfile
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cli.running import Ran, run
from crossread.archive import Archive

TEXT = "Minister Orlan spoke with the Foreign Minister of Sudria. They discussed the border."
SQL = "x'; DROP TABLE statement; --"
UP = "../../../../outside"


class Desk:
    """A folder with an archive in it, inside a folder in which nothing may appear."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "desk" / "deep"
        self.folder.mkdir(parents=True)
        self.archive = self.folder / "a.db"

    def add(self, *words: object) -> Ran:
        return run("add", *words, "--archive", self.archive, "--no-code")

    def outside(self) -> list[str]:
        """What is there that is neither the archive nor its captures, named by their digests."""
        own = (f"{self.archive}", f"{self.folder / 'a.captures'}{os.sep}")
        files = [str(path) for path in self.root.rglob("*") if not path.is_dir()]
        return sorted(path for path in files if not path.startswith(own))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path)
    monkeypatch.chdir(made.folder)
    return made


def line(**fields: Any) -> bytes:
    whole = {"id": "1", "issuer": "no-desk", "url": "https://desk.example/1", "text": TEXT}
    return json.dumps(whole | fields).encode() + b"\n"


WORDS = (UP, "/etc/passwd", SQL, "%s%n{0}", "$(touch it)", "`touch it`", "<script>", "\x1b[2J")


@pytest.mark.parametrize("field", ["id", "url", "issuer", "title", "lang", "genre", "text"])
def test_words_are_only_words(desk: Desk, field: str) -> None:
    bulk = desk.folder / "calls.jsonl"
    records = [{"id": str(n), "url": f"https://desk.example/{n}"} for n in range(len(WORDS))]
    bulk.write_bytes(
        b"".join(line(**(one | {field: words})) for one, words in zip(records, WORDS, strict=True))
    )
    before = desk.outside()

    assert desk.add(bulk).status == 0

    with Archive.open(desk.archive) as archive:
        assert archive.verify().faults == ()
        held = [archive.readout(statement.id) for statement in archive.statements()]
        if field in ("id", "title", "text"):
            assert {getattr(readout, field) for readout in held} >= set(WORDS) - {"\x1b[2J"}
    for readout in held:
        shown = run("show", readout.id, "--archive", desk.archive)
        assert (shown.status, "\x1b" in shown.out) == (0, False)
    assert desk.outside() == before


@pytest.mark.parametrize("words", [UP, SQL, "a\nb", "%00"])
def test_a_publisher_of_any_words_is_no_path(desk: Desk, words: str) -> None:
    page = desk.folder / "call.txt"
    page.write_text(TEXT, encoding="utf-8")
    before = desk.outside()

    ran = desk.add(page, "--publisher", words)

    assert ran.status in (0, 1)
    assert "Traceback" not in ran.err
    assert desk.outside() == before
    for command in (["list", "--publisher", words], ["search", words], ["show", words]):
        told = run(*command, "--archive", desk.archive)
        assert len(told.err.splitlines()) <= 1
    with Archive.open(desk.archive) as archive:
        assert archive.verify().faults == ()


@pytest.mark.parametrize("name", ["a;touch it.txt", "$(touch it).txt", "-rf.txt", "'; --.txt"])
def test_a_file_of_any_name_is_only_read(desk: Desk, name: str) -> None:
    pages = desk.folder / "pages"
    pages.mkdir()
    (pages / name).write_text(TEXT, encoding="utf-8")
    before = desk.outside()

    assert desk.add(pages, "--publisher", "no-desk").status == 0

    assert desk.outside() == before
    with Archive.open(desk.archive) as archive:
        assert archive.coverage().statements == 1


# --- what swells up ------------------------------------------------------------------------------

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
BOMB_BYTES = 100_000_000  # unpacked


def warc_of(body: bytes, *headers: str) -> bytes:
    """One answer with this body, in a file of captures."""
    http = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *headers, "", ""])
    block = http.encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://desk.example/1\r\n"
        "WARC-Date: 2024-03-05T10:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def word_file(document: bytes) -> bytes:
    """A Word file with this document inside."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", document)
        made.writestr(UP, "out")
    return data.getvalue()


@cache
def hostile_files() -> dict[str, tuple[bytes, str]]:
    """Bytes of a file of that name, and what is said of it."""
    text = f"<h1>Call with Sudria</h1><p>{TEXT}</p><p>They agreed to meet in June. &l11; &f;</p>"
    page = f"{ENTITIES}<html><body><article>{text}</article></body></html>".encode()
    zeros = gzip.compress(b" " * BOMB_BYTES, 9)
    flat = zlib.compress(b" " * BOMB_BYTES)
    xml = b'<?xml version="1.0"?>' + page
    noise = bytes(range(256)) * 40
    ratio = "unpacks to more than 200 times its size"
    limit = "unpacks to more than the limit of 20,000,000 bytes"
    return {
        "laughs.html": (page, "without running text"),
        "laughs.xhtml": (xml, "without running text"),
        "laughs.warc": (warc_of(page), "without running text"),
        "laughs.docx": (word_file(xml), "defines XML entities"),
        "bomb.docx": (word_file(b" " * BOMB_BYTES), "unpacks to far more than a document holds"),
        "bomb.jsonl.gz": (zeros, ratio),
        "bomb.warc.gz": (zeros, ratio),
        "twice.jsonl.gz": (gzip.compress(zeros), "is not in UTF-8"),
        "page.warc": (warc_of(zeros, "Content-Encoding: gzip"), limit),
        "flat.warc": (warc_of(flat, "Content-Encoding: deflate"), limit),
        "deep.jsonl": (b"[" * 200_000, "is nested too deep"),
        "digits.jsonl": (b'{"id": ' + b"9" * 100_000 + b"}", "has too many digits"),
        "deep.html": (b"<div>" * 100_000, "without running text"),
        "noise.parquet": (b"PAR1" + noise + b"PAR1", "is a damaged Parquet file"),
        "noise.pdf": (b"%PDF-1.7\n" + noise, "is a broken PDF"),
    }


NAMES = [  # those of `hostile_files`, which are not made before a test wants them
    "laughs.html",
    "laughs.xhtml",
    "laughs.warc",
    "laughs.docx",
    "bomb.docx",
    "bomb.jsonl.gz",
    "bomb.warc.gz",
    "twice.jsonl.gz",
    "page.warc",
    "flat.warc",
    "deep.jsonl",
    "digits.jsonl",
    "deep.html",
    "noise.parquet",
    "noise.pdf",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_file_is_refused_in_a_line(desk: Desk, name: str) -> None:
    data, told = hostile_files()[name]
    path = desk.folder / name
    path.write_bytes(data)
    before = desk.outside()

    ran = desk.add(path, "--publisher", "no-desk", "--max-bytes", 20_000_000)

    assert (ran.status, ran.err) == (1, "")
    assert [line for line in ran.out.splitlines() if name in line and told in line]
    assert desk.outside() == before
    with Archive.open(desk.archive) as archive:
        assert archive.verify().faults == ()
        assert archive.coverage().statements == 0


def test_what_comes_after_hostile_files_is_taken(desk: Desk) -> None:
    pages = desk.folder / "pages"
    pages.mkdir()
    for name in NAMES:
        (pages / name).write_bytes(hostile_files()[name][0])
    assert set(NAMES) == set(hostile_files())
    (pages / "zz.jsonl").write_bytes(line(id="last"))

    assert desk.add(pages, "--publisher", "no-desk", "--max-bytes", 20_000_000).status == 0

    with Archive.open(desk.archive) as archive:
        assert archive.holds("last")
