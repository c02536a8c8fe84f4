"""Of which kind a change is: the first rule that holds decides, and says what words it saw.

To change the behaviour add a rule to a list and a line to the table of the test. Rules look at
one change (`Case`); words of a language come from the term base.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from crossread.align.wording import figures_kind, firmness_kind, form_kind, name_kind, realised_kind
from crossread.align.wording.case import Case
from crossread.model import EditKind

Seen = tuple[str, str]  # the words that a rule saw, of the old wording and of the new one
Rule = Callable[[Case], Seen | None]


class Verdict(NamedTuple):
    """The kind of a change, and why."""

    kind: EditKind
    rule: str
    seen: Seen


def moved_passage(case: Case) -> Seen | None:
    """The same words stand at another place."""
    return (case.old.words, case.new.words) if case.moved else None


def sentence_removed(case: Case) -> Seen | None:
    """A whole sentence, line or paragraph is gone."""
    return (case.old.words, "") if _sentence(case, 0) and not case.new.words else None


def sentence_added(case: Case) -> Seen | None:
    """A whole sentence, line or paragraph is new."""
    return ("", case.new.words) if _sentence(case, 1) and not case.old.words else None


def sentence_replaced(case: Case) -> Seen | None:
    """One sentence stands where another, unlike it, stood."""
    if not case.whole or not (_sentence(case, 0) or _sentence(case, 1)):
        return None
    return case.old.words, case.new.words


SENTENCE_WORDS = 6  # words from which a passage without a full stop is a sentence or an item
STOPPED = re.compile(r"(?:[!?。！？…]|[^\W\d]{2,}\.|\d\.)[\"”’»）)\]*]*$")  # "J." is none


def _sentence(case: Case, side: int) -> bool:
    view = case.views[side]
    long = len(view.counted) >= SENTENCE_WORDS or (
        len(view.counted) > 1 and bool(STOPPED.search(view.words))
    )
    return case.whole and bool(view.words) and long


def other_title(case: Case) -> Seen | None:
    """The title says it in other words."""
    return (case.old.words, case.new.words) if case.field == "title" else None


def claim_added(case: Case) -> Seen | None:
    """Words that say something were put in."""
    return ("", case.new.words) if not case.old.words else None


def claim_removed(case: Case) -> Seen | None:
    """Words that say something were taken out."""
    return (case.old.words, "") if not case.new.words else None


def claim_altered(case: Case) -> Seen | None:
    """Words that say something were changed for others, and no other rule holds."""
    return case.old.words, case.new.words


RULES: tuple[Rule, ...] = (
    moved_passage,
    form_kind.only_space,
    form_kind.page_furniture,
    form_kind.typography,
    form_kind.letter_case,
    form_kind.list_mark,
    form_kind.link_address,
    form_kind.byline,
    firmness_kind.into_question,
    name_kind.term_in_quotes,
    name_kind.speech_in_quotes,
    form_kind.punctuation,
    form_kind.other_hyphen,
    form_kind.run_together,
    form_kind.stands_elsewhere,
    sentence_removed,
    sentence_added,
    sentence_replaced,
    figures_kind.other_figure,
    figures_kind.other_date,
    figures_kind.figure_came_or_went,
    figures_kind.date_came_or_went,
    figures_kind.other_magnitude,
    figures_kind.other_number,
    form_kind.same_letters,
    realised_kind.realisation,
    firmness_kind.commitment,
    firmness_kind.denial,
    firmness_kind.condition,
    firmness_kind.modal_word,
    firmness_kind.act_strength,
    name_kind.distancing_word,
    name_kind.source_named,
    name_kind.speaker_label,
    name_kind.other_speaker,
    name_kind.other_act,
    form_kind.form_of_address,
    name_kind.other_name,
    name_kind.name_spelled,
    form_kind.small_words,
    form_kind.spelling,
    other_title,
    claim_added,
    claim_removed,
    claim_altered,
)
KIND_OF: dict[str, EditKind] = {
    **dict.fromkeys(("moved_passage",), "move"),
    **dict.fromkeys(
        ("only_space", "typography", "letter_case", "list_mark", "punctuation"), "style"
    ),
    **dict.fromkeys(("run_together", "same_letters", "small_words", "spelling"), "style"),
    **dict.fromkeys(("stands_elsewhere", "form_of_address"), "style"),
    "page_furniture": "template",
    **dict.fromkeys(("link_address", "byline", "other_title"), "metadata"),
    **dict.fromkeys(("into_question", "commitment", "denial", "condition"), "modality"),
    **dict.fromkeys(("realisation", "modal_word", "act_strength"), "modality"),
    **dict.fromkeys(("term_in_quotes", "distancing_word"), "scare_quote"),
    **dict.fromkeys(("speech_in_quotes", "source_named", "speaker_label"), "attribution"),
    **dict.fromkeys(("other_speaker", "other_act"), "attribution"),
    **dict.fromkeys(("sentence_removed", "sentence_added", "sentence_replaced"), "fact"),
    **dict.fromkeys(("other_hyphen", "claim_added", "claim_removed", "claim_altered"), "fact"),
    **dict.fromkeys(("other_figure", "figure_came_or_went"), "figure"),
    **dict.fromkeys(("other_magnitude", "other_number"), "figure"),
    **dict.fromkeys(("other_date", "date_came_or_went"), "date"),
    **dict.fromkeys(("other_name", "name_spelled"), "name"),
}


def kind_of(case: Case) -> Verdict:
    """The kind of a change, the rule that gave it and the words that the rule saw."""
    for rule in RULES:
        seen = rule(case)
        if seen is not None:
            return Verdict(KIND_OF[rule.__name__], rule.__name__, seen)
    return Verdict("fact", claim_altered.__name__, (case.old.words, case.new.words))
