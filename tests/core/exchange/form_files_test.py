"""Any file as the forms it holds: our own data, another program's table, several in one file."""

from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from pypdf import PdfWriter

from core.command_line import main
from core.exchange.errors import ExchangeError
from core.exchange.form_files import FormFile, read_form_file
from core.exchange.own_forms import chosen
from core.model.selfeval import dumps, dumps_all
from core.reading.form_map import Draft, FormMap
from core.sample import sample
from tests.tables import rows_of

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")


def workbook(path: Path, *names: str) -> Path:
    """A form for each of these projects, as a bureau's workbook has them: a sheet each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        sheet = book.create_sheet(name)
        for row in (
            ["项目支出绩效自评表（2023年度）"],
            ["项目名称", name],
            HEADS,
            *rows_of(sample(), most=3),
        ):
            sheet.append(list(row))
        for cell in (cell for line in sheet.iter_rows() for cell in line):
            if cell.data_type == "f":
                cell.data_type = "s"  # =100% is a text on the paper
    book.save(path)
    return path


def test_a_list_of_forms_is_a_file_of_several(tmp_path: Path) -> None:
    forms = [sample(), replace(sample(), project="第二个项目")]
    path = tmp_path / "几份.json"
    path.write_text(dumps_all(forms), encoding="utf-8")
    assert list(read_form_file(path).forms) == forms
    assert chosen(path, forms, 2) == forms[1]
    with pytest.raises(ExchangeError, match=r"2 份自评表，请用 --form N.*第二个项目"):
        chosen(path, forms, None)
    for number in (0, 3):
        with pytest.raises(ExchangeError, match=f"没有第 {number} 份"):
            chosen(path, forms, number)


def test_a_broken_form_of_a_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "几份.json"
    path.write_text(f'[{dumps(sample())}, {{"format": "selfeval/1", "funds": 3}}]', "utf-8")
    with pytest.raises(ExchangeError, match="第 2 份：funds 应是一个列表"):
        read_form_file(path)


@pytest.mark.parametrize("damage", [b"\xff", b"{", b"x"])
def test_a_pdf_of_ours_with_damaged_data_is_read_from_its_page(
    damage: bytes, tmp_path: Path
) -> None:
    source, path = tmp_path / "表.json", tmp_path / "自评表.pdf"
    source.write_text(dumps(sample()), encoding="utf-8")
    assert main(["print", str(source), "-o", str(path)], lambda *_: None) == 0
    writer = PdfWriter(clone_from=path)
    (attached,) = writer.attachment_list
    attached.content = damage
    writer.write(path)
    read = read_form_file(path)
    assert "附带的自评表数据已经损坏" in read.remarks[0]
    assert [form.project for form in read.forms] == [sample().project]


def test_a_workbook_of_two_forms(tmp_path: Path) -> None:
    path = workbook(tmp_path / "汇总.xlsx", "道路养护", "校园安保")
    found = read_form_file(path)
    assert [form.project for form in found.forms] == ["道路养护", "校园安保"]
    wanted = list(sample().indicators)[:3]
    for form in found.forms:
        assert form.year == 2023
        for row, one in zip(form.indicators, wanted, strict=True):
            assert (row.name, row.target, row.actual) == (one.name, one.target, one.actual)
            assert (row.points, row.score) == (one.points, one.score)


@pytest.mark.parametrize("name", ["表", "表.dat", "表.xls", "表.docx", "表.csv"])
def test_the_content_decides_whatever_the_name_says(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path / "真.xlsx", "道路养护").rename(tmp_path / name)
    (form,) = read_form_file(path).forms
    assert form.project == "道路养护"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.xlsx", b"", "文件是空的"),
        ("坏.xlsx", b"PK", "损坏"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "无法读取"),
        ("别的.csv", "姓名,电话\n张三,1\n".encode(), "没有找到自评表"),
        ("别的.txt", b"hello world", "没有找到自评表"),
    ],
)
def test_what_holds_no_form_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ExchangeError, match=sentence) as refused:
        read_form_file(path)
    assert name in str(refused.value)
    assert "内部出错" not in str(refused.value)


def test_one_reason_is_said_once_whatever_it_holds_for() -> None:
    doubts = {f"indicators/{row}/target": "没有画线" for row in range(50)} | {"year": "没有找到"}
    draft = Draft(sample(), FormMap(section=0), doubts=doubts)
    targets = "、".join(f"第 {row} 行指标的年度指标值" for row in (1, 2, 3))
    remarks = FormFile(Path("表.pdf"), (draft,)).remarks
    assert remarks == (f"{targets}等 50 处：没有画线", "年度：没有找到")
