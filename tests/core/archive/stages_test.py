"""草稿, 定稿, 签章, 更正, 结转: what may change, what may not, and what is linked to what."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backup import restore, write_backup
from core.archive.errors import ArchiveError, NotFoundError
from core.archive.records import DRAFT, FINAL, Stage, Summary
from core.archive.rescue import bring_back
from core.model.evaluation import Evidence
from core.sample import sample
from core.years.carry_over import carry_over
from core.years.comparison import Change, changes

FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
WRONG = replace(FIGURES, errors=2)
RULES = "name = '规则'"
SCAN = b"%PDF-1.7 scan"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        store.add(sample(), FIGURES, rules=RULES)
        yield store


def test_a_final_form_is_numbered_by_its_year(archive: Archive) -> None:
    archive.add(sample(), FIGURES)
    archive.add(replace(sample(), year="二〇二一"), FIGURES)
    archive.add(replace(sample(), year=2022), FIGURES)
    numbers = [archive.finalize(number) for number in (1, 2, 3, 4)]
    assert numbers == ["2021-001", "2021-002", "无年度-001", "2022-001"]
    assert archive.entry(2).final_number == "2021-002"
    version = archive.history(1)[0]
    assert (version.state, version.final_number) == (FINAL, "2021-001")
    assert version.finalized
    assert len(version.digest) == 64


def test_a_year_in_other_words_numbers_as_the_year(archive: Archive) -> None:
    number = archive.add(replace(sample(), year="2021年度"), FIGURES)
    assert archive.finalize(number) == "2021-001"


def test_a_restore_gives_no_number_again(tmp_path: Path) -> None:
    """Of a paper that is out: also where the backup knows nothing of it, and restored twice."""
    path, backup = tmp_path / "档案.db", tmp_path / "备份.db"
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
        assert archive.finalize(1) == "2021-001"
        correction = archive.correct(1)
        write_backup(archive, backup)
        assert archive.finalize(correction) == "2021-002"
        archive.finalize(archive.add(replace(sample(), year="二〇二一"), FIGURES))
        last = archive.add(replace(sample(), year=2022), FIGURES)
        archive.finalize(last)
    for again in (3, 4):
        restore(backup, path, replace=True)
        with Archive.open(path) as archive:
            archive.save(correction, replace(sample(), goal_actual="另一份"), FIGURES)
            assert archive.finalize(correction) == f"2021-{again:03}"
            fresh = archive.add(replace(sample(), year="二〇二一"), FIGURES)
            assert archive.finalize(fresh) == f"无年度-{again - 1:03}"
            assert fresh > last
            last = fresh
            assert archive.verify() == ()
    elsewhere = tmp_path / "新.db"
    restore(path, elsewhere)  # and wherever that one is carried
    restore(backup, elsewhere, replace=True)
    later, fresh_start = tmp_path / "后来.db", tmp_path / "重来.db"
    with Archive.open(elsewhere) as archive:
        write_backup(archive, later)  # it knows more than its versions bear
        assert archive.finalize(correction) == "2021-005"
        assert archive.verify() == ()
    with Archive.create(fresh_start) as archive:
        archive.add(sample(), FIGURES)
        assert archive.finalize(1) == "2021-001"
    restore(later, fresh_start, replace=True)  # the fewer numbers lower none
    with Archive.open(fresh_start) as archive:
        assert archive.finalize(correction) == "2021-005"


def test_a_rescue_gives_no_number_again(tmp_path: Path) -> None:
    path, backup = tmp_path / "档案.db", tmp_path / "备份.db"
    with Archive.create(path) as archive:
        archive.add(sample(), FIGURES)
        write_backup(archive, backup)
        assert archive.finalize(1) == "2021-001"
    bring_back(path, backup)
    with Archive.open(path) as archive:
        assert archive.finalize(1) == "2021-002"


def test_a_form_with_errors_is_not_final(archive: Archive) -> None:
    archive.save(1, sample(), WRONG)
    for errors in (None, 3):
        with pytest.raises(ArchiveError, match=r"还有 [23] 个错误"):
            archive.finalize(1, errors=errors)
    assert archive.entry(1).state == DRAFT
    assert archive.finalize(1, errors=0) == "2021-001"


def test_a_number_is_never_given_twice_and_the_same_paper_keeps_its_own(archive: Archive) -> None:
    assert archive.finalize(1) == archive.finalize(1) == "2021-001"
    archive.reopen(1)
    assert archive.entry(1).final_number == ""
    assert archive.finalize(1) == "2021-001"
    archive.reopen(1)
    archive.save(1, replace(sample(), goal_actual="改"), FIGURES)
    assert archive.finalize(1) == "2021-002"
    assert [v.final_number for v in archive.history(1)] == ["2021-001", "2021-002"]


def test_the_same_paper_keeps_its_day_and_names_who_made_it_final_once(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.author = "李四"
    archive.finalize(1)
    (first,) = archive.history(1)
    archive.reopen(1)
    monkeypatch.setattr("core.archive.stages.now", lambda: "2099-01-01T00:00:00+00:00")
    archive.finalize(1)
    (again,) = archive.history(1)
    assert (again.finalized, again.author) == (first.finalized, first.author)
    archive.save(archive.add(sample(), FIGURES), sample(), FIGURES)
    archive.author = "王五"
    for _ in range(2):
        archive.finalize(2)
        archive.reopen(2)
    assert archive.history(2)[0].author == "李四，定稿 王五"


def test_a_final_version_stays_to_the_letter(archive: Archive) -> None:
    archive.finalize(1)
    before = archive._db.execute("SELECT * FROM versions").fetchall()
    with pytest.raises(ArchiveError, match="已定稿"):
        archive.save(1, replace(sample(), project="改"), FIGURES)
    archive.reopen(1)
    archive.save(1, sample(), WRONG, rules="x = 1")
    archive.save(1, replace(sample(), project="改"), FIGURES)
    assert archive._db.execute("SELECT * FROM versions WHERE number = 1").fetchall() == before


def test_a_scan_is_filed_with_the_version_that_was_signed(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="先定稿"):
        archive.file_scan(1, "签章.pdf", SCAN, 3)
    archive.finalize(1)
    scan = archive.file_scan(1, "签章.pdf", SCAN, 3)
    assert (scan.version, scan.name, scan.pages) == (1, "签章.pdf", 3)
    assert archive.file_scan(1, "又一次.pdf", SCAN, 3) == scan
    assert archive.scans(1) == (scan,)
    assert archive.scan(scan.id) == SCAN
    form = archive.load(1)
    evidence = (Evidence("验收单.pdf", f"{1:064}", 9),)
    assert archive.add_evidence(1, replace(form, evidence=evidence)) == 2
    assert archive.file_scan(1, "还是它.pdf", SCAN, 3) == scan  # of the same paper
    assert archive.file_scan(1, "另一份.pdf", SCAN + b"2", 3).version == 2
    assert (archive.entry(1).stage, archive.verify()) == (Stage.SIGNED, ())


def test_a_signed_form_is_corrected_not_taken_back(archive: Archive) -> None:
    archive.finalize(1)
    archive.file_scan(1, "签章.pdf", SCAN, 3)
    with pytest.raises(ArchiveError, match="更正"):
        archive.reopen(1)
    assert archive.entry(1).stage == Stage.SIGNED


@pytest.mark.parametrize(("content", "why"), [(b"", "是空的"), (b"x" * 11, "超过 100 MB")])
def test_a_scan_that_is_none_is_refused(
    archive: Archive, content: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.archive.stages.MOST_BYTES", 10)
    archive.finalize(1)
    with pytest.raises(ArchiveError, match=f"扫描件{why}"):
        archive.file_scan(1, "签章.pdf", content, 1)


def test_a_scan_that_was_changed_is_seen(archive: Archive) -> None:
    archive.finalize(1)
    scan = archive.file_scan(1, "签章.pdf", SCAN, 3)
    archive._db.execute("UPDATE scans SET content = x'00'")
    archive._db.commit()
    with pytest.raises(ArchiveError, match="校验码不符"):
        archive.scan(scan.id)
    assert len(archive.verify()) == 1
    with pytest.raises(NotFoundError):
        archive.scan(99)


def test_a_correction_begins_with_the_final_words_and_tells_what_changed(archive: Archive) -> None:
    with pytest.raises(ArchiveError, match="还没有定稿"):
        archive.correct(1)
    archive.finalize(1)
    new = archive.correct(1)
    entry = archive.entry(new)
    assert (entry.corrects, entry.stage, archive.load(new)) == (1, Stage.DRAFT, sample())
    assert archive.rules(new) == RULES
    assert [e.id for e in archive.list(search="培训")] == [1, new]
    with pytest.raises(ArchiveError, match=f"第 {new} 号"):
        archive.correct(1)
    archive.save(new, replace(sample(), project="改"), FIGURES)
    assert changes(archive.load(1), archive.load(new)) == (
        Change("项目名称", "社会保险服务费", "改"),
    )
    assert archive.finalize(new) == "2021-002"
    assert archive.load(1) == sample()
    archive.remove(new)
    assert archive.correct(1) == new + 1


def test_last_year_is_known_by_link_or_by_name(archive: Archive) -> None:
    archive.finalize(1)
    linked = archive.add(replace(carry_over(sample(), 2022), project="换了名"), FIGURES, follows=1)
    named = archive.add(carry_over(sample(), 2022), FIGURES)
    other = archive.add(replace(sample(), year=2022, unit="别的单位"), FIGURES)
    assert [archive.previous(number) for number in (linked, named, other, 1)] == [1, 1, None, None]
    correction = archive.correct(1)
    assert archive.previous(linked) == 1  # a draft corrects nothing yet
    archive.finalize(correction)
    assert archive.previous(linked) == correction
    with pytest.raises(NotFoundError):
        archive.add(sample(), FIGURES, follows=99)


def test_last_year_can_be_told_of_a_form_that_is_there(archive: Archive) -> None:
    other = archive.add(replace(sample(), year=2020, project="旧名"), FIGURES)
    assert archive.previous(1) is None
    archive.follow(1, other)
    assert archive.previous(1) == other
    archive.save(1, replace(sample(), project="改"), FIGURES)  # it has seen its own change
    for wrong in (99, 1):
        with pytest.raises(ArchiveError):
            archive.follow(1, wrong)
