"""What changed between two wordings of one statement: exactly what, of which kind, how much."""

from crossread.align.wording.compare import compare_wordings

__all__ = ["compare_wordings"]
