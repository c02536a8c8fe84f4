"""Where statements are kept: SQLite on a laptop, PostgreSQL for a team, raw captures on disk.

The only package that speaks SQL. Everything above it sees `Archive` and model values.
"""

from crossread.archive.archive import Archive
from crossread.archive.copy import Copied
from crossread.archive.proof import Fault
from crossread.archive.save import Fate, Saved
from crossread.archive.verify import Verified

__all__ = ["Archive", "Copied", "Fate", "Fault", "Saved", "Verified"]
