"""DOCX: every paragraph in order, and no bomb unpacked."""

import pytest

from collect.documents import CALL, MATTERS, a_docx, a_zip, with_member
from crossread.collect import packed, read_bytes
from crossread.errors import BadInput, TooLarge
from crossread.model import Readout

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(data: bytes) -> Readout:
    return read_bytes(data, name="call.docx")


def with_body(inner: str, before: str = "") -> bytes:
    """A DOCX whose main part is written by hand."""
    part = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document xmlns:w="{W}" xmlns:mc="http://'
        'schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<w:body>{inner}</w:body></w:document>"
    )
    return with_member(a_docx(CALL), "word/document.xml", part.encode())


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_and_tables_come_in_order() -> None:
    readout = read(a_docx(CALL, MATTERS, title="Call with Sarn", table=("Time", "18:30")))
    assert readout.text == f"{CALL}\n{MATTERS}\nTime\n18:30"
    assert (readout.title, readout.id) == ("Call with Sarn", "call.docx")


def test_the_day_a_file_was_made_is_only_a_note() -> None:
    readout = read(a_docx(CALL))
    assert readout.date is None
    assert readout.notes == (
        "the file was made on 2013-12-23; not taken as the day of the statement",
    )


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    readout = read(
        with_body(
            f"<w:p>{run('They ')}<w:ins>{run('agreed')}</w:ins><w:del><w:r>"
            f"<w:delText>met</w:delText></w:r></w:del><w:moveFrom>{run('X')}</w:moveFrom>"
            f"{run('.')}</w:p>"
        )
    )
    assert readout.text == "They agreed."
    assert readout.notes[0].startswith("has tracked changes")


def test_fields_controls_and_breaks_are_read() -> None:
    control = f"<w:sdt><w:sdtContent>{run('to')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run(' Sarn')}</w:hyperlink>"
    broken = "<w:r><w:t>x</w:t><w:tab/><w:t>y</w:t><w:br/><w:noBreakHyphen/></w:r>"
    assert read(with_body(f"<w:p>{control}{link}{broken}</w:p>")).text == "to Sarnx\ty\n\u2011"


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Box')}</w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    inner = f"<w:p>{run('Text')}<w:r>{both}</mc:AlternateContent></w:r></w:p>"
    assert read(with_body(inner)).text == "Text\nBox"


@pytest.mark.parametrize(
    "data",
    [
        a_docx(CALL)[:-200],
        a_zip(word__document_xml="<w:document/>"),
        with_body("<w:p>"),
        with_member(a_docx(CALL), "[Content_Types].xml", b"<Types/>"),
        with_member(a_docx(CALL), "word/document.xml", b""),
        with_member(a_docx(CALL), "docProps/core.xml", b"<broken"),
    ],
)
def test_a_damaged_document_is_named(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"call.docx is a damaged DOCX or ZIP file"):
        read(data)


@pytest.mark.parametrize("data", [a_docx(), a_docx(" "), with_body("")])
def test_an_empty_document_is_named(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"call.docx holds no text"):
        read(data)


def test_a_bomb_is_refused_by_its_ratio() -> None:
    bomb = with_member(a_docx(CALL), "word/media/image.bin", bytes(5_000_000))
    with pytest.raises(TooLarge, match="unpacks to far more than a document holds"):
        read(bomb)


def test_a_bomb_is_refused_by_its_declared_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_TOTAL", 10_000)
    with pytest.raises(TooLarge, match="unpacks to far more"):
        read(a_docx(CALL))


def test_a_directory_that_lies_about_sizes_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_XML", 500)
    with pytest.raises(TooLarge, match="unpacks to far more"):
        read(a_docx(CALL))


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_MEMBERS", 5)
    with pytest.raises(TooLarge):
        read(a_docx(CALL))


def test_entity_definitions_are_refused() -> None:
    bomb = with_body(f"<w:p>{run('&b;')}</w:p>", '<!DOCTYPE x [<!ENTITY b "bbbbbbbbbb">]>')
    with pytest.raises(BadInput, match="defines XML entities"):
        read(bomb)


def test_a_locked_package_is_named() -> None:
    data = bytearray(a_docx(CALL))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # the flag of encryption in the directory
    with pytest.raises(BadInput, match="locked with a password"):
        read(bytes(data))
