"""The tests that turn a comparison into findings with evidence."""

from crossread.findings.find import Table, find_findings

__all__ = ["Table", "find_findings"]
