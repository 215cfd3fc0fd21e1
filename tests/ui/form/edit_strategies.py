"""Edits for property tests of the window."""

from __future__ import annotations

from hypothesis import strategies as st

from core.model.edits import Edit, Insert, Move, Place, Remove, SetField
from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Group,
    Indicator,
    fresh_id,
    nodes,
)
from core.model.path import Path


def edits(evaluation: Evaluation) -> st.SearchStrategy[Edit]:
    """Any edit that fits an evaluation."""
    texts = st.sampled_from(
        ["", "45%", "97", "无", "很长的文字" * 9, "2021年度自评表", "a\nb", "=100%"]
    )
    fields = [Path(ROOT, name) for name in ("title", "year", "project", "goal_actual")]
    for node in nodes(evaluation):
        names = ("name", "target", "actual", "points", "score", "deviation", "executed", "text")
        fields += [Path(node.id, name) for name in names if hasattr(node, name)]
    sets = st.builds(SetField, st.sampled_from(fields), texts)
    indicators = [row.id for row in evaluation.indicators]
    groups = [group.id for category in evaluation.categories for group in category.groups]
    new = fresh_id(evaluation)
    category = Category(
        id=new, name="新", groups=(Group(id=new + 1, indicators=(Indicator(id=new + 2),)),)
    )
    choices: list[st.SearchStrategy[Edit]] = [
        sets,
        st.just(Insert(Place(ROOT, "categories"), category)),
    ]
    if indicators:
        some = st.frozensets(st.sampled_from(indicators), min_size=1, max_size=3)
        anchors = st.sampled_from([*indicators, None])
        places = st.builds(Place, st.sampled_from(groups), st.just("indicators"), anchors)
        choices.append(
            st.builds(Remove, some | st.sampled_from(groups).map(lambda g: frozenset({g})))
        )
        choices.append(st.builds(Move, some, places))
        choices.append(st.builds(Insert, places, st.just(Indicator(id=new, name="新增"))))
    return st.one_of(choices)
