"""Blocks between the paper and the clipboard, as the clerk's keys carry them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTableWidget

from core.exchange.clipboard_formats import read_html, read_text
from core.model.evaluation import ROOT, Indicator
from core.model.path import Path, read
from ui.document import Document
from ui.form.clipboard import offered
from ui.form.menu import paper_menu
from ui.form.paste_preview import PastePreview
from ui.form.view import FormView

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def press(form: FormView, *keys: Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
    for key in keys:
        QTest.keyClick(form.table, key, modifier)


def offer(html: str = "", text: str = "") -> None:
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)


def preview(form: FormView) -> PastePreview:
    box = form.window().findChild(PastePreview)
    assert isinstance(box, PastePreview)
    return box


def block_of(form: FormView, first: Path, right: int, down: int) -> None:
    form.go_to(first)
    press(form, *[Key.Key_Right] * right, *[Key.Key_Down] * down, modifier=SHIFT)


def test_a_block_is_copied_as_text_and_html(form: FormView, rows: list[Indicator]) -> None:
    block_of(form, Path(rows[4].id, "target"), 1, 1)
    press(form, Key.Key_C)
    data = QGuiApplication.clipboard().mimeData()
    wanted = ((rows[4].target, rows[4].actual), (rows[5].target, rows[5].actual))
    assert read_text(data.text()) == wanted
    assert read_html(data.html()) == wanted


def test_one_cell_is_copied_as_one_cell_also_where_it_is_merged(
    form: FormView, document: Document
) -> None:
    form.go_to(Path(document.evaluation.categories[0].id, "name"))
    press(form, Key.Key_C)
    assert QGuiApplication.clipboard().text() == "产出指标\n"


def test_rows_with_their_levels_are_copied_with_merged_cells(form: FormView) -> None:
    form.table.selectAll()
    press(form, Key.Key_C)
    data = QGuiApplication.clipboard().mimeData()
    assert 'rowspan="40"' in data.html()
    block = read_html(data.html())
    assert block is not None
    assert len(block) == form.model.rowCount()
    names = [text for row in block for text in row if text]
    cells = sorted(form.model.grid.cells, key=lambda cell: (cell.row, cell.column))
    assert names == [cell.text for cell in cells if cell.text]


def test_a_block_of_excel_goes_in_as_one_step(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[4].id, "target"))
    offer(
        "<table><tr><td>=90%</td><td>91%</td></tr><tr><td>甲<br>乙</td><td></td></tr></table>",
        "wrong\n",
    )
    press(form, Key.Key_V)
    after = list(document.evaluation.indicators)
    assert [(row.target, row.actual) for row in after[4:6]] == [("=90%", "91%"), ("甲\n乙", "")]
    assert document.undo_stack.count() == 1
    assert document.undo_stack.undoText() == "粘贴"
    assert {cell.path.node for cell in form.table.selected_cells() if cell.path} == {
        rows[4].id,
        rows[5].id,
    }
    document.undo_stack.undo()
    assert list(document.evaluation.indicators) == rows


def test_what_was_copied_is_pasted_as_it_was(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    block_of(form, Path(rows[38].id, "target"), 3, 4)
    press(form, Key.Key_C)
    form.go_to(Path(rows[0].id, "target"))
    press(form, Key.Key_V)
    after = list(document.evaluation.indicators)
    for name in ("target", "actual", "points", "score"):
        assert [getattr(row, name) for row in after[:5]] == [
            getattr(row, name) for row in rows[38:43]
        ]


def test_one_text_fills_all_selected_cells(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    block_of(form, Path(rows[4].id, "actual"), 0, 3)
    offer(text="100%\r\n")
    press(form, Key.Key_V)
    assert {row.actual for row in list(document.evaluation.indicators)[4:8]} == {"100%"}


def test_rows_that_do_not_fit_are_added_in_their_group_unless_the_clerk_chooses(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    told: list[str] = []
    form.message.connect(lambda said, _: told.append(said))
    names = [row.name for row in rows]
    for way, wanted, said in (
        (0, [*names[:40], "a", "b", "c", *names[40:]], "已粘贴 3 行，新增 3 行指标"),
        (1, [*names[:39], "a", "b", "c", *names[42:]], "已粘贴 3 行"),
    ):
        form.go_to(Path(rows[39].id, "name"))
        offer(text="a\t=1\nb\t=2\nc\t=3\n")
        press(form, Key.Key_V)
        assert list(document.evaluation.indicators) == rows, "it is shown first"
        box = preview(form)
        box.choices[way].click()
        box.accept()
        assert [row.name for row in document.evaluation.indicators] == wanted
        assert told.pop() == said
        cell = form.table.current_cell()
        assert cell is not None
        assert cell.text == "a"
        document.undo_stack.undo()
        assert list(document.evaluation.indicators) == rows


def test_the_preview_says_where_each_row_comes_to_stand(
    form: FormView, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[39].id, "name"))
    offer(text="a\t=1\nb\t=2\n")
    press(form, Key.Key_V)
    tables = preview(form).findChildren(QTableWidget)
    groups = {tuple(table.model().index(row, 0).data() for row in range(2)) for table in tables}
    assert groups == {("时效指标", "时效指标"), ("时效指标", "社会效益指标")}


def test_what_a_paste_would_add_or_leave_out_is_shown(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[-1].id, "points"))
    offer(text="1\t1\t无\t多余\n2\t2\t\n")
    press(form, Key.Key_V)
    box = preview(form)
    assert "1 行表中没有位置" in box.findChildren(QLabel)[0].text()
    assert "1 处内容没有可填的单元格" in box.findChildren(QLabel)[0].text()
    (table,) = box.findChildren(QTableWidget)
    model = table.model()
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(5)]
    assert heads == ["归入", "分值", "得分", "偏差原因分析及改进措施", "第 4 列"]
    assert model.headerData(1, Qt.Orientation.Vertical) == "2 新增"
    assert model.index(0, 4).data(Qt.ItemDataRole.FontRole).strikeOut()
    QTest.keyClick(box, Key.Key_Escape)
    assert document.undo_stack.count() == 0


def test_the_clerk_chooses_how_a_whole_table_comes_in(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[0].id, "name"))
    table = "产出指标\t数量指标\t甲\t=1\n效益指标\t社会效益指标\t乙\t=2\n"
    for way, names in ((0, ["甲", "乙", rows[2].name]), (1, ["甲", "乙"])):
        offer(text=table)
        press(form, Key.Key_V)
        box = preview(form)
        assert box.choices[0].isChecked()
        box.choices[way].click()
        assert f"换下这里起的 {len(rows)} 行指标" in box.choices[1].text()
        box.accept()
        assert [row.name for row in document.evaluation.indicators][:3] == names
        document.undo_stack.undo()
        assert list(document.evaluation.indicators) == rows


def test_cut_copies_and_empties(form: FormView, document: Document, rows: list[Indicator]) -> None:
    form.go_to(Path(rows[4].id, "actual"))
    press(form, Key.Key_X)
    assert QGuiApplication.clipboard().text() == rows[4].actual + "\n"
    assert read(document.evaluation, Path(rows[4].id, "actual")) == ""


def test_a_clipboard_without_anything_is_an_empty_block() -> None:
    assert offered(None).block == ()
    assert offered(QMimeData()).block == ()


def test_nothing_to_paste_changes_nothing(form: FormView, document: Document) -> None:
    QGuiApplication.clipboard().clear()
    press(form, Key.Key_V)
    offer(text="x")
    form.table.setCurrentIndex(form.model.index_of(form.model.grid.at(2, 0)))
    press(form, Key.Key_V)
    assert document.undo_stack.count() == 0


def test_a_computed_cell_is_copied_as_it_shows(form: FormView) -> None:
    form.go_to(Path(ROOT, "total_score"))
    press(form, Key.Key_C)
    assert QGuiApplication.clipboard().text() == "96.7\n"


@pytest.mark.parametrize("html", ["<p>甲\t乙</p>", "<table></table>"])
def test_html_without_a_table_leaves_it_to_the_text(html: str) -> None:
    data = QMimeData()
    data.setHtml(html)
    data.setText("甲\t乙")
    assert offered(data).block == (("甲", "乙"),)


def test_lines_of_a_text_go_into_one_cell_where_a_long_text_belongs(
    form: FormView, document: Document
) -> None:
    goal = Path(ROOT, "goal_expected")
    steps = document.undo_stack.count()
    form.go_to(goal)
    offer(text="确保养老金按时足额发放；\r\n防止社保基金流失。\r\n")
    press(form, Key.Key_V)
    assert read(document.evaluation, goal) == "确保养老金按时足额发放；\n防止社保基金流失。"
    assert document.undo_stack.count() == steps + 1
    assert form.window().findChild(PastePreview) is None


def test_lines_that_a_page_had_broken_can_be_joined(form: FormView, document: Document) -> None:
    told: list[tuple[str, Callable[[], None]]] = []
    form.message.connect(lambda _, button: told.append(button))
    goal = Path(ROOT, "goal_expected")
    form.go_to(goal)
    offer(
        text="方便享受本市社保待遇人员在\n居住地就近领取养老金，解决有特殊困难人员的实\n际问题。\n"
    )
    press(form, Key.Key_V)
    ((name, join),) = told
    assert name == "并成一段"
    join()
    joined = "方便享受本市社保待遇人员在居住地就近领取养老金，解决有特殊困难人员的实际问题。"
    assert read(document.evaluation, goal) == joined
    document.undo_stack.undo()
    assert read(document.evaluation, goal).count("\n") == 2


def test_lines_of_a_text_are_cells_below_one_another_where_rows_are(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[2].id, "actual"))
    offer(text="98%\n99%\n")
    press(form, Key.Key_V)
    assert [row.actual for row in document.evaluation.indicators][2:4] == ["98%", "99%"]


def test_the_right_mouse_button_offers_what_the_keys_do(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    form.go_to(Path(rows[4].id, "actual"))
    menu = paper_menu(form.table.blocks, (), form.table)
    named = {action.text().split("\t")[0]: action for action in menu.actions() if action.text()}
    named["复制"].trigger()
    assert QGuiApplication.clipboard().text() == rows[4].actual + "\n"
    named["清空"].trigger()
    assert read(document.evaluation, Path(rows[4].id, "actual")) == ""
    named["粘贴"].trigger()
    assert read(document.evaluation, Path(rows[4].id, "actual")) == rows[4].actual
    document.close_to_edits("已定稿")
    menu = paper_menu(form.table.blocks, (), form.table)
    enabled = [action.text()[:2] for action in menu.actions() if action.isEnabled()]
    assert [text for text in enabled if text] == ["复制"]


def test_too_much_for_a_form_or_a_cell_is_said_and_not_pasted(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    told: list[str] = []
    form.message.connect(lambda sentence, _: told.append(sentence))
    before = document.evaluation
    form.go_to(Path(rows[4].id, "actual"))
    offer(html="<table>" + "<tr><td>x</td></tr>" * 5_000 + "</table>")
    press(form, Key.Key_V)
    assert "没有粘贴" in told[-1]
    form.go_to(Path(rows[4].id, "actual"), edit=True)
    offer(text="9" * 50_000)
    assert form.table.editor is not None
    form.table.editor.paste()
    assert "20000 字" in told[-1]
    assert document.evaluation is before


@pytest.mark.parametrize(
    ("html", "text", "wanted"),
    [
        (
            "<table><tr><td>称“放管服”<br>第二行</td></tr></table>",
            '"称“放管服”\n第二行"\r\n',
            "称“放管服”\n第二行",
        ),
        ("", '"含""引号""\n第二行"\r\n', '含"引号"\n第二行'),
        ("", "甲\t乙\r\n丙\t\r\n", "甲 乙\n丙"),
        ("<p>“甲”</p>", '"甲\n乙"', '"甲\n乙"'),
    ],
)
def test_an_open_cell_takes_what_a_closed_one_would(
    form: FormView, document: Document, rows: list[Indicator], html: str, text: str, wanted: str
) -> None:
    path = Path(rows[4].id, "deviation")
    form.go_to(path, edit=True)
    assert form.table.editor is not None
    QTest.keyClicks(form.table.editor, "x")  # nothing typed yet: tables go to cells
    form.table.editor.selectAll()
    offer(html, text)
    QTest.keyClick(form.table.editor, Key.Key_V, CONTROL)
    assert read(document.evaluation, path) == wanted


def test_a_copied_file_is_no_text(
    form: FormView, document: Document, rows: list[Indicator]
) -> None:
    told: list[str] = []
    form.message.connect(lambda sentence, _: told.append(sentence))
    before = document.evaluation
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/某/自评表.xlsx")])
    for edit in (False, True):
        form.go_to(Path(rows[4].id, "deviation"), edit=edit)
        QGuiApplication.clipboard().setMimeData(data)
        QTest.keyClick(form.table.editor or form.table, Key.Key_V, CONTROL)
        assert "复制的是文件" in told.pop()
    assert form.table.editor is not None
    assert not form.table.editor.canInsertFromMimeData(data), "a dropped one goes to the window"
    assert document.evaluation is before
