"""Pack the common characters of jieba's dictionary (MIT) into parsers/data/characters.txt, the commonest first.

    python scripts/pack_characters.py      (needs `pip install jieba`)

Deterministic: a character counts as often as the words that hold it; only those of GB 2312, fifty a line.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import jieba

CHARACTERS = 4_000
TARGET = Path(__file__).parent.parent / "parsers" / "data" / "characters.txt"
HEADER = "# The 4,000 most frequent characters of jieba's dict.txt, in order (MIT License, (c) 2013 Sun Junyi)"


def main() -> None:
    """Write the packed list."""
    counts: Counter[str] = Counter()
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split()
        known = word.encode("gb2312", "ignore").decode("gb2312")
        counts.update({c: int(count) * known.count(c) for c in set(known) if "一" <= c <= "鿿"})
    ranked = sorted(counts, key=lambda c: (-counts[c], c))[:CHARACTERS]
    lines = ("".join(ranked[index : index + 50]) for index in range(0, len(ranked), 50))
    TARGET.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
