"""The pages on a printer: each as large as it is, on paper of its own size and orientation."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, QTimer
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from core.exchange.errors import ExchangeError
from ui.boxes import tell
from ui.printing.page_source import Pages, render
from ui.printing.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SHARP = 300
"""Dots per inch: what office printers show of small type."""
POINTS = 72


def new_printer(pages: Pages, title: str) -> QPrinter:
    """A printer set to the pages' own paper, without margins and scaling of its own."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(SHARP)
    printer.setCreator("自评通")
    printer.setDocName(title)
    width, height = pages.sizes[0]
    upright = QSizeF(min(width, height), max(width, height))
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    wide = QPageLayout.Orientation.Landscape
    tall = QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, wide if width > height else tall, QMarginsF()))
    printer.setFullPage(True)
    printer.setFromTo(1, len(pages.sizes))
    if pages.duplex:  # bound at the long side of the sheet, also where pages lie across
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    return printer


def ask_and_print(
    pages: Pages, title: str, window: QWidget, then: Callable[[int], object]
) -> Printing | None:
    """Show the system's print dialog and print what was chosen there.

    ``then`` when all is over: how many pages went to the printer, 0 where it was stopped.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog

    printer = new_printer(pages, title)
    dialog = QPrintDialog(printer, window)
    dialog.setWindowTitle("打印")
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, len(pages.sizes))
    if not dialog.exec():
        then(0)
        return None
    return Printing(pages, printer, window, then)


class Printing(QObject):
    """The way of the pages to a printer: one at a time, so that the window lives meanwhile."""

    def __init__(
        self, pages: Pages, printer: QPrinter, window: QWidget, then: Callable[[int], object]
    ) -> None:
        super().__init__(window)
        wanted = chosen_pages(printer, len(pages.sizes))
        self._printer = printer
        self._window = window
        self._then = then
        self._stopped = False
        self._done = 0
        self._steps = paint_pages(pages, printer, wanted)
        self._progress = Progress("打印", len(wanted), window)
        self._progress.stopped.connect(self._stop)
        QTimer.singleShot(0, self, self._step)

    def _stop(self) -> None:
        self._stopped = True

    def _step(self) -> None:
        try:
            done = None if self._stopped else next(self._steps, None)
        except ExchangeError as error:  # a kept paper that a child cannot draw
            done, self._stopped = None, True
            tell(self._window, "打印", str(error), chapter="打印")
        if done is not None:
            self._done = done
            self._progress.tell(done)
            QTimer.singleShot(0, self, self._step)
            return
        if self._stopped:
            self._printer.abort()
        self._steps.close()
        self._progress.finish()
        self._then(0 if self._stopped else self._done)
        self.deleteLater()


def chosen_pages(printer: QPrinter, count: int) -> list[int]:
    """The pages that the dialog left in ``printer``, in the order that it asks for."""
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(max(1, first) - 1, min(last, count)))
    backwards = printer.pageOrder() == printer.PageOrder.LastPageFirst
    return pages[::-1] if backwards else pages


def paint_pages(pages: Pages, printer: QPrinter, wanted: list[int]) -> Generator[int, None, None]:
    """Paint the pages one by one; how many are done."""
    painter = QPainter()
    if not painter.begin(printer):
        return
    try:
        for done, page in enumerate(wanted, start=1):
            if done > 1:
                printer.newPage()
            width, height = (side / POINTS * printer.resolution() for side in pages.sizes[page])
            image = render(pages, page, round(width))
            if image.allGray():
                image = image.convertToFormat(QImage.Format.Format_Grayscale8)
            paper = printer.paperRect(printer.Unit.DevicePixel)
            # On another paper than its own a page stays as large as it is, in the middle.
            left, top = (paper.width() - width) / 2, (paper.height() - height) / 2
            painter.drawImage(QRectF(left, top, width, height), image)
            yield done
    finally:
        painter.end()
