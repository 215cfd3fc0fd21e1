"""A problem of a form: the clerk's business, a value and never an exception."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from core.model.path import Path


class Severity(StrEnum):
    """An error blocks 定稿 (and nothing else); a warning may stay."""

    ERROR = "error"
    WARNING = "warning"


class Tone(StrEnum):
    """How a problem is told to the clerk."""

    ERROR = "error"
    WARNING = "warning"
    PENDING = "pending"
    """Neutrally: still to be filled in, or a sum whose parts are being typed."""


class Problem(Struct, frozen=True):
    """One finding.

    ``code``: stable name of the rule; ``path``: the field to go to; ``place``: the same as a path
    into the form file (``indicators/22/deviation``, rows from 0); ``title``: what it is about in
    the form's own words; ``message`` and ``remedy``: Chinese sentences for the clerk; ``kept``: the
    说明 with which the clerk lets a warning stand (an error cannot be kept); ``unfilled``: nothing
    is wrong yet, something is still to be written; ``beside``: the few words that it adds where
    another problem has told the same fact already; ``pending``: told neutrally for now
    (``core.checks.calm``); ``mended_by_reason``: its remedy is a text in 偏差原因 of the row.
    """

    code: str
    severity: Severity
    path: Path
    place: str
    title: str
    message: str
    remedy: str
    kept: str = ""
    unfilled: bool = False
    beside: str = ""
    pending: bool = False
    mended_by_reason: bool = False

    @property
    def tone(self) -> Tone:
        """How it is told."""
        return Tone.PENDING if self.pending else Tone(self.severity)
