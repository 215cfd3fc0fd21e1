"""``export --into``: the child reads the blank, and nothing is overwritten that should stay."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from core.command_line import main
from tests.core.exchange.into.hand_drawn import HEADS, document, workbook

SAMPLE = Path(__file__).parents[2] / "resources/samples/社会保险服务费-2021.json"


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "空表.xlsx"
    rows = [["项目支出绩效自评表（    年度）"], ["项目名称", ""], HEADS, [""] * 8, ["总分"]]
    path.write_bytes(workbook(rows, ["A1:H1"]))
    return path


def run(*arguments: str | Path) -> int:
    return main([str(one) for one in arguments], lambda *_: None)


def test_a_form_is_written_into_a_copy(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, output = blank.read_bytes(), tmp_path / "填好.xlsx"
    assert run("export", SAMPLE, "-o", output, "--into", blank) == 0
    said = capsys.readouterr().out
    assert "没有写入的内容" in said
    assert "年度资金总额" in said
    sheet = openpyxl.load_workbook(output).worksheets[0]
    assert sheet["A1"].value == "项目支出绩效自评表（2021年度）"
    assert sheet["B2"].value == "社会保险服务费"
    assert sheet.max_row == 3 + 55 + 1
    assert blank.read_bytes() == before


def test_the_blank_itself_is_never_overwritten(
    blank: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = blank.read_bytes()
    assert run("export", SAMPLE, "-o", blank, "--into", blank) == 2
    assert "不能被覆盖" in capsys.readouterr().err
    assert blank.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("没有.xlsx", None),
        ("空.xlsx", b""),
        ("坏.xlsx", b"PK\x03\x04" + b"x" * 200),
        ("文档.xlsx", b"%PDF-1.4"),
        ("别的.xlsx", workbook([["一张别的表"], ["甲", "乙"]])),
        ("文字.xls", b""),
        ("文字.docx", b"text"),
    ],
)
def test_what_cannot_be_filled_in_is_said_in_one_sentence(
    name: str, content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank, output = tmp_path / name, tmp_path / f"填好{Path(name).suffix}"
    if content is not None:
        blank.write_bytes(content)
    assert run("export", SAMPLE, "-o", output, "--into", blank) == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert "\n" not in said
    assert "内部出错" not in said
    assert not output.exists()


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("空表.xls", "Excel 工作簿（.xlsx）"),
        ("空表.ET", "Excel 工作簿（.xlsx）"),
        ("空表.doc", "Word 文档（.docx）"),
        ("空表.wps", "Word 文档（.docx）"),
        ("空表.dotx", "Word 文档（.docx）"),
        ("空表.pdf", "请向发表的部门要"),
    ],
)
def test_a_blank_of_an_old_kind_is_told_how_it_is_saved(
    name: str, remedy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / name
    blank.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    output = tmp_path / f"填好{blank.suffix}"
    assert run("export", SAMPLE, "-o", output, "--into", blank) == 2
    said = capsys.readouterr().err.strip()
    assert name in said
    assert remedy in said
    assert "\n" not in said


def test_a_document_that_calls_itself_a_workbook_is_no_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = tmp_path / "空表.xlsx"
    blank.write_bytes(document())
    assert run("export", SAMPLE, "-o", tmp_path / "填好.xlsx", "--into", blank) == 2
    assert "Word" in capsys.readouterr().err


def test_parts_that_cover_each_other_cost_no_more_than_they_may(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hostile blank: merged cells over all rows, a formula of a thousand brackets."""
    evil = tmp_path / "恶意.xlsx"
    with zipfile.ZipFile(blank) as old, zipfile.ZipFile(evil, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                formula = b"<c r='J2'><f>" + b"(" * 4000 + b"A1" + b")" * 4000 + b"</f></c></row>"
                part = part.replace(b"</row>", formula, 1)
                part = part.replace(
                    b"<mergeCells", b"<mergeCells><mergeCell ref='K1:XFD1048576'/>", 1
                ).replace(b"'/> count", b"'/", 1)
            new.writestr(name, part)
    assert run("export", SAMPLE, "-o", tmp_path / "填好.xlsx", "--into", evil) in {0, 2}
    assert "内部出错" not in capsys.readouterr().err


def with_macros(data: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, content)
        new.writestr("xl/vbaProject.bin", b"macro")
    return stream.getvalue()


def test_a_workbook_with_macros_keeps_them_and_its_rows(blank: Path, tmp_path: Path) -> None:
    path, output = tmp_path / "空表.xlsm", tmp_path / "填好.xlsm"
    path.write_bytes(with_macros(blank.read_bytes()))
    assert run("export", SAMPLE, "-o", output, "--into", path) == 0
    with zipfile.ZipFile(output) as file:
        assert file.read("xl/vbaProject.bin") == b"macro"
        assert b"macroEnabled" in file.read("[Content_Types].xml")
    sheet = openpyxl.load_workbook(output, keep_vba=True).worksheets[0]
    assert sheet["B2"].value == "社会保险服务费"


def test_a_blank_whose_name_hides_its_macros_is_refused(
    blank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank.write_bytes(with_macros(blank.read_bytes()))
    assert run("export", SAMPLE, "-o", tmp_path / "填好.xlsx", "--into", blank) == 2
    assert ".xlsm" in capsys.readouterr().err
