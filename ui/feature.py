"""What the window can do with whole forms: groups of commands that work on the same few objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.exchange.errors import ExchangeError
from core.output import OutputError
from core.scoring.profile import ProfileError
from ui.autosave import Autosave
from ui.document import Document
from ui.jobs import Jobs
from ui.open_form import OpenForm
from ui.settings import FileUse, Settings
from ui.shelf import Shelf
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.file_choice import FileChoice

T = TypeVar("T")
EXPECTED_ERRORS = (ArchiveError, ExchangeError, OutputError, ProfileError)
"""Errors that are a sentence for the clerk."""

Button = tuple[str, Callable[[], object]]
"""A text and what happens when it is pressed."""


class Lasting(NamedTuple):
    """A ``Button`` that an edit of the form does not outdate: a file, a folder, a backup."""

    text: str
    act: Callable[[], object]


class Parts(NamedTuple):
    """What the window and its features are joined to; made by ``app``."""

    document: Document
    shelf: Shelf
    open_form: OpenForm
    autosave: Autosave
    jobs: Jobs
    settings: Settings
    theme: Theme


class Feature(QObject):
    """A group of commands. The window joins their handlers and shows what they say."""

    message = Signal(str, object)
    """A sentence for the clerk and, perhaps, a ``Button``."""
    refused = Signal(str)
    """Something could not be done; the sentence stays until it is read."""
    backup_needed = Signal(str)
    """A backup of what is there now, beside the window; the word says of when it is.

    Before what may be regretted (删除前), or after what must not be lost (定稿后)."""
    list_changed = Signal()
    """The archive's list is another."""
    show_requested = Signal(object)
    """A ``Printout`` that is no present form of the archive is to be shown."""
    setup_step_done = Signal()
    """Something was seen to that need be done once only (``ui.archive.first_day``)."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(window)
        self._document = parts.document
        self._shelf = parts.shelf
        self._open_form = parts.open_form
        self._autosave = parts.autosave
        self._jobs = parts.jobs
        self._settings = parts.settings
        self._theme = parts.theme
        self._window = window
        self._asked = 0
        self.show_file: Callable[[Path], object] = _show_file
        """Shows a file or a folder with the system's own program."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each of its commands does, by the id in the command table."""
        return {}

    def _ask(self, work: Callable[[Archive], T]) -> T | None:
        """What the archive answers; ``None`` where it cannot, which is said."""
        try:
            return self._shelf.ask(work)
        except ArchiveError as error:
            self.refused.emit(str(error))
            return None

    def _files(self, use: FileUse) -> FileChoice:
        """Asks for files of this use, beginning where such files were last."""
        from ui.file_choice import FileChoice

        return FileChoice(self._settings, use, self._window)

    def _ask_beside(self, work: Callable[[Archive], T], then: Callable[[T], object]) -> None:
        """Hand on what the archive answers, not waiting for it; where it cannot, that is said.

        Of two questions in a row the last one counts: a key that is held down opens one dialog.
        """
        self._asked += 1
        turn = self._asked

        def answered(done: Future[T]) -> None:
            error = done.exception()
            if turn != self._asked:
                return
            if isinstance(error, Exception):
                self._failed(error)
            else:
                then(done.result())

        self._shelf.send(work, answered)

    def _choose_pdf(self, title: str, name: str) -> Path | None:
        """Where the clerk wants a PDF, offered under this name."""
        return self._files(FileUse.EXPORT).save(title, name, "PDF 文件 (*.pdf)", ".pdf")

    def _say_exported(self, target: Path, *, shows: bool = False) -> None:
        """Say that a file was written, with the way to its folder; ``shows``: and show it."""
        from ui.show_file import SHOWN

        text, ending = f"已导出到“{target.name}”", target.suffix.lower()
        if shows and ending in SHOWN and self.show_file(target) is False:
            text += f"，这台电脑上没有打开 {ending} 文件的程序"
        self.message.emit(text, self._way_to(target.parent))

    def _way_to(self, folder: Path) -> Lasting:
        """A button that shows a folder."""
        return Lasting("打开文件夹", lambda: self.show_file(folder))

    def _failed(self, error: Exception) -> None:
        """A job could not be done: said where it is no fault of ours."""
        if not isinstance(error, EXPECTED_ERRORS):
            raise error
        self.refused.emit(str(error))

    def begin(self) -> None:
        """What it does unasked at the start of the program; of a window for pictures nothing."""


def _show_file(path: Path) -> bool:
    from ui.show_file import show_file

    return show_file(path)
