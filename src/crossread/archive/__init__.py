"""Where statements are kept: SQLite on a laptop, PostgreSQL for a team, raw captures on disk.

The only package that speaks SQL. Everything above it sees `Archive` and model values.
"""
