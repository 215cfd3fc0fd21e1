"""What a restore would bring back and take away, told before it is done."""

from pathlib import Path

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backup import write_backup
from core.archive.backup_comparison import GONE, SAME, differences, loss
from core.archive.contents import inspect
from core.archive.records import Summary
from core.sample import sample

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)


def told(archive: Archive, backup: Path) -> tuple[str, list[str]]:
    look = inspect(backup)
    words = [words for _, words in differences(archive.list(), look.entries)]
    return loss(archive.list(), look.entries, look.trashed), sorted(words)


def test_what_a_restore_takes_away_is_counted_by_its_stages(tmp_path: Path) -> None:
    backup = tmp_path / "备份.db"
    with Archive.create(tmp_path / "档案.db") as archive:
        for _ in range(4):
            archive.add(sample(), FIGURES)
        archive.finalize(1)
        write_backup(archive, backup)
        assert told(archive, backup) == ("现在的自评表备份里都有，没有哪份会退回", [SAME] * 4)
        archive.file_scan(1, "签章.pdf", b"%PDF-1.7 scan", 1)
        archive.finalize(2)
        archive.add(sample(), FIGURES)
        said, words = told(archive, backup)
    assert said == "将失去 1 份，1 份定稿退回草稿，1 份已签章退回定稿"
    assert GONE in words
    for stage in ("定稿", "已签章"):
        assert f"现在较新（第 1 版，{stage}），恢复后退回" in words


def test_words_that_are_newer_now_are_counted(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "档案.db") as archive:
        archive.add(sample(), FIGURES)
        (then,) = archive.list()
    now = replace(then, changed="2999-01-01T00:00:00")
    assert loss([now], [then]) == "1 份退回以前的内容"
    assert loss([now], [], [then]) == "1 份退回以前的内容"  # it comes back in the recycle bin
    assert loss([then], [now]) == "现在的自评表备份里都有，没有哪份会退回"


def test_forms_of_another_archive_are_other_forms_though_they_are_numbered_alike(
    tmp_path: Path,
) -> None:
    with Archive.create(tmp_path / "档案.db") as archive:
        archive.add(sample(), FIGURES)
        (here,) = archive.list()
    there = replace(here, created="2001-01-01T00:00:00+00:00")
    assert loss([here], [there]) == "将失去 1 份"
    assert differences([here], [there]) == ((here, GONE), (there, "现在没有，恢复后回来"))
    assert differences([here], [here]) == ((here, SAME),)


def test_of_an_archive_that_cannot_be_read_nothing_is_promised() -> None:
    assert loss(None, ()) == "现在的档案读不出来"


def test_an_empty_archive_loses_nothing_and_is_not_called_unreadable() -> None:
    assert loss((), ()) == "现在的档案里还没有自评表"
