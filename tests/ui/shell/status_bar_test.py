"""The status bar: its words are never cut, the hints of keys give way one by one."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.dialog_look import cut
from ui.main_window import MainWindow
from ui.shell.status_bar import LAST_TO_GO


@pytest.mark.parametrize("person", ["", "欧阳张三（财务科）"])
def test_hints_of_keys_give_way_before_a_word_is_cut(person: str, window: MainWindow) -> None:
    bar = window.status
    bar.show_person(person)
    bar.show_page(12, 30)
    bar.show_group_of_new_row("服务对象满意度指标")
    seen = []
    for width in (*range(683, 1441, 37), 1920):
        window.resize(width, 600)
        QApplication.processEvents()
        hints = {name: said for name, _, said in bar._keys}
        shown = [name for name in LAST_TO_GO if not hints[name].isHidden()]
        assert shown == list(LAST_TO_GO[: len(shown)]), width
        assert cut(bar) == [], width
        seen.append(len(shown))
    assert seen == sorted(seen)  # more room, more hints
    assert seen[-1] == len(LAST_TO_GO)
