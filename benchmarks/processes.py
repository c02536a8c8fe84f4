"""Whole processes, from start to end: their time and the most memory they held."""

import json
import subprocess
import sys
from pathlib import Path

WATCH = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(json.dumps([done.returncode, seconds, peak, done.stderr.decode(errors="replace")]))
"""
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # ru_maxrss is in bytes there


def run_python(*arguments: str, cwd: Path | None = None) -> tuple[float, float]:
    """Run this Python with these arguments in a process of its own.

    Returns:
        Seconds from start to end, and the peak of its memory in megabytes (2 to the 20).
    """
    called = [sys.executable, "-c", WATCH, sys.executable, *arguments]
    told = subprocess.run(called, capture_output=True, text=True, check=True, cwd=cwd)
    code, seconds, peak, complaint = json.loads(told.stdout)
    if code:
        raise RuntimeError(f"python {' '.join(arguments)} ended with {code}: {complaint}")
    return float(seconds), float(peak) / KILOBYTES / 1024


def least_seconds(*arguments: str, rounds: int) -> tuple[float, float]:
    """The fastest of several runs, and the peak of memory of any, in megabytes."""
    runs = [run_python(*arguments) for _ in range(rounds)]
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)
