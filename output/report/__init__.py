"""report.html: a release to look at, in one file without outside references."""

from output.report.page import NAME, write_report

__all__ = ["NAME", "write_report"]
