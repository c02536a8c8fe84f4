"""Who speaks with whom: the two parties of a contact as one text tells them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crossread.coding.people import Person
from crossread.lexicon import Match, standing_in
from crossread.model import Span

OPENING = 3  # sentences at the head of a text in which the parties are named
OWN_LEAST = 2  # mentions before a country is taken for the publisher's own
GIVEN = 4  # surety of a country that the reader or the file gave
GUESSED = 1  # of one that is spoken of most and nobody else's
HOME = {"zh": "CHN", "ru": "RUS", "uk": "UKR"}  # whose language it is, if that country takes part


@dataclass(frozen=True, slots=True)
class Parties:
    """The countries of a contact and their people, seen from one text.

    `own` is the publisher's country. Either may be None where the text does not tell.
    """

    own: str | None
    other: str | None
    people: tuple[Person, ...]
    surety: int = (
        0  # of `own`: 4 given, 3 the language's home, 2 named first, 1 guessed, 0 not known
    )
    met: frozenset[str] = frozenset()  # countries of those whom title and first sentence name

    def principals(self) -> frozenset[str]:
        """Keys of the people who act for one of the two parties."""
        sides = {self.own, self.other} - {None}
        return frozenset(p.key for p in self.people if p.country in sides)


def find_parties(
    head: Span,
    first: Span,
    matches: Sequence[Match],
    title: Sequence[Match],
    people: Sequence[Person],
    country: str | None,
    language: str,
) -> Parties:
    """Find the parties in the title and opening of a text.

    Args:
        head: the opening sentences.
        first: the first of them.
        matches: what the term base found in the text.
        title: what it found in the title.
        people: the people that were found.
        country: the publisher's country, if it is known.
        language: of the text.

    A person with no country beside the name acts for the publisher: a ministry does not say
    whose minister its own is. One whom somebody met or spoke with acts for the other side if
    title or opening name it; if other countries stand further down alone, nobody knows.
    """
    opening = [*title, *standing_in(matches, head)]
    named = [c for c, _ in Counter(_countries(opening)).most_common()]
    often = [c for c, n in Counter(_countries(matches)).most_common() if n >= OWN_LEAST]
    present = [p for p in people if first.holds(p.span)]
    ways = (
        country,
        _home(named, language),
        _named_first(present),
        _unclaimed([*named, *often], often, people),
    )
    own = next((c for c in ways if c), None)
    surety = len(ways) - ways.index(own) if own else 0
    theirs = [p.country for p in people if p.country and p.country != own]
    other = next((c for c in [*theirs, *named, *often] if c != own), None)
    settled = tuple(_settled(p, own, other, named) for p in people)
    met = {p.country for p in present if p.country} or {
        *_countries([*title, *standing_in(matches, first)])
    }
    return Parties(own, other, settled, surety, frozenset(met - {own}))


def _settled(person: Person, own: str | None, other: str | None, named: Sequence[str]) -> Person:
    """The person with the country for which he acts, if that can be told."""
    if person.country:
        return person
    if person.met and other is not None:
        # a country spoken of far down alone need not be that of the one who was met
        return replace(person, country=other if other in named else None)
    return person if person.stateless else replace(person, country=own)


def _countries(matches: Sequence[Match]) -> list[str]:
    return [m.concept.id for m in matches if m.concept.field == "countries"]


def _home(named: Sequence[str], language: str) -> str | None:
    """The country whose language the text is in, if it is one of those named."""
    home = HOME.get(language.split("-")[0])
    return home if home in named else None


def _named_first(present: Sequence[Person]) -> str | None:
    """The country of whom the first sentence names first, if it names people of two countries.

    A ministry names its own minister first: President of Norland Orlan spoke with President of
    Sudria Odell.
    """
    if not present or len({p.country for p in present if p.country}) < 2:
        return None
    return present[0].country


def _unclaimed(named: Sequence[str], often: Sequence[str], people: Sequence[Person]) -> str | None:
    """The country spoken of most that no person in the text is said to come from."""
    said = {p.country for p in people if p.country}
    if not said:
        return None
    return next((c for c in often if c not in said and c in named), None)


def introduced_country(people: Sequence[Person], others: Sequence[Person]) -> str | None:
    """The country that the other text of a pair gives a person whom this one gives none.

    A publisher does not say whose its own people are; the other one does.

    Args:
        people: of the text, as it names them.
        others: of the other text.
    """
    known = {person.key: person.country for person in others if person.country}
    plain = (p for p in people if p.country is None and not p.met and not p.stateless)
    return next((known[p.key] for p in plain if p.key in known), None)


def own_countries(left: Parties, right: Parties) -> tuple[str | None, str | None]:
    """The publishers' countries, each told with the help of the other text.

    Where the two texts do not fit (both claim one country, or one claims a third), the surer
    one stands, and the other side is whom that one spoke with.
    """
    left, right = _corrected(left, right), _corrected(right, left)
    fit = left.other in (right.own, None) or right.other in (left.own, None)
    if left.own and right.own and left.own != right.own and fit:
        return left.own, right.own
    if left.own is None and right.own is None:
        apart = left.other != right.other
        return (right.other, left.other) if apart else (None, None)
    if left.surety >= right.surety:
        return left.own, _answering(right, left)
    return _answering(left, right), right.own


def _corrected(side: Parties, other: Parties) -> Parties:
    """The side with the country that the other text says it met, where its own was a guess.

    A text names whom its side spoke with; of itself it need not speak.
    """
    if side.surety > GUESSED or len(other.met) != 1 or side.own in other.met:
        return side
    (met,) = other.met
    return side if met == side.other else replace(side, own=met)


def _answering(side: Parties, surer: Parties) -> str | None:
    """The country of `side`, where the other text is the surer of the two."""
    if side.surety == GIVEN or side.other is None:  # given, or a text that names nobody
        return side.own
    return surer.other
