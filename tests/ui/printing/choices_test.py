"""What is chosen over the pages: across, with signatures; an empty form; what is frozen."""

from pathlib import Path as File

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.archive.records import Stage
from core.filling.signature_block import SIGNATURES, lacking
from core.issuing.finalizing import paper_of
from core.model.edits import SetField
from core.model.path import Path
from core.sheet.page_setup import USUAL, Margins, PageSetup
from ui.jobs import PDFIUM
from ui.main_window import MainWindow
from ui.printing.margins_dialog import MarginsDialog
from ui.printing.page_source import close, pages_of
from ui.printing.preview import Preview
from ui.printing.printer import new_printer


def settled(preview: Preview) -> bool:
    source = preview.source
    return source.current and bool(source.sizes) and not source.jobs.running


def text(preview: Preview) -> str:
    with PDFIUM, pypdfium2.PdfDocument(preview.source.data()) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> Preview:
    window.commands["preview"].trigger()
    qtbot.addWidget(window.preview)
    qtbot.waitUntil(lambda: settled(window.preview), timeout=20_000)
    return window.preview


def across(preview: Preview) -> bool:
    return all(width > height for width, height in preview.source.sizes)


def test_pages_lie_across_until_asked_otherwise(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    assert not across(preview)
    preview.choices.landscape.click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert across(preview)
    assert window.settings.landscape
    printout = window.features.exporting.printout()
    assert printout is not None
    assert printout.pdf() == preview.source.data()


def test_margins_and_both_sides_are_chosen_over_the_pages_and_remembered(
    window: MainWindow, preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = preview.source.data()
    preview.choices.margins.click()
    dialog = preview.findChildren(MarginsDialog)[0]
    assert [field.value() for field in dialog.fields] == [28, 15, 18, 18]
    dialog.fields[0].setValue(35)
    dialog.accept()
    preview.choices.duplex.click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    wished = PageSetup(duplex=True, margins=Margins(binding=35))
    assert preview.options().setup == wished
    assert preview.source.data() != before
    assert window.settings.page_setup == wished
    printout = window.features.exporting.printout()
    assert printout is not None
    assert printout.pdf() == preview.source.data()
    pages = pages_of(printout)
    asked: list[QPrinter.DuplexMode] = []  # where no printer is, the mode is not kept
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _, mode: asked.append(mode))
    new_printer(pages, "表")
    assert asked == [QPrinter.DuplexMode.DuplexLongSide]
    close(pages)


def test_the_usual_margins_come_back_with_one_click(preview: Preview) -> None:
    dialog = MarginsDialog(Margins(45, 10, 20, 20), preview)
    dialog.usual.click()
    assert dialog.margins() == USUAL


def test_the_ends_of_pages_on_the_form_are_those_of_the_pages(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    cuts = window.form._cuts
    cuts._idle.setInterval(0)
    found = []
    choices = preview.choices
    for box in (choices.stamped, choices.landscape):
        box.click()
        qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
        pages = len(preview.source.sizes)
        qtbot.waitUntil(
            lambda pages=pages: len(cuts.places) == pages - 1 and tuple(cuts.places) not in found,  # type: ignore[misc]
            timeout=20_000,
        )
        found.append(tuple(cuts.places))
    assert found[0] != found[1]


def test_the_window_does_not_grow_with_what_it_says(preview: Preview) -> None:
    before = preview.minimumSizeHint().width()
    preview._set_printing(True)
    preview.where.setText("正在准备打印…　第 100 / 100 页")
    assert preview.minimumSizeHint().width() == before <= preview.sizeHint().width()


def test_a_block_to_sign_comes_onto_form_and_page_and_goes_again(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    start = window.document.evaluation
    assert not preview.choices.signed.isChecked()
    preview.choices.signed.click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert preview.choices.signed.isChecked()
    assert all(f"{name}：" in text(preview) for name in SIGNATURES)
    form = window.document.evaluation
    assert lacking(form) == ()
    assert window.form.model.grid.of_path(Path(form.signatures[0].id, "text")) is not None
    window.document.edit(SetField(Path(form.signatures[0].id, "text"), "赵钱孙"))
    qtbot.waitUntil(lambda: "赵钱孙" in text(preview), timeout=20_000)
    window.commands["undo"].trigger()
    preview.choices.signed.click()
    qtbot.waitUntil(lambda: "填报人" not in text(preview), timeout=20_000)
    assert window.document.evaluation == start


def test_what_is_typed_there_is_not_taken_away(window: MainWindow) -> None:
    window.commands["sign"].trigger()
    for part in window.document.evaluation.signatures:
        window.document.edit(SetField(Path(part.id, "text"), "有"))
    before = window.document.evaluation
    window.commands["sign"].trigger()
    assert window.document.evaluation is before
    assert "请先清空" in window.notice.text()


@pytest.mark.parametrize("command", ["sign", "undo"])
def test_the_block_goes_from_under_the_cursor(window: MainWindow, command: str) -> None:
    window.commands["sign"].trigger()
    last = window.document.evaluation.signatures[-1]
    window.form.go_to(Path(last.id, "text"))
    window.commands[command].trigger()
    assert not window.document.evaluation.signatures
    assert window.form.current_path() is not None


def test_an_empty_form_is_shown_to_be_printed(window: MainWindow, qtbot: QtBot) -> None:
    before = window.document.evaluation
    window.commands["blank_paper"].trigger()
    preview = window.preview
    qtbot.addWidget(preview)
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    found = text(preview)
    assert all(word in found for word in ("财政项目支出绩效自评表", "三级指标", "填报人："))
    for word in ("社会保险服务费", "核对码", "草稿"):
        assert word not in found
    assert "空白表" in preview.windowTitle()
    assert not preview.choices.signed.isEnabled()
    assert not preview.choices.stamped.isEnabled()
    assert not preview.choices.stamped.isChecked()  # there is no code on these pages
    assert window.settings.stamped
    assert [one.isEnabled() for one in preview.papers.buttons()] == [True, False]
    window.document.edit(SetField(Path(0, "project"), "别的"))
    assert window.document.evaluation != before
    preview.choices.landscape.click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert across(preview)
    assert "别的" not in text(preview)
    window.commands["preview"].trigger()
    assert all(one.isEnabled() for one in preview.papers.buttons())


def test_a_final_form_is_as_it_was_frozen_whatever_is_wished_later(
    window: MainWindow, preview: Preview, qtbot: QtBot, tmp_path: File
) -> None:
    del tmp_path
    preview.choices.landscape.click()
    window.settings.person_asked = True
    window.commands["finalize"].trigger()
    box = next(box for box in window.findChildren(QMessageBox) if box.isVisible())
    check = box.checkBox()
    assert check is not None
    check.setChecked(True)
    next(button for button in box.buttons() if button.text() == "定稿").click()
    qtbot.waitUntil(lambda: window.open_form.stage == Stage.FINAL, timeout=20_000)
    kept = window.shelf.ask(lambda archive: paper_of(archive, 1))
    qtbot.waitUntil(lambda: settled(preview) and preview.source.data() == kept, timeout=20_000)
    assert across(preview)
    assert "填报人：" in text(preview)
    assert lacking(window.document.evaluation) == ()
    assert not preview.choices.landscape.isEnabled()
    assert not preview.choices.signed.isEnabled()
    window.settings.landscape = False
    printout = window.features.exporting.printout()
    assert printout is not None
    assert printout.pdf() == kept


def test_the_box_of_drafts_says_what_the_pages_carry(window: MainWindow, preview: Preview) -> None:
    assert preview.choices.stamped.isChecked()
    assert preview.choices.draft.isChecked()  # a stamped draft bears it
    preview.choices.stamped.click()
    assert not preview.choices.draft.isChecked()
    preview.choices.draft.click()
    assert preview.choices.draft.isChecked()
    assert preview.options().draft
    preview.choices.stamped.click()
    preview.choices.stamped.click()
    assert preview.choices.draft.isChecked()  # as it was wished
    del window


def test_what_came_of_an_export_is_said_over_the_preview(
    window: MainWindow, preview: Preview
) -> None:
    assert not window.preview_notice.isVisible()
    window.features.exporting.message.emit("已导出到“表.pdf”", None)
    assert window.preview_notice.isVisible()
    assert window.preview_notice.text() == window.notice.text()
    del preview
