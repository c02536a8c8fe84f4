"""The term base: what official texts speak of, in many languages, as data."""

from crossread.lexicon.base import Match, TermBase, load_base, standing_in
from crossread.lexicon.concept import Concept

__all__ = ["Concept", "Match", "TermBase", "load_base", "standing_in"]
