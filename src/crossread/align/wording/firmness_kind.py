"""Rules for changes of how firmly a thing is said: promised, denied, conditional, asked."""

import re
from collections import Counter

from crossread.align.wording.case import Case, View
from crossread.align.wording.form_kind import spelling
from crossread.coding.speech import MODALITIES
from crossread.text.tokens import HAN

Seen = tuple[str, str]

SHORT = 8  # words: in a longer stretch a cue is one of many things that changed
PARTLY = 0.34  # share of the different words that the cues must be: else it is a rewriting
MOSTLY = 0.75  # the same where one side alone has a cue
FEW = 4  # words put in or taken out that are about their cue
QUESTION = "?？"
ENDS = ".!。！…"


def into_question(case: Case) -> Seen | None:
    """A statement became a question, or a question a statement."""
    old, new = (view.words[-1:] for view in case.views)
    asked = [mark in QUESTION and bool(mark) for mark in (old, new)]
    told = [mark in ENDS and bool(mark) for mark in (old, new)]
    marks_only = not any(view.counted for view in case.views)
    holds = marks_only and ((asked[0] and told[1]) or (told[0] and asked[1]))
    return (case.old.words, case.new.words) if holds else None


def firmness(view: View) -> tuple[int, str]:
    """The firmest word's place on the ladder of commitment, and the word; 0 where none stands."""
    found = [
        (int(m.concept.more["firmness"]), view.said(m))
        for m in view.matches
        if "firmness" in m.concept.more
    ]
    return max(found, key=lambda pair: pair[0], default=(0, ""))


def commitment(case: Case) -> Seen | None:
    """Firmer or less firm: promised, intended, sought, only possible."""
    (ours, old), (theirs, new) = firmness(case.old), firmness(case.new)
    about = _share(case, (old, new))
    if ours == theirs or case.longest > SHORT or about < PARTLY:
        return None
    if ours and theirs:
        return old, new
    return (old, new) if case.longest <= FEW and _only_one(case) and about >= MOSTLY else None


def _share(case: Case, words: Seen) -> float:
    """What share of the different words the cues are."""
    old, new = (Counter(w for w in re.findall(r"\w+", told)) for told in words)
    han = [Counter(w for word in c for w in HAN.findall(word)) for c in (old, new)]
    return case.share((old + han[0], new + han[1]))


def _only_one(case: Case) -> bool:
    """Whether the other side has no words that say something."""
    return not (case.different[0] and case.different[1])


def denial(case: Case) -> Seen | None:
    """Denied in one wording, not in the other."""
    return _one_sided(case, ("negation",))


def condition(case: Case) -> Seen | None:
    """A condition in one wording, none in the other."""
    return _one_sided(case, ("condition",))


def _one_sided(case: Case, cues: tuple[str, ...]) -> Seen | None:
    old, new = case.old.cue(*cues), case.new.cue(*cues)
    if bool(old) == bool(new):
        return None
    limit = FEW if _only_one(case) else SHORT
    return (old, new) if case.longest <= limit and _share(case, (old, new)) >= PARTLY else None


def modal_word(case: Case) -> Seen | None:
    """Another modal word: must, hopes, is ready to, will."""
    cues = tuple(cue for cue, _ in MODALITIES)
    old = next((c for c in cues if case.old.cue(c)), "")
    new = next((c for c in cues if case.new.cue(c)), "")
    limit = FEW if not (old and new) else SHORT
    if old == new or case.longest > limit:
        return None
    words = case.old.cue(old), case.new.cue(new)
    least = PARTLY if (old and new) or not _only_one(case) else MOSTLY
    return words if _share(case, words) >= least and not spelling(case) else None


def act_strength(case: Case) -> Seen | None:
    """A stronger or weaker act: agreed in the place of discussed."""
    old, new = (_strongest(view) for view in case.views)
    if case.longest > SHORT or not (old[1] and new[1]) or old[0] == new[0]:
        return None
    return old[1], new[1]


def _strongest(view: View) -> tuple[int, str]:
    found = [
        (int(m.concept.more.get("strength", 0)), view.said(m))
        for m in view.matches
        if m.concept.field == "acts"
    ]
    return max(found, key=lambda pair: pair[0], default=(0, ""))
