"""Sites that need a reading of their own: one folder each, found by listing.

A folder holds `source.toml` (parsers/sources/settings.py says what may be in it), example pages with what is expected
of them, and where settings do not suffice, `reader.py` with a function `rearrange(soup)`. docs/add-a-source.md shows
how to add one. A page is of such a site by the host it came from, or by what the site's template leaves in every page.

Not here: where pages come from; that is the business of `ingest` and its sources.yml.
"""

from parsers.sources.find import all_sources, source_of
from parsers.sources.settings import Source, SourceError

__all__ = ["Source", "SourceError", "all_sources", "source_of"]
