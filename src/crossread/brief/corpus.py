"""What a count of phrases or families is a count of, in words and for programs."""

from typing import Any

from crossread.model.phrase import Corpus


def corpus_in_words(corpus: Corpus) -> str:
    """Statements, days, when the archive begins, what is left out: stands beside every count.

    >>> from datetime import date
    >>> day, other = date(2021, 6, 1), date(2021, 5, 20)
    >>> corpus_in_words(
    ...     Corpus(statements=1, tokens=9, first=day, last=day, begins=other, undated=2)
    ... )
    '1 statement of 2021-06-01, in an archive that begins on 2021-05-20; 2 without a day left out'
    """
    if corpus.first is None:
        words = "no statement"
        words += f" of an archive that begins on {corpus.begins}" if corpus.begins else ""
    else:
        noun = "statement" if corpus.statements == 1 else "statements"
        days = f"{corpus.first}"
        if corpus.first != corpus.last:
            days += f" to {corpus.last}"
        begins = corpus.begins or corpus.first
        words = f"{corpus.statements:,} {noun} of {days}, in an archive that begins on {begins}"
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
        "begins": str(corpus.begins) if corpus.begins else None,
        "repeats": corpus.repeats,
        "undated": corpus.undated,
        "uncoded": corpus.uncoded,
    }
