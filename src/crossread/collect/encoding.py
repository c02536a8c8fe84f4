"""Which characters some bytes stand for, and how sure that is."""

import codecs
import re
from dataclasses import dataclass

from crossread.collect.raw import Raw
from crossread.errors import BadInput

# Longest first: the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The encodings that government sites of the last thirty years are found in. A closed list keeps
# the guess quick and away from mainframe code pages, and declared names away from odd codecs.
LEGACY = (
    "cp1251", "koi8_r", "koi8_u", "cp866", "gb18030", "big5", "big5hkscs", "cp1252", "cp1250",
    "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp874", "cp932", "euc_jp",
    "cp949", "euc_kr",
)  # fmt: skip
# A declared subset is read as the larger set that its writers really use (WHATWG "Encoding").
WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "euc_kr": "cp949", "koi8-r": "koi8_r", "koi8-u": "koi8_u",
}  # fmt: skip
ISO = tuple(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16))

CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\v\f\r\x1b"))
BINARY_SHARE = 0.02  # control characters in all; text has none, programs and images some 10%
DAMAGE_SHARE = 0.05  # broken bytes to sound non-ASCII characters: damaged text, not another code
WESTERN_SHARE = 0.03  # bytes outside ASCII; Polish or Turkish has 6% and more, Russian 80%
SAMPLE = 1_000_000  # bytes that a guess looks at

_META = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what its reader should know of how it was decoded."""

    text: str
    notes: tuple[str, ...] = ()


def decode(raw: Raw) -> Decoded:
    """Turn bytes into text: by its mark, as UTF-8, as declared, or by a guess, in this order.

    UTF-8 comes before the declaration, because other text is almost never valid UTF-8 while
    servers often declare a default that the page does not use.

    Raises:
        BadInput: the bytes are no text in any encoding that crossread knows.
    """
    for mark, codec in MARKS:
        if raw.data.startswith(mark):
            return _decode_marked(raw, codec)
    if _share(len(raw.data.translate(None, CONTROLS)), len(raw.data)) > BINARY_SHARE:
        raise _binary(raw)
    return _as_utf8(raw) or _as_declared(raw) or _as_damaged_utf8(raw) or _as_guessed(raw)


def _decode_marked(raw: Raw, codec: str) -> Decoded:
    text = raw.data.decode(codec, "replace")
    sound = len(text.translate(dict.fromkeys(CONTROLS)))
    if _share(sound, len(text)) > BINARY_SHARE:
        raise _binary(raw)
    return Decoded(text)


def _as_utf8(raw: Raw) -> Decoded | None:
    text = _strict(raw.data, "utf-8")
    if text is None:
        return None
    declared = _declared_codec(raw)
    if text.isascii() or declared in ("", "utf-8"):
        return Decoded(text)
    return Decoded(text, (f"declared as {_familiar(declared)}, read as utf-8: its bytes are",))


def _as_declared(raw: Raw) -> Decoded | None:
    codec = _declared_codec(raw)
    if codec in ("", "utf-8"):
        return None
    text = _strict(raw.data, codec)
    return None if text is None else Decoded(text, (f"read as {_familiar(codec)}, as declared",))


def _as_damaged_utf8(raw: Raw) -> Decoded | None:
    text = raw.data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    if broken > DAMAGE_SHARE * sound:
        return None
    return Decoded(text, (f"read as utf-8; {broken} broken places: damaged or mixed encodings",))


def _as_guessed(raw: Raw) -> Decoded:
    from charset_normalizer import from_bytes

    # Hardly any accents: too little for a guess, and the old default of the West fits almost all.
    western = _strict(raw.data, "cp1252")
    if western is not None and _is_western(raw.data):
        return Decoded(western, (_GUESSED.format("windows-1252"),))
    best = from_bytes(_sample(raw.data), cp_isolation=list(LEGACY)).best()
    if best is None:
        hint = "Open it in an editor that shows it rightly, and save it as UTF-8."
        raise BadInput(f"{raw.name}: its character encoding could not be told", hint)
    # Where two encodings give the very same text, say the better known.
    codec = "cp1252" if "cp1252" in best.could_be_from_charset else best.encoding
    return Decoded(raw.data.decode(codec, "replace"), (_GUESSED.format(_familiar(codec)),))


_GUESSED = "read as {}, guessed: no encoding was declared"


def _is_western(data: bytes) -> bool:
    """Whether accents are few and stand alone, as no word of another alphabet does."""
    foreign = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    return foreign < WESTERN_SHARE * len(data) and re.search(rb"[\xc0-\xff]{3}", data) is None


def _sample(data: bytes) -> bytes:
    """The first part of long data, cut where no character of any encoding is cut in two."""
    return data if len(data) <= SAMPLE else data[:SAMPLE].rpartition(b"\n")[0] or data[:SAMPLE]


def _declared_codec(raw: Raw) -> str:
    """The codec named by the sender, else by the page itself; empty if none that is known."""
    meta = _META.search(raw.data[:4096])
    for name in (raw.charset, meta[1].decode("ascii", "replace") if meta else ""):
        try:
            codec = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        codec = WIDER.get(codec, codec)
        if codec in ("utf-8", *LEGACY, *ISO):
            return codec
    return ""


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _share(sound: int, total: int) -> float:
    return (total - sound) / total if total else 0.0


def _familiar(codec: str) -> str:
    return re.sub(r"^cp(?=125)", "windows-", codec).replace("_", "-")


def _binary(raw: Raw) -> BadInput:
    hint = "If it is a text, save it as UTF-8. Crossread reads plain text, HTML, PDF and DOCX."
    return BadInput(f"{raw.name} holds binary data, not text", hint)
