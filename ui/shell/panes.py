"""The panes left and right of the paper: tabs over panels, and a bar of small buttons below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.offering import offer_with
from ui.plain import PlainLabel
from ui.settings import Settings
from ui.theme import Theme

EMPTY = 84
"""Height of a lower panel that has only a sentence to say."""
WIDE = 1300
"""From this width on the panes have their own sizes; below, the paper comes first."""
NARROW = 1120
"""Below this width the outline folds by itself, until it is asked for."""
LOWER, LOWER_OF_LOW = 0.42, 0.34
"""The share of the right pane that the lower panel has until the clerk divides it."""
LOW = 560
"""A right pane lower than this shows too few problems beside much of an explanation."""
PAPER = 815
"""What the page at 100 % takes, with the scroll bar."""
NARROWER = 760
"""Below this width the problems fold as well: the paper needs all there is."""


class Pane(QWidget):
    """A panel under its name."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = PlainLabel(title)
        head.setObjectName("paneTitle")
        head.setIndent(0)  # it begins where the names below it do
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(rule())

    def show_panel(self, panel: QWidget) -> None:
        """Put the panel below the name."""
        self._layout.addWidget(panel, 1)
        self.setFocusProxy(panel)


class StackedPane(QWidget):
    """Two panels one above the other, the border between them movable."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self.splitter)
        self._height = self._upper = 0
        self._filled = False
        self.splitter.splitterMoved.connect(self._take_height)

    def show_panels(self, upper: QWidget, lower: QWidget) -> None:
        """Put the two panels in."""
        self.splitter.addWidget(upper)
        self.splitter.addWidget(lower)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)

    def give_room(self, *, lower: bool) -> None:
        """Show the lower panel at its own height, or leave the room but for a line to the upper."""
        self._filled = lower
        self._divide(sum(self.splitter.sizes()))

    def keep_upper(self, height: int) -> None:
        """So much the upper panel needs to be read: the lower one gives way, down to a line."""
        if height != self._upper:
            self._upper = height
            self._divide(sum(self.splitter.sizes()))

    def set_lower(self, height: int, room: int) -> None:
        """The lower panel's own height, of so much room."""
        self._height = height
        self._divide(room)

    @property
    def own_height(self) -> int:
        """The lower panel's own height: what it has where the upper one does not need more."""
        return self._height

    def _take_height(self) -> None:
        """The clerk has moved the border."""
        if self._filled:
            self._height = self.splitter.sizes()[1]

    def _divide(self, room: int) -> None:
        height = self._height if self._filled else min(self._height, EMPTY)
        height = min(height, max(room - self._upper - self.splitter.handleWidth(), EMPTY))
        self.splitter.setSizes([max(room - height, 100), height])


class Workspace(QSplitter):
    """Left pane, paper, right pane: foldable, their widths remembered by ``settings``."""

    left: QWidget
    right: StackedPane

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._settings = settings
        self._theme = theme
        self._with_sides = True
        self._narrow = self._narrower = False
        self._wide = 0
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def show_panes(self, left: QWidget, centre: QWidget, right: StackedPane) -> None:
        """Put the three panes in."""
        self.left, self.right = left, right
        for at, pane in enumerate((left, centre, right)):
            self.addWidget(pane)
            self.setStretchFactor(at, int(at == 1))
        left.setMinimumWidth(180)
        right.setMinimumWidth(240)
        left.setVisible(self._settings.left_open)
        right.setVisible(self._settings.right_open)

    def fit(self, width: int, height: int) -> None:
        """The panes at the sizes the clerk gave them, or narrower where the paper needs room."""
        if (width < NARROW) != self._narrow:
            self._narrow = width < NARROW
            self._show_left()
        if (width < NARROWER) != self._narrower:
            self._narrower = width < NARROWER
            self._show_right()
        self._wide = width
        self._divide()
        bars = self._theme.top_bar + self._theme.score_bar + self._theme.status_bar
        room = height - bars
        share = LOWER if room >= LOW else LOWER_OF_LOW
        self.right.set_lower(self._settings.explanation or round(room * share), room)

    def _show_left(self) -> None:
        """As the clerk left it, where the window is wide enough."""
        wanted = self._settings.left_open and not self._narrow
        self.left.setVisible(wanted and self._with_sides)

    def _show_right(self) -> None:
        """As the left one; it folds later."""
        wanted = self._settings.right_open and not self._narrower
        self.right.setVisible(wanted and self._with_sides)

    def _divide(self) -> None:
        """The paper gets what the panes in sight leave of the width."""
        width = self._wide
        left = self._settings.left or self._theme.left_dock
        right = self._settings.right or self._theme.right_dock
        if width < WIDE:
            beside = width - PAPER - (left if not self._narrow else 0)
            left, right = min(left, 196), min(right, max(256, beside))
        if not self.isVisible():
            self.resize(width, self.height())  # not laid out yet: a narrow one would squeeze them
        sides = ((self.left, left), (self.right, right))
        taken = sum(size + self.handleWidth() for pane, size in sides if not pane.isHidden())
        self.setSizes([left, max(width - taken, 200), right])

    def remember(self) -> None:
        """Keep the sizes as they are now."""
        self._remember_widths()
        if self.width() >= WIDE and not self.right.isHidden():
            self._settings.explanation = self.right.own_height

    def _remember_widths(self) -> None:
        if self.width() >= WIDE and not self.left.isHidden():
            self._settings.left = self.left.width()
        if self.width() >= WIDE and not self.right.isHidden():
            self._settings.right = self.right.width()

    def open_left(self, *, shown: bool = True) -> None:
        """Show the left pane, or fold it; in a very narrow window in place of the other one.

        One that is shown already keeps the width to which it was dragged.
        """
        self._settings.left_open = shown
        if shown != self.left.isHidden():
            return
        with self._fitting():
            self.left.setVisible(shown and self._with_sides)
            if shown and self._narrower:
                self.right.hide()

    def open_right(self, *, shown: bool = True) -> None:
        """Show the right pane, or fold it; as with the left one."""
        self._settings.right_open = shown
        if shown != self.right.isHidden():
            return
        with self._fitting():
            self.right.setVisible(shown and self._with_sides)
            if shown and self._narrower:
                self.left.hide()

    def fold_left(self) -> None:
        self.open_left(shown=self.left.isHidden())

    def fold_right(self) -> None:
        self.open_right(shown=self.right.isHidden())

    def show_sides(self, *, wanted: bool) -> None:
        """Whether there is anything to show beside the middle at all."""
        if wanted != self._with_sides:
            self._with_sides = wanted
            with self._fitting():
                self._show_left()
                self._show_right()

    @contextmanager
    def _fitting(self) -> Iterator[None]:
        """Divide the room anew as panes come or go: one that was folded has had none of it."""
        if self.isVisible():
            self._remember_widths()
        yield
        if self._wide:
            self._divide()


def fill_column(whole: QWidget, *widgets: QWidget, grows: QWidget) -> QWidget:
    """Put widgets one below the other without a gap; one of them takes the room that is left."""
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, int(widget is grows))
    return whole


class ButtonRow(QWidget):
    """Small buttons below a panel; the first may open a menu."""

    def __init__(self, theme: Theme, menu: QMenu, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("paneBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(1)
        add = QToolButton()
        add.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        add.setIcon(icons.icon("add", theme))
        add.setText("添加")
        add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        add.setMenu(menu)
        offer_with(add, menu.menuAction())
        layout.addWidget(add)
        layout.addStretch(1)
        buttons = [add]
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAccessibleName(action.text().partition("\t")[0])  # its key apart
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            layout.addWidget(button)
            buttons.append(button)
        for button in buttons:
            button.setIconSize(QSize(17, 17))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def rule() -> QFrame:
    """A hair line between two parts of a pane."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
