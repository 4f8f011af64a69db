"""Single signs that a site scatters through the texts it reposts, to know them again.

They stand behind 的, the commonest character, before the next word: 重要的'意义. An apostrophe, a back-tick or a
full stop of ASCII has no use there, unless the page quotes or ends its sentences with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.trace import Cut
from schemas import EditKind

_STRAY = {sign: re.compile(rf"(?<=[一-鿿]的){re.escape(sign)}(?=[一-鿿])") for sign in "'`."}
_USED = {
    sign: re.compile(rf"(?<=[一-鿿])(?<!的){re.escape(sign)}|(?<![\w.'`]){re.escape(sign)}(?=[一-鿿])")
    for sign in "'`."
}
"""Where the page has the sign beside a character of its own accord."""


def stray_signs(text: str) -> Iterator[Cut]:
    """Yield the signs behind 的 that the page has nowhere else beside a character."""
    for sign, stray in _STRAY.items():
        if f"的{sign}" in text and _USED[sign].search(text) is None:
            for match in stray.finditer(text):
                yield Cut(match.start(), match.end(), EditKind.WATERMARK, "watermark.behind_de")
