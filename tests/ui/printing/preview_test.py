"""The preview is the page: the very PDF, in step with the form, printed as large as it is."""

import sys
from collections.abc import Callable
from pathlib import Path as File

import pypdfium2
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from core.issuing.options import Paper, PrintOptions
from core.issuing.printing import Printout
from core.model.edits import Insert, Place, SetField, Together
from core.model.evaluation import ROOT
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from tests.ui.pixels import colours
from ui.jobs import PDFIUM
from ui.main_window import MainWindow
from ui.printing.page_source import MEMORY, Pages, PageSource, close, read_pages, render
from ui.printing.pages_view import Fit
from ui.printing.preview import Preview
from ui.printing.printer import Printing, chosen_pages, new_printer, paint_pages
from ui.theme import LIGHT

PROJECT = Path(ROOT, "project")
FORM = Printout(sample(), profile_for(""))


@pytest.fixture
def preview(window: MainWindow, qtbot: QtBot) -> Preview:
    window.commands["preview"].trigger()
    preview = window.preview
    qtbot.addWidget(preview)
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    return preview


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Pages]:
    """What was handed to the system's print dialog."""
    printed: list[Pages] = []

    def ask(pages: Pages, _: str, __: object, then: Callable[[int], object]) -> None:
        printed.append(pages)
        then(len(pages.sizes))

    monkeypatch.setattr("ui.printing.printer.ask_and_print", ask)
    return printed


def settled(preview: Preview) -> bool:
    """Everything in sight is drawn."""
    source = preview.source
    return source.current and bool(source.sizes) and not source.jobs.running and not source._asked


def text(data: bytes) -> str:
    with PDFIUM, pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_the_pages_are_those_of_the_pdf(preview: Preview) -> None:
    assert preview.isVisible()
    assert "第 1 号 第 1 版 草稿" in text(preview.source.data())
    assert len(preview.source.sizes) == 3
    assert preview.where.text() == "第 1 / 3 页"
    assert preview.thumbnails.model().rowCount() == 3
    assert "社会保险服务费" in preview.windowTitle()


def test_an_edit_is_followed_without_waiting_for_it(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    preview.choices.stamped.click()  # the version at the foot is another one after an edit
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    before = preview.source.data()
    assert before == replace(FORM, version=1).pdf()
    window.document.edit(SetField(PROJECT, "新的名称"))
    assert preview.source.data() == before
    qtbot.waitUntil(lambda: "新的名称" in text(preview.source.data()), timeout=20_000)
    window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: preview.source.data() == before, timeout=20_000)


def test_pages_of_an_older_form_never_take_the_place_of_newer_ones(
    application: object, qtbot: QtBot
) -> None:
    del application
    source = PageSource()
    loads: list[str] = []
    source.loaded.connect(lambda: loads.append(text(source.data())))
    for name in ("甲项目", "乙项目", "丙项目"):
        source.show(replace(FORM, evaluation=replace(sample(), project=name)))
    qtbot.waitUntil(lambda: source.current and bool(loads), timeout=20_000)
    assert len(loads) == 1
    assert "丙项目" in loads[0]
    source.forget()
    source.jobs.wait()


def test_pictures_follow_the_pages(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    def inks() -> list[int]:
        return [hash(bytes(image.constBits())) for _, image in preview.source._pictures.values()]

    before = inks()
    preview.choices.stamped.click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    preview.repaint()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert not set(before) & set(inks())
    assert all(pages is preview.source._pages for pages, _ in preview.source._pictures.values())
    assert window.document.undo_stack.count() == 0


def test_zoom_fits_and_has_its_limits(preview: Preview, qtbot: QtBot) -> None:
    pages = preview.pages
    fitting = pages.scale()
    assert preview.zoom.currentText() == "适合宽度"
    preview.zoom.setCurrentIndex(1)
    preview.zoom.activated.emit(1)
    assert pages.zoom is Fit.PAGE
    assert pages.scale() < fitting
    assert pages._sizes[0].height() <= pages.viewport().height()
    preview.resize(640, 300)  # a whole page is smaller there than one may choose
    assert pages._sizes[0].height() <= pages.viewport().height()
    pages.set_zoom(1.0)
    unit = preview.logicalDpiX() / 72
    assert pages._sizes[0] == QSize(round(595.28 * unit), round(841.89 * unit))
    assert preview.zoom.currentText() == "100%"
    pages.zoom_by(1.1)
    assert preview.zoom.currentIndex() == -1
    assert preview.zoom.placeholderText() == "110%"
    shown = preview.zoom.grab().toImage()
    preview.zoom.setPlaceholderText("")
    assert preview.zoom.grab().toImage() != shown
    for _ in range(40):
        pages.zoom_by(2)
    assert pages.scale() == 4.0
    pages.set_zoom(2.0)
    pages.go_to(2)
    assert pages.page == 2
    assert preview.thumbnails.currentIndex().row() == 2
    assert preview.where.text().endswith("第 3 / 3 页")
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert preview.source.memory <= MEMORY


def test_only_what_is_in_sight_is_drawn(window: MainWindow, preview: Preview, qtbot: QtBot) -> None:
    form = window.document.evaluation
    group = form.categories[0].groups[0]
    row = group.indicators[0]
    rows = [replace(row, id=5000 + at, name=f"指标{at}") for at in range(400)]
    place = Place(group.id, "indicators")
    window.document.edit(Together(tuple(Insert(place, new) for new in rows), "添加"))
    preview.pages.set_zoom(1.5)
    qtbot.waitUntil(lambda: len(preview.source.sizes) > 10 and settled(preview), timeout=60_000)
    large = {page for page, width in preview.source._pictures if width > 400}
    assert len(large) <= 4
    preview.pages.go_to(9)
    drawn = preview.source._pictures
    qtbot.waitUntil(lambda: 9 in {page for page, width in drawn if width > 400}, timeout=20_000)


def test_a_thumbnail_leads_to_its_page(preview: Preview, qtbot: QtBot) -> None:
    view = preview.thumbnails
    place = view.visualRect(view.model().index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert preview.pages.page == 1
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)


def test_the_annex_lies_across_and_begins_at_its_first_page(preview: Preview, qtbot: QtBot) -> None:
    preview.pages.go_to(2)
    preview.papers.buttons()[1].click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    width, height = preview.source.sizes[0]
    assert width > height
    assert preview.pages.page == 0
    assert not preview.choices.draft.isEnabled()
    assert "绩效自评评分底稿" in text(preview.source.data())


def test_what_is_kept_is_what_is_seen(
    window: MainWindow,
    preview: Preview,
    tmp_path: File,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered: list[str] = []

    def choose(_: object, __: str, name: str, ___: str) -> tuple[str, str]:
        offered.append(File(name).name)
        return str(tmp_path / "出.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    shown: list[File] = []
    window.features.exporting.show_file = shown.append
    preview.choices.public.setChecked(True)
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    preview.keep.click()
    qtbot.waitUntil(lambda: bool(shown), timeout=20_000)
    assert offered == ["上海市社会保险事业管理中心_社会保险服务费_2021_第1版_公开版.pdf"]
    assert shown[0].read_bytes() == preview.source.data()


def test_what_is_printed_is_ready_before_the_dialog_opens(
    preview: Preview, printed: list[Pages], qtbot: QtBot
) -> None:
    preview.print.click()
    assert not preview.print.isEnabled()
    preview.print.click()
    qtbot.waitUntil(lambda: bool(printed) and settled(preview), timeout=20_000)
    assert preview.print.isEnabled()
    assert [pages.data for pages in printed] == [preview.source.data()]
    assert f"已送去打印 {len(printed[0].sizes)} 页" in preview.where.text()


def test_it_stays_in_sight_while_it_asks_where_to_save(
    preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where no window is active just now, as when the print dialog has closed."""
    over: list[object] = []
    monkeypatch.setattr("ui.file_choice.QApplication.activeWindow", lambda: None)

    def ask(window: object, *_: object) -> tuple[str, str]:
        over.append(window)
        return "", ""

    monkeypatch.setattr("ui.file_choice.QFileDialog.getSaveFileName", ask)
    preview.keep.click()
    qtbot.waitUntil(lambda: bool(over), timeout=20_000)
    assert over == [preview]


def test_a_character_that_does_not_print_is_told_before(
    window: MainWindow, preview: Preview, printed: list[Pages], qtbot: QtBot
) -> None:
    window.document.edit(SetField(PROJECT, "\U0003fffd项目"))
    preview.print.click()
    qtbot.waitUntil(lambda: bool(preview.findChildren(QMessageBox)), timeout=20_000)
    box = preview.findChildren(QMessageBox)[0]
    assert "U+3FFFD，在项目名称" in box.informativeText()
    assert printed == []
    next(b for b in box.buttons() if b.text() == "仍然打印").click()
    qtbot.waitUntil(lambda: bool(printed) and settled(preview), timeout=20_000)


def test_pages_without_a_code_stay_so_until_asked_for(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    assert preview.choices.stamped.isChecked()
    assert "核对码" in text(preview.source.data())
    preview.choices.stamped.click()
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert "核对码" not in text(preview.source.data())
    assert not window.settings.stamped
    printout = window.features.exporting.printout()
    assert printout is not None
    assert printout.options.plain


def test_closing_gives_everything_back_and_opening_shows_it_again(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()
    assert preview.source.sizes == ()
    assert preview.source.memory == 0
    qtbot.waitUntil(lambda: not preview.source.jobs.running, timeout=20_000)
    window.document.edit(SetField(PROJECT, "之后"))
    assert not preview._wait.isActive()
    assert not preview.source.jobs.running
    assert preview.pages.said == ""
    window.commands["preview"].trigger()
    assert preview.pages.said  # an empty desk would look as if there was nothing
    assert colours(preview.pages.viewport().grab().toImage()) > {QColor(LIGHT.desk).rgb()}
    qtbot.waitUntil(lambda: settled(preview), timeout=20_000)
    assert preview.pages.said == ""
    assert "之后" in text(preview.source.data())


def test_without_a_form_there_is_nothing_to_preview(
    window: MainWindow, preview: Preview, qtbot: QtBot
) -> None:
    window.commands["delete"].trigger()
    qtbot.waitUntil(lambda: not preview.isVisible(), timeout=30_000)
    assert not window.commands["preview"].isEnabled()


@pytest.mark.parametrize("paper", list(Paper))
def test_a_printer_gets_the_pages_as_large_as_they_are(
    application: object, tmp_path: File, paper: Paper
) -> None:
    del application
    pages = read_pages(replace(FORM, options=PrintOptions(paper=paper)).pdf())
    printer = new_printer(pages, "样表")
    assert chosen_pages(printer, len(pages.sizes)) == list(range(len(pages.sizes)))
    printer.setOutputFileName(str(tmp_path / "印出.pdf"))
    ends = [0, len(pages.sizes) - 1]
    assert list(paint_pages(pages, printer, ends)) == [1, 2]
    printed = read_pages((tmp_path / "印出.pdf").read_bytes())
    assert len(printed.sizes) == 2
    for side, wanted in zip(printed.sizes[0], pages.sizes[0], strict=True):
        assert abs(side - wanted) < 1
    for at, page in enumerate(ends):
        ink = ink_of(render(printed, at, 600))
        given = ink_of(render(pages, page, 600))
        assert all(abs(one - other) <= 2 for one, other in zip(ink, given, strict=True))
    close(pages)
    close(printed)


def test_pages_are_printed_one_at_a_time_until_stopped(
    window: MainWindow, tmp_path: File, qtbot: QtBot
) -> None:
    pages, over = read_pages(FORM.pdf()), list[int]()
    for stopped in (False, True):
        printer = new_printer(pages, "样表")
        printer.setOutputFileName(str(tmp_path / f"{stopped}.pdf"))
        printing = Printing(pages, printer, window, over.append)
        if stopped:
            printing._progress.dialog.reject()
        qtbot.waitUntil(lambda: bool(over), timeout=20_000)
        assert over == [0 if stopped else len(pages.sizes)]
        over.clear()
    printed = read_pages((tmp_path / "False.pdf").read_bytes())
    assert len(printed.sizes) == len(pages.sizes) > 1
    assert not (tmp_path / "True.pdf").exists() or (tmp_path / "True.pdf").stat().st_size < 2000
    close(printed)
    close(pages)


def ink_of(image: QImage) -> tuple[int, int, int, int]:
    """The box around everything dark: left, top, right, bottom."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    data, stride, width = bytes(grey.constBits()), grey.bytesPerLine(), grey.width()
    lines = [data[at * stride : at * stride + width] for at in range(grey.height())]
    rows = [at for at, line in enumerate(lines) if min(line) < 128]
    columns = [at for at in range(width) if min(data[at::stride]) < 128]
    return columns[0], rows[0], columns[-1], rows[-1]


def test_the_window_opens_without_what_draws_pages(tmp_path: File) -> None:
    import subprocess

    program = (
        "import sys, pathlib\n"
        "from ui.app import make_application, make_window, open_last\n"
        "from ui.settings import Settings\nfrom ui.shelf import Shelf\n"
        "from tests.archived_forms import put_own\n"
        "app = make_application([]); shelf = Shelf(pathlib.Path(sys.argv[1]))\n"
        "shelf.ask(put_own); window = make_window(shelf, Settings()); open_last(window)\n"
        "window.show(); app.processEvents(); shelf.close()\n"
        "late = ('reportlab', 'openpyxl', 'pypdfium2', 'PIL', 'PySide6.QtPrintSupport')\n"
        "print(sorted(name for name in late if name in sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.db"], capture_output=True, check=True,
        text=True, cwd=File(__file__).parents[3],
    )  # fmt: skip
    assert run.stdout.strip() == "[]"
