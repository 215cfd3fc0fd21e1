"""Three years of one project in the window, from the sample to the restored backup.

Everything is done by commands, keys and dialogs; the archive is asked only for what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as File
from typing import TypeVar

import pypdfium2
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.archive import Archive
from core.archive.records import Stage
from core.model.evaluation import Evaluation, Indicator
from core.model.path import Path
from core.sample import sample
from ui.archive.carrying import CarryDialog
from ui.archive.history import HistoryDialog
from ui.archive.reason_dialog import ReasonDialog
from ui.archive.summary_dialog import SummaryDialog
from ui.main_window import MainWindow
from ui.safety.restoring import RestoreDialog

Kind = TypeVar("Kind", bound=QDialog)
PATIENCE = 30_000
EASE = "提升参保单位和群众对社会保险经办服务的便利度、体验度"
LASTING = "建立长效管理机制，促进窗口服务水平提升"
USERS = "“钉钉”日使用人数"


@dataclass(frozen=True, slots=True)
class Result:
    """What the clerk types into one row."""

    actual: str
    score: str
    deviation: str


BETTER = {
    EASE: Result("100%", "4", ""),
    LASTING: Result("需进一步完善", "2", "2022 年已出台窗口管理办法，2023 年全面推行"),
}
BEST = {EASE: Result("100%", "4", ""), LASTING: Result("完善", "4", "上年的办法已全面推行")}


class Clerk:
    """Works in the window by what stands in its menus and dialogs."""

    def __init__(
        self, window: MainWindow, desk: File, patch: pytest.MonkeyPatch, qtbot: QtBot
    ) -> None:
        self.window, self.desk = window, desk
        self._patch, self._wait = patch, qtbot
        self.papers = dict[int, bytes]()
        self.forms = dict[int, Evaluation]()
        """What every final form said and how it was printed, by its number."""

    def do(self, command: str) -> None:
        action = self.window.commands[command]
        assert action.isEnabled(), command
        action.trigger()

    def until(self, true: Callable[[], bool]) -> None:
        self._wait.waitUntil(true, timeout=PATIENCE)

    def dialog(self, kind: type[Kind]) -> Kind:
        found = [box for box in self.window.findChildren(kind) if box.isVisible()]
        assert len(found) == 1, kind
        return found[0]

    def press(self, name: str) -> None:
        buttons = self.dialog(QMessageBox).buttons()
        next(button for button in buttons if button.text() == name).click()

    def row(self, name: str) -> Indicator:
        form = self.window.document.evaluation
        return next(row for row in form.indicators if row.name == name)

    def paste(self, path: Path, text: str) -> None:
        data = QMimeData()
        data.setText(text)
        QGuiApplication.clipboard().setMimeData(data)
        self.window.go_to(path)
        table = self.window.form.table
        QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def fill_in(self, results: dict[str, Result]) -> None:
        """Paste the year's figures from Excel: as in the sample but for ``results``."""
        form, pattern = self.window.document.evaluation, sample()
        funds = [(fund.initial, fund.annual, fund.executed) for fund in pattern.funds]
        self.paste(Path(form.funds[0].id, "initial"), _block(funds))
        self.paste(Path(0, "goal_actual"), pattern.goal_actual)
        lines = []
        for row in pattern.indicators:
            result = results.get(row.name, Result(row.actual, row.score, row.deviation))
            lines.append((result.actual, row.points, result.score, result.deviation))
        first = next(form.indicators)
        self.paste(Path(first.id, "actual"), _block(lines))

    def problems(self, code: str) -> list[str]:
        found = self.window.document.assessment.problems
        return [one.title for one in found if one.code == code and not one.kept]

    def finalize(self) -> str:
        self.window.settings.person_asked = True
        self.do("finalize")
        self.press("定稿")
        self.until(lambda: self.window.open_form.stage == Stage.FINAL)
        return self.window.open_form.final_number

    def export(self, name: str) -> bytes:
        target = self.desk / name
        self._patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        self.do("export_pdf")
        self.until(lambda: target.exists() and not self.window.jobs.running)
        return target.read_bytes()

    def keep(self) -> None:
        number = self.window.open_form.id or 0
        self.forms[number] = self.window.document.evaluation
        self.papers[number] = self.export(f"{number}.pdf")

    def scan(self) -> None:
        """The paper comes back from the scanner, page by page, and is filed."""
        pages = []
        with pypdfium2.PdfDocument(self.papers[self.window.open_form.id or 0]) as document:
            for at in range(len(document)):
                pages.append(self.desk / f"扫描{self.window.open_form.final_number}-{at + 1}.png")
                document[at].render(scale=150 / 72).to_pil().save(pages[-1])
        chosen = [str(page) for page in pages]
        self._patch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
        self.do("scan")
        self.until(lambda: self.window.open_form.stage == Stage.SIGNED)

    def carry(self, year: int) -> None:
        self.do("carry")
        dialog = self.dialog(CarryDialog)
        assert dialog.year.value() == year
        QTest.keyClick(dialog.forms, Qt.Key.Key_Return)
        self.until(lambda: self.window.document.evaluation.year == year)

    def explained(self, name: str) -> str:
        self.window.go_to(Path(self.row(name).id, "actual"))
        labels = self.window.explanation.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def home(self) -> list[tuple[str, ...]]:
        self.do("open")
        self.until(lambda: not self.window.on_paper)
        self.window.shelf.ask(Archive.list)  # what home asked for is answered by then
        model = self.window.home.model
        self.until(lambda: model.rowCount() > 0)
        return [
            tuple(model.index(row, column).data() for column in (0, 1, 3, 4))
            for row in range(model.rowCount())
        ]

    def summed_up(self, year: int) -> SummaryDialog:
        self.do("summary")
        dialog = self.dialog(SummaryDialog)
        dialog.year.setCurrentIndex(dialog.year.findData(year))
        dialog.year.activated.emit(dialog.year.currentIndex())
        self.until(lambda: dialog.shown is not None and dialog.shown.year == year)
        return dialog


def _block(lines: Sequence[tuple[str, ...]]) -> str:
    return "\n".join("\t".join(line) for line in lines)


@pytest.fixture
def clerk(
    window: MainWindow, tmp_path: File, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[Clerk]:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    desk = tmp_path / "桌面"
    desk.mkdir()
    yield Clerk(window, desk, monkeypatch, qtbot)
    # The offscreen platform crashes at exit if something is left there.
    QGuiApplication.clipboard().clear()


def test_three_years_in_the_window(clerk: Clerk) -> None:
    assert clerk.finalize() == "2021-001"
    clerk.keep()
    clerk.scan()
    assert not clerk.window.commands["info"].isEnabled()
    year_with_last_year_beside_it(clerk)
    correction(clerk)
    year_after_the_correction(clerk)
    lines = clerk.home()
    assert [line[:3] for line in lines] == [
        ("2023", "社会保险服务费", "定稿 2023-001"),
        ("2022", "社会保险服务费（更正）", "定稿 2022-002"),
        ("2022", "社会保险服务费", "已签章 2022-001"),
        ("2021", "社会保险服务费", "已签章 2021-001"),
    ]
    years_summed_up(clerk)
    put_away_and_restored(clerk)
    assert clerk.home() == lines
    everything_is_as_it_was(clerk)


def year_with_last_year_beside_it(clerk: Clerk) -> None:
    window, document = clerk.window, clerk.window.document
    clerk.carry(2022)
    assert not any(row.actual or row.score for row in document.evaluation.indicators)
    assert f"上年措施\n{_promise(EASE)}" in clerk.explained(EASE)
    clerk.fill_in({})
    assert set(clerk.problems("reason-copied-last-year")) == {EASE, LASTING}
    clerk.fill_in(BETTER)
    assert clerk.problems("reason-copied-last-year") == []
    assert clerk.problems("promise-unanswered") == [EASE]
    found = document.assessment.problems
    window.problems.show_path(next(p for p in found if p.code == "promise-unanswered").path)
    window.problems.keep_line.text.setText("已开通网上办理，本年达到")
    window.problems.keep_line.text.returnPressed.emit()
    assert clerk.problems("promise-unanswered") == []
    clerk.paste(Path(clerk.row(USERS).id, "actual"), "5人")
    assert clerk.problems("jump-last-year") == [USERS]
    clerk.do("undo")
    assert clerk.problems("jump-last-year") == []
    assert clerk.finalize() == "2022-001"
    clerk.keep()
    clerk.scan()


def correction(clerk: Clerk) -> None:
    """A mistake is found in the signed form: the paper that was signed stays as it is."""
    clerk.do("correct")
    reason = clerk.dialog(ReasonDialog)
    reason.reason.setPlainText("用户数少计 9 人")
    reason.accept()
    clerk.paste(Path(clerk.row(USERS).id, "actual"), "1043人")
    clerk.do("history")
    history = clerk.dialog(HistoryDialog)
    assert history.message_label.text() == "第 1 版 → 第 2 版：改动 1 处"
    cells = [history.changes.model().index(0, column).data() for column in range(3)]
    assert cells == [f"“{USERS}”实际完成值", "1034人", "1043人"]
    history.versions.selectRow(2)
    history.look.click()
    clerk.until(lambda: clerk.window.preview.source.data() == clerk.papers[2])
    clerk.window.preview.close()
    history.reject()
    assert clerk.finalize() == "2022-002"
    clerk.keep()


def year_after_the_correction(clerk: Clerk) -> None:
    clerk.carry(2023)
    assert "1043人" in clerk.explained(USERS)
    clerk.fill_in(BEST)
    assert clerk.finalize() == "2023-001"
    clerk.keep()


def years_summed_up(clerk: Clerk) -> None:
    """The correction counts, not what it corrects."""
    for year, score in ((2021, "96.7"), (2022, "97.7"), (2023, "99.7")):
        dialog = clerk.summed_up(year)
        said = dialog.paragraph.toPlainText()
        assert "共涉及项目 1 个，" in said
        assert f"平均得分 {score} 分" in said
        dialog.reject()


def put_away_and_restored(clerk: Clerk) -> None:
    window = clerk.window
    clerk.do("backup")
    clerk.until(lambda: "没有改动，备份已是最新" in window.notice.text())  # of after 定稿
    window.home.view.selectAll()
    QTest.keyClick(window.home.view, Qt.Key.Key_Delete)
    clerk.until(window.home.beginning.isVisible)
    clerk.do("restore")
    dialog = clerk.dialog(RestoreDialog)
    model = dialog.backups.model()
    reasons = [model.index(row, 1).data() for row in range(model.rowCount())]
    dialog.backups.selectRow(reasons.index("定稿后"))
    clerk.until(dialog.go.isEnabled)
    assert "备份完好：4 份自评表" in dialog.message_label.text()
    dialog.go.click()
    clerk.press("恢复")
    clerk.until(lambda: "已从备份恢复" in window.notice.text())


def everything_is_as_it_was(clerk: Clerk) -> None:
    """And prints as it did."""
    window = clerk.window
    assert window.shelf.ask(Archive.verify) == ()
    for number, form in clerk.forms.items():
        window.home.opened.emit(number)
        assert window.document.evaluation == form
        assert window.document.closed
        assert clerk.export(f"{number}-再印.pdf") == clerk.papers[number]
    assert len(window.shelf.ask(lambda archive: archive.scans(1))) > 1


def _promise(name: str) -> str:
    return next(row.deviation for row in sample().indicators if row.name == name)
