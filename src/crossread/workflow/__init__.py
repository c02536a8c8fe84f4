"""What an analyst does with crossread, one function a task: the Python API.

A workflow joins the packages that touch the world to those that do not. The CLI calls these
and nothing deeper.
"""

from crossread.workflow.compare import compare

__all__ = ["compare"]
