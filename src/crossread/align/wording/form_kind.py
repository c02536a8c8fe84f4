"""Rules for changes of form: space, typography, punctuation, spelling, what frames the text."""

import re
from collections.abc import Callable

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from crossread.align.wording.case import Case, View
from crossread.align.wording.pieces import bare_letters, is_word
from crossread.text.fold import fold

Seen = tuple[str, str]

MARKUP = re.compile(r"[*_#\\\[\]`~|>]+|[•·▪]|(?:^|\s)-(?=\s)")
LINK = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b(?:[A-Za-z\d-]+\.)+(?:gov|org|com|net|int|edu|[a-z]{2})\b"
    r"(?:/\S*)?"
)
BULLET = re.compile(r"[-*•·▪–—]|\d{1,3}[.)]?")
NUMBERING = re.compile(
    r"(?:\d{1,3}|[a-zA-Zа-яА-Я]|[ivxIVX]{1,5})[.)]|[-*•·▪–—]|[一二三四五六七八九十]{1,2}、"
)
# a file's name, or one with the word of its link glued on: order-12Download
FILE = re.compile(r"\S+\.(?:pdf|docx?|xlsx?|pptx?|zip|mp[34]|jpe?g|png)|\w+-\d+[A-Z][a-z]+")
NUMBERED_WORDS = 4  # "Executive Order 12"
STOPPED = re.compile(r"[!?。！？…]$|[^\W\d]{3,}\.$")
POINTER_WORDS = 20  # a longer passage with a pointer in it says something besides
LINE_MAX = 60  # characters: a longer line is no by-line and no navigation
HEAD_MAX = 100  # before the first paragraph a by-line with its offices may be longer
POINTER, ADDRESS = "page-pointer", "form-of-address"
# Words of that length in which so many letters differ are one word in two spellings or forms;
# set by reading edits of two publishers in 2026.
SPELLED_LEAST = 4
SPELLED_APART = 0.34  # share of the letters of the longer word


def only_space(case: Case) -> Seen | None:
    """Only white space differs: line breaks, spaces that do not break."""
    return ("white space", "white space") if not any(v.words for v in case.views) else None


def typography(case: Case) -> Seen | None:
    """The same words and marks in another typography: quotation marks, dashes, bullets, mark-up."""
    return _same(case, lambda view: _unmarked(view.folded))


def letter_case(case: Case) -> Seen | None:
    """The same letters, capital or small."""
    return _same(case, lambda view: _unmarked(view.folded).casefold())


def _unmarked(words: str) -> str:
    return " ".join(MARKUP.sub(" ", words).split())


def _same(case: Case, form: Callable[[View], str]) -> Seen | None:
    old, new = (form(view) for view in case.views)
    return (case.old.words, case.new.words) if old == new else None


def list_mark(case: Case) -> Seen | None:
    """The number or bullet of a list item."""
    bullets = [BULLET.fullmatch(v.words) for v in case.views]
    numbered = not all(v.words.isdecimal() for v in case.views) and all(bullets)
    marks = [not v.words or numbered or NUMBERING.fullmatch(v.words) for v in case.views]
    opens = any(v.inside and _opens_line(v) for v in case.views)
    return (case.old.words, case.new.words) if all(marks) and opens else None


def _opens_line(view: View) -> bool:
    return view.inside is not None and not view.context[: view.inside.start].strip(" \t*_#")


def page_furniture(case: Case) -> Seen | None:
    """A line of the page around the text: navigation, downloads, pointers, rows of signs."""
    return _both(case, lambda view: _is_furniture(view, case.whole))


def _is_furniture(view: View, whole: bool) -> bool:
    if whole and not view.counted:
        return len(view.words) > 1
    cues = {m.concept.id for m in view.matches}
    if FILE.fullmatch(view.words) or "page-way" in cues:
        return "\n" not in view.words
    if whole and POINTER in cues and len(view.counted) <= POINTER_WORDS:
        return True
    lines = all(len(line) <= LINE_MAX for line in view.words.splitlines())
    return lines and bool(cues & {"frame-words", "frame-tail"})


def _both(case: Case, holds: Callable[[View], bool]) -> Seen | None:
    """Whether it holds of each side that has words."""
    told = [holds(view) for view in case.views if view.words]
    return (case.old.words, case.new.words) if told and all(told) else None


def link_address(case: Case) -> Seen | None:
    """Only an address that the text links to, or the words that point to it."""
    return _both(case, _is_link)


def _is_link(view: View) -> bool:
    pointers = [view.said(match) for match in view.matches if match.concept.id == POINTER]
    left = LINK.sub("", view.words)
    for words in pointers:
        left = left.replace(words, "")
    return bool(pointers or LINK.search(view.words)) and not bare_letters(left)


def byline(case: Case) -> Seen | None:
    """A line that says who issued the text, where, when, as which document; it reports nothing."""
    return _both(case, lambda view: case.whole and _is_byline(view, case.head, case.titles))


def _is_byline(view: View, head: bool, titles: tuple[str, str]) -> bool:
    if bare_letters(view.words) in map(bare_letters, titles):  # the headline, repeated
        return True
    if any(len(line) > (HEAD_MAX if head else LINE_MAX) for line in view.words.splitlines()):
        return False
    cues = {m.concept.id for m in view.matches}
    acts = any(m.concept.field == "acts" for m in view.matches)
    if "attribution-below" in cues or (head and not acts and not STOPPED.search(view.words)):
        return True
    if "document-number" in cues and len(view.counted) <= NUMBERED_WORDS:
        return True
    dated = any(figure.kind == "date" for figure in view.figures)
    left = view.words
    for figure in view.figures:
        left = left.replace(figure.words, "")
    return dated and sum(map(is_word, left.split())) <= 1


def punctuation(case: Case) -> Seen | None:
    """Marks came, went or changed; every word stayed."""
    same = [w.casefold() for w in case.old.counted] == [w.casefold() for w in case.new.counted]
    return (case.old.words, case.new.words) if same else None


def other_hyphen(case: Case) -> Seen | None:
    """A hyphen without which it is another word (re-sign, resign)."""
    told = case.old.cue("hyphen-tells") or case.new.cue("hyphen-tells")
    same = bare_letters(case.old.words) == bare_letters(case.new.words)
    return (case.old.words, case.new.words) if told and same else None


def run_together(case: Case) -> Seen | None:
    """Words written together or apart that have the same letters and the same numbers."""
    old, new = (re.findall(r"\d[\d.,:/–-]*", view.words) for view in case.views)
    same = bare_letters(case.old.words) == bare_letters(case.new.words)
    return (case.old.words, case.new.words) if same and old == new and old else None


def same_letters(case: Case) -> Seen | None:
    """The same letters together, apart or with a hyphen (DC and D.C.), but for small words."""
    old, new = (re.findall(r"\d+", view.words) for view in case.views)
    same = bare_letters(case.old.words) == bare_letters(case.new.words)
    letters = [bare_letters("".join(view.content)) for view in case.views]
    same = same or bool(letters[0] and letters[0] == letters[1])
    return (case.old.words, case.new.words) if same and old == new else None


def stands_elsewhere(case: Case) -> Seen | None:
    """Words that stand in the other wording, too: a sentence cut in two, joined, or said twice."""
    return (case.old.words, case.new.words) if case.elsewhere else None


def form_of_address(case: Case) -> Seen | None:
    """Another form of address before the same name: Mr, Ms, the Honorable."""
    said = [" ".join(v.said(m) for m in v.matches if m.concept.id == ADDRESS) for v in case.views]
    told = all(said) and all(
        bare_letters(words) == bare_letters(view.words)
        for words, view in zip(said, case.views, strict=True)
    )
    return (case.old.words, case.new.words) if told else None


def small_words(case: Case) -> Seen | None:
    """Only words that say nothing by themselves: articles, prepositions."""
    return None if any(case.different) else (case.old.words, case.new.words)


def spelling(case: Case) -> Seen | None:
    """One word in two spellings or forms, or with a slip of a letter that makes no word."""
    old, new = case.different
    if len(old) != len(new) or not old:
        return None
    near = [
        _near(fold(a).low, fold(b).low) or _is_slip(case, a, b)
        for a, b in zip(old, new, strict=True)
    ]
    return (" ".join(old), " ".join(new)) if all(near) else None


def _is_slip(case: Case, old: str, new: str) -> bool:
    """Whether a letter differs, and one of the two stands nowhere in the other text, nor as a term.

    Of the very short words, "we" and "be" are two; "w." for "v." is a slip.
    """
    if not (old.isalpha() and new.isalpha()) or Levenshtein.distance(old, new) > 1:
        return False
    ours, theirs = case.views
    return not (_is_known(ours, theirs, old) and _is_known(theirs, ours, new))


def _is_known(view: View, other: View, word: str) -> bool:
    return word.lower() in other.small or any(view.said(m) == word for m in view.matches)


def _near(old: str, new: str) -> bool:
    if not (old.isalpha() and new.isalpha()):
        return False
    if anyascii(old) == anyascii(new):  # an accent
        return True
    longer, apart = max(len(old), len(new)), Levenshtein.distance(old, new)
    if longer < SPELLED_LEAST or (old[0] != new[0] and apart > 1):
        return False
    return apart <= max(1, SPELLED_APART * longer)
