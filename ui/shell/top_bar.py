"""The top bar: which form is open, in which state, and the few buttons of every day."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QMenuBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from core.archive.records import STAGE_NAMES, Stage, sample_head
from core.model.evaluation import year_name
from core.resources import resource
from ui.document import Document
from ui.open_form import OpenForm
from ui.plain import PlainLabel, tip
from ui.shell.actions import ActionSet
from ui.shell.command import LETTERS
from ui.shell.command_table import COMMANDS, MENUS
from ui.theme import Theme

NARROWEST = 660
"""On 1366 × 768 at 200 % a window has 683 pixels."""


class Elided(PlainLabel):
    """A label that gives way: it is cut in the middle, for names of projects differ at their ends.

    ``least``: so many characters are always seen.
    """

    def __init__(self, name: str, least: int = 0) -> None:
        super().__init__()
        self._least = least
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        least = QFontMetrics(self.font()).horizontalAdvance("字" * self._least)
        return QSize(min(least, wanted.width()), wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        metrics = painter.fontMetrics()
        text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), align, text)


class TopBar(QWidget):
    """Mark, project, year and unit, state; menus; undo, redo, import, print."""

    def __init__(self, document: Document, theme: Theme, actions: ActionSet) -> None:
        super().__init__()
        self._document = document
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.top_bar)
        self._shown = True
        self._header: tuple[str, int | str, str] | None = None
        self._project = Elided("project", least=8)
        self._whose = Elided("whose")
        self._chip = PlainLabel()
        self._chip.setObjectName("chip")
        mark = QSvgWidget(str(resource("icons", "mark.svg")))
        mark.setFixedSize(26, 26)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(2 * theme.step)
        layout.addWidget(mark)
        layout.addSpacing(theme.step)
        layout.addWidget(self._project, 3)
        layout.addWidget(self._whose, 2)
        layout.addSpacing(theme.step)
        layout.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addStretch(1)
        self.menu_bar = _menu_bar(actions)
        layout.addWidget(self.menu_bar, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(theme.step)
        for name in ("undo", "redo"):
            layout.addWidget(_icon_button(actions[name]))
        layout.addSpacing(theme.step)
        names = (("home", "档案总览"), ("import", "导入"), ("preview", "打印预览"))
        self._buttons = [_text_button(actions[name], text) for name, text in names]
        for button in self._buttons:
            layout.addWidget(button)
        document.changed.connect(self._show)
        self._show()

    def minimumSizeHint(self) -> QSize:
        """What is also in the menus gives way on a narrow screen."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), NARROWEST), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Hide what is too much: whose form it is first, then buttons that stand in the menus."""
        layout, width = self.layout(), self.width()
        giving = [self._whose, *self._buttons[:-1][::-1]]
        for widget in giving:
            widget.setVisible(self._shown)
        for widget in giving:
            if layout is None or layout.totalMinimumSize().width() <= width:
                return
            widget.hide()

    def show_state(self, opened: OpenForm, *, shown: bool) -> None:
        """Show name, state and version of what is open, where that is ``shown``."""
        state = f"{STAGE_NAMES[opened.stage]} {opened.final_number}".rstrip()
        form = self._document.evaluation
        head = sample_head(form.project, form.unit, form.year)
        kind = f"{STAGE_NAMES[Stage.SAMPLE]} · " if opened.sample and opened.sample == head else ""
        kind += "更正 · " if opened.correction else ""
        self._chip.setText(f"{kind}{state} · 第 {opened.version} 版")
        tone = "draft" if opened.stage is Stage.DRAFT else "final"
        if self._chip.property("tone") != tone:
            self._chip.setProperty("tone", tone)
            self._chip.style().polish(self._chip)
        self._shown = shown
        for widget in (self._chip, self._project, self._whose, *self._buttons):
            widget.setVisible(shown)
        self._make_room()

    def open_menus(self) -> None:
        """Open the first menu; the arrow keys lead on from there."""
        self.menu_bar.setActiveAction(self.menu_bar.actions()[0])

    def _show(self) -> None:
        form = self._document.evaluation
        header = (form.project, form.year, form.unit)
        if header == self._header:
            return
        self._header = header
        project = " ".join(form.project.split())
        year = f"{year_name(form.year)} 年度" if str(form.year).strip() else ""
        unit = " ".join(form.unit.split())
        self._project.setText(project or "未命名项目")
        self._whose.setText(" · ".join(part for part in (year, unit) if part))
        for label in (self._project, self._whose):
            label.setToolTip(tip(label.text()))
            label.updateGeometry()


def _menu_bar(actions: ActionSet) -> QMenuBar:
    bar = QMenuBar()
    bar.setNativeMenuBar(False)
    bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    for title in MENUS:
        menu = QMenu(f"{title}(&{LETTERS[title]})", bar)
        menu.setToolTipsVisible(True)
        for command in COMMANDS:
            if command.menu == title:
                if command.rule:
                    menu.addSeparator()
                menu.addAction(actions[command.id])
        bar.addMenu(menu)
    return bar


def _icon_button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(20, 20))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _text_button(action: QAction, text: str) -> QPushButton:
    """A button that stays joined with its action, under a shorter name."""
    button = QPushButton(text)
    button.setObjectName(action.objectName())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    action.changed.connect(follow)
    follow()
    return button
