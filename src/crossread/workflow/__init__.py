"""What an analyst does with crossread, one function a task: the Python API.

A workflow joins the packages that touch the world to those that do not. The CLI calls these
and nothing deeper.
"""

from typing import TYPE_CHECKING, Any

from crossread.workflow.compare import compare

__all__ = [
    "add",
    "check_lexicon",
    "code_archive",
    "collect",
    "compare",
    "evaluate",
    "find_edits",
    "load_specimens",
    "measure_agreement",
]

if TYPE_CHECKING:
    from crossread.workflow.add import add
    from crossread.workflow.code import code_archive
    from crossread.workflow.collect import collect
    from crossread.workflow.coverage import check_lexicon
    from crossread.workflow.edits import find_edits
    from crossread.workflow.scoring import evaluate, measure_agreement
    from crossread.workflow.specimens import load_specimens

_HOMES = {
    "add": "add",
    "code_archive": "code",
    "collect": "collect",
    "find_edits": "edits",
    "check_lexicon": "coverage",
    "evaluate": "scoring",
    "load_specimens": "specimens",
    "measure_agreement": "scoring",
}


def __getattr__(name: str) -> Any:
    """Load the rarer tasks when they are first asked for."""
    from importlib import import_module

    if name in _HOMES:
        module = import_module(f"crossread.workflow.{_HOMES[name]}")
        return getattr(module, name)
    raise AttributeError(f"module 'crossread.workflow' has no attribute {name!r}")
