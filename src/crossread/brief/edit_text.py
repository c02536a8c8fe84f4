"""Edits as lines for a terminal: what went in [-brackets-], what came in {+braces+}."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from crossread.brief.words import legible
from crossread.model import (
    AccessChange,
    Change,
    EditKind,
    Span,
    TemplateChange,
    Wording,
    WordingEdit,
)

AROUND = 60  # characters of the sentence shown on either side of a change
SPACES = str.maketrans({" ": "␣", "\n": "⏎", "\t": "⇥", "\u00a0": "⍽", "\u202f": "⍽", "\r": "⏎"})
KIND_WORDS: dict[EditKind, str] = {
    "fact": "Fact",
    "figure": "Figure",
    "name": "Name",
    "date": "Date",
    "attribution": "Attribution",
    "modality": "How firmly",
    "scare_quote": "Quotation marks",
    "style": "Style",
    "move": "Moved",
    "metadata": "About the text",
    "template": "Page",
}

Role = Literal["same", "old", "new"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a shown line, for whoever colours it."""

    role: Role  # "same": stands in both; "old": went; "new": came
    words: str


def edit_as_text(
    edit: WordingEdit,
    old: Wording,
    new: Wording,
    least: float = 0.0,
    most: int | None = None,
) -> str:
    """Every change as lines, the most significant first.

    Args:
        edit: what `compare_wordings` found.
        old: the earlier wording.
        new: the later one.
        least: changes of less significance are only counted.
        most: of the others no more than so many are shown, the rest counted; all, if None.

    Returns:
        For each change its kind, its significance, the words in their sentence, and the terms
        of the significance. No word of a text can act on the terminal.
    """
    if not edit.changes:
        return "Nothing changed.\n"
    enough = [change for change in edit.ranked if change.significance >= least]
    shown = enough[:most]
    lines = [line for change in shown for line in _lines(change, old, new)]
    if more := len(enough) - len(shown):
        lines.append(f"and {more:,} more {_noun(more)}")
    if hidden := len(edit.changes) - len(enough):
        lines.append(f"{hidden:,} {_noun(hidden)} of less significance than {least:g}")
    return "\n".join(lines) + "\n"


def _noun(number: int) -> str:
    return "change" if number == 1 else "changes"


def _lines(change: Change, old: Wording, new: Wording) -> Iterator[str]:
    where = "" if change.field == "text" else f" ({change.field})"
    yield f"{KIND_WORDS[change.kind]}{where}  {change.significance:.2f}"
    yield f"  {segments_as_text(change_segments(change, old, new))}"
    yield from (f"    {weight.value:+.2f} {legible(weight.words)}" for weight in change.weights)


def change_segments(change: Change, old: Wording, new: Wording) -> tuple[Segment, ...]:
    """A change in the sentence that it stands in, cut to a readable length.

    What stands around it is taken from the new wording; from the old one where the sentence is
    gone.
    """
    stretch, context = change.new, change.new_context
    text = new.field_text(change.field)
    if context is None:
        stretch, context = change.old, change.old_context
        text = old.field_text(change.field)
    reach = context or Span(0, max(1, len(text)))
    before = _cut(text[reach.start : stretch.start], head=False)
    after = _cut(text[stretch.stop : reach.stop], head=True)
    made = [
        Segment("same", before),
        Segment("old", _shown(change.old.words)),
        Segment("new", _shown(change.new.words)),
        Segment("same", after),
    ]
    return tuple(segment for segment in made if segment.words)


def segments_as_text(segments: Sequence[Segment]) -> str:
    """The segments on one line, in the notation of a word diff."""
    marked = {"same": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marked[segment.role].format(segment.words) for segment in segments)


def template_as_text(template: TemplateChange) -> str:
    """A template change in one line."""
    parts = [
        f"[-{legible(template.old)}-]" if template.old else "",
        f"{{+{legible(template.new)}+}}" if template.new else "",
    ]
    words = "".join(parts)
    return f"Page  {words}  on {template.count} pages of {template.publisher}\n"


def access_as_text(change: AccessChange) -> str:
    """A change of access in one line: what was seen, and no more."""
    return f"{change.kind.capitalize()}  {legible(change.words)}\n"


def _shown(words: str) -> str:
    """Changed words on one line; where they are white space alone, signs for it."""
    return _line(words) if words.strip() else words.translate(SPACES)


def _line(words: str) -> str:
    """The words on one line; white space at an end stays one space."""
    head = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and words.strip() else ""
    return f"{head}{legible(words)}{tail}"


def _cut(words: str, *, head: bool) -> str:
    """The part of the words that stands next to the change."""
    plain = _line(words)
    if len(plain) <= AROUND:
        return plain
    return f"{plain[: AROUND - 1]}…" if head else f"…{plain[1 - AROUND :]}"
