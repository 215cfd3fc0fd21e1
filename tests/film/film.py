"""A film of pictures: the sample form entered by keys alone, from the blank form to the archive.

    python -m tests.film.film [FOLDER]

The pictures go into the manual (``resources/manual``, unless another folder is named), whose table
of keys is renewed as well.  At each stage the total and the counts of problems must be right.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

if __name__ == "__main__":  # before anything loads Qt, which reads it once
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["TZ"] = "Asia/Shanghai"  # the clerk's clock; elsewhere the window says so
    if hasattr(time, "tzset"):
        time.tzset()  # else it is read at the start only

from PIL import Image
from PySide6.QtWidgets import QApplication

from core.archive.records import Stage
from core.model.evaluation import Evaluation, Indicator
from core.model.path import Path as Field
from core.sample import sample
from tests.archived_forms import put_own
from tests.film.bringing_in import bring_in
from tests.film.camera import SIZE, Camera, reduce, standstill
from tests.film.excel import from_excel, from_libreoffice
from tests.film.giving_out import give_out
from tests.film.hands import choose, offer, press, tab_to, wait_until, write
from tests.film.keeping import keep
from tests.film.manual_tables import MANUAL, renew
from ui.app import make_application, make_window, open_last
from ui.archive.new_form import HeaderDialog
from ui.archive.summary_dialog import SummaryDialog
from ui.console import without_noise
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.shelf import Shelf
from ui.shell.actions import keys_of

PAPER = sample()
"""What the clerk has before him."""
MISSED = {row.name: row for row in PAPER.indicators if row.deviation}
JUDGED = "突发公共事件应急处置响应时间"
KEPT = {
    "“钉钉”日使用人数": "年初按试点人数确定，全员启用后超过",
    "建立长效管理机制，促进窗口服务水平提升": "经评议给 2 分",
    "提升参保单位和群众对社会保险经办服务的便利度、体验度": "经评议扣 1 分",
    "反馈对象满意度": "批复的指标值如此，等于即为达到",
    "培训对象满意度": "批复的指标值如此，等于即为达到",
}
"""The warnings that stay, with the clerk's reason."""
SECOND = "社区窗口服务费"
THIS_YEAR, NEXT_YEAR = 2021, 2022


class Film:
    def __init__(self, window: MainWindow, folder: Path, desk: Path) -> None:
        self.window = window
        self.camera = Camera(window, folder)
        self.folder = folder
        self.desk = desk

    def run(self) -> None:
        self.blank_form()
        self.header_and_funds()
        self.paste_the_indicators()
        self.see_scores_live()
        self.work_off_the_problems()
        self.print_it()
        self.look_around()
        self.end_the_year()

    def blank_form(self) -> None:
        press("Ctrl+N")
        dialog = asked()
        for field, text in (
            (dialog.project, PAPER.project),
            (dialog.year, str(PAPER.year)),
            (dialog.unit, PAPER.unit),
            (dialog.department, PAPER.department),
        ):
            tab_to(field)
            write(text)
        self.camera.take("01-new")
        press("Return")
        self.expect("—", errors=0, warnings=0)
        self.camera.take("02-blank")

    def header_and_funds(self) -> None:
        """分值 stands there, 得分 follows by itself: Tab passes both by."""
        for fund in PAPER.funds:
            for text in (fund.initial, fund.annual, fund.executed):
                write(text)
                press("Tab")
        self.expect("—", errors=0, warnings=0)  # no indicator has points yet
        for text in (PAPER.goal_expected, PAPER.goal_actual):
            write(text)
            press("Tab")
        self.camera.take("03-header")

    def paste_the_indicators(self) -> None:
        offer(*from_excel(list(on_the_clerks_sheet(PAPER))))
        press("Ctrl+V")  # on the first 三级指标, where Tab led: the table knows its own columns
        self.camera.take("04-paste")
        press("Return")
        self.expect("95.7", errors=3, warnings=5)
        assert len(self.rows) == 55
        self.camera.take("05-pasted", toast=True)

    def see_scores_live(self) -> None:
        press("Ctrl+Home")
        press("Ctrl+F")
        write("培训出勤率")
        press("Return", "Esc")
        press("Tab", "Tab")
        write("45%")
        self.expect("94.7", errors=4, warnings=5)
        self.camera.take("06-live")
        press("Esc")
        self.expect("95.7", errors=3, warnings=5)

    def work_off_the_problems(self) -> None:
        """F8 alone leads on; what is needed is typed where it leads."""
        press("Ctrl+Home")
        for step in range(20):
            if not self.open_problems:
                break
            press("F8")
            problem = self.window.problems._current
            assert problem is not None
            if step == 0:
                self.camera.take("07-problem")
            if problem.path.field == "deviation" and problem.title in MISSED:
                write(MISSED[problem.title].deviation)
                self.camera.take("08-reason")
            elif problem.title == JUDGED:
                press("Ctrl+3")
                write("1")
            else:
                write(KEPT[problem.title])
                if step == 0:
                    self.camera.take("09-keep")
                press("Return", "Ctrl+3")
        press("Ctrl+3", "Ctrl+Home")
        self.expect("96.7", errors=0, warnings=0)
        assert [self.as_typed(row) for row in self.rows] == [
            self.as_typed(row) for row in PAPER.indicators
        ]
        self.camera.take("10-done")

    def print_it(self) -> None:
        import pypdfium2

        target = self.desk / "自评表.pdf"
        choose(target)
        press(keys_of("export_pdf"))
        wait_until(lambda: target.exists() and not self.window.jobs.running)
        page = pypdfium2.PdfDocument(target)[0].render(scale=1.6).to_pil()
        assert isinstance(page, Image.Image)
        reduce(page, self.folder / "11-pdf.png")

    def look_around(self) -> None:
        """A second form, already knowing the unit; back to the first through the archive."""
        press("Ctrl+N")
        dialog = asked()
        assert (dialog.unit.text(), dialog.department.text()) == (PAPER.unit, PAPER.department)
        tab_to(dialog.project)
        write(SECOND)
        tab_to(dialog.year)
        write(str(PAPER.year))
        press("Return")
        self.expect("—")
        self.paste_from_libreoffice()
        press("Ctrl+O")
        wait_until(lambda: len(self.window.home.model.entries) == 2)
        self.camera.take("12-archive")
        write("保险服务费")
        wait_until(lambda: len(self.window.home.model.entries) == 1)
        press("Return")
        self.expect("96.7")
        press("F1")
        self.camera.take("13-keys")
        press("Esc")

    def end_the_year(self) -> None:
        """定稿, the form of next year beside this one's, and both projects summed up."""
        press(keys_of("finalize"))
        write("张三")  # who makes it final: asked for once
        press("Return")
        self.camera.take("14-final")
        press("Return")
        wait_until(
            lambda: self.window.open_form.stage == Stage.FINAL and not self.window.jobs.running
        )
        press(keys_of("carry"))
        self.camera.take("15-carry")
        press("Return")
        wait_until(lambda: self.window.document.evaluation.year == NEXT_YEAR)
        missed = [row for row in self.rows if row.name in MISSED][-1]
        self.window.form.go_to(Field(missed.id, "actual"))
        write(MISSED[missed.name].actual)
        press("Tab", "Shift+Tab")
        self.camera.take("16-promise")
        press(keys_of("open"), "Esc")
        wait_until(lambda: len(self.window.home.model.entries) == 3)
        press(keys_of("summary"))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SummaryDialog)
        wait_until(lambda: dialog.shown is not None)
        dialog.begin(THIS_YEAR)
        wait_until(lambda: dialog.shown is not None and dialog.shown.year == THIS_YEAR)
        self.camera.take("17-summary")
        press("Esc")

    def paste_from_libreoffice(self) -> None:
        """The real copy of another program, with the scores of the paper and its reasons."""
        first = next(iter(self.rows))
        self.window.form.go_to(Field(first.id, "name"))
        offer(*from_libreoffice())
        press("Ctrl+V", "Return")
        self.expect("87", errors=0, warnings=5)
        written = [self.as_typed(row) for row in self.rows]
        assert written == [self.as_typed(row) for row in PAPER.indicators]

    @property
    def rows(self) -> list[Indicator]:
        return list(self.window.document.evaluation.indicators)

    @property
    def open_problems(self) -> int:
        return sum(not problem.kept for problem in self.window.document.assessment.problems)

    def expect(self, total: str, *, errors: int = 0, warnings: int = 0) -> None:
        """What stands in the bar above the paper."""
        wait_until(lambda: self.window.score_bar._total.text() == total)
        assessment = self.window.document.assessment
        open_warnings = sum(not problem.kept for problem in assessment.warnings)
        assert (len(assessment.errors), open_warnings) == (errors, warnings)

    @staticmethod
    def as_typed(row: Indicator) -> Indicator:
        return replace(row, id=0, score="", kept=())


def on_the_clerks_sheet(paper: Evaluation) -> Sequence[tuple[str, ...]]:
    """The table as it lies in Excel: scores only where the clerk judged, no reasons yet."""
    return [
        (
            category.name,
            group.name,
            row.name,
            row.target,
            row.actual,
            row.points,
            row.score if row.deviation else "",
        )
        for category, group, row in paper.rows
    ]


@without_noise()
def shoot(folder: Path) -> None:
    """Make all pictures, in an archive of their own that is gone afterwards."""
    application = make_application([])
    with tempfile.TemporaryDirectory() as name, standstill():
        desk = Path(name)
        with opened(desk / "样表" / "自评档案.db") as window:
            camera = Camera(window, folder)
            wait_until(window.home.beginning.isVisible)
            camera.take("00-first")
            press(keys_of("sample"))
            window.notice.hide()
            window.form.setFocus()
            camera.take("window")
        with opened(desk / "数据" / "自评档案.db") as window:
            Film(window, folder, desk).run()
        with opened(desk / "导入" / "自评档案.db", form_in_it=True) as window:
            bring_in(window, folder, desk / "收到的表")
        with opened(desk / "报出" / "自评档案.db", form_in_it=True) as window:
            give_out(window, folder, desk / "上级的表")
        with opened(desk / "备份" / "自评档案.db", form_in_it=True) as window:
            keep(window, folder, desk / "磁盘")
    # The offscreen clipboard outlives Python, what Python put on it must not.
    QApplication.clipboard().clear()
    application.processEvents()


@contextmanager
def opened(archive: Path, *, form_in_it: bool = False) -> Iterator[MainWindow]:
    """The program's window on an archive, put away afterwards."""
    shelf = Shelf(archive)
    try:
        if form_in_it:
            shelf.ask(put_own)
        window = make_window(shelf, Settings(width=SIZE[0], height=SIZE[1]))
        open_last(window)
        window.show()
        (window.form if window.on_paper else window.home).setFocus()
        window.activateWindow()
        QApplication.processEvents()
        yield window
        window.close()
        window.deleteLater()
    finally:
        shelf.close()


def asked() -> HeaderDialog:
    """The dialog that asks for 项目信息."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, HeaderDialog)
    return dialog


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else MANUAL.parent
    shoot(folder)
    renew()
    for path in sorted(folder.glob("*.png")):
        print(f"{path.name}  {path.stat().st_size / 1000:.0f} kB")  # noqa: T201  (a script tells what it made)
    QApplication.quit()


if __name__ == "__main__":
    main()
