"""Processes that add, for the tests that kill them or let them meet."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = HERE.parents[1] / "src"


@dataclass(frozen=True)
class Adding:
    """A process that will add these files once it is told to go."""

    process: "subprocess.Popen[str]"

    @classmethod
    def prepare(
        cls, address: str, captures: Path, *files: Path, workers: int = 1, **environment: str
    ) -> "Adding":
        """Start it; its imports run while the test does something else."""
        words = [address, str(captures), str(workers), *map(str, files)]
        process = subprocess.Popen(
            [sys.executable, str(HERE / "adder.py"), *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(SOURCES), **environment},
        )
        return cls(process)

    def go(self) -> None:
        """Let it begin."""
        assert self.next_line() == "ready"
        assert self.process.stdin
        self.process.stdin.write("go\n")
        self.process.stdin.flush()

    def next_line(self) -> str:
        """What it says next; empty when it has ended."""
        assert self.process.stdout
        line = self.process.stdout.readline()
        return line.strip() if line.endswith("\n") else ""

    def kill(self) -> list[str]:
        """End it as a loss of power would; what it had said and was not yet read."""
        self.process.send_signal(signal.SIGKILL)
        return self.end()

    def end(self) -> list[str]:
        """Wait for its end; what it said."""
        out, _ = self.process.communicate(timeout=300)
        return [line.strip() for line in out.splitlines(keepends=True) if line.endswith("\n")]
