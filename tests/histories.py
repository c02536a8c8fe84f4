"""Histories of phrases, made of what was said and what was searched."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from crossread.model import Span
from crossread.model.phrase import Corpus, PhraseHistory, ProvenUse, Use

LINE = "The Minister affirmed support for the {} of Sudria."
PHRASE = "territorial integrity"
Said = tuple[str, str, str | None]  # day, publisher, counterpart: one statement
Searched = tuple[str, str, int]  # month, publisher, statements

SAID: tuple[Said, ...] = (
    ("2023-11-08", "nor-mfa", "KAZ"),
    ("2024-03-05", "nor-mfa", "TJK"),
    ("2024-03-09", "sud-pres", "KAZ"),
    ("2024-03-21", "nor-mfa", None),
)
SEARCHED: tuple[Searched, ...] = (
    ("2023-11", "nor-mfa", 30),
    ("2023-12", "nor-mfa", 41),
    ("2024-03", "nor-mfa", 25),
    ("2024-03", "sud-pres", 24),
    ("2024-03", "ost-mfa", 7),
)


def use_of(number: int, said: Said, phrase: str = PHRASE, line: str = LINE) -> ProvenUse:
    """One place of a phrase, in the line; `{}` is where it stands."""
    day, publisher, counterpart = said
    start = line.index("{}")
    span = Span(start, start + len(phrase))
    identity = f"{publisher}:{number}"
    use = Use(identity, publisher, counterpart, date.fromisoformat(day), span, phrase)
    return ProvenUse(use, line.replace("{}", phrase, 1), start)


def history_of(
    said: Sequence[Said] = SAID,
    searched: Sequence[Searched] = SEARCHED,
    phrase: str = PHRASE,
    line: str = LINE,
) -> tuple[PhraseHistory, list[ProvenUse]]:
    """A history in which every statement has the phrase once, with all its uses."""
    uses = [use_of(number, one, phrase, line) for number, one in enumerate(sorted(said), start=1)]
    months = Counter((day[:7], publisher) for day, publisher, _ in said)
    history = PhraseHistory(
        phrase=phrase,
        exact=False,
        count=len(uses),
        statements=len(uses),
        first=uses[0].use if uses else None,
        last=uses[-1].use if uses else None,
        publishers=counted(publisher for _, publisher, _ in said),
        counterparts=counted(other for *_, other in said if other),
        months=tuple((month, name, n) for (month, name), n in sorted(months.items())),
        covered=tuple(searched),
        corpus=Corpus(
            statements=sum(number for *_, number in searched),
            tokens=9_000,
            first=date.fromisoformat(f"{searched[0][0]}-02") if searched else None,
            last=date.fromisoformat(f"{searched[-1][0]}-28") if searched else None,
            repeats=2 if searched else 0,
        ),
    )
    return history, uses


def counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Names with how often they come, the most frequent first."""
    return tuple(sorted(Counter(names).items(), key=lambda entry: (-entry[1], entry[0])))


def many(number: int, publishers: Sequence[str] = ("nor-mfa",)) -> tuple[Said, ...]:
    """So many uses, by turns of the publishers, all in March 2024."""
    turns = len(publishers)
    return tuple(("2024-03-05", publishers[n % turns], None) for n in range(number))
