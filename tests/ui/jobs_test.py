"""Work beside the window comes back into the window's thread, whatever became of it."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from core.archive.archive import Archive
from ui.jobs import Jobs, LatestJob
from ui.shelf import Shelf


def test_results_and_failures_come_back_into_this_thread(
    application: QApplication, qtbot: QtBot
) -> None:
    del application
    jobs = Jobs()
    here, seen = threading.get_ident(), list[tuple[object, int, int]]()

    def work() -> int:
        return threading.get_ident()

    def fail() -> int:
        sentence = "没有做成"
        raise OSError(sentence)

    jobs.run("导出", work, lambda at: seen.append(("done", at, threading.get_ident())), print)
    assert jobs.running == ["导出"]
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][1] != here
    assert seen[0][2] == here
    assert jobs.running == []
    failed: list[tuple[str, int]] = []
    jobs.run("读取", fail, print, lambda e: failed.append((str(e), threading.get_ident())))
    jobs.wait()
    qtbot.waitUntil(lambda: bool(failed))
    assert failed == [("没有做成", here)]


def test_of_a_job_that_another_one_replaces_nothing_comes(
    application: QApplication, qtbot: QtBot
) -> None:
    """Neither its result nor its failure; it is told, so that it can end early."""
    del application
    jobs = Jobs()
    latest, heard, cancelled = LatestJob(jobs), list[str](), list[threading.Event]()

    def fail(cancel: threading.Event) -> str:
        cancelled.append(cancel)
        cancel.wait(20)
        raise OSError

    for work in (fail, fail, lambda _: "好"):
        latest.run("汇总", work, heard.append, lambda _: heard.append("没有做成"))
    qtbot.waitUntil(lambda: not jobs.running)
    assert heard == ["好"]
    assert all(cancel.is_set() for cancel in cancelled)
    latest.run("汇总", lambda _: "晚了", heard.append, lambda _: heard.append("没有做成"))
    latest.cancel()
    qtbot.waitUntil(lambda: not jobs.running)
    assert heard == ["好"]


class Page(QLabel):
    """Hears of both ends."""

    def refuse(self, error: Exception) -> None:
        self.setToolTip(str(error))


def test_nothing_is_handed_to_what_was_closed_meanwhile(
    application: QApplication, qtbot: QtBot
) -> None:
    """Whether the work ends well or not; what stays open gets its own."""
    del application
    jobs, page, closed = Jobs(), Page(), Page()
    qtbot.addWidget(page)
    gone = threading.Event()

    def work() -> str:
        gone.wait()
        return "做好了"

    def fail() -> str:
        gone.wait()
        sentence = "没有做成"
        raise OSError(sentence)

    for one in (closed, page):
        jobs.run("读取", work, one.setText, one.refuse)
        jobs.run("读取", fail, one.setText, one.refuse)
    delete(closed)
    gone.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert (page.text(), page.toolTip()) == ("做好了", "没有做成")


def test_the_archive_answers_in_order_and_in_this_thread(shelf: Shelf, qtbot: QtBot) -> None:
    here, seen = threading.get_ident(), list[tuple[int, int, int]]()

    def work(archive: Archive, turn: int) -> tuple[int, int]:
        archive.list()
        return turn, threading.get_ident()

    for turn in range(20):
        shelf.send(
            partial(work, turn=turn),
            lambda done: seen.append((*done.result(), threading.get_ident())),
        )
    assert shelf.ask(Archive.list) == ()
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert [turn for turn, _, _ in seen] == list(range(20))
    assert {at for _, at, _ in seen} != {here}
    assert {at for _, _, at in seen} == {here}


class Mortal:
    """Work, answer or callback: tells in which thread it died."""

    def __init__(self, died: list[int]) -> None:
        self._died = died

    def __del__(self) -> None:
        self._died.append(threading.get_ident())


def test_nothing_that_the_window_handed_over_dies_in_another_thread(
    application: QApplication, qtbot: QtBot
) -> None:
    del application
    here, died, ended = threading.get_ident(), list[int](), list[object]()
    jobs = Jobs()

    def piece(turn: int) -> Callable[[], Mortal]:
        mortal = Mortal(died)

        def work() -> Mortal:
            if turn % 2:
                raise OSError(mortal)
            return Mortal(died)

        return work

    def then() -> Callable[[object], None]:
        mortal = Mortal(died)
        return lambda _: ended.append(id(mortal))

    for turn in range(200):
        jobs.run("读取", piece(turn), then(), then())
    qtbot.waitUntil(lambda: len(ended) == 200)
    assert len(died) >= 200
    assert set(died) == {here}


def test_the_threads_end_with_their_owner(application: QApplication, qtbot: QtBot) -> None:
    del application
    jobs = Jobs(threads=2)
    before = set(threading.enumerate())
    done: list[None] = []
    jobs.run("读取", lambda: None, done.append, print)
    qtbot.waitUntil(lambda: bool(done))
    begun = [thread for thread in threading.enumerate() if thread not in before]
    assert begun
    with qtbot.waitSignal(jobs.destroyed):
        jobs.deleteLater()
    for thread in begun:
        thread.join(10)
        assert not thread.is_alive()


def test_what_a_closed_archive_still_answers_is_for_nobody(
    application: QApplication, tmp_path: Path
) -> None:
    del application
    shelf, seen = Shelf(tmp_path / "自评档案.db"), list[object]()
    shelf.send(Archive.list, seen.append)
    shelf.close()
    QApplication.processEvents()
    assert seen == []
