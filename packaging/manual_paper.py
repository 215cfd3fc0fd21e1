"""The manual as a PDF, for the package: A4, page numbers, a bookmark for each chapter.

    python packaging/manual_paper.py

Qt lays out the Markdown that the window shows, in the program's own faces; the file lies beside the
text and is not in the repository.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from pypdf import PdfReader, PdfWriter  # noqa: E402
from pypdfium2 import PdfDocument  # noqa: E402
from PySide6.QtCore import QSizeF  # noqa: E402
from PySide6.QtGui import QTextBlock, QTextDocument  # noqa: E402

from core.manual import FOLDER, PAPER, Chapter, chapters  # noqa: E402  (found on the path set above)
from core.output import replacing  # noqa: E402
from core.report.faces import FACE_NAMES, face_file  # noqa: E402

RESOLUTION = 300
SCREEN = 96
"""The resolution at which Qt takes pictures to be drawn."""
PIXELS = 800
"""Pictures keep so many across: a hundred and seventy for an inch of paper."""
MARGIN_MM = 22
POINTS = 10.5
PICTURE = 0.72
"""How wide pictures are, as a part of the text's width."""
HIGHEST = 0.55
"""How high they are at most, as a part of the text's height."""
RADICALS = (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
CHARACTERS = range(0x3400, 0xA000)
GREY = "#4a5568"


def main() -> int:
    """Write it; the exit status."""
    pages = write(FOLDER / PAPER)
    print(f"· {PAPER}  {pages} 页")
    return 0


def write(target: Path) -> int:
    """Write the manual into a file; how many pages it has. Needs no display."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    all_chapters = chapters()
    with replacing(target) as temporary:
        pages = lay_out(all_chapters, temporary)
        written = PdfWriter(PdfReader(temporary))
        written.metadata = {"/Title": "自评通手册"}
        mend_text(written)
        written.write(temporary)
        for title, page in starts(all_chapters, temporary):
            written.add_outline_item(title=title, page_number=page)
        written.compress_identical_objects()
        written.write(temporary)
    return pages


def starts(all_chapters: Sequence[Chapter], paper: Path) -> Iterator[tuple[str, int]]:
    """At which page, from 0, each chapter begins: where its heading is read."""
    with PdfDocument(paper) as document:
        texts = ["".join(page.get_textpage().get_text_bounded().split()) for page in document]
    at = 0
    for chapter in all_chapters:
        heading = "".join(chapter.text.partition("\n")[0].lstrip("#").split())
        at = next((page for page in range(at, len(texts)) if heading in texts[page]), at)
        yield chapter.title, at


def mend_text(written: PdfWriter) -> None:
    """Let 自 be found as itself: Qt names a glyph by the least of its characters, a radical."""
    characters = characters_of_radicals()

    def usual(code: re.Match[str]) -> str:
        found = characters.get(int(code[1], 16))
        return code[0] if found is None else f"<{found:04X}>"

    def usual_all(codes: re.Match[str]) -> str:
        return re.sub(r"<((?:2[EF]|F[9A])[0-9A-F]{2})>", usual, codes[0])

    fonts: dict[int, Any] = {}
    for page in written.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            maps = font["/ToUnicode"]
            fonts[maps.indirect_reference.idnum] = maps
    for maps in fonts.values():
        text = maps.get_data().decode("latin-1")
        maps.set_data(re.sub(r"\[[^\]]*\]", usual_all, text).encode("latin-1"))


def characters_of_radicals() -> dict[int, int]:
    """For each radical of our faces the character that has the very same glyph."""
    from fontTools.ttLib import TTFont

    found: dict[int, int] = {}
    for name in FACE_NAMES:
        glyphs: dict[int, str] = TTFont(face_file(name)).getBestCmap()
        characters = {glyph: code for code, glyph in glyphs.items() if code in CHARACTERS}
        for code in RADICALS:
            if glyphs.get(code) in characters:
                found[code] = characters[glyphs[code]]
    return found


def lay_out(all_chapters: tuple[Chapter, ...], target: Path) -> int:
    """Paint the pages; how many there are."""
    from PySide6.QtCore import QMarginsF, QRectF, Qt, QUrl
    from PySide6.QtGui import (
        QBrush,
        QColor,
        QFont,
        QPageLayout,
        QPageSize,
        QPainter,
        QPdfWriter,
        QTextDocument,
    )
    from PySide6.QtWidgets import QApplication

    from ui.help.manual_type import LINE_ON_PAPER, set_tables, set_type
    from ui.theme import HEI_FAMILY, LIGHT, load_faces

    application = QApplication.instance() or QApplication([])
    load_faces()
    writer = QPdfWriter(str(target))
    writer.setResolution(RESOLUTION)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    font = QFont(HEI_FAMILY)
    font.setPointSizeF(POINTS)
    page = QTextDocument()
    page.documentLayout().setPaintDevice(writer)
    page.setDefaultFont(font)
    page.setBaseUrl(QUrl.fromLocalFile(f"{FOLDER}/"))
    page.setDocumentMargin(0)
    page.setMarkdown("\n\n".join(chapter.text for chapter in all_chapters))
    size = QSizeF(writer.width(), writer.height())
    set_tables(page, 10, QColor(LIGHT.line_strong))
    set_type(page, HEI_FAMILY, QBrush(QColor(LIGHT.chrome)), LINE_ON_PAPER)
    most = QSizeF(size.width() * PICTURE, size.height() * HIGHEST)
    fit_pictures(page, most, writer.logicalDpiX() / SCREEN)
    page.setPageSize(size)  # laid out when all is as it shall be
    keep_headings(page, size)
    painter = QPainter(writer)
    for number in range(page.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * size.height())
        # Not the hair of the next page that rounding would bring.
        seen = QRectF(0, number * size.height(), size.width(), size.height() - 1)
        page.drawContents(painter, seen)
        painter.restore()
        painter.setPen(QColor(GREY))
        foot = QRectF(0, size.height() + RESOLUTION / 10, size.width(), RESOLUTION / 3)
        painter.setFont(font)
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, f"— {number + 1} —")
    painter.end()
    del application
    return page.pageCount()


def keep_headings(page: QTextDocument, size: QSizeF) -> None:
    """Begin a page with a heading whose text begins there."""
    from PySide6.QtGui import QTextCursor, QTextFormat

    while (heading := _parted(page, size.height())) is not None:
        shape = heading.blockFormat()
        shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        page.setPageSize(QSizeF())  # laid out as a whole: Qt loses pages when a part is
        QTextCursor(heading).setBlockFormat(shape)
        page.setPageSize(size)


def _parted(page: QTextDocument, height: float) -> QTextBlock | None:
    """The first heading that stands on another page than its text, if it is not the first there."""
    layout, block = page.documentLayout(), page.begin()
    while block.isValid():
        following = block.next()
        while following.isValid() and not following.text():
            following = following.next()
        broken = bool(block.blockFormat().pageBreakPolicy())
        leads = block.blockFormat().headingLevel() or _begins_table(block, following)
        if leads and following.isValid() and not broken:
            # A paragraph keeps its place where only its first line moves to the next page.
            tops = [
                layout.blockBoundingRect(one).top() + one.layout().lineAt(0).y()
                for one in (block, following)
            ]
            if tops[0] // height != tops[1] // height:
                return block
        block = block.next()
    return None


def _begins_table(before: QTextBlock, block: QTextBlock) -> bool:
    """Whether a table begins with a block: what stands before it names the table."""
    from PySide6.QtGui import QTextCursor

    if not block.isValid():
        return False
    return (
        QTextCursor(block).currentTable() is not None
        and QTextCursor(before).currentTable() is None
        and bool(before.text())
    )


def fit_pictures(page: QTextDocument, most: QSizeF, scale: float) -> None:
    """Make every picture as large as may be; ``scale``: what Qt multiplies its size with."""
    from PySide6.QtCore import Qt, QUrl
    from PySide6.QtGui import QImage, QTextCursor, QTextDocument

    found = []
    block = page.begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            if part.charFormat().isImageFormat():
                found.append((part.position(), part.length(), part.charFormat().toImageFormat()))
            parts += 1
        block = block.next()
    smooth = Qt.TransformationMode.SmoothTransformation
    for position, length, shape in found:
        picture = QImage(str(FOLDER / shape.name())).convertToFormat(QImage.Format.Format_RGB888)
        if picture.width() > PIXELS:
            picture = picture.scaledToWidth(PIXELS, smooth)
        kind = QTextDocument.ResourceType.ImageResource.value
        page.addResource(kind, QUrl.fromLocalFile(str(FOLDER / shape.name())), picture)
        ratio = picture.height() / picture.width()
        width = min(most.width(), most.height() / ratio) / scale
        shape.setWidth(width)
        shape.setHeight(width * ratio)
        cursor = QTextCursor(page)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(shape)


if __name__ == "__main__":
    sys.exit(main())
