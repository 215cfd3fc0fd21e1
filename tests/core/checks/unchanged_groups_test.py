"""A key is scored, examined and laid out where it fell: all other groups are as they were."""

import unicodedata
from typing import Literal

import pytest
from msgspec.structs import replace

from core.archive import codec
from core.assessment import assess
from core.checks import calm, catalogue, examination, scores
from core.model.edits import SetField, apply
from core.model.evaluation import NamedText
from core.model.path import Path
from core.sample import sample
from core.scoring import score
from core.scoring.profile_file import profile_for
from core.sheet import form as sheet_form
from core.sheet.form import lay_out
from core.summary import summarize

OF_A_GROUP = {
    "score": score._cached_group,
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


def test_a_key_reads_no_long_text_of_the_form_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a goal nor a section, however long, is worked on but when it is written."""
    rules, long = profile_for(""), "2021年度的总体目标已按计划完成，各项工作有序推进。" * 200
    form = replace(
        sample(),
        goal_expected=long,
        goal_actual=f"{long}完成",
        sections=(NamedText(id=9_001, name="评价结论", text=f"{long}结论"),),
    )
    row = list(form.indicators)[20]
    assess(form, rules)
    read, normalize = list[int](), unicodedata.normalize

    def counting(kind: Literal["NFKC"], text: str) -> str:
        read.append(len(text))
        return normalize(kind, text)

    monkeypatch.setattr(unicodedata, "normalize", counting)
    assess(apply(form, SetField(Path(row.id, "actual"), "这个值还没有人写过")), rules)
    assert read
    assert max(read) < len(long)
