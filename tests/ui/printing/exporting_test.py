"""Giving out: the annex, the form by its own rules, and many forms in one go."""

from pathlib import Path as File

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from core.issuing.options import Paper
from core.model.edits import SetField
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from ui.main_window import MainWindow


@pytest.fixture
def shown(window: MainWindow) -> list[File]:
    """What was opened with the system's own programs."""
    shown: list[File] = []
    window.features.exporting.show_file = shown.append
    return shown


def test_the_annex_is_exported_and_opened(
    window: MainWindow,
    shown: list[File],
    tmp_path: File,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    titles: list[str] = []

    def choose(_: object, title: str, proposed: str, *_more: object) -> tuple[str, str]:
        titles.append(title)
        return str(tmp_path / File(proposed).name), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.commands["export_annex"].trigger()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert titles == ["导出评分底稿"]
    assert shown[0].name.endswith("_2021_评分底稿_第1版.pdf")
    expected = window.features.exporting.printout(paper=Paper.ANNEX)
    assert expected is not None
    assert shown[0].read_bytes() == expected.pdf()
    assert expected.options.paper is Paper.ANNEX


def test_a_form_is_given_out_by_the_rules_that_the_window_shows(window: MainWindow) -> None:
    window.document.edit(SetField(Path(ROOT, "profile"), "旧口径2016"))
    printout = window.features.exporting.printout()
    assert printout is not None
    assert printout.rules is window.document.profile


def test_a_final_form_without_a_paper_keeps_the_first_one_made(
    window: MainWindow, tmp_path: File, qtbot: QtBot, shown: list[File]
) -> None:
    number = window.open_form.id or 0
    window.shelf.ask(lambda archive: archive.finalize(number, errors=0))
    window.filing.start(Evaluation(project="另一份"))
    printout = window.features.exporting.printout(number)
    assert printout is not None
    assert printout.frozen_file is None
    window.features.exporting.write(tmp_path / "一.pdf", printout.pdf)
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    kept = window.shelf.ask(lambda archive: archive.paper(number, 1))
    assert kept == shown[0].read_bytes()
    again = window.features.exporting.printout(number)
    assert again is not None
    assert again.frozen_file == kept
