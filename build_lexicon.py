"""Compiles the term base from YAML to JSON: a build hook of the package, and a command.

`python build_lexicon.py` does by hand what building or installing the package does.
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
DATA = ROOT / "src" / "crossread" / "lexicon" / "data"
TARGET = ROOT / "src" / "crossread" / "lexicon" / "base.json"


def build() -> int:
    """Write `base.json`; the number of its concepts."""
    sys.path.insert(0, str(ROOT / "src"))
    from crossread.lexicon.compile import base_as_json, compile_base

    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.yaml"))}
    table = compile_base(files, (DATA / "VERSION").read_text(encoding="utf-8").strip())
    TARGET.write_text(base_as_json(table), encoding="utf-8")
    return len(table["concepts"])


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compile the term base before the package is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling."""
        build()


if __name__ == "__main__":
    sys.stdout.write(f"{TARGET.relative_to(ROOT)}: {build()} concepts\n")
