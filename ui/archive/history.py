"""历次版本: what led to the open form, what changed between two versions, their pages and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QWidget,
)

from core.archive.errors import ArchiveError
from core.archive.overview import moment, score_of
from core.issuing.filename import file_name
from core.issuing.stamping import Filing
from core.model.edits import Whole
from core.model.evaluation import Evaluation
from core.output import write_whole
from ui.boxes import foot
from ui.dialog import Dialog, dialog_layout
from ui.feature import Feature
from ui.fitted_columns import LEAST_WIDE, FittedColumns
from ui.offering import offer, set_tip
from ui.plain import PlainLabel
from ui.tables import fill, listing

if TYPE_CHECKING:
    from core.archive.lineage import Ancestor
    from core.years.comparison import Change

VERSIONS = ("版本", "状态", "保存时间", "修改人", "总分", "等级", "错误", "提醒", "待填")
SPARE = tuple(map(VERSIONS.index, ("等级", "提醒", "错误", "待填", "修改人")))
"""What gives way in a narrow window, the first one first."""
CHANGES = ("哪一处", "原来", "现在", "原因")


class Pair(NamedTuple):
    """Two versions that are compared, what they are called, and where the newer one is filed."""

    old: Evaluation
    new: Evaluation
    before: str
    after: str
    filing: Filing


class History(Feature):
    """Looks back at the versions of the open form."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"history": self.show}

    def show(self) -> None:
        """Show the versions in a window over this one."""
        from core.archive.lineage import lineage

        number = self._open_form.id
        if number is None or not self._autosave.flush():
            return
        versions = self._ask(lambda archive: lineage(archive, number))
        if versions is None:
            return
        dialog = HistoryDialog(versions, self.load, self._document.evaluation, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        offer(dialog.take, self._document.closed)
        dialog.show_requested.connect(self.look)
        dialog.slip_requested.connect(self.ask_slip)
        dialog.taken.connect(self.restore_content)
        dialog.open()

    def load(self, version: Ancestor) -> Evaluation:
        """A version. Raises ``ArchiveError``."""
        number, at = version.evaluation, version.info.number
        return self._shelf.ask(lambda archive: archive.load(number, at))

    def look(self, version: Ancestor) -> None:
        """Show the pages of a version, exactly as they were where it was final."""
        from core.issuing.printing import archived

        number, at = version.evaluation, version.info.number
        printout = self._ask(lambda archive: archived(archive, number, version=at))
        if printout is None:
            return
        self.show_requested.emit(printout)

    def ask_slip(self, pair: Pair) -> None:
        """Let the clerk choose where the 修改单 of two versions goes, then write it."""
        from core.issuing.slip_pdf import slip_pdf

        name = file_name(pair.new, f"_修改单_{pair.after.split('（', maxsplit=1)[0]}.pdf")
        target = self._choose_pdf("导出修改单", name.replace(" ", ""))
        if target is None:
            return
        number, version = pair.filing.number, pair.filing.version
        if not self._shelf.read_only:  # the next edit begins a new version: this one is on paper
            self._ask(lambda archive: archive.issue(number, version))

        def work() -> None:
            write_whole(target, slip_pdf(*pair, setup=self._settings.page_setup))

        def written(_: None) -> None:
            self._say_exported(target)

        self._jobs.run("导出", work, written, self._failed)

    def restore_content(self, version: Ancestor) -> None:
        """Put the content of a version in place of the present one: one step, to be undone."""
        number, at = version.evaluation, version.info.number
        form = self._ask(lambda archive: archive.load(number, at))
        if form is None:
            return
        self._autosave.begin_version()
        if self._document.edit(Whole(form, f"取回{version.name}的内容")):
            undo = self._document.way_back()
            self.message.emit(f"已取回{version.name}的内容，记为新的一版", undo)
        elif form == self._document.evaluation:  # else it was said why it may not be done
            self.message.emit(f"现在的内容与{version.name}相同", None)


NO_CHANGE = "没有改动，不用修改单"


class HistoryDialog(Dialog):
    """Versions above, the newest first; below what changed in the chosen one."""

    chapter = "一份表的一生"

    show_requested = Signal(object)
    slip_requested = Signal(object)
    taken = Signal(object)

    def __init__(
        self,
        versions: Sequence[Ancestor],
        load: Callable[[Ancestor], Evaluation],
        present: Evaluation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("历次版本")
        self.resize(860, 560)
        self._versions = tuple(reversed(versions))
        self._load = load
        self._present = present
        self._pair: Pair | None = None
        self.versions = listing("历次版本", VERSIONS)
        fill(self.versions, [_line(info) for info in self._versions], wide=1, spare=SPARE)
        self.with_present = QCheckBox("与现在的内容比较（不选：与前一版比较）")
        self.message_label = PlainLabel()
        self.message_label.setObjectName("hint")
        self.changes = listing("改动", CHANGES)
        self.changes.setWordWrap(True)
        self._widths = FittedColumns(self.changes, range(len(CHANGES)), least=LEAST_WIDE // 2)
        self.look = QPushButton("看这一版的纸面…")
        self.slip = QPushButton("导出修改单…")
        set_tip(self.slip, "把下面列出的改动做成一页 PDF，留有填写原因和签名的地方")
        self.take = QPushButton("取回这一版的内容")
        self.look.clicked.connect(lambda: self.show_requested.emit(self.chosen()))
        self.slip.clicked.connect(lambda: self.slip_requested.emit(self._pair))
        self.take.clicked.connect(self._take)
        layout = dialog_layout(self)
        layout.addWidget(self.versions, 2)
        layout.addWidget(self.with_present)
        layout.addWidget(self.message_label)
        layout.addWidget(self.changes, 3)
        layout.addLayout(foot(self, self.look, self.slip, self.take))
        self.versions.itemSelectionChanged.connect(self._compare)
        self.versions.activated.connect(lambda _: self.look.click())
        self.with_present.toggled.connect(self._compare)
        self.versions.selectRow(0)
        self.versions.setFocus()

    def chosen(self) -> Ancestor:
        """The version that is marked."""
        return self._versions[max(0, self.versions.currentRow())]

    def _take(self) -> None:
        self.taken.emit(self.chosen())
        self.accept()

    def _compare(self) -> None:
        from core.issuing.version_log import version_in_words
        from core.years.comparison import changes

        at = max(0, self.versions.currentRow())
        version = self._versions[at]
        self._pair = None
        offer(self.slip, NO_CHANGE)
        try:
            form = self._load(version)
            if self.with_present.isChecked():
                newest = _filing(self._versions[0])
                pair = Pair(form, self._present, version_in_words(version), "现在的内容", newest)
                against = f"{version.name} → 现在"
            elif at + 1 < len(self._versions):
                before = self._versions[at + 1]
                words = version_in_words(before), version_in_words(version)
                pair = Pair(self._load(before), form, *words, _filing(version))
                against = f"{before.name} → {version.name}"
            else:
                self._show((), "这是第一版，没有更早的可以比较")
                return
        except ArchiveError as error:
            self._show((), str(error))
            return
        found = changes(pair.old, pair.new)
        self._pair = pair
        offer(self.slip, "" if found else NO_CHANGE)
        count = f"改动 {len(found)} 处" if found else "内容相同"
        self._show(found, f"{against}：{count}")

    def _show(self, found: Sequence[Change], said: str) -> None:
        self.message_label.setText(said)
        lines = [(one.name, one.old or "（空）", one.new or "（空）", one.reason) for one in found]
        fill(self.changes, lines)
        self._widths.measure()
        self.changes.resizeRowsToContents()


def _filing(version: Ancestor) -> Filing:
    return Filing.of(version.evaluation, version.info, version.corrected)


def _line(version: Ancestor) -> tuple[str, ...]:
    info = version.info
    summary = info.summary
    return (
        *(version.name, version.state, moment(version.moment)),
        info.author or "—",
        *(score_of(summary), summary.grade),
        *map(str, summary.counts),
    )
