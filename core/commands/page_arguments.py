"""How pages lie on their sheets, as it is asked for on the command line."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from core.commands.answer import CommandError
from core.commands.arguments import Grammar

if TYPE_CHECKING:
    from core.sheet.page_setup import PageSetup


def add_page_arguments(grammar: Grammar) -> None:
    """Both sides and margins, for every command that writes a PDF."""
    add = grammar.arguments.add_argument
    add("--duplex", action="store_true", help="双面打印：背面的装订边在另一侧")
    help_ = "页边距：订口、切口、天头、地脚的毫米数，不写是 28,15,18,18"
    add("--margins", metavar="MM,MM,MM,MM", help=help_)


def page_setup(given: Namespace) -> PageSetup:
    """What was asked for. Raises ``CommandError``."""
    from core.sheet.page_setup import USUAL, Margins, MarginsError, PageSetup

    try:
        margins = USUAL if given.margins is None else Margins.read(given.margins)
    except MarginsError as error:
        raise CommandError(str(error)) from error
    return PageSetup(getattr(given, "landscape", False), given.duplex, margins)
