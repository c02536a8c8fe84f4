"""Small words beside a name: whether the one who is named acts, and to which country it belongs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from crossread.lexicon import TermBase
from crossread.model import Span

CONCEPT = "beside-names"
NEAR = 90  # characters before a name in which the rest of its phrase and what governs it may stand
PASSED = 3  # words that may stand between "was" and what was done: was once again also discussed
STOPS = re.compile(r"[,;:!?()«»“”\"\n]|(?<=\w{3})\.")  # a phrase's end; not the stop of Mr.
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The small words of one language, in small letters; none where names are not so governed."""

    owner: frozenset[str] = NOBODY
    article: frozenset[str] = NOBODY
    state_form: frozenset[str] = NOBODY
    aside: frozenset[str] = NOBODY
    yet_acts: frozenset[str] = NOBODY
    joint: frozenset[str] = NOBODY
    both_held: frozenset[str] = NOBODY
    joining: frozenset[str] = NOBODY
    met_with: frozenset[str] = NOBODY
    met: frozenset[str] = NOBODY
    by: frozenset[str] = NOBODY
    be: frozenset[str] = NOBODY
    done: frozenset[str] = NOBODY
    still_acts: frozenset[str] = NOBODY
    minded: frozenset[str] = NOBODY
    after_name: frozenset[str] = NOBODY
    plural: frozenset[str] = NOBODY
    no_name: frozenset[str] = NOBODY

    def __bool__(self) -> bool:
        return bool(self.aside)

    def owned_by(self, between: str, more: frozenset[str] = NOBODY) -> bool:
        """Whether these words join an office or name to its country: "of the Republic of".

        Args:
            between: what stands between the two.
            more: words that may stand there as well.
        """
        words = between.lower().strip(" ,").split()
        known = (self.owner, self.article, self.state_form, more)
        return bool(words) and all(any(word in role for role in known) for word in words)

    def without_suffix(self, name: str) -> str:
        """The name without what stands behind a family name: Daniel Hale | Jr."""
        words = name.split(" ")
        while len(words) > 1 and words[-1].lower() in self.after_name:
            words.pop()
        return " ".join(words)

    def governor(self, text: str, start: int, least: int = 0) -> str:
        """The preposition before the phrase whose last name begins at `start`, or nothing.

        In "with President of Norland Bek Orlan" it is "with", asked from "Orlan"; in "together
        with" and "according to" the one named acts all the same, and there is none.

        Args:
            text: the whole text.
            start: where the name begins.
            least: where the clause begins; what stands before is not looked at.
        """
        words = _words_before(text, start, least)
        while words:
            word = words.pop()
            low = word.lower()
            if low in self.joint and words and words[-1][0].isupper():
                continue
            if low in self.aside:
                return "" if words and words[-1].lower() in self.yet_acts else low
            if not (word[0].isupper() or low in self.owner or low in self.article):
                break
        return ""

    def is_plural(self, office: str) -> bool:
        """Whether an office is named in the plural: Ministers, heads of state."""
        first = office.lower().split()[0]
        return office.lower().endswith(tuple(self.plural)) or first.endswith(tuple(self.plural))

    def phrase_start(self, text: str, start: int, least: int = 0) -> int:
        """Where the phrase begins whose last name begins at `start`: at an office or country."""
        words = _words_before(text, start, least)
        place = start
        while words and (words[-1][0].isupper() or words[-1] in self.owner | self.article):
            if words[-1].lower() in self.aside:
                break
            place = text.rindex(words.pop(), least, place)
        return place

    def is_agent(self, text: str, clause: Span, act: Span, start: int) -> bool:
        """Whether the name at `start` says by whom the act is done.

        By President Orlan, right behind the act; с китайской стороны, before it.
        """
        if start < act.start:
            return self.governor(text, start, clause.start) in self.joining
        between = text[act.stop : self.phrase_start(text, start, act.stop)].split()
        return self.governor(text, start, act.stop) in self.by and len(between) <= PASSED

    def is_active(self, word: str) -> bool:
        """Whether a form of a verb says what somebody does: considering."""
        return word.lower().endswith(tuple(self.still_acts))

    def done_to(self, text: str, start: int, act: str, least: int = 0) -> bool:
        """Whether the words at `start` say what is done to somebody: was (also) informed."""
        words = act.lower().split()
        place = next((n for n, word in enumerate(words) if word in self.be), None)
        begins = place is not None  # the act's own words have it: it was noted
        done = words[place + 1 :] if place is not None else words
        if not done or done[0] in self.minded or any(map(self.is_active, words)):
            return False
        if begins or done[0].endswith(tuple(self.done)):
            return True
        for word in reversed(_words_before(text, start, least)[-PASSED:]):
            if word.lower() in self.be:
                return True
            if word[0].isupper() or word.lower() in self.aside | self.article:
                return False
        return False


@lru_cache(maxsize=32)
def small_words(base: TermBase, language: str) -> SmallWords:
    """The small words of a language, as the term base has them."""
    if CONCEPT not in base:
        return SmallWords()
    more = base.concept(CONCEPT).more
    code = language.split("-")[0]
    return SmallWords(**{f.name: _known(more, f.name, code) for f in fields(SmallWords)})


def _known(more: Mapping[str, Any], role: str, language: str) -> frozenset[str]:
    table: Mapping[str, list[str]] = more.get(role.replace("_", "-"), {})
    return frozenset(word.lower() for word in table.get(language, ()))


def _words_before(text: str, start: int, least: int) -> list[str]:
    """The words before a place, back to a mark; the first may be cut short."""
    near = text[max(least, start - NEAR) : start]
    stops = [m.end() for m in STOPS.finditer(near)]
    return near[stops[-1] if stops else 0 :].split()
