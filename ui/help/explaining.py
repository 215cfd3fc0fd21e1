"""帮助 › 手册 and 诊断."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from ui.boxes import tell_about
from ui.feature import Feature, Parts


class Explaining(Feature):
    """Opens what explains the program; nothing of it is loaded before."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._manual: QWidget | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "manual": self.show_manual,
            "input_test": self.test_input,
            "diagnosis": self.show_diagnosis,
            "about": lambda: tell_about(self._window, self._shelf.path.parent),
        }

    def show_manual(self) -> None:
        """The manual at the chapter of the panel that has the keys."""
        from core.manual import chapters
        from ui.help.manual_window import ManualWindow, chapter_at_hand

        title = chapter_at_hand()
        if not isinstance(self._manual, ManualWindow):
            self._manual = ManualWindow(chapters())
            self._window.installEventFilter(self)
        self._manual.open_at(title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The manual goes with the window that it belongs to."""
        if event.type() == QEvent.Type.Hide and self._manual is not None:
            self._manual.close()
            self._manual.deleteLater()
            self._manual = None
        return super().eventFilter(watched, event)

    def test_input(self) -> None:
        """Let the clerk type 测试, and tell what is missing."""
        from ui.help.input_test import InputTest

        dialog = InputTest(self._window)
        dialog.worked.connect(self._keep_that_input_works)
        dialog.open()

    def _keep_that_input_works(self) -> None:
        self._settings.input_tested = True
        self.setup_step_done.emit()

    def show_diagnosis(self) -> None:
        """A page about this computer, for whoever is called to help."""
        from core.diagnosis import diagnosis
        from ui.help.diagnosis_dialog import DiagnosisDialog
        from ui.surroundings import surroundings

        dialog = DiagnosisDialog(self._window)
        window, path = surroundings(), self._shelf.path
        self._jobs.run("诊断", lambda: diagnosis(path, window), dialog.show_page, self._failed)
        dialog.open()
