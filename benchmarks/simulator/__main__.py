"""Write simulated pages with their gold: `python -m benchmarks.simulator OUT --seed S --pages N`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.simulator.gold import gold_of
from benchmarks.simulator.page import simulate


def main() -> None:
    """Write the pages of seeds S, S+1, ... and a NAME.gold.json beside each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=100)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for seed in range(args.seed, args.seed + args.pages):
        page = simulate(seed)
        (args.out / page.name).write_bytes(page.body)
        text = json.dumps(gold_of(page), ensure_ascii=False, indent=1)
        (args.out / f"{page.name}.gold.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
