"""Bytes in, records out: everything the project knows about reading speeches, and nothing about running it.

Pure by contract: no network, no clock, no environment, no files but the package's own data.
"""

from parsers.main_text import main_text
from parsers.page import parse_page

__all__ = ["main_text", "parse_page"]
