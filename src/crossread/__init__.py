"""crossread: read two governments' accounts of the same call side by side.

>>> import crossread
>>> result = crossread.compare("They met on 1 June and discussed trade.", "They met on 1 June.")
>>> result.rows[0].relation
'shared'
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Archive", "__version__", "compare"]

if TYPE_CHECKING:
    from crossread.archive import Archive
    from crossread.workflow import compare


def __getattr__(name: str) -> Any:
    """Load the workflows when they are first asked for: `import crossread` costs nothing."""
    if name == "Archive":
        from crossread.archive import Archive

        return Archive
    if name in __all__:
        from crossread import workflow

        return getattr(workflow, name)
    raise AttributeError(f"module 'crossread' has no attribute {name!r}")
