"""Who speaks with whom: the two parties of a contact as one text tells them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from crossread.coding.people import Person
from crossread.lexicon import Match
from crossread.model import Span

OPENING = 3  # sentences at the head of a text in which the parties are named


@dataclass(frozen=True, slots=True)
class Parties:
    """The countries of a contact and their people, seen from one text.

    `own` is the publisher's country. Either may be None where the text does not tell.
    """

    own: str | None
    other: str | None
    people: tuple[Person, ...]

    def country_of(self, key: str) -> str | None:
        """The country a person acts for, by the key of the name."""
        return next((p.country for p in self.people if p.key == key), None)

    def principals(self) -> frozenset[str]:
        """Keys of the people who act for one of the two parties."""
        sides = {self.own, self.other} - {None}
        return frozenset(p.key for p in self.people if p.country in sides)


def find_parties(
    head: Span, matches: Sequence[Match], people: Sequence[Person], country: str | None
) -> Parties:
    """Find the parties in the opening of a text.

    Args:
        head: the opening sentences.
        matches: what the term base found in title-free text.
        people: the people that were found.
        country: the publisher's country, if it is known.

    A person with no country beside the name acts for the publisher: a ministry does not say
    whose minister its own is.
    """
    named = _named(head, matches)
    own = country or _unnamed_side(named, people)
    other = next((c for c in named if c != own), None) or _most_named(matches, own)
    settled = tuple(
        Person(p.key, p.name, p.span, p.office, p.country or own) for p in people
    )
    return Parties(own, other, settled)


def _named(head: Span, matches: Sequence[Match]) -> list[str]:
    inside = [m.concept.id for m in matches if m.concept.field == "countries" and head.holds(m.span)]
    return [c for c, _ in Counter(inside).most_common()]


def _most_named(matches: Sequence[Match], own: str | None) -> str | None:
    counted = Counter(m.concept.id for m in matches if m.concept.field == "countries")
    return next((c for c, _ in counted.most_common() if c != own), None)


def _unnamed_side(named: Sequence[str], people: Sequence[Person]) -> str | None:
    """Of two countries named in the opening, the one that no person is said to come from."""
    said = {p.country for p in people if p.country}
    rest = [c for c in named if c not in said]
    return rest[0] if len(named) == 2 and len(rest) == 1 else None
