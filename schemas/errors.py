"""Errors that a user can act on.

What the system refuses (OSError) is told in a line as well; whatever else is raised is a defect of ours and keeps its
traceback.
"""

from __future__ import annotations


class JianghuaError(Exception):
    """A mistake in how the command was called, or in its surroundings: one line, exit code 2.

    The message says what is wrong and what to do about it.
    """

    exit_code = 2
