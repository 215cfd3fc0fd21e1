"""The commands of the menu 定稿: from the finished form to the signed one."""

from __future__ import annotations

from ui.shell.command import FORM, SAVES_FORM, Command

FORM_COMMANDS = (
    Command(
        "finalize",
        FORM,
        "定稿…",
        "check",
        ("Ctrl+Shift+L",),
        "内容定下来：编号、留存 PDF，不再改动",
        needs=SAVES_FORM,
    ),
    Command(
        "reopen",
        FORM,
        "撤回定稿",
        "undo",
        ("Ctrl+Shift+T",),
        "没有签章的定稿可以撤回来修改",
        needs=SAVES_FORM,
    ),
    Command(
        "scan",
        FORM,
        "登记签章扫描件…",
        "scan",
        ("Ctrl+G",),
        "把签字盖章后的扫描件存进档案，并核对是不是这一版",
        rule=True,
        needs=SAVES_FORM,
    ),
    Command(
        "scans", FORM, "查看签章扫描件", "paper", ("Ctrl+Shift+G",), "看已登记的扫描件，可另存"
    ),
    Command(
        "correct",
        FORM,
        "更正…",
        "correct",
        ("Ctrl+Shift+C",),
        "已定稿的表要改：另起一份更正，原定稿保持不变",
        rule=True,
        needs=SAVES_FORM,
    ),
)
