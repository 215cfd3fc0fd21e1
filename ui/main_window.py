"""The window: bars, panes and the paper, joined to one document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from core.checks.problem import Tone
from core.model.path import Path
from ui.archive.main_area import MainArea
from ui.autosave import State
from ui.enter_key import pressed_focused_button
from ui.feature import Parts
from ui.features import Features
from ui.followers import ChangeFollower, CursorFollower
from ui.form.row_drops import RowDrops
from ui.form.view import FormView
from ui.importing.dropping import FileDrops
from ui.outline.outline_panel import OutlinePanel
from ui.outline.row_commands import RowCommands
from ui.outline.row_menus import RowMenus
from ui.outline.way import field_of, row_below
from ui.problems.problem_panel import ProblemPanel
from ui.scoring.bar import ScoreBar
from ui.scoring.explanation import ExplanationPanel
from ui.shell.actions import ActionSet
from ui.shell.command import lacking
from ui.shell.command_lists import CommandLists
from ui.shell.key_map import KeyMap
from ui.shell.notice import Toast, TroubleBar
from ui.shell.notices import Notices
from ui.shell.panes import ButtonRow, Pane, StackedPane, Workspace, fill_column
from ui.shell.refused_keys import RefusedKeys
from ui.shell.status_bar import StatusBar
from ui.shell.switches import Switches
from ui.shell.top_bar import TopBar
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.archive.home import Home
    from ui.archive.new_form import Header
    from ui.printing.preview import Preview


class MainWindow(QMainWindow):
    painted = Signal()
    """For the first time: what the clerk need not wait for begins now."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self.document, self.shelf, self.open_form = parts.document, parts.shelf, parts.open_form
        self.autosave, self.jobs, self.settings = parts.autosave, parts.jobs, parts.settings
        theme = parts.theme
        self._was_painted = False
        self.jobs.setParent(self)  # what a job brings is for nobody once the window is gone
        self.commands = ActionSet(theme, KeyMap(self.settings.keys), self)
        self.area = MainArea(parts, lambda: self._make_home(theme))
        self.features = Features(parts, self.area.chosen, self)
        self.filing, self.safekeeping = self.features.filing, self.features.safekeeping
        self.form = FormView(self.document, theme)
        self.top_bar = TopBar(self.document, theme, self.commands)
        self.score_bar = ScoreBar(self.document, theme)
        self.trouble = TroubleBar(
            lambda: self._first(self.autosave.save),
            lambda: self._first(self.features.exporting.ask_data),
        )
        self.notice = Toast(self.area, self.area.in_use, self.area.headings)
        self.notices = Notices(self.document, self.notice)
        RefusedKeys(self, self.notices.say)
        self.rows = RowCommands(
            *(self.document, self.chosen, lambda: self.form.table.left_row),
            *(self.go_to, self.notices.say, self._select_rows),
        )
        self.row_menus = RowMenus(self.commands, self.rows, self)
        self.form.table.row_actions = self.row_menus.context
        self.outline = OutlinePanel(self.document, theme, self.row_menus.context)
        self.problems = ProblemPanel(self.document, theme)
        self.explanation = ExplanationPanel(self.document, theme)
        self.status = StatusBar(theme, self.commands, self.shelf.person)
        self.command_lists = CommandLists(self.commands, self)
        self._build(theme)
        self._join_commands()
        Switches(theme, self.panes, self.form, self.commands, self.top_bar.menu_bar)
        self._join_panels()
        self._join_drops()
        self._show_saving()
        self._painting = QTimer(self)
        self._painting.setSingleShot(True)
        self._painting.timeout.connect(self.painted)
        self.safekeeping.show_status()

    @property
    def on_paper(self) -> bool:
        """Whether the open form is in sight: not where none is open, nor on 档案总览."""
        return self.area.on_paper

    @property
    def home(self) -> Home:
        """档案总览, built when it is first asked for."""
        return self.area.home

    @property
    def preview(self) -> Preview:
        """打印预览, built when it is first asked for."""
        return self.features.exporting.preview

    def chosen(self) -> tuple[int, ...]:
        """The nodes the clerk selected: in the outline while that has the keys, else on paper."""
        if self.outline.view.hasFocus():
            return self.outline.selected()
        rows = self.form.selected_nodes()
        cursor = self.document.cursor
        return rows or (() if cursor is None else (cursor.node,))

    def go_to(self, path: Path, edit: bool = False) -> None:
        """Lead to a field; only when it is opened for typing does the paper take the keys."""
        keep = None if edit else self.focusWidget()
        self.form.go_to(path, edit=edit)
        if keep is not None and keep.isVisible():
            keep.setFocus()

    def commit(self) -> None:
        """Take over what is being typed: comes before whatever else is asked for."""
        self.form.commit_open_editor()
        self.outline.commit()
        self.explanation.commit()
        self.document.updates.make_all()

    def closeEvent(self, event: QCloseEvent) -> None:
        from ui.boxes import ask_to_leave
        from ui.safety.waiting import wait_for

        self.commit()
        if not self.autosave.flush() and not ask_to_leave(self, self.autosave.reason):
            event.ignore()
            return
        self._remember()
        self.features.end()
        self.hide()
        wait_for(self.jobs, "正在完成还没有做完的工作，请稍候…")
        self.safekeeping.leave()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.autosave.save()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self._painting.start(0)  # when all that lies in the window is painted, too

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wants puts away what was said; Enter presses a focused button."""
        if pressed_focused_button(self, event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.notice.put_away()
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.panes.fit(self.width(), self.height())

    def _build(self, theme: Theme) -> None:
        buttons = [self.commands[name] for name in ("duplicate", "up", "down", "remove")]
        below = ButtonRow(theme, self.row_menus.add, buttons)
        # From the outside inwards: Qt goes through all that lies in a widget which gets a parent.
        body = QWidget(self)
        body.setObjectName("body")
        self.setCentralWidget(body)
        self.panes = Workspace(self.settings, theme, body)
        self.left = Pane("leftPane", "提纲", self.panes)
        self.right = StackedPane("rightPane", self.panes)
        self.panes.show_panes(self.left, self.area, self.right)
        whole = (self.top_bar, self.score_bar, self.trouble, self.panes, self.status)
        fill_column(body, *whole, grows=self.panes)
        left = fill_column(QWidget(self.left), self.outline, below, grows=self.outline)
        left.setFocusProxy(self.outline)
        self.left.show_panel(left)
        self.right.show_panels(self.problems, self.explanation)
        self.area.set_paper(self.form, self.form.in_use)
        self.resize(self.settings.width, self.settings.height)

    def _join_commands(self) -> None:
        handlers: dict[str, Callable[[], object]] = {
            "open": self.area.go_home,
            "quit": self.close,
            "undo": lambda: self.area.on_paper_first(self.document.undo_stack.undo),
            "redo": lambda: self.area.on_paper_first(self.document.undo_stack.redo),
            "adopt": self.explanation.take_suggestion,
            "adopt_all": self._adopt_all,
            "info": self._ask_header,
            "next": lambda: self.problems.step(1),
            "previous": lambda: self.problems.step(-1),
            "check": self._check,
            "rename": self._rename,
            "home": self.area.toggle_home,
            "outline": self._show_outline,
            "problems": self._show_problems,
            "left_dock": self.panes.fold_left,
            "right_dock": self.panes.fold_right,
            "menus": self.top_bar.open_menus,
            "notice": lambda: self.trouble.take_keys() or self.notices.take_keys(),
        }
        for one in (self.form, self.rows, self.command_lists, self.features):
            handlers.update(one.handlers())
        handlers["paper"] = self.area.leave_home
        self.commands.connect_all(handlers, self.commit, self.form.table.typing_kept)
        self.commands.add_to_window(self)
        self.commands.follow(self.document.undo_stack)
        self.commands.keys_changed.connect(self._show_keys)
        self._show_keys()

    def _join_panels(self) -> None:
        shows = (self._show_node, self.problems.show_path, self.explanation.show_path)
        self.follower = CursorFollower(self.document, self.form.current_path, shows, self)
        self.form.current_changed.connect(self.follower.step)
        self.form.arrived.connect(self.follower.catch_up)
        ChangeFollower(self.document, lambda _: self._show_group_of_new_row(), self)
        self.document.closed_changed.connect(self._show_saving)
        self.form.current_changed.connect(self.notice.make_way)
        self.form.zoom_changed.connect(self.status.show_zoom)
        self.form.page_changed.connect(self.status.show_page)
        self.outline.navigated.connect(self._go_to_node)
        self.outline.view.dropped.connect(self._select_rows)
        self.outline.view.deleted.connect(self.commands["remove"].trigger)
        self.outline.entered.connect(self._enter_node)
        self.explanation.filled.connect(lambda on: self.right.give_room(lower=on))
        self.problems.height_needed.connect(self.right.keep_upper)
        self.explanation.requested.connect(lambda path: self.go_to(path, edit=True))
        self.problems.navigated.connect(self.go_to)
        self.problems.left.connect(self.commands["paper"].trigger)
        self.score_bar.requested.connect(self._show_problems_of)
        self.features.opened.connect(self._open)
        self.features.preview_made.connect(self._join_preview)
        self.filing.opened.connect(self.area.show_opened)
        self.filing.overview_requested.connect(self.area.go_home)
        self.area.page_changed.connect(self._show_saving)
        self.area.left_form.connect(self.notices.leave_form)
        for said in (self.form.message, self.problems.message, self.features.message):
            said.connect(self.notices.say)
        self.features.refused.connect(self.notices.refuse)
        self.features.list_changed.connect(self.area.refresh)
        self.features.show_requested.connect(self.features.look_at)
        self.features.backup_needed.connect(self.safekeeping.keep)
        self.features.mend_requested.connect(lambda: self._show_problems_of(Tone.ERROR))
        self.safekeeping.changed.connect(self.status.show_backups)
        self.form.backup_needed.connect(self.safekeeping.keep)
        self.shelf.person_changed.connect(self.status.show_person)
        self.autosave.changed.connect(self._show_saving)
        self.jobs.busy_changed.connect(lambda: self.status.show_jobs(self.jobs.running))
        self.form.recall(self.settings)
        self.status.show_zoom(self.form.get_zoom())

    def _make_home(self, theme: Theme) -> Home:
        from ui.archive.home import Home

        home = Home(self.shelf, theme, self.commands.__getitem__, self.settings)
        home.opened.connect(self._open)
        home.failed.connect(self.notices.refuse)
        home.listed.connect(self.notice.move_aside)
        home.copy_requested.connect(self.filing.copy)
        home.carry_requested.connect(self.features.carry)
        home.removed.connect(self.filing.remove_all)
        home.restored.connect(self.filing.bring_back_all)
        home.export_requested.connect(self.features.export)
        self.features.setup_step_done.connect(home.beginning.show_done)
        return home

    def _join_preview(self) -> None:
        self.commands.add_to_other_window(self.preview)
        self.preview_notice = Toast(self.preview.pages)
        self.notices.add_window(self.preview, self.preview_notice)
        self.preview.save_first = lambda: self._first(self.autosave.flush)
        self.preview.opened.connect(self.features.unused_rows.mention)
        self.preview.sign_requested.connect(lambda: self._first(self.features.life.switch_block))
        self.preview.choices.options_changed.connect(self.form.cut_for)

    def _join_drops(self) -> None:
        self.drops = FileDrops([self, self.outline.view.viewport()], self)
        self.drops.dropped.connect(lambda paths: self._first(self.features.read_in, paths))
        on_rows = RowDrops(self.form.table, self.form.row_at)
        on_rows.dropped.connect(
            lambda paths, row: self._first(self.features.evidence.offer, paths, row)
        )

    def _show_saving(self) -> None:
        """What is open, and is it saved: all that depends on it, the commands among it."""
        self.setWindowTitle(self.area.title)
        self.area.show_what_is_open()
        paper = self.on_paper
        self.score_bar.setVisible(paper)
        self.panes.show_sides(wanted=paper)
        self.commands.allow(lacking(paper, self.document.closed, self.shelf.read_only))
        self.top_bar.show_state(self.open_form, shown=paper)
        if self.autosave.state == State.PENDING:  # the change itself is painted first
            self.document.updates.ask(self._tell_saving, self)
        else:
            self._tell_saving()
        self.trouble.show_state(self.autosave)

    def _tell_saving(self) -> None:
        self.status.show_state(self.open_form, self.autosave, on_paper=self.on_paper)

    def _show_node(self, path: Path | None) -> None:
        self.outline.show_node(None if path is None else path.node)
        self._show_group_of_new_row()

    def _show_group_of_new_row(self) -> None:
        self.status.show_group_of_new_row(self.rows.group_of_new_row())

    def _go_to_node(self, node: int) -> None:
        self.go_to(field_of(self.document.evaluation, node, self.document.cursor))

    def _enter_node(self, node: int) -> None:
        """Where there is work to do: in the row, or in the first one below a level."""
        document = self.document
        row = row_below(document.evaluation, node)
        if row is not None:
            self.form.go_to(field_of(document.evaluation, row, document.cursor))
            self.form.setFocus()

    def _select_rows(self, ids: tuple[int, ...]) -> None:
        """Keep moved rows chosen, in the outline and on the paper."""
        self.outline.select(ids)
        cursor = self.document.cursor
        if cursor is not None and cursor.node in ids:
            self.go_to(cursor)

    def _rename(self) -> None:
        node = self.rows.renamed_in_outline()
        if node is not None:
            self._show_outline()
            self.outline.rename(node)

    def _show_problems_of(self, tone: Tone) -> None:
        self.panes.open_right()
        self.problems.show_only(tone)
        self.problems.first()

    def _check(self) -> None:
        """检查: everything that stands in the way of 定稿 is told as such, and counted."""
        self.panes.open_right()
        self.problems.check()
        self.problems.tell()

    def _show_problems(self) -> None:
        self.panes.open_right()
        self.problems.setFocus()

    def _show_outline(self) -> None:
        self.panes.open_left()
        self.outline.setFocus()

    def _open(self, number: int) -> None:
        self.commit()
        if self.filing.open(number):
            self.area.leave_home()

    def _first(self, do: Callable[..., object], *arguments: object) -> None:
        """Commit what is being typed, then do it."""
        self.commit()
        do(*arguments)

    def _adopt_all(self) -> None:
        from ui.whole_commands import adopt_all

        adopt_all(self.document, self, self.notices.say)

    def _ask_header(self) -> None:
        from ui.archive.new_form import ask_header

        ask_header(self, self.document, self._change)

    def _change(self, header: Header) -> None:
        from ui.whole_commands import change_header

        document = self.document
        change_header(document, header.edits(document.evaluation), header.money_unit, self)

    def _show_keys(self) -> None:
        self.problems.show_keys(*map(self.commands.key_of, ("next", "paper")))
        self.status.show_keys()

    def _remember(self) -> None:
        settings = self.settings
        if not self.isMaximized():
            settings.width, settings.height = self.width(), self.height()
        settings.maximized = self.isMaximized()
        settings.zoom = 0.0 if self.form.fitted else self.form.get_zoom()
        self.panes.remember()
