"""Every model of the program keeps Qt's own rules while the clerk works in the whole window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot

from core.filling.beginning import new_form
from core.model.edits import SetField
from core.model.evaluation import Indicator
from core.model.path import Path
from tests.foreign.cases import GOLDEN
from ui.archive.archive_table import HomeModel
from ui.archive.summary_table import LinesModel
from ui.form.form_model import FormModel
from ui.form.paste_preview import PastePreview
from ui.importing.review_dialog import ReviewDialog
from ui.importing.review_model import ReviewModel
from ui.importing.source_model import SourceModel
from ui.main_window import MainWindow
from ui.outline.outline_model import OutlineModel
from ui.printing.thumbnails import PageModel
from ui.problems.problem_model import ProblemModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
KINDS = (FormModel, OutlineModel, ProblemModel, HomeModel, PageModel)
IN_DIALOGS = (ReviewModel, SourceModel)
TRIED_ELSEWHERE = (LinesModel,)
"""In the tests of the summary."""


class Pages(QObject):
    """Pages that come and go at once."""

    loaded = Signal()
    drawn = Signal(int)
    sizes: tuple[int, ...] = ()

    def load(self, count: int) -> None:
        self.sizes = tuple(range(count))
        self.loaded.emit()


@pytest.fixture
def watched(window: MainWindow) -> Iterator[set[type[QAbstractItemModel]]]:
    """The kinds of models in the window; any breach of the rules ends the test.

    On a short form: after each signal a tester looks at the whole model.
    """
    window.filing.start(new_form())
    assert window.home.model.rowCount() == 0  # it is built when it is first asked for
    models = [
        model for kind in KINDS for model in window.findChildren(kind) if isinstance(model, kind)
    ]
    testers = [QAbstractItemModelTester(model, FATAL) for model in models]
    yield {type(model) for model in models}
    del testers


def kinds(of: type[QAbstractItemModel]) -> Iterator[type[QAbstractItemModel]]:
    """All kinds of models that the program has."""
    for kind in of.__subclasses__():
        if kind.__module__.startswith("ui."):
            yield kind
        yield from kinds(kind)


def rows(window: MainWindow) -> list[Indicator]:
    return list(window.document.evaluation.indicators)


def test_no_kind_of_model_is_left_out() -> None:
    assert set(kinds(QAbstractItemModel)) == {*KINDS, *IN_DIALOGS, *TRIED_ELSEWHERE}


def test_they_hold_through_a_day_of_work(
    window: MainWindow, watched: set[type[QAbstractItemModel]], qtbot: QtBot
) -> None:
    assert watched >= set(KINDS) - {PageModel}
    document, do = window.document, window.commands
    window.form.go_to(Path(rows(window)[4].id, "actual"))
    document.edit(SetField(Path(rows(window)[4].id, "actual"), "45%"))
    document.edit(SetField(Path(rows(window)[4].id, "points"), "2"))
    for name in ("indicator", "group", "category", "duplicate", "up", "up", "down", "remove"):
        do[name].trigger()
        window.commit()
    data = QMimeData()
    data.setText("产出指标\t数量指标\t甲\t=1\n效益指标\t社会效益指标\t乙\t=2\n")
    QGuiApplication.clipboard().setMimeData(data)
    window.form.go_to(Path(rows(window)[0].id, "name"))
    window.form.table.blocks.paste()
    box = window.findChild(PastePreview)
    assert isinstance(box, PastePreview)
    box.choices[1].click()
    box.accept()
    assert [row.name for row in rows(window)] == ["甲", "乙"]
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    window.problems.model.catch_up()
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    window.filing.open(1)
    do["home"].trigger()
    qtbot.waitUntil(lambda: window.home.model.rowCount() == 2)
    do["home"].trigger()
    QGuiApplication.clipboard().clear()


def test_pages_come_and_go(qtbot: QtBot, window: MainWindow) -> None:
    del window
    pages, parent = Pages(), QWidget()
    qtbot.addWidget(parent)
    model = PageModel(pages, parent)  # type: ignore[arg-type]
    tester = QAbstractItemModelTester(model, FATAL)
    for count in (3, 1, 0, 2):
        pages.load(count)
        assert model.rowCount() == count
    pages.drawn.emit(1)
    del tester


def test_forms_that_are_read_come_and_go(qtbot: QtBot, window: MainWindow) -> None:
    window.features.importing.read(sorted(GOLDEN.glob("*.xlsx"))[:2])
    qtbot.waitUntil(lambda: bool(window.findChildren(ReviewDialog)), timeout=30_000)
    dialog = window.findChildren(ReviewDialog)[-1]
    views = dialog.findChildren(QAbstractItemView)
    models = [view.model() for view in views if isinstance(view.model(), IN_DIALOGS)]
    assert {type(model) for model in models} == set(IN_DIALOGS)
    testers = [QAbstractItemModelTester(model, FATAL) for model in models]
    for row in (1, 0):
        dialog.list.selectRow(row)
    dialog.reject()
    del testers
