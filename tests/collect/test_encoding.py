"""Encodings: what is told, what is guessed, and what is said of both."""

import pytest

from collect.documents import CALL, CHINESE, MATTERS, RUSSIAN, a_page
from crossread.collect import read_bytes
from crossread.errors import BadInput

FRENCH = "Le ministre a évoqué la libération des chercheurs détenus – « sans délai ».\n"


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-be"]
)
@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, FRENCH])
def test_unicode_is_read_without_remark(codec: str, text: str) -> None:
    marked = text if codec in ("utf-8", "utf-8-sig", "utf-16", "utf-32") else f"\ufeff{text}"
    readout = read_bytes(marked.encode(codec), name="a.txt")
    assert (readout.text, readout.notes) == (text, ())


@pytest.mark.parametrize(
    ("text", "codec", "familiar"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8-r"),
        (RUSSIAN, "cp866", "cp866"),
        (CHINESE, "gb18030", "gb18030"),
        (CHINESE.replace("长", "長").replace("电话", "電話"), "gb18030", "gb18030"),
        ("部長同薩恩外長通電話。雙方就糧食貿易和港口局勢交換意見。\n", "big5", "big5"),
        (FRENCH, "cp1252", "windows-1252"),
        (f"{CALL} He warned against naïve hopes.\n", "cp1252", "windows-1252"),
        (f"{CALL[:-1]} – “frank and constructive”.\n", "cp1252", "windows-1252"),
    ],
)
def test_an_undeclared_encoding_is_guessed_and_said(text: str, codec: str, familiar: str) -> None:
    readout = read_bytes(text.encode(codec), name="a.txt")
    assert readout.text == text
    assert readout.notes == (f"read as {familiar}, guessed: no encoding was declared",)


@pytest.mark.parametrize(
    ("declared", "codec", "note"),
    [
        ("windows-1251", "cp1251", "read as windows-1251, as declared"),
        ("KOI8-R", "koi8_r", "read as koi8-r, as declared"),
        ("windows-1251", "utf-8", "declared as windows-1251, read as utf-8: its bytes are"),
        ("iso-8859-1", "utf-8", "declared as windows-1252, read as utf-8: its bytes are"),
        ("unicode_escape", "cp1251", "read as windows-1251, guessed: no encoding was declared"),
        ("no-such-code", "koi8_r", "read as koi8-r, guessed: no encoding was declared"),
    ],
)
def test_a_declared_encoding_is_used_if_it_can_be_true(
    declared: str, codec: str, note: str
) -> None:
    kind = f'text/plain; charset="{declared}"'
    readout = read_bytes(RUSSIAN.encode(codec), name="a.txt", content_type=kind)
    assert (readout.text, readout.notes) == (RUSSIAN, (note,))


def test_a_page_declares_its_own_encoding() -> None:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    lines = CHINESE.split()
    page = a_page("".join(f"<p>{line}</p>" for line in lines), lang="zh", head=head)
    readout = read_bytes(page.encode("gb18030"), name="a.html")
    assert readout.text.split("\n")[-2:] == lines
    assert readout.notes[0] == "read as gb18030, as declared"


def test_gb18030_text_declared_gb2312_keeps_its_rare_characters() -> None:
    kind = "text/plain; charset=gb2312"
    assert read_bytes("朱镕基、㐀\n".encode("gb18030"), name="a", content_type=kind).text[2] == "基"


def test_mixed_encodings_are_said() -> None:
    data = RUSSIAN.encode() + b"He said \x93yes\x94.\n"
    readout = read_bytes(data, name="a.txt")
    assert readout.text == RUSSIAN + "He said \ufffdyes\ufffd.\n"
    assert readout.notes == (
        "read as utf-8; 2 broken places: damaged or mixed encodings",
        "2 characters were lost before this text came here, first on line 3",
    )


@pytest.mark.parametrize("codec", ["cp1252", "latin-1", "cp1251"])
def test_double_encoding_is_said(codec: str) -> None:
    word = "министр" if codec == "cp1251" else "détenus"
    harmed = word.encode().decode(codec)
    readout = read_bytes(f"{CALL}\nOf the {harmed}.\n".encode(), name="a.txt")
    assert harmed in readout.text  # said, not repaired
    (note,) = readout.notes
    assert note.startswith("1 lines look like UTF-8 once misread as ")
    assert note.endswith(", first line 2")


@pytest.mark.parametrize("text", [RUSSIAN, CHINESE, FRENCH, "№ 5 «Э» ё\n", "“Да” — он\n", "Ã\n"])
def test_sound_text_is_not_called_harmed(text: str) -> None:
    assert read_bytes(text.encode(), name="a.txt").notes == ()


def test_text_lost_in_chinese_is_said() -> None:
    readout = read_bytes("部长锟斤拷通电话。\n".encode(), name="a.txt")
    assert readout.notes == ("1 characters were lost before this text came here, first on line 1",)


def test_a_stray_null_is_kept_and_said() -> None:
    text = f"{CALL}\n{MATTERS}\x00\n"
    readout = read_bytes(text.encode(), name="a.txt")
    assert readout.text == text
    assert readout.notes == ("holds 1 control characters, first on line 2",)


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x00\x01\x02 text",
        "A text in UTF-16 without its mark".encode("utf-16-le"),
        b"\xff\xfe" + b"\x00\x00" * 50,
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"a.txt holds binary data, not text") as error:
        read_bytes(data, name="a.txt")
    assert "UTF-8" in error.value.hint


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(BadInput, match="its character encoding could not be told"):
        read_bytes(bytes((7 * n * n) % 128 + 128 for n in range(200)), name="a.txt")
