"""The program's mark as pictures of the sizes that desktops want."""

from __future__ import annotations

from pathlib import Path

MARK = Path(__file__).resolve().parents[1] / "resources" / "icons" / "mark.svg"


def draw(size: int, target: Path) -> None:
    """Paint the mark so many pixels wide and high; the ending of the name says in which format."""
    from PySide6.QtCore import QSize, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(str(MARK)).render(painter)
    painter.end()
    if not picture.save(str(target)):
        message = f"图标 {target.name} 没有写成"
        raise OSError(message)
