"""What was said before: exact phrases, families of near-equal points, what is new.

Nothing is imported here: numba and numpy are loaded by the modules that need them, so that
`import crossread` and `crossread compare` never wait for them.
"""
