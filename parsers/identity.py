"""Which parser this is: the version, and a digest of all that can change what it makes of a page.

Results are cached under this name, so it covers the code, the rules and dictionaries, and the libraries whose answers
differ between versions.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import schemas
from schemas.identity import digest_of, installed

LIBRARIES = ("ahocorasick-rs", "beautifulsoup4", "chardet", "opencc", "turbohtml")


@cache
def parser_version() -> str:
    """Return the version, a plus sign, and twelve hex digits of the digest."""
    digest = digest_of((Path(__file__).parent, Path(schemas.__file__).parent), LIBRARIES)
    return f"{installed('jianghua')}+{digest[:12]}"
