"""Look for text on which a pattern or the parser is slow: the long form of tests/property/test_hostile.py.

    python scripts/fuzz.py --minutes 10 [--seed N] [--chars 30000]

Rounds over all patterns of the parsers, each with new seeds, and over pages of hostile templates and of samples of the
patterns set into a speech. Prints each finding once, the slowest of its name at the end, and returns 1 if a time grew
faster than its text. What is slow in proportion to its length is told, and fails nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "property"))

from hostile import HEAD, SUPERLINEAR, Slow, numbered, patterns, repeated, sample, seeds, slow, slow_page
from test_hostile import BOUNDED, FEWER_CHARS, TEMPLATES


def main(arguments: list[str] | None = None) -> int:
    """Fuzz for some minutes; return 1 if anything grew faster than its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--chars", type=int, default=10_000, help="size of the texts that patterns are tried on")
    options = parser.parse_args(arguments)
    worst: dict[str, Slow] = {}
    for found in _findings(options.seed, options.chars, time.monotonic() + options.minutes * 60):
        if found.name not in worst:
            sys.stdout.write(f"{found}\n")
            sys.stdout.flush()
        if found.name not in worst or worst[found.name].seconds_a_megabyte < found.seconds_a_megabyte:
            worst[found.name] = found
    bad = [found for found in worst.values() if found.growth > SUPERLINEAR]
    sys.stdout.write(f"\n{len(worst)} slow, {len(bad)} of them faster than linear:\n")
    for found in sorted(bad, key=lambda found: -found.seconds_a_megabyte):
        sys.stdout.write(f"  {found}\n")
    return 1 if bad else 0


def _findings(seed: int, chars: int, until: float) -> Iterator[Slow]:
    random = Random(seed)  # noqa: S311 - for variety, not for secrets
    for name, template in TEMPLATES.items():
        size = FEWER_CHARS.get(name, chars * 4)
        found = slow_page(f"page of {name}", partial(numbered, template), size)
        if found is not None:
            yield found
    while time.monotonic() < until:
        for named in random.sample(patterns(), len(patterns())):
            if time.monotonic() > until:
                return
            if named.name not in BOUNDED:
                yield from filter(None, (slow(named, text, chars) for text in seeds(named.pattern, random, 1)))
            text = "".join(sample(named.pattern, random) or "字" for _ in range(3)) + random.choice(
                ("", "\n", "，", "\t")
            )
            found = slow_page(f"page of {named.name}", partial(_opened, text), chars)
            if found is not None:
                yield found


def _opened(text: str, size: int) -> str:
    return HEAD + repeated(text, size)


if __name__ == "__main__":
    sys.exit(main())
