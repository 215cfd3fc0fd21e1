"""手册: beside the work, at the chapter that the task at hand belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from core.manual import FOLDER, Chapter, places
from ui.dialog import keep_on_screen, room
from ui.help.manual_type import set_tables, set_type
from ui.help_keys import MANUAL
from ui.plain import PlainLabel

SIZE, LEAST = QSize(960, 720), 480
"""Of the window; and the width at which it can still be read beside a dialog."""
MARGIN = 24


def chapter_at_hand() -> str:
    """The chapter that is named by the widget with the keys, or by the nearest one around it.

    A window that names none lies over another: then it is what had the keys there.
    """
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    while widget is not None:
        named = widget.property(MANUAL)
        if named:
            return str(named)
        above = widget.parentWidget()
        if widget.isWindow() and above is not None:
            below: QWidget | None = above.window().focusWidget()
            above = above if below is None else below
        widget = above
    return ""


class ManualWindow(QWidget):
    """Chapters at the left, the text at the right, above them a field that finds a word."""

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        # With a parent it would be shut off by each dialog that lies over that.
        super().__init__()
        self.setObjectName("manualWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("手册 - 自评通")
        self.resize(SIZE)
        self._chapters = chapters
        self.search = QLineEdit()
        self.search.setPlaceholderText("找一个词，回车到下一处")
        self.search.setAccessibleName("在手册里找")
        self.search.setClearButtonEnabled(True)
        self.nothing = PlainLabel("手册里没有这个词，换一个说法试试")
        self.nothing.setObjectName("hint")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        self.list = QListWidget()
        self.list.setAccessibleName("手册的各章")
        self.list.addItems([chapter.title for chapter in chapters])
        self.page = Page()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.search)
        column.addWidget(self.nothing)
        column.addWidget(self.list)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 740])
        split.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        self.list.currentRowChanged.connect(self._show)
        self.search.returnPressed.connect(self.find_next)
        self.search.textChanged.connect(lambda _: self.nothing.hide())
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)

    def open_at(self, title: str) -> None:
        """Show the chapter or section of this title, or else the first chapter, in front."""
        at = places(self._chapters).get(title, 0)
        self.list.setCurrentRow(at)
        if not self.isVisible():
            self._stand_beside(QApplication.activeModalWidget())
        keep_on_screen(self)
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()
        if title != self._chapters[at].title:
            self.page.scroll_to(title)

    def _stand_beside(self, dialog: QWidget | None) -> None:
        """Leave a dialog in sight where there is room beside it."""
        self.resize(SIZE)
        if dialog is None:
            return
        free, taken = room(dialog), dialog.frameGeometry()
        right, left = free.right() - taken.right(), taken.left() - free.left()
        width = min(SIZE.width(), max(right, left))
        if width < LEAST:
            return
        self.resize(width, min(SIZE.height(), free.height()))
        self.move(taken.right() + 1 if right >= left else taken.left() - width, free.top())

    def find_next(self) -> None:
        """Go to the next place of the word, through this chapter and then through the others."""
        word = self.search.text()
        if not word or self.page.find(word):
            return
        count, at = len(self._chapters), self.list.currentRow()
        for step in range(1, count + 1):
            other = (at + step) % count
            if word.casefold() in self._chapters[other].text.casefold():
                self.list.setCurrentRow(other)
                self.page.moveCursor(QTextCursor.MoveOperation.Start)
                if self.page.find(word):
                    return
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self.nothing.setVisible(not self.page.find(word))

    def _show(self, row: int) -> None:
        if row >= 0:
            self.page.show_text(self._chapters[row].text)


class Page(QTextBrowser):
    """A chapter; its pictures are never wider than it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("manual")
        self.setOpenLinks(False)
        self.setAccessibleName("手册正文")
        # A bar that came only when the text is long would make pictures too wide by its width.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # All is as wide as the page; Qt lays the empty line before a table beside it.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text = ""
        self._pictures: dict[str, QImage] = {}

    def show_text(self, text: str) -> None:
        """Show a chapter from its beginning."""
        self._text = text
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def scroll_to(self, heading: str) -> None:
        """Bring a section to the top."""
        block = self.document().firstBlock()
        while block.isValid() and (
            not block.blockFormat().headingLevel() or block.text() != heading
        ):
            block = block.next()
        if block.isValid():
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(int(top) - MARGIN)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """A picture of the manual's own folder, as wide as there is room."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        file = QUrl(name).fileName()
        if file not in self._pictures:
            self._pictures[file] = QImage(str(FOLDER / file))
        picture = self._pictures[file]
        ratio = self.devicePixelRatioF()
        wide = min(picture.width(), int((self.viewport().width() - 2 * MARGIN - 4) * ratio))
        if wide <= 0 or picture.isNull():
            return picture
        scaled = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        return scaled

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._text and event.size().width() != event.oldSize().width():
            share = self._share()
            self._lay_out()
            bar = self.verticalScrollBar()
            bar.setValue(round(share * bar.maximum()))

    def sizeHint(self) -> QSize:
        return QSize(740, 680)

    def _lay_out(self) -> None:
        # A new one each time: a used one hands the format at its cursor on to what comes in.
        page = QTextDocument(self)
        page.setDefaultFont(self.font())
        page.setDocumentMargin(MARGIN)
        page.setMarkdown(self._text)
        set_tables(page, 4, self.palette().mid().color())
        set_type(page, self.font().family(), self.palette().alternateBase())
        self.setDocument(page)

    def _share(self) -> float:
        """How far down the page one has read, from 0 to 1."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0
