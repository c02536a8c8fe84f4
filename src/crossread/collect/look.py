"""One look at one statement: everything that is known when an answer is classified."""

from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz

from crossread.collect.answer import Answer
from crossread.collect.page_view import PageView
from crossread.collect.signs import Signs, load_signs
from crossread.model import Readout
from crossread.model.statement import Outcome

Place = Literal[
    "asked",  # the page that was asked for, also under another spelling of its address
    "statement",  # another address of the form of a statement's
    "front",  # a front page
    "section",  # a folder above the page, or a page that lists statements
    "elsewhere",
]
OPENING = 6000  # characters of a text that are compared to recognise a statement
RUN = 5  # characters of the sequences that two texts are compared by; as good for Chinese
# Share of the shorter text's sequences that the other has too, above which they are wordings of
# one statement. Set in 2026 on stored texts: of 1,000 pairs of two statements of one publisher
# (State, White House) none is above 0.47, of Chinese ones none above 0.25; 95 of 100 edited
# documents are above 0.59 (White House) and 0.36 (State, whose feed replaced some wholly).
SAME_TEXT = 0.5
SAME_TITLE = 90  # likeness of titles, 0 to 100, where no text is known; not yet measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the statement looked like when it was last seen."""

    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """An answer, and what it is judged by."""

    answer: Answer
    place: Place = "asked"  # where the answer came from, after redirects
    page: PageView | None = None  # None when no HTML page came
    readout: Readout | None = None  # None when nothing could be read as a statement
    unread: str = ""  # why not
    before: Before | None = None  # None when it was never seen
    nonsense: PageView | None = None  # what the site answers, with 200, to a made-up address
    signs: Signs = field(default_factory=load_signs)

    @property
    def shows_the_same(self) -> bool:
        """Whether what was read is the statement that was seen before, in whatever wording."""
        if self.before is None or self.readout is None:
            return False
        if self.before.text:
            return _nearness(self.before.text, self.readout.text) >= SAME_TEXT
        return fuzz.ratio(self.before.title, self.readout.title) >= SAME_TITLE

    @property
    def was_redirected(self) -> bool:
        """Whether the answer is of another page than was asked for."""
        return bool(self.answer.hops) and self.place != "asked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look came to, by which rule, and what that rule saw."""

    outcome: Outcome
    rule: str
    saw: str


def _nearness(a: str, b: str) -> float:
    """0 to 1: how much of the shorter text stands in the longer, whatever was cut or added."""
    mine, other = _sequences(a), _sequences(b)
    return len(mine & other) / max(1, min(len(mine), len(other)))


def _sequences(text: str) -> set[str]:
    plain = "".join(text[:OPENING].split()).casefold()
    return {plain[start : start + RUN] for start in range(len(plain) - RUN + 1)}
