"""A collection in a process of its own, to be killed: ADDRESS CAPTURES RULES.yaml."""

import sys
from pathlib import Path

from crossread.archive import Archive
from crossread.collect.fetch import Limits
from crossread.collect.polite import Manners
from crossread.collect.publishers import read_publisher
from crossread.workflow.collect import Plan, collect


def main(address: str, captures: str, rules: str) -> None:
    """Collect, and print the key of each statement once it is saved, then "done"."""
    publisher = read_publisher("no-mfa.yaml", Path(rules).read_text("utf-8"))
    manners = Manners(delay_s=0.0, limits=Limits(1_000_000, 5.0, allow_private=True))
    with Archive.open(address, captures=captures) as archive:
        collect(
            archive,
            [publisher],
            Plan(again=False),
            manners=manners,
            tell=lambda key, number: print(key, flush=True),
        )
    print("done", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
