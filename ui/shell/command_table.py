"""Every command of the window: one record each. Menus, buttons and the shortcut page read it."""

from __future__ import annotations

from ui.shell.command import EDIT, FILE, FORM, HELP, ROWS, VIEW
from ui.shell.edit_commands import EDIT_COMMANDS
from ui.shell.file_commands import FILE_COMMANDS
from ui.shell.form_commands import FORM_COMMANDS
from ui.shell.view_commands import VIEW_COMMANDS

MENUS = (FILE, EDIT, ROWS, FORM, VIEW, HELP)

COMMANDS = (*FILE_COMMANDS, *EDIT_COMMANDS, *FORM_COMMANDS, *VIEW_COMMANDS)

TYPED_KEYS = (
    ("方向键", "在格子之间移动；直接输入时，写入并移动"),
    ("Tab　Shift+Tab", "到下一个、上一个要填的格子"),
    ("Enter", "确认并到下一行，回到按 Tab 起头的那一列；在提纲、问题和档案总览里是打开"),
    ("F2　直接输入", "打开格子修改（方向键在格内移动）、打开格子重填"),
    ("Esc", "放弃这一格的修改"),
    ("Alt+Enter", "在格子里换行"),
    ("Ctrl+Home　Ctrl+End", "到第一个、最后一个要填的格子"),
    ("Shift+方向键　Ctrl+A", "选择多个格子、全部格子"),
    ("Ctrl+C　Ctrl+X　Ctrl+V", "复制、剪切、粘贴格子，可以与 Excel、WPS 互相粘贴"),
    ("Ctrl+D", "用上面一格的内容填充"),
    ("Delete", "清空格子；在提纲和档案总览里是删除"),
    ("Alt+F　E　I　D　V　H", "打开文件、编辑、指标、定稿、查看、帮助菜单"),
    ("Ctrl+滚轮", "放大、缩小表格"),
    ("Ctrl+P　Ctrl+S　Esc", "在打印预览里：打印、存为 PDF、关闭"),
)
"""Keys that belong to the table and the lists themselves, for the shortcut page."""

TABLE_KEYS = frozenset(
    f"{modifiers}{key}"
    for modifiers, keys in {
        "": ("F2",),
        "Alt+": ("Return",),
        "Shift+": ("F10",),
        "Ctrl+": (
            *("A", "C", "D", "V", "X", "Up", "Down", "Left", "Right", "Home", "End"),
            *("Backspace", "Del", "Ins"),
        ),
        "Ctrl+Shift+": ("Left", "Right", "Home", "End"),
    }.items()
    for key in keys
)
"""Those of them, and of the menus, that no command can have."""
