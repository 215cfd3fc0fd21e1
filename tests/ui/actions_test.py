"""The table of commands: each one has its words, its key, its drawing, and does something."""

import re

import pytest
from PySide6.QtGui import QKeySequence

from core.resources import resource
from ui.command_table import COMMANDS, MENUS, NEEDS_FORM, Command
from ui.main_window import MainWindow
from ui.shortcuts import ShortcutPage

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_each_command_has_words_keys_and_a_drawing(command: Command) -> None:
    assert CHINESE.search(command.text)
    assert CHINESE.search(command.tip)
    assert command.tip != command.text
    assert command.menu in MENUS
    assert resource("icons", f"{command.icon}.svg").is_file()
    assert command.keys
    for keys in command.keys:
        assert QKeySequence(keys).toString() not in {"", "Ctrl+", "Alt+"}


def test_no_key_and_no_name_is_given_twice() -> None:
    keys = [QKeySequence(key).toString() for command in COMMANDS for key in command.keys]
    assert len(set(keys)) == len(keys)
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    assert {command.id for command in COMMANDS} >= set(NEEDS_FORM)


def test_every_command_can_be_reached_and_does_something(window: MainWindow) -> None:
    listed = [
        action
        for menu in window.top_bar.menu_bar.actions()
        for action in menu.menu().actions()  # type: ignore[attr-defined]
        if not action.isSeparator()
    ]
    for command in COMMANDS:
        action = window.commands[command.id]
        assert action in listed
        assert action in window.actions()
        assert action.receivers("2triggered(bool)") > 0
        assert action.text().startswith(command.text)


def test_the_shortcut_page_names_every_command(window: MainWindow) -> None:
    page = ShortcutPage(window)
    texts = {label.text() for label in page.findChildren(type(window.status._saved))}
    for command in COMMANDS:
        assert command.text.removesuffix("…") in texts
