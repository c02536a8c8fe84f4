"""PDF: the text layer in paragraphs, or a reason in one line."""

from io import BytesIO

import pytest
from pypdf import PdfWriter

from collect.documents import CALL, a_pdf, an_encrypted_pdf
from crossread.collect import pdf, read_bytes
from crossread.errors import BadInput, TooLarge
from crossread.model import Readout

HOW = "PDF: line breaks of the page were joined into paragraphs"


def read(data: bytes) -> Readout:
    return read_bytes(data, name="call.pdf")


def test_lines_are_joined_into_paragraphs() -> None:
    readout = read(
        a_pdf(
            [
                "Readout of the call",
                "The Minister spoke today with the Foreign Secretary of Sarn about trade in",
                "grain and long-",
                "term aid.",
                "They agreed to meet in June in Port Sarn and to keep up their exchanges on all",
                "matters.",
            ]
        )
    )
    assert readout.text.split("\n") == [
        "Readout of the call",
        "The Minister spoke today with the Foreign Secretary of Sarn about trade in "
        "grain and long-term aid.",
        "They agreed to meet in June in Port Sarn and to keep up their exchanges on all matters.",
    ]
    assert readout.notes == (
        HOW,
        "1 words broken by a hyphen at a line end keep it: re-sign is not resign",
    )
    assert (readout.language, readout.id) == ("und", "call.pdf")


def test_a_sentence_goes_on_over_the_page() -> None:
    first = ["The Minister spoke today with the Foreign Secretary", "1"]
    second = ["- 2 -", "of Sarn on matters of trade."]
    readout = read(a_pdf(first, second))
    assert readout.text == (
        "The Minister spoke today with the Foreign Secretary of Sarn on matters of trade."
    )


def test_what_the_file_says_of_itself() -> None:
    info = "/Title (Call with Sarn) /CreationDate (D:20240402183000+03'00')"
    readout = read(a_pdf([CALL], info=info))
    assert readout.title == "Call with Sarn"
    assert readout.date is None
    assert readout.notes[1:] == (
        "the file was made on 2024-04-02; not taken as the day of the statement",
    )


@pytest.mark.parametrize("title", ["Microsoft Word - final2.docx", "scan0001.pdf", ""])
def test_a_file_name_is_no_title(title: str) -> None:
    assert read(a_pdf([CALL], info=f"/Title ({title}) /CreationDate (unknown)")).title == ""


def test_scanned_pages_are_named() -> None:
    with pytest.raises(BadInput, match=r"call.pdf: scanned pages, no text: run OCR first"):
        read(a_pdf([], []))


def test_single_pages_without_text_are_said() -> None:
    assert "pages without text (scans?): 2, 3" in read(a_pdf([CALL], [], [])).notes


def test_a_document_open_to_readers_is_read() -> None:
    assert read(an_encrypted_pdf("")).text == CALL


def test_a_locked_document_is_named() -> None:
    with pytest.raises(BadInput, match=r"call.pdf is an encrypted PDF"):
        read(an_encrypted_pdf("secret"))


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n",
        b"%PDF-1.7\n" + bytes(2000),
        a_pdf([CALL])[:60],
        a_pdf([CALL]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
    ],
)
def test_a_broken_document_is_named_in_one_line(
    data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadInput) as error:
        read(data)
    assert str(error.value) in (
        "call.pdf is a broken PDF",
        "call.pdf: scanned pages, no text: run OCR first",
    )
    assert capfd.readouterr() == ("", "")


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    with pytest.raises(TooLarge, match=r"call.pdf has 3 pages; the limit is 2"):
        read(a_pdf([CALL], [CALL], [CALL]))


def test_too_much_text_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 50)
    with pytest.raises(TooLarge, match="more than 50 characters"):
        read(a_pdf([CALL], [CALL]))


def test_a_document_without_pages_holds_no_text() -> None:
    target = BytesIO()
    PdfWriter().write(target)
    with pytest.raises(BadInput):
        read(target.getvalue())
