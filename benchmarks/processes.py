"""Whole processes, from start to end: their time and the most memory they held."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

WATCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, seconds, peak, done.stderr.decode(errors="replace")]))
"""
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # ru_maxrss is in bytes there


def run_python(*arguments: str) -> tuple[float, float]:
    """Run this Python with these arguments in a process of its own.

    Returns:
        Seconds from start to end, and the peak of its memory in megabytes (2 to the 20).
    """
    called = [sys.executable, "-c", WATCH, sys.executable, *arguments]
    told = subprocess.run(called, capture_output=True, text=True, check=True)
    code, seconds, peak, complaint = json.loads(told.stdout)
    if code:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {code}: {complaint}")
    return float(seconds), float(peak) / KILOBYTES / 1024


def least_seconds(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """The fastest run of each command; they take turns, so that a busy spell slows them all."""
    least: dict[str, float] = {}
    for _ in range(rounds):
        for name, arguments in commands.items():
            seconds, _ = run_python(*arguments)
            least[name] = min(seconds, least.get(name, seconds))
    return least
