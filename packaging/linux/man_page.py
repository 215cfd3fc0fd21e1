"""The man page of ``zpt``, made of what the program itself says with --help."""

from __future__ import annotations

import re
from collections.abc import Callable

Ask = Callable[[list[str]], str]
"""What the program prints for these arguments."""

_COMMAND = re.compile(r"^    ([a-z][a-z-]*)(?:\s|$)", re.MULTILINE)


def man_page(ask: Ask, version: str) -> str:
    """In the language of man pages; its text is the program's, so nothing in it can grow old."""
    help_text = ask(["--help"])
    parts = [
        f'.TH ZPT 1 "" "zipingtong {version}" "自评通"',
        ".SH 名称",
        r"zpt, zipingtong \- 财政项目支出绩效自评表的填报、计分、核对、打印与归档",
        ".SH 用法",
        *_as_it_stands(help_text),
    ]
    for command in _COMMAND.findall(help_text):
        parts += [f".SH {command}", *_as_it_stands(ask([command, "--help"]))]
    parts += [
        ".SH 文件",
        ".TP",
        "文档/自评档案/",
        "档案、设置和备份。删除程序不会删除它。",
        ".SH 环境变量",
        ".TP",
        "ZIPINGTONG_DATA",
        "另外指定的数据文件夹。",
    ]
    return "\n".join(parts) + "\n"


def _as_it_stands(text: str) -> list[str]:
    lines = [line.replace("\\", r"\e").replace("-", r"\-") for line in text.rstrip().splitlines()]
    return [".nf", *(rf"\&{line}" if line[:1] in {".", "'"} else line for line in lines), ".fi"]
