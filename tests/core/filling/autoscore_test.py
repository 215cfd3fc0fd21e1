"""自动计分 empties given scores, and never one that nothing would replace."""

from decimal import Decimal

from core.assessment import Assessment, assess
from core.filling import autoscore
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import profile_for

JUDGED = "建立长效管理机制，促进窗口服务水平提升"
WORDS = "突发公共事件应急处置响应时间"
DIFFERS = "提升参保单位和群众对社会保险经办服务的便利度、体验度"


def assessed(evaluation: Evaluation) -> Assessment:
    return assess(evaluation, profile_for(evaluation.profile))


def id_of(evaluation: Evaluation, name: str) -> int:
    return next(row.id for row in evaluation.indicators if row.name == name)


def test_agreeing_scores_go_and_no_figure_changes() -> None:
    before = sample()
    edit = autoscore.agreeing(assessed(before))
    after = apply(before, edit)
    assert assessed(after).scorecard.total_score == assessed(before).scorecard.total_score
    left = [row.name for row in after.indicators if row.score]
    assert left == [WORDS, JUDGED, DIFFERS]
    assert after.funds[0].score == ""
    assert autoscore.agreeing(assessed(after)).edits == ()


def test_chosen_rows_follow_the_rule_unless_it_says_nothing() -> None:
    before = sample()
    differs, judged = id_of(before, DIFFERS), id_of(before, JUDGED)
    assert autoscore.differing(assessed(before)) == (differs,)
    edit = autoscore.chosen(before, assessed(before), [judged, differs])
    assert [one.path.node for one in edit.edits] == [differs]  # type: ignore[union-attr]
    after = assessed(apply(before, edit)).scorecard
    assert after.total_score == Decimal("97.58")


def test_a_group_stands_for_its_rows() -> None:
    before = sample()
    category = before.categories[0]
    group = category.groups[0]
    edit = autoscore.chosen(before, assessed(before), [group.id])
    assert len(edit.edits) == len(group.indicators)
    edit = autoscore.chosen(before, assessed(before), [category.id])
    assert len(edit.edits) == len([row for row in category.indicators if row.name != WORDS])
    assert autoscore.chosen(before, assessed(before), []).edits == ()
