"""Pack the characters by which a script is known, and what they are in simplified script, into parsers/data.

    python scripts/pack_script.py

They follow from OpenCC's tables (Apache-2.0) and from what GB 2312 and Big5 hold; working them out takes a tenth of a
second and two of OpenCC's converters, which a process that meets no traditional page can spare. Deterministic; a test
holds the file to it.
"""

from __future__ import annotations

from pathlib import Path

import opencc

TARGET = Path(__file__).parent.parent / "parsers" / "data" / "telling.txt"
HEADER = "# Only traditional; the same in simplified script; only simplified. From OpenCC's tables, GB 2312 and Big5."
_HAN = "".join(map(chr, (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))))


def packed() -> str:
    """Return what the file is to hold."""
    simplified = opencc.OpenCC("t2s").convert("\n".join(_HAN)).split("\n")
    traditional = opencc.OpenCC("s2t").convert("\n".join(_HAN)).split("\n")
    mainland = _within("gb2312")
    telling = mainland - _within("big5")
    pairs = [
        (old, new) for old, new in zip(_HAN, simplified, strict=True) if old != new and old not in mainland and new
    ]
    written = [old for old, new in zip(_HAN, traditional, strict=True) if old != new and old in telling]
    rows = ("".join(old for old, _ in pairs), "".join(new for _, new in pairs), "".join(written))
    return "\n".join([HEADER, *rows]) + "\n"


def _within(encoding: str) -> frozenset[str]:
    return frozenset(_HAN.encode(encoding, "ignore").decode(encoding))


def main() -> None:
    """Write the file."""
    TARGET.write_text(packed(), "utf-8")


if __name__ == "__main__":
    main()
