"""How fast the parsers are, where the time goes, and how that compares: `python -m benchmarks.speed`."""
