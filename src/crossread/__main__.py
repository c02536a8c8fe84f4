"""`python -m crossread` is the `crossread` command."""

from crossread.cli import main

main()
