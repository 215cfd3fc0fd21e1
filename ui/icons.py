"""The program's own drawings (``resources/icons``), tinted with a token and sharp at any scale."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.resources import resource
from ui.theme import Theme


def icon(name: str, theme: Theme, ink: str = "ink_2") -> QIcon:
    """The drawing ``name`` in the colour of a token as it is when drawn; pale when disabled."""
    return QIcon(_Drawing(name, theme, ink))


def paint(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw ``name`` into ``rect``, for delegates."""
    scale = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), _drawn(name, colour, rect.width(), rect.height(), scale))


@lru_cache(maxsize=256)
def _drawn(name: str, colour: str, width: int, height: int, scale: float) -> QPixmap:
    """A drawing at the very size that the screen shows; the same few are asked for often."""
    pixmap = QPixmap(round(width * scale), round(height * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    _renderer(name, colour).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return pixmap


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """One parsed drawing for each name and colour; there are a few dozen of them at most."""
    text = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


class _Drawing(QIconEngine):
    """Renders at the size that is asked for, so that no scale blurs it."""

    def __init__(self, name: str, theme: Theme, ink: str) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._token = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        del state
        _renderer(self._name, self._ink(mode)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        del state
        return _drawn(self._name, self._ink(mode), size.width(), size.height(), 1.0)

    def _ink(self, mode: QIcon.Mode) -> str:
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        return str(getattr(self._theme, token))

    def clone(self) -> QIconEngine:
        return _Drawing(self._name, self._theme, self._token)
