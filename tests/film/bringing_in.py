"""The pictures of 导入: forms of other programs reviewed, and one that fills the open form."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from core.model.edits import SetField
from core.model.path import Path as Field
from tests.film.camera import Camera
from tests.film.hands import press, wait_until
from tests.foreign.cases import GOLDEN
from ui.importing.destination import Destination
from ui.importing.merge_dialog import MergeDialog
from ui.importing.review_dialog import ReviewDialog
from ui.main_window import MainWindow

FILES = {
    "B-100.xlsx": "饮水管网改造.xlsx",
    "C-200.xlsx": "瓶改管.xlsx",
    "K-600.xlsx": "共享工程.xlsx",
    "D-303.word.pdf": "工资性支出.pdf",
}
BLANK = 6
"""So many actual values are not written yet."""

D = TypeVar("D", bound=QDialog)


def bring_in(window: MainWindow, folder: Path, desk: Path) -> None:
    """Three workbooks and a PDF become four forms; a fifth file fills the open form."""
    camera = Camera(window, folder)
    desk.mkdir(parents=True)
    for name, called in FILES.items():
        shutil.copy(GOLDEN / name, desk / called)
    window.features.importing.read([desk])
    dialog = waited_for(ReviewDialog)
    dialog.list.selectRow(len(FILES) - 1)  # 饮水管网改造: the last by name has doubts
    press("F8")
    camera.take("18-import")
    pages = next(row for row, form in enumerate(dialog.list.taken) if form.path.suffix == ".pdf")
    dialog.list.selectRow(pages)
    source = dialog.source.pages_source
    wait_until(lambda: bool(source.sizes))
    lines = dialog.list.taken[pages].lines
    named = (at for at, line in enumerate(lines) if line.name.endswith(" · 年度指标值"))
    dialog.panel.view.selectRow(next(named))
    wait_until(lambda: bool(source._pictures) and not source.jobs.running)
    camera.take("19-import-pdf")
    press("Ctrl+Return")
    wait_until(lambda: len(window.shelf.ask(lambda archive: archive.list())) == 1 + len(FILES))
    fill_blank_cells(window, camera, desk)


def fill_blank_cells(window: MainWindow, camera: Camera, desk: Path) -> None:
    """The colleague's workbook holds the values that are not written in the open form yet."""
    wait_until(lambda: not window.jobs.running)
    window.home.opened.emit(1)
    rows = list(window.document.evaluation.indicators)[:BLANK]
    for row in rows:
        window.document.edit(SetField(Field(row.id, "actual"), ""))
    shutil.copy(GOLDEN / "sample.xlsx", desk / "同事填的.xlsx")
    window.features.importing.read([desk / "同事填的.xlsx"])
    review = waited_for(ReviewDialog)
    found = review.list.item(0, 0)
    assert found is not None
    found.setCheckState(Qt.CheckState.Checked)  # it is in the archive already, being the open one
    review.destination.setCurrentIndex(review.destination.findData(Destination.OPEN))
    review.go.click()
    merging = waited_for(MergeDialog)
    camera.take("20-merge")
    assert len(merging.chosen()) == BLANK
    press("Return")
    now = list(window.document.evaluation.indicators)[:BLANK]
    assert [row.actual for row in now] == [row.actual for row in rows]


def waited_for(kind: type[D]) -> D:
    """The dialog of this kind, once it is open."""
    wait_until(lambda: isinstance(QApplication.activeModalWidget(), kind))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, kind)
    return dialog
