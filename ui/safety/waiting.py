"""Waiting for work while there is no window to go on with: events are served, a word is shown."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer

from ui.jobs import Jobs
from ui.plain import PlainLabel

PATIENCE = 1000
"""Milliseconds until somebody who waits is told what for."""


def wait_for(jobs: Jobs, word: str) -> None:
    """Return when all of these jobs are done and what they brought is delivered."""
    if not jobs.running:
        return
    loop = QEventLoop()

    def look() -> None:
        if not jobs.running:
            loop.quit()

    label = PlainLabel(word)
    label.setWindowTitle("自评通")
    label.setContentsMargins(32, 20, 32, 20)
    patience = QTimer()
    patience.setSingleShot(True)
    patience.timeout.connect(label.show)
    patience.start(PATIENCE)
    jobs.busy_changed.connect(look)
    loop.exec()
    jobs.busy_changed.disconnect(look)
    patience.stop()
    label.close()
