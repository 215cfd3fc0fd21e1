"""The archive's list for Qt: in order, complete, and true to its model."""

from dataclasses import replace

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from core.archive.records import FINAL, Entry, Summary
from ui.archive_browser import ENTRY, OPEN, ArchiveModel, details, title

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
YEARS: list[tuple[int | str, str]] = [(2019, "乙"), (2021, "甲"), ("二〇二〇", "丙"), (2021, "")]
ENTRIES = [
    Entry(
        id=number,
        year=year,
        project=project,
        unit="单位",
        department="部门",
        state="draft",
        created="",
        changed="",
        version=1,
        summary=Summary(total_score="96.70", grade="优"),
        trashed="",
    )
    for number, (year, project) in enumerate(YEARS, start=1)
]


def test_the_newest_year_comes_first(application: QApplication) -> None:
    del application
    model = ArchiveModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.show(ENTRIES)
    assert [model.index(row).data(ENTRY).id for row in range(4)] == [4, 2, 1, 3]
    model.mark_open(2)
    assert [model.index(row).data(OPEN) for row in range(4)] == [False, True, False, False]
    model.show([replace(entry, version=7) for entry in ENTRIES])
    assert "第 7 版" in model.index(1).data()
    model.show(ENTRIES[:1])
    model.show([])
    assert model.rowCount() == 0
    del tester


def test_what_is_blank_has_words(application: QApplication) -> None:
    del application
    assert title(ENTRIES[3]) == "未命名项目"
    assert details(ENTRIES[0]) == "2019 年度 · 草稿 · 第 1 版"
    assert details(replace(ENTRIES[0], year="", state=FINAL)) == "未填年度 · 定稿 · 第 1 版"
