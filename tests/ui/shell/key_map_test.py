"""Keys that nobody else takes, and that the clerk can change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from core.model.path import Path
from ui.main_window import MainWindow
from ui.shell.command import Command
from ui.shell.command_table import COMMANDS, TABLE_KEYS
from ui.shell.key_dialog import KeyDialog
from ui.shell.key_map import KeyMap, portable, sequence
from ui.shell.shortcuts import ShortcutPage
from ui.shell.taken_keys import taken_keys


def command(name: str) -> Command:
    return next(one for one in COMMANDS if one.id == name)


class Asked(QTranslator):
    """Counts what it is asked for."""

    count = 0

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803  (Qt's name)
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del context, sourceText, disambiguation, n
        self.count += 1
        return None  # type: ignore[return-value]

    def isEmpty(self) -> bool:
        return False


def test_reading_a_key_asks_no_translator(application: QApplication) -> None:
    asked = Asked(application)
    application.installTranslator(asked)
    try:
        asked.count = 0
        read = [sequence(keys) for one in COMMANDS for keys in one.keys]
        assert asked.count == 0
        assert read == [QKeySequence(keys) for one in COMMANDS for keys in one.keys]
        assert asked.count > 0
    finally:
        application.removeTranslator(asked)


def test_no_key_is_one_that_other_programs_are_known_to_take() -> None:
    taken = taken_keys()
    assert all(QKeySequence(keys).toString() == keys for keys in taken)
    for one in COMMANDS:
        for keys in one.keys:
            assert portable(keys) == keys
            assert keys not in taken, (one.id, taken.get(keys))
            assert portable(keys) not in TABLE_KEYS
            # AltGr on Windows, and where chat programs and desktops have their global keys.
            assert not portable(keys).startswith("Ctrl+Alt+")


def test_the_paper_zooms_by_the_keys_of_browsers() -> None:
    zooms = [command(name).keys for name in ("zoom_in", "zoom_out", "zoom_reset")]
    assert zooms == [("Ctrl++", "Ctrl+="), ("Ctrl+-",), ("Ctrl+0",)]


@pytest.mark.parametrize(
    ("keys", "said", "refused"),
    [
        ("Ctrl+I", "现在是“导入文件”的", False),
        ("Ctrl+Shift+F", "搜狗", False),
        ("Ctrl+V", "不能用作", True),
        ("X", "不能用作", True),
        ("Shift+X", "不能用作", True),
        ("Ctrl+K, Ctrl+B", "请按一组键", True),
        ("", "请按一组键", True),
    ],
)
def test_a_clash_is_told(keys: str, said: str, refused: bool) -> None:
    clash = KeyMap({}).clash(command("save"), keys)
    assert clash is not None
    assert said in clash.sentence
    assert clash.refused is refused


def test_a_free_key_or_its_own_is_no_clash() -> None:
    assert KeyMap({}).clash(command("save"), "Ctrl+Shift+Q") is None
    assert KeyMap({}).clash(command("save"), "Ctrl+S") is None


def test_a_key_that_is_given_is_taken_from_whoever_had_it() -> None:
    kept: dict[str, str] = {}
    keys = KeyMap(kept)
    keys.give(command("save"), "Ctrl+I")
    assert keys.of(command("save")) == ("Ctrl+I",)
    assert keys.of(command("import")) == ()
    assert KeyMap(kept).of(command("save")) == ("Ctrl+I",), "the settings hold it"
    keys.restore(command("import"))
    assert keys.of(command("import")) == ("Ctrl+I",)
    assert keys.of(command("save")) == ()
    keys.restore_all()
    assert kept == {}
    assert keys.of(command("save")) == ("Ctrl+S",)


steps = st.tuples(
    st.sampled_from(COMMANDS),
    st.sampled_from(["", "Ctrl+I", "Ctrl+S", "Ctrl+=", "F11", "Alt+Q", None]),
)


@given(st.lists(steps, max_size=12))
def test_no_two_commands_ever_share_a_key(done: list[tuple[Command, str | None]]) -> None:
    keys = KeyMap({})
    for one, wanted in done:
        if wanted is None:
            keys.restore(one)
        else:
            keys.give(one, wanted)
            assert keys.of(one) == ((portable(wanted),) if wanted else ())
        held = [portable(has) for each in COMMANDS for has in keys.of(each)]
        assert len(set(held)) == len(held)


kept_keys = st.text() | st.sampled_from(["Ctrl+I", "F11", "Ctrl+Shift+Q"])


@given(st.dictionaries(st.sampled_from([one.id for one in COMMANDS]) | st.text(), kept_keys))
def test_whatever_the_settings_hold_is_a_key_map(kept: dict[str, str]) -> None:
    keys = KeyMap(kept)
    held = [has for one in COMMANDS for has in keys.of(one)]
    assert all(portable(has) == has for has in held)
    assert len(set(held)) == len(held)


def test_a_key_is_changed_on_the_page_of_keys(window: MainWindow) -> None:
    page = ShortcutPage(window.commands, window)
    page.show()
    page.buttons["save"].click()
    (dialog,) = page.findChildren(KeyDialog)
    dialog.field.setKeySequence(QKeySequence("F11"))
    assert "可以用" in dialog.said.text()
    dialog.accept_button.click()
    assert page.buttons["save"].text() == "F11"
    assert window.commands["save"].shortcut() == QKeySequence("F11")
    assert "F11" in window.commands["save"].toolTip()
    assert window.settings.keys == {"save": "F11"}
    page.restore.click()
    assert window.commands["save"].shortcut() == QKeySequence("Ctrl+S")
    page.close()


def test_a_key_is_changed_by_keys_alone(window: MainWindow) -> None:
    history = command("history")
    for answer, has in ((Qt.Key.Key_Escape, "Ctrl+H"), (Qt.Key.Key_Return, "Ctrl+Shift+Q")):
        dialog = KeyDialog(history, window.commands.keys, window)
        dialog.open()
        control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(dialog.field, Qt.Key.Key_Q, control)
        QTest.keyClick(dialog.field, answer)
        assert not dialog.isVisible()
        assert window.commands.keys.of(history) == (has,)


def test_hints_name_the_keys_as_they_are(window: MainWindow) -> None:
    key = window.commands.key_of("indicator")
    assert {"Tab", key} <= {label.text() for label in window.status.findChildren(QLabel)}
    window.commands.keys.give(command("next"), "F11")
    window.commands.keys.give(command("indicator"), "")
    window.commands.follow_keys()
    in_status, in_problems = (
        [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
        for part in (window.status, window.problems)
    )
    assert "F11" in in_status
    assert "添加一行　" not in in_status
    assert "F11 下一个" in in_problems


@pytest.mark.parametrize("keys", ["Ctrl+E", "Ctrl+K", "Ctrl+U", "Ctrl+Backspace"])
def test_a_key_that_a_text_field_knows_is_the_windows_where_it_has_it(
    window: MainWindow, keys: str
) -> None:
    pressed: list[str] = []
    action = window.commands["save"]
    action.triggered.disconnect()
    action.triggered.connect(lambda: pressed.append(keys))
    for name in ("export", "export_pdf", "retype"):
        window.commands[name].setShortcuts([])
    action.setShortcuts([QKeySequence(keys)])
    row = next(window.document.evaluation.indicators)
    window.form.go_to(Path(row.id, "actual"), edit=True)
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keySequence(focus, QKeySequence(keys))
    assert pressed == [keys]


def test_a_command_that_came_without_a_key_can_have_one(window: MainWindow) -> None:
    page = ShortcutPage(window.commands, window)
    for one in COMMANDS:
        if not one.keys:
            assert page.buttons[one.id].text() == "无"
            dialog = KeyDialog(one, window.commands.keys, page)
            dialog.field.setKeySequence(QKeySequence("Ctrl+Shift+Q"))
            dialog.accept_button.click()
            assert window.commands.keys.of(one) == ("Ctrl+Shift+Q",)
            window.commands.keys.restore(one)
            assert window.commands.keys.of(one) == ()


def test_f1_can_be_given_to_a_command_where_a_key_is_asked_for(window: MainWindow) -> None:
    dialog = KeyDialog(command("history"), window.commands.keys, window)
    dialog.open()
    dialog.field.setFocus()
    QTest.keyClick(dialog.field, Qt.Key.Key_F1)
    assert dialog.field.keySequence() == QKeySequence("F1")  # and no manual lies over it
    assert "快捷键" in dialog.said.text()
    dialog.close()


@pytest.mark.parametrize("answer", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_the_page_of_keys_begins_at_the_keys_and_enter_presses_one(
    window: MainWindow, qtbot: QtBot, answer: Qt.Key
) -> None:
    page = ShortcutPage(window.commands, window)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    first, second = (page.buttons[one.id] for one in COMMANDS[:2])
    assert page.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert page.focusWidget() is second
    QTest.keyClick(second, answer)
    assert page.isVisible()
    (dialog,) = page.findChildren(KeyDialog)
    assert COMMANDS[1].text.removesuffix("…") in dialog.windowTitle()
    (line,) = dialog.field.findChildren(QLineEdit)
    assert line.placeholderText() == "请按新的键"
    QTest.keyClick(dialog.field, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    dialog.field.clear()
    assert line.placeholderText() == "请按新的键"
    dialog.close()
    page.close()
