"""A key is scored, examined and laid out where it fell: all other groups are as they were."""

import pytest

from core.archive import codec
from core.assessment import assess
from core.checks import calm, catalogue, examination, scores
from core.model.edits import SetField, apply
from core.model.path import Path
from core.sample import sample
from core.scoring import score
from core.scoring.profile_file import profile_for
from core.sheet import form as sheet_form
from core.sheet.form import lay_out
from core.summary import summarize

OF_A_GROUP = {
    "score": score._score_group,
    "findings": catalogue._examine_group,
    "bare figures": examination._bare_actuals,
    "reasons": scores._reasons_of,
    "unwritten rows": calm._has_unwritten,
    "cells": sheet_form._group_cells,
}


@pytest.mark.parametrize("field", ["actual", "score", "deviation"])
def test_a_key_costs_the_group_where_it_fell(field: str) -> None:
    form, rules = sample(), profile_for("")
    row = list(form.indicators)[20]

    def done(text: str) -> None:
        edited = apply(form, SetField(Path(row.id, field), text))
        found = assess(edited, rules)
        summarize(edited, found)
        lay_out(edited, found)
        codec.encode(edited)

    done("0")
    before = {name: kept.cache_info().misses for name, kept in OF_A_GROUP.items()}
    done("0.5")
    again = {name: kept.cache_info().misses - before[name] for name, kept in OF_A_GROUP.items()}
    assert again == dict.fromkeys(OF_A_GROUP, 1)
