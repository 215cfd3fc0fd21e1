"""Every dialog keeps within the screen: it never exceeds the room there is, its buttons stay in it.

On 1366 × 768 at 150 % a screen is 911 × 512 wide. A dialog that needs more than that gives up its
own height first, and where even its least size is too large, what stands above its buttons
scrolls.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLayoutItem,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.enter_key import ENTER, pressed_focused_button
from ui.help_keys import MANUAL, inherit_help_keys
from ui.plain import PlainLabel

FRAME = 34
"""Height of the strip in which a window system writes a title."""

MARGINS, SPACING = (20, 16, 20, 16), 10
"""Around and between the parts of every dialog."""

INDENT = 15
"""What Qt leaves in a message box on the left of its text; the item itself must not be asked for:
Qt deletes it when it lays the box out anew, and Python would take what comes in its place for it.
"""

BESIDE_NAMES = 12
"""Between the names of fields and the fields."""

NARROWEST = 300
"""A box is not narrower than a line that is easily read."""

LEAST = 60
"""So much of a text is always seen."""


def room(window: QWidget) -> QRect:
    """Where a window may stand on its screen, without the frame that the system gives it."""
    return window.screen().availableGeometry().adjusted(0, FRAME, 0, 0)


def keep_on_screen(window: QWidget) -> None:
    """Make a window that is shown no larger than its screen, and move it inside."""
    free = room(window)
    window.resize(window.size().boundedTo(free.size()))
    place = window.frameGeometry()
    if place.isValid() and not free.contains(window.geometry()):
        left = max(free.left(), min(window.x(), free.right() - window.width()))
        top = max(free.top() - FRAME, min(window.y(), free.bottom() - window.height() - FRAME))
        window.move(left, top)


def least_size(window: QWidget) -> QSize:
    """The least size that a window takes, with its lines broken to its width."""
    layout = window.layout()
    least = window.minimumSizeHint().expandedTo(window.minimumSize())
    if layout is not None and layout.hasHeightForWidth():
        broken = layout.totalMinimumHeightForWidth(max(window.width(), least.width()))
        least.setHeight(max(window.minimumHeight(), broken))
    return least


def space_buttons(window: QWidget) -> None:
    """Set the buttons that Qt lays out by itself as far apart as all other parts."""
    for box in window.findChildren(QDialogButtonBox):
        layout = box.layout()
        if layout is not None:
            layout.setSpacing(SPACING)


PRIMARY = "primary"
"""The name of the blue button: what a dialog is for."""


def is_primary(button: QPushButton) -> bool:
    """Whether it is the blue one."""
    return button.objectName() == PRIMARY


def dialog_layout(dialog: QDialog) -> QVBoxLayout:
    """The parts of a dialog from top to bottom, with the margins that all of them have."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(*MARGINS)
    layout.setSpacing(SPACING)
    return layout


def form_lines() -> QFormLayout:
    """Fields below each other with their names beside them, in every dialog alike."""
    form = QFormLayout()
    form.setHorizontalSpacing(BESIDE_NAMES)
    form.setVerticalSpacing(SPACING)
    return form


class Dialog(QDialog):
    """A dialog whose layout ends with its row of buttons."""

    chapter = ""
    """The chapter or the section of the manual that explains it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty(MANUAL, self.chapter)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self._scrolling: Scrolling | None = None

    @property
    def most(self) -> QSize:
        """The room that it may take on its screen."""
        return room(self).size()

    def showEvent(self, event: QShowEvent) -> None:
        space_buttons(self)
        self._make_small()
        inherit_help_keys(self)
        super().showEvent(event)  # puts it over the middle of its window
        keep_on_screen(self)
        for button in self.findChildren(QPushButton):
            if is_primary(button) and button.autoDefault():
                button.setDefault(True)  # Qt would take the first that stands in a row
        for line in self.findChildren(QLineEdit):
            wide = line.fontMetrics().horizontalAdvance(line.text()) > line.width()
            if wide and line is not self.focusWidget():
                line.setCursorPosition(0)  # of a long text the beginning is seen

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, else the blue one, or the only one.

        Where none is blue and none has the focus, Enter does nothing.
        """
        if pressed_focused_button(self, event):
            return
        if event.key() in ENTER:
            seen = [one for one in self.findChildren(QPushButton) if one.isVisible()]
            if len(seen) > 1 and not any(one.isDefault() and is_primary(one) for one in seen):
                return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size, free = event.size(), room(self).size()
        if self.isVisible() and (size.width() > free.width() or size.height() > free.height()):
            self._fit()

    def _fit(self) -> None:
        self._make_small()
        keep_on_screen(self)

    def _make_small(self) -> None:
        """Keep within the screen; where nothing grows, be no higher than the parts need.

        Qt reckons with lines that are not broken yet, or broken to a lesser width: that is too low,
        or so high that it would spread what is left over.
        """
        least, free = least_size(self), room(self).size()
        if least.width() > free.width() or least.height() > free.height():
            self._let_scroll()
            least = least_size(self)
        size = self.size().expandedTo(least)
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            size = size.expandedTo(self.sizeHint())  # Qt would give it two thirds of the screen
        if self._scrolling is not None:
            left, _, right, _ = MARGINS
            size.setWidth(max(size.width(), left + self._scrolling.whole_width() + right))
        elif not self._grows():
            size.setHeight(least.height())
        self.resize(size.boundedTo(free))

    def _grows(self) -> bool:
        """Whether anything in it makes use of more height: what scrolls, where its place grows."""
        layout, areas = self.layout(), self.findChildren(QAbstractScrollArea)
        if layout is None:
            return True  # nothing tells what it needs
        expands = layout.expandingDirections() & Qt.Orientation.Vertical
        return bool(expands) and any(area.isVisibleTo(self) for area in areas)

    def _let_scroll(self) -> None:
        """Put all but the buttons into an area that scrolls."""
        layout = self.layout()
        scrolls = self._scrolling is not None
        if scrolls or not isinstance(layout, QBoxLayout) or layout.count() < 2:
            return
        focus = self.focusWidget()
        area = self._scrolling = Scrolling(self)
        page = QWidget(area)  # within this window from the first: Tab keeps its way
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(layout.spacing())
        while layout.count() > 1:
            stretch = layout.stretch(0)
            item = layout.takeAt(0)
            _add(inside, item)
            inside.setStretch(inside.count() - 1, stretch)
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout.insertWidget(0, area, 1)
        self.setMinimumSize(0, 0)
        if self.isVisible():
            area.show()  # at once: the keys go to the first part that is seen
        if focus is not None:
            focus.setFocus()


class Scrolling(QScrollArea):
    """What scrolls above the buttons of a dialog.

    Where something is cut off, a line shows it, and the bar has air before it; where all is seen
    there is neither. The air makes nothing lower: so the one never calls for the other.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("scrolls")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._line = QWidget(self)  # a border on one side only would mislead Qt about the others
        self._line.setObjectName("rule")
        self._line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._line.hide()
        self.verticalScrollBar().rangeChanged.connect(self._show_where_cut)

    def whole_width(self) -> int:
        """The pixels in which nothing has to be scrolled sideways, with the bar at its side."""
        page = cast("QWidget | None", self.widget())
        inside = page.layout() if page is not None else None
        if inside is None:
            return 0
        least = inside.minimumSize().width() - inside.contentsMargins().right()
        return least + SPACING + self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setGeometry(0, self.height() - 1, self.width(), 1)

    def _show_where_cut(self, _: int, most: int) -> None:
        page = cast("QWidget | None", self.widget())
        inside = page.layout() if page is not None else None
        if inside is not None:
            inside.setContentsMargins(0, 0, SPACING if most > 0 else 0, 0)
        self._line.setVisible(most > 0)
        self._line.raise_()


def _add(layout: QVBoxLayout, item: QLayoutItem | None) -> None:
    inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
    if inner is not None:
        layout.addLayout(inner)
    elif widget is not None:
        layout.addWidget(widget)
    elif item is not None:
        layout.addItem(item)


class Box(QMessageBox):
    """A message box whose longest text scrolls where the screen is too small for it.

    The button that Enter presses is the blue one; a box of one button has no other.
    """

    def setDefaultButton(self, button: QPushButton | QMessageBox.StandardButton | None) -> None:
        if isinstance(button, QPushButton):
            button.setObjectName(PRIMARY)
            button.style().polish(button)  # it was dressed before it had a name
            super().setDefaultButton(button)

    def setCheckBox(self, box: QCheckBox) -> None:
        super().setCheckBox(box)
        self._pad()  # it was laid out anew

    def showEvent(self, event: QShowEvent) -> None:
        inherit_help_keys(self)
        space_buttons(self)
        self._pad()
        buttons = self.findChildren(QPushButton)
        if len(buttons) == 1:
            self.setDefaultButton(buttons[0])
        super().showEvent(event)
        free = room(self).size()
        wider, higher = self.width() - free.width(), self.height() - free.height()
        if wider > 0 or higher > 0:
            self._let_scroll(wider, higher)
        keep_on_screen(self)

    def _pad(self) -> None:
        layout = self.layout()
        if isinstance(layout, QGridLayout):
            left, *others = MARGINS
            layout.setHorizontalSpacing(0)
            layout.setContentsMargins(left - INDENT, *others)
            layout.setColumnMinimumWidth(1, NARROWEST)

    def _let_scroll(self, wider: int, higher: int) -> None:
        """Show the longest text through an area that is so much less wide and high."""
        grid = self.layout()
        labels = [label for label in self.findChildren(QLabel) if label.text()]
        if not isinstance(grid, QGridLayout) or not labels:
            return
        label = max(labels, key=lambda one: one.width() * one.height())
        place = cast("tuple[int, int, int, int]", grid.getItemPosition(grid.indexOf(label)))
        size = label.size()
        area = Scrolling(self)
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        area.setWidgetResizable(True)
        area.setWidget(_copy(label))
        grid.removeWidget(label)
        label.hide()
        grid.addWidget(area, *place)
        # Qt has given a text that breaks the widest box that it allows: its lines get shorter.
        bar = area.verticalScrollBar().sizeHint().width()
        width = size.width() - max(wider, 0) if label.wordWrap() else size.width() + SPACING + bar
        height = size.height() - higher if higher > 0 else size.height() + bar
        area.setFixedSize(max(width, LEAST), max(height, LEAST))
        self.setFixedSize(grid.totalMinimumSize())


def _copy(label: QLabel) -> QWidget:
    """The text of a label in another one: Qt would not let its own get narrower."""
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    copy = PlainLabel(label.text())
    copy.setTextFormat(label.textFormat())
    copy.setTextInteractionFlags(label.textInteractionFlags())
    copy.setWordWrap(label.wordWrap())
    copy.setAlignment(Qt.AlignmentFlag.AlignTop)
    copy.setContentsMargins(label.contentsMargins())
    copy.setProperty("heading", label.property("heading"))
    inside.addWidget(copy)
    return page
