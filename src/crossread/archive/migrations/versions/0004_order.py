"""Ids and addresses in the order of their code points, whatever language a database is set to.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

BY_CODE_POINT = (
    ("publisher", "id"),
    ("source", "id"),
    ("statement", "id"),
    ("statement_key", "key"),
)


def upgrade() -> None:
    """SQLite has always sorted so."""
    if op.get_bind().dialect.name == "postgresql":
        for table, column in BY_CODE_POINT:
            op.alter_column(table, column, type_=sa.Text(collation="C"))
