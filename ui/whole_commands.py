"""Commands on the form as a whole: 项目信息 with its money unit, 全部采用建议分."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from core.filling import autoscore
from core.filling.money_unit import converted, has_amounts, relabelled
from core.model.edits import SetField, Together
from core.model.evaluation import Evaluation
from core.model.number import plain
from core.scoring.scorecard import Scorecard
from ui.boxes import accept_or_cancel, ask
from ui.dialog import Dialog, dialog_layout
from ui.document import Document
from ui.plain import PlainLabel
from ui.tables import fill, listing


def change_header(
    document: Document, header_edits: list[SetField], money_unit: str, window: QWidget
) -> None:
    """Write what 项目信息 said; a new money unit over amounts is asked about first."""
    evaluation = document.evaluation
    if money_unit == evaluation.money_unit:
        _write(document, header_edits)
    elif not has_amounts(evaluation):
        _write(document, [*header_edits, *relabelled(money_unit)])
    else:

        def write(amounts: Iterable[SetField]) -> None:
            _write(document, [*header_edits, *amounts])

        ask(
            window,
            "金额单位",
            f"金额单位由“{evaluation.money_unit}”改为“{money_unit}”，表上的金额怎么办？",
            "",
            ("换算金额", lambda: write(converted(evaluation, money_unit))),
            ("金额不动，只改单位", lambda: write(relabelled(money_unit))),
            chapter="填表",
        )


def adopt_all(document: Document, window: QWidget, say: Callable[..., object]) -> None:
    """Let every score follow its suggestion; figures that change are listed first."""
    edit = autoscore.everything(document.assessment)
    if not edit.edits:
        say("所有得分都已随建议分")
        return
    differing = autoscore.differing(document.assessment)
    if not differing:
        document.edit(edit)
        say(f"{len(edit.edits)} 行的得分改为随建议分，分数不变")
        return
    card = document.assessment.scorecard
    dialog = AdoptDialog(_changes(document.evaluation, card, differing), window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: document.edit(edit))
    dialog.open()


class AdoptDialog(Dialog):
    """The rows whose figure changes: name, given, suggested."""

    chapter = "计分"

    def __init__(self, changes: list[tuple[str, str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("全部采用建议分")
        self.setMinimumWidth(520)
        table = listing("会改变的得分", ("指标", "给分", "建议分"), chosen=False)
        fill(table, changes, wide=0)
        layout = dialog_layout(self)
        layout.addWidget(PlainLabel(f"采用后，下面 {len(changes)} 处的得分会改变（可以撤销）："))
        layout.addWidget(table, 1)
        layout.addWidget(accept_or_cancel(self, "全部采用"))


def _changes(
    evaluation: Evaluation, card: Scorecard, ids: tuple[int, ...]
) -> list[tuple[str, str, str]]:
    names = {row.id: row.name for row in evaluation.indicators}
    execution = card.execution
    found = []
    if execution.fund in ids and execution.suggested is not None:
        found.append(("预算执行率", execution.given or "", plain(execution.suggested)))
    for row in card.rows:
        if row.id in ids and row.suggested is not None:
            name = " ".join(names[row.id].split()) or "未命名的指标"
            found.append((name, row.given or "", plain(row.suggested)))
    return found


def _write(document: Document, edits: list[SetField]) -> None:
    document.edit(Together(tuple(edits), "修改项目信息"))
