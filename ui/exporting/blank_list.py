"""The bureau's blanks as the window offers them: the list, and what is done with it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.filling.beginning import new_form
from core.issuing.blanks import Blank, BlankError, Blanks
from core.issuing.options import Paper, PrintOptions
from core.quoting import one_line
from core.scoring.profile_file import profile_for
from ui.boxes import ask, tell
from ui.feature import EXPECTED_ERRORS, Feature, Parts
from ui.file_choice import FileChoice
from ui.printing.exporting import Exporting
from ui.printing.progress import run_cancellable
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.issuing.batch import Made
    from ui.exporting.blank_dialog import BlankDialog

FILES = "空表 (*.xlsx *.docx *.xlsm *.docm *.xls *.et *.doc *.wps)"
"""Old files too: choosing one tells how it is saved as one that can be filled in."""


class BlankList(Feature):
    """Shows the list; other dialogs follow it."""

    changed = Signal(object, str)
    """The blanks that there are now, and the name of the one that was added or renamed."""
    found = Signal(object, str)
    """What became of a trial of a blank; the list may be closed by then."""

    def __init__(self, parts: Parts, exporting: Exporting, window: QWidget) -> None:
        super().__init__(parts, window)
        self._exporting = exporting
        self._blanks = Blanks(parts.shelf.path)
        self.dialog: BlankDialog | None = None

    def all(self) -> tuple[Blank, ...]:
        """The blanks that there are."""
        return self._blanks.all()

    def show(self, over: QWidget | None = None) -> None:
        """Open the list; where it is empty, with 添加 at hand."""
        from ui.exporting.blank_dialog import BlankDialog

        dialog = BlankDialog(over or self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add_wanted.connect(lambda: self.ask_file(dialog))
        dialog.renamed.connect(self.rename)
        dialog.remove_wanted.connect(self.ask_to_remove)
        dialog.tried.connect(self._try)
        dialog.finished.connect(self._forget_dialog)
        self.changed.connect(dialog.show_blanks)
        self.found.connect(dialog.show_found)
        self.dialog = dialog
        blanks = self.all()
        dialog.show_blanks(blanks, self._settings.blank)
        dialog.open()
        if not blanks:
            dialog.add.setFocus()

    def choose(self, over: QWidget) -> None:
        """Open the list over a dialog; while it is empty there is only a file to choose."""
        if self.all():
            self.show(over)
        else:
            self.ask_file(over)

    def ask_file(self, over: QWidget) -> None:
        """Let the clerk choose a bureau's file and remember it."""
        chosen = FileChoice(self._settings, FileUse.BLANK, over).file("选择空表", FILES)
        if chosen is not None:
            self.add(chosen, over)

    def add(self, source: Path, over: QWidget | None = None) -> None:
        """Remember a file, once it was proved that it can be filled in."""
        over = over or self._window

        def work(cancel: Event) -> Blank:
            return self._blanks.add(source, cancel)

        def refuse(error: Exception) -> None:
            if not isinstance(error, EXPECTED_ERRORS):
                raise error
            tell(over, "添加空表", str(error), chapter="打印")

        run_cancellable(self._jobs, "添加空表", over, work, self._added, refuse)

    def rename(self, blank: Blank, name: str) -> None:
        """Know a blank by another name."""
        try:
            self._told(self._blanks.rename(blank, name).name)
        except BlankError as error:
            self._told(blank.name)
            self._refuse(str(error))

    def ask_to_remove(self, blank: Blank) -> None:
        """Forget a blank when the clerk says so."""
        ask(
            self.dialog or self._window,
            "删除空表",
            f"不再记住空表“{blank.name}”？",
            "删除的是档案旁边留的那一份，原来的文件和已经填好的表都不动。",
            ("删除", lambda: self.remove(blank)),
            chapter="打印",
        )

    def remove(self, blank: Blank) -> None:
        """Forget a blank."""
        try:
            self._blanks.remove(blank)
        except BlankError as error:
            self._refuse(str(error))
        self._told("")

    def _added(self, blank: Blank) -> None:
        self._settings.blank = blank.name
        self._told(blank.name)

    def _told(self, name: str) -> None:
        self.changed.emit(self.all(), name)

    def _refuse(self, sentence: str) -> None:
        tell(self.dialog or self._window, "空表清单", sentence, chapter="打印")

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _try(self, blank: Blank) -> None:
        """Fill the blank in with the open form, to tell what it has no place for."""
        from core.issuing.batch import making
        from core.issuing.batch_report import trial_of
        from core.issuing.printing import Printout

        printout = self._exporting.printout()
        if printout is None:
            form = new_form("")
            printout = Printout(form, profile_for(form.profile))
            head = "打开一份自评表后，这里会说明空表没有位置放的内容。\n以空白表试填："
        else:
            name = one_line(printout.evaluation.project) or "打开的表"
            head = f"以“{name}”试填："
        options = PrintOptions(paper=Paper.BLANK, blank=blank.path.name)
        tried = Printout(printout.evaluation, printout.rules, options)

        def work() -> Made:
            with making(blank.path) as make:
                return make(tried)

        def refused(error: Exception) -> None:
            if not isinstance(error, EXPECTED_ERRORS):
                raise error
            shown(str(error))

        def shown(text: str) -> None:
            self.found.emit(blank, f"{head}\n{text}")

        self._jobs.run("试填空表", work, lambda made: shown(trial_of(made)), refused)
