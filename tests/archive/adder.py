"""Adding in a process of its own, to be killed: ADDRESS CAPTURES WORKERS FILE...

It waits for a line on standard input, then adds, and prints a line for all that is saved.
"""

import sys
from importlib import import_module

import crossread.workflow.add as adding
from crossread.archive import Archive

AT_ONCE = 20  # so that a small file has many batches
LATER = ("alembic.command", "sqlalchemy.dialects.sqlite.pysqlite")  # imported at first use


def main(address: str, captures: str, workers: str, *files: str) -> None:
    """Say "ready", wait, add; "saved NAME" and "coded N" as it goes, at the end "done"."""
    for name in LATER:
        import_module(name)
    vars(adding)["AT_ONCE"] = AT_ONCE
    print("ready", flush=True)
    sys.stdin.readline()
    with Archive.open(address, captures=captures) as archive:
        adding.add(
            archive,
            files,
            workers=int(workers),
            tell=lambda name, number: print("saved", name, flush=True),
            tell_coding=lambda done, total: print("coded", done, flush=True),
        )
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
