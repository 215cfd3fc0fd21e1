"""The status bar: its words are never cut, the hints of keys give way one by one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from core.beijing import NOTE
from core.model.path import Path
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


def test_which_clock_is_meant_stands_in_the_bar_once(window: MainWindow) -> None:
    bar = window.status
    for saved in (f"09:00:01{NOTE} 已保存", "没有打开自评表", f"09:00:02{NOTE} 已保存"):
        bar._say("good", saved)
        bar.show_backups(f"08:30{NOTE} 已备份并验证 · 1 处", "一句话", late=False)
        assert (bar._saved.text() + bar._kept.text()).count(NOTE) == 1
        bar._say("warn", "正在保存…")
        assert NOTE in bar._kept.text()


def test_a_hint_is_clicked_as_its_key_is_pressed(window: MainWindow) -> None:
    window.resize(1366, 700)
    window.show()
    form, rows = window.form, list(window.document.evaluation.indicators)
    hints = {name: labels for name, *labels in window.status._keys}
    for at in (0, 1):
        form.go_to(Path(rows[3].id, "actual"), edit=True)
        QTest.mouseClick(hints["Tab"][at], Qt.MouseButton.LeftButton)
        assert form.current_path() == Path(rows[3].id, "points")
        QTest.mouseClick(hints["indicator"][at], Qt.MouseButton.LeftButton)
        assert len(list(window.document.evaluation.indicators)) == len(rows) + 1
        window.commands["undo"].trigger()
    form.go_to(Path(rows[0].id, "actual"))
    QTest.mouseClick(hints["next"][1], Qt.MouseButton.LeftButton)
    assert form.current_path() == window.document.assessment.cards[0].path


def test_the_words_beside_the_problems_and_the_state_are_clicked(window: MainWindow) -> None:
    window.show()
    for card in window.document.assessment.cards[:2]:
        QTest.mouseClick(window.problems._hint, Qt.MouseButton.LeftButton)
        assert window.form.current_path() == card.path
    opened: list[bool] = []
    window.commands["history"].triggered.connect(lambda: opened.append(True))
    QTest.mouseClick(window.top_bar._chip, Qt.MouseButton.LeftButton)
    assert opened
