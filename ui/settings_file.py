"""The settings reach their file soon after they change: a power cut takes no name or key away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from ui.settings import Settings, store_settings, text_of

PAUSE = 5_000
"""Milliseconds from one look at the settings to the next."""


class SettingsFile(QObject):
    """Writes the settings of a running window when they differ from what it wrote last."""

    def __init__(self, folder: Path, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._settings = settings
        self._stored = text_of(settings)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.store)

    def begin(self) -> None:
        """Look at the settings from now on."""
        self._timer.start(PAUSE)

    def store(self) -> None:
        """Write them, if anything has changed; what cannot be written now is tried again."""
        text = text_of(self._settings)
        if text != self._stored and store_settings(self._folder, self._settings):
            self._stored = text
