"""The status bar: is it safe, which keys help here, how large is the paper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QToolButton, QWidget

from core.beijing import NOTE, moment_in_words
from core.quoting import quoted
from ui.autosave import Autosave, State
from ui.click_label import ClickLabel
from ui.open_form import OpenForm
from ui.plain import PlainLabel, tip
from ui.shell.actions import ActionSet
from ui.theme import Theme

NARROWEST, SPACING = 400, 6
LAST_TO_GO = ("keys", "Tab", "indicator", "next")
"""The hints of keys, those first that stay longest where there is no room for all.

How a row is added nobody guesses; the key to the next problem stands above the problems, too.
"""

SPACES = 4 + 12 + 12 + 6 + 5 * SPACING
"""What stands between the parts besides."""

NEW_ROW, LONGEST_GROUP = "添加一行", 10

TAB = "Tab"
"""To the next cell to fill in: a key of the paper, not of a command, so it cannot be changed."""


class Dot(QWidget):
    """A small disc whose colour goes with the words beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._colour = "line_strong"
        self.setFixedSize(8, 8)

    def show_colour(self, token: str) -> None:
        """In the colour of this token."""
        self._colour = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self._theme, self._colour)))
        painter.drawEllipse(0, 0, 7, 7)


class StatusBar(QWidget):
    def __init__(self, theme: Theme, actions: ActionSet, person: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.status_bar)
        self._dot = Dot(theme)
        self._saved = PlainLabel()
        self._longest = 0
        self._job = PlainLabel()
        self._kept = QPushButton()
        self._kept.setObjectName("kept")
        self._kept.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._kept.clicked.connect(actions["places"].trigger)
        self._kept.hide()
        self._backups = ""
        self._who = QPushButton()
        self._who.setObjectName("kept")
        self._who.setProperty("tone", "calm")
        self._who.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._who.setToolTip(tip("改动记在这个名下；点击修改"))
        self._who.clicked.connect(actions["who"].trigger)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 0, 10, 0)
        layout.setSpacing(SPACING)
        layout.addWidget(_toggle(actions, "left_dock"))
        layout.addSpacing(4)
        layout.addWidget(self._dot)
        layout.addWidget(self._saved)
        layout.addSpacing(12)
        layout.addWidget(self._kept)
        layout.addWidget(self._who)
        layout.addSpacing(12)
        layout.addWidget(self._job)
        layout.addStretch(1)
        self._actions = actions
        self._keys: list[tuple[str, ClickLabel, ClickLabel]] = []
        self._paper = False
        self._hints(
            layout,
            (TAB, "下一格"),
            ("next", "下一个问题"),
            ("indicator", NEW_ROW),
            ("keys", "快捷键"),
        )
        self._page = PlainLabel()
        layout.addWidget(self._page)
        layout.addSpacing(6)
        self.zoom = QPushButton("100%")
        self.zoom.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.zoom.setToolTip(actions["zoom_reset"].toolTip())
        self.zoom.clicked.connect(actions["zoom_reset"].trigger)
        layout.addWidget(self.zoom)
        layout.addWidget(_toggle(actions, "right_dock"))
        self.show_person(person)  # now that it has a place, or it were a window of its own

    def minimumSizeHint(self) -> QSize:
        """The hints give way on a narrow screen."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), NARROWEST), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_hints()

    def show_state(self, opened: OpenForm, saving: Autosave, *, on_paper: bool) -> None:
        """Tell whether all that is on the screen is in the archive."""
        self._paper = on_paper
        self.zoom.setVisible(on_paper)
        self._page.setVisible(on_paper)
        self._show_hints()
        if opened.id is None:
            self._say("line_strong", "没有打开自评表")
        elif saving.read_only:
            self._say("line_strong", "只读打开，不能修改")
        elif saving.state == State.SAVED:
            at = saving.saved_at
            when = "" if at is None else f"{moment_in_words(at, '%H:%M:%S')} "
            self._say("good", f"{when}已保存")
        elif saving.state == State.FAILED:
            self._say("error", "没有保存成功")
        else:
            self._say("warn", "正在保存…")

    def show_backups(self, short: str, sentence: str, late: bool) -> None:
        """When the archive was backed up last, and into how many places; amber when late."""
        self._backups = short
        self._tell_backups()
        self._kept.setToolTip(tip(f"{sentence}\n点击看备份在哪里"))
        self._kept.setProperty("tone", "warn" if late else "calm")
        self._kept.style().polish(self._kept)
        self._kept.show()
        self._show_hints()

    def _tell_backups(self) -> None:
        """Which clock is meant stands in the bar once."""
        twice = NOTE in self._saved.text()
        self._kept.setText(self._backups.replace(NOTE, "") if twice else self._backups)

    def show_person(self, name: str) -> None:
        """Who works here, where it was told."""
        self._who.setText(name)
        self._who.setVisible(bool(name))
        self._show_hints()

    def show_jobs(self, names: list[str]) -> None:
        """What is being done beside the window."""
        self._job.setText(f"正在{names[0]}…" if names else "")
        self._show_hints()

    def show_zoom(self, zoom: float) -> None:
        self.zoom.setText(f"{round(zoom * 100)}%")

    def show_page(self, page: int, count: int) -> None:
        """The printed page in sight; of one page there is nothing to say."""
        text = f"第 {page} 页，共 {count} 页" if count > 1 else ""
        if text != self._page.text():
            self._page.setText(text)
            self._show_hints()

    def show_group_of_new_row(self, name: str) -> None:
        """Where the key for a new row would add it, before it is pressed."""
        short = quoted(name, LONGEST_GROUP)
        text = f"在“{short}”加一行" if short else NEW_ROW
        said = next(said for command, _, said in self._keys if command == "indicator")
        if said.text() != f"{text}　":
            said.setText(f"{text}　")
            self._show_hints()

    def _say(self, token: str, text: str) -> None:
        self._dot.show_colour(token)
        self._saved.setText(text)
        self._tell_backups()
        if self._saved.sizeHint().width() > self._longest:
            self._show_hints()

    def show_keys(self) -> None:
        """Name the keys that the commands have now."""
        for name, key, _ in self._keys:
            key.setText(TAB if name == TAB else self._actions.key_of(name))
        self._show_hints()

    def _show_hints(self) -> None:
        """Those whose key does something now, as far as the bar has room for them."""
        room = self.width() - self._others()
        shown: set[str] = set()
        for name, *labels in sorted(self._keys, key=lambda hint: LAST_TO_GO.index(hint[0])):
            if labels[0].text() and self._works(name):
                room -= sum(label.sizeHint().width() + SPACING for label in labels)
                if room >= 0:
                    shown.add(name)
        for name, *labels in self._keys:
            for label in labels:
                label.setVisible(name in shown)

    def _others(self) -> int:
        """What all but the hints takes in width; what is said of saving counts as its longest."""
        self._longest = max(self._longest, self._saved.sizeHint().width())
        layout = self.layout()
        hints = {label for _, *labels in self._keys for label in labels}
        seen = [
            one
            for one in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if one not in hints and not one.isHidden() and one is not self._saved
        ]
        around = layout.contentsMargins() if layout is not None else self.contentsMargins()
        widths = sum(one.sizeHint().width() + SPACING for one in seen)
        return widths + self._longest + SPACES + around.left() + around.right()

    def _works(self, name: str) -> bool:
        """Whether the key does something: a final form takes no new row, the archive no Tab."""
        if name == TAB:
            return self._paper
        return self._actions[name].isEnabled() and (self._paper or name == "keys")

    def _hints(self, layout: QHBoxLayout, *hints: tuple[str, str]) -> None:
        """Keys and what they do, in a row; a click does the same."""
        for name, text in hints:
            key, said = ClickLabel(), ClickLabel(f"{text}　")
            for label in (key, said):
                label.clicked.connect(
                    self._next_cell if name == TAB else self._actions[name].trigger
                )
            key.setObjectName("key")
            layout.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
            layout.addWidget(said)
            self._keys.append((name, key, said))
            if name != TAB:
                self._actions[name].enabledChanged.connect(self._show_hints)

    def _next_cell(self) -> None:
        """As Tab does it on the paper."""
        self._actions["paper"].trigger()
        focused = self.window().focusWidget()
        if focused is not None:
            nothing_held = Qt.KeyboardModifier.NoModifier
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, nothing_held, "\t")
            QApplication.sendEvent(focused, key)


def _toggle(actions: ActionSet, name: str) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(actions[name])
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setIconSize(QSize(16, 16))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
