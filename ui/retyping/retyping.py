"""录入条 in the window: which form, which order, how far; remembered from one day to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from core.quoting import one_line
from ui.feature import Feature, Parts
from ui.followers import ChangeFollower

if TYPE_CHECKING:
    from core.retyping.lane import Lane
    from core.retyping.memory import Memory
    from ui.retyping.strip import Strip

NOT_COPIED = "没有复制成功，别的程序正占着剪贴板，请再点一次"
PAUSE = 800
"""Milliseconds after a click until the place is written to the disk."""


class Retyping(Feature):
    """Copies what the strip asks for and remembers it."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self.strip: Strip | None = None
        self._memory: Memory | None = None
        self._lane: Lane | None = None
        self._before: Lane | None = None
        """What 从头再来 took away, as long as that form and order are in hand."""
        self._told = ""
        self._aside = False
        """Whether the strip makes way for a dialog."""
        self._writing = Lock()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._store)
        self._follow = ChangeFollower(parts.document, lambda _: self._refresh(), self)
        for signal in (parts.open_form.opened, parts.open_form.closed, parts.open_form.changed):
            signal.connect(self._turn_to)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"retype": self.turn, "retype_order": self.arrange}

    def turn(self) -> None:
        """Show the strip, or put it away."""
        if self.strip is not None and self.strip.isVisible():
            self.strip.close()
            return
        strip = self._made()
        self._told = ""
        self._begin()
        place = self._settings.strip
        strip.place_at(QPoint(*place) if place else None)
        strip.show()
        self._window.installEventFilter(self)

    def arrange(self) -> None:
        """Let the clerk arrange the orders."""
        from ui.retyping.order_dialog import OrderDialog

        memory = self._remembered()
        dialog = OrderDialog(memory.orders, memory.order.name, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def accepted() -> None:
            present = self._remembered()
            self._memory = present.with_orders(dialog.orders, dialog.chosen, dialog.renamed)
            self._begin()
            self._pause.start()

        dialog.accepted.connect(accepted)
        if self._window.isMinimized():
            self._window.showNormal()
        dialog.open()
        dialog.activateWindow()

    def copy(self) -> None:
        """Put the current value onto the clipboard and go on to the next."""
        self._follow.catch_up()  # never a value of before the last edit
        lane = self._lane
        if lane is None or lane.current is None:
            return
        item = lane.current
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(item.text)
        if not clipboard.ownsClipboard() and clipboard.text() != item.text:
            self._told = NOT_COPIED
            self._show()
            return
        where = item.where.rpartition("/")[2]
        self._go(lane.copy(), f"已复制第 {lane.at + 1} 项 {where}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The strip goes when the window goes; it stays when that is only made small."""
        if self.strip is not None:
            match event.type():
                case QEvent.Type.Hide if not event.spontaneous():
                    self.strip.close()
                case QEvent.Type.WindowBlocked if self.strip.isVisible():
                    self._aside = True  # it would lie over the buttons of the dialog
                    self.strip.hide()
                case QEvent.Type.WindowUnblocked if self._aside:
                    self._aside = False
                    self._begin()
                    self.strip.show()
        return super().eventFilter(watched, event)

    def _made(self) -> Strip:
        from ui.retyping.strip import Strip

        if self.strip is None:
            self.strip = strip = Strip(self._theme)
            self.destroyed.connect(strip.deleteLater)
            strip.copied.connect(self.copy)
            strip.skipped.connect(lambda: self._step(lambda lane: lane.skip()))
            strip.went_back.connect(lambda: self._step(lambda lane: lane.back()))
            strip.began_again.connect(self._begin_again)
            strip.took_back.connect(self._take_back)
            strip.order_chosen.connect(self._choose)
            strip.arranging.connect(self.arrange)
            strip.moved.connect(self._note_place)
            strip.closed.connect(self._leave)
        return self.strip

    def _leave(self) -> None:
        self._window.removeEventFilter(self)
        self._store()

    def _turn_to(self, *_: object) -> None:
        """Another form is open, or another version of it."""
        self._before = None
        self._refresh()

    def _refresh(self, *_: object) -> None:
        """Show the form as it is now."""
        if self.strip is not None and self.strip.isVisible():
            self._begin()

    def _begin(self) -> None:
        """Take up the open form where it was left, in the order that is used."""
        from core.retyping.lane import Lane
        from core.retyping.values import items

        memory, number = self._remembered(), self._open_form.id
        order = memory.order
        if number is None:
            self._lane = Lane(())
        else:
            document = self._document
            found = items(document.evaluation, document.assessment, order)
            self._lane = Lane.take_up(found, memory.progress((number, self._open_form.version)))
        self._show_orders()
        self._show()

    def _begin_again(self) -> None:
        self._before = self._lane
        self._step(lambda lane: lane.begin_again())
        self._show_orders()

    def _take_back(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            self._step(lambda lane: lane.again_with(before))
        self._show_orders()

    def _show_orders(self) -> None:
        memory = self._remembered()
        if self.strip is not None:
            names = [one.name for one in memory.orders]
            revocable = self._before is not None
            self.strip.show_orders(names, memory.order.name, revocable=revocable)

    def _step(self, change: Callable[[Lane], Lane]) -> None:
        self._follow.catch_up()
        if self._lane is not None:
            self._go(change(self._lane), "")

    def _go(self, lane: Lane, told: str) -> None:
        self._lane, self._told = lane, told
        number = self._open_form.id
        if number is not None:
            version = (number, self._open_form.version)
            self._memory = self._remembered().with_progress(version, lane.progress)
            self._pause.start()
        self._show()

    def _show(self) -> None:
        if self.strip is not None and self._lane is not None:
            name = one_line(self._document.evaluation.project)
            self.strip.show_lane(self._lane, name, self._told)

    def _choose(self, name: str) -> None:
        memory = self._remembered()
        self._memory = memory.with_orders(memory.orders, name)
        self._told, self._before = "", None
        self._begin()
        self._pause.start()

    def _note_place(self, point: QPoint) -> None:
        self._settings.strip = [point.x(), point.y()]

    def _remembered(self) -> Memory:
        from core.retyping.memory import load_memory

        if self._memory is None:
            self._memory = load_memory(self._shelf.path.parent)
        return self._memory

    def _store(self) -> None:
        """Write what is remembered, beside the window: the last of several is what stays."""
        from core.retyping.memory import store_memory

        self._pause.stop()
        if self._memory is None or self._shelf.read_only:
            return
        folder, writing = self._shelf.path.parent, self._writing

        def work() -> None:
            with writing:
                memory = self._memory
                if memory is not None:
                    store_memory(folder, memory)

        self._jobs.run("记住录入的位置", work, lambda _: None, self._failed)
