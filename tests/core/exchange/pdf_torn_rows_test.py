"""A row that a page end tore is read whole; two rows are two; what can not be told is doubtful."""

from collections.abc import Sequence
from io import BytesIO
from itertools import zip_longest

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from core.exchange.sources.pdf_source import read_pdf_source
from core.exchange.sources.pdf_torn_rows import MAYBE_TORN, TORN_FIGURE
from core.reading.source import SourceCell, SourceTable
from core.resources import resource

SIZE, PITCH, PAD, LEFT, PAPER = 10.0, 13.0, 5.0, 40.0, (760.0, 842.0)
HEAD = ("三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
ROWS = (
    ("培训业务骨干人数", "≥120人", "126人", "10", "10", ""),
    ("项目按期完成率", "≥95%", "93.5%", "10", "9.84", "受汛期影响，工期延后"),
    ("受益群众满意度", "≥90%", "95%", "5", "5", ""),
)
Texts = Sequence[str]
Lines = Sequence[Sequence[str]]


def folded(text: str, width: float) -> list[str]:
    out = []
    for written in text.split("\n"):
        line = ""
        for sign in written:
            if line and pdfmetrics.stringWidth(line + sign, "Song", SIZE) > width - 2 * PAD:
                out.append(line)
                line = ""
            line += sign
        out.append(line)
    return out


def printed(
    pages: Sequence[Sequence[Lines]],
    *widths: Sequence[float],
    around: Sequence[Sequence[tuple[float, float, str]]] = (),
) -> bytes:
    """Pages of rows of cells of lines; with the widths of all pages, or those of each.

    A row of one cell is as wide as all of them.
    ``around``: texts of each page with their places from the left and the top.
    """
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=PAPER)
    for rows, own, texts in zip_longest(pages, (widths * len(pages))[: len(pages)], around):
        canvas.setFont("Song", SIZE)
        for left, top, text in texts or ():
            canvas.drawString(left, PAPER[1] - top, text)
        y = PAPER[1] - 60
        for row in rows:
            height = PITCH * max(1, *map(len, row)) + 4
            x = LEFT
            for lines, width in zip(row, own if len(row) > 1 else (sum(own),), strict=True):
                canvas.rect(x, y - height, width, height)
                for at, line in enumerate(lines):
                    canvas.drawString(x + PAD, y - SIZE - PITCH * at, line)
                x += width
            y -= height
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def read(data: bytes) -> dict[int, dict[int, SourceCell]]:
    rows: dict[int, dict[int, SourceCell]] = {}
    for part in read_pdf_source(data).sections[0].parts:
        assert isinstance(part, SourceTable)
        for cell in part.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell
    return rows


def register() -> None:
    if "Song" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Song", str(resource("fonts/song.ttf"))))


def bare(text: str) -> str:
    return "".join(text.split())


columns = st.tuples(
    st.floats(60, 130), st.floats(45, 100), st.floats(45, 100),
    st.floats(30, 40), st.floats(30, 45), st.floats(70, 160),
)  # fmt: skip
long_rows = st.tuples(
    st.sampled_from(["农村户用厕所改造户数", "困难群众基本生活补助资金发放及时率", "满意度"]),
    st.sampled_from(["12月底前完成全部竣工验收并交付使用", "≤6.5万元/公里", "100%"]),
    st.sampled_from(["全面完成年度各项目标任务，保障了工作正常开展", "6.38万元/公里", "98.2%"]),
    st.sampled_from(["5", "10", "12.5"]),
    st.sampled_from(["5", "9.84", "11"]),
    st.sampled_from(
        [
            "",
            "因征地拆迁协调难度大，工期延后，下一步加强与镇村的沟通",
            "1.人员变动频繁，对系统操作不熟悉；\n2.下一步加强业务培训，建立双岗制度。",
        ]
    ),
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(columns, long_rows, st.integers(1, 6), st.booleans())
def test_a_row_that_a_page_end_tore_is_read_whole(
    widths: tuple[float, ...], texts: tuple[str, ...], cut: int, blank: bool
) -> None:
    register()
    row = [folded(text, width) for text, width in zip(texts, widths, strict=True)]
    before, after = [one[:cut] for one in row], [one[cut:] for one in row]
    spare = ("",) * len(HEAD)
    drawn = (HEAD, ROWS[0], spare if blank else ROWS[1], ROWS[2])
    others = [[folded(t, w) for t, w in zip(one, widths, strict=True)] for one in drawn]
    pages = [[*others[:3], before], [after, others[3]] if any(after) else [others[3]]]

    rows = read(printed(pages, widths))

    assert [bare(cell.text) for cell in rows[3].values()] == [bare(text) for text in texts]
    assert {cell.doubt for row in rows.values() for cell in row.values()} <= {"", TORN_FIGURE}
    assert [bare(cell.text) for cell in rows[4].values()] == [bare(text) for text in ROWS[2]]


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(columns, long_rows, long_rows)
def test_two_rows_at_a_page_end_are_two(
    widths: tuple[float, ...], above: tuple[str, ...], below: tuple[str, ...]
) -> None:
    register()
    others = [[folded(t, w) for t, w in zip(one, widths, strict=True)] for one in (HEAD, *ROWS)]
    two = [[folded(t, w) for t, w in zip(one, widths, strict=True)] for one in (above, below)]

    rows = read(printed([[*others, two[0]], [two[1], others[1]]], widths))

    assert [bare(cell.text) for cell in rows[4].values()] == [bare(text) for text in above]
    assert [bare(cell.text) for cell in rows[5].values()] == [bare(text) for text in below]


def test_two_rows_in_columns_too_narrow_to_tell_are_doubtful() -> None:
    register()
    widths = (40.0, 30.0, 30.0)
    rows = [["甲乙", "丙", "丁"], ["戊己", "庚", "辛"]]
    lines = [[folded(t, w) for t, w in zip(one, widths, strict=True)] for one in rows]
    head = [["名", "值", "值"]] * 2

    found = read(printed([[*([[[t] for t in one] for one in head]), lines[0]], [lines[1]]], widths))

    assert [cell.text for cell in found[3].values()] == rows[1]
    assert all(cell.doubt for row in (2, 3) for cell in found[row].values())


WIDTHS = (90.0, 80.0, 80.0, 35.0, 40.0, 100.0)
NARROW = (40.0, 40.0, 40.0)


def over_two_pages(
    first: Sequence[Texts], second: Sequence[Texts], widths: Sequence[float] = WIDTHS
) -> tuple[list[list[str]], set[str]]:
    """The rows as they are read, without spaces, and the doubts about them; "" is none."""
    register()
    pages = [
        [[folded(t, w) for t, w in zip(row, widths, strict=False)] for row in page]
        for page in (first, second)
    ]
    rows = read(printed(pages, widths))
    found = [[bare(cell.text) for cell in cells.values()] for cells in rows.values()]
    return found, {cell.doubt for cells in rows.values() for cell in cells.values()}


def wide_enough(*texts: Texts) -> list[float]:
    """Columns in which the longest of these texts has just one line."""
    register()
    return [
        max(pdfmetrics.stringWidth(text, "Song", SIZE) for text in column) + 2 * PAD + 0.5
        for column in zip(*texts, strict=True)
    ]


def test_paragraphs_of_a_cell_are_torn_where_there_is_room() -> None:
    above = ("培训人数", "≥120人", "126人", "10", "9", "一、人员变动；")
    below = ("", "", "", "", "", "下一步加强")
    rows, doubts = over_two_pages([HEAD, above], [below, ROWS[2]])
    assert (rows[1][5], len(rows), doubts) == ("一、人员变动；下一步加强", 3, {""})


def test_paragraphs_of_two_cells_are_torn_where_other_rows_are_blank() -> None:
    head = (*HEAD, "改进措施")
    others = [(*row[:5], "", "") for row in ROWS]
    above = ("培训人数", "≥120人", "126人", "10", "9", "人员变动。", "加强培训。")
    below = ("", "", "", "", "", "工期延后", "按月通报")
    rows, doubts = over_two_pages([head, *others, above], [below, others[0]], (*WIDTHS, 100.0))
    assert rows[4][5:] == ["人员变动。工期延后", "加强培训。按月通报"]
    assert (len(rows), doubts) == (6, {""})


def test_a_numbered_reason_below_another_does_not_make_one_row_of_two() -> None:
    above = ("", "", "", "", "", "1.人员变动；")
    below = ("培训人数", "≥120人", "126人", "10", "9", "2.加强培训")
    rows, doubts = over_two_pages([HEAD, *ROWS, above], [below, ROWS[0]])
    assert (rows[4], rows[5], doubts) == ([*above], [*below], {""})


def test_a_reason_in_one_row_only_does_not_make_one_row_of_two() -> None:
    above = ("培训骨干", "≥120人", "126人", "10", "9", "")
    below = ("受益群众", "≥950户", "961户", "10", "9", "工期延后")
    widths = [*wide_enough(above[:5]), 100.0]
    others = [(*above[:5], ""), (*below[:5], "")]
    rows, doubts = over_two_pages([HEAD, *others, above], [below, *others], widths)
    assert (rows[3], rows[4]) == ([*above], [*below])
    assert doubts == {"", MAYBE_TORN}


def test_reasons_that_end_do_not_make_one_row_of_two() -> None:
    above = ("培训骨干", "≥120人", "126人", "10", "9", "人员变动。")
    below = ("受益群众", "≥950户", "961户", "10", "9", "工期延后。")
    widths = [*wide_enough(above[:5]), 100.0]
    rows, doubts = over_two_pages([HEAD, *ROWS, above], [below, *ROWS], widths)
    assert (rows[4], rows[5], doubts) == ([*above], [*below], {""})


def test_a_row_that_is_torn_in_all_its_columns_is_one_by_its_long_lines() -> None:
    row = [["农村户用厕所改造户数和", "公路里程"], ["十二月底前完成全部竣工", "验收"],
           ["全面完成年度各项目标任", "务"]]  # fmt: skip
    before, after = ([lines[at] for lines in row] for at in (0, 1))
    others = [("培训人数", "较多", "较多"), ("按期完成率", "较高", "较高")]
    rows, doubts = over_two_pages([HEAD[:3], *others, before], [after, *others], (121.0,) * 3)
    assert (rows[3], doubts) == (["".join(lines) for lines in row], {""})


def test_a_head_that_is_torn_in_all_its_columns_is_one() -> None:
    row = [["三级指", "标"], ["年度指", "标值"], ["实际完", "成值"]]
    before, after = ([lines[at] for lines in row] for at in (0, 1))
    others = [("人数", "较多", "较多"), ("户数", "较多", "较多")]
    rows, doubts = over_two_pages([("甲", "乙", "丙"), before], [after, *others], NARROW)
    assert (rows[1], doubts) == (["三级指标", "年度指标值", "实际完成值"], {""})


def test_of_a_table_of_few_rows_the_row_that_lacks_columns_is_a_rest() -> None:
    above = ("培训业", "较多", "较多", "10", "9", "人员变")
    below = ("务骨干", "", "", "", "", "动")
    rows, doubts = over_two_pages([HEAD, above], [below], (40.0, 40.0, 40.0, 40.0, 40.0, 40.0))
    assert (rows[-1][0], rows[-1][5], doubts) == ("培训业务骨干", "人员变动", {""})


def test_the_blank_end_of_a_row_is_no_row() -> None:
    rows, doubts = over_two_pages([HEAD, *ROWS], [("",), ROWS[0], ROWS[1]])
    assert (rows, doubts) == ([[*row] for row in (HEAD, *ROWS, *ROWS[:2])], {""})


def test_an_open_bracket_begins_no_line_alone() -> None:
    above, below = ("农村公路改造工", *ROWS[0][1:]), ("（一期）", "", "", "", "", "")
    rows, doubts = over_two_pages([HEAD, *ROWS, above], [below, *ROWS], (95.0, *WIDTHS[1:]))
    assert (rows[4][0], doubts) == ("农村公路改造工（一期）", {""})


def test_a_head_that_is_repeated_without_the_label_beside_it_stands_once() -> None:
    rows, _ = over_two_pages([("绩效指标", *HEAD[:5]), *ROWS], [("", *HEAD[:5]), *ROWS])
    assert [row[1:] for row in rows].count([*HEAD[:5]]) == 1
