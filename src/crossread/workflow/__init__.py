"""What an analyst does with crossread, one function a task: the Python API.

A workflow joins the packages that touch the world to those that do not. The CLI calls these
and nothing deeper.
"""

from typing import TYPE_CHECKING, Any

from crossread.workflow.compare import compare

__all__ = ["check_lexicon", "compare", "evaluate", "load_specimens", "measure_agreement"]

if TYPE_CHECKING:
    from crossread.workflow.coverage import check_lexicon
    from crossread.workflow.scoring import evaluate, measure_agreement
    from crossread.workflow.specimens import load_specimens

_HOMES = {
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
