"""The top bar: which form is open, in which state, and the few buttons of every day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QWidget,
)

from core.archive.records import STAGE_NAMES, Stage, sample_head
from core.filling.approval import is_approved
from core.model.evaluation import year_name
from core.quoting import one_line
from core.resources import resource
from ui.click_label import ClickLabel
from ui.document import Document
from ui.elided import Elided
from ui.offering import offer_as
from ui.open_form import OpenForm
from ui.plain import PlainLabel, tip
from ui.shell.actions import ActionSet
from ui.shell.menu_bar import MenuBar
from ui.theme import Theme

PROGRAM = "自评通"
NARROWEST = 660
"""On 1366 × 768 at 200 % a window has 683 pixels."""
CUT = Qt.TextElideMode.ElideMiddle
"""Names of projects differ at their ends."""
WHOLE, SEEN = 1000, 16
"""So many characters of a name: all of it, or enough to tell it from others."""


class Mark(QWidget):
    """The program's mark; Qt has a widget for such drawings, in a library of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(26, 26)
        self._drawing = QSvgRenderer(str(resource("icons", "mark.svg")))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        self._drawing.render(painter, QRectF(self.rect()))
        painter.end()


class TopBar(QWidget):
    """Mark, project, year and unit, state; menus; undo, redo, import, print.

    Where there is no room for all, what stands elsewhere too gives way first, one thing after the
    other: a button that is also in a menu, the unit that the form names.  Names are cut before the
    buttons of every day go: who works with the mouse looks for those where they always are.
    """

    def __init__(self, document: Document, theme: Theme, actions: ActionSet) -> None:
        super().__init__()
        self._document = document
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.top_bar)
        self._shown, self._up_to_date = True, False
        self._header: tuple[str, int | str, str] | None = None
        self._state: tuple[str, ...] = ("", "")
        """The state with its version, without it, and then in ever fewer words."""
        self._project = Elided("project", CUT, least=8)
        self._year = Elided("whose", CUT, least=8)
        self._unit = Elided("whose", CUT, least=8)
        self._chip = ClickLabel()
        self._chip.clicked.connect(actions["history"].trigger)
        self._chip.setObjectName("chip")
        self._mark = Mark()
        self._program = PlainLabel(PROGRAM)  # where no form is in sight
        self._program.setObjectName("project")
        self.menu_bar = MenuBar(actions)
        self._tools = [_icon_button(actions[name]) for name in ("undo", "redo")]
        names = (("home", "档案总览"), ("import", "导入"), ("preview", "打印预览"))
        self._buttons = [_text_button(actions[name], text) for name, text in names]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(2 * theme.step)
        middle = Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(self._mark)
        layout.addWidget(self._program)
        for label in (self._project, self._year, self._unit):
            layout.addWidget(label)
        layout.addWidget(self._chip, 0, middle)
        layout.addStretch(1)
        layout.addWidget(self.menu_bar, 0, middle)
        for button in (*self._tools, *self._buttons):
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

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._up_to_date:
            self._make_room()

    def _follow(self) -> None:
        """Make room for what is written otherwise, as soon as it is known how much there is."""
        self._up_to_date = False
        if self.isVisible():
            self._make_room()

    def _make_room(self) -> None:
        """Show all that there is room for with the names in full, then with the names cut."""
        self._up_to_date = True
        home, bring_in, preview = self._buttons
        own = self._shown
        self._chip.setText(self._state[0])
        names = (self._project, self._year, self._unit)
        there: dict[QWidget, bool] = {widget: own and bool(widget.text()) for widget in names}
        for widget in (self._chip, *self._buttons):
            there[widget] = own
        for widget in (self._mark, *self._tools):
            there[widget] = True
        there[self._program] = not own
        for widget, wanted in there.items():
            widget.setVisible(wanted)
        if self._fits(least=WHOLE):
            return
        least = self._project.least
        elsewhere = (self._program.hide, bring_in.hide, self._unit.hide, self._leave_out_version)
        by_mouse = (home.hide, self._hide_tools, self._year.hide, preview.hide)
        steps: tuple[tuple[Callable[[], object], int], ...] = (
            *((step, SEEN) for step in (*elsewhere, self._mark.hide)),
            *((step, least) for step in by_mouse),
        )
        for step, seen in steps:
            if self._fits(seen):
                return
            step()
        shortest = self._state[-1]
        cut = (f"{shortest[:end]}…" for end in range(len(shortest) - 1, 0, -1))
        for state in (*self._state[1:], *cut):
            if self._fits(least):
                return
            self._chip.setText(state)

    def _leave_out_version(self) -> None:
        """历次版本 tells it."""
        self._chip.setText(self._state[1])

    def _hide_tools(self) -> None:
        for tool in self._tools:
            tool.hide()

    def _fits(self, least: int) -> bool:
        """Whether what is shown has room while each name keeps so many of its characters."""
        layout = self.layout()
        if layout is None:
            return True
        names = [self._project, self._year, self._unit]
        cut = sum(
            name.width_of(least) - name.minimumSizeHint().width()
            for name in names
            if not name.isHidden()
        )
        return layout.totalMinimumSize().width() + cut <= self.width()

    def show_state(self, opened: OpenForm, *, shown: bool) -> None:
        """Show name, state and version of what is open, where that is ``shown``."""
        state, told = _state(opened)
        form = self._document.evaluation
        head = sample_head(form.project, form.unit, form.year)
        kind = f"{STAGE_NAMES[Stage.SAMPLE]} · " if opened.sample and opened.sample == head else ""
        kind += "" if opened.corrected is None else "更正 · "
        locked = " · 指标已批复" if is_approved(form) else ""
        whole, stage = f"{kind}{state}{locked}", STAGE_NAMES[opened.stage]
        fewer = (locked, locked.replace("指标", ""), "")
        states = (whole, *(f"{kind}{stage}{what}" for what in fewer), stage)
        states = tuple(dict.fromkeys(states))
        if (states, shown) == (self._state, self._shown):
            return
        self._state = states
        self._chip.setToolTip(tip(f"{whole}\n{told}\n点击看历次版本"))
        tone = "draft" if opened.stage is Stage.DRAFT else "final"
        if self._chip.property("tone") != tone:
            self._chip.setProperty("tone", tone)
            self._chip.style().polish(self._chip)
        self._shown = shown
        self._follow()

    def open_menus(self) -> None:
        """Open the first menu; the arrow keys lead on from there."""
        self.menu_bar.setActiveAction(self.menu_bar.actions()[0])

    def _show(self) -> None:
        form = self._document.evaluation
        header = (form.project, form.year, form.unit)
        if header == self._header:
            return
        self._header = header
        self._project.setText(one_line(form.project) or "未命名项目")
        self._year.setText(f"{year_name(form.year)} 年度" if str(form.year).strip() else "")
        self._unit.setText(one_line(form.unit))
        self._follow()


def _state(opened: OpenForm) -> tuple[str, str]:
    """The state with the number that tells it apart, and what that number is.

    A draft is told by its version; a final form by the number that it bears on paper.
    """
    name, version = STAGE_NAMES[opened.stage], f"第 {opened.version} 版"
    if not opened.final_number:
        return f"{name} · {version}", f"{version}：打印以后再改，或者另起一版，就多一版"
    told = f"{opened.final_number} 是定稿编号，印在纸上，不再变；定稿的内容是{version}"
    return f"{name} {opened.final_number}", told


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
        offer_as(button, action)

    action.changed.connect(follow)
    follow()
    return button
