"""Text that a PDF clips to its cell, and columns that nothing closes: long labels over pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from core.exchange.sources.pdf_clip import Clip, move_into_clips
from core.exchange.sources.pdf_page import Word
from tests.core.exchange.pdf_source_test import HEIGHT, pdf, ruled, shown, words


def clipped(canvas: Canvas, clip: Clip, left: float, top: float, *lines: str) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(clip.left, HEIGHT - clip.bottom, clip.right - clip.left, clip.bottom - clip.top)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setFont("Song", 10)
    words(canvas, left, top, *lines)
    canvas.restoreState()


def test_a_label_in_the_middle_of_two_pages_stands_in_its_cell_on_both() -> None:
    head = [["一级指标"], ["三级指标"], ["分值"]]

    def first(canvas: Canvas) -> None:
        ruled(canvas, 700, [60, 100, 60], [head, [[], ["甲"], ["10"]], [None, ["乙"], ["5"]]])
        clipped(canvas, Clip(50, 700, 270, 790), 54, 800, "产出指标")

    def second(canvas: Canvas) -> None:
        ruled(canvas, 60, [60, 100, 60], [head, [[], ["丙"], ["5"]], [None, ["丁"], ["5"]]])
        clipped(canvas, Clip(50, 90, 270, 150), 54, 62, "产出指标")

    (table,) = shown(pdf(first, second))
    assert (1, 0, 4, 1, "产出指标") in table
    assert [cell[4] for cell in table if cell[1] == 1] == ["三级指标", "甲", "乙", "丙", "丁"]


def test_lines_of_a_row_that_is_too_low_belong_to_it() -> None:
    def page(canvas: Canvas) -> None:
        ruled(canvas, 100, [60, 100], [[["甲"], []], [["乙"], []], [["丙"], []]], height=16)
        for row, lines in enumerate((["上门服务", "准确率"], ["人数"], ["暗访检查", "工作", "率"])):
            top = 100 + 16 * row
            clipped(canvas, Clip(110, top, 210, top + 16), 114, top + 8 - 7 * len(lines), *lines)

    (table,) = shown(pdf(page))
    texts = ["".join(cell[4].split()) for cell in table if cell[1] == 1]
    assert texts == ["上门服务准确率", "人数", "暗访检查工作率"]


@given(
    tops=st.lists(st.floats(-900, 900), min_size=1, max_size=6),
    edges=st.tuples(st.floats(0, 800), st.floats(1, 300)),
)
def test_what_is_not_seen_is_moved_into_its_clip_and_keeps_its_order(
    tops: list[float], edges: tuple[float, float]
) -> None:
    clip = Clip(0, edges[0], 100, edges[0] + edges[1])
    lines = [Word("甲", 10, top, 20, top + 10) for top in tops]
    move_into_clips([(line, clip) for line in lines])
    assert all(clip.top - 2 < line.middle < clip.bottom + 2 for line in lines)
    by_top = [line.top for _, line in sorted(zip(tops, lines, strict=True), key=lambda p: p[0])]
    assert by_top == sorted(by_top)


def test_columns_that_no_line_closes_belong_to_the_table_beside_them() -> None:
    """A page from the middle of labels that run over three pages."""

    def page(canvas: Canvas) -> None:
        rows = [[[f"{n}"], None, ["甲"], ["10"]] for n in range(1, 4)]
        ruled(canvas, 60, [40, 60, 100, 60], rows)
        words(canvas, 94, 100, "产出指标")

    (table,) = shown(pdf(page))
    assert (0, 1, 3, 1, "产出指标") in table
    assert [cell[:2] for cell in table if cell[4] == "甲"] == [(0, 2), (1, 2), (2, 2)]


def test_a_page_end_cuts_the_name_of_a_level_and_a_reason() -> None:
    widths = [70, 90, 60, 40, 40, 130]
    head = [["二级指标"], ["三级指标"], ["完成值"], ["分值"], ["得分"], ["原因"]]

    def first(canvas: Canvas) -> None:
        row = [
            ["服务对象满意"],
            ["家长满意度"],
            ["94%"],
            ["10"],
            ["9"],
            ["资金下达晚。", "进度滞后。"],
        ]
        ruled(canvas, 700, widths, [head, row])

    def second(canvas: Canvas) -> None:
        rest = [[], [], [], [], [], ["改进措施：提前做好。"]]
        next_row = [["度指标"], ["师生满意度"], ["93%"], ["10"], ["10"], []]
        ruled(canvas, 60, widths, [rest, next_row])

    def third(canvas: Canvas) -> None:
        ruled(canvas, 60, widths, [[["度指标"], ["师生满意度"], ["93%"], ["10"], ["10"], []]])

    (table,) = shown(pdf(first, second))
    assert [cell[4] for cell in table if cell[:2] == (1, 5)] == [
        "资金下达晚。\n进度滞后。\n改进措施：提前做好。"
    ]
    (table,) = shown(pdf(first, third))
    assert (1, 0, 2, 1, "服务对象满意度指标") in table
