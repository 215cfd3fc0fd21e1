"""Nothing is lost: every change is on the disk within a second, whatever happens then."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path as File

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from core.sample import sample
from tests.archived_forms import put_own
from ui.autosave import Autosave, State
from ui.document import Document
from ui.main_window import MainWindow
from ui.open_form import OpenForm
from ui.shelf import Shelf

PROJECT = Path(ROOT, "project")


@pytest.fixture
def open_form() -> OpenForm:
    return OpenForm()


@pytest.fixture
def autosave(document: Document, open_form: OpenForm, shelf: Shelf) -> Autosave:
    autosave = Autosave(document, open_form, shelf)
    number = shelf.ask(put_own)
    shelf.ask(lambda archive: archive.load(number))
    open_form.open(shelf.ask(lambda archive: archive.entry(number)), fresh=False)
    return autosave


def stored(shelf: Shelf, version: int | None = None) -> Evaluation:
    with Archive.open(shelf.path, read_only=True) as archive:
        return archive.load(1, version)


def test_a_change_is_stored_by_itself(
    autosave: Autosave, document: Document, shelf: Shelf, qtbot: QtBot
) -> None:
    begin = time.monotonic()
    document.edit(SetField(PROJECT, "甲"))
    assert autosave.state == State.PENDING
    qtbot.waitUntil(lambda: autosave.state == State.SAVED, timeout=1000)
    assert time.monotonic() - begin < 1
    assert stored(shelf).project == "甲"
    assert autosave.saved_at is not None


def test_keys_that_go_on_do_not_put_the_save_off(
    autosave: Autosave, document: Document, shelf: Shelf, qtbot: QtBot
) -> None:
    left: list[int] = []
    for count in range(20):  # no timer fires meanwhile
        document.edit(SetField(PROJECT, f"甲{count}"))
        left.append(autosave._wait.remainingTime())
    assert 0 <= left[-1] <= left[0]
    assert left == sorted(left, reverse=True)
    begin = time.monotonic()
    while stored(shelf).project == sample().project:
        document.edit(SetField(PROJECT, f"乙{time.monotonic()}"))
        qtbot.wait(20)
        assert time.monotonic() - begin < 2


def test_a_key_is_painted_before_a_save_that_is_due(
    autosave: Autosave, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("WAIT", 50_000), ("PAINTED", 60_000), ("LONGEST", 120_000)):
        monkeypatch.setattr(f"ui.autosave.{name}", value)
    document.edit(SetField(PROJECT, "甲"))
    assert autosave._wait.interval() == 50_000
    document.edit(SetField(PROJECT, "甲乙"))
    assert autosave._wait.interval() == 60_000
    monkeypatch.setattr("ui.autosave.LONGEST", 60_000)
    monkeypatch.setattr("ui.autosave.PAINTED", 90_000)
    document.edit(SetField(PROJECT, "甲乙丙"))
    assert autosave._wait.interval() == 60_000, "it was put off for ever"


def test_the_first_change_of_a_session_begins_a_version(
    autosave: Autosave, open_form: OpenForm, document: Document, shelf: Shelf
) -> None:
    document.edit(SetField(PROJECT, "甲"))
    assert autosave.flush()
    document.edit(SetField(PROJECT, "乙"))
    assert autosave.flush()
    assert open_form.version == 2
    assert stored(shelf, 1) == sample()
    assert stored(shelf, 2).project == "乙"
    autosave.begin_version()
    document.edit(SetField(PROJECT, "丙"))
    assert autosave.flush()
    assert open_form.version == 3
    assert stored(shelf, 2).project == "乙"


def test_nothing_is_written_where_nothing_changed(autosave: Autosave, shelf: Shelf) -> None:
    before = shelf.path.read_bytes()
    autosave.save()
    assert autosave.flush()
    assert shelf.path.read_bytes() == before


def test_a_flush_overtakes_a_save_on_its_way(
    autosave: Autosave, document: Document, shelf: Shelf
) -> None:
    document.edit(SetField(PROJECT, "甲"))
    autosave.save()
    document.edit(SetField(PROJECT, "乙"))
    assert autosave.flush()
    assert stored(shelf).project == "乙"
    shelf.ask(lambda archive: archive.list())  # what was on its way has arrived
    QApplication.processEvents()
    assert autosave.state == State.SAVED
    assert stored(shelf).project == "乙"


def test_what_is_typed_while_a_save_is_long_on_its_way_is_saved_after_it(
    autosave: Autosave, document: Document, shelf: Shelf, qtbot: QtBot
) -> None:
    go_on = threading.Event()
    shelf.queue(lambda _: go_on.wait(30))
    document.edit(SetField(PROJECT, "甲"))
    autosave.save()
    document.edit(SetField(PROJECT, "乙"))
    autosave.save()  # its time comes while the first one is not done
    go_on.set()
    qtbot.waitUntil(lambda: autosave.state == State.SAVED, timeout=5000)
    assert stored(shelf).project == "乙"


def test_a_save_that_fails_is_said_and_tried_again(
    autosave: Autosave,
    document: Document,
    shelf: Shelf,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("core.archive.codec.encode", refuse_with_sentence)
        document.edit(SetField(PROJECT, "甲"))
        qtbot.waitUntil(lambda: autosave.state == State.FAILED, timeout=1000)
        assert autosave.reason == "磁盘空间不足"
        assert not autosave.flush()
    autosave.save()
    qtbot.waitUntil(lambda: autosave.state == State.SAVED, timeout=1000)
    assert stored(shelf).project == "甲"


def refuse_with_sentence(_: Evaluation) -> str:
    from core.archive.errors import ArchiveError

    sentence = "磁盘空间不足"
    raise ArchiveError(sentence)


KILLED = """
import sys
from pathlib import Path
from core.model.edits import SetField
from core.model.path import Path as Field
from tests.archived_forms import put_own
from ui.app import make_application, make_window, open_last
from ui.settings import Settings
from ui.shelf import Shelf

application = make_application([])
shelf = Shelf(Path(sys.argv[1]))
shelf.ask(put_own)
window = make_window(shelf, Settings())
open_last(window)
window.show()
row = next(r for r in window.document.evaluation.indicators if r.name == "培训出勤率")
window.document.edit(SetField(Field(row.id, "actual"), "45%"))
print("edited", flush=True)
application.exec()
"""


def test_a_cell_that_was_left_is_on_its_way_at_once(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.autosave.WAIT", 60_000)
    row = next(window.document.evaluation.indicators)
    window.form.go_to(Path(row.id, "actual"), edit=True)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "99%")
    assert window.autosave.state == State.PENDING
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.autosave.state == State.SAVED)
    saved = window.shelf.ask(lambda archive: archive.load(1))
    assert "99%" in next(saved.indicators).actual


def test_steps_that_go_on_do_not_put_the_save_of_a_left_cell_off(
    autosave: Autosave, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.autosave.WAIT", 90_000)
    monkeypatch.setattr("ui.autosave.SOON", 60_000)
    wait = autosave._wait
    wait.setTimerType(Qt.TimerType.PreciseTimer)
    document.edit(SetField(PROJECT, "甲"))
    autosave.save_soon()
    begun = 60_000 - 50
    qtbot.waitUntil(lambda: wait.remainingTime() < begun)
    autosave.save_soon()
    assert wait.remainingTime() < begun


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no SIGKILL")
def test_two_seconds_after_an_edit_a_kill_loses_nothing(tmp_path: File) -> None:
    path = tmp_path / "自评档案.db"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)],
        cwd=File(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline() == "edited\n"
        time.sleep(2)
        window.send_signal(signal.SIGKILL)
    with Archive.open(path) as archive:
        row = next(row for row in archive.load(1).indicators if row.name == "培训出勤率")
        assert row.actual == "45%"
        assert archive.verify() == ()


def test_what_was_undone_before_its_save_is_saved(
    autosave: Autosave, document: Document, qtbot: QtBot
) -> None:
    document.edit(SetField(PROJECT, "甲"))
    document.undo_stack.undo()
    assert autosave.state == State.PENDING
    qtbot.waitUntil(lambda: autosave.state == State.SAVED, timeout=1000)


def test_a_save_that_failed_is_tried_again_by_itself(
    autosave: Autosave, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.autosave.AGAIN", 20)
    with monkeypatch.context() as patch:
        patch.setattr("core.archive.codec.encode", refuse_with_sentence)
        document.edit(SetField(PROJECT, "甲"))
        qtbot.waitUntil(lambda: autosave.state == State.FAILED, timeout=1000)
    qtbot.waitUntil(lambda: autosave.state == State.SAVED, timeout=1000)


def test_a_failed_save_that_was_undone_is_no_failure_any_more(
    autosave: Autosave, document: Document, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.autosave.AGAIN", 20)
    with monkeypatch.context() as patch:
        patch.setattr("core.archive.codec.encode", refuse_with_sentence)
        document.edit(SetField(PROJECT, "甲"))
        qtbot.waitUntil(lambda: autosave.state == State.FAILED, timeout=1000)
        document.undo_stack.undo()
    qtbot.waitUntil(lambda: autosave.state == State.SAVED, timeout=1000)
    assert not autosave.reason
