"""Updates are made one after the other, each once, however often they were asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui import update_queue
from ui.update_queue import Update, UpdateQueue

NAMES = "abcd"


class Panels:
    """Updates that tell by a letter when they are made."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.queue = UpdateQueue(self.owner)
        self.made: list[str] = []
        self.updates: dict[str, Update] = {name: self._update(name) for name in NAMES}

    def _update(self, name: str) -> Update:
        return lambda: self.made.append(name)


@pytest.fixture
def panels(application: QApplication) -> Panels:
    del application
    return Panels()


@pytest.mark.usefixtures("application")
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.booleans(), st.booleans())))
def test_each_is_made_once_after_the_last_time_it_was_asked_for(
    asked: list[tuple[str, bool, bool]],
) -> None:
    panels, waiting = Panels(), list[str]()
    for name, first, made in asked:
        update = panels.updates[name]
        if made:
            panels.queue.make(update)
            assert panels.made == [name] * (name in waiting)
            waiting = [one for one in waiting if one != name]
            panels.made.clear()
        elif first:
            panels.queue.ask_first([update], panels.owner)
            waiting = [name, *(one for one in waiting if one != name)]
        else:
            panels.queue.ask(update, panels.owner)
            waiting += [name] * (name not in waiting)
    panels.queue.make_all()
    assert panels.made == waiting


def test_a_round_of_events_makes_one_of_them(
    panels: Panels, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_queue, "PAUSE", 0)
    monkeypatch.setattr(update_queue, "BETWEEN", 100_000)
    for name in "ab":
        panels.queue.ask(panels.updates[name], panels.owner)
    assert not panels.made, "the paper is painted first"
    qtbot.waitUntil(lambda: panels.made == ["a"])
    QApplication.processEvents()
    assert panels.made == ["a"]


@pytest.mark.parametrize(("longest", "counts"), [(10**6, "last"), (0, "first")])
def test_what_follows_puts_an_update_off_but_not_for_ever(
    panels: Panels, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, longest: int, counts: str
) -> None:
    monkeypatch.setattr(update_queue, "LONGEST", longest)
    pauses = (10_000, 0) if counts == "last" else (0, 10_000)
    for pause in pauses:
        monkeypatch.setattr(update_queue, "PAUSE", pause)
        panels.queue.ask(panels.updates["a"], panels.owner)
    qtbot.waitUntil(lambda: panels.made == ["a"], timeout=5_000)


def test_of_an_owner_that_is_gone_none_is_made(panels: Panels) -> None:
    gone = QObject()
    panels.queue.ask(panels.updates["a"], gone)
    panels.queue.ask(panels.updates["b"], panels.owner)
    delete(gone)
    panels.queue.make_all()
    assert panels.made == ["b"]
