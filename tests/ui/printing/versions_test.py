"""A paper that left the window keeps its version for itself."""

from pathlib import Path as File

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.issuing.identification import identify
from core.issuing.options import Paper
from core.model.edits import Keep, SetField
from core.model.path import Path
from core.sample import sample
from ui.exporting.export_dialog import Wish
from ui.main_window import MainWindow
from ui.printing.preview import Preview

ROW = next(iter(sample().indicators)).id


@pytest.fixture
def fresh(window: MainWindow) -> MainWindow:
    """A form begun in this session: its edits go into its version 1."""
    assert window.filing.start(sample())
    return window


def version_after(window: MainWindow, edit: Keep | SetField) -> int:
    window.document.edit(edit)
    assert window.autosave.flush()
    return window.open_form.version


def test_after_a_print_a_changed_cell_begins_a_version_and_a_kept_warning_none(
    fresh: MainWindow, qtbot: QtBot, tmp_path: File, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ui.printing.printer.ask_and_print",
        lambda pages, name, _, then: (tmp_path / f"{name}.pdf").write_bytes(pages.data) and then(1),
    )
    fresh.commands["preview"].trigger()
    preview = fresh.preview
    qtbot.addWidget(preview)

    def print_it(count: int) -> None:
        qtbot.waitUntil(lambda: bool(preview.source.sizes) and _idle(preview), timeout=20_000)
        preview.print.click()
        qtbot.waitUntil(lambda: len(list(tmp_path.glob("*.pdf"))) == count, timeout=20_000)

    actual = Path(ROW, "actual")
    assert version_after(fresh, SetField(actual, "改过")) == 1
    print_it(1)
    assert version_after(fresh, Keep(ROW, "overshoot", "任务增加")) == 1
    (first,) = tmp_path.glob("*第1版*.pdf")
    told = identify([str(first)], fresh.autosave._shelf.path).text
    assert "内容与档案一致，是最新一版" in told
    assert version_after(fresh, SetField(actual, "又改")) == 2
    print_it(2)
    (second,) = tmp_path.glob("*第2版*.pdf")
    told = identify([str(first), str(second)], fresh.autosave._shelf.path).text
    assert "不是同一份，分属 2 份" in told
    assert "不是最新一版：最新是第 2 版" in told
    preview.close()


def _idle(preview: Preview) -> bool:
    return preview.source.current and not preview.source.jobs.running


@pytest.mark.parametrize("command", ["export_pdf", "export_json", "export_annex"])
def test_an_export_keeps_the_version_too(
    fresh: MainWindow,
    command: str,
    tmp_path: File,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fresh.features.exporting.show_file = lambda _: True
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / File(given[2]).name), "")
    )
    actual = Path(ROW, "actual")
    assert version_after(fresh, SetField(actual, "改过")) == 1
    fresh.commands[command].trigger()
    qtbot.waitUntil(lambda: "已导出到" in fresh.notice.text(), timeout=20_000)
    assert version_after(fresh, SetField(actual, "又改")) == 2


def test_many_at_once_keep_theirs(fresh: MainWindow, tmp_path: File, qtbot: QtBot) -> None:
    number = fresh.open_form.id
    assert number is not None
    fresh.features.batch.write(Wish(Paper.FORM, ((number, "这一份"),), tmp_path, None))
    qtbot.waitUntil(lambda: "已导出 1 份" in fresh.notice.text(), timeout=20_000)
    assert version_after(fresh, SetField(Path(ROW, "actual"), "又改")) == 2
