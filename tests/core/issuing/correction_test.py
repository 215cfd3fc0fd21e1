"""A 更正 says on its paper, in its file's name and on its slip what it corrects and why."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import codec
from core.archive.archive import Archive
from core.archive.records import Summary
from core.issuing.finalizing import finalize, paper_of
from core.issuing.printing import archived
from core.issuing.publication import for_publication
from core.issuing.slip_pdf import slip_pdf
from core.issuing.stamping import filing_of
from core.issuing.version_log import version_log
from core.sample import sample
from core.years.carry_over import carry_over
from tests.archived_forms import put_final

REASON = "审计发现培训人数多计 12 人"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        put_final(store)
        yield store


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_its_paper_and_its_name_say_what_it_corrects(archive: Archive) -> None:
    number = archive.correct(1, REASON)
    assert archived(archive, number).name.endswith("_2021_第1版_更正定稿2021-001.pdf")
    assert "草稿（更正定稿 2021-001）" in text_of(archived(archive, number).pdf())
    assert finalize(archive, number) == "2021-002"
    assert archived(archive, number).name.endswith("_第1版_定稿2021-002_更正定稿2021-001.pdf")
    assert "定稿 2021-002（更正定稿 2021-001）" in text_of(paper_of(archive, number))
    again = archive.correct(number, "又错了")
    assert filing_of(archive, again).correction == "更正定稿 2021-002"


def test_it_says_so_although_the_final_form_was_taken_back(archive: Archive) -> None:
    number = archive.correct(1, REASON)
    archive.reopen(1)
    assert filing_of(archive, number).correction == "更正定稿 2021-001"


def test_of_a_form_that_was_final_twice_it_corrects_the_last_paper(archive: Archive) -> None:
    archive.reopen(1)
    archive.save(1, replace(archive.load(1), goal_actual="改"), Summary())
    assert finalize(archive, 1) == "2021-002"
    number = archive.correct(1, REASON)
    assert filing_of(archive, number).correction == "更正定稿 2021-002"
    archive.reopen(1)
    assert filing_of(archive, number).correction == "更正定稿 2021-002"


def test_no_other_paper_has_the_mark(archive: Archive) -> None:
    assert "更正" not in archived(archive, 1).name + text_of(paper_of(archive, 1))
    following = archive.add(carry_over(sample(), 2022), Summary(), follows=1)
    assert "更正" not in archived(archive, following).name


def test_the_slip_and_the_log_carry_the_reason(archive: Archive) -> None:
    number = archive.correct(1, REASON)
    form = replace(archive.load(number), goal_actual="改过")
    archive.save(number, form, Summary(), new_version=True)
    slip = text_of(slip_pdf(sample(), form, "原件第 1 版", "第 2 版"))
    assert f"更正原因 {REASON}" in " ".join(slip.split())
    assert slip.count("更正原因") == 1
    original, first, _ = version_log(archive, number)
    assert not original.changes
    assert f"  更正原因：（空） → {REASON}" in first.lines


@given(reason=st.text(max_size=40))
def test_a_reason_changes_no_paper_and_goes_nowhere_else(reason: str) -> None:
    form = replace(sample(), correction_reason=reason)
    assert codec.printed_digest(form) == codec.printed_digest(sample())
    assert for_publication(form).correction_reason == ""
    assert carry_over(form, 2022) == carry_over(sample(), 2022)


def test_the_next_correction_has_a_reason_of_its_own(archive: Archive) -> None:
    number = archive.correct(1, REASON)
    assert archive.load(number) == replace(sample(), correction_reason=REASON)
    assert archive.history(number)[0].digest == codec.digest(codec.encode(archive.load(number)))
    finalize(archive, number)
    again = archive.correct(number, "又错了")
    assert archive.load(again).correction_reason == "又错了"
    assert archive.verify() == ()
