"""Where statements are kept: SQLite on a laptop, PostgreSQL for a team, raw captures on disk.

The only package that speaks SQL. Everything above it sees `Archive` and model values.
"""

from crossread.archive.archive import Archive, save_all
from crossread.archive.save import Fate, Saved

__all__ = ["Archive", "Fate", "Saved", "save_all"]
