"""The compiled term base: concepts, their relations, and the terms that name them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from crossread.errors import BadInput
from crossread.lexicon.concept import Concept
from crossread.lexicon.matching import Automaton, Match
from crossread.text.fold import fold

PARENT = 0.5  # how near a concept is to its parent
CLOSE = 0.4  # weight of a relation from which a second one may follow it ...
WORDING = "wording"  # the field that is looked for where two wordings are compared
SECOND = 0.5  # ... at this share of the product of the two


class TermBase:
    """The term base, read only. Make it with `load_base` (the shipped one) or `from_table`."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.version: str = table["version"]
        self.months: Mapping[str, Mapping[str, int]] = table.get("months", {})
        self._small: Mapping[str, Sequence[str]] = table.get("small_words", {})
        self._entries: dict[str, dict[str, Any]] = table["concepts"]
        self._concepts: dict[str, Concept] = {}  # made when first asked for
        self._terms: dict[str, list[tuple[str, str, int]]] = table["terms"]
        self._automata: dict[tuple[str, bool], Automaton] = {}
        self._reach: dict[str, dict[str, float]] = {}

    def __contains__(self, identity: str) -> bool:
        return identity in self._entries

    def small_words(self, language: str) -> frozenset[str]:
        """Folded words of a language that weigh little beside others; none for one not known."""
        return frozenset(self._small.get(language.split("-")[0], ()))

    def concept(self, identity: str) -> Concept:
        """The concept with that id.

        Raises:
            BadInput: there is none.
        """
        if identity not in self._concepts:
            if identity not in self._entries:
                raise BadInput(f"the term base has no concept {identity!r}")
            self._concepts[identity] = _concept(identity, self._entries[identity])
        return self._concepts[identity]

    def concepts(self, field: str | None = None) -> Iterator[Concept]:
        """All concepts, or those of one field, in the order of their ids."""
        for identity, entry in self._entries.items():
            if field is None or entry["field"] == field:
                yield self.concept(identity)

    def languages(self) -> tuple[str, ...]:
        """The languages it has terms in, by code, in alphabetical order."""
        return tuple(sorted(self._terms))

    def terms(self, language: str) -> Iterator[tuple[str, str]]:
        """Each term of a language with its concept's id; excluding terms are left out."""
        for term, identity, is_not in self._terms.get(language, ()):
            if not is_not:
                yield term, identity

    def label(self, identity: str) -> str:
        """What a reader of English calls the concept; the id in words if it is not known."""
        entry = self._entries.get(identity)
        return entry["label"] if entry else identity.replace("-", " ")

    def neighbours(self, identity: str) -> Mapping[str, float]:
        """Related concepts, from either end of the relation, with weights 0..1."""
        return self.concept(identity).related

    def within_reach(self, identity: str) -> Mapping[str, float]:
        """Every concept that may name the same matter, and how near it is, 0..1.

        The concept itself (1), those related to it, its parent, and, at half the product of the
        two weights, those closely related to the closely related.
        """
        if identity not in self._reach:
            self._reach[identity] = self._within_reach(identity)
        return self._reach[identity]

    def _within_reach(self, identity: str) -> dict[str, float]:
        concept = self.concept(identity)
        reach = dict(concept.related)
        for near, weight in concept.related.items():
            for far, more in self.neighbours(near).items():
                if min(weight, more) >= CLOSE:
                    reach[far] = max(reach.get(far, 0.0), SECOND * weight * more)
        if concept.parent and concept.parent in self:
            reach[concept.parent] = max(reach.get(concept.parent, 0.0), PARENT)
        reach[identity] = 1.0
        return reach

    def covers(self, language: str) -> bool:
        """Whether the base has terms of the language (`en`, `ru`, `zh`, whatever the region)."""
        return language.split("-")[0] in self._terms

    def find(self, text: str, language: str, *, wording: bool = False) -> list[Match]:
        """Every concept in `text`, in the order of the text.

        Of terms of one field that lie one inside the other the longer counts. A language that
        is not covered is searched for names in capitals (NATO, G20) alone.

        Args:
            text: to be searched.
            language: its code.
            wording: whether to look for concepts of the field `wording` too, which tell how two
                wordings differ. They are the commonest words, half of all that would be found.
        """
        return self._automaton(language.split("-")[0], wording).find(fold(text))

    def _automaton(self, language: str, wording: bool) -> Automaton:
        if (language, wording) not in self._automata:
            terms = list(self._terms.get(language, ()))
            if language != "en":  # NATO and G20 are written so in any language
                terms += [t for t in self._terms.get("en", ()) if _is_abbreviation(t[0])]
            if not wording:
                terms = [t for t in terms if self._entries[t[1]]["field"] != WORDING]
            self._automata[language, wording] = Automaton(terms, self.concept)
        return self._automata[language, wording]


def _is_abbreviation(term: str) -> bool:
    return term.isupper() and sum(c.isalpha() for c in term) > 1


def _concept(identity: str, entry: dict[str, Any]) -> Concept:
    return Concept(
        id=identity,
        field=entry["field"],
        label=entry["label"],
        definition=entry.get("definition", ""),
        parent=entry.get("parent"),
        related=MappingProxyType(entry.get("related", {})),
        general=entry.get("general", False),
        more=MappingProxyType(entry.get("more", {})),
    )


@cache
def load_base() -> TermBase:
    """The term base that ships with crossread, read once a process."""
    file = resources.files("crossread.lexicon") / "base.json"
    return TermBase(json.loads(file.read_text(encoding="utf-8")))
