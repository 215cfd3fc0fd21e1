"""The life of the open form: 定稿 and its taking back, the scan of the signed paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import Stage
from core.checks.cards import errors_in_words
from core.filling.signature_block import lacking, with_block, without_blanks
from core.issuing.options import PrintOptions
from core.model.number import plain
from ui.archive.correcting import Correcting
from ui.archive.filing import Filing
from ui.archive.naming import with_name
from ui.archive.unused_rows import UnusedRows
from ui.boxes import ask
from ui.feature import Feature, Parts
from ui.printing.progress import run_cancellable
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.issuing.signing import ScannedFile
    from ui.archive.scan_viewer import ScanViewer

SCANS = "扫描件 (*.pdf *.png *.jpg *.jpeg *.tif *.tiff)"


class StageCommands(Feature):
    """What makes a draft a signed paper."""

    mend_requested = Signal()
    """The clerk wants to see the first error."""
    print_requested = Signal()

    def __init__(
        self,
        parts: Parts,
        filing: Filing,
        correcting: Correcting,
        unused_rows: UnusedRows,
        window: QWidget,
    ) -> None:
        super().__init__(parts, window)
        self._filing = filing
        self._correcting = correcting
        self._unused_rows = unused_rows
        self.viewer: ScanViewer | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {
            "finalize": self.ask_to_finalize,
            "reopen": self.reopen,
            "scan": self.ask_scan,
            "scans": self.show_scans,
            "sign": self.switch_block,
        }

    def switch_block(self) -> None:
        """Add what the form lacks of a block of signatures; from a whole one take what is blank."""
        document = self._document
        if lacking(document.evaluation):
            document.edit(with_block(document.evaluation))
            self.message.emit("已在表后加上签字栏：可以在表上填写，也可以留空手签", None)
        elif document.edit(without_blanks(document.evaluation)):
            self.message.emit("已去掉空着的签字栏", None)
        else:
            self.message.emit("签字栏都已填写；要去掉，请先清空", None)

    def ask_to_finalize(self) -> None:
        """Lead to the first error; without one, ask who, why and which rows stay blank."""
        if self._open_form.id is None or not self._autosave.flush():
            return
        if self._document.closed:
            self.message.emit(self._document.closed, None)
            return
        assessment = self._document.assessment
        if assessment.errors:
            mend = ("去看第一个", self.mend_requested.emit)
            self._document.check()
            left = errors_in_words(self._document.assessment.cards)
            self.message.emit(f"还有 {left}，改好后才能定稿", mend)
            return

        def with_reason() -> None:
            self._correcting.with_reason(lambda: self._unused_rows.ask_first(self._confirm_final))

        with_name(self._settings, self._shelf, self._window, with_reason)

    def _confirm_final(self) -> None:
        from core.issuing.left_blank import left_blank_in_words

        assessment = self._document.assessment
        form, card = self._document.evaluation, assessment.scorecard
        total = (
            "没有得分"
            if card.total_score is None
            else f"总分 {plain(card.total_score)} 分" + (f"，{card.grade}" if card.grade else "")
        )
        _, warnings = assessment.counts
        blank = left_blank_in_words(form, card)
        left = f"还有 {warnings} 个提醒没有写说明，可以先处理再定稿。" if warnings else ""
        said = "\n".join(filter(None, (blank, left)))
        box = ask(
            self._window,
            "定稿",
            total,
            "定稿后内容不再改动，编号并留存 PDF，重印还是同一份文件；"
            f"没有签章以前可以撤回。\n{said}".rstrip(),
            ("定稿", lambda: self.finalize(sign=sign.isChecked())),
            chapter="一份表的一生",
        )
        sign = QCheckBox("表后加上签字栏（填报人、负责人、盖章、日期）", box)
        if lacking(form):
            box.setCheckBox(sign)
        else:
            sign.hide()

    def finalize(self, *, sign: bool = False) -> None:
        """Freeze the present version together with its paper, ``sign``: with a block to sign."""
        number = self._open_form.id
        if sign:
            self._document.edit(with_block(self._document.evaluation))
        if number is None or not self._autosave.flush():
            return
        options = PrintOptions(setup=self._settings.page_setup)
        self.backup_needed.emit("定稿前")
        self._document.close_to_edits("正在定稿，请稍候")

        def work(archive: Archive) -> str:
            from core.issuing.finalizing import finalize

            return finalize(archive, number, options)

        self._shelf.send(work, lambda done: self._finalized(number, done))

    def reopen(self) -> None:
        """撤回定稿: the form takes edits again; the final version stays in its history."""
        number = self._open_form.id
        if number is not None and self._done(lambda archive: archive.reopen(number)):
            self.message.emit("已撤回定稿，可以修改；定稿的那一版仍在历次版本里", None)

    def ask_scan(self) -> None:
        """Let the clerk choose the scan of the signed paper."""
        if self._open_form.id is None:
            return
        if self._open_form.stage is Stage.DRAFT:
            self.message.emit(
                "先定稿、打印、签字盖章，再登记扫描件", ("定稿…", self.ask_to_finalize)
            )
            return
        if chosen := self._files(FileUse.SCAN).files("登记签章扫描件", SCANS):
            self.look_at_scan(chosen)

    def look_at_scan(self, paths: Sequence[Path]) -> None:
        """Read the codes of the pages beside the window, then file them or say what is doubtful."""
        from core.archive.late_evidence import with_same_paper
        from core.issuing.signing import doubts, read_scans
        from core.issuing.stamping import content_codes

        number, version = self._open_form.id, self._open_form.version
        if number is None:
            return

        def judge(files: list[ScannedFile]) -> None:
            if number != self._open_form.id:
                return  # another form was opened meanwhile
            final = self._ask(
                lambda archive: (archive.load(number, version), archive.history(number))
            )
            if final is None:
                return
            form, history = final
            same_paper = with_same_paper(history, version)
            found = doubts(files, number, version, content_codes(form), same_paper)
            if not found:
                self.file_scan(files)
                return
            ask(
                self._window,
                "登记签章扫描件",
                "这些页有疑问，确认是这一版的签章件再登记。",
                "\n".join(found),
                ("仍然登记", lambda: self.file_scan(files)),
                chapter="一份表的一生",
            )

        run_cancellable(
            self._jobs,
            "读取扫描件",
            self._window,
            lambda cancelled: read_scans(paths, cancelled),
            judge,
            self._failed,
        )

    def file_scan(self, files: Sequence[ScannedFile]) -> None:
        """File the scan with the final version."""
        number = self._open_form.id
        if number is None:
            return

        def work(archive: Archive) -> None:
            with archive.transaction():
                for file in files:
                    archive.file_scan(number, file.path.name, file.content, len(file.marks))

        if self._done(work):
            pages = sum(len(file.marks) for file in files)
            self.message.emit(f"已登记签章扫描件 {pages} 页", ("查看", self.show_scans))

    def show_scans(self) -> None:
        """Show the filed scans, inside the program."""
        from ui.archive.scan_viewer import FiledScan, ScanViewer

        number = self._open_form.id
        if number is None:
            return
        scans = self._ask(lambda archive: archive.scans(number))
        if scans is None:
            return
        if not scans:
            self.message.emit("还没有登记签章扫描件", None)
            return
        filed = [
            FiledScan(scan.name, lambda one=scan.id: self._scan_content(one))  # type: ignore[misc]
            for scan in scans
        ]
        self.viewer = ScanViewer(filed, self._theme, self._files(FileUse.SCAN), self._window)
        self.viewer.destroyed.connect(self._forget_viewer)
        self.viewer.open()

    def _scan_content(self, scan_id: int) -> bytes:
        return self._shelf.ask(lambda archive: archive.scan(scan_id))

    def _forget_viewer(self) -> None:
        self.viewer = None

    def _finalized(self, evaluation_id: int, done: Future[str]) -> None:
        if evaluation_id == self._open_form.id:
            self._filing.reload()  # takes edits again where it did not become final
        self.list_changed.emit()
        error = done.exception()
        if isinstance(error, ArchiveError):
            self.refused.emit(f"没有定稿：{error}")
            return
        number = done.result()
        self.backup_needed.emit("定稿后")
        self.message.emit(f"已定稿，编号 {number}", ("打印签字", self.print_requested.emit))

    def _done(self, work: Callable[[Archive], object]) -> bool:
        """Do something to the open evaluation that changes its stage."""
        try:
            self._shelf.ask(work)
        except ArchiveError as error:
            self.refused.emit(str(error))
            return False
        self._filing.reload()
        self.list_changed.emit()
        return True
