"""佐证材料: filed with a row or the whole form, looked at inside the program, saved elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from core.archive.archive import Archive
from core.archive.errors import ArchiveError
from core.archive.records import Stage
from core.issuing.filename import safe_name
from core.model.edits import apply
from core.model.evaluation import ROOT, Evidence, Indicator
from core.model.path import find
from core.output import OutputError, write_whole
from core.quoting import first_of, shown
from ui.archive.filing import Filing
from ui.archive.naming import with_name
from ui.boxes import ask
from ui.feature import EXPECTED_ERRORS, Button, Feature, Parts
from ui.settings import FileUse

if TYPE_CHECKING:
    from core.filling.evidence import ReadFile
    from ui.archive.evidence_dialog import EvidenceDialog
    from ui.archive.scan_viewer import ScanViewer

WHOLE = "整张表"
ANY_FILE = "所有文件 (*)"


class EvidenceFiling(Feature):
    """What is done with the evidence of the open form."""

    import_requested = Signal(list)
    """Files that were dropped on a row are forms after all."""

    def __init__(self, parts: Parts, filing: Filing, window: QWidget) -> None:
        super().__init__(parts, window)
        self._filing = filing
        self.dialog: EvidenceDialog | None = None
        self.viewer: ScanViewer | None = None

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"evidence": self.show}

    def show(self) -> None:
        """List what is filed, with the row in hand chosen to file more with."""
        from ui.archive.evidence_dialog import EvidenceDialog

        if self._open_form.id is None:
            return
        cursor = self._document.cursor
        dialog = EvidenceDialog(self._document, self._window, adds_to_final=self._adds_to_final)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add_requested.connect(self.choose)
        dialog.dropped.connect(self.file)
        dialog.look_requested.connect(self.look)
        dialog.save_requested.connect(self.save)
        dialog.remove_requested.connect(self.take_off)
        dialog.destroyed.connect(self._forget)
        self.dialog = dialog
        dialog.begin(ROOT if cursor is None else cursor.node)
        self._show_late()
        dialog.open()

    def offer(self, paths: Sequence[Path], node: int | None) -> None:
        """Files were dropped on the paper: on a row its evidence, or forms to be read in."""
        from core.filling.evidence import LIMIT

        if node is None or self._closed or self._open_form.id is None:
            self.import_requested.emit(list(paths))
            return
        ask(
            self._window,
            "拖进来的文件",
            f"把{_names_of(paths)}登记为{self._where(node)}的佐证材料？",
            f"原文件不动，内容存进档案，相同的只存一份；{LIMIT}。",
            ("登记为佐证材料", lambda: self.file(paths, node)),
            ("导入自评表", lambda: self.import_requested.emit(list(paths))),
            chapter="佐证材料",
        )

    def choose(self, node: int) -> None:
        """Let the clerk choose the files."""
        title = f"登记为{self._where(node)}的佐证材料"
        if chosen := self._files(FileUse.EVIDENCE).files(title, ANY_FILE):
            self.file(chosen, node)

    def file(self, paths: Sequence[Path], node: int) -> None:
        """Read the files beside the window, then file them with a row or the form."""
        from core.filling.evidence import read_files

        if self._closed:
            self._say(self._closed)
            return
        number = self._open_form.id

        def read(found: list[ReadFile]) -> None:
            if number is not None and number == self._open_form.id:
                self._keep(found, node)

        def start() -> None:
            self._jobs.run("读取文件", lambda: read_files(paths), read, self._not_done)

        over = self.dialog or self._window
        named = partial(with_name, self._settings, self._shelf, over, start)
        if not self._adds_to_final:
            named()
            return
        ask(
            over,
            "佐证材料",
            f"添加到定稿 {self._open_form.final_number}？",
            "定稿的内容和留存的 PDF 不变；添加的材料记下日期（填过姓名的，也记下姓名），"
            "以后不能替换或移去。",
            ("添加", named),
            chapter="佐证材料",
        )

    def _keep(self, found: list[ReadFile], node: int) -> None:
        from core.filling.evidence import filed_with, refuse_too_many

        try:
            refuse_too_many(self._document.evaluation, len(found))
        except EXPECTED_ERRORS as error:
            self._say(str(error))
            return
        number = self._open_form.id

        final = self._adds_to_final

        def work(archive: Archive) -> list[Evidence]:
            from core.archive.filed_evidence import file_evidence

            with archive.transaction():
                filed = [file_evidence(archive, one.name, one.content) for one in found]
                if final and number is not None:
                    form = archive.load(number)
                    archive.add_evidence(number, apply(form, filed_with(form, node, filed)))
            return filed

        def kept(done: Future[list[Evidence]]) -> None:
            error = done.exception()
            if isinstance(error, ArchiveError):
                self._say(f"没有登记：{error}")
            elif number != self._open_form.id:
                return
            elif final:
                self._added_to_final(node, done.result())
            else:
                edit = filed_with(self._document.evaluation, node, done.result())
                if self._document.edit(edit):
                    told = f"已登记为{self._where(node)}的佐证材料：{_names_of(done.result())}"
                    self._tell(told, self._document.way_back())
                else:
                    self._say(f"{self._where(node)}已经登记过这份材料")

        self._shelf.send(work, kept)

    def _added_to_final(self, node: int, files: Sequence[Evidence]) -> None:
        from core.filling.evidence import evidence_of

        before = len(evidence_of(self._document.evaluation, node))
        self._filing.reload()
        self.list_changed.emit()
        self._show_late()
        if len(evidence_of(self._document.evaluation, node)) == before:
            self._say(f"{self._where(node)}已经登记过这份材料")
            return
        self._tell(f"已添加为{self._where(node)}的佐证材料：{_names_of(files)}")

    def _show_late(self) -> None:
        """Tell in the dialog what came after 定稿."""
        from core.issuing.late_files import late_files

        number = self._open_form.id
        if self.dialog is not None and number is not None and self._adds_to_final:
            late = self._ask(lambda archive: late_files(archive, number))
            self.dialog.show_late(late or {})

    @property
    def _adds_to_final(self) -> bool:
        """Whether the open form is final, so that files are only added, each with its day."""
        return self._open_form.stage is not Stage.DRAFT and not self._shelf.read_only

    @property
    def _closed(self) -> str:
        """Why no file can be filed."""
        return "" if self._adds_to_final else self._document.closed

    def look(self, one: Evidence) -> None:
        """Show a PDF or a picture, drawn by a child; other kinds are only saved elsewhere."""
        from core.exchange.scans import kind_of
        from ui.archive.scan_viewer import FiledScan, ScanViewer

        content = self._content(one)
        if content is None:
            return
        if not kind_of(content):
            self._say(f"{shown(one.name)}不是 PDF 或图片，不在这里打开；可以“另存为”后自己查看")
            return
        self.viewer = ScanViewer(
            [FiledScan(one.name, lambda: content)],
            self._theme,
            self._files(FileUse.EVIDENCE),
            self.dialog or self._window,
            title="佐证材料",
        )
        self.viewer.destroyed.connect(self._forget_viewer)
        self.viewer.open()

    def save(self, one: Evidence) -> None:
        """另存为, under a name that no system refuses; nothing is opened."""
        content = self._content(one)
        if content is None:
            return
        choice = self._files(FileUse.EVIDENCE)
        target = choice.save("佐证材料另存为", safe_name(one.name), ANY_FILE)
        if target is None:
            return
        try:
            write_whole(target, content)
        except OutputError as error:
            self._say(str(error))
            return
        self._tell(f"已另存为{shown(target)}")

    def take_off(self, node: int, at: int) -> None:
        """Take a file off its row; earlier versions have it still, and undo brings it back."""
        from core.filling.evidence import taken_off

        if self._document.edit(taken_off(self._document.evaluation, node, at)):
            told = "已移去这份佐证材料；以前的版本里还有"
            self._tell(told, self._document.way_back())

    def _content(self, one: Evidence) -> bytes | None:
        from core.archive.filed_evidence import content_of_evidence

        try:
            return self._shelf.ask(partial(content_of_evidence, evidence=one))
        except ArchiveError as error:
            self._say(str(error))
            return None

    def _where(self, node: int) -> str:
        found = find(self._document.evaluation, node)
        return shown(" ".join(found.name.split())) if isinstance(found, Indicator) else WHOLE

    def _tell(self, sentence: str, way_back: Button | None = None) -> None:
        """Say what was done; ``way_back``: offered where the dialog is not there to undo it."""
        if self.dialog is not None:
            self.dialog.say(sentence)
        else:
            self.message.emit(sentence, way_back)

    def _say(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.say(sentence)
        else:
            self.refused.emit(sentence)

    def _not_done(self, error: Exception) -> None:
        if not isinstance(error, EXPECTED_ERRORS):
            raise error
        self._say(str(error))

    def _forget(self) -> None:
        self.dialog = None

    def _forget_viewer(self) -> None:
        self.viewer = None


def _names_of(files: Sequence[Path] | Sequence[Evidence]) -> str:
    return first_of([shown(one.name) for one in files], "个文件")
