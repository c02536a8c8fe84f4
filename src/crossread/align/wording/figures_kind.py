"""Rules for changes of numbers and days."""

import re
from collections import Counter
from collections.abc import Iterable

from crossread.align.wording.case import Case, View
from crossread.align.wording.form_kind import spelling
from crossread.align.wording.pieces import is_word, split_tokens
from crossread.lexicon import Match
from crossread.model import Figure, Span

Seen = tuple[str, str]

DAYS = ("date", "year")
DAY_CUES = ("weekday", "date-relative", "date-yesterday", "date-tomorrow", "date-vague")
MOSTLY = 0.5  # share of the words that say something from which a change is about them
LEAST_NUMBER = 2  # "one" is too often a pronoun


def other_figure(case: Case) -> Seen | None:
    """One number, amount or share in the place of another."""
    return _other(_amounts(case.old), _amounts(case.new))


def other_date(case: Case) -> Seen | None:
    """One day, month or year in the place of another."""
    return _other(_days(case.old), _days(case.new))


def _other(old: dict[str, str], new: dict[str, str]) -> Seen | None:
    """What each side has and the other has not; None where one has nothing of its own."""
    ours = [words for key, words in old.items() if key not in new]
    theirs = [words for key, words in new.items() if key not in old]
    return (_joined(ours), _joined(theirs)) if ours and theirs else None


def _joined(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def figure_came_or_went(case: Case) -> Seen | None:
    """A number, amount or share put in or taken out, with hardly anything else."""
    return _one_sided(case, _amounts(case.old), _amounts(case.new))


def date_came_or_went(case: Case) -> Seen | None:
    """A day, month or year put in or taken out, with hardly anything else."""
    return None if spelling(case) else _one_sided(case, _days(case.old), _days(case.new))


def _one_sided(case: Case, old: dict[str, str], new: dict[str, str]) -> Seen | None:
    if set(old) == set(new):
        return None
    if case.share((_tokens(old), _tokens(new))) < MOSTLY:
        return None
    if case.old.words and case.new.words:  # 201 -> 2015: what stands there now is told, too
        return case.old.words, case.new.words
    return _joined(old.values()), _joined(new.values())


def _tokens(told: dict[str, str]) -> Counter[str]:
    return Counter(
        token.words
        for words in told.values()
        for token in split_tokens(words, Span(0, len(words)))
        if is_word(token.words)
    )


def other_magnitude(case: Case) -> Seen | None:
    """Millions in the place of billions, with no number before them."""
    old, new = (
        {str(m.concept.more["value"]): view.said(m) for m in view.matches if _multiplies(m)}
        for view in case.views
    )
    return _other(old, new)


def _multiplies(match: Match) -> bool:
    return "value" in match.concept.more


def other_number(case: Case) -> Seen | None:
    """Other digits, where no figure is recognised: a paragraph, a resolution, a verse."""
    old, new = (" ".join(t for t in v.counted if t.isdecimal()) for v in case.views)
    return (old, new) if old and new and old != new else None


def _amounts(view: View) -> dict[str, str]:
    """Figures other than days, by normal form; number words too."""
    found = {f.key: f.words for f in view.figures if f.kind not in DAYS}
    for match in view.matches:
        count = match.concept.more.get("count")
        if count is not None and count >= LEAST_NUMBER and not found:
            found[f"count:{count}:"] = view.said(match)
    return found


def _days(view: View) -> dict[str, str]:
    """Days, months and years by normal form and digits (1-2 May is not 2 May); words for days."""
    found = {_day_key(f): f.words for f in view.figures if f.kind in DAYS}
    for match in view.matches:
        if match.concept.id in DAY_CUES:
            found[view.said(match).lower()] = view.said(match)
    return found


def _day_key(figure: Figure) -> str:
    digits = "-".join(re.findall(r"\d+", figure.words))
    return f"{figure.key} {digits}"
