"""The command line: a thin shell over `crossread.workflow`.

What takes time to load is loaded inside the commands, so that `--help` answers at once.
"""

from crossread.cli.main import main

__all__ = ["main"]
