"""Rules for changes of who is named, who speaks, and whose words they are."""

import re
from collections.abc import Callable

from crossread.align.wording.case import NAMED, QUOTED, Case, View
from crossread.align.wording.form_kind import spelling

Seen = tuple[str, str]

TERM_WORDS = 6  # words: more between quotation marks are speech, not a term
MOSTLY = 0.7  # share of the words that say something from which a change is about names
SHORT = 8  # words
FEW = 4
LABEL = re.compile(r"(?:[A-ZА-ЯЁ][A-ZА-ЯЁ.'’\-]+\s?){1,5}[:：]")


def term_in_quotes(case: Case) -> Seen | None:
    """A term set in quotation marks, or freed of them."""
    return _quotes(case, lambda words: words <= TERM_WORDS)


def speech_in_quotes(case: Case) -> Seen | None:
    """A longer passage marked as somebody's own words, or no longer so marked."""
    return _quotes(case, lambda words: words > TERM_WORDS)


def _quotes(case: Case, fits: Callable[[int], bool]) -> Seen | None:
    for quoted, bare in ((case.old, case.new), (case.new, case.old)):
        inside = quoted.words[1:-1].strip()
        whole = bool(QUOTED.fullmatch(quoted.words))
        if whole and inside == bare.words and fits(len(quoted.counted)):
            return case.old.words, case.new.words
    return None


def distancing_word(case: Case) -> Seen | None:
    """A word that puts a term at a distance: so-called."""
    return _one_sided(case, "quote-mark-scare")


def source_named(case: Case) -> Seen | None:
    """Whose finding it is, said in one wording only: according to."""
    return _one_sided(case, "source-named")


def _one_sided(case: Case, cue: str) -> Seen | None:
    old, new = case.old.cue(cue), case.new.cue(cue)
    return (old, new) if bool(old) != bool(new) and case.longest <= SHORT else None


def speaker_label(case: Case) -> Seen | None:
    """The name in capitals before a speech in a transcript."""
    if case.field == "title":
        return None
    labels = [LABEL.fullmatch(v.words) for v in case.views if v.words]
    return (case.old.words, case.new.words) if labels and all(labels) else None


def other_speaker(case: Case) -> Seen | None:
    """Another subject right before a verb of saying."""
    if case.longest > SHORT or not all(_speaks(view) for view in case.views):
        return None
    return case.old.words, case.new.words


def _speaks(view: View) -> bool:
    subject = view.named or view.cue("both-sides", "pronoun-single", "first-person")
    return bool(subject) and any(m.concept.field == "acts" for m in view.after)


def other_act(case: Case) -> Seen | None:
    """Another verb of saying, as strong as the one before."""
    old, new = (view.concepts("acts") for view in case.views)
    differ = {act.id for act in old} != {act.id for act in new}
    if not old or not new or not differ or case.longest > FEW:
        return None
    return case.old.words, case.new.words


def other_name(case: Case) -> Seen | None:
    """Another person, office, country, organisation or place, or one more or less."""
    old, new = (_ids(view) for view in case.views)
    same = old == new and case.old.named == case.new.named
    if same or case.share((case.old.named, case.new.named)) < MOSTLY:
        return None
    return " ".join(case.old.named), " ".join(case.new.named)


def name_spelled(case: Case) -> Seen | None:
    """A word in capitals that the text never writes small, in another spelling."""
    words = [word for side in case.different for word in side]
    names = all(w[:1].isupper() and w.lower() not in v.small for v in case.views for w in words)
    return spelling(case) if names else None


def _ids(view: View) -> set[str]:
    return {concept.id for concept in view.concepts(*NAMED)}
