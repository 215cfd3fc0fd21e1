"""Takes pictures of the window as a screen shows it, small enough for a manual."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self
from unittest.mock import patch

from PIL import Image
from PySide6.QtCore import QBuffer, QRect, Qt
from PySide6.QtGui import QColor, QDesktopServices, QFont, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.beijing import BEIJING
from tests.film.hands import wait_until
from ui.autosave import State
from ui.main_window import MainWindow
from ui.theme import LIGHT, interface_font

SIZE = (1440, 900)
LARGEST = 300_000
"""Bytes of a picture."""
SMALL = True
"""Whether a picture is packed as well as may be: one that nobody keeps need not be."""
COLOURS = 256
Colour = tuple[int, ...]
"""Red, green, blue."""
EXACT = 96
"""So many of the most frequent colours stay just as they are; the others share the rest."""
FRAME = 34
"""Height of the strip in which a window system writes the title of a dialog."""


class Stopped(datetime):
    """The clock of the pictures."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2022, 1, 17, 9, 30, tzinfo=BEIJING).astimezone(tz)

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        """In Beijing, where nothing else is asked for: the clerk sits there."""
        return super().astimezone(tz or BEIJING)


@contextmanager
def standstill() -> Iterator[None]:
    """Nothing blinks, the clock stands and no other program is opened: films are all the same."""
    blink = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    try:
        with (
            patch("ui.autosave.datetime", Stopped),
            patch("ui.printing.exporting.datetime", Stopped),
            patch("core.archive.connection.datetime", Stopped),
            patch("core.archive.backups.datetime", Stopped),
            # The offscreen screen is smaller than the pictures.
            patch("ui.dialog.room", return_value=QRect(0, FRAME, SIZE[0], SIZE[1] - FRAME)),
            patch.object(QDesktopServices, "openUrl", return_value=True),
            # Each picture waits until all is saved and the pages are cut: nobody goes on typing.
            patch("ui.form.page_cuts.IDLE", 0),
            patch("ui.autosave.WAIT", 0),
        ):
            yield
    finally:
        QApplication.setCursorFlashTime(blink)


class Camera:
    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window = window
        self._folder = folder

    def take(self, name: str, *, toast: bool = False, above: QWidget | None = None) -> Path:
        """Picture the window, and the dialog over it, once all is saved, drawn and done.

        ``above``: another window, that stands at the lower right.
        """
        wait_until(self._calm)
        QApplication.processEvents()  # what was told last is laid out
        if not toast:
            self._window.notice.hide()
        screen = self._window.grab()
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            _lay_over(screen, dialog)
        if above is not None:
            painter = QPainter(screen)
            painter.drawPixmap(
                SIZE[0] - above.width() - 40, SIZE[1] - above.height() - 70, above.grab()
            )
            painter.end()
        return save(screen, self._folder / f"{name}.png")

    def _calm(self) -> bool:
        window, cuts = self._window, self._window.form._cuts
        timers = (cuts._idle, cuts._pack, cuts._poll)  # of what finds the ends of pages
        busy = any(timer.isActive() for timer in timers)
        return not (busy or window.jobs.running) and window.autosave.state is State.SAVED


def save(screen: QPixmap, path: Path) -> Path:
    """Write a picture with few colours and as few bytes as its kind takes."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    screen.save(buffer, "PNG")
    return reduce(Image.open(io.BytesIO(buffer.data().data())), path)


def reduce(picture: Image.Image, path: Path) -> Path:
    """Write any picture so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = picture.convert("RGB")
    few = picture.quantize(palette=_palette(picture), dither=Image.Dither.NONE)
    path.parent.mkdir(parents=True, exist_ok=True)
    few.save(path, optimize=SMALL, compress_level=1)  # the level is that of a hasty one
    assert path.stat().st_size < LARGEST, f"{path.name} is too large"
    return path


def _palette(picture: Image.Image) -> Image.Image:
    # A reduction of the whole picture would spend itself on greys and tint large areas.
    counted = [
        (-count, colour)
        for count, colour in picture.getcolors(picture.width * picture.height) or []
        if isinstance(colour, tuple)  # as it is of a picture with three channels
    ]
    colours = [colour for _, colour in sorted(counted)]
    rest = Image.new("RGB", (max(1, len(colours) - EXACT), 1))
    rest.putdata(colours[EXACT:] or colours[:1])
    shared = rest.quantize(COLOURS - EXACT, Image.Quantize.MAXCOVERAGE).getpalette() or []
    kept: list[Colour] = []
    for colour in (*colours[:EXACT], *zip(*[iter(shared)] * 3, strict=True)):
        if len(kept) < COLOURS and not any(_takes_the_place(colour, one) for one in kept[:EXACT]):
            kept.append(colour)
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in kept for part in colour])
    return palette


def _takes_the_place(colour: Colour, of: Colour) -> bool:
    """Whether Pillow would draw ``colour`` for the other one, which it looks up in steps of four.

    White would become a very light grey, where one is in the palette.
    """
    step = [part & ~3 for part in of]

    def away(one: Colour) -> int:
        return sum((part - there) ** 2 for part, there in zip(one, step, strict=True))

    return away(colour) < away(of)


def _lay_over(screen: QPixmap, dialog: QDialog) -> None:
    """Draw a dialog in the middle, framed and titled as the window system would."""
    inner = dialog.grab()
    width, height = dialog.width() + 2, dialog.height() + FRAME + 1
    left, top = (SIZE[0] - width) // 2, (SIZE[1] - height) // 2
    painter = QPainter(screen)
    painter.fillRect(screen.rect(), QColor(0, 0, 0, 60))
    painter.fillRect(left, top, width, height, QColor(LIGHT.line_strong))
    strip = QRect(left + 1, top + 1, width - 2, FRAME - 1)
    painter.fillRect(strip, QColor(LIGHT.surface))
    painter.setFont(QFont(interface_font(LIGHT, LIGHT.size)))
    painter.setPen(QColor(LIGHT.ink_2))
    painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
    painter.drawPixmap(left + 1, top + FRAME, inner)
    painter.end()
