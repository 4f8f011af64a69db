"""What a run leaves in Prefect for who looks at it there: the counts, the quarantined pages, a link to the release."""

from __future__ import annotations

from pathlib import Path

from prefect.artifacts import create_link_artifact, create_table_artifact

from output.query import open_release

COUNTS, QUARANTINE, RELEASE = "jianghua-counts", "jianghua-quarantine", "jianghua-release"
MAX_QUARANTINED = 500
"""Rows of the list of quarantined pages; Prefect keeps artifacts in its database."""

_COUNTS = """
    SELECT status::VARCHAR AS status, count(*) AS pages, sum(n_speeches)::BIGINT AS speeches,
        sum(n_chars)::BIGINT AS characters, sum(n_kept)::BIGINT AS kept
    FROM pages GROUP BY ALL ORDER BY status
"""
_QUARANTINED = f"""
    SELECT status_reason AS reason, source FROM pages WHERE status = 'quarantined'
    ORDER BY reason, source LIMIT {MAX_QUARANTINED}
"""  # noqa: S608 (a number of ours)


def leave_artifacts(release: Path) -> None:
    """Make the artifacts of a run that published this release, or found it published. To be called in a flow."""
    counts, quarantined = (_rows(release, query) for query in (_COUNTS, _QUARANTINED))
    create_table_artifact(counts, key=COUNTS, description=f"Pages of release {release.name}, by status")
    create_table_artifact(
        quarantined, key=QUARANTINE,
        description=f"Quarantined pages of release {release.name}, by reason; at most {MAX_QUARANTINED}",
    )  # fmt: skip
    create_link_artifact(release.resolve().as_uri(), link_text=release.name, key=RELEASE, description="The release")


def _rows(release: Path, query: str) -> list[dict[str, object]]:
    with open_release(release) as connection:
        result = connection.execute(query)
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
