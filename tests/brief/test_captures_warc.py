"""Captures out as WARC and in again: by warcio, and by our own reader, with the same bytes."""

import json
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from brief.citing import SEEN, make_capture
from crossread.brief.captures_warc import captures_as_warc
from crossread.collect.bulk import find_items
from crossread.model import Capture, Publisher, Sighting

PAGE = (
    b"<html lang='en'><title>Call</title><article><p>Minister Orlan spoke with the Foreign "
    b"Minister of Sudria about the border and the fishermen.</p></article></html>"
)
RECORD = json.dumps({"id": "no-mfa:1", "issuer": "no-mfa", "text": "They spoke."}).encode()


def warc(*captures: tuple[Capture, bytes]) -> bytes:
    return b"".join(captures_as_warc(captures, software="crossread/0"))


def an_answer(data: bytes, status: int = 200, **given: object) -> tuple[Capture, bytes]:
    values = {"status": status, "media_type": "text/html"} | given
    return make_capture(data, **values), data


def a_file(data: bytes, media_type: str, name: str) -> tuple[Capture, bytes]:
    return make_capture(data, via="bulk", url="", media_type=media_type, name=name), data


def read_again(content: bytes, folder: Path) -> list[Sighting]:
    path = folder / "out.warc.gz"
    path.write_bytes(content)
    items: Iterable[object] = find_items(path, publisher=Publisher(id="no-mfa", name="no-mfa"))
    found = list(items)
    assert all(isinstance(item, Sighting) for item in found), found
    return [item for item in found if isinstance(item, Sighting)]


def test_warcio_reads_it_and_finds_every_digest_right() -> None:
    headers = (("ETag", '"7"'), ("Content-Encoding", "gzip"), ("Content-Length", "3"))
    content = warc(
        an_answer(PAGE, headers=headers), a_file(RECORD, "application/json", "a, line 1")
    )

    read = []
    for record in ArchiveIterator(BytesIO(content), check_digests=True):
        data = record.content_stream().read()
        read.append((record.rec_type, record.rec_headers["WARC-Target-URI"], data))
        assert record.digest_checker.passed is not False
        if record.rec_type != "warcinfo":
            assert record.digest_checker.passed is True
        if record.rec_type == "response":
            assert record.http_headers.get_statuscode() == "200"
            assert record.http_headers["ETag"] == '"7"'
            assert record.http_headers["X-Archive-Orig-Content-Encoding"] == "gzip"
            assert record.http_headers["Content-Length"] == str(len(PAGE))
            assert record.rec_headers["WARC-Date"] == "2024-03-06T09:30:00Z"

    assert [one[0] for one in read] == ["warcinfo", "response", "resource"]
    assert read[1][1:] == ("https://mfa.example/news/1", PAGE)
    assert read[2][1:] == ("urn:x-crossread:capture:a%2C%20line%201", RECORD)


def test_our_own_reader_gives_the_same_bytes_and_moments(tmp_path: Path) -> None:
    gone = an_answer(b"not here", 404)
    content = warc(an_answer(PAGE), gone, a_file(RECORD, "application/json", "a, line 1"))

    page, missing, record = read_again(content, tmp_path)

    assert (page.data, page.capture.digest) == (PAGE, make_capture(PAGE).digest)
    assert (page.capture.at, page.capture.status) == (SEEN, 200)
    assert (missing.outcome, missing.data) == ("gone", b"not here")
    assert (record.data, record.id) == (RECORD, "no-mfa:1")


def test_the_same_captures_give_the_same_file() -> None:
    assert warc(an_answer(PAGE)) == warc(an_answer(PAGE))


def test_no_capture_gives_no_file() -> None:
    assert warc() == b""


def test_moments_are_kept_to_the_microsecond(tmp_path: Path) -> None:
    capture, data = an_answer(PAGE)
    late = replace(capture, at=SEEN.replace(microsecond=123456))

    [sighting] = read_again(warc((late, data)), tmp_path)

    assert sighting.capture.at == late.at


@pytest.mark.parametrize(
    "header",
    [("X-Trap", "a\r\nWARC-Type: request"), ("X-Имя", "Орлан"), ("", "x"), ("X", "\x00")],
)
def test_a_header_cannot_break_out_of_its_line(header: tuple[str, str], tmp_path: Path) -> None:
    [sighting] = read_again(warc(an_answer(PAGE, headers=(header,))), tmp_path)

    assert sighting.data == PAGE
    assert sighting.capture.status == 200


@pytest.mark.parametrize("url", ["https://mfa.example/новости/1", "https://a.example/x y\r\nB: c"])
def test_an_address_cannot_break_out_of_its_line(url: str, tmp_path: Path) -> None:
    [sighting] = read_again(warc(an_answer(PAGE, url=url)), tmp_path)

    assert sighting.data == PAGE


@given(st.binary(max_size=200), st.sampled_from([None, 200, 204, 301, 404, 799]))
def test_any_bytes_come_back(data: bytes, status: int | None) -> None:
    content = warc((make_capture(data, status=status), data))

    *_, last = (record.content_stream().read() for record in ArchiveIterator(BytesIO(content)))

    assert last == data
