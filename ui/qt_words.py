"""Qt's own dialogs in Chinese: its translation, and the few words and dates that it leaves out."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QObject, QTranslator

CHINESE = "zh_CN.UTF-8"
_ALL = "LC_ALL"
LEFT_OUT = {
    "Folder": "文件夹",
    "File Folder": "文件夹",
    "File": "文件",
    "Drive": "驱动器",
    "Unknown": "未知",
    "Alias": "快捷方式",
    "Shortcut": "快捷方式",
    "%Ln bytes": "%Ln 字节",
    "%1 bytes": "%1 字节",
    "%n byte(s)": "%n 字节",
    "bytes": "字节",
    "Computer": "计算机",
    "My Computer": "计算机",
}
"""What Qt's own translation lacks, of what its file dialog shows."""
_BETTER = {
    "Size": "大小",
    "Press shortcut": "请按新的键",
    "Directory:": "文件夹：",
    "Directories": "文件夹",
    "&Choose": "选择(&C)",
}
"""What it calls otherwise than other programs do."""


class OwnWords(QTranslator):
    """These words, in whatever context."""

    def __init__(self, words: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._words = words

    def translate(
        self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        del context, disambiguation
        word = self._words.get(sourceText)
        if word is None:  # no text at all: an empty one would be taken for the translation
            return None  # type: ignore[return-value]
        return word.replace("%n", str(n)) if n >= 0 else word

    def isEmpty(self) -> bool:
        return False


def speak_chinese(application: QCoreApplication) -> None:
    """Load Qt's translation; ``prepare_dates`` must have been called before there was one."""
    chinese = QLocale(QLocale.Language.Chinese, QLocale.Country.China)
    QLocale.setDefault(chinese)
    application.installTranslator(OwnWords(LEFT_OUT, application))  # the first one is asked last
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(chinese, "qtbase", "_", folder):
        application.installTranslator(translator)
    application.installTranslator(OwnWords(_BETTER, application))


def prepare_dates() -> None:
    """Let Qt's file dialog write dates and sizes as here: it takes them from the system's settings.

    Qt looks at the variables once, and needs nothing of the C library for it; that would refuse a
    locale which the system lacks, and all others with it.  So they are as before afterwards, for
    this program and all that it starts.
    """
    before = os.environ.get(_ALL)
    os.environ[_ALL] = CHINESE
    try:
        QLocale.system().toString(QDate(2000, 1, 1), QLocale.FormatType.ShortFormat)
    finally:
        if before is None:
            del os.environ[_ALL]
        else:
            os.environ[_ALL] = before
