"""What cannot be used now says why: in its tip, in the palette, and when its key is pressed.

The only place that enables and disables, so that nothing turns grey without a word.
"""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

_TIP, _WHY = "usualTip", "whyNot"

Control = QAction | QWidget


def offer(control: Control, why_not: str = "") -> None:
    """Let it be used; or, for this reason, not."""
    known = control.property(_TIP)
    tip = str(control.toolTip() if known is None else known)
    control.setProperty(_WHY, why_not)
    set_tip(control, tip)
    control.setEnabled(not why_not)


def why_not(control: Control) -> str:
    """Why it cannot be used now; nothing where it can."""
    return "" if control.isEnabled() else str(control.property(_WHY) or "")


def set_tip(control: Control, tip: str) -> None:
    """What it does, as its tip says wherever it can be used."""
    control.setProperty(_TIP, tip)
    why = control.property(_WHY)
    control.setToolTip(str(why or tip))


def offer_as(control: QWidget, action: QAction) -> None:
    """A control that stands for a command is offered as that is."""
    control.setEnabled(action.isEnabled())
    control.setToolTip(action.toolTip())


def offer_with(control: Control, action: QAction) -> None:
    """Offer what serves the same as a command whenever that is offered, with a tip of its own."""

    def follow() -> None:
        offer(control, why_not(action))

    action.changed.connect(follow)
    follow()
