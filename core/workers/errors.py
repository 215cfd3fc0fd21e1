"""How work in another process ends badly."""

from __future__ import annotations


class WorkError(Exception):
    """A piece of work was not done, for no fault of its own; the message is a Chinese sentence."""
