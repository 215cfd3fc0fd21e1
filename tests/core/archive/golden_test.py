"""Archives of every format that was ever used open for ever. These files never change."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.connection import format_number, format_of
from core.assessment import assess
from core.rules import rules_of
from core.sample import sample

GOLDEN = Path(__file__).parents[2] / "golden" / "archives"


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.db")))
def test_an_old_archive_opens(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    shutil.copyfile(GOLDEN / name, path)
    with Archive.open(path) as archive:
        assert format_of(archive._db) == format_number()
        assert archive.verify() == ()
        assert archive.load(1) == sample()
        assert archive.load(1, 1).project == "社会保险服务费（初稿）"
        assert [entry.id for entry in archive.list()] == [1, 2]
        assert [entry.id for entry in archive.list(trashed=True)] == [3]
        assert [entry.state for entry in archive.list()] == ["draft", "final"]
        entry = archive.entry(1)
        assert (entry.year, entry.version, entry.summary.total_score) == (2021, 2, "96.70")
        assert archive.entry(2).year == "二〇二一"
        assert [found.id for found in archive.list(search="培训")] == [1, 2]
        assert archive.save(1, sample(), entry.summary, new_version=True) == 2


def test_rules_scans_and_links_come_back(tmp_path: Path) -> None:
    path = tmp_path / "format-2005.db"
    shutil.copyfile(GOLDEN / path.name, path)
    with Archive.open(path) as archive:
        rules = rules_of(archive.rules(2), "")
        assert (rules.name, assess(archive.load(2), rules).scorecard.total_score) == (
            "财政部2020",
            Decimal("96.7"),
        )
        assert (archive.entry(2).stage, archive.entry(2).final_number) == ("已签章", "无年度-001")
        assert [archive.scan(scan.id) for scan in archive.scans(2)] == [b"%PDF-1.7\nscan"]
        assert archive.entry(3).follows == 1


def test_the_paper_of_a_final_version_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "format-2006.db"
    shutil.copyfile(GOLDEN / path.name, path)
    with Archive.open(path) as archive:
        assert archive.paper(2, archive.entry(2).version) == b"%PDF-1.7\npaper"


def test_there_is_one_of_each_format() -> None:
    assert {path.name for path in GOLDEN.glob("*.db")} == {
        *("format-1001.db", "format-2005.db", "format-2006.db")
    }
