"""The outline's figures after any edits are those of the form as it is then."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation, nodes
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.scoring.score import score
from ui.outline.outline_figures import OutlineFigures

RULES = load_profile()
EDITS = st.tuples(st.sampled_from(("points", "score", "cut")), st.integers(0, 9), st.booleans())


def edited(form: Evaluation, field: str, at: int, filled: bool) -> Evaluation:
    if field == "cut":
        first, *others = form.categories
        return replace(form, categories=(*others, first) if filled else tuple(others or (first,)))
    rows = list(form.indicators)
    text = "1.5" if filled else ""
    return apply(form, SetField(Path(rows[at % len(rows)].id, field), text))


@given(st.lists(EDITS, max_size=8))
def test_figures_follow_every_edit(edits: list[tuple[str, int, bool]]) -> None:
    form = sample()
    figures = OutlineFigures()
    figures.take(score(form, RULES))
    for edit in edits:
        told = {node.id: figures.of(node.id) for node in nodes(form)}
        form = edited(form, *edit)
        card = score(form, RULES)
        differ = figures.take(card)
        fresh = OutlineFigures()
        fresh.take(card)
        now = {node.id: figures.of(node.id) for node in nodes(form)}
        assert now == {node_id: fresh.of(node_id) for node_id in now}
        others = {node_id for node_id in now if told.get(node_id) != now[node_id]}
        assert others <= differ


def test_a_form_without_points_tells_no_sums() -> None:
    form = sample()
    figures = OutlineFigures()
    figures.take(score(form, RULES))
    for row in form.indicators:
        for field in ("points", "score"):
            form = apply(form, SetField(Path(row.id, field), ""))
    figures.take(score(form, RULES))
    assert figures.of(form.categories[0].id) == (None, None, False)
