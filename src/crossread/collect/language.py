"""Language tags that documents declare, and whether their letters bear them out."""

import re
import unicodedata

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
SAMPLE = 5_000  # characters looked at
# Scripts as they begin the Unicode names of their letters, by their ISO 15924 code.
SCRIPTS = {
    "Latn": ("LATIN",), "Cyrl": ("CYRILLIC",), "Grek": ("GREEK",), "Arab": ("ARABIC",),
    "Hebr": ("HEBREW",), "Hans": ("CJK",), "Hant": ("CJK",), "Kore": ("HANGUL", "CJK"),
    "Jpan": ("HIRAGANA", "KATAKANA", "CJK"), "Armn": ("ARMENIAN",), "Geor": ("GEORGIAN",),
    "Deva": ("DEVANAGARI",), "Thai": ("THAI",),
}  # fmt: skip


def find_language_tag(words: str) -> str:
    """Give a BCP 47 tag in its usual spelling; empty when the words are no tag.

    >>> find_language_tag("EN_us"), find_language_tag("zh-hant"), find_language_tag("Russian")
    ('en-US', 'zh-Hant', '')
    """
    tag = words.strip().replace("_", "-")
    if not _TAG.fullmatch(tag) or tag.lower() == "und":
        return ""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *map(_usual_case, rest)])


def _usual_case(part: str) -> str:
    if len(part) == 2:
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def bears_out(language: str, text: str) -> bool:
    """Whether most letters of a text are of a script that its declared language uses.

    Site templates often declare one language for pages in all. A language or script that is
    not known here is believed.
    """
    names = SCRIPTS.get(_script(language), ())
    letters = [char for char in text[:SAMPLE] if char.isalpha()]
    fitting = sum(unicodedata.name(char, "").startswith(names) for char in letters)
    return not names or 2 * fitting >= len(letters)


def _script(language: str) -> str:
    from babel.core import get_global

    likely = get_global("likely_subtags")
    whole = likely.get(language.replace("-", "_")) or likely.get(language.split("-")[0], "")
    found = re.search(r"[A-Z][a-z]{3}", language) or re.search(r"(?<=_)[A-Z][a-z]{3}", whole)
    return found[0] if found else ""
