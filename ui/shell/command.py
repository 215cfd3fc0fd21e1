"""What a command of the window is: its words, its keys, its menu, what it needs."""

from __future__ import annotations

from enum import Flag, auto

from msgspec import Struct


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

NO_FORM = "先打开一份自评表"
READ_ONLY = "档案是只读打开的，不能写入"


def lacking(paper: bool, closed: str, read_only: bool) -> dict[Needs, str]:
    """What is not there, with a sentence that says so to the clerk; the first one counts most.

    ``paper``: a form is in sight; ``closed``: why it takes no edits.
    """
    found = {Needs.FORM: "" if paper else NO_FORM, Needs.EDITS: closed}
    found[Needs.WRITING] = READ_ONLY if read_only else ""
    return {need: why for need, why in found.items() if why}


class Command(Struct, frozen=True):
    """``menu`` is the title of the menu it stands in; ``rule`` draws a line above it there.

    ``submenu``: the title of the menu within that one, where it stands in one.

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
    submenu: str = ""


FILE, EDIT, ROWS, FORM, VIEW, HELP = "文件", "编辑", "指标", "定稿", "查看", "帮助"
IMPORTING, EXPORTING, KEEPING, ZOOM = "导入", "导出", "备份与交接", "缩放"
"""Menus within a menu: no menu may be longer than a small screen is high."""

LETTERS = {FILE: "F", EDIT: "E", ROWS: "I", FORM: "D", VIEW: "V", HELP: "H"}
"""With Alt they open the menus."""
