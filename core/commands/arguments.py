"""The command line's grammar, in Chinese: argparse with its English left out."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import NoReturn

from core.commands.answer import Answer, CommandError

_SENTENCES = (
    (r"the following arguments are required: (.+)", "缺少参数：{}"),
    (r"unrecognized arguments: (.+)", "多余的或不认识的参数：{}"),
    (r"argument (.+): expected .*argument.*", "参数 {} 后面要写内容"),
    (r"argument (?:命令|command): invalid choice: '?(.+?)'? \(choose from .*", "没有“{}”这个命令"),
    (r"argument (.+): invalid int value: '(.*)'", "参数 {} 应是整数，不能是“{}”"),
    (r"argument (.+): not allowed with argument (.+)", "参数 {} 不能和 {} 同时使用"),
    (r"argument (.+): ignored explicit argument '(.*)'", "参数 {} 后面不能写内容"),
)
"""What argparse says, and how we say it. Another wording of a later Python is said in general."""


class Help(argparse.HelpFormatter):
    """Help with a Chinese heading."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """As argparse's, but for the word."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Grammar(argparse.ArgumentParser):
    """A parser that refuses in one Chinese sentence, by raising ``CommandError``."""

    def __init__(self, prog: str, description: str = "", **_: object) -> None:
        super().__init__(
            prog=prog,
            description=description,
            formatter_class=Help,
            add_help=False,
            allow_abbrev=False,
        )
        # Every argument goes into a group of ours; argparse shows no heading of an empty group.
        self.arguments = self.add_argument_group("参数")
        self.arguments.add_argument("-h", "--help", action="help", help="显示这段说明")
        self.commands: dict[str, Grammar] = {}
        """The commands below, by name, in the order in which help tells them."""
        self._below: argparse._SubParsersAction[Grammar] | None = None

    def add(self, *names: str, **options: object) -> None:
        """Take one more argument; ``options`` as argparse has them."""
        self.arguments.add_argument(*names, **options)  # type: ignore[arg-type]

    def command(
        self, name: str, what: str, run: Callable[[argparse.Namespace], Answer] | None = None
    ) -> Grammar:
        """A command below this one: what it does, for people, and what does it."""
        if self._below is None:
            self._below = self.add_subparsers(title="命令", metavar="命令", required=True)
        made = self._below.add_parser(name, help=what, description=what)
        if run is not None:
            made.set_defaults(run=run)
        self.commands[name] = made
        return made

    def error(self, message: str) -> NoReturn:
        """Say it in Chinese."""
        raise CommandError(in_chinese(message) + "；用 --help 查看用法")


def in_chinese(message: str) -> str:
    """One of argparse's messages as a Chinese clause."""
    for pattern, sentence in _SENTENCES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            said = ("".join(c if c.isprintable() else "?" for c in g) for g in match.groups())
            return sentence.format(*said)
    return "命令的写法不对"
