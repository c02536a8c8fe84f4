"""What is not a readable text is named, whatever its file is called."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from collect.documents import CALL, MATTERS, STATEMENT_PAGE, a_docx, a_pdf, a_zip
from crossread.collect import read_bytes
from crossread.errors import BadInput, CrossreadError
from crossread.model import Readout


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"{\\rtf1\\ansi They spoke.}", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old or locked Office file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "an image (PNG)"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "an image (JPEG)"),
        (b"GIF89a" + bytes(50), "an image (GIF)"),
        (b"\x7fELF" + bytes(50), "a program"),
        (b"\x1f\x8b\x08" + bytes(50), "a compressed file (gzip)"),
        (a_zip(content_xml="", mimetype=""), "an OpenDocument file (ODT)"),
        (a_zip(xl__workbook_xml=""), "a spreadsheet (XLSX)"),
        (a_zip(ppt__presentation_xml=""), "a presentation (PPTX)"),
        (a_zip(a_txt="They spoke."), "an archive (ZIP)"),
        (b"PK\x03\x04 and nothing more", "a damaged DOCX or ZIP file"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "a feed or a site map"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>", "a feed or a site map"),
        (b"<?xml version='1.0'?><record/>", "an XML document"),
    ],
)
def test_another_kind_is_named_with_a_next_step(data: bytes, what: str) -> None:
    with pytest.raises(BadInput) as error:
        read_bytes(data, name="call.txt")
    assert str(error.value).startswith(f"call.txt is {what}")
    assert error.value.hint


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff\xfe \x00"])
def test_an_empty_document_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"call.txt (is empty|holds no text)"):
        read_bytes(data, name="call.txt")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.json", ""), ("a", "application/json"), ("a", "image/svg+xml"), ("a", "video/mp4")],
)
def test_what_its_sender_calls_no_text_is_refused(name: str, kind: str) -> None:
    with pytest.raises(BadInput, match="not a text"):
        read_bytes(b"{}", name=name, content_type=kind)


@pytest.mark.parametrize("name", ["call.txt", "call.pdf", "call.docx", "call", "call.html"])
@pytest.mark.parametrize(
    "data", [f"{CALL}\n{MATTERS}".encode(), STATEMENT_PAGE.encode(), a_pdf([CALL]), a_docx(CALL)]
)
def test_the_content_counts_not_the_name(name: str, data: bytes) -> None:
    assert CALL in read_bytes(data, name=name).text


@pytest.mark.parametrize("kind", ["application/octet-stream", "text/html", "binary/unknown"])
def test_a_wrongly_declared_text_is_still_read(kind: str) -> None:
    assert read_bytes(CALL.encode(), name="a", content_type=kind).text == CALL


starts = st.sampled_from(
    [
        b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<!doctype html><p>", b"---\n", b"\xff\xfe",
        b"\x00\x00\xfe\xff", b"\xef\xbb\xbf---\n", b"<?xml version='1.0'?><html>", b"<p>",
    ]
)  # fmt: skip
ends = st.sampled_from([b"", b"\n---\nText", b"</p></html>", b"\ntrailer<</Root 1 0 R>>\n%%EOF"])


@given(starts, st.binary(max_size=300), ends)
@example(b"", b"", b"")
def test_any_bytes_give_a_readout_or_an_error_of_ours(
    start: bytes, some: bytes, end: bytes
) -> None:
    try:
        readout = read_bytes(start + some + end, name="call")
    except CrossreadError as error:
        assert str(error)
        assert "\n" not in str(error)
    else:
        assert isinstance(readout, Readout)


@given(st.sampled_from([a_pdf([CALL], [MATTERS]), a_docx(CALL, MATTERS)]), st.data())
def test_a_damaged_document_gives_a_readout_or_an_error_of_ours(
    whole: bytes, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(whole)))
    length = data.draw(st.integers(0, 40))
    harmed = whole[:at] + data.draw(st.binary(max_size=10)) + whole[at + length :]
    try:
        read_bytes(harmed, name="call")
    except CrossreadError as error:
        assert "\n" not in str(error)
