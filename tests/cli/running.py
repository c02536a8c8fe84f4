"""The `crossread` command run inside the test's own process."""

import json
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner

from crossread.cli.main import app


@dataclass(frozen=True)
class Ran:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*words: object, given: bytes | str | None = None) -> Ran:
    """Run `crossread` with these words; an error that is not ours comes through."""
    result = CliRunner().invoke(app, [str(w) for w in words], input=given, catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)
