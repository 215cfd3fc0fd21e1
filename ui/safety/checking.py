"""核对档案: is every page, version and paper what it was? Looked up beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from core.archive.backups import FOLDER, Snapshot, examine, snapshot
from core.archive.connection import CHECKED_AT_OPENING, refuse_damaged
from core.archive.contents import Look
from core.archive.errors import ArchiveError
from core.places import cache_folder
from ui.feature import Feature, Parts

MOST = 5
"""So many findings are told; with one alone a backup should be brought back."""


class Checking(Feature):
    """Looks through the archive on demand, and at the start where opening it did not."""

    def __init__(self, parts: Parts, restore: Callable[[], object], window: QWidget) -> None:
        super().__init__(parts, window)
        self._restore = restore

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"verify": self.check}

    def begin(self) -> None:
        """Look for damage in an archive that was too large to be checked at opening."""
        path = self._shelf.path
        if path.stat().st_size > CHECKED_AT_OPENING:
            self._jobs.run("核对档案", lambda: refuse_damaged(path), lambda _: None, self._failed)

    def check(self) -> None:
        """Read everything and say what came of it; the archive is only held while it is copied."""
        if not self._autosave.flush():
            return
        beside = [] if self._shelf.read_only else [self._shelf.path.parent / FOLDER]
        copied = self._shelf.queue(lambda archive: snapshot(archive, [*beside, cache_folder()]))
        self._jobs.run("核对档案", lambda: _examined(copied.result()), self._checked, self._failed)

    def _checked(self, look: Look) -> None:
        if look.findings:
            self._tell(look.findings)
            return
        held = look.contents
        papers = f"、{held.papers} 份定稿的 PDF" if held.papers else ""
        files = f"、{held.evidence} 件佐证材料" if held.evidence else ""
        self.message.emit(
            f"档案完好：{held.evaluations} 份自评表、{held.versions} 个版本{papers}{files}"
            "逐一核对无误",
            None,
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ArchiveError):
            raise error
        self._tell((str(error),))

    def _tell(self, findings: tuple[str, ...]) -> None:
        from ui.boxes import ask

        more = f"\n共 {len(findings)} 处" if len(findings) > MOST else ""
        ask(
            self._window,
            "核对档案",
            "档案有问题，请从备份恢复；现在的档案会留存，不会删除。",
            "\n".join(findings[:MOST]) + more,
            ("从备份恢复…", self._restore),
            chapter="备份",
        )


def _examined(taken: Snapshot) -> Look:
    """The snapshot, and beside the archive each byte of its evidence."""
    from core.archive.filed_evidence import findings_of

    look = examine(taken)
    return replace(look, findings=(*look.findings, *findings_of(taken)))
