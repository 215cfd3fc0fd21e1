"""打印预览: the very PDF in a window of its own, in step with the form, to print or to keep."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.exchange.errors import ExchangeError
from core.issuing.options import Paper, PrintOptions
from core.output import OutputError
from core.quoting import one_line
from ui import icons
from ui.boxes import ask, tell
from ui.dialog import keep_on_screen
from ui.document import Document
from ui.elided import Choice
from ui.enter_key import pressed_focused_button
from ui.offering import offer, set_tip
from ui.plain import PlainLabel
from ui.printing.choice_bar import ChoiceBar
from ui.printing.page_source import Pages, PageSource, close, pages_of
from ui.printing.pages_view import Fit, PagesView, Zoom
from ui.printing.thumbnails import Thumbnails
from ui.settings import Settings
from ui.theme import Theme

if TYPE_CHECKING:
    from core.issuing.printing import Printout

T = TypeVar("T")

WAIT = 300
"""Milliseconds without a key until pages are made: making them takes the processor from typing."""
ZOOMS: tuple[Zoom, ...] = (Fit.WIDTH, Fit.PAGE, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
STEP = 1.25
SIZE = QSize(1160, 860)


PAPERS = {Paper.FORM: "表格", Paper.ANNEX: "评分底稿"}
BLANK = "空白表没有得分，没有评分底稿"


class Preview(QWidget):
    """``make`` gives the printout of the open form, or ``None`` while none is open."""

    opened = Signal()
    """The open form is shown, as it is now."""
    saved = Signal(object)
    """A ``Printout`` is to be kept as a PDF."""
    printed = Signal(object)
    """A ``Printout`` is about to be sent to a printer."""
    sign_requested = Signal()
    """The form is to have a block of signatures, or to have it no more."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        settings: Settings,
        make: Callable[[PrintOptions], Printout | None],
    ) -> None:
        super().__init__()
        self.setProperty("manual", "打印")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setObjectName("preview")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("打印预览")
        self.resize(SIZE)
        self._theme = theme
        self._document = document
        self._make = make
        self._printout: Printout | None = None
        self._fixed: Printout | None = None
        self._printing = False
        self._told = ""
        self._shown: Paper | None = None
        self.save_first: Callable[[], object] = lambda: None
        """Before a paper leaves the program: what it says of itself must be in the archive."""
        self.source = PageSource(self)
        self.pages = PagesView(self.source, theme)
        self.thumbnails = Thumbnails(self.source, theme)
        self.papers = self._paper_buttons()
        self.choices = ChoiceBar(settings, theme.step)
        self.zoom = self._zoom_field()
        self.where = PlainLabel()
        # What it says comes and goes: the window must not grow with it.
        self.where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.where.setMinimumWidth(96)
        self.where.setObjectName("hint")
        self.keep = QPushButton("存为 PDF…")
        self.print = QPushButton("打印…")
        self.print.setObjectName("primary")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT)
        self._wait.timeout.connect(self._follow)
        self._lay_out()
        self._join(document)

    def open(self, paper: Paper = Paper.FORM) -> None:
        """Show the open form as it is now."""
        self._fixed = None
        if self._show(paper):
            self.opened.emit()

    def open_fixed(self, printout: Printout) -> None:
        """Show this printout, whatever becomes of the open form."""
        self._fixed = printout
        self._show(printout.options.paper)

    def _show(self, paper: Paper) -> bool:
        """Come to the front, where there is anything to show."""
        self.papers.button(list(PAPERS).index(paper)).setChecked(True)
        self._follow()
        if self._printout is None:
            return False
        self.show()
        self.raise_()
        self.activateWindow()
        self.pages.setFocus()
        return True

    def options(self) -> PrintOptions:
        """What the clerk chose above the pages."""
        return self.choices.options(list(PAPERS)[self.papers.checkedId()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not pressed_focused_button(self, event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._wait.stop()
        self._printout = self._fixed = None
        self.source.forget()
        super().closeEvent(event)

    def sizeHint(self) -> QSize:
        return SIZE

    def showEvent(self, event: QShowEvent) -> None:
        keep_on_screen(self)
        super().showEvent(event)

    def _join(self, document: Document) -> None:
        document.changed.connect(self._changed)
        document.closed_changed.connect(self._changed)
        self.papers.buttonClicked.connect(self._follow)
        self.choices.changed.connect(self._follow)
        self.choices.sign_requested.connect(self._sign)
        self.source.loaded.connect(self._loaded)
        self.source.failed.connect(self._fail)
        self.pages.page_changed.connect(self.thumbnails.mark)
        self.pages.page_changed.connect(self._show_place)
        self.pages.zoom_changed.connect(self._show_zoom)
        self.thumbnails.chosen.connect(self.pages.go_to)
        self.zoom.activated.connect(lambda at: self.pages.set_zoom(ZOOMS[at]))
        self.keep.clicked.connect(self._save)
        self.print.clicked.connect(self._print)
        for keys, do in (
            ("Esc", self.close),
            ("Ctrl+W", self.close),
            ("Ctrl+P", self._print),
            ("Ctrl+S", self._save),
            ("Ctrl+=", lambda: self.pages.zoom_by(STEP)),
            ("Ctrl++", lambda: self.pages.zoom_by(STEP)),
            ("Ctrl+-", lambda: self.pages.zoom_by(1 / STEP)),
            ("Ctrl+0", lambda: self.pages.set_zoom(Fit.WIDTH)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(do)
        set_tip(self.keep, "存为 PDF 文件（Ctrl+S）")
        set_tip(self.print, "选择打印机（Ctrl+P）")

    def _changed(self) -> None:
        if self.isVisible():
            self._wait.start()

    def _sign(self) -> None:
        self.sign_requested.emit()
        self._follow()

    def _follow(self) -> None:
        self._told = ""
        options = self.options()
        printout = self._make(options) if self._fixed is None else self._fixed
        if printout is None:
            self._printout = None
            self.close()
            return
        printout = replace(printout, options=options)
        editable = self._fixed is None and not self._document.closed
        self.choices.offer(printout, editable=editable)
        annex = self.papers.button(list(PAPERS).index(Paper.ANNEX))
        offer(annex, BLANK if printout.for_hand else "")
        self._printout = printout
        project = one_line(printout.evaluation.project)
        unnamed = "空白表" if printout.filing is None else "未命名项目"
        self.setWindowTitle(f"打印预览 - {project or unnamed}")
        self.source.show(printout)
        self._show_place()

    def _loaded(self) -> None:
        """Another paper begins at its first page; the same one stays where it was."""
        if self._shown is not self.options().paper:
            self._shown = self.options().paper
            self.pages.go_to(0)
        self._show_place()

    def _show_place(self) -> None:
        count = len(self.source.sizes)
        where = f"第 {self.pages.page + 1} / {count} 页" if count else ""
        busy = "正在更新…" if count and not self.source.current else ""
        busy = "正在准备打印…" if self._printing else busy or self._told
        self.where.setText("　".join(part for part in (busy, where) if part))
        self.thumbnails.mark(self.pages.page)
        waits = "正在准备打印，请稍候" if self._printing else "" if count else "正在做页面，请稍候"
        for button in (self.keep, self.print):
            offer(button, waits)

    def _show_zoom(self) -> None:
        zoom = self.pages.zoom
        known = ZOOMS.index(zoom) if zoom in ZOOMS else -1
        self.zoom.setPlaceholderText(f"{self.pages.scale():.0%}")
        self.zoom.setCurrentIndex(known)

    def _latest(self) -> Printout | None:
        """The form as it is now, whatever is still on its way to the screen."""
        self.save_first()
        self._follow()
        return self._printout

    def _save(self) -> None:
        printout = self._latest()
        if printout is not None:
            self.saved.emit(printout)

    def _print(self) -> None:
        printout = self._latest()
        if printout is None or self._printing:
            return
        self._set_printing(True)
        # Now, not when the printer is chosen: what is typed meanwhile belongs to the next version.
        self.printed.emit(printout)

        def looked(doubts: tuple[str, ...]) -> None:
            if not doubts:
                self._send(printout)
                return
            self._set_printing(False)
            go_on = ("仍然打印", lambda: self._send(printout))
            ask(self, "打印", "打印前请先看：", "\n\n".join(doubts), go_on, chapter="打印")

        self._do(lambda: printout.doubts, looked)

    def _send(self, printout: Printout) -> None:
        """To the system's dialog, when the pages are ready: those in sight are."""
        from ui.printing.printer import ask_and_print

        self._set_printing(True)
        data = self.source.data() if self.source.current else b""
        title = printout.name.removesuffix(".pdf")

        def ready(pages: Pages) -> None:
            self._set_printing(False)
            if self.isVisible():
                ask_and_print(pages, title, self, lambda count: self._over(pages, count))
            else:
                close(pages)

        self._do(lambda: pages_of(printout, data), ready)

    def _over(self, pages: Pages, printed: int) -> None:
        """All pages went to the printer, or none did: that is told beside their number."""
        close(pages)
        self._told = f"已送去打印 {printed} 页" if printed else ""
        self._show_place()

    def _do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self.source.jobs.run("打印", work, then, self._fail)

    def _set_printing(self, printing: bool) -> None:
        self._printing = printing
        self._show_place()

    def _fail(self, error: Exception) -> None:
        self._set_printing(False)
        if not isinstance(error, (ExchangeError, OutputError)):
            raise error
        tell(self, "打印预览", str(error), chapter="打印")

    def _paper_buttons(self) -> QButtonGroup:
        group = QButtonGroup(self)
        for number, paper in enumerate(PAPERS):
            button = QPushButton(PAPERS[paper])
            button.setObjectName("choice")
            button.setCheckable(True)
            button.setChecked(paper is Paper.FORM)
            group.addButton(button, number)
        return group

    def _zoom_field(self) -> QComboBox:
        field = Choice()
        field.addItems([zoom.value if isinstance(zoom, Fit) else f"{zoom:.0%}" for zoom in ZOOMS])
        field.setAccessibleName("缩放")
        field.setFixedWidth(112)
        return field

    def _zoom_button(self, icon: str, tip: str, factor: float) -> QToolButton:
        button = QToolButton()
        button.setIcon(icons.icon(icon, self._theme))
        button.setIconSize(QSize(20, 20))
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition("（")[0])
        button.clicked.connect(lambda: self.pages.zoom_by(factor))
        return button

    def _lay_out(self) -> None:
        step = self._theme.step
        bar = QWidget()
        bar.setObjectName("topBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setFixedHeight(self._theme.top_bar)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(2 * step)
        for button in self.papers.buttons():
            row.addWidget(button)
        row.addStretch(1)
        row.addSpacing(2 * step)
        row.addWidget(self._zoom_button("zoom-out", "缩小（Ctrl+-）", 1 / STEP))
        row.addWidget(self.zoom)
        row.addWidget(self._zoom_button("zoom-in", "放大（Ctrl+=）", STEP))
        row.addSpacing(2 * step)
        row.addWidget(self.keep)
        row.addWidget(self.print)
        self.choices.line.addWidget(self.where, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.thumbnails)
        below.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.choices)
        layout.addLayout(below, 1)
