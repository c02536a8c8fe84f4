"""Findings written out for a reader. Values in, text out; nothing is looked up here.

The page (`crossread.brief.page`) stands apart: its template engine is loaded by those who ask
for HTML alone.
"""

from crossread.brief.comparison_json import comparison_as_json, comparison_schema
from crossread.brief.comparison_table import comparison_as_csv, comparison_as_markdown
from crossread.brief.edit_json import access_as_json, edit_as_json, edit_of_json, template_as_json
from crossread.brief.edit_text import (
    access_as_text,
    change_segments,
    edit_as_text,
    segments_as_text,
    template_as_text,
)
from crossread.brief.marks import (
    comparison_as_marks,
    marks_as_json,
    marks_from_json,
    marks_of,
    misses_as_text,
)
from crossread.brief.words import cited_sentence

__all__ = [
    "access_as_json",
    "access_as_text",
    "change_segments",
    "cited_sentence",
    "comparison_as_csv",
    "comparison_as_json",
    "comparison_as_markdown",
    "comparison_as_marks",
    "comparison_schema",
    "edit_as_json",
    "edit_as_text",
    "edit_of_json",
    "marks_as_json",
    "marks_from_json",
    "marks_of",
    "misses_as_text",
    "segments_as_text",
    "template_as_json",
    "template_as_text",
]
