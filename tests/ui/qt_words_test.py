"""Qt's own dialogs write dates and sizes as here, on a system without that locale too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_ASK = """
import locale, os
from PySide6.QtCore import QDateTime, QDate, QTime, QLocale
from ui import app
before = dict(os.environ)
app.place_of_archive = lambda: None  # the window is not wanted
assert app.run([]) == 1
assert {name: os.environ.get(name) for name in before} == before
assert "LC_ALL" not in os.environ
system = QLocale.system()
moment = QDateTime(QDate(2026, 11, 29), QTime(2, 13))
print(system.toString(moment, QLocale.FormatType.ShortFormat))
print(system.formattedDataSize(247))
print(locale.setlocale(locale.LC_CTYPE))
"""


@pytest.mark.parametrize("lang", ["C.utf8", "en_US.UTF-8", "zh_CN.GB18030"])
def test_dates_and_sizes_are_chinese_whatever_the_system_speaks(lang: str, tmp_path: Path) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    asked = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _ASK],
        env={**kept, "LANG": lang, "QT_QPA_PLATFORM": "offscreen", "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    date, size, encoding = asked.stdout.splitlines()
    assert (date, size) == ("2026/11/29 02:13", "247 字节")
    assert "zh" not in encoding or lang.startswith("zh")
