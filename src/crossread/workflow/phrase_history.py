"""How often a phrase was used, when and by whom: with every quote cut from the archive."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from crossread.archive.said import find_texts
from crossread.archive.search import line_around
from crossread.errors import EvidenceChanged
from crossread.model import Selection
from crossread.model.phrase import (
    Chosen,
    PhraseHistory,
    ProvenUse,
    Use,
)
from crossread.phrases.index import EVERYTHING
from crossread.workflow.past import Past

USES_AT_ONCE = 1000  # whose texts are in memory together


@dataclass(frozen=True, slots=True)
class TracedPhrase:
    """The history of a phrase, and some of its uses, in order of time."""

    history: PhraseHistory
    uses: tuple[ProvenUse, ...]


def trace_phrase(
    past: Past,
    phrase: str,
    chosen: Chosen = EVERYTHING,
    *,
    exact: bool = False,
    limit: int = 20,
    start: int = 0,
) -> TracedPhrase:
    """How often a phrase was used, when and by whom.

    Args:
        past: of an archive.
        phrase: words as they stand, in this order.
        chosen: which statements are counted.
        exact: hold to letter case and to kinds of quotation marks and dashes.
        limit: uses that are given, in order of time.
        start: uses passed over.

    Raises:
        BadInput: the phrase holds no token.
        NotFound: the publisher is not in the archive.
        EvidenceChanged: a quote is not in the archive as it should be.
    """
    past.archive.check_selection(Selection(publisher=chosen.publisher))
    history = past.index.history(phrase, exact, chosen)
    corpus = past.corpus(chosen)
    uses = list(islice(past.index.uses(phrase, exact, chosen, start), limit))
    ends = [use for use in (history.first, history.last) if use]
    proven = prove_uses(past, [*ends, *uses])
    first, last = (proven[0].use, proven[1].use) if ends else (None, None)
    history = replace(history, first=first, last=last, corpus=corpus)
    return TracedPhrase(history, tuple(proven[len(ends) :]))


def prove_uses(past: Past, uses: Sequence[Use]) -> list[ProvenUse]:
    """The uses with their words, and the lines around them, cut from the archive's texts.

    Raises:
        EvidenceChanged: other words stand there.
    """
    proven = []
    for first in range(0, len(uses), USES_AT_ONCE):
        some = uses[first : first + USES_AT_ONCE]
        names = sorted({use.statement for use in some})
        with past.archive.reading() as connection:
            texts = {t.wording.statement: t.text for t in find_texts(connection, names)}
        proven += [_prove(use, texts.get(use.statement, "")) for use in some]
    return proven


def _prove(use: Use, text: str) -> ProvenUse:
    words = text[use.span.start : use.span.stop]
    if words.split() != use.words.split():
        fact = f"{use.statement} does not hold the words that the phrase index has for it"
        raise EvidenceChanged(fact, "Run `crossread archive verify`.")
    start, stop = line_around(text, use.span)
    return ProvenUse(replace(use, words=words), text[start:stop], use.span.start - start)
