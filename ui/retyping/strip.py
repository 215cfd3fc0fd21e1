"""The strip: above all windows, without taking the keys from the one in which is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QFontMetrics,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.retyping.lane import Lane
from ui import icons
from ui.offering import offer
from ui.plain import PlainLabel, caption, tip
from ui.theme import Theme

WIDTH, MARGIN = 540, 24
LONGEST_TIP = 2_000
END = 12
NOTHING, ALL_DONE = "没有打开的表，或者没有要录入的内容", "全部录完了"


class Line(PlainLabel):
    """One line of a text, cut where there is no room; the tooltip shows all of it."""

    def __init__(self, name: str, cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._cut = cut
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show a text on one line, its own line breaks marked."""
        self.setText(text.strip("\n").replace("\n", " ⏎ "))
        self.setToolTip(tip(text[:LONGEST_TIP]))

    def sizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(self.font()).height() + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        text = painter.fontMetrics().elidedText(self.text(), self._cut, self.width())
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), align, text)


class Strip(QWidget):
    """A click anywhere copies the current value; dragging moves the strip."""

    copied = Signal()
    went_back = Signal()
    skipped = Signal()
    began_again = Signal()
    took_back = Signal()
    """What 从头再来 took away is wanted again."""
    order_chosen = Signal(str)
    arranging = Signal()
    closed = Signal()
    moved = Signal(object)
    """It was put somewhere else, a ``QPoint``."""

    def __init__(self, theme: Theme) -> None:
        flags = Qt.WindowType
        super().__init__(
            None,
            flags.Tool
            | flags.FramelessWindowHint
            | flags.WindowStaysOnTopHint
            | flags.WindowDoesNotAcceptFocus,
        )
        self.setObjectName("strip")
        self.setWindowTitle("录入条")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self._grip: QPoint | None = None
        self._dragged = False
        self._orders: tuple[str, ...] = ()
        self._chosen = ""
        self._revocable = False
        # Of a place both ends tell: which one it is, and which field.
        self.where = Line("stripWhere", Qt.TextElideMode.ElideMiddle)
        self.value = Line("stripValue")
        self.upcoming = (Line("hint"), Line("hint"))
        self.status = Line("hint")
        self.copy = QPushButton("复制，到下一项")
        self.copy.setObjectName("primary")
        self.copy.setToolTip("Ctrl+Enter")
        self.back, self.skip = QPushButton("上一项"), QPushButton("跳过")
        self.order = QToolButton()
        self.order.setAccessibleName("录入的顺序")
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setMenu(QMenu(self.order))
        self.order.setProperty("menu", True)
        self.order.menu().aboutToShow.connect(self._fill_menu)
        self.keyboard = QToolButton()
        self.keyboard.setText("键盘")
        self.keyboard.setCheckable(True)
        self.keyboard.setToolTip("用键盘录入：录入条接受键盘，Ctrl+Enter 复制并到下一项")
        self.close_button = QToolButton()
        self.close_button.setIcon(icons.icon("close", theme))
        self.close_button.setAccessibleName("收起录入条")
        self.close_button.setToolTip("收起录入条；到哪一项会记住")
        self._lay_out()
        self.copy.clicked.connect(self.copied)
        self.back.clicked.connect(self.went_back)
        self.skip.clicked.connect(self.skipped)
        self.keyboard.toggled.connect(self._take_keys)
        self.close_button.clicked.connect(self.close)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.copy.click)
        QShortcut(QKeySequence("Escape"), self, self.close)

    def show_lane(self, lane: Lane, form: str, told: str = "") -> None:
        """Show where one is in the form called so; ``told``: what was copied last."""
        item = lane.current
        count = len(lane.items)
        if item is not None:
            done = "（已录入过）" if lane.is_done(item) else ""
            self.where.show_text(f"第 {lane.at + 1} / {count} 项{done} · {item.where}")
            self.value.show_text(item.text or "（空）")
        else:
            self.where.show_text(form if count else NOTHING)
            self.value.show_text(f"{ALL_DONE}，共 {count} 项" if count else "")
        for line, name, at in zip(self.upcoming, ("下一项", "再下一项"), (0, 1), strict=True):
            found = lane.upcoming[at] if at < len(lane.upcoming) else None
            line.show_text("" if found is None else f"{name}：{_short(found.where)}　{found.text}")
        left = f"还有 {lane.left} 项没有录入" if count else ""
        self.status.show_text("　".join(filter(None, (told, left))))
        offer(self.copy, "" if item is not None else told or "没有要录入的内容")
        offer(self.skip, "" if lane.skip() != lane else "没有别的要录入了")
        offer(self.back, "" if lane.at > 0 else "这是第一项")
        self.copy.setAccessibleDescription(f"{self.where.text()}：{self.value.text()}")

    def show_orders(self, names: Sequence[str], chosen: str, *, revocable: bool = False) -> None:
        """Offer these orders, and what else can be done; ``revocable``: 从头再来 was."""
        self.order.setText(caption(f"顺序：{chosen}"))
        self._orders, self._chosen, self._revocable = tuple(names), chosen, revocable

    def _fill_menu(self) -> None:
        """When it opens: an entry that is being chosen must not be taken away."""
        menu = self.order.menu()
        menu.clear()
        for name in self._orders:
            action = menu.addAction(caption(name))
            action.setCheckable(True)
            action.setChecked(name == self._chosen)
            action.triggered.connect(lambda _=False, name=name: self.order_chosen.emit(name))
        menu.addSeparator()
        menu.addAction("安排顺序…").triggered.connect(self.arranging)
        menu.addAction("从头再来").triggered.connect(self.began_again)
        if self._revocable:
            menu.addAction("撤回“从头再来”").triggered.connect(self.took_back)

    def place_at(self, point: QPoint | None) -> None:
        """Stand there, if that is on a screen; else at the lower right of the first one."""
        self.adjustSize()
        screens = [screen.availableGeometry() for screen in QApplication.screens()]
        if point is None or not any(free.contains(point) for free in screens):
            point = screens[0].bottomRight() - QPoint(self.width(), self.height()) - _AWAY
            self.move(max(point.x(), screens[0].left()), max(point.y(), screens[0].top()))
            return
        free = next(free for free in screens if free.contains(point))
        left = min(point.x(), free.right() - self.width())
        top = min(point.y(), free.bottom() - self.height())
        self.move(max(left, free.left()), max(top, free.top()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.globalPosition().toPoint() - self.pos()
            self._dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            return
        wanted = event.globalPosition().toPoint() - self._grip
        far = (wanted - self.pos()).manhattanLength() >= QApplication.startDragDistance()
        self._dragged = self._dragged or far
        if self._dragged:
            self.move(wanted)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._grip = None
        if self._dragged:
            self.moved.emit(self.pos())
        else:
            self.copy.click()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.order.menu().popup(event.globalPos())

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _take_keys(self, wanted: bool) -> None:
        """Take the keys like any window, or never. Changed in place, so that nothing flickers."""
        never = Qt.WindowType.WindowDoesNotAcceptFocus
        flags = self.windowFlags() & ~never if wanted else self.windowFlags() | never
        self.overrideWindowFlags(flags)
        handle = self.windowHandle()
        if handle is not None:
            handle.setFlags(flags)
        if wanted:
            self.activateWindow()
            self.copy.setFocus()

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        top = QHBoxLayout()
        top.addWidget(self.where, 1)
        for tool in (self.order, self.keyboard, self.close_button):
            top.addWidget(tool)
        middle = QHBoxLayout()
        middle.addWidget(self.value, 1)
        for push in (self.copy, self.skip, self.back):
            middle.addWidget(push)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 8)
        layout.setSpacing(3)
        layout.addLayout(top)
        layout.addLayout(middle)
        for line in (*self.upcoming, self.status):
            layout.addWidget(line)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for button in self.findChildren(QAbstractButton):
            button.setCursor(Qt.CursorShape.ArrowCursor)


_AWAY = QPoint(MARGIN, MARGIN)


def _short(where: str) -> str:
    """A place without its middle, so that its field and the value behind it are seen."""
    return where if len(where) <= 2 * END else f"{where[:END]}…{where[-END:]}"
