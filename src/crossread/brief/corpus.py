"""What a count of phrases or families is a count of, in words and for programs."""

from typing import Any

from crossread.model.phrase import Corpus


def corpus_in_words(corpus: Corpus) -> str:
    """Statements, days and what is left out: stands beside every count.

    >>> from datetime import date
    >>> day = date(2021, 6, 1)
    >>> corpus_in_words(Corpus(statements=1, tokens=9, first=day, last=day, repeats=2))
    '1 statement of this archive, of 2021-06-01; 2 texts issued again word for word count once'
    """
    if corpus.first is None:
        words = "an archive that holds no such statement"
    else:
        noun = "statement" if corpus.statements == 1 else "statements"
        days = f"of {corpus.first}"
        if corpus.first != corpus.last:
            days = f"which begins on {corpus.first} and ends on {corpus.last}"
        words = f"{corpus.statements:,} {noun} of this archive, {days}"
    parts = [words]
    if corpus.repeats:
        noun = "text" if corpus.repeats == 1 else "texts"
        parts.append(f"{corpus.repeats:,} {noun} issued again word for word count once")
    if corpus.undated:
        parts.append(f"{corpus.undated:,} without a day left out")
    if corpus.uncoded:
        parts.append(
            f"{corpus.uncoded:,} not coded yet, whose points do not count (crossread archive code)"
        )
    return "; ".join(parts)


def corpus_as_dict(corpus: Corpus) -> dict[str, Any]:
    """The same for programs."""
    return {
        "statements": corpus.statements,
        "tokens": corpus.tokens,
        "first": str(corpus.first) if corpus.first else None,
        "last": str(corpus.last) if corpus.last else None,
        "repeats": corpus.repeats,
        "undated": corpus.undated,
        "uncoded": corpus.uncoded,
    }
