"""Many forms of an archive into a folder, by the command line."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.lock import Lock
from core.archive.records import Summary
from core.command_line import main
from core.sample import sample
from tests.core.exchange.into.hand_drawn import HEADS, workbook

pytestmark = pytest.mark.usefixtures("one_worker")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "自评档案.db"
    with Archive.create(path) as store:
        for number in range(1, 5):
            form = replace(sample(), project=f"项目{number}", year=2020 + number % 2)
            store.add(form, Summary("96.70"))
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*words: object) -> tuple[int, str, str]:
        status = main([str(word) for word in words], lambda *_: None)
        return status, *capfd.readouterr()

    return command


def test_each_form_becomes_the_file_that_print_makes(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    folder, one = tmp_path / "导出", tmp_path / "一份.pdf"
    status, said, wrong = run("export-all", "--archive", archive, "-o", folder)
    assert (status, wrong) == (0, "")
    assert "已导出 4 份" in said
    run("print", 2, "--archive", archive, "-o", one)
    (second,) = folder.glob("*项目2*")
    assert second.read_bytes() == one.read_bytes()


def test_only_what_is_asked_for_is_written(archive: Path, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "导出"
    words = ["export-all", "--archive", archive, "-o", folder, "--kind", "xlsx"]
    assert run(*words, "--year", 2021)[0] == 0
    assert {path.name.split("_")[1] for path in folder.iterdir()} == {"项目1", "项目3"}
    assert run(*words, "--search", "项目4")[0] == 0
    assert len(list(folder.glob("*.xlsx"))) == 3


def test_what_is_there_is_kept_unless_it_is_to_be_replaced(
    archive: Path, tmp_path: Path, run: Run
) -> None:
    words = ["export-all", "--archive", archive, "-o", tmp_path / "导出", "--year", 2021]
    for more, files in (((), 2), ((), 4), (("--replace",), 4)):
        assert run(*words, *more)[0] == 0
        assert len(list((tmp_path / "导出").iterdir())) == files


def test_one_damaged_form_stops_no_other(archive: Path, tmp_path: Path, run: Run) -> None:
    with Archive.open(archive) as store:
        store.database.execute("UPDATE versions SET content = '{}' WHERE evaluation = 2")
        store.database.commit()
    status, said, wrong = run("export-all", "--archive", archive, "-o", tmp_path / "导出")
    assert status == 0
    assert "已导出 3 份" in said
    assert "第 2 号" in wrong
    status, said, wrong = run(
        "export-all", "--archive", archive, "-o", tmp_path / "导出", "--search", "项目2"
    )
    assert (status, said) == (2, "")
    assert "校验码不符" in wrong


def test_a_bureaus_blank_is_filled_in_for_each(archive: Path, tmp_path: Path, run: Run) -> None:
    blank, folder = tmp_path / "市局.xlsx", tmp_path / "导出"
    blank.write_bytes(workbook([["项目名称", ""], HEADS, [""] * 8, ["总分"]]))
    status, said, wrong = run(
        "export-all", "--archive", archive, "-o", folder, "--year", 2021, "--into", blank
    )
    assert (status, wrong) == (0, "")
    assert said.count("年度资金总额") >= 2
    names = {path.name.split("_")[1]: path for path in folder.glob("*_市局_第1版.xlsx")}
    assert set(names) == {"项目1", "项目3"}
    sheet = openpyxl.load_workbook(names["项目3"]).worksheets[0]
    assert sheet["B1"].value == "项目3"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--into", "空表.pdf"), "空表“空表.pdf”要是 .xlsx 或 .docx"),
        (("--into", "没有.xlsx"), "没有.xlsx"),
        (("--year", "1999"), "没有符合条件的自评表"),
        (("--kind", "tiff"), "没有名为“tiff”的种类"),
    ],
)
def test_what_cannot_be_is_refused(
    archive: Path, tmp_path: Path, run: Run, words: tuple[str, ...], sentence: str
) -> None:
    status, _, wrong = run("export-all", "--archive", archive, "-o", tmp_path / "导出", *words)
    assert status == 2
    assert sentence in wrong
    assert not (tmp_path / "导出").exists()
    status, _, wrong = run("export-all", "--archive", archive, "-o", archive, *words)
    assert status == 2


def test_an_open_archive_hears_of_each_paper(archive: Path, tmp_path: Path, run: Run) -> None:
    lock = Lock.take(archive)
    try:
        assert run("export-all", "--archive", archive, "-o", tmp_path / "导出")[0] == 0
    finally:
        lock.release()
    with Archive.open(archive) as store:
        assert all(store.history(number)[0].issued for number in range(1, 5))
