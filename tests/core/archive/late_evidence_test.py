"""Evidence that comes after 定稿: added with date and name, the signed paper stays what it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import codec
from core.archive.archive import Archive
from core.archive.errors import ArchiveError, ChangedElsewhereError
from core.archive.filed_evidence import clean, file_evidence, uses
from core.archive.late_evidence import added_evidence, only_adds_evidence, with_same_paper
from core.archive.lineage import lineage
from core.archive.overview import moment
from core.archive.records import Summary
from core.filling.evidence import filed_with, taken_off
from core.issuing.finalizing import finalize, paper_of
from core.issuing.identification import identify
from core.issuing.late_files import late_files
from core.issuing.printing import archived
from core.issuing.signing import ScannedFile, doubts
from core.issuing.stamping import content_code, content_codes
from core.issuing.version_log import version_log
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Evaluation, Evidence
from core.model.path import Path as Field
from core.report.page_marks import Mark
from core.sample import sample
from core.scoring.profile_file import profile_for
from tests.archived_forms import put_final

ROW = next(iter(sample().indicators)).id
FILE = Evidence("验收单.pdf", f"{1:064}", 9)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        put_final(store)
        yield store


def add(archive: Archive, node: int, name: str, author: str = "王五") -> int:
    archive.author = author
    filed = file_evidence(archive, name, name.encode())
    form = archive.load(1)
    return archive.add_evidence(1, apply(form, filed_with(form, node, [filed])))


def test_it_is_a_version_of_the_same_final_form_with_the_same_paper(archive: Archive) -> None:
    before, paper = archive.entry(1), paper_of(archive, 1)
    assert add(archive, ROW, "验收单.pdf") == 2
    assert add(archive, ROOT, "审计报告.pdf") == 3
    entry = archive.entry(1)
    assert (entry.state, entry.final_number) == (before.state, before.final_number)
    assert paper_of(archive, 1) == paper
    assert archived(archive, 1).frozen_file == paper
    assert archive.load(1, 1) == sample()
    assert len(list(uses(archive))) == 3
    assert clean(archive) == 0
    assert archive.verify() == ()


def test_it_is_told_from_the_version_before_by_its_evidence_and_time_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = profile_for("").text
    with Archive.create(tmp_path / "档案.db") as archive:
        archive.add(sample(), Summary("96.70", "100.00", "优", "0.97", 0, 5), rules=rules)
        archive.finalize(1, errors=0)
        later = "2099-01-01T00:00:00+00:00"
        monkeypatch.setattr("core.archive.late_evidence.now", lambda: later)
        add(archive, ROW, "验收单.pdf", "")
        before, after = archive.history(1)
        own = {"number": 2, "begun": after.begun, "saved": after.saved, "digest": after.digest}
        assert replace(before, **own) == after
        assert before.digest != after.digest
        assert archive.rules(1) == rules
        assert archive.entry(1).summary == before.summary
        assert archive.entry(1).changed == later


def test_what_another_window_added_meanwhile_is_not_lost(archive: Archive) -> None:
    form = archive.load(1)
    with Archive.open(archive.path) as other:
        add(other, ROW, "验收单.pdf")
        with pytest.raises(ChangedElsewhereError, match="另一个窗口"):
            archive.add_evidence(1, replace(form, evidence=(FILE,)))
    assert len(archive.history(1)) == 2


def test_the_log_says_who_added_what_and_when(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = "2099-01-01T00:00:00+00:00"
    monkeypatch.setattr("core.archive.archive_rows.now", lambda: later)
    add(archive, ROW, "验收单.pdf")
    first, second = version_log(archive, 1)
    head, change = second.lines
    assert "定稿 2021-001（补佐证材料）" in head
    assert head.endswith("，王五）")
    assert "验收单.pdf" in change
    assert "补佐证材料" not in next(iter(first.lines))
    assert late_files(archive, 1) == {
        (ROW, next(iter(archive.load(1).indicators)).evidence[0].sha256): (
            f"定稿后 {moment(archive.history(1)[1].saved)} 王五登记"
        )
    }
    first_version, second_version = lineage(archive, 1)
    assert (first_version.adds, second_version.adds) == (False, True)
    assert second_version.moment == second_version.info.saved == later
    assert first_version.moment == first_version.info.finalized < later


def test_pages_signed_before_still_fit(archive: Archive) -> None:
    form = sample()
    add(archive, ROW, "验收单.pdf")
    page = ScannedFile(Path("扫描.pdf"), b"", (Mark(content_code(form), 1, 1),))
    same = with_same_paper(archive.history(1), 2)
    assert same == (1, 2)
    assert doubts([page], 1, 2, content_codes(archive.load(1)), same) == ()
    assert doubts([page], 1, 2, content_codes(archive.load(1)))
    assert "内容与档案一致" in identify([content_code(form)], archive.path).text


def test_nothing_else_of_a_final_form_changes(archive: Archive) -> None:
    add(archive, ROW, "验收单.pdf")
    form = archive.load(1)
    for changed in (
        apply(form, taken_off(form, ROW, 0)),
        apply(form, SetField(Field(ROW, "actual"), "改")),
        replace(form, evidence=(FILE,), goal_actual="改"),
    ):
        with pytest.raises(ArchiveError, match="只能添加佐证材料"):
            archive.add_evidence(1, changed)
    assert archive.add_evidence(1, form) == 2  # nothing new
    assert archive.load(1) == form


def test_a_draft_is_told_to_file_as_usual(archive: Archive) -> None:
    archive.reopen(1)
    with pytest.raises(ArchiveError, match="还没有定稿"):
        archive.add_evidence(1, archive.load(1))


def test_taken_back_and_corrected_it_goes_along(archive: Archive) -> None:
    add(archive, ROW, "验收单.pdf")
    correction = archive.correct(1, "算错")
    assert archive.load(correction) == replace(archive.load(1), correction_reason="算错")
    archive.reopen(1)
    assert archive.save(1, replace(archive.load(1), goal_actual="改"), Summary()) == 3
    assert finalize(archive, 1) == "2021-002"
    assert paper_of(archive, 1) != paper_of(archive, 1, 2)
    assert with_same_paper(archive.history(1), 3) == (3,)


def with_files(data: st.DataObject, form: Evaluation) -> Evaluation:
    for number in data.draw(st.lists(st.integers(1, 9), max_size=3)):
        node = data.draw(st.sampled_from([ROOT, *(row.id for row in form.indicators)]))
        form = apply(form, filed_with(form, node, [replace(FILE, sha256=f"{number:064}")]))
    return form


@given(st.data())
def test_additions_are_told_apart_from_all_other_changes(data: st.DataObject) -> None:
    before = with_files(data, sample())
    after = with_files(data, before)
    assert only_adds_evidence(before, after)
    assert only_adds_evidence(after, before) == (before == after)
    assert codec.printed_digest(before) == codec.printed_digest(after)
    added = list(added_evidence(before, after))
    assert (not added) == (before == after)
    rebuilt = before
    for node, one in added:
        rebuilt = apply(rebuilt, filed_with(rebuilt, node, [one]))
    assert rebuilt == after
