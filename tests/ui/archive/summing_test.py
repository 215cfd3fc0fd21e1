"""年度汇总 in the window: the year of the open form, by unit, as files, as words to copy."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path as File
from threading import Event

import pypdfium2
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.sample import sample
from core.years import projects
from core.years.project import Project
from core.years.project_reading import ProjectTexts, read_projects
from core.years.year_page import YearPage
from ui.archive.summary_dialog import SummaryDialog
from ui.archive.summary_table import LOOKED_AT, SummaryTable
from ui.main_window import MainWindow


def asked(window: MainWindow, qtbot: QtBot) -> SummaryDialog:
    window.commands["summary"].trigger()
    dialog = window.findChild(SummaryDialog)
    assert isinstance(dialog, SummaryDialog)
    qtbot.waitUntil(lambda: dialog.shown is not None)
    return dialog


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> SummaryDialog:
    window.filing.start(replace(sample(), project="农村公路", unit="交通局"))
    window.filing.start(replace(sample(), year=2020))
    window.filing.open(1)
    window.filing._shelf.ask(lambda archive: archive.finalize(1, errors=0))
    return asked(window, qtbot)


def column(dialog: SummaryDialog, at: int) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_the_year_of_the_open_form_adds_up(dialog: SummaryDialog) -> None:
    assert dialog.year.currentData() == 2021
    assert column(dialog, 1) == ["社会保险服务费", "农村公路", "合计"]
    assert column(dialog, 6) == ["14,044,028.98", "14,044,028.98", "28,088,057.96"]
    assert "共涉及项目 1 个" in dialog.paragraph.toPlainText()
    assert "没有计入草稿 1 份：农村公路" in dialog.notes.toPlainText()
    assert "其中草稿 1 份" in dialog.counted.text()


@pytest.mark.parametrize("width", [620, 1240])
def test_the_sums_are_called_so_at_every_width(dialog: SummaryDialog, width: int) -> None:
    dialog.resize(width, 600)
    QApplication.processEvents()
    table = dialog.table
    assert table.isColumnHidden(0) == (width == 620)
    index = table.model().index(table.model().rowCount() - 1, 1)
    assert not table.isColumnHidden(1)
    assert index.data() == "合计"


def test_one_unit_and_another_year_are_shown_when_chosen(
    dialog: SummaryDialog, qtbot: QtBot
) -> None:
    dialog.unit.setCurrentIndex(dialog.unit.findData("交通局"))
    dialog.unit.activated.emit(dialog.unit.currentIndex())
    assert column(dialog, 1) == ["农村公路", "合计"]
    assert "没有 2021 年度已定稿的自评表" in dialog.paragraph.toPlainText()
    assert not dialog.copy.isEnabled()  # that is no paragraph for anybody
    dialog.year.setCurrentIndex(dialog.year.findData(2020))
    dialog.year.activated.emit(dialog.year.currentIndex())
    assert not dialog.copy.isEnabled()
    qtbot.waitUntil(lambda: column(dialog, 1) == ["社会保险服务费", "合计"])


def test_the_paragraph_is_copied(dialog: SummaryDialog) -> None:
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == dialog.paragraph.toPlainText()
    assert dialog.copy.text() == "已复制"
    QGuiApplication.clipboard().clear()  # else the offscreen platform crashes at exit


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_it_comes_out_as_a_file(
    dialog: SummaryDialog,
    window: MainWindow,
    ending: str,
    tmp_path: File,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[str] = []

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        offered.append(File(name).name)
        return str(tmp_path / "汇总"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: False)
    dialog.files[ending].click()
    target = tmp_path / f"汇总{ending}"
    qtbot.waitUntil(target.exists, timeout=20_000)
    assert offered == [f"2021 年度项目支出绩效自评汇总表{ending}"]
    told = f"已导出到“汇总{ending}”，这台电脑上没有打开 {ending} 文件的程序"
    qtbot.waitUntil(lambda: window.notice.text() == told)
    data = target.read_bytes()
    if ending == ".xlsx":
        assert load_workbook(BytesIO(data))["汇总表"].cell(4, 2).value == "农村公路"
    else:
        with pypdfium2.PdfDocument(data) as document:
            assert "农村公路" in document[0].get_textpage().get_text_bounded()


def test_an_answer_that_comes_too_late_is_nobodys(
    dialog: SummaryDialog, window: MainWindow, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(window.features.summing.summed):
        dialog.begin(2020)
        dialog.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.waitUntil(lambda: not window.jobs.running)


def test_the_archive_does_other_work_while_a_year_is_summed_up(
    dialog: SummaryDialog, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads the forms is held up here: the archive answers, and it is told how far it is."""
    read, may_go_on = read_projects, Event()

    def held(texts: Iterable[ProjectTexts]) -> Iterable[Project]:
        for project in read(texts):
            yield project
            may_go_on.wait(20)

    monkeypatch.setattr(projects, "read_projects", held)
    dialog.begin(2021)
    qtbot.waitUntil(lambda: dialog.counted.text() == "正在汇总…已读 1 / 2 份")
    assert window.filing._shelf.ask(lambda archive: archive.entry(1)).id == 1
    assert not dialog.copy.isEnabled()
    may_go_on.set()
    qtbot.waitUntil(lambda: dialog.counted.text().startswith("共 2 个项目"))


def test_a_year_that_cannot_be_read_is_not_waited_for(
    dialog: SummaryDialog, window: MainWindow, qtbot: QtBot
) -> None:
    def spoil(archive: Archive) -> None:
        archive.database.execute("UPDATE versions SET digest = '' WHERE evaluation = 1")

    window.filing._shelf.ask(spoil)
    dialog.begin(2021)
    qtbot.waitUntil(lambda: dialog.counted.text().startswith("没有汇总成"))
    assert "与存档时的校验码不符" in window.notice.text()


def test_another_year_takes_the_place_of_the_one_before(
    dialog: SummaryDialog, window: MainWindow, qtbot: QtBot
) -> None:
    pages: list[YearPage] = []
    window.features.summing.summed.connect(pages.append)
    dialog.begin(2021)
    dialog.begin(2020)
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert [page.year.year for page in pages] == [2020]


def test_a_line_opens_its_form(dialog: SummaryDialog, window: MainWindow) -> None:
    dialog.table.setCurrentIndex(dialog.table.model().index(1, 1))
    dialog.table.activated.emit(dialog.table.currentIndex())
    assert window.document.evaluation.project == "农村公路"


def test_a_click_on_a_head_sorts_and_lines_stay_their_forms(
    dialog: SummaryDialog, window: MainWindow
) -> None:
    dialog.show()
    head = dialog.table.horizontalHeader()
    middle = head.sectionViewportPosition(1) + head.sectionSize(1) // 2
    place = QPoint(middle, head.height() // 2)
    for names in (["农村公路", "社会保险服务费"], ["社会保险服务费", "农村公路"]):
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert column(dialog, 1) == [*names, "合计"]
    dialog.table.setCurrentIndex(dialog.table.model().index(1, 1))
    dialog.table.activated.emit(dialog.table.currentIndex())
    assert window.document.evaluation.project == "农村公路"


def test_in_a_low_window_the_projects_have_the_most_of_it(dialog: SummaryDialog) -> None:
    dialog.notes.setPlainText("没有计入的项目。\n" * 20)
    dialog.show()
    dialog.resize(1093, 560)
    QApplication.processEvents()
    assert dialog.table.height() > dialog.paragraph.height() + dialog.notes.height()


def test_without_a_year_there_is_nothing_to_sum_up(window: MainWindow) -> None:
    window.filing.remove(1)
    window.commands["summary"].trigger()
    assert "没有可以汇总的" in window.notice.text()


def test_no_figure_far_below_is_cut(qtbot: QtBot) -> None:
    table = SummaryTable("各项目", ["项目名称", "年初预算数"], 0, (), "没有")
    qtbot.addWidget(table)
    tester = QAbstractItemModelTester(
        table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    lines = [[f"项目{row}", "1.00"] for row in range(LOOKED_AT + 50)]
    lines[-9][1], lines[-1][1] = "1,234,567,890,123.45", "9,234,567,890,123.45"
    table.show_lines(lines, tight=[1], widest={})
    for row in (len(lines) - 9, len(lines) - 1):
        at = table.model().index(row, 1)
        assert table.columnWidth(1) >= table.sizeHintForIndex(at).width()
    table.show_lines([], tight=[], widest={})
    assert table.model().rowCount() == 0
    del tester


def test_lines_are_numbered_only_where_no_unit_needs_the_room(qtbot: QtBot) -> None:
    heads, unit = ["序号", "项目名称", "实施单位"], "上海市社会保险事业管理中心"
    table = SummaryTable("各项目", heads, 1, (0,), "没有", numbering=0)
    qtbot.addWidget(table)
    table.show_lines([["1", "社会保险服务费", unit]], tight=[0], widest={2: 80})
    table.show()
    needed = table.sizeHintForColumn(2)
    seen = set()
    for width in range(260, 500):
        table.resize(width, 100)
        whole, numbered = table.columnWidth(2) >= needed, not table.isColumnHidden(0)
        seen.add((whole, numbered))
        if numbered and not whole:
            assert table.columnWidth(0) + table.columnWidth(2) < needed
    assert seen >= {(False, True), (True, False), (True, True)}
