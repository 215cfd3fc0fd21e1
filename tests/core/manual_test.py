"""The manual as the window shows it."""

import re
from datetime import datetime

import pytest

from core import manual
from core.beijing import BEIJING
from core.command_line import grammar
from core.issuing.stamping import Filing


def test_chapters_hold_the_whole_text_once() -> None:
    text = (manual.FOLDER / manual.FILE).read_text(encoding="utf-8")
    chapters = manual.chapters()
    titles = [chapter.title for chapter in chapters]
    assert titles[0] == "自评通手册"
    assert {"填表", "问题", "打印", "备份", "快捷键"} <= set(titles)
    together = re.sub(r"\s+", "", "".join(chapter.text for chapter in chapters))
    assert together == re.sub(r"\s+", "", re.sub(r"<!--.*?-->", "", text))


def test_lines_of_a_paragraph_join_without_a_blank_between_chinese_marks() -> None:
    (head, chapter) = manual.divided(
        "# 册\n\n头\n\n## 一、甲\n\n全部\n保留。\n“乙”\nUOS\n丙\n- 丁。\n  `Tab` 戊："
        "\n```\nzpt\n```\n"
    )
    assert head.text == "# 册\n\n头"
    assert chapter.text == "## 一、甲\n\n全部保留。“乙”\nUOS\n丙\n- 丁。`Tab` 戊：\n```\nzpt\n```"


def test_every_command_stands_in_the_manual_as_it_can_be_typed() -> None:
    """What the lines of the chapter on the command line say is what the program understands."""
    text = (manual.FOLDER / manual.FILE).read_text(encoding="utf-8")
    lines = re.findall(r"^zpt ([a-z][a-z-]*)(.*)$", text, re.MULTILINE)
    commands = grammar(draw=lambda *_: None).commands
    assert {name for name, _ in lines} | {"demo"} == set(commands)
    for name, rest in lines:
        every = (commands[name], *commands[name].commands.values())
        known = "".join(one.format_help() for one in every)
        for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rest):
            assert re.search(rf"(?<![\w-]){option}(?![\w-])", known), f"{name} {option}"


def test_what_stands_at_the_foot_of_a_page_is_explained() -> None:
    words = Filing(12, 2, final=False, saved=datetime(2022, 1, 15, tzinfo=BEIJING)).words
    (chapter,) = (one for one in manual.chapters() if one.title == "打印")
    assert f"“{words}”" in chapter.text
    for name in re.findall(r"第 \d+ [号版]", words):
        assert f"**{name}**是" in chapter.text


def test_every_picture_is_there() -> None:
    for chapter in manual.chapters():
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", chapter.text):
            assert (manual.FOLDER / name).is_file(), name


@pytest.mark.parametrize(("text", "count"), [("", 1), ("# 书\n", 1), ("## 一、甲\n乙\n## 丙\n", 3)])
def test_a_text_is_divided_at_its_headings(text: str, count: int) -> None:
    assert len(manual.divided(text)) == count
