"""The rule for how far an act has come: done, under way, to come, only planned.

A page that said that an embassy was opened and says that its opening is planned promises no less:
it tells of less. So this ladder stands beside that of commitment.
"""

from collections.abc import Collection
from itertools import pairwise

from crossread.align.wording.case import Case, View
from crossread.align.wording.firmness_kind import SHORT

Seen = tuple[str, str]

DONE, UNDER_WAY, TO_COME, PLANNED = 4, 3, 2, 1
STAGES = {DONE: "done", UNDER_WAY: "under way", TO_COME: "to come", PLANNED: "planned or sought"}
STAGE_OF = {  # by id of the term; the least far one tells
    "firmness-will": TO_COME,
    "firmness-intended": PLANNED,
    "firmness-sought": PLANNED,
    "realised-planned": PLANNED,
}
FORMS = "realised-forms"
OTHERS = 1  # words besides the act that may differ
STEM = 4  # letters that two forms of one verb begin with: impose, imposition


def realisation(case: Case) -> Seen | None:
    """How far one act has come: done, under way, to come, only planned."""
    old, new = (stage(case, view) for view in case.views)
    words = [_acts(view) for view in case.views]
    same = (old or UNDER_WAY) == (new or UNDER_WAY)  # what only is said to be so is under way
    if case.longest > SHORT or not all(words) or same:
        return None
    told = _is_told(case, case.old) or _is_told(case, case.new)
    one_each = old and new and all(len(some) == 1 for some in words)
    if told and (one_each or _one_act(*words)):
        return case.old.words, case.new.words
    return None


def stage(case: Case, view: View) -> int:
    """How far what the words tell of has come, 1 to 4; 0 where they do not say."""
    cues = [STAGE_OF[m.concept.id] for m in view.matches if m.concept.id in STAGE_OF]
    if cues:
        return min(cues)
    acts = _acts(view)
    if _has(case, view) or _end(case, acts, "done"):
        return DONE
    if _end(case, acts, "under-way"):
        return UNDER_WAY
    return DONE if any(m.concept.id == "firmness-done" for m in view.matches) else 0


def _is_told(case: Case, view: View) -> bool:
    """Whether a word says so, and not an ending alone."""
    return any(m.concept.id in STAGE_OF for m in view.matches) or _has(case, view)


def _has(case: Case, view: View) -> bool:
    """Whether "has" stands right before an act: has arranged, and not "have a seat"."""
    acts = _acts(view)
    pairs = pairwise(word.lower() for word in view.counted)
    return any(word in _forms(case, "has") and behind in acts for word, behind in pairs)


def _end(case: Case, words: Collection[str], kind: str) -> bool:
    return any(word.endswith(tuple(_forms(case, kind))) for word in words)


def _forms(case: Case, kind: str) -> tuple[str, ...]:
    told = case.base.concept(FORMS).more.get(kind, {})
    return tuple(told.get(case.language.split("-")[0], ()))


def _acts(view: View) -> list[str]:
    """The words that say something, in small letters, without those of the ladders."""
    cues = [m for m in view.matches if m.concept.id in STAGE_OF or _commits(m.concept.id)]
    taken = {word for match in cues for word in view.said(match).lower().split()}
    return [word.lower() for word in view.content if word.lower() not in taken]


def _commits(identity: str) -> bool:
    return identity in {"firmness-promised", "firmness-possible"}


def _one_act(old: Collection[str], new: Collection[str]) -> bool:
    """Whether both have forms of one word, and hardly another word."""
    ours, theirs = ({word[:STEM] for word in words} for words in (old, new))
    shared = {stem for stem in ours & theirs if len(stem) == STEM}
    return bool(shared) and len(ours ^ theirs) <= OTHERS
