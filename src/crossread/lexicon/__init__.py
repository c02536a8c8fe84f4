"""The term base: what official texts speak of, in many languages, as data."""

from crossread.lexicon.base import TermBase, load_base
from crossread.lexicon.concept import Concept
from crossread.lexicon.matching import LIGHT, Match, standing_in

__all__ = ["LIGHT", "Concept", "Match", "TermBase", "load_base", "standing_in"]
