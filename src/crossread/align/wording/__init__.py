"""What changed between two wordings of one statement: exactly what, of which kind, how much."""

from crossread.align.wording.access import access_changes, is_evidence
from crossread.align.wording.compare import compare_wordings
from crossread.align.wording.history import edits_of
from crossread.align.wording.templates import Collapsed, collapse_templates

__all__ = [
    "Collapsed",
    "access_changes",
    "collapse_templates",
    "compare_wordings",
    "edits_of",
    "is_evidence",
]
