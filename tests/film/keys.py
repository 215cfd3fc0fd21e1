"""The table of keys in the manual, made from the table of commands.

python -m tests.film.keys
"""

from __future__ import annotations

from collections.abc import Iterable

from core.resources import resource
from ui.shell.command_table import COMMANDS, MENUS, TYPED_KEYS

MANUAL = resource("manual", "手册.md")
BEGIN, END = "<!-- 快捷键：由程序的命令表生成，请勿手改 -->", "<!-- 快捷键完 -->"


def table() -> str:
    """Every key of the window, menu by menu."""
    blocks = [_table("在表格和列表里", ((keys, text) for keys, text in TYPED_KEYS))]
    for menu in MENUS:
        lines = (
            (" ".join(command.keys), f"{command.text.removesuffix('…')}：{command.tip}")
            for command in COMMANDS
            if command.menu == menu
        )
        blocks.append(_table(menu, lines))
    return "\n\n".join(blocks)


def renewed(manual: str) -> str:
    """The manual with the table as it must be now."""
    before, rest = manual.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def renew() -> None:
    """Put the table into the manual."""
    MANUAL.write_text(renewed(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")


def _table(title: str, lines: Iterable[tuple[str, str]]) -> str:
    rows = [f"| {_keys(keys)} | {text} |" for keys, text in lines]
    return "\n".join([f"**{title}**", "", "| 键 | 作用 |", "| --- | --- |", *rows])


def _keys(keys: str) -> str:
    return " ".join(f"`{key.replace('Return', 'Enter')}`" for key in keys.split())


if __name__ == "__main__":
    renew()
