"""档案总览: every evaluation of the archive in one table, to find, sort, filter, open, put away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.archive.errors import ArchiveError
from core.archive.overview import ANY, Filter, Overview, drafts_among, release
from core.archive.records import STAGE_NAMES, Entry, Stage
from ui import icons
from ui.archive.archive_table import HomeModel, HomeTable
from ui.archive.blank import HomeNothing
from ui.archive.first_day import FirstDay
from ui.archive.list_fields import LOW, filter_box, give_air, offer_values, search_field
from ui.archive.list_search import ListSearch
from ui.offering import offer
from ui.overflow import OverflowRow, ShortenedButton, action_button
from ui.pages import Pages
from ui.plain import PlainLabel, tip
from ui.settings import Settings
from ui.shelf import Shelf
from ui.theme import Theme

STAGES = (Stage.DRAFT, Stage.FINAL, Stage.SIGNED, Stage.SAMPLE)
PAUSE = 120
"""Milliseconds without a key until a search is asked for."""
WAYS_IN = ("new", "carry", "import")
TABLE, BEGINNING, NOTHING = 0, 1, 2
KEYS = ("　　回车打开，Delete 移到回收站", "　　回车恢复，Esc 返回档案")
"""What the keys do on a line: in the archive, in the recycle bin."""
BACK = "返回表格"
EXPORT = 3
"""The place of the export among the doings."""


class Home(QWidget):
    """Asks the archive, never the document."""

    opened = Signal(int)
    copy_requested = Signal(int)
    carry_requested = Signal(int)
    export_requested = Signal(object)
    """Files of these evaluations, a tuple of their numbers."""
    removed = Signal(object)
    """These go into the recycle bin, a tuple of their numbers."""
    restored = Signal(object)
    """These come out of it."""
    left = Signal()
    """Back to the paper."""
    failed, listed = Signal(str), Signal()

    def __init__(
        self, shelf: Shelf, theme: Theme, command: Callable[[str], QAction], settings: Settings
    ) -> None:
        """``command``: the window's action of a name."""
        super().__init__()
        self.setProperty("manual", "档案")
        self.setObjectName("home")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shelf = shelf
        self._list = ListSearch(shelf, self)
        self._list.begun.connect(self._receive_first)
        self._list.ended.connect(self._receive)
        self._open_first = False
        self._found = Overview()
        self._open: int | None = None
        self._brought: Sequence[int] = ()
        self._arriving = False
        self._led_to: int | None = None
        self._answered = True
        self._looked_for = ""
        self.model = HomeModel(theme, shelf.send, self)
        self.view = HomeTable(self.model)
        self.search = search_field(theme)
        self.search.installEventFilter(self)
        self.year, self.stage, self.unit = filter_box(), filter_box(), filter_box()
        self.bin = QPushButton("回收站")
        self.bin.setCheckable(True)
        self._bin_icons = (icons.icon("remove", theme), icons.icon("archive", theme))
        self.bin.setIcon(self._bin_icons[0])
        self.beginning, self.nothing = FirstDay(theme, command, settings), HomeNothing()
        self.message_label = PlainLabel()
        self.message_label.setObjectName("hint")
        self._doings = self._make_doings()
        self._lay_out(theme, [*map(command, WAYS_IN)], [command("summary")])
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(PAUSE)
        self._typing.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._type_on)
        self.search.returnPressed.connect(self._open_found)
        for box in (self.year, self.stage, self.unit):
            box.activated.connect(self._show)
        self.bin.toggled.connect(self._turn)
        self.view.activated.connect(self._do_first)
        self.view.deleted.connect(self._remove)
        self.view.typed.connect(self._type)
        self.view.selectionModel().selectionChanged.connect(self._follow)
        self.nothing.requested.connect(self.show_all)
        self.setFocusProxy(self.search)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if layout := self.layout():
            give_air(layout, event.size().height())

    def refresh(self) -> None:
        """Read the list again, without waiting for it."""
        self._typing.stop()
        if self._shelf.closed:
            return
        self._answered = False
        self._list.look_for(self.search.text(), trashed=self.bin.isChecked())

    def begin(self, evaluation_id: int | None, project: str, ids: Sequence[int] = ()) -> None:
        """The clerk comes here to these; else to ``evaluation_id``, which is open, to go back.

        What was known stands there at once; a ``refresh`` is to follow.
        """
        self.mark_open(evaluation_id, project)
        self._arriving = True
        self._brought = ids
        self._lead_to(ids, next(iter(ids), evaluation_id))
        where = self.beginning if self._places.currentIndex() == BEGINNING else self.search
        where.setFocus()
        self.search.selectAll()  # what was looked for last is still there, and easily replaced

    def mark_open(self, evaluation_id: int | None, project: str) -> None:
        """Tell which evaluation is open in the window."""
        self._open = evaluation_id
        self.model.mark_open(evaluation_id)
        self.back.say(f"返回“{project}”" if project else BACK)
        self.back.setToolTip(tip(f"回到打开的表{project and f'“{project}”'}（Esc）"))
        self.back.setVisible(evaluation_id is not None)

    def in_use(self) -> Sequence[QRect]:
        """The line that is current, and all that takes the keys."""
        fields = (one for one in self.findChildren(QWidget) if one.focusPolicy().value)
        seen = [one for one in fields if one.isVisible() and one is not self.view]
        places = [QRect(one.mapTo(self, QPoint()), one.size()) for one in seen]
        return [*places, self.view.current_line(self)]

    def headings(self) -> Sequence[QRect]:
        """What the buttons of the first day are for."""
        seen = [one for one in self.beginning.headings if one.isVisible()]
        return [QRect(one.mapTo(self, QPoint()), one.sizeHint()) for one in seen]

    def show_all(self) -> None:
        """Without search and filters."""
        self.search.clear()
        for box in (self.year, self.stage, self.unit):
            box.setCurrentIndex(0)
        self.refresh()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the search field the arrows lead into the table, Esc clears it and then leaves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown) and self.model.entries:
                self.view.setFocus()
                return QCoreApplication.sendEvent(self.view, event)
            if key == Qt.Key.Key_Escape and self.search.text():
                self.search.clear()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.bin.isChecked():
                self.bin.setChecked(False)
            elif self._open is not None:
                self.left.emit()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.view.selected():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([doing for doing in self._doings if doing.isVisible()])
        menu.popup(event.globalPos())

    def _receive_first(self, page: tuple[Entry, ...]) -> None:
        """Show a first page until the rest is there, where it would begin with that very page."""
        narrowed = any(box.currentData() for box in (self.year, self.stage, self.unit))
        if not narrowed and not self.model.is_sorted:
            self._take(replace(self._found, entries=page, whole=False))

    def _take(self, found: Overview) -> None:
        """Show what was found; what was there before is taken to pieces beside the window."""
        gone = list(self._found.entries)
        self._found = found
        self._show()
        self._shelf.send(lambda _: release(gone), lambda _: None)

    def _receive(self, done: Future[Overview]) -> None:
        self._answered = True
        error = done.exception()
        if isinstance(error, ArchiveError):
            self._open_first = False
            self.failed.emit(str(error))
            return
        found = done.result()
        offer_values(self.year, "全部年度", {year: year for year in found.years})
        stages = {stage.value: STAGE_NAMES[stage] for stage in STAGES}
        offer_values(self.stage, "全部状态", stages)
        offer_values(self.unit, "全部单位", {unit: unit for unit in found.units})
        self._take(found)
        self._arriving = False

    def _show(self) -> None:
        text = self.search.text().strip()
        arriving, sought = self._arriving, bool(text) and text != self._looked_for
        self._looked_for = text
        parts = [box.currentData() or ANY for box in (self.year, self.stage, self.unit)]
        filtered, opening = bool(text) or any(parts), self._open_first

        def shown() -> None:
            # Whoever has gone on to another line meanwhile stays there.
            if self.view.current() is None or (arriving and self._current() == self._led_to):
                self._lead_to(self._brought, next(iter(self._brought), self._open))
            elif sought and not arriving:
                self._lead_to((), None)  # Enter opens what stands first
            if opening and (self.model.entries or self._found.whole):
                self._open_first = False
                if self.isVisible():
                    self._do_first()
            self.message_label.setText(self._counted() if self.model.entries else "")
            self._show_place(filtered=filtered)
            self._follow()
            self.listed.emit()

        self.model.show(self._found.entries, Filter(*parts), shown)

    def _lead_to(self, ids: Sequence[int], current: int | None) -> None:
        self.view.choose(ids, current)
        self.view.scrollTo(self.view.currentIndex())
        self._led_to = self._current()

    def _current(self) -> int | None:
        current = self.view.current()
        return None if current is None else current.id

    def _counted(self) -> str:
        found, shown = self._found, self.model.entries
        if not found.whole:
            return "正在查找…"
        drafts = found.drafts if shown is found.entries else drafts_among(shown)
        return f"共 {len(shown)} 份，其中草稿 {drafts} 份{KEYS[self.bin.isChecked()]}"

    def _show_place(self, *, filtered: bool) -> None:
        place = TABLE
        if not self.model.entries:
            empty = not (filtered or self.bin.isChecked())
            place = BEGINNING if empty else NOTHING
            where = "回收站里" if self.bin.isChecked() else "档案里"
            sentence = f"{where}没有找到这样的自评表" if filtered else "回收站是空的"
            self.nothing.say(sentence, filtered=filtered)
        keys = self.window().focusWidget()
        self._places.setCurrentIndex(place)
        for widget in (self.search, self.year, self.stage, self.unit):
            widget.setVisible(place != BEGINNING)
        self._row.setVisible(place == TABLE)
        self.message_label.setVisible(place == TABLE)
        self._ways.offer_buttons(on=place != BEGINNING and not self.bin.isChecked())
        if place == BEGINNING and keys in self.findChildren(QWidget):
            self.beginning.setFocus()
        elif place == NOTHING and keys is self.view:
            self.search.setFocus()

    def _turn(self, away: bool) -> None:
        self.title.setText("回收站" if away else "档案总览")
        self.bin.setText("返回档案" if away else "回收站")
        self.bin.setIcon(self._bin_icons[int(away)])
        # No line of the one stands under the title of the other while that is looked for.
        self._found, self._open_first = Overview(), False
        self.model.show((), Filter())
        self._follow()
        self.refresh()

    def _follow(self) -> None:
        """What can be done with the chosen lines."""
        count, away = len(self.view.selected()), self.bin.isChecked()
        for doing in self._doings:
            in_bin, for_several = doing.data()
            doing.setVisible(in_bin == away)
            fits = count == 1 or (count > 1 and for_several)
            offer(doing, "" if fits else "一次只能选一份" if count else "先选一份自评表")
        self._doings[EXPORT].setText(f"导出 {count} 份…" if count > 1 else "导出…")

    def _do_first(self) -> None:
        """Enter: open, or from the recycle bin bring back."""
        if self.bin.isChecked():
            self._restore()
            return
        entry = self.view.current()
        if entry is not None:
            self.opened.emit(entry.id)

    def _restore(self) -> None:
        if self.view.selected():
            self.restored.emit(self._numbers())

    def _remove(self) -> None:
        if self.view.selected() and not self.bin.isChecked():
            self.removed.emit(self._numbers())

    def chosen(self) -> tuple[int, ...]:
        """The numbers of the chosen lines while they are in sight; none of the recycle bin."""
        return self._numbers() if self.isVisible() and not self.bin.isChecked() else ()

    def _numbers(self) -> tuple[int, ...]:
        return tuple(entry.id for entry in self.view.selected())

    def _type(self, text: str) -> None:
        self.search.setFocus()
        self.search.insert(text)

    def _open_found(self) -> None:
        """Enter in the search field opens what stands first, once it is found."""
        if self._answered and not self._typing.isActive():
            self._do_first()
            return
        self._open_first = True
        if self._typing.isActive():
            self.refresh()

    def _type_on(self) -> None:
        """Another text: what Enter was pressed for is wanted no more."""
        self._open_first = False
        self._typing.start()

    def _make_doings(self) -> list[QAction]:
        """What is done with lines: also in the menu of a line. Data: in the bin, for several."""
        doings: list[tuple[str, Callable[[], object], bool, bool]] = [
            ("打开", self._do_first, False, False),
            ("结转到下一年…", lambda: self.carry_requested.emit(self._numbers()[0]), False, False),
            ("复制…", lambda: self.copy_requested.emit(self._numbers()[0]), False, False),
            ("导出…", lambda: self.export_requested.emit(self._numbers()), False, True),
            ("移到回收站", self._remove, False, True),
            ("恢复", self._restore, True, True),
        ]
        made = []
        for text, do, in_bin, for_several in doings:
            action = QAction(text, self)
            action.setData((in_bin, for_several))
            action.triggered.connect(lambda _=False, do=do: do())
            made.append(action)
        return made

    def _lay_out(self, theme: Theme, ways: Sequence[QAction], more: Sequence[QAction]) -> None:
        self.title = PlainLabel("档案总览")
        self.title.setObjectName("homeTitle")
        self.back = ShortenedButton(BACK)
        self.back.setObjectName("link")
        self.back.clicked.connect(self.left)
        self.back.hide()
        top = QHBoxLayout()
        top.setSpacing(2 * theme.step)
        top.addWidget(self.title)
        top.addSpacing(2 * theme.step)
        self._ways = OverflowRow(ways, 2 * theme.step, primary=True, beside=self.back)
        top.addWidget(self._ways, 1)
        for button in map(action_button, more):
            top.addWidget(button)
        top.addWidget(self.bin)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.step)
        row.addWidget(self.search, 1)
        for box in (self.year, self.stage, self.unit):
            row.addWidget(box)
        self._row = OverflowRow(self._doings, 2 * theme.step)
        below = QHBoxLayout()
        below.setSpacing(2 * theme.step)
        below.addWidget(self.message_label, 1)
        below.addWidget(self._row)
        self._places = Pages()
        for widget in (self.view, self.beginning, self.nothing):
            self._places.addWidget(widget)
        layout = QVBoxLayout(self)
        give_air(layout, LOW)
        layout.addLayout(top)
        layout.addLayout(row)
        layout.addWidget(self._places, 1)
        layout.addLayout(below)
