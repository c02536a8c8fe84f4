"""A text cut into sentences, and sentences into points, by named rules."""

from crossread.segment.clauses import Clause, split_clauses, with_carriers
from crossread.segment.sentences import is_stamped, split_sentences

__all__ = ["Clause", "is_stamped", "split_clauses", "split_sentences", "with_carriers"]
