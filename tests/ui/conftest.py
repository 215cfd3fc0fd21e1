"""A document on the sample, and the application dressed as the program dresses it."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.manual import chapters
from core.sample import sample
from core.scoring.profile_file import profile_for
from tests.archived_forms import put_own
from tests.ui.every_dialog import CHANGING
from ui.app import make_application, open_window
from ui.document import Document
from ui.help.manual_window import ManualWindow
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf
from ui.style_sheet import apply_theme
from ui.theme import DARK, DARK_CHROME, LIGHT, Theme


@pytest.fixture(autouse=True)
def unanswered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that waits for an answer fails the test that has none for it, instead of hanging."""

    def refuse(box: QMessageBox) -> None:
        pytest.fail(f"a box waits: {box.text()} {box.informativeText()}")

    monkeypatch.setattr(QMessageBox, "exec", refuse)


@pytest.fixture(autouse=True)
def nothing_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits for the ends of pages unknowingly: it would start a process for each window."""
    monkeypatch.setattr("ui.form.page_cuts.IDLE", 3_600_000)


@pytest.fixture(autouse=True)
def unfrozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a window begun for good keeps out of later looks for garbage would stay for ever."""
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture(autouse=True)
def no_key_held() -> Iterator[None]:
    """Ctrl of a test's last key is not held in the next one: Qt would go on thinking so."""
    yield
    if QApplication.instance() is not None and QApplication.keyboardModifiers().value:
        release = QKeyEvent(
            QEvent.Type.KeyRelease, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(QWidget(), release)


SHARED: list[QWidget] = []
"""Windows that stand for all tests of a file."""


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """No window outlives its test: each that stands is a cost to every change of the look."""
    yield
    if QApplication.instance() is not None:
        for top in QApplication.topLevelWidgets():
            gone = not isValid(top)  # with one before it
            if not gone and top.parentWidget() is None and top not in SHARED:
                _delete(top)


def _delete(window: QWidget) -> None:
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def application(qapp: QApplication) -> QApplication:
    make_application([])
    return qapp


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def theme(request: pytest.FixtureRequest, application: QApplication) -> Iterator[Theme]:
    """Each look in turn; the application has the light one again afterwards."""
    del application
    apply_theme(request.param)
    yield request.param
    apply_theme(LIGHT)


@pytest.fixture
def document(application: QApplication) -> Document:  # noqa: ARG001  (it must be there)
    return Document(sample(), profile_for(""))


@pytest.fixture
def manual(application: QApplication, qtbot: QtBot) -> ManualWindow:  # noqa: ARG001
    """The manual's own window, not shown yet."""
    manual = ManualWindow(chapters())
    qtbot.addWidget(manual)
    return manual


@pytest.fixture
def shelf(application: QApplication, tmp_path: Path) -> Iterator[Shelf]:
    del application
    shelf = Shelf(tmp_path / "数据" / "自评档案.db")
    yield shelf
    shelf.close()


@pytest.fixture
def window(shelf: Shelf, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window on an archive that holds one form, with that form open."""
    window = _first_window(shelf)
    # The backup at leaving is tried where that is the test.
    qtbot.addWidget(window, before_close_func=lambda left: left.safekeeping.rest())
    yield window
    _leave(window)


@pytest.fixture(scope="module")
def shared_window(
    application: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """As ``window``, but one for all tests of a file: for those that leave the form as it was."""
    del application
    shelf = Shelf(tmp_path_factory.mktemp("shared") / "数据" / "自评档案.db")
    window = _first_window(shelf)
    SHARED.append(window)
    yield window
    SHARED.remove(window)
    window.close()
    _leave(window)
    _delete(window)
    shelf.close()


@pytest.fixture
def window_for(request: pytest.FixtureRequest) -> Callable[[str], MainWindow]:
    """The window in which a dialog of ``every_dialog`` is opened: a new one costs 0.2 s.

    What does more to a dialog than to look at it names those in ``CHANGED_HERE``.
    """

    def found(name: str) -> MainWindow:
        alone = name in CHANGING or name in getattr(request.module, "CHANGED_HERE", ())
        window = request.getfixturevalue("window" if alone else "shared_window")
        assert isinstance(window, MainWindow)
        return window

    return found


def _first_window(shelf: Shelf) -> MainWindow:
    shelf.ask(put_own)
    window = open_window(shelf, Settings())
    window.show()
    window.form.setFocus()
    return window


def _leave(window: MainWindow) -> None:
    if window.settings.chrome == DARK_CHROME:  # the look is the application's, and outlives it
        apply_theme(LIGHT)
    while window.jobs.running:  # what jobs bring is delivered while there is a window for it
        window.jobs.wait()
        QApplication.processEvents()
