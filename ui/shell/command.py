"""What a command of the window is: its words, its keys, its menu, what it needs."""

from __future__ import annotations

from enum import Flag, auto

from core.dataclass import dataclass


class Needs(Flag):
    """What must be there for a command to mean something."""

    FORM = auto()
    """A form, in sight."""
    EDITS = auto()
    """Which takes edits."""
    WRITING = auto()
    """An archive that is not open for reading only."""


NOTHING, SAVES = Needs(0), Needs.WRITING
CHANGES_FORM, SAVES_FORM = Needs.FORM | Needs.EDITS, Needs.FORM | Needs.WRITING


@dataclass(frozen=True, slots=True)
class Command:
    """``menu`` is the title of the menu it stands in; ``rule`` draws a line above it there.

    What it does is given by the part of the window that does it, under its ``id`` (``handlers``);
    a window in which that is missing does not start.
    """

    id: str
    menu: str
    text: str
    icon: str
    keys: tuple[str, ...]
    tip: str
    rule: bool = False
    needs: Needs = Needs.FORM


FILE, EDIT, ROWS, FORM, VIEW, HELP = "文件", "编辑", "指标", "定稿", "查看", "帮助"
LETTERS = {FILE: "F", EDIT: "E", ROWS: "I", FORM: "D", VIEW: "V", HELP: "H"}
"""With Alt they open the menus."""
