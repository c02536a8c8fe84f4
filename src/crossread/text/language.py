"""The language of a text, from its script and letters where they tell."""

import re
from collections import Counter

HAN = re.compile("[\u4e00-\u9fff]")
KANA = re.compile("[\u3040-\u30ff]")
HANGUL = re.compile("[\uac00-\ud7af]")
CYRILLIC = re.compile("[\u0400-\u04ff]")
LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
SCRIPTS = {  # scripts that one language of diplomacy mostly uses
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
}
CYRILLIC_LETTERS = (  # letters that only some languages write, the surest first
    ("tg", "ӣӯҷҳ"),
    ("kk", "әұһ"),
    ("ky", "өүң"),
    ("be", "ў"),  # before uk: both write і
    ("uk", "іїєґ"),
    ("mk", "ѓќѕ"),
    ("sr", "ђћљњџ"),
    ("ru", "ыэ"),
    ("bg", "ъ"),
)
ARABIC_LETTERS = (("fa", "پچژگ"), ("ur", "ٹڈڑے"))
SHARE = 0.002  # of all letters: a name in another language does not change the text's own
ENGLISH_TH = 0.012  # share of "th" among pairs of letters: English 0.03, its neighbours < 0.006
SAMPLE = 6_000  # characters looked at


def detect_language(text: str) -> str:
    """BCP 47 code of the language, `und` when nothing tells.

    Script and letters decide where they can; other languages in Latin letters are told by
    py3langid, which is loaded only then (half a second).

    >>> detect_language("The two leaders spoke of the border.")
    'en'
    >>> detect_language("Стороны обсудили вопросы безопасности и выразили обеспокоенность.")
    'ru'
    >>> detect_language("双方就地区局势交换了意见。")
    'zh'
    """
    sample = text[:SAMPLE].lower()
    scripts = {
        "han": len(HAN.findall(sample)) * 2,  # a character says as much as two letters
        "hangul": len(HANGUL.findall(sample)) * 2,
        "cyrillic": len(CYRILLIC.findall(sample)),
        "latin": len(LATIN.findall(sample)),
    } | {code: len(pattern.findall(sample)) for code, pattern in SCRIPTS.items()}
    script, count = max(scripts.items(), key=lambda item: item[1])
    if not count:
        return "und"
    if script == "han":
        return "ja" if len(KANA.findall(sample)) > 0.05 * count else "zh"
    if script == "cyrillic":
        return _by_letters(sample, CYRILLIC_LETTERS, count, "ru")
    if script == "ar":
        return _by_letters(sample, ARABIC_LETTERS, count, "ar")
    if script == "latin":
        return _latin(sample, count)
    return "ko" if script == "hangul" else script


def _by_letters(sample: str, table: tuple[tuple[str, str], ...], count: int, other: str) -> str:
    letters = Counter(sample)
    for code, own in table:
        if sum(letters[c] for c in own) > max(1, SHARE * count):
            return code
    return other


def _latin(sample: str, count: int) -> str:
    if sample.count("th") > ENGLISH_TH * count:
        return "en"
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
