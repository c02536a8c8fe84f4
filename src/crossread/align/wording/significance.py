"""How much a change matters, 0 to 1: a sum of terms, each told in words.

The figures are the project's judgement, set in 2026 by reading edits of two publishers: what an
analyst would report stands above 0.4, what nobody would above nothing.
"""

from collections.abc import Callable, Sequence

from anyascii import anyascii
from rapidfuzz.distance import OSA

from crossread.align.wording.case import NAMED, Case, View
from crossread.align.wording.firmness_kind import firmness
from crossread.align.wording.kinds import Verdict
from crossread.align.wording.pieces import bare_letters
from crossread.model import EditKind, Figure, Weight

OF_KIND: dict[EditKind, float] = {
    "fact": 0.4,
    "figure": 0.5,
    "name": 0.35,
    "date": 0.35,
    "attribution": 0.45,
    "modality": 0.55,
    "scare_quote": 0.5,
    "style": 0.03,
    "move": 0.08,
    "metadata": 0.1,
    "template": 0.02,
}
OF_RULE = {  # where a rule weighs otherwise than its kind
    "only_space": 0.001,
    "typography": 0.005,
    "list_mark": 0.005,
    "letter_case": 0.01,
    "punctuation": 0.06,
    "other_number": 0.3,
    "modal_word": 0.45,
    "act_strength": 0.5,
    "other_act": 0.35,
    "speaker_label": 0.3,
}
TOLD = {
    "fact": "a claim changed",
    "figure": "a figure changed",
    "name": "a name changed",
    "date": "a date changed",
    "attribution": "who says it changed",
    "modality": "how firmly it is said changed",
    "scare_quote": "quotation marks of distance changed",
    "style": "the wording changed in style",
    "move": "a passage moved",
    "metadata": "what is said about the text changed",
    "template": "the page around the text changed",
}
PLAIN = frozenset({"style", "template", "metadata", "move"})  # kinds that no place makes weighty
LEAD = 0.1
TITLE = 0.15
A_WORD = 0.01  # of a fact, for each word that says something ...
WORDS_MAX = 0.2  # ... and for all together
MULTIPLE = 2.0  # from so many times as much a figure is another order of things
LARGE, SMALL = 0.15, 0.05
STEP = 0.06  # on the ladder of commitment
WEAKER = 0.05
DENIED = 0.25
PROMISE = 0.1
PROMISED = 4  # place on the ladder of commitment, or of acts, that binds
FIGURE = 0.05
NAME = 0.05
CONTENTIOUS = 0.1
SPELLED = -0.2  # a name of which only letters changed
# Share of a name's letters that another spelling changes at most; two letters that changed places
# are one. Set in 2026 by reading the 200 names that changed in edits of two publishers: Meyer and
# Mayer, Jamie and Jaime, Zach and Zack; not Mauritania and Mauritius, Harris and Harry.
SPELLED_APART = 0.25
SHOWN = 60  # characters of changed words that a term shows


def of_its_kind(case: Case, verdict: Verdict) -> Weight | None:
    """What a change of its kind weighs by itself."""
    value = OF_RULE.get(verdict.rule, OF_KIND[verdict.kind])
    return Weight(f"{TOLD[verdict.kind]}: {_shown(verdict.seen)}", value)


def in_the_title(case: Case, verdict: Verdict) -> Weight | None:
    """It stands in the title."""
    return Weight("in the title", TITLE) if case.field == "title" and _weighty(verdict) else None


def in_the_lead(case: Case, verdict: Verdict) -> Weight | None:
    """It stands in the first paragraph."""
    return Weight("in the lead paragraph", LEAD) if case.lead and _weighty(verdict) else None


def how_long(case: Case, verdict: Verdict) -> Weight | None:
    """How many words that say something came or went."""
    if verdict.kind != "fact":
        return None
    count = max(map(len, case.different))
    words = "1 word that says something" if count == 1 else f"{count} words that say something"
    return Weight(words, round(min(WORDS_MAX, A_WORD * count), 4)) if count else None


def how_many_times(case: Case, verdict: Verdict) -> Weight | None:
    """By how much a figure changed."""
    if verdict.rule != "other_figure":
        return None
    old, new = (_value(view) for view in case.views)
    if not old or not new:
        return None
    times = max(old, new) / min(old, new)
    told = f"{times:.3g} times as {'much' if new > old else 'little'}"
    return Weight(told, LARGE if times >= MULTIPLE else SMALL)


def firmer_or_weaker(case: Case, verdict: Verdict) -> Weight | None:
    """How far on the ladder of commitment."""
    if verdict.rule != "commitment":
        return None
    (ours, old), (theirs, new) = firmness(case.old), firmness(case.new)
    if not (ours and theirs):
        return None
    weaker = theirs < ours
    told = f"commitment {'weakened' if weaker else 'strengthened'}: {old} -> {new}"
    return Weight(told, round(STEP * abs(ours - theirs) + WEAKER * weaker, 4))


def denied(case: Case, verdict: Verdict) -> Weight | None:
    """It says the contrary now."""
    return Weight("denied on one side only", DENIED) if verdict.rule == "denial" else None


def promise_in_it(case: Case, verdict: Verdict) -> Weight | None:
    """A promise, or an act that binds, came or went with it."""
    if verdict.kind != "fact":
        return None
    for view in case.views:
        place, words = firmness(view)
        if place >= PROMISED:
            return Weight(f"a promise or agreement stands in it: {words}", PROMISE)
    return None


def figure_in_it(case: Case, verdict: Verdict) -> Weight | None:
    """A figure came or went with it."""
    found = [f.words for view in case.views for f in view.figures]
    return Weight(f"it gives {found[0]}", FIGURE) if found and verdict.kind == "fact" else None


def name_in_it(case: Case, verdict: Verdict) -> Weight | None:
    """A country, organisation, place or office is named in it."""
    found = [view.said(m) for view in case.views for m in view.of_field(*NAMED)]
    return Weight(f"it names {found[0]}", NAME) if found and verdict.kind == "fact" else None


def contentious(case: Case, verdict: Verdict) -> Weight | None:
    """A name that the sides of a question do not accept from each other stands in it."""
    found = [view.said(m) for view in case.views for m in view.of_field("contested")]
    weighty = found and _weighty(verdict)
    return Weight(f"a contested name: {found[0]}", CONTENTIOUS) if weighty else None


def only_spelled(case: Case, verdict: Verdict) -> Weight | None:
    """A name written otherwise, not another one: no two that the term base tells apart."""
    if verdict.kind != "name" or _known_apart(case):
        return None
    old, new = (words.split() for words in verdict.seen)
    ours, theirs = _left(old, new), _left(new, old)
    near = len(ours) == len(theirs) > 0 and all(map(_near, ours, theirs))
    return Weight("the same name in another spelling or form", SPELLED) if near else None


def _known_apart(case: Case) -> bool:
    """Whether each side names something of the term base that the other does not."""
    old, new = ({concept.id for concept in view.concepts(*NAMED)} for view in case.views)
    return bool(old - new and new - old)


def _left(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that the other side has not, in order, as bare letters without accents."""
    return [bare_letters(anyascii(word)) for word in words if word not in others]


def _near(old: str, new: str) -> bool:
    """Whether two names begin alike and differ in a quarter of their letters at most."""
    return old[:1] == new[:1] and OSA.normalized_distance(old, new) <= SPELLED_APART


WEIGHTS: tuple[Callable[[Case, Verdict], Weight | None], ...] = (
    of_its_kind,
    in_the_title,
    in_the_lead,
    how_long,
    how_many_times,
    firmer_or_weaker,
    denied,
    promise_in_it,
    figure_in_it,
    name_in_it,
    contentious,
    only_spelled,
)


def weigh(case: Case, verdict: Verdict) -> tuple[Weight, ...]:
    """The terms of a change's significance, in the order of the list."""
    found = (weight(case, verdict) for weight in WEIGHTS)
    return tuple(weight for weight in found if weight is not None)


def total(weights: Sequence[Weight]) -> float:
    """The sum of the terms, 0 to 1."""
    return round(min(1.0, max(0.0, sum(weight.value for weight in weights))), 4)


def _weighty(verdict: Verdict) -> bool:
    return verdict.kind not in PLAIN


def _shown(seen: tuple[str, str]) -> str:
    old, new = (_short(" ".join(words.split())) for words in seen)
    if old and new:
        return f"{old} -> {new}"
    return f"{old} is gone" if old else f"{new} is new"


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"


def _value(view: View) -> float:
    found = [_number(f) for f in view.figures if f.kind in {"money", "count", "percent"}]
    return found[0] if len(found) == 1 else 0.0


def _number(figure: Figure) -> float:
    return float(figure.value)
