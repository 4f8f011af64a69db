"""Pack the readings of characters from pypinyin's table (MIT) into parsers/data/readings.txt.

    python scripts/pack_readings.py

Its import loads tens of thousands of phrases that nothing here asks for: a fifth of a second, and two hundred thousand
lists for the garbage collector to walk. Deterministic; a test holds the file to it.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pypinyin.pinyin_dict import pinyin_dict

TARGET = Path(__file__).parent.parent / "parsers" / "data" / "readings.txt"
HEADER = "# Readings, the usual one first, and the characters read so. From pypinyin (MIT License, (c) 2016 mozillazg)"
_PLANE = 0x10000
"""Characters beyond the first plane stand on no page that was damaged: GBK has none."""


def packed() -> str:
    """Return what the file is to hold."""
    characters: dict[str, list[str]] = defaultdict(list)
    for code, readings in sorted(pinyin_dict.items()):
        if code < _PLANE:
            characters[readings].append(chr(code))
    rows = (f"{readings} {''.join(found)}" for readings, found in sorted(characters.items()))
    return "\n".join([HEADER, *rows]) + "\n"


def main() -> None:
    """Write the file."""
    TARGET.write_text(packed(), "utf-8")


if __name__ == "__main__":
    main()
