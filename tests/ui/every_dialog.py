"""Opens each dialog and window of the program, as its command does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path as File

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QWidget,
)

from core.archive.archive import Archive
from core.filling.approval import approve
from core.filling.evidence import filed_with
from core.filling.merging import merging
from core.filling.pasting import paste
from core.model.edits import SetField
from core.model.evaluation import Evidence
from core.model.path import Path as Field
from core.sample import sample
from core.sheet.page_setup import USUAL
from core.years.carry_over import carry_over
from tests.foreign.cases import GOLDEN
from ui.archive.scan_viewer import FiledScan, ScanViewer
from ui.boxes import ask, tell
from ui.crash_dialog import CrashDialog
from ui.exporting.text_dialog import AheadDialog, ReportDialog
from ui.file_choice import FileChoice
from ui.form.paste_preview import PastePreview
from ui.importing.merge_dialog import MergeDialog
from ui.importing.review_dialog import ReviewDialog
from ui.main_window import MainWindow
from ui.printing.margins_dialog import MarginsDialog
from ui.printing.progress import Progress
from ui.settings import FileUse
from ui.theme import LIGHT

LONG = "\n".join(
    f"第 {line} 条：" + "这一页与档案里的不是同一份，请核对。" * 4 for line in range(40)
)
UNBROKEN = "/home/" + "很长的文件夹名称" * 40 + "/自评档案.db"


def _command(name: str) -> Callable[[MainWindow], QWidget]:
    def open_it(window: MainWindow) -> QWidget:
        before = set(QApplication.topLevelWidgets())
        window.commands[name].trigger()
        window.shelf.ask(lambda _: None)  # what asks the archive first has its answer now
        QApplication.processEvents()
        return _opened(before)

    return open_it


def _opened(before: set[QWidget]) -> QWidget:
    found = [
        one
        for one in QApplication.topLevelWidgets()
        if one not in before and one.isVisible() and isinstance(one, QDialog)
    ]
    return found[-1]


def _home(window: MainWindow) -> QWidget:
    window.commands["home"].trigger()
    while not window.home.model.entries:
        QApplication.processEvents()
    return window


def _empty_archive(window: MainWindow) -> QWidget:
    """档案总览 with nothing in it but the ways in."""
    window.filing.remove_all(tuple(entry.id for entry in window.shelf.ask(Archive.list)))
    window.jobs.wait()
    while window.home.beginning.isHidden():
        QApplication.processEvents()
    return window


def _preview(window: MainWindow) -> QWidget:
    window.commands["preview"].trigger()
    return window.preview


def _adopt_all(window: MainWindow) -> QWidget:
    rows = list(window.document.evaluation.indicators)
    for row in rows[:40]:
        window.document.edit(SetField(Field(row.id, "score"), "0.1"))
    return _command("adopt_all")(window)


def _long_box(window: MainWindow) -> QWidget:
    sure = ("仍然登记", lambda: None)
    return ask(window, "登记签章扫描件", "这些页有疑问。", LONG, sure, chapter="打印")


def _wide_box(window: MainWindow) -> QWidget:
    return tell(window, "自评通", UNBROKEN, chapter="打印")


def _crash(window: MainWindow) -> QWidget:
    return _show(CrashDialog(LONG, window))


def _scans(window: MainWindow) -> QWidget:
    scan = FiledScan(f"{UNBROKEN}.pdf", lambda: b"%PDF-1.4")
    choice = FileChoice(window.settings, FileUse.SCAN, window)
    return _show(ScanViewer([scan, scan], LIGHT, choice, window))


def _paste(window: MainWindow) -> QWidget:
    form, grid = window.document.evaluation, window.form.model.grid
    start = grid.of_path(Field(next(iter(form.indicators)).id, "name"))
    assert start is not None
    block = tuple((f"指标{row}", "≥95%", "96%", "1", "1", "说明" * 40) for row in range(80))
    return _show(PastePreview(paste(form, grid, start, block), LIGHT, window))


def _review(window: MainWindow) -> QWidget:
    window.features.importing.read([GOLDEN / "B-100.xlsx", GOLDEN / "A-3.word.pdf"])
    return _awaited(window, ReviewDialog)


def _merge(window: MainWindow) -> QWidget:
    document = window.document
    other = carry_over(document.evaluation, 2022)
    return _show(MergeDialog(merging(other, document.assessment.scorecard, sample()), window))


def _awaited(window: MainWindow, kind: type[QDialog]) -> QWidget:
    """What a job opens when it is done."""
    while not (found := window.findChildren(kind)):
        window.jobs.wait()
        QApplication.processEvents()
    return found[-1]


def _progress(window: MainWindow) -> QWidget:
    progress = Progress("导出", 10, window)
    progress.dialog.open()
    return progress.dialog


def _margins(window: MainWindow) -> QWidget:
    return _show(MarginsDialog(USUAL, window))


def _ahead(window: MainWindow) -> QWidget:
    names = tuple(f"{UNBROKEN[-60:]}{number}.pdf" for number in range(40))
    return _show(AheadDialog(LONG, names, File(UNBROKEN), window))


def _report(window: MainWindow) -> QWidget:
    return _show(ReportDialog("导出结果", LONG[:200], LONG, LONG, window))


def _strip(window: MainWindow) -> QWidget:
    window.commands["retype"].trigger()
    strip = window.features.retyping.strip
    assert strip is not None
    return strip


def _adjust(window: MainWindow) -> QWidget:
    window.settings.person_asked = True
    row = next(window.document.evaluation.indicators)
    window.document.edit(approve("2021-03-15"))
    window.go_to(Field(row.id, "target"))
    return _command("adjust")(window)


def _evidence(window: MainWindow) -> QWidget:
    form = window.document.evaluation
    row = next(form.indicators)
    files = [
        Evidence(f"{UNBROKEN}{number}.pdf", f"{number:064}", 2_100_000) for number in range(30)
    ]
    window.document.edit(filed_with(form, row.id, files))
    return _command("evidence")(window)


def _correct(window: MainWindow) -> QWidget:
    window.settings.person_asked = True
    number = window.open_form.id or 0
    window.shelf.ask(lambda archive: archive.finalize(number, errors=0))
    window.filing.reload()
    return _command("correct")(window)


def _finalize(window: MainWindow) -> QWidget:
    window.settings.person_asked = True
    return _command("finalize")(window)


def _show(dialog: QDialog) -> QWidget:
    dialog.open()
    return dialog


OPENERS: dict[str, Callable[[MainWindow], QWidget]] = {
    "main": lambda window: window,
    "home": _home,
    "empty_archive": _empty_archive,
    "preview": _preview,
    "adopt_all": _adopt_all,
    "long_box": _long_box,
    "wide_box": _wide_box,
    "crash": _crash,
    "scan_viewer": _scans,
    "paste": _paste,
    "review": _review,
    "merge": _merge,
    "progress": _progress,
    "retype": _strip,
    "margins": _margins,
    "export_ahead": _ahead,
    "export_report": _report,
    "adjust": _adjust,
    "evidence_filed": _evidence,
    "finalize": _finalize,
    "correct": _correct,
} | {
    name: _command(name)
    for name in (
        *("summary", "history", "restore", "places", "info", "new", "carry", "identify"),
        *("evidence", "approve", "trend", "who", "unit"),
        *("keys", "about", "diagnosis", "input_test", "export", "blanks"),
        "retype_order",
    )
}
CHANGING = [
    *("home", "empty_archive", "preview", "adopt_all", "review", "retype", "adjust"),
    *("evidence_filed", "correct"),
]
"""What changes the form, the archive or the place where the window is, and stays there."""

LOOKING = [name for name in OPENERS if name not in CHANGING]
"""What can be opened and closed in the same window again and again."""
