"""From parsed pages to a release: shards, merging, Parquet, catalogue, description, verification, queries."""
