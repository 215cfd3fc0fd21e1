"""The manual as the window shows it."""

import re

import pytest

from core import manual


def test_chapters_hold_the_whole_text_once() -> None:
    text = (manual.FOLDER / manual.FILE).read_text(encoding="utf-8")
    chapters = manual.chapters()
    titles = [chapter.title for chapter in chapters]
    assert titles[0] == "自评通手册"
    assert {"填表", "问题", "打印", "备份", "快捷键"} <= set(titles)
    together = re.sub(r"\s+", "", "".join(chapter.text for chapter in chapters))
    assert together == re.sub(r"\s+", "", re.sub(r"<!--.*?-->", "", text))


def test_every_picture_is_there() -> None:
    for chapter in manual.chapters():
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", chapter.text):
            assert (manual.FOLDER / name).is_file(), name


@pytest.mark.parametrize(("text", "count"), [("", 1), ("# 书\n", 1), ("## 一、甲\n乙\n## 丙\n", 3)])
def test_a_text_is_divided_at_its_headings(text: str, count: int) -> None:
    assert len(manual.divided(text)) == count
