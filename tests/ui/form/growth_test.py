"""What an act costs does not grow with the rows of the form that it leaves alone."""

from collections.abc import Callable
from itertools import count

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from core.filling import arrangement
from core.model.edits import Edit, SetField
from core.model.evaluation import Evaluation, Indicator
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for
from ui.document import Document
from ui.form.metrics import RowHeights
from ui.form.view import FormView
from ui.outline.outline_model import OutlineModel
from ui.theme import LIGHT


def of_groups(times: int) -> Evaluation:
    """The sample with its first group so many times."""
    form, ids = sample(), count(1_000)
    first = form.categories[0]
    groups = [
        replace(
            group,
            id=next(ids),
            name=f"{group.name}{at}",
            indicators=tuple(replace(row, id=next(ids)) for row in group.indicators),
        )
        for at in range(times)
        for group in first.groups[:1]
    ]
    category = replace(first, groups=(*first.groups, *groups))
    return replace(form, categories=(category, *form.categories[1:]))


def middle(form: Evaluation) -> Indicator:
    return form.categories[0].groups[0].indicators[3]


def added(form: Evaluation) -> Edit:
    return arrangement.add_indicator(form, middle(form).id)[0]


def removed(form: Evaluation) -> Edit:
    edit = arrangement.remove(form, [middle(form).id])
    assert edit is not None
    return edit


def typed(form: Evaluation) -> Edit:
    return SetField(Path(middle(form).id, "actual"), "9" * 60)


@pytest.mark.parametrize("act", [added, removed, typed])
def test_rows_that_stay_are_not_measured_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, act: Callable[[Evaluation], Edit]
) -> None:
    def measured(groups: int) -> int:
        document = Document(of_groups(groups), profile_for(""))
        form = FormView(document, LIGHT)
        qtbot.addWidget(form)
        rows: list[int] = []
        whole = RowHeights._needed_in

        def counting(
            self: RowHeights, grid: object, row: int, *rest: object, **more: object
        ) -> int:
            rows.append(row)
            return whole(self, grid, row, *rest, **more)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(RowHeights, "_needed_in", counting)
            document.edit(act(document.evaluation))
        return len(rows)

    few, many = measured(1), measured(12)
    assert 0 <= many <= few + 2  # a figure that sums up may stand in a row of its own


@pytest.mark.parametrize("act", [added, removed, typed])
def test_the_outline_tells_only_of_rows_that_show_something_else(
    act: Callable[[Evaluation], Edit],
) -> None:
    def told(groups: int) -> int:
        document = Document(of_groups(groups), profile_for(""))
        model = OutlineModel(document)
        changes: list[object] = []
        model.dataChanged.connect(lambda *which: changes.append(which))
        document.edit(act(document.evaluation))
        return len(changes)

    assert told(12) <= told(1) + 2
