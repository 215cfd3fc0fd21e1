"""定稿 freezes a version together with its paper; whatever is printed later is that very file."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.contents import contents
from core.archive.errors import ArchiveError
from core.archive.records import Stage
from core.assessment import assess
from core.commands.export_command import export
from core.commands.forms import FormAddress
from core.commands.print_command import print_form
from core.issuing import finalizing
from core.issuing.finalizing import finalize, paper_of
from core.issuing.options import PrintOptions
from core.model.evaluation import Evaluation
from core.report.sfnt import FaceError
from core.rules import rules_of
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize


def put(archive: Archive, form: Evaluation) -> int:
    rules = profile_for(form.profile)
    return archive.add(form, summarize(form, assess(form, rules)), rules=rules.text)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "自评档案.db") as archive:
        yield archive


def test_a_reprint_is_the_file_that_was_made_at_the_end(archive: Archive, tmp_path: Path) -> None:
    number = put(archive, sample())
    assert finalize(archive, number) == "2021-001"
    kept = archive.paper(number, 1)
    assert kept is not None
    assert kept == paper_of(archive, number)
    assert archive.verify() == ()
    address, out = FormAddress(str(number), str(archive.path)), tmp_path / "out.pdf"
    for write in (print_form, export):
        write(address, out)
        assert out.read_bytes() == kept
    print_form(address, out, PrintOptions(plain=True))
    assert out.read_bytes() != kept


def test_an_older_final_gets_the_paper_that_it_would_have_had(archive: Archive) -> None:
    number = put(archive, sample())
    archive.finalize(number)
    made = paper_of(archive, number)
    assert (archive.paper(number, 1), made[:5]) == (None, b"%PDF-")
    assert paper_of(archive, number, keep=True) == made
    assert archive.paper(number, 1) == made


def test_taken_back_and_ended_again_unchanged_it_is_the_same_paper(archive: Archive) -> None:
    number = put(archive, sample())
    finalize(archive, number)
    first = archive.paper(number, 1)
    archive.reopen(number)
    finalize(archive, number)
    assert archive.paper(number, 1) == first


def test_a_changed_form_gets_a_paper_of_its_own_and_the_old_one_stays(archive: Archive) -> None:
    number = put(archive, sample())
    finalize(archive, number)
    first = archive.paper(number, 1)
    archive.reopen(number)
    form = replace(sample(), unit="另一单位")
    found = summarize(form, assess(form, rules_of("", "")))
    assert archive.save(number, form, found) == 2
    assert finalize(archive, number) == "2021-002"
    assert archive.paper(number, 1) == first
    assert archive.paper(number, 2) not in (None, first)


def test_with_errors_nothing_is_final(archive: Archive) -> None:
    number = put(archive, replace(sample(), project=""))
    with pytest.raises(ArchiveError, match="还有 1 个错误没有改正，不能定稿"):
        finalize(archive, number)
    assert archive.entry(number).stage == Stage.DRAFT


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ArchiveError("没有字体"), "没有字体"),
        (OSError(errno.ENOSPC, "full"), "没有做成定稿的 PDF：.*什么都没有改动"),
        (FaceError("no TrueType outlines"), "没有做成定稿的 PDF"),
        (MemoryError(), "内存不足"),
    ],
)
def test_without_its_paper_nothing_is_final(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def no_paper(*_: object, **__: object) -> bytes:
        raise error

    number = put(archive, sample())
    monkeypatch.setattr(finalizing, "pdf", no_paper)
    with pytest.raises(ArchiveError, match=words):
        finalize(archive, number)
    assert (archive.entry(number).stage, archive.paper(number, 1)) == (Stage.DRAFT, None)
    assert archive.verify() == ()


def test_a_draft_has_no_paper(archive: Archive) -> None:
    number = put(archive, sample())
    with pytest.raises(ArchiveError, match="没有定稿"):
        paper_of(archive, number)
    with pytest.raises(ArchiveError, match="先定稿"):
        archive.keep_paper(number, 1, b"%PDF-", "1")


def test_papers_count_among_the_contents_and_are_verified(archive: Archive) -> None:
    number = put(archive, sample())
    archive.finalize(number)
    before = contents(archive)
    paper_of(archive, number, keep=True)
    assert contents(archive) != before
    assert (before.papers, contents(archive).papers) == (0, 1)
    archive.database.execute("UPDATE papers SET content = X'00'")
    archive.database.conn.commit()
    assert archive.verify() == ("第 1 号自评表第 1 版留存的 PDF 与校验码不符",)
    with pytest.raises(ArchiveError, match="从备份恢复"):
        archive.paper(number, 1)
