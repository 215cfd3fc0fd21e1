"""What DB Browser or Datasette show of an archive: sensible tables with names a clerk can read."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.handover import _TEXT as HANDED_OVER
from core.archive.note import TEXT
from core.archive.records import Summary
from core.sample import sample
from core.scoring.profile_file import load_profile

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
VIEWS = ["历次版本", "指标明细", "自评一览", "项目资金"]
HAN = re.compile(r"[\u4e00-\u9fff]+")


@pytest.fixture
def raw(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """An archive as other programs open it: a final form, a draft of two versions, one away."""
    path = tmp_path / "自评档案.db"
    with Archive.create(path) as archive:
        rules = load_profile().text
        archive.add(sample(), FIGURES, rules=rules)
        archive.finalize(1)
        archive.add(replace(sample(), year="二〇二二", project="别的项目"), FIGURES, follows=1)
        archive.save(2, replace(sample(), year=2022), FIGURES, new_version=True)
        archive.remove(archive.add(replace(sample(), project="放错的"), FIGURES))
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def rows(raw: sqlite3.Connection, view: str) -> list[dict[str, object]]:
    return [dict(row) for row in raw.execute(f'SELECT * FROM "{view}"')]  # noqa: S608  (our names)


def test_every_view_and_column_has_a_chinese_name_and_is_described(raw: sqlite3.Connection) -> None:
    found = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")]
    assert sorted(found) == VIEWS
    for view in VIEWS:
        assert view in TEXT
        assert view in HANDED_OVER
        columns = [column[0] for column in raw.execute(f'SELECT * FROM "{view}"').description]  # noqa: S608
        assert all(HAN.fullmatch(column) for column in columns), columns


def test_the_overview_has_one_line_for_each_form(raw: sqlite3.Connection) -> None:
    found = rows(raw, "自评一览")
    assert [(row["编号"], row["年度"], row["项目名称"], row["状态"]) for row in found] == [
        (1, 2021, "社会保险服务费", "定稿"),
        (2, 2022, "社会保险服务费", "草稿"),
        (3, 2021, "放错的", "回收站"),
    ]
    first = found[0]
    assert (first["定稿编号"], first["总分"], first["等级"]) == ("2021-001", "96.70", "优")
    assert (first["执行率"], first["错误"], first["提醒"]) == ("0.969976", 0, 5)
    assert (first["实施单位"], first["主管部门"]) == (sample().unit, sample().department)
    assert (found[1]["结转自"], found[1]["版本"]) == (1, 2)


def test_the_indicators_stand_there_as_on_the_paper(raw: sqlite3.Connection) -> None:
    found = [row for row in rows(raw, "指标明细") if row["编号"] == 1]
    assert [row["序号"] for row in found] == list(range(1, 56))
    for row, (category, group, indicator) in zip(found, sample().rows, strict=True):
        assert (row["一级指标"], row["二级指标"], row["三级指标"]) == (
            *(category.name, group.name, indicator.name),
        )
        assert (row["年度指标值"], row["实际完成值"]) == (indicator.target, indicator.actual)
        assert (row["分值"], row["得分"]) == (indicator.points, indicator.score)
        assert row["偏差原因分析及改进措施"] == indicator.deviation
    # The present version of what is not thrown away, nothing else.
    assert {row["编号"] for row in rows(raw, "指标明细")} == {1, 2}
    assert {row["年度"] for row in rows(raw, "指标明细")} == {2021, 2022}


def test_the_money_stands_there_as_it_was_written(raw: sqlite3.Connection) -> None:
    found = [row for row in rows(raw, "项目资金") if row["编号"] == 1]
    for row, fund in zip(found, sample().funds, strict=True):
        assert row["资金来源"] == fund.name
        assert (row["年初预算数"], row["全年预算数"], row["全年执行数"]) == (
            *(fund.initial, fund.annual, fund.executed),
        )
        assert (row["分值"], row["执行率"], row["得分"]) == (fund.points, fund.rate, fund.score)
    assert {row["金额单位"] for row in found} == {"元"}


def test_every_version_tells_what_it_was_and_by_which_rules(raw: sqlite3.Connection) -> None:
    found = rows(raw, "历次版本")
    assert [(row["编号"], row["版本"], row["状态"]) for row in found] == [
        *((1, 1, "定稿"), (2, 1, "草稿"), (2, 2, "草稿"), (3, 1, "草稿")),
    ]
    assert (found[0]["定稿编号"], found[0]["规则包"]) == ("2021-001", load_profile().text)
    assert found[0]["定稿时间"]
    assert json.loads(str(found[1]["内容"]))["form"]["project"] == "别的项目"
    assert len(str(found[0]["校验码"])) == 64
