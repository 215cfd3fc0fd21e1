"""The menu of the right mouse button: only what it can do, and to the row that was clicked."""

import pytest
from PySide6.QtWidgets import QApplication

from core.model.evaluation import ROOT
from core.model.path import Path
from ui.form.menu import paper_menu
from ui.main_window import MainWindow

ROWS = {"改名", "上移", "均分分值", "采用建议分", "佐证材料…", "删除所选行"}


def offered(window: MainWindow) -> set[str]:
    table = window.form.table
    menu = paper_menu(table.blocks, table.row_actions, table)
    texts = {action.text().split("\t")[0] for action in menu.actions() if action.text()}
    menu.deleteLater()
    return texts


def test_rows_are_worked_on_where_a_row_was_clicked(window: MainWindow) -> None:
    form, evaluation = window.form, window.document.evaluation
    category = evaluation.categories[0]
    row = category.groups[0].indicators[0]
    for path in (Path(row.id, "actual"), Path(category.id, "name")):
        form.go_to(path)
        assert offered(window) >= ROWS
    for path in (Path(ROOT, "project"), Path(evaluation.funds[1].id, "annual")):
        form.go_to(path)
        assert not offered(window) & ROWS
        assert "复制" in offered(window)


def test_a_source_of_funds_is_renamed_on_the_paper(window: MainWindow) -> None:
    fund = window.document.evaluation.funds[1]
    window.form.go_to(Path(fund.id, "annual"))
    window.commands["rename"].trigger()
    editor = window.form.table.editor
    assert editor is not None
    assert editor.path == Path(fund.id, "name")
    window.form.table.drop_editor()
    window.form.go_to(Path(ROOT, "project"))
    window.commands["rename"].trigger()
    assert window.form.current_path() == Path(ROOT, "project")
    assert "改名" in window.notice.text()


@pytest.mark.parametrize("command", ["up", "down"])
def test_what_cannot_be_moved_says_why(command: str, window: MainWindow) -> None:
    evaluation = window.document.evaluation
    row = list(evaluation.indicators)[0 if command == "up" else -1]
    for path, why in (
        (Path(ROOT, "project"), "请先选择要移动的指标行"),
        (Path(row.id, "actual"), "已经是最"),
    ):
        window.form.go_to(path)
        window.commands[command].trigger()
        assert why in window.notice.text()
    assert window.document.evaluation == evaluation


def test_renaming_leaves_the_outline_as_wide_as_it_was_dragged(window: MainWindow) -> None:
    window.resize(1093, 600)
    window.show()
    window.panes.open_left()
    QApplication.processEvents()
    window.panes.setSizes([400, 400, 293])
    wide = window.panes.left.width()
    row = next(iter(window.document.evaluation.indicators))
    window.form.go_to(Path(row.id, "actual"))
    window.commands["rename"].trigger()
    assert window.panes.left.width() == wide
    window.outline.commit()
