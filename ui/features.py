"""All features of the window. Most are imported and made when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.archive.records import Stage
from ui.archive.doubles import Doubles
from ui.archive.filing import Filing
from ui.archive.stored_form import CLOSED, SAMPLE
from ui.feature import Button, Feature, Parts
from ui.safety.checking import Checking
from ui.safety.safekeeping import Safekeeping
from ui.safety.saving import Saving
from ui.shell.theme_switch import ThemeSwitch

if TYPE_CHECKING:
    from pathlib import Path

    from core.issuing.printing import Printout
    from core.model.edits import Edit
    from ui.archive.approving import Approving
    from ui.archive.carrying import Carrying
    from ui.archive.correcting import Correcting
    from ui.archive.evidence import EvidenceFiling
    from ui.archive.history import History
    from ui.archive.identifying import Identifying
    from ui.archive.naming import Naming
    from ui.archive.new_form import Beginning
    from ui.archive.stage_commands import StageCommands
    from ui.archive.summing import Summing
    from ui.archive.trends import Trends
    from ui.archive.unit_details import UnitDetailing
    from ui.archive.unused_rows import UnusedRows
    from ui.exporting.batch_export import BatchExport
    from ui.help.explaining import Explaining
    from ui.importing.importing import Importing
    from ui.printing.exporting import Exporting
    from ui.retyping.retyping import Retyping
    from ui.safety.backup_places import BackupPlaces
    from ui.safety.handing_over import HandingOver
    from ui.safety.restoring import Restoring

F = TypeVar("F", bound=Feature)

COMMANDS: Mapping[str, Sequence[str]] = {
    "approving": ("approve", "adjust"),
    "batch": ("export", "blanks"),
    "beginning": ("new",),
    "carrying": ("carry",),
    "correcting": ("correct",),
    "evidence": ("evidence",),
    "explaining": ("manual", "input_test", "diagnosis", "about"),
    "exporting": (
        *("preview", "blank_paper", "export_pdf", "export_annex", "export_json", "folder"),
    ),
    "handing_over": ("handover",),
    "history": ("history",),
    "identifying": ("identify",),
    "importing": ("import", "import_folder"),
    "life": ("finalize", "reopen", "scan", "scans", "sign"),
    "naming": ("who",),
    "places": ("places",),
    "restoring": ("restore",),
    "retyping": ("retype", "retype_order"),
    "summing": ("summary",),
    "trends": ("trend",),
    "unit": ("unit",),
    "unused_rows": ("unused",),
}
"""The commands of each feature that is made at the first of them."""

SAID = (
    *("message", "refused", "backup_needed", "list_changed", "show_requested"),
    "setup_step_done",
)
"""What any feature may say."""


class Features(Feature):
    """The features as one: what one of them says, this one says."""

    opened = Signal(int)
    """The clerk wants to see this form."""
    mend_requested = Signal()
    """The clerk wants to see the first error."""
    preview_made = Signal()

    def __init__(self, parts: Parts, chosen: Callable[[], Sequence[int]], window: QWidget) -> None:
        """``chosen``: the numbers of the lines that are chosen in 档案总览."""
        super().__init__(parts, window)
        self._parts, self._chosen = parts, chosen
        self.filing = self._joined(Filing(parts, window))
        self.safekeeping = self._joined(Safekeeping(parts, window))
        self.checking = self._joined(Checking(parts, self._restore, window))
        self._present = (
            *(self.filing, self.safekeeping, self.checking),
            *(self._joined(Saving(parts, window)), self._joined(ThemeSwitch(parts, window))),
            self._joined(Doubles(parts, self.filing, window)),
        )
        self._document.locked.connect(self._say_locked)
        self._document.refused.connect(self._say_closed)
        self._shelf.say_who(self._settings.person)

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        handlers: dict[str, Callable[[], object]] = {}
        for feature in self._present:
            handlers.update(feature.handlers())
        for name, commands in COMMANDS.items():
            handlers.update({command: partial(self._do, name, command) for command in commands})
        return handlers

    def begin(self) -> None:
        for feature in self._present:
            feature.begin()

    def end(self) -> None:
        """The window closes: what stands beside it goes."""
        if "exporting" in vars(self):
            self.exporting.end_preview()

    def look_at(self, printout: Printout) -> None:
        """Show this printout in the preview."""
        self.exporting.look_at(printout)

    def carry(self, number: int) -> None:
        """Begin the next year's form from this one."""
        self.carrying.ask(number)

    def export(self, numbers: Sequence[int]) -> None:
        """Give these forms out as files."""
        self.batch.ask(numbers)

    def read_in(self, paths: Sequence[Path]) -> None:
        """Read forms from these files."""
        self.importing.read(paths)

    @cached_property
    def approving(self) -> Approving:
        from ui.archive.approving import Approving

        return self._joined(Approving(self._parts, self._window))

    @cached_property
    def batch(self) -> BatchExport:
        from ui.exporting.batch_export import BatchExport

        return self._joined(BatchExport(self._parts, self.exporting, self._chosen, self._window))

    @cached_property
    def beginning(self) -> Beginning:
        from ui.archive.new_form import Beginning

        return self._joined(Beginning(self._parts, self.filing, self._window))

    @cached_property
    def carrying(self) -> Carrying:
        from ui.archive.carrying import Carrying

        return self._joined(Carrying(self._parts, self.filing, self._window))

    @cached_property
    def correcting(self) -> Correcting:
        from ui.archive.correcting import Correcting

        return self._joined(Correcting(self._parts, self.filing, self._window))

    @cached_property
    def evidence(self) -> EvidenceFiling:
        from ui.archive.evidence import EvidenceFiling

        made = self._joined(EvidenceFiling(self._parts, self.filing, self._window))
        made.import_requested.connect(self.read_in)
        return made

    @cached_property
    def explaining(self) -> Explaining:
        from ui.help.explaining import Explaining

        return self._joined(Explaining(self._parts, self._window))

    @cached_property
    def exporting(self) -> Exporting:
        from ui.printing.exporting import Exporting

        made = self._joined(Exporting(self._parts, self._window))
        made.preview_made.connect(self.preview_made)
        return made

    @cached_property
    def handing_over(self) -> HandingOver:
        from ui.safety.handing_over import HandingOver

        return self._joined(HandingOver(self._parts, self._window))

    @cached_property
    def history(self) -> History:
        from ui.archive.history import History

        return self._joined(History(self._parts, self._window))

    @cached_property
    def identifying(self) -> Identifying:
        from ui.archive.identifying import Identifying

        return self._joined(Identifying(self._parts, self.filing, self._window))

    @cached_property
    def importing(self) -> Importing:
        from ui.importing.importing import Importing

        made = self._joined(Importing(self._parts, self.filing, self._window))
        made.restore_requested.connect(self._look_into)
        return made

    @cached_property
    def life(self) -> StageCommands:
        from ui.archive.stage_commands import StageCommands

        made = self._joined(
            StageCommands(self._parts, self.filing, self.correcting, self.unused_rows, self._window)
        )
        made.mend_requested.connect(self.mend_requested)
        made.print_requested.connect(self._preview)
        return made

    @cached_property
    def naming(self) -> Naming:
        from ui.archive.naming import Naming

        return self._joined(Naming(self._parts, self._window))

    @cached_property
    def places(self) -> BackupPlaces:
        from ui.safety.backup_places import BackupPlaces

        keeping = self.safekeeping
        return self._joined(BackupPlaces(self._parts, keeping, self._restore, self._window))

    @cached_property
    def restoring(self) -> Restoring:
        from ui.safety.restoring import Restoring

        keeping = self.safekeeping
        return self._joined(Restoring(self._parts, keeping, self.filing, self._window))

    @cached_property
    def retyping(self) -> Retyping:
        from ui.retyping.retyping import Retyping

        return self._joined(Retyping(self._parts, self._window))

    @cached_property
    def summing(self) -> Summing:
        from ui.archive.summing import Summing

        made = self._joined(Summing(self._parts, self._window))
        made.opened.connect(self.opened)
        return made

    @cached_property
    def trends(self) -> Trends:
        from ui.archive.trends import Trends

        return self._joined(Trends(self._parts, self._window))

    @cached_property
    def unit(self) -> UnitDetailing:
        from ui.archive.unit_details import UnitDetailing

        return self._joined(UnitDetailing(self._parts, self.filing, self._window))

    @cached_property
    def unused_rows(self) -> UnusedRows:
        from ui.archive.unused_rows import UnusedRows

        return self._joined(UnusedRows(self._parts, self._window))

    def _joined(self, feature: F) -> F:
        for name in SAID:
            getattr(feature, name).connect(getattr(self, name))
        return feature

    def _do(self, name: str, command: str) -> None:
        feature: Feature = getattr(self, name)
        feature.handlers()[command]()

    def _say_closed(self, sentence: str) -> None:
        """An edit was refused: say why, and lead to where it is taken."""
        ways: Mapping[str, Button] = {
            SAMPLE: ("复制成自己的表", self.filing.copy),
            CLOSED[Stage.FINAL]: ("撤回定稿", partial(self._do, "life", "reopen")),
            CLOSED[Stage.SIGNED]: ("更正…", partial(self._do, "correcting", "correct")),
        }
        self.message.emit(sentence, None if self._shelf.read_only else ways.get(sentence))

    def _look_into(self, backup: Path) -> None:
        self.restoring.show(backup)

    def _restore(self) -> None:
        self.restoring.show()

    def _preview(self) -> None:
        self.exporting.open_preview()

    def _say_locked(self, sentence: str, edit: Edit | None) -> None:
        self.approving.say_locked(sentence, edit)
