from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.model.evaluation import Indicator
from ui.document import Document
from ui.form.view import FormView
from ui.theme import LIGHT


@pytest.fixture
def form(qtbot: QtBot, document: Document) -> Iterator[FormView]:
    view = FormView(document, LIGHT)
    qtbot.addWidget(view)
    view.resize(860, 700)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.table.setFocus()
    yield view
    view.table.drop_editor()
    # The offscreen platform crashes at exit if something is left there.
    QGuiApplication.clipboard().clear()


@pytest.fixture
def rows(document: Document) -> list[Indicator]:
    return list(document.evaluation.indicators)
