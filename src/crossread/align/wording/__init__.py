"""What changed between two wordings of one statement: exactly what, of which kind, how much."""
