"""The command line: what is asked for, done; what goes wrong, said in one Chinese sentence."""

from __future__ import annotations

import locale
import os
import sys
import traceback
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.archive.errors import ArchiveError
from core.commands.answer import INTERRUPTED, REFUSED, Answer, CommandError, for_terminal
from core.commands.archive_grammar import add_archive_commands
from core.commands.arguments import Grammar
from core.commands.form_grammar import add_form_commands
from core.exchange.errors import ExchangeError
from core.output import OutputError
from core.own_program import command_name
from core.scoring.profile import ProfileError
from core.system_errors import reason
from core.version import VERSION

if TYPE_CHECKING:
    from argparse import Namespace

    from core.commands.demo import Draw

DEBUG = "ZIPINGTONG_DEBUG"
"""Set to 1, the traceback of an unexpected failure is printed."""
_TEXTS = ("approved", "by", "kind", "profile", "search", "template", "unit", "year")
"""The options that take a text; all others take a number or the path of a file."""


def main(arguments: list[str], draw: Draw) -> int:
    """Do one command; the exit status. ``draw`` pictures the window, which core does not know."""
    for stream in (sys.stdout, sys.stderr):
        # Wherever the program runs, what it prints is UTF-8. (Without a console there is none.)
        if stream is not None:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        given = grammar(draw).parse_args(list(map(_as_typed, arguments)))
        _refuse_unreadable(given)
        answer = _said(given.run(given))
    except (CommandError, ArchiveError, ExchangeError, OutputError, ProfileError) as error:
        answer = Answer("", REFUSED, str(error))
    except OSError as error:
        answer = Answer("", REFUSED, f"没有做成：{reason(error)}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as end:  # --help and --version have said what they had to say
        return int(end.code or 0)
    except Exception as error:  # noqa: BLE001  (the last door: whoever waits gets a sentence)
        answer = Answer("", REFUSED, _internal_error(error))
        if os.environ.get(DEBUG) == "1":
            traceback.print_exc()
    if answer.complaint and sys.stderr is not None:
        with suppress(OSError):
            sys.stderr.write(for_terminal(answer.complaint) + "\n")
            sys.stderr.flush()
    return answer.status


def _as_typed(argument: str) -> str:
    """A text that was typed in another encoding than UTF-8; the path of a file stays as it is."""
    try:
        argument.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(argument)
        if not os.path.lexists(argument) and os.path.sep not in argument:
            with suppress(UnicodeDecodeError, LookupError):
                return raw.decode(locale.getencoding())
    return argument


def _refuse_unreadable(given: Namespace) -> None:
    """Raise ``CommandError`` for a text, not a path, in an encoding that nobody knows."""
    for name in _TEXTS:
        text = getattr(given, name, None)
        if isinstance(text, str) and not text.isprintable():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                message = f"参数 --{name} 后面的文字不是 UTF-8 编码，读不出来，请重新输入"
                raise CommandError(message) from error


def _said(answer: Answer) -> Answer:
    """The answer once it is printed; one that says so where it was done and cannot be printed."""
    try:
        _say(answer.text)
    except OSError as error:
        if not answer.done:
            raise
        told = f"{answer.done}；但运行结果没能显示出来：{reason(error)}"
        return Answer("", REFUSED, "\n".join(filter(None, (told, answer.complaint))))
    return answer


def _say(text: str) -> None:
    if not text or sys.stdout is None:
        return
    try:
        sys.stdout.write(for_terminal(text) + "\n")
        sys.stdout.flush()
    except OSError as error:
        # What is still in the buffer must go nowhere, or Python complains while it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):  # with ``| head`` the reader has seen enough
            raise


def _internal_error(error: Exception) -> str:
    if isinstance(error, ModuleNotFoundError):
        return f"缺少程序所需的组件 {error.name}，请在程序文件夹里运行 make run 完成安装"
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = "".join(f"，{Path(frame.filename).stem} 第 {frame.lineno} 行" for frame in last)
    return (
        f"程序内部出错（{type(error).__name__}{where}），这是自评通的缺陷，"
        "不是您的操作有误，请把这句话告诉开发者"
    )


def grammar(draw: Draw) -> Grammar:
    """All commands: what each is called and takes, and as ``run`` the function that does it."""
    whole = Grammar(
        command_name(),
        "自评通：不带参数时打开窗口，带命令时不需要显示器；--diagnose 印出这台电脑的情况。",
    )
    version = f"自评通 {VERSION}"
    whole.add("--version", action="version", version=version, help="显示版本号")
    add_form_commands(whole)
    add_archive_commands(whole)

    def demo(given: Namespace) -> Answer:
        from core.commands.demo import demo

        return demo(Path(given.into), draw)

    command = whole.command("demo", "用样表走一遍：归档、计分、检查、打印、窗口截图", demo)
    command.add("--into", required=True, metavar="DIR", help="存放结果的文件夹")
    return whole
