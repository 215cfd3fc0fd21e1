"""How reading a foreign file ends badly: always in one Chinese sentence."""

from __future__ import annotations


class ForeignFileError(Exception):
    """The file cannot be read; the message is one Chinese sentence."""


class CancelledError(ForeignFileError):
    """Whoever waited for the file did not want to wait any longer."""
