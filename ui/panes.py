"""The panes left and right of the paper: tabs over panels, and a bar of small buttons below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import icons
from ui.settings import Settings
from ui.theme import Theme

WIDE = 1300
"""From this width on the panes have their own sizes; below, the paper comes first."""
NARROW = 1120
"""Below this width the outline folds by itself, until it is asked for."""


class TabbedPane(QWidget):
    """Panels of which one is seen."""

    turned = Signal(int)

    def __init__(self, name: str, panels: Sequence[tuple[str, QWidget]]) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar()
        self.tabs.setObjectName("tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._stack = QStackedWidget()
        for title, panel in panels:
            self.tabs.addTab(title)
            self._stack.addWidget(panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tabs)
        layout.addWidget(rule())
        layout.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._turn)

    def turn_to(self, at: int) -> None:
        """Show the panel of this number and give it the keys."""
        self.tabs.setCurrentIndex(at)
        self._stack.widget(at).setFocus()

    def _turn(self, at: int) -> None:
        self._stack.setCurrentIndex(at)
        self.turned.emit(at)


class StackedPane(QWidget):
    """Two panels one above the other, the border between them movable."""

    def __init__(self, name: str, upper: QWidget, lower: QWidget) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(4)
        self.splitter.addWidget(upper)
        self.splitter.addWidget(lower)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.addWidget(self.splitter)


class Workspace(QSplitter):
    """Left pane, paper, right pane: foldable, their widths remembered by ``settings``."""

    def __init__(
        self,
        left: QWidget,
        centre: QWidget,
        right: StackedPane,
        settings: Settings,
        theme: Theme,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.left, self.right = left, right
        self._settings = settings
        self._theme = theme
        self._with_right = True
        self._narrow = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for at, pane in enumerate((left, centre, right)):
            self.addWidget(pane)
            self.setStretchFactor(at, int(at == 1))
        left.setMinimumWidth(180)
        right.setMinimumWidth(240)
        left.setVisible(settings.left_open)
        right.setVisible(settings.right_open)

    def fit(self, width: int, height: int) -> None:
        """The panes at the sizes the clerk gave them, or narrower where the paper needs room."""
        if (width < NARROW) != self._narrow:
            self._narrow = width < NARROW
            self.left.setVisible(self._settings.left_open and not self._narrow)
        left = self._settings.left or self._theme.left_dock
        right = self._settings.right or self._theme.right_dock
        if width < WIDE:
            left, right = min(left, 196), min(right, 256)
        self.setSizes([left, max(width - left - right, 200), right])
        lower = self._settings.explanation or round(height * 0.36)
        self.right.splitter.setSizes([max(height - lower, 100), lower])

    def remember(self) -> None:
        """Keep the widths as they are now."""
        settings = self._settings
        if self.width() >= WIDE and not self.left.isHidden():
            settings.left = self.left.width()
        if self.width() >= WIDE and not self.right.isHidden():
            settings.right = self.right.width()
            settings.explanation = self.right.splitter.sizes()[1]

    def open_left(self, *, shown: bool = True) -> None:
        """Show the left pane, or fold it."""
        self._settings.left_open = shown
        self.left.setVisible(shown)

    def open_right(self, *, shown: bool = True) -> None:
        """Show the right pane, or fold it."""
        self._settings.right_open = shown
        self.right.setVisible(shown and self._with_right)

    def fold_left(self) -> None:
        self.open_left(shown=self.left.isHidden())

    def fold_right(self) -> None:
        self.open_right(shown=self.right.isHidden())

    def show_right(self, *, wanted: bool) -> None:
        """Whether there is anything to show at the right at all."""
        self._with_right = wanted
        self.right.setVisible(wanted and self._settings.right_open)


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
        layout.addWidget(add)
        layout.addStretch(1)
        buttons = [add]
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            layout.addWidget(button)
            buttons.append(button)
        for button in buttons:
            button.setIconSize(QSize(17, 17))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class EmptyDesk(QWidget):
    """What stands in the middle while no form is open: the ways in."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("deskEmpty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = QLabel("还没有打开自评表")
        title.setObjectName("emptyTitle")
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addStretch(2)
        layout.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addSpacing(10)
        for at, action in enumerate(actions):
            button = QPushButton(action.icon(), action.text().removesuffix("…"))
            button.setObjectName("way")
            button.setMinimumWidth(220)
            button.setToolTip(action.toolTip())
            button.setDefault(at == 0)
            button.clicked.connect(action.trigger)
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)


def rule() -> QFrame:
    """A hair line between two parts of a pane."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


class Places(QStackedWidget):
    """What can lie in the middle: the paper, an empty desk, the overview of the archive."""

    def show_places(self, paper: QWidget, empty: QWidget, home: QWidget) -> None:
        """The three of them, the paper in sight."""
        self._paper, self._empty, self._home = paper, empty, home
        for place in (paper, empty, home):
            self.addWidget(place)

    @property
    def at_home(self) -> bool:
        """Whether the overview is in sight."""
        return self.currentWidget() is self._home

    def settle(self, *, opened: bool) -> None:
        """Paper for an open form, else the empty desk; the overview stays until it is left."""
        if not self.at_home:
            self.setCurrentWidget(self._paper if opened else self._empty)

    def go_home(self) -> None:
        """To the overview."""
        self.setCurrentWidget(self._home)

    def leave_home(self, *, opened: bool) -> None:
        """Back from the overview."""
        self.setCurrentWidget(self._paper if opened else self._empty)
