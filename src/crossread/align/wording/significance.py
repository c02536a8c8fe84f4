"""How much a change matters, 0 to 1: a sum of terms, each told in words.

The figures are the project's judgement, set in 2026 by reading edits of two publishers: what an
analyst would report stands above 0.4, what nobody would above nothing.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from anyascii import anyascii
from rapidfuzz.distance import OSA

from crossread.align.wording.case import NAMED, Case, View
from crossread.align.wording.firmness_kind import firmness
from crossread.align.wording.kinds import Verdict
from crossread.align.wording.pieces import bare_letters
from crossread.align.wording.realised_kind import STAGES, UNDER_WAY, stage
from crossread.lexicon import Match
from crossread.model import EditKind, Weight

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
    "realisation": 0.4,
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
SENTENCES = {"sentence_removed": ("is gone", "are gone"), "sentence_added": ("came", "came")}
TOLD_OF = {  # where a rule says more than its kind
    "other_number": "a number that names a thing changed",
    "figure_came_or_went": "a figure came or went",
    "date_came_or_went": "a date came or went",
    "realisation": "how far it has come changed",
    "into_question": "a statement became a question, or a question a statement",
    "term_in_quotes": "a term was set in quotation marks, or freed of them",
    "source_named": "whose finding it is changed",
}
PROPER = ("countries", "organisations", "places", "offices")  # which name is told first
HOLDER = re.compile(r"(?: [A-ZА-ЯЁ]\w+(?:-\w+)*){1,3}")  # Minister| Orlan
FORETOLD, SPEAKER = "firmness-will", "first-person"
PLAIN = frozenset({"style", "template", "metadata", "move"})  # kinds that no place makes weighty
LEAD = 0.1
TITLE = 0.15
A_WORD = 0.01  # of a fact, for each word that says something ...
WORDS_MAX = 0.2  # ... and for all together
MULTIPLE = 2.0  # from so many times as much a figure is another order of things
TOLD_TIMES = 1.1  # a smaller difference is told by the two figures alone
ROUND_TIMES = 9.95  # from there on no decimal is told
LARGE, SMALL = 0.15, 0.05
STEP = 0.06  # on the ladder of commitment
WEAKER = 0.05
REALISED_STEP = 0.05  # on the ladder of what is done
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
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SHOWN = 60  # characters of changed words that a term shows


def of_its_kind(case: Case, verdict: Verdict) -> Weight | None:
    """What a change of its kind weighs by itself."""
    value = OF_RULE.get(verdict.rule, OF_KIND[verdict.kind])
    old, new = (_short(" ".join(words.split())) for words in verdict.seen)
    if verdict.rule in SENTENCES:
        return Weight(f"{_sentences(case, verdict.rule)}: {old or new}", value)
    told = TOLD_OF.get(verdict.rule, TOLD[verdict.kind])
    return Weight(f"{told}: {_shown(old, new)}", value)


def _sentences(case: Case, rule: str) -> str:
    one, more = SENTENCES[rule]
    return f"a sentence {one}" if case.sentences < 2 else f"{case.sentences} sentences {more}"


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
    words = "word" if count == 1 else "words"
    return (
        Weight(f"{count} {words} of substance", round(min(WORDS_MAX, A_WORD * count), 4))
        if count
        else None
    )


def how_many_times(case: Case, verdict: Verdict) -> Weight | None:
    """By how much a figure changed."""
    if verdict.rule != "other_figure":
        return None
    (unit, old), (other, new) = (_amount(view) for view in case.views)
    if not old or not new or unit != other:
        return None
    times = max(old, new) / min(old, new)
    if times < TOLD_TIMES:
        return None
    told = f"{times:,.0f}" if times >= ROUND_TIMES else f"{times:.2g}"
    words = f"{told} times as {'much' if new > old else 'little'}"
    return Weight(words, LARGE if times >= MULTIPLE else SMALL)


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


def further_or_less_far(case: Case, verdict: Verdict) -> Weight | None:
    """How far on the ladder of what is done, under way, to come or only planned."""
    if verdict.rule != "realisation":
        return None
    stages = [stage(case, view) for view in case.views]
    old, new = (place or UNDER_WAY for place in stages)
    ours, theirs = (STAGES.get(place, "said to be so") for place in stages)
    told = f"{'less far' if new < old else 'further'}: {ours} -> {theirs}"
    return Weight(told, round(REALISED_STEP * abs(old - new) + WEAKER * (new < old), 4))


def denied(case: Case, verdict: Verdict) -> Weight | None:
    """It says the contrary now."""
    return Weight("denied on one side only", DENIED) if verdict.rule == "denial" else None


def promise_in_it(case: Case, verdict: Verdict) -> Weight | None:
    """A promise, or an act that binds, came or went with it."""
    if verdict.kind != "fact":
        return None
    found = (
        view.said(m)
        for view in case.views
        for m in view.matches
        if int(m.concept.more.get("firmness", 0)) >= PROMISED
        and (m.concept.id != FORETOLD or _somebody_says(view, m))
    )
    words = next(found, "")
    return Weight(f"a promise or agreement stands in it: {words}", PROMISE) if words else None


def _somebody_says(view: View, will: Match) -> bool:
    """Whether somebody who is named, or "we", stands right before: a legacy promises nothing."""
    subjects = [m.span for m in view.matches if m.concept.field in NAMED or m.concept.id == SPEAKER]
    return any(0 <= will.span.start - subject.stop <= 1 for subject in subjects)


def figure_in_it(case: Case, verdict: Verdict) -> Weight | None:
    """A figure came or went with it."""
    found = [f.words for view in case.views for f in view.figures]
    return Weight(f"it gives {found[0]}", FIGURE) if found and verdict.kind == "fact" else None


def name_in_it(case: Case, verdict: Verdict) -> Weight | None:
    """A country, organisation or place is named in it, or somebody by office and name."""
    if verdict.kind != "fact":
        return None
    found = [name for proper in PROPER for view in case.views for name in _names(view, proper)]
    return Weight(f"it names {found[0]}", NAME) if found else None


def _names(view: View, proper: str) -> Iterator[str]:
    """The names of that field in it: no common noun, and an office with who holds it alone."""
    for match in view.of_field(proper):
        said = view.said(match)
        holder = HOLDER.match(view.context, match.span.stop) if proper == "offices" else None
        if said[0].islower() or (proper == "offices" and not holder):
            continue
        yield f"{said}{holder.group()}" if holder else said


def contentious(case: Case, verdict: Verdict) -> Weight | None:
    """One side's name of a thing came or went that another side does not accept."""
    if not _weighty(verdict):
        return None
    old, new = (
        {m.concept: view.said(m) for m in view.of_field("contested")} for view in case.views
    )
    for name, words in [*old.items(), *new.items()]:
        blames = name.more.get("contentious") and not (name in old and name in new)
        if blames:
            return Weight(f"a name that carries blame: {words}", CONTENTIOUS)
    for name, words in old.items():
        for other, others in new.items():
            if name is not other and name.more["question"] == other.more["question"]:
                return Weight(f"a contested name: {words} -> {others}", CONTENTIOUS)
    return None


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
    further_or_less_far,
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


def _shown(old: str, new: str) -> str:
    if old and new:
        return f"{old} -> {new}"
    return f"{old} is gone" if old else f"{new} is new"


def _short(words: str) -> str:
    return words if len(words) <= SHOWN else words[: SHOWN - 1].rstrip() + "…"


def _amount(view: View) -> tuple[str, float]:
    """The unit and value of the one amount in the words; 0 where none or more can be told."""
    found = [f for f in view.figures if f.kind in {"money", "count", "percent"}]
    if len(found) != 1 or not NUMBER.fullmatch(found[0].value):
        return "", 0.0
    return found[0].unit, float(found[0].value)
