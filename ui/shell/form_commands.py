"""The commands of the menu 定稿: from the finished form to the signed one, and online."""

from __future__ import annotations

from ui.shell.command import CHANGES_FORM, FORM, NOTHING, SAVES_FORM, Command

FORM_COMMANDS = (
    Command(
        "approve",
        FORM,
        "指标批复…",
        "approve",
        ("Ctrl+Shift+F2",),
        "批复后锁定指标的名称、指标值和分值；已锁定的，可写明原因撤销",
        needs=CHANGES_FORM,
    ),
    Command(
        "adjust",
        FORM,
        "年中调整…",
        "adjust",
        ("Ctrl+Shift+F3",),
        "写明原因，改动这一行已批复的名称、指标值或分值",
        needs=CHANGES_FORM,
    ),
    Command(
        "evidence",
        FORM,
        "佐证材料…",
        "evidence",
        ("Ctrl+9",),
        "把文件登记给一行指标或整张表，在程序里查看 PDF 和图片，或另存",
    ),
    Command(
        "finalize",
        FORM,
        "定稿…",
        "finalize",
        ("Ctrl+Shift+L",),
        "内容定下来：编号、留存 PDF，不再改动",
        rule=True,
        needs=SAVES_FORM,
    ),
    Command(
        "reopen",
        FORM,
        "撤回定稿",
        "reopen",
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
        "scans", FORM, "查看签章扫描件", "scans", ("Ctrl+Shift+G",), "看已登记的扫描件，可另存"
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
    Command(
        "retype",
        FORM,
        "网上录入条",
        "retype",
        ("Ctrl+U",),
        "照抄到网上填报系统：浮在浏览器上面，把值一个一个复制过去，记住到哪一项",
        rule=True,
    ),
    Command(
        "retype_order",
        FORM,
        "安排录入的顺序…",
        "sort",
        ("Ctrl+Shift+F5",),
        "照网上填报的栏目排好要录入的内容，可以存几种顺序",
        needs=NOTHING,
    ),
)
