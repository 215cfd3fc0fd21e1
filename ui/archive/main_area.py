"""The middle of the window: the paper of the open form, or 档案总览 over all forms."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from ui.archive.home import Home
from ui.autosave import Autosave
from ui.document import Document
from ui.open_form import OpenForm
from ui.pages import Pages


class MainArea(Pages):
    """With no form open there is only the overview; with one, the clerk goes to and fro."""

    turned = Signal()
    """The other of the two is in sight."""

    def __init__(self, document: Document, open_form: OpenForm, autosave: Autosave) -> None:
        super().__init__()
        self._document = document
        self._open_form = open_form
        self._autosave = autosave

    def lay(self, paper: QWidget, home: Home, in_use: Callable[[], QRect]) -> None:
        """What lies here, the paper in sight; ``in_use``: where on the paper the clerk works."""
        self._paper, self._home, self._paper_in_use = paper, home, in_use
        for place in (paper, home):
            self.addWidget(place)
        home.left.connect(self.leave_home)

    def in_use(self) -> QRect:
        """Where the clerk works: what a passing word must not cover."""
        place: QRect = self._home.in_use() if self.at_home else self._paper_in_use()
        shown = self._home if self.at_home else self._paper
        return QRect(shown.mapTo(self, place.topLeft()), place.size())

    @property
    def at_home(self) -> bool:
        """Whether the overview is in sight."""
        return self.currentWidget() is self._home

    @property
    def on_paper(self) -> bool:
        """Whether the open form is in sight."""
        return self._open_form.id is not None and not self.at_home

    @property
    def project(self) -> str:
        """The name of the open project on one line."""
        opened = self._open_form.id is not None
        return " ".join(self._document.evaluation.project.split()) if opened else ""

    def settle(self) -> None:
        """Be where one can be, and show there what is."""
        if self._open_form.id is None:
            self.setCurrentWidget(self._home)
        self.refresh()

    def refresh(self) -> None:
        """The archive's list is another: it is read again where it is in sight."""
        if not self.on_paper:
            self._home.mark_open(self._open_form.id, self.project)
            self._home.refresh()

    def show_opened(self) -> None:
        """Whatever opened a form, it is to be seen and typed in; where it was closed, the rest."""
        was_home = self.at_home
        self.setCurrentWidget(self._paper)
        self.turned.emit()
        if self.on_paper:
            self._paper.setFocus()
        elif not was_home:
            self._home.setFocus()

    def go_home(self) -> None:
        """All forms in the paper's place."""
        if self._autosave.flush():
            self.setCurrentWidget(self._home)
            self._home.begin(self._open_form.id, self.project)
            self.turned.emit()

    def leave_home(self) -> None:
        """Back to the open form."""
        if self._open_form.id is not None:
            self.show_opened()

    def turn(self) -> None:
        """From the one to the other."""
        if self.on_paper:
            self.go_home()
        else:
            self.leave_home()

    def on_paper_first(self, do: Callable[[], object]) -> None:
        """Do what changes the open form where it can be seen."""
        if self.at_home:
            self.leave_home()
        do()
