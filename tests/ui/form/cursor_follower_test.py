"""The panels follow the clerk: after steps by hand a moment later and once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model.edits import SetField
from core.model.evaluation import Indicator
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from ui import update_queue
from ui.document import Document
from ui.followers import CursorFollower
from ui.form.view import FormView


@pytest.fixture
def shown() -> list[Path | None]:
    """What a panel was asked to show."""
    return []


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update_queue, "PAUSE", 0)


@pytest.fixture
def follower(document: Document, form: FormView, shown: list[Path | None]) -> CursorFollower:
    follower = CursorFollower(document, form.current_path, [shown.append], form)
    form.current_changed.connect(follower.step)
    form.arrived.connect(follower.catch_up)
    shown.clear()
    return follower


def test_steps_by_hand_are_followed_once_and_not_within_the_key(
    document: Document,
    form: FormView,
    rows: list[Indicator],
    follower: CursorFollower,
    shown: list[Path | None],
    qtbot: QtBot,
) -> None:
    form.go_to(Path(rows[3].id, "actual"), edit=True)
    shown.clear()
    for _ in range(3):
        QTest.keyClick(form.table.editor or form.table, Qt.Key.Key_Return)
        assert document.cursor == form.current_path()
    assert not shown
    qtbot.waitUntil(lambda: bool(shown))
    follower.catch_up()
    assert shown == [Path(rows[6].id, "actual")]


@pytest.mark.usefixtures("follower")
def test_where_somebody_is_led_to_is_followed_at_once(
    form: FormView, rows: list[Indicator], shown: list[Path | None]
) -> None:
    form.go_to(Path(rows[7].id, "actual"))
    assert shown == [Path(rows[7].id, "actual")]


@pytest.mark.usefixtures("no_pause")
def test_what_was_stepped_to_is_shown_before_anybody_uses_it(
    form: FormView, rows: list[Indicator], follower: CursorFollower, shown: list[Path | None]
) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    shown.clear()
    QTest.keyClick(form.table, Qt.Key.Key_Down)
    follower.catch_up()
    follower.catch_up()
    for _ in range(3):  # nothing is left for the clock
        QApplication.processEvents()
    assert shown == [Path(rows[4].id, "actual")]


@pytest.mark.usefixtures("follower")
def test_another_form_is_followed_at_once(
    document: Document, form: FormView, rows: list[Indicator], shown: list[Path | None]
) -> None:
    form.go_to(Path(rows[3].id, "actual"))
    document.edit(SetField(Path(rows[3].id, "actual"), "1"))
    form.go_to(Path(rows[9].id, "actual"))
    shown.clear()
    document.undo_stack.undo()
    assert document.cursor == Path(rows[3].id, "actual")
    assert not shown
    document.load(sample(), profile_for(""))
    assert shown[-1] == form.current_path()
