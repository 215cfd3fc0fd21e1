"""Many fields set at once are what setting them one after the other makes of a form."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model.edits import Edit, Remove, SetField, Together, apply
from core.model.evaluation import ROOT, Evaluation, Indicator, nodes
from core.model.fields import names
from core.model.path import Path, UnknownPathError, read, read_all
from core.sample import sample
from tests.strategies import evaluations

FORMS = evaluations(max_rows=6)
TEXTS = st.sampled_from(["", "甲", "12", "≥3 个"])


def sets(form: Evaluation) -> st.SearchStrategy[Edit]:
    paths = [Path(node.id, field) for node in nodes(form) for field in names(type(node))]
    paths += [
        Path(ROOT, field) for field in ("project", "year", "section:结论", "signature:填报人")
    ]
    return st.builds(SetField, st.sampled_from(paths), TEXTS)


@given(data=st.data(), form=FORMS)
def test_together_is_one_after_the_other(data: st.DataObject, form: Evaluation) -> None:
    edits = data.draw(st.lists(sets(form), max_size=12))
    together = apply(form, Together(tuple(edits), "粘贴"))
    assert together == reduce(apply, edits, form)
    if together == form and not edits:
        assert together is form


@given(data=st.data(), form=FORMS)
def test_what_is_not_set_is_shared(data: st.DataObject, form: Evaluation) -> None:
    edits = data.draw(st.lists(sets(form), max_size=4))
    touched = {edit.path.node for edit in edits if isinstance(edit, SetField)}
    after = {node.id: node for node in nodes(apply(form, Together(tuple(edits), "")))}
    for row in form.indicators:
        assert row.id in touched or after[row.id] is row
    for group in (group for category in form.categories for group in category.groups):
        inside = {group.id, *(row.id for row in group.indicators)}
        assert inside & touched or after[group.id] is group


def test_setting_what_is_there_changes_nothing() -> None:
    form = sample()
    paths = [Path(row.id, "actual") for row in form.indicators]
    written = read_all(form, paths)
    assert written == [read(form, path) for path in paths]
    edits = tuple(map(SetField, paths, written))
    assert apply(form, Together(edits, "")) is form


@pytest.mark.parametrize(
    "path", [Path(10_000, "name"), Path(next(iter(sample().indicators)).id, "nothing")]
)
def test_a_path_that_leads_nowhere_is_refused(path: Path) -> None:
    with pytest.raises(UnknownPathError):
        apply(sample(), Together((SetField(path, "x"),), ""))
    with pytest.raises(UnknownPathError):
        read_all(sample(), [path])


def test_rows_may_go_between_two_sets() -> None:
    form = sample()
    first, second, *_ = form.indicators
    edits = (
        SetField(Path(first.id, "name"), "甲"),
        Remove(frozenset({second.id})),
        SetField(Path(first.id, "name"), "乙"),
    )
    rows = list(apply(form, Together(edits, "")).indicators)
    assert isinstance(rows[0], Indicator)
    assert rows[0].name == "乙"
    assert second.id not in {row.id for row in rows}
