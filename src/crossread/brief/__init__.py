"""Findings written out for a reader. Values in, text out; nothing is looked up here.

The page (`crossread.brief.page`) stands apart: its template engine is loaded by those who ask
for HTML alone.
"""

from crossread.brief.comparison_json import comparison_as_json, comparison_schema
from crossread.brief.comparison_table import comparison_as_csv, comparison_as_markdown
from crossread.brief.marks import (
    comparison_as_marks,
    marks_as_json,
    marks_from_json,
    marks_of,
    misses_as_text,
)
from crossread.brief.words import cited_sentence

__all__ = [
    "cited_sentence",
    "comparison_as_csv",
    "comparison_as_json",
    "comparison_as_markdown",
    "comparison_as_marks",
    "comparison_schema",
    "marks_as_json",
    "marks_from_json",
    "marks_of",
    "misses_as_text",
]
