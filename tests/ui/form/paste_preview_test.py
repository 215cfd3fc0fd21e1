"""What a paste is going to do, said so that nobody fears for what is filled in."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from core.assessment import assess
from core.exchange.clipboard_formats import Block
from core.filling.pasting import Pasting, paste
from core.model.edits import Together
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from ui.form.paste_preview import PastePreview, describe
from ui.theme import LIGHT


@pytest.mark.parametrize(
    ("block", "replaced", "said"),
    [
        (34, (8, 0), "共 34 行，填进这里起的 8 个空行，另加 26 行。"),
        (8, (8, 0), "共 8 行，填进这里起的 8 个空行。"),
        (3, (8, 0), "共 3 行，填进这里起的 3 个空行，余下 5 个空行去掉。"),
        (34, (8, 2), "共 34 行，代替这里起的 8 行指标（其中 2 行已填写）。"),
    ],
)
def test_rows_that_are_replaced(block: int, replaced: tuple[int, int], said: str) -> None:
    pasting = Pasting(
        Together((), "粘贴"),
        (("甲",),) * block,
        fitting=min(block, replaced[0]),
        replaced=replaced,
    )
    assert describe(pasting) == f"{said}粘贴后可一次撤销。"


def preview(over: QWidget, block: Block) -> PastePreview:
    form = sample()
    grid = Grid.of_sheet(lay_out(form, assess(form, load_profile())))
    first = next(iter(form.indicators))
    start = grid.of_path(Path(first.id, "name"))
    assert start is not None
    over.resize(1093, 574)
    over.show()
    dialog = PastePreview(paste(form, grid, start, block), LIGHT, over)
    dialog.show()
    return dialog


REASON = "因受疫情影响而推迟，培训改为线上进行，参加人数因此少于计划；2022 年恢复线下培训并补足。"
NAME = "提升参保单位和群众对社会保险经办服务的便利度、体验度和满意度"


@pytest.mark.parametrize("width", [1093, 911, 683])
def test_no_text_of_the_block_is_cut(application: QApplication, qtbot: QtBot, width: int) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = preview(over, tuple((NAME, ">95%", "95%", "2", "1.5", REASON) for _ in range(60)))
    dialog.resize(min(width - 40, dialog.width()), dialog.height())
    application.processEvents()
    table = dialog.findChild(QTableWidget, "block")
    assert isinstance(table, QTableWidget)
    metrics = table.fontMetrics()
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            assert item is not None
            room = QRect(0, 0, table.columnWidth(column) - 24, 10_000)
            needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, item.text())
            assert needed.height() < table.rowHeight(row), item.text()
            assert needed.width() <= room.width(), item.text()
    assert table.horizontalScrollBar().maximum() == 0
    name, reason = table.columnWidth(1), table.columnWidth(6)
    assert min(name, reason) >= max(table.columnWidth(at) for at in (2, 3, 4, 5))
