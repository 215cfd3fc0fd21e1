"""Pages that are kept from the composition before are those that a fresh one finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.assessment import assess
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path
from core.report import page_composition
from core.report.page_composition import _memory, _paginated, compose
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.page_rows import PageRows
from core.sheet.page_setup import PageSetup
from core.sheet.sheet import Sheet
from tests.examples import examples
from tests.strategies import evaluations
from tests.ui.form.edit_strategies import edits


def sheet_of(form: Evaluation) -> Sheet:
    return lay_out(form, assess(form, profile_for("")))


@settings(max_examples=examples(100), deadline=None)
@given(evaluations(max_rows=8), st.data(), st.booleans(), st.booleans())
def test_any_edits_and_their_undo_have_the_pages_of_a_fresh_composition(
    form: Evaluation, data: st.DataObject, landscape: bool, stamped: bool
) -> None:
    setup = PageSetup(landscape=landscape)
    forms = [form]
    for _ in range(3):
        forms.append(apply(forms[-1], data.draw(edits(forms[-1]))))
    forms += forms[::-1]
    kept = [compose(sheet_of(one), setup, stamped=stamped) for one in forms]
    for one, found in zip(forms, kept, strict=True):
        _paginated.cache_clear()
        _memory.cache_clear()
        fresh = compose(sheet_of(one), setup, stamped=stamped)
        assert (found.pages, found.padding) == (fresh.pages, fresh.padding)


def test_a_text_of_as_many_lines_moves_no_page_end(monkeypatch: pytest.MonkeyPatch) -> None:
    form = sample()
    row = next(iter(form.indicators))
    _paginated.cache_clear()
    _memory.cache_clear()
    before = compose(sheet_of(form)).pages
    searched: list[object] = []

    def counting(*given: object) -> PageRows:
        searched.append(given)
        return PageRows(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(page_composition, "PageRows", counting)
    same = apply(form, SetField(Path(row.id, "points"), "3"))
    assert compose(sheet_of(same)).pages is before
    assert not searched
    higher = apply(form, SetField(Path(row.id, "deviation"), "因受影响而推迟。" * 40))
    assert compose(sheet_of(higher)).pages != before
    assert searched
