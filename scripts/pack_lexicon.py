"""Pack the common two-character words of jieba's dictionary (MIT) into parsers/data/words.txt.

    python scripts/pack_lexicon.py      (needs `pip install jieba`)

Deterministic: the most frequent words, in code point order, fifty a line.
"""

from __future__ import annotations

from pathlib import Path

import jieba

WORDS = 20_000
TARGET = Path(__file__).parent.parent / "parsers" / "data" / "words.txt"
HEADER = "# The 20,000 most frequent two-character words of jieba's dict.txt (MIT License, (c) 2013 Sun Junyi)"


def main() -> None:
    """Write the packed list."""
    rows = (line.split() for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines())
    counted = [
        (int(count), word) for word, count, *_ in rows if len(word) == 2 and all("一" <= c <= "鿿" for c in word)
    ]
    chosen = sorted(word for _, word in sorted(counted, reverse=True)[:WORDS])
    lines = ("".join(chosen[index : index + 50]) for index in range(0, len(chosen), 50))
    TARGET.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
