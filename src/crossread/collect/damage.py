"""Signs that a text was harmed on its way here: said, never repaired."""

import re

from crossread.collect.encoding import CONTROLS

SAMPLE = 1_000_000  # characters looked at for double encoding
# Single-byte sets that UTF-8 is most often mistaken for, with what their misreadings look like.
MISTAKEN_FOR = ("cp1252", "latin-1", "cp1251")
# A character beyond ASCII has two bytes and more in UTF-8, each of which was misread as one.
_PAIR = re.compile("[^\\x00-\\x7f]{2}")
_CONTROL = re.compile("[" + re.escape(CONTROLS.decode("ascii")) + "]")
_REPLACED_READ_AS_GBK = ("\ufffd" * 2).encode().decode("gb18030")


def damage_notes(text: str) -> tuple[str, ...]:
    """Say what looks harmed: lost characters, control characters, double encoding."""
    found = (_lost_characters(text), _control_characters(text), _double_encoding(text))
    return tuple(note for note in found if note)


def _lost_characters(text: str) -> str:
    for sign in ("\ufffd", _REPLACED_READ_AS_GBK):
        if count := text.count(sign):
            line = _line_of(text, text.index(sign))
            return f"{count} characters were lost before this text came here, first on line {line}"
    return ""


def _control_characters(text: str) -> str:
    found = list(_CONTROL.finditer(text))
    if not found:
        return ""
    return (
        f"holds {len(found)} control characters, first on line {_line_of(text, found[0].start())}"
    )


def _double_encoding(text: str) -> str:
    lines = text[:SAMPLE].split("\n")
    harmed = [(number, codec) for number, line in enumerate(lines, 1) if (codec := _misread(line))]
    if not harmed:
        return ""
    number, codec = harmed[0]
    return f"{len(harmed)} lines look like UTF-8 once misread as {codec}, first line {number}"


def _misread(line: str) -> str:
    """The set that a line of UTF-8 was mistaken for; empty when the line is sound."""
    if line.isascii() or not _PAIR.search(line):
        return ""
    for codec in MISTAKEN_FOR:
        try:
            restored = line.encode(codec).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
        if len(restored) < len(line):
            return codec.replace("cp", "windows-")
    return ""


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
