"""The tables in the manual that the program's own tables are the source of.

python -m tests.film.manual_tables
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.checks.meanings import meanings
from core.resources import resource
from core.scoring.profile_file import load_profile, profile_names
from ui.shell.command_table import COMMANDS, MENUS, TYPED_KEYS

MANUAL = resource("manual", "手册.md")


def keys() -> str:
    """Every command of the window, menu by menu, with its keys."""
    blocks = ["**在表格和列表里**", _keys(TYPED_KEYS)]
    for menu in MENUS:
        lines = (
            (" ".join(command.keys), f"{command.text.removesuffix('…')}：{command.tip}")
            for command in COMMANDS
            if command.menu == menu
        )
        blocks += [f"**{menu}**", _keys(lines)]
    return "\n\n".join(blocks)


def checks() -> str:
    """Every problem code with what it means."""
    lines = (
        (f"**{meaning.name}** `{code}`", meaning.raised, meaning.remedy)
        for code, meaning in meanings().items()
    )
    return _table(("检查", "什么时候提出", "怎么办"), lines)


def profiles() -> str:
    """Every rule profile with what it is made from."""
    known = map(load_profile, profile_names())
    return _table(
        ("评分规则", "用于", "依据"), ((one.name, one.title, one.source) for one in known)
    )


TABLES: dict[str, Callable[[], str]] = {
    "快捷键：由程序的命令表": keys,
    "检查：由程序的检查表": checks,
    "评分规则：由程序的评分规则": profiles,
}
"""What stands at the beginning and end of each table in the manual, and what makes it."""


def renewed(manual: str) -> str:
    """The manual with all tables as they must be now."""
    for name, make in TABLES.items():
        begin, end = f"<!-- {name}生成，请勿手改 -->", f"<!-- {name.partition('：')[0]}完 -->"
        before, rest = manual.split(begin)
        _, after = rest.split(end)
        manual = f"{before}{begin}\n\n{make()}\n\n{end}{after}"
    return manual


def renew() -> None:
    """Put the tables into the manual."""
    MANUAL.write_text(renewed(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")


def _keys(lines: Iterable[tuple[str, str]]) -> str:
    def quoted(keys: str) -> str:
        return " ".join(f"`{key.replace('Return', 'Enter')}`" for key in keys.split()) or "无"

    return _table(("键", "作用"), ((quoted(keys), text) for keys, text in lines))


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [heads, ["---"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


if __name__ == "__main__":
    renew()
