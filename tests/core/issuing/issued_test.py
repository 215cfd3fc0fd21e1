"""Papers that read differently never bear one version; what is not printed begins none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import codec
from core.archive.archive import Archive
from core.archive.lock import locked
from core.archive.records import Summary
from core.commands.export_command import export
from core.commands.forms import FormAddress
from core.commands.print_command import print_form
from core.issuing.identification import identify
from core.issuing.stamping import content_code
from core.model.edits import Keep, SetField, apply
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator, fresh_id
from core.model.path import Path as Field
from core.model.printed_content import printed_row
from core.model.selfeval import dumps
from core.report.page_marks import code_of
from core.sample import sample

KEPT = (("overshoot", "任务增加"),)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        store.add(sample(), Summary())
        yield store


def with_kept(form: Evaluation, reason: str = "任务增加") -> Evaluation:
    row = next(iter(form.indicators))
    return apply(form, Keep(row.id, "overshoot", reason))


def with_actual(form: Evaluation, text: str) -> Evaluation:
    row = next(iter(form.indicators))
    return apply(form, SetField(Field(row.id, "actual"), text))


def printed(archive: Archive, name: str) -> Path:
    """Printed by a command while a window has the archive open."""
    target = archive.path.with_name(name)
    with locked(archive.path):
        print_form(FormAddress("1", str(archive.path)), target)
    return target


def told(archive: Archive, paper: Path) -> str:
    return identify([str(paper)], archive.path).text


def test_a_warning_kept_after_the_print_leaves_the_paper_true(archive: Archive) -> None:
    paper = printed(archive, "一.pdf")
    assert archive.save(1, with_kept(sample()), Summary()) == 1
    assert "第 1 版" in told(archive, paper)
    assert "内容与档案一致，是最新一版" in told(archive, paper)


def test_a_cell_changed_after_the_print_begins_a_version(archive: Archive) -> None:
    first = printed(archive, "一.pdf")
    changed = with_actual(sample(), "改过")
    assert archive.save(1, changed, Summary()) == 2
    assert archive.save(1, with_actual(sample(), "又改"), Summary()) == 2  # nobody printed it yet
    second = printed(archive, "二.pdf")
    assert archive.save(1, sample(), Summary()) == 3
    assert "第 1 版" in told(archive, first)
    assert "最新第 3 版印出来也是这样" in told(archive, first)
    assert "第 2 版" in told(archive, second)
    assert "不是最新一版：最新是第 3 版" in told(archive, second)


def test_an_export_begins_one_too(archive: Archive, tmp_path: Path) -> None:
    with locked(archive.path):
        export(FormAddress("1", str(archive.path)), tmp_path / "一.json")
    assert archive.save(1, with_actual(sample(), "改过"), Summary()) == 2


def test_the_note_is_no_edit(archive: Archive) -> None:
    """Whoever has the form open goes on without reading it again, and the paper's day stays."""
    before = archive.entry(1), archive.history(1)[0].saved
    with Archive.open(archive.path) as other:
        other.issue(1, 1)
        other.issue(1, 1)
    assert (archive.entry(1), archive.history(1)[0].saved) == before
    assert archive.save(1, with_actual(sample(), "改过"), Summary()) == 2


def test_papers_of_older_programs_are_still_known(archive: Archive) -> None:
    archive.save(1, with_kept(sample()), Summary())
    old = code_of(archive.history(1)[0].digest)
    assert old != content_code(archive.load(1))
    for code in (old, content_code(archive.load(1))):
        assert "内容与档案一致，是最新一版" in identify([code], archive.path).text
    archive.database.execute("UPDATE versions SET printed_digest = ''")  # as it was saved then
    archive.database.conn.commit()
    for code in (old, content_code(archive.load(1))):
        assert "内容与档案一致，是最新一版" in identify([code], archive.path).text
    archive.issue(1, 1)
    assert archive.save(1, sample(), Summary()) == 1


def test_nothing_to_leave_out_is_the_same_object() -> None:
    assert all(printed_row(row) is row for row in sample().indicators)


def test_a_correction_that_steers_only_a_computed_score_counts_where_it_is_computed() -> None:
    row = next(iter(sample().indicators))
    steered = apply(sample(), SetField(Field(row.id, "direction"), "反向"))
    computed = apply(sample(), SetField(Field(row.id, "score"), ""))
    both = apply(computed, SetField(Field(row.id, "direction"), "反向"))
    assert content_code(steered) == content_code(sample())
    assert content_code(both) != content_code(computed)


@given(st.sampled_from(["project", "goal_actual", "unit", "title"]), st.text(max_size=5))
def test_each_text_of_the_paper_tells_two_papers_apart(field: str, text: str) -> None:
    changed = apply(sample(), SetField(Field(ROOT, field), text))
    same = getattr(changed, field) == getattr(sample(), field)
    assert (codec.printed_digest(changed) == codec.printed_digest(sample())) is same
    odd = replace(changed, kept=KEPT, extra=(("x", "1"),))
    assert codec.printed_digest(odd) == codec.printed_digest(changed)


@pytest.mark.parametrize("ending", ["pdf", "xlsx", "docx", "json"])
def test_paper_with_blank_rows_says_so(tmp_path: Path, ending: str) -> None:
    form = sample()
    last = fresh_id(form)
    blank = Group(id=last, name="经济成本指标", indicators=(Indicator(id=last + 1),))
    cost = Category(id=last + 2, name="成本指标", groups=(blank,))
    source = tmp_path / "表.json"
    source.write_text(dumps(replace(form, categories=(*form.categories, cost))))
    told = export(FormAddress(str(source)), tmp_path / f"出.{ending}").complaint
    assert ("有 1 行指标没有填写（经济成本指标）" in told) == (ending != "json")
    source.write_text(dumps(form))
    assert not export(FormAddress(str(source)), tmp_path / f"全.{ending}").complaint
