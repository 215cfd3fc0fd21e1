"""Light or dark chrome around the white paper, as the clerk wishes, else as the system is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ui.feature import Feature
from ui.style_sheet import apply_theme
from ui.theme import AS_SYSTEM, DARK, DARK_CHROME, LIGHT_CHROME, chosen


class ThemeSwitch(Feature):
    """Changes the window's own table of colours, at once and for the next start."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"chrome": self.turn}

    def begin(self) -> None:
        """Follow the system where nobody has chosen."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def turn(self) -> None:
        """From light to dark or back."""
        self._settings.chrome = LIGHT_CHROME if self._theme == DARK else DARK_CHROME
        self._show()

    def _follow_system(self) -> None:
        if self._settings.chrome == AS_SYSTEM:
            self._show()

    def _show(self) -> None:
        wanted = chosen(self._settings.chrome, dark_system=system_is_dark())
        if self._theme != wanted:
            self._theme.change_to(wanted)
            apply_theme(self._theme)


def system_is_dark() -> bool:
    """Whether the system shows its programs in dark colours."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
