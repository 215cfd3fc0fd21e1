"""Nothing of Qt's dies in a thread that is not the window's."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.app import make_application
from ui.garbage import PAUSE, WindowGarbage
from ui.jobs import Jobs


class Knot(QObject):
    """A cycle, as any widget with a lambda of its own is one."""

    died: list[int]

    def __init__(self, died: list[int]) -> None:
        super().__init__()
        self.me = self
        self.died = died

    def __del__(self) -> None:
        self.died.append(threading.get_ident())


def test_cycles_die_in_the_window_and_not_in_jobs(application: QApplication, qtbot: QtBot) -> None:
    assert application.findChild(WindowGarbage) is not None
    assert not gc.isenabled()
    died, done = list[int](), list[int]()
    for _ in range(2000):
        Knot(died)
    jobs = Jobs()

    def work() -> int:
        return len([[object()] for _ in range(200_000)])  # enough for several collections

    jobs.run("导出", work, done.append, print)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)
    qtbot.waitUntil(lambda: len(died) == 2000, timeout=20 * PAUSE)
    assert set(died) == {threading.get_ident()}


def test_one_collector_is_enough(application: QApplication) -> None:
    make_application([])
    assert len(application.findChildren(WindowGarbage)) == 1


@pytest.mark.parametrize(
    ("count", "collected"),
    [
        ((9, 9, 9), []),
        ((11, 0, 0), [0]),
        ((11, 11, 0), [1]),
        ((0, 0, 11), [2]),
        ((11, 11, 11), [2]),
    ],
)
def test_the_oldest_that_is_due_is_collected_once(
    count: tuple[int, int, int], collected: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    collector = WindowGarbage(QObject())
    found: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: count)
    monkeypatch.setattr(gc, "get_threshold", lambda: (10, 10, 10))
    monkeypatch.setattr(gc, "collect", found.append)
    collector.collect()
    assert found == collected
