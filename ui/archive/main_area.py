"""The middle of the window: the paper of the open form, or 档案总览 over all forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from core.quoting import one_line
from ui.feature import Parts
from ui.pages import Pages

if TYPE_CHECKING:
    from ui.archive.home import Home


class MainArea(Pages):
    """With no form open there is only the overview; with one, the clerk goes to and fro."""

    page_changed = Signal()
    """The other of the two is in sight."""
    left_form = Signal()
    """The overview is in sight, for the clerk asked for it."""

    def __init__(self, parts: Parts, make_home: Callable[[], Home]) -> None:
        """``make_home`` builds the overview, when it is first asked for."""
        super().__init__()
        self._document, self._shelf = parts.document, parts.shelf
        self._open_form, self._autosave = parts.open_form, parts.autosave
        self._make_home = make_home
        self._home: Home | None = None

    def set_paper(self, paper: QWidget, in_use: Callable[[], Sequence[QRect]]) -> None:
        """What lies here, the paper in sight; ``in_use``: where on the paper the clerk works."""
        self._paper, self._paper_in_use = paper, in_use
        self.addWidget(paper)

    @property
    def home(self) -> Home:
        """The overview."""
        if self._home is None:
            self._home = self._make_home()
            self._home.left.connect(self.leave_home)
            self.addWidget(self._home)
        return self._home

    def chosen(self) -> Sequence[int]:
        """The numbers of the lines that are chosen in the overview."""
        return () if self._home is None else self._home.chosen()

    def in_use(self) -> Sequence[QRect]:
        """Where the clerk works: what a passing word must not cover."""
        if self.at_home:
            return self._placed(self.home, self.home.in_use())
        return self._placed(self._paper, self._paper_in_use())

    def headings(self) -> Sequence[QRect]:
        """What a passing word leaves in sight where there is another place for it."""
        return self._placed(self.home, self.home.headings()) if self.at_home else ()

    def _placed(self, page: QWidget, places: Sequence[QRect]) -> Sequence[QRect]:
        return [QRect(page.mapTo(self, place.topLeft()), place.size()) for place in places]

    @property
    def at_home(self) -> bool:
        """Whether the overview is in sight."""
        return self._home is not None and self.currentWidget() is self._home

    @property
    def on_paper(self) -> bool:
        """Whether the open form is in sight."""
        return self._open_form.id is not None and not self.at_home

    @property
    def project(self) -> str:
        """The name of the open project on one line."""
        opened = self._open_form.id is not None
        return one_line(self._document.evaluation.project) if opened else ""

    @property
    def title(self) -> str:
        """What the window is called."""
        program = "自评通（只读）" if self._shelf.read_only else "自评通"
        return f"{self.project} - {program}" if self.project else program

    def show_what_is_open(self) -> None:
        """Show the overview where no form is open, read again where it is in sight."""
        if self._open_form.id is None:
            self.setCurrentWidget(self.home)
        self.refresh()

    def refresh(self) -> None:
        """The archive's list is another: it is read again where it is in sight."""
        if not self.on_paper:
            self.home.mark_open(self._open_form.id, self.project)
            self.home.refresh()

    def show_opened(self) -> None:
        """Whatever opened a form, it is to be seen and typed in; where it was closed, the rest."""
        was_home = self.at_home
        self.setCurrentWidget(self._paper)
        self.page_changed.emit()
        if self.on_paper:
            self._paper.setFocus()
        elif not was_home:
            self.home.setFocus()

    def go_home(self, ids: Sequence[int] = ()) -> None:
        """All forms in the paper's place, these of them chosen."""
        if self._autosave.flush():
            self.setCurrentWidget(self.home)
            self.home.begin(self._open_form.id, self.project, ids)
            self.page_changed.emit()
            self.left_form.emit()

    def leave_home(self) -> None:
        """Back to the open form."""
        if self._open_form.id is not None:
            self.show_opened()

    def toggle_home(self) -> None:
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
