"""Libraries that talk while they read: kept off the terminal, open to whoever listens."""

import logging


def keep_off_terminal(library: str) -> None:
    """Let a library's log go to the handlers that an application has set up, and nowhere else.

    Without any handler Python prints warnings to standard error, where an error of ours is
    one line.
    """
    logger = logging.getLogger(library)
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
