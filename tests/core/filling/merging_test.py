"""A form that was read fills the open one: blank cells only, unless something is chosen."""

from hypothesis import given
from msgspec.structs import replace

from core.assessment import assess
from core.filling.beginning import new_form
from core.filling.merging import Merging, NewCell, NewRow, merge, merging
from core.filling.revision import revise
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Evaluation, Fund
from core.model.path import Path, read
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.scoring.score import score
from tests.strategies import evaluations


def laid(own: Evaluation, other: Evaluation) -> Merging:
    return merging(own, score(own, profile_for(own.profile)), other)


def filled(own: Evaluation, other: Evaluation) -> Evaluation:
    found = laid(own, other)
    edit = merge(found, found.usual)
    return own if edit is None else apply(own, edit)


def texts(form: Evaluation) -> list[tuple[str, ...]]:
    return [
        (category.name, group.name, row.name, row.target, row.actual, row.points, row.score)
        for category, group, row in form.rows
    ]


def without(form: Evaluation, field: str) -> Evaluation:
    for row in form.indicators:
        form = apply(form, SetField(Path(row.id, field), ""))
    return form


def test_a_form_lacks_nothing_of_itself() -> None:
    assert laid(sample(), sample()).additions == ()


def test_blank_cells_are_filled_and_no_others() -> None:
    own = without(sample(), "actual")
    first, second = list(own.indicators)[:2]
    own = apply(own, SetField(Path(second.id, "actual"), "我写的"))
    after = filled(own, sample())
    assert next(after.indicators).actual == next(sample().indicators).actual != first.actual
    assert list(after.indicators)[1].actual == "我写的"


@given(evaluations(), evaluations())
def test_what_stands_there_is_never_changed(own: Evaluation, other: Evaluation) -> None:
    found = laid(own, other)
    for at in found.usual:
        one = found.additions[at]
        if isinstance(one, NewCell):
            assert not read(own, one.path).strip()
    edit = merge(found, found.usual)
    if edit is not None:
        after = apply(own, edit)
        kept = {row.id: row for row in after.indicators}
        for row in own.indicators:
            if row.name.strip() or row.target.strip() or row.actual.strip():
                now = kept[row.id]
                for name in ("name", "target", "actual", "points", "score", "deviation"):
                    assert (
                        getattr(now, name) == getattr(row, name) or not getattr(row, name).strip()
                    )


@given(evaluations(), evaluations())
def test_all_that_is_chosen_arrives(own: Evaluation, other: Evaluation) -> None:
    found = laid(own, other)
    edit = merge(found, range(len(found.additions)))
    after = own if edit is None else apply(own, edit)
    for one in found.additions:
        if isinstance(one, NewCell):
            assert read(after, one.path) in {str(read_year(one)), one.text}
        else:
            rows = after.funds if isinstance(one.node, Fund) else tuple(after.indicators)
            assert any(row.name == one.node.name for row in rows)


def read_year(cell: NewCell) -> str:
    """A year that is written as a number is one."""
    return cell.text.strip() if cell.path == Path(ROOT, "year") else cell.text


def test_a_blank_form_takes_the_whole_table() -> None:
    after = filled(new_form(), sample())
    assert texts(after) == texts(sample())
    assert after.project == sample().project
    assert after.funds[0].annual == sample().funds[0].annual


def test_a_row_that_is_missing_is_offered_and_not_taken() -> None:
    own = sample()
    extra = replace(next(own.indicators), name="新的一行")
    other = replace(
        own,
        categories=tuple(
            replace(category, groups=(replace(g, indicators=(*g.indicators, extra)), *rest))
            if at == 0
            else category
            for at, category in enumerate(own.categories)
            for g, *rest in [category.groups]
        ),
    )
    found = laid(own, other)
    (only,) = found.additions
    assert isinstance(only, NewRow)
    assert found.usual == frozenset()
    edit = merge(found, {0})
    assert edit is not None
    after = apply(own, edit)
    assert [r.name for r in after.categories[0].groups[0].indicators][-1] == "新的一行"


def test_levels_agree_however_they_are_written() -> None:
    own = without(sample(), "actual")
    other = replace(
        sample(),
        categories=tuple(replace(c, name=f"{c.name}\n（50分）") for c in sample().categories),
    )
    assert [r.actual for r in filled(own, other).indicators] == [
        r.actual for r in sample().indicators
    ]


def test_amounts_come_in_the_unit_of_the_open_form() -> None:
    own = replace(sample(), funds=(Fund(id=900, name="年度资金总额"),), money_unit="元")
    other = replace(
        own, funds=(Fund(id=900, name="资金总额", annual="1404.4028"),), money_unit="万元"
    )
    assert filled(own, other).funds[0].annual == "14044028"


def test_an_amount_without_a_unit_is_only_taken_when_it_is_chosen() -> None:
    own = replace(sample(), funds=(Fund(id=900, name="年度资金总额"),))
    other = replace(own, funds=(Fund(id=900, name="总额", annual="1404"),), money_unit="")
    found = laid(own, other)
    assert found.usual == frozenset()
    assert "金额单位" in "".join(found.warnings)
    assert all(text.endswith("。") for text in found.warnings)


def test_a_computed_score_is_no_blank_cell() -> None:
    own = without(sample(), "score")
    found = laid(own, sample())
    card = {row.id: row.score for row in score(own, profile_for("")).rows}
    for at, one in enumerate(found.additions):
        if isinstance(one, NewCell) and one.path.field == "score":
            assert (at in found.usual) == (card[one.path.node] is None)


def test_another_project_is_told() -> None:
    own = without(sample(), "actual")
    found = laid(own, replace(sample(), project="别的", year=2019))
    assert [text.partition("不同")[0] for text in found.warnings[:2]] == ["项目名称", "年度"]
    assert all(text.endswith("。") for text in found.warnings)
    assert found.another
    assert found.usual
    assert not found.at_first  # last year's figures are not this year's


def test_it_is_one_act_that_clears_the_totals_it_changes() -> None:
    own = replace(without(sample(), "score"), total_score="50")
    found = laid(own, sample())
    edit = merge(found, range(len(found.additions)))
    assert edit is not None
    profile = profile_for("")
    after, _ = revise(own, assess(own, profile), edit, lambda form: assess(form, profile))
    assert after.total_score == ""
