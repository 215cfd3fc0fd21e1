"""Builds the program and joins its objects: the only place that knows them all."""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QLibraryInfo, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.model.evaluation import Evaluation
from core.output import OWNER_ONLY
from core.places import cache_folder
from core.resources import resource
from core.scoring.profile_file import profile_for
from core.storage import storage_of
from ui import input_method
from ui.archive.stored_form import StoredForm, last_open, read_form
from ui.autosave import Autosave
from ui.console import without_noise
from ui.crash import CrashGuard, show_crash
from ui.document import Document
from ui.feature import Parts
from ui.garbage import WindowGarbage
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.open_form import OpenForm
from ui.qt_words import prepare_dates, speak_chinese
from ui.safety.guard import open_archive, place_of_archive
from ui.safety.safekeeping import backup_folders
from ui.settings import Settings, load_settings, store_settings
from ui.settings_file import SettingsFile
from ui.shelf import Shelf
from ui.shell.theme_switch import system_is_dark
from ui.style_sheet import apply_theme
from ui.theme import LIGHT, Theme, chosen, load_faces


def run(arguments: list[str], files: Sequence[Path] = ()) -> int:
    """Open the window on the archive of this computer's user; the exit status.

    ``files`` are read in as if they had been dropped on the window.
    """
    prepare_dates()  # before the settings of Qt are touched: they look at the locale, too
    keep_to_own_folders()
    make_application(arguments)
    archive = place_of_archive()
    if archive is None:
        return 1
    folder = archive.parent
    CrashGuard(folder, show_crash).install()
    settings, doubt = load_settings(folder)
    theme = chosen(settings.chrome, dark_system=system_is_dark())
    if theme != LIGHT:
        apply_theme(theme)
    archive, moved = place_for(archive, settings)
    opened = open_archive(archive, backup_folders(archive, settings))
    if opened is None:
        return 1
    shelf = opened.shelf
    folder = shelf.path.parent
    window = open_window(shelf, settings, theme)
    window.painted.connect(window.features.begin)
    if opened.lock is not None:
        window.painted.connect(_clean_up)
        window.painted.connect(SettingsFile(folder, settings, window).begin)
    _show(window, settings)
    if news := "\n".join(filter(None, (moved, opened.news, doubt))):
        window.notice.warn(news, ("知道了", window.notice.hide))
    read_in(window, files)
    gc.freeze()  # what stands now stays: no look for garbage need go through all of it again
    status = QApplication.exec()
    window.form.table.cache_columns()
    shelf.close()
    if opened.lock is not None:
        store_settings(folder, settings)
        opened.lock.release()
    return status


def place_for(archive: Path, settings: Settings) -> tuple[Path, str]:
    """The archive to open, and a sentence on it where its folder is shared with other computers."""
    advice = storage_of(archive.parent).advice
    if not advice or settings.storage_told == advice:
        return archive, ""
    from ui.safety.moving import offer_local_place

    return offer_local_place(archive, settings, advice)


def _show(window: MainWindow, settings: Settings) -> None:
    """As large as it was left, all of a screen that is smaller; the keys where the work is."""
    room = window.screen().availableGeometry()
    if settings.maximized or settings.width >= room.width() or settings.height >= room.height():
        window.showMaximized()
    else:
        window.show()
    (window.form if window.on_paper else window.home).setFocus()


def _clean_up() -> None:
    from core.issuing.viewing_copies import remove_copies

    remove_copies()


def read_in(window: MainWindow, files: Sequence[Path]) -> None:
    """Read these files when the window is there, as if they had been dropped on it."""
    if files:
        QTimer.singleShot(0, lambda: window.drops.dropped.emit(list(files)))


def keep_to_own_folders() -> None:
    """Let what libraries lay aside lie in this program's cache, which is its owner's only.

    Qt would note the folders of its file dialogs elsewhere in the home, and passing files of forms
    would lie where all users of the computer leave theirs.
    """
    folder = cache_folder()
    try:
        folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        folder.chmod(OWNER_ONLY)
    except OSError:
        return  # without a cache things go on as the system has them
    tempfile.tempdir = str(folder)
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(folder))


@without_noise()
def save_picture(
    archive: Path, evaluation: int, picture: Path, size: tuple[int, int] = (1440, 900)
) -> None:
    """Open an evaluation in the very same window and save how it looks. Needs no display."""
    application = make_application([])
    shelf = Shelf(archive)
    try:
        window = make_window(shelf, Settings(width=size[0], height=size[1]))
        window.safekeeping.rest()
        window.filing.open(evaluation)
        window.show()
        window.form.setFocus()
        shelf.ask(Archive.list)  # what the panels asked for is answered by then
        for _ in range(3):
            application.processEvents()
        window.grab().save(str(picture))
        window.close()
    finally:
        shelf.close()


PATIENCE = 0.001
"""Seconds for which a thread at work keeps Python to itself while the window waits for its turn.

Python's own 5 ms are felt: one event takes the turn a dozen times."""


def make_application(arguments: list[str]) -> QApplication:
    """The application with the program's faces, its language and its light look."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        application = existing
    else:
        prepare_dates()
        input_method.prepare(Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)))
        application = QApplication(arguments)
    sys.setswitchinterval(PATIENCE)
    if application.findChild(WindowGarbage) is None:
        WindowGarbage(application)
    application.setApplicationName("自评通")
    application.setWindowIcon(QIcon(str(resource("icons", "mark.svg"))))
    speak_chinese(application)
    load_faces()
    application.setStyle("Fusion")
    apply_theme(LIGHT)
    return application


def open_window(shelf: Shelf, settings: Settings, theme: Theme = LIGHT) -> MainWindow:
    """The window with what was open last, else with what was changed last.

    The form is read before there is a window, so that each panel is built once, on that form.
    """
    try:
        number = last_open(shelf, settings.evaluation)
        form = None if number is None else read_form(shelf, number)
    except ArchiveError:
        window = make_window(shelf, settings, theme)
        open_last(window)  # says what is wrong
        return window
    return make_window(shelf, settings, theme, form)


def make_window(
    shelf: Shelf, settings: Settings, theme: Theme = LIGHT, form: StoredForm | None = None
) -> MainWindow:
    """The window over an open archive, with this form open or none."""
    if form is None:
        document = Document(Evaluation(), profile_for(""))
    else:
        document = Document(form.evaluation, form.rules, form.closed, form.last)
    open_form = OpenForm()
    autosave = Autosave(document, open_form, shelf)
    if form is not None:
        settings.evaluation = form.entry.id
        open_form.open(form.entry, fresh=False, corrected=form.corrected)
    own = replace(theme)  # it may change while the window stands
    window = MainWindow(Parts(document, shelf, open_form, autosave, Jobs(), settings, own))
    # A cell that was left is soon on its way into the archive; only what is being typed waits.
    window.form.current_changed.connect(autosave.save_soon)
    return window


def open_last(window: MainWindow) -> None:
    """Open what was open last, else what was changed last."""
    try:
        number = last_open(window.shelf, window.settings.evaluation)
    except ArchiveError as error:
        window.filing.refused.emit(str(error))
        return
    if number is not None:
        window.filing.open(number)
