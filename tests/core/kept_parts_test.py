"""What is kept of the parts that an edit left alone is what would be found afresh."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from core.assessment import assess
from core.model.edits import apply
from core.sample import sample
from core.scoring.profile_file import profile_for, profile_names
from core.sheet.form import lay_out
from tests.ui.form.edit_strategies import edits


@given(st.data(), st.sampled_from(profile_names()))
def test_what_is_kept_is_what_would_be_found_afresh(data: st.DataObject, name: str) -> None:
    evaluation, rules = sample(), profile_for(name)
    lay_out(evaluation, assess(evaluation, rules))
    for _ in range(4):
        evaluation = apply(evaluation, data.draw(edits(evaluation)))
        found = assess(evaluation, rules)
        other = deepcopy(evaluation)  # no part of it is known
        afresh = assess(other, rules)
        assert afresh == found
        assert lay_out(other, afresh) == lay_out(evaluation, found)
