"""What a paste is going to do, said so that nobody fears for what is filled in."""

import pytest

from core.filling.pasting import Pasting
from core.model.edits import Together
from ui.form.paste_preview import describe


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
