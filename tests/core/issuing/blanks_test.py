"""The bureau's blanks: kept to the byte, known by name."""

import os
from pathlib import Path

import pytest

from core.exchange.errors import ExchangeError
from core.issuing.blanks import BlankError, Blanks
from core.places import BLANKS_FOLDER
from tests.core.exchange.into.hand_drawn import HEADS, workbook

BLANK = workbook([["项目名称", ""], HEADS, [""] * 8, ["总分"]])
OTHER = workbook([["自评表"], ["项目名称", ""], HEADS, [""] * 8])


@pytest.fixture
def blanks(tmp_path: Path) -> Blanks:
    return Blanks(tmp_path / "数据.db")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(BLANK)
    return path


def test_it_is_there_next_year_whatever_becomes_of_the_file(blanks: Blanks, file: Path) -> None:
    assert blanks.all() == ()
    blank = blanks.add(file)
    file.unlink()
    assert blanks.all() == (blank,)
    assert (blank.name, blank.path.parent.name) == ("自评表", BLANKS_FOLDER)
    assert blank.path.read_bytes() == BLANK


def test_the_same_file_is_remembered_once_another_beside_it(blanks: Blanks, file: Path) -> None:
    first = blanks.add(file)
    assert blanks.add(file) == first
    file.write_bytes(OTHER)
    assert [one.name for one in (blanks.add(file), *blanks.all())] == [
        "自评表（2）",
        "自评表",
        "自评表（2）",
    ]


def test_names_change_and_never_take_the_place_of_another(blanks: Blanks, file: Path) -> None:
    first = blanks.add(file)
    file.write_bytes(OTHER)
    second = blanks.add(file)
    renamed = blanks.rename(second, " 市财政局/2025 ")
    assert renamed.name == "市财政局 2025"
    assert renamed.path.read_bytes() == OTHER
    for name, why in (("自评表", "已有名为"), ("  ", "不能为空")):
        with pytest.raises(BlankError, match=why):
            blanks.rename(renamed, name)
    assert first.path.read_bytes() == BLANK
    blanks.remove(first)
    blanks.remove(first)
    assert blanks.all() == (renamed,)
    with pytest.raises(BlankError, match="没有改成名"):
        blanks.rename(first, "新名")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("空表.xls", BLANK, r"\.xlsx 或 \.docx"),
        ("空表.docx", BLANK, "扩展名"),
        ("没有.xlsx", None, "没有"),
        ("别的.xlsx", workbook([["别的表"], ["甲"]]), "没有找到自评表"),
        ("坏.xlsx", b"PK\x03\x04" + b"x" * 99, "坏.xlsx"),
    ],
)
def test_what_cannot_be_filled_in_is_not_remembered(
    blanks: Blanks, tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ExchangeError, match=why):
        blanks.add(tmp_path / name)
    assert blanks.all() == ()


def test_links_and_pipes_in_the_folder_are_no_blanks(blanks: Blanks, file: Path) -> None:
    blanks.add(file)
    (blanks.folder / "链接.xlsx").symlink_to(file)
    (blanks.folder / "文件夹.xlsx").mkdir()
    os.mkfifo(blanks.folder / "管道.xlsx")
    (blanks.folder / "~$自评表.xlsx").write_bytes(b"")
    assert [one.name for one in blanks.all()] == ["自评表"]
