"""做交接包: the whole archive in one file for a successor, proved before it is called done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from core.archive.backups import snapshot
from core.archive.errors import ArchiveError
from core.archive.replacement import refuse_target
from core.beijing import today
from core.output import OutputError
from ui.feature import Feature
from ui.settings import FileUse


class HandingOver(Feature):
    """Packs the archive beside the window."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"handover": self.ask}

    def ask(self) -> None:
        """Let the clerk choose where the file goes."""
        if not self._autosave.flush():
            return
        name = f"自评通交接包_{today():%Y%m%d}.zip"
        choice = self._files(FileUse.HANDOVER)
        if target := choice.save("做交接包", name, "交接包 (*.zip)", ".zip"):
            self.make(target)

    def make(self, target: Path) -> None:
        """Pack and prove; the archive itself is only held while it is copied."""
        from core.archive.handover import hand_over

        if not target.suffix:
            target = target.with_suffix(".zip")
        try:
            refuse_target(target, self._shelf.path, replace=True)  # the dialog has asked
        except (ArchiveError, OutputError) as error:
            self.refused.emit(str(error))
            return
        copied = self._shelf.queue(lambda archive: snapshot(archive, [target.parent]))
        self._jobs.run(
            "做交接包",
            lambda: hand_over(copied.result(), target, replace=True),
            lambda done: self.message.emit(done.sentence, self._way_to(target.parent)),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, (ArchiveError, OutputError)):
            raise error
        self.refused.emit(f"交接包没有做成：{error}")
