"""The pictures of 导出 and 录入: the bureau's own blank, and the strip above other windows."""

from __future__ import annotations

from pathlib import Path

from core.issuing.options import Paper
from tests.core.exchange.into.hand_drawn import HEADS, workbook
from tests.film.bringing_in import waited_for
from tests.film.camera import Camera
from tests.film.hands import press, wait_until
from ui.exporting.export_dialog import ExportDialog
from ui.main_window import MainWindow

BLANK = "市财政局项目支出绩效自评表.xlsx"
COPIED = 46
"""So many values are on their way already."""


def give_out(window: MainWindow, folder: Path, desk: Path) -> None:
    """A form is about to go into a blank; then it goes online value by value."""
    camera = Camera(window, folder)
    desk.mkdir(parents=True)
    (desk / BLANK).write_bytes(workbook([["项目名称", ""], HEADS, [""] * 8, ["总分"]]))
    window.form.setFocus()
    window.features.batch.blanks.add(desk / BLANK)
    wait_until(lambda: bool(window.features.batch.blanks.all()) and not window.jobs.running)
    press("Ctrl+K")
    dialog = waited_for(ExportDialog)
    press("Right", times=3)
    assert dialog.cards.kind.paper is Paper.BLANK
    dialog.folder.setText("D:/绩效自评/2021")
    dialog.folder.setCursorPosition(0)
    camera.take("21-export")
    press("Esc", "Ctrl+U")
    strip = window.features.retyping.strip
    assert strip is not None
    for _ in range(COPIED):
        strip.copy.click()
    assert strip.where.text().startswith(f"第 {COPIED + 1} / ")
    camera.take("22-retype", above=strip)
    strip.close()
