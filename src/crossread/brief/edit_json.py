"""Edits as plain JSON values, in the published format `crossread.edit/1`.

Spans count Unicode code points of the field that a change names; significance is 0 to 1. The
closed lists are `crossread.model.EDIT_KINDS` and `ACCESS_KINDS`; `docs/methods/edits.md` tells
each.
"""

from typing import Any

from crossread.model import (
    AccessChange,
    Change,
    Observation,
    Span,
    Stretch,
    TemplateChange,
    Weight,
    WordingEdit,
)

FORMAT = "crossread.edit/1"


def edit_as_json(edit: WordingEdit) -> dict[str, Any]:
    """The whole edit; every change can be checked against the two wordings from it alone."""
    return {
        "format": FORMAT,
        "language": edit.language,
        "kinds": list(edit.kinds),
        "significance": edit.significance,
        "changes": [_change(change) for change in edit.changes],
        "added": [_span(span) for span in edit.added],
        "removed": [_span(span) for span in edit.removed],
        "methods": dict(edit.methods),
    }


def edit_of_json(told: dict[str, Any]) -> WordingEdit:
    """The edit that `edit_as_json` wrote."""
    return WordingEdit(
        changes=tuple(map(_change_of, told["changes"])),
        language=told["language"],
        methods=tuple(told["methods"].items()),
    )


def _change_of(told: dict[str, Any]) -> Change:
    reason = told["reason"]
    return Change(
        kind=told["kind"],
        field=told["field"],
        old=Stretch(**told["old"]),
        new=Stretch(**told["new"]),
        rule=reason["rule"],
        seen=(reason["old"], reason["new"]),
        significance=told["significance"],
        weights=tuple(Weight(**weight) for weight in told["weights"]),
        old_context=_span_of(told["old_context"]),
        new_context=_span_of(told["new_context"]),
        inside=told["inside"],
    )


def _span_of(told: dict[str, int] | None) -> Span | None:
    return Span(**told) if told else None


def template_as_json(template: TemplateChange) -> dict[str, Any]:
    """A change that many pages had at about the same time."""
    return {
        "kind": "template",
        "publisher": template.publisher,
        "field": template.field,
        "old": template.old,
        "new": template.new,
        "kinds": list(template.kinds),
        "significance": template.significance,
        "count": template.count,
        "statements": list(template.statements),
        "first": template.first.isoformat(),
        "last": template.last.isoformat(),
    }


def access_as_json(change: AccessChange) -> dict[str, Any]:
    """A change of access, with the looks that prove it."""
    return {
        "statement": change.statement,
        "kind": change.kind,
        "words": change.words,
        "present": _look(change.present),
        "looks": [_look(look) for look in change.looks],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "field": change.field,
        "old": _stretch(change.old),
        "new": _stretch(change.new),
        "reason": {"rule": change.rule, "old": change.seen[0], "new": change.seen[1]},
        "significance": change.significance,
        "weights": [{"words": w.words, "value": w.value} for w in change.weights],
        "old_context": _context(change.old_context),
        "new_context": _context(change.new_context),
        "inside": change.inside,
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {"start": stretch.start, "stop": stretch.stop, "words": stretch.words}


def _context(span: Span | None) -> dict[str, int] | None:
    return None if span is None else _span(span)


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "stop": span.stop}


def _look(look: Observation) -> dict[str, Any]:
    return {
        "at": look.at.isoformat(),
        "outcome": look.outcome,
        "version": look.version,
        "capture": look.capture.digest,
        "url": look.capture.final_url or look.capture.url,
    }
