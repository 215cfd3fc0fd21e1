"""How a chapter of the manual is set, in its window and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
    QTextTable,
    QTextTableFormat,
)

LINE, LINE_ON_PAPER = 135, 115
"""The height of lines in percent of their type's own."""
AROUND_PICTURE = 10
"""Above and below a picture: a heading below it is not its caption."""


def set_type(page: QTextDocument, family: str, ground: QBrush, line: int = LINE) -> None:
    """Give lines air, break those of code; set code in the face of the rest, on a ground.

    The system's face for code may lack Chinese characters, and is another one on each computer.
    """
    cursor, aired, code = QTextCursor(page), QTextBlockFormat(), QTextCharFormat()
    aired.setLineHeight(line, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    apart = QTextBlockFormat()
    apart.setTopMargin(AROUND_PICTURE)
    apart.setBottomMargin(AROUND_PICTURE)
    aired.setNonBreakableLines(False)  # commands: else the page would be as wide as they are
    code.setFontFamilies([family])
    code.setFontFixedPitch(False)
    code.setBackground(ground)
    block = page.begin()
    while block.isValid():
        parts = list(pieces(block))
        if parts:
            pictured = any(part.charFormat().isImageFormat() for part in parts)
            cursor.setPosition(block.position())
            cursor.mergeBlockFormat(apart if pictured else aired)
        for part in parts:
            if part.charFormat().fontFixedPitch():
                cursor.setPosition(part.position())
                end = part.position() + part.length()
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(code)
        block = block.next()


def set_tables(page: QTextDocument, padding: float, line: QColor) -> None:
    """Rule tables by thin lines, the same on all sides, and keep what follows apart from them."""
    for frame in page.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            shape = frame.format()
            shape.setCellPadding(padding)
            shape.setCellSpacing(0)
            shape.setBorderCollapse(True)
            shape.setBorderStyle(QTextTableFormat.BorderStyle.BorderStyle_Solid)
            shape.setBorderBrush(QBrush(line))
            shape.setTopMargin(padding)
            shape.setHeaderRowCount(1)  # on paper it stands on each page again
            frame.setFormat(shape)
            # Not a margin of its own: where that crosses a page, the heads are drawn once more.
            below = frame.lastCursorPosition()
            below.movePosition(QTextCursor.MoveOperation.NextBlock)
            apart = QTextBlockFormat()
            apart.setTopMargin(3 * padding)
            if below.currentFrame() is not frame:
                below.mergeBlockFormat(apart)


def pieces(block: QTextBlock) -> Iterator[QTextFragment]:
    """The runs of one format in a paragraph."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1
