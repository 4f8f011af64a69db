"""From sources to the raw store: what is fetched or read, what is kept of it, and what was seen where and when.

Knows nothing of Prefect, of parsing or of releases: bytes come in, and lie in the store with their sightings.
"""
