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
from core.exchange.sources.pdf_torn_rows import TORN_FIGURE
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
            for lines, width in zip(row, own, strict=True):
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
