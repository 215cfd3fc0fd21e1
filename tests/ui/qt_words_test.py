"""Qt's own dialogs write dates and sizes as here, on a system without that locale too."""

import os
import subprocess
import sys

import pytest

_ASK = """
import os
from ui.qt_words import prepare_dates
before = dict(os.environ)
prepare_dates()
assert dict(os.environ) == before
from PySide6.QtCore import QCoreApplication, QDateTime, QDate, QTime, QLocale
import locale
application = QCoreApplication([])
system = QLocale.system()
moment = QDateTime(QDate(2026, 11, 29), QTime(2, 13))
print(system.toString(moment, QLocale.FormatType.ShortFormat))
print(system.formattedDataSize(247))
print(locale.setlocale(locale.LC_CTYPE))
"""


@pytest.mark.parametrize("lang", ["C.utf8", "en_US.UTF-8", "zh_CN.GB18030"])
def test_dates_and_sizes_are_chinese_whatever_the_system_speaks(lang: str) -> None:
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    asked = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _ASK],
        env={**kept, "LANG": lang},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    date, size, encoding = asked.stdout.splitlines()
    assert (date, size) == ("2026/11/29 02:13", "247 字节")
    assert "zh" not in encoding or lang.startswith("zh")
