"""Who sits here: a name, asked for once when it is first needed, kept in the settings.

It stands with each version that is saved, in 历次版本 and on 修改单, and in no published form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from core.quoting import one_line
from ui.boxes import accept_or_cancel
from ui.dialog import Dialog, dialog_layout, form_lines
from ui.feature import Feature
from ui.plain import PlainLabel
from ui.settings import LONGEST_NAME, Settings
from ui.shelf import Shelf

WHY = "记在历次版本和修改单上，说明是谁改的；公开版里没有。以后在“查看”菜单或状态栏里可以改。"


class Naming(Feature):
    """Keeps the name and tells the archive."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"who": lambda: ask_name(self._settings, self._shelf, self._window)}


def with_name(
    settings: Settings, shelf: Shelf, window: QWidget, then: Callable[[], object]
) -> NameDialog | None:
    """Do something that a name should stand beside; it is asked for once, and may stay blank.

    Whoever cancels the question wants nothing done, and is asked again the next time.
    """
    if settings.person or settings.person_asked:
        then()
        return None

    def go_on() -> None:
        settings.person_asked = True
        then()

    asked = ask_name(settings, shelf, window)
    asked.accepted.connect(go_on)
    return asked


def open_with_name(settings: Settings, shelf: Shelf, window: QWidget, dialog: Dialog) -> None:
    """Open a dialog of what a name should stand beside; it goes where the question is cancelled."""
    asked = with_name(settings, shelf, window, dialog.open)
    if asked is not None:
        asked.rejected.connect(dialog.deleteLater)


def ask_name(settings: Settings, shelf: Shelf, window: QWidget) -> NameDialog:
    """Ask for the name."""
    dialog = NameDialog(settings.person, window)

    def keep() -> None:
        settings.person = dialog.written
        shelf.say_who(dialog.written)

    dialog.accepted.connect(keep)
    dialog.open()
    return dialog


class NameDialog(Dialog):
    """One line for a name."""

    chapter = "档案"

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("您的姓名")
        self.setMinimumWidth(440)
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName("您的姓名")
        self.name.setPlaceholderText("可以留空：只记下时间，不记是谁")
        hint = PlainLabel(WHY)
        hint.setObjectName("hint")
        hint.setWordWrap(True)
        layout = dialog_layout(self)
        form = form_lines()
        form.addRow("姓名", self.name)
        layout.addLayout(form)
        layout.addWidget(hint)
        layout.addWidget(accept_or_cancel(self, "确定"))
        self.name.setFocus()

    @property
    def written(self) -> str:
        """The name on one line."""
        return one_line(self.name.text())
