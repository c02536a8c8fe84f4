"""The word index anew: words are in small letters, with Turkish i's as one, on either database.

Revision ID: 0003
"""

from alembic import op

from crossread.archive import words

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Index every wording again."""
    words.rebuild(op.get_bind())
