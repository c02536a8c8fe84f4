"""A text cut into lines that belong together, and those into sentences.

`sentencex` (Wikimedia) cuts; each rule in `JOIN_RULES` names a case where its cut is wrong
in official prose. To change the behaviour add a rule and a line to the test.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from crossread.model import Span

BREAK = re.compile(r"[^\S\n]*\n\s*")
BULLET = re.compile(r"(?:[-*•–—·▪]\s|\d{1,2}[.)]\s|[#*]{1,3}\s?\S|[一二三四五六七八九十]{1,2}、)")
STOPPED = re.compile(r"[.!?:;。！？；：…][\"”’»）)\]*]*$")
WRAPPED_MIN = 50  # characters: a shorter line that does not end a sentence is a heading or item
QUOTED = re.compile(r"“[^“”]{60,}”|«[^«»]{60,}»|\"[^\"]{60,}\"")
STOP_INSIDE = re.compile(r"[^\W\d]{4,}[.!?]\s+(?=[A-ZА-ЯЁ])")
# what stands before the year is looked at behind it: what begins with digits is found faster
STAMP = re.compile(r"(?:19|20)\d\d(?<!\w\d{4})[^.!?]{0,12}\s\d{1,2}:\d{2}\s+(?=[A-ZА-ЯЁ\d])")
STAMP_END = re.compile(r"(?:19|20)\d\d[^.!?]{0,12}\s\d{1,2}:\d{2}$")
ITEM = re.compile(r"(?:^|[:;\n]\s*)\d{1,2}\.$")  # not "on June 24."
INITIALS = re.compile(r"(?:^|[\s(«“\"])(?:\w\.\s?)*[A-ZА-ЯЁ]\.$")
SHORT_WORD = re.compile(r"\b[^\W\d]{1,3}\.$")
LETTER = re.compile(r"[^\W\d]")


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where a sentence may end: the text on either side of it."""

    before: str
    after: str


def before_small_letter(gap: Gap) -> bool:
    """«Да!» | сказал он"""
    return gap.after[:1].islower()


def before_dash(gap: Gap) -> bool:
    """«Да!» | — сказал он"""
    return gap.after[:1] in "–—" and gap.before[-1:] in '»”"!?,'


def after_initials(gap: Gap) -> bool:
    """President J. | Smith; В.В. | Путин"""
    if not gap.before[-2:-1].isupper() or not gap.after[:1].isupper():
        return False
    return INITIALS.search(gap.before) is not None


def after_number_mark(gap: Gap) -> bool:
    """No. | 5; ст. | 7; 1. | Item; not the day at the end of a sentence: on June 5."""
    if gap.before[-2:-1].isdecimal():
        return ITEM.search(gap.before) is not None
    return gap.after[:1].isdigit() and SHORT_WORD.search(gap.before) is not None


def only_marks(gap: Gap) -> bool:
    """A cut that leaves nothing but a citation mark or a closing bracket: [5]."""
    return LETTER.search(gap.after) is None


JOIN_RULES: tuple[Callable[[Gap], bool], ...] = (
    before_small_letter,
    before_dash,
    after_initials,
    after_number_mark,
    only_marks,
)


def why_joined(gap: Gap) -> str | None:
    """The name of the rule that keeps this gap closed, or None where the text is cut."""
    return next((rule.__name__ for rule in JOIN_RULES if rule(gap)), None)


def split_lines(text: str) -> Iterator[Span]:
    """Yield paragraphs, headings and list items; lines that were only wrapped stay together."""
    start = 0
    for match in BREAK.finditer(text):
        if _is_break(
            text[start : match.start()], match.group(), text[match.end() : match.end() + 40]
        ):
            yield from _trimmed(text, start, match.start())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _is_break(before: str, gap: str, after: str) -> bool:
    last = before.rsplit("\n", 1)[-1].strip()
    if gap.count("\n") > 1 or BULLET.match(after) or STOPPED.search(last):
        return True
    return len(last) < WRAPPED_MIN or not last


def split_sentences(text: str, language: str) -> list[Span]:
    """The span of each sentence, in order, without the space around it.

    Spans never overlap, and together they cover every character but white space.

    >>> text = "They spoke at noon. Dr. Ramos took notes."
    >>> [text[s.start : s.stop] for s in split_sentences(text, "en")]
    ['They spoke at noon.', 'Dr. Ramos took notes.']
    """
    return [sentence for line in split_lines(text) for sentence in _split(text, line, language)]


def _split(text: str, line: Span, language: str) -> Iterator[Span]:
    words = text[line.start : line.stop]
    start = 0
    cuts = {b["end_index"] for b in get_sentence_boundaries(language.split("-")[0], words)}
    for cut in sorted(cuts | _cuts_in_quotes(words) | _cuts_after_stamps(words)):
        gap = Gap(words[start:cut].strip(), words[cut:].lstrip())
        if not gap.before or (gap.after and why_joined(gap)):
            continue
        yield from _trimmed(text, line.start + start, line.start + cut)
        start = cut
    yield from _trimmed(text, line.start + start, line.stop)


def is_stamped(words: str) -> bool:
    """Whether the words are a headline that a page has put before the text, with its hour."""
    return bool(STAMP_END.search(words.strip()))


def _cuts_in_quotes(words: str) -> set[int]:
    """Sentences of a speech that is quoted at length; sentencex keeps a quotation whole."""
    return {
        match.start() + inner.end()
        for match in QUOTED.finditer(words)
        for inner in STOP_INSIDE.finditer(match.group())
    }


def _cuts_after_stamps(words: str) -> set[int]:
    """Behind the day and hour of publication that a page has put before the text."""
    return {match.end() for match in STAMP.finditer(words)}


def _trimmed(text: str, start: int, stop: int) -> Iterator[Span]:
    words = text[start:stop].rstrip()
    bare = words.lstrip()
    if bare:
        yield Span(start + len(words) - len(bare), start + len(words))
