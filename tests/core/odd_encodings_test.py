"""Names and texts in another encoding than UTF-8, as old disks and terminals have them."""

import os
import sys
from pathlib import Path

import pytest

from core.command_line import main
from core.model.selfeval import dumps
from core.sample import sample

GBK = "自评".encode("gb18030") + b"\xff"


def run(*words: str) -> int:
    return main(list(words), lambda *_: None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + GBK))
    made.mkdir()
    (made / "表.json").write_text(dumps(sample()), encoding="utf-8")
    return made


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux")
def test_an_archive_in_a_folder_of_another_encoding_is_as_good_as_any(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    archive, form = str(folder / "自评档案.db"), str(folder / "表.json")
    backup, package, again = (str(folder / name) for name in ("备份.db", "交接.zip", "再.db"))
    for words in (
        ["import", form, "--archive", archive],
        ["verify", "--archive", archive],
        ["evidence", "add", "1", form, "--archive", archive],
        ["backup", "--archive", archive, "-o", backup],
        ["handover", "--archive", archive, "-o", package],
        ["restore", package, "--archive", again],
        ["verify", "--full", "--archive", again],
        ["summary", "--archive", archive, "--year", "2021", "-o", str(folder / "汇总.pdf")],
        ["print", "1", "--archive", archive, "-o", str(folder / "表.pdf")],
        ["check", str(folder / "表.pdf")],
        ["export-all", "--archive", archive, "-o", str(folder / "全部")],
    ):
        assert run(*words) == 0, (words, capfd.readouterr().err)


@pytest.mark.parametrize(
    "words",
    [
        ["list", "--search", "\udcff"],
        ["list", "--year", "\udcff"],
        ["years", "--unit", "\udcff"],
        ["import", "表.json", "--by", "\udcff"],
        ["import", "表.json", "--approved", "\udcff"],
        ["export-all", "-o", ".", "--search", "\udcff"],
        ["export-all", "-o", ".", "--kind", "\udcff"],
    ],
)
def test_a_text_in_no_encoding_is_refused_in_words(
    words: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(*words, "--archive", "档案.db") == 2
    said = capfd.readouterr().err
    assert f"参数 {words[-2]} 后面的文字不是 UTF-8" in said
    assert "内部出错" not in said
