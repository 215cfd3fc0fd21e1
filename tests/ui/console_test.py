"""Of all that Qt says, exactly one line is kept back."""

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from ui.console import NOISE, without_noise


def test_one_line_is_kept_back_and_only_meanwhile(capfd: pytest.CaptureFixture[str]) -> None:
    before = qInstallMessageHandler(None)
    try:
        with without_noise():
            qWarning(NOISE)
            qWarning(NOISE + ".")
            qWarning("QPainter::begin: 画不成")
        qWarning(NOISE)
    finally:
        qInstallMessageHandler(before)
    assert capfd.readouterr().err.splitlines() == [NOISE + ".", "QPainter::begin: 画不成", NOISE]
