"""The draft of a reason says what the row says, and leaves the rest to people."""

from core.assessment import Assessment, assess
from core.filling.reason_draft import BLANK, draft_reason, wants_reason
from core.filling.waiving import keeping
from core.model.edits import Keep, SetField, apply
from core.model.evaluation import ROOT, Evaluation
from core.model.path import Path
from core.sample import sample
from core.scoring.profile_file import profile_for


def assessed(form: Evaluation) -> Assessment:
    return assess(form, profile_for(""))


def test_a_draft_holds_the_facts_and_blanks() -> None:
    before = sample()
    row = next(row for row in before.indicators if row.name == "培训出勤率")
    form = apply(before, SetField(Path(row.id, "actual"), "45%"))
    form = apply(form, SetField(Path(row.id, "score"), ""))
    row = next(r for r in form.indicators if r.id == row.id)
    scored = next(r for r in assessed(form).scorecard.rows if r.id == row.id)
    assert wants_reason(row, scored)
    assert draft_reason(row, scored) == (
        "年度指标值“>90%”，实际完成“45%”，为指标值的50%，扣1分。"
        f"偏差原因：{BLANK}。改进措施：{BLANK}，于{BLANK}前完成。"
    )
    met = next(r for r in before.indicators)
    scored = assessed(before).scorecard.rows[0]
    assert not wants_reason(met, scored)


def test_a_warning_is_kept_where_its_rule_looks() -> None:
    before = sample()

    problems = assessed(before).problems
    row = problems[0]
    edit = keeping(before, row, " 理由 ", assessed)
    assert edit == Keep(row.path.node, row.code, "理由")
    form = apply(before, edit)
    kept = assessed(form).problems[0]
    assert kept.kept == "理由"
    back = keeping(form, kept, "", assessed)
    assert back == Keep(row.path.node, row.code, "")


def test_a_warning_about_the_form_is_kept_with_the_form_and_an_error_never() -> None:
    same = "逐字相同的一段话，写得够长"
    form = apply(sample(), SetField(Path(ROOT, "goal_expected"), same))
    form = apply(form, SetField(Path(ROOT, "goal_actual"), same))
    form = apply(form, SetField(Path(ROOT, "unit"), ""))

    problems = {problem.code: problem for problem in assessed(form).problems}
    edit = keeping(form, problems["goals-identical"], "确实如此", assessed)
    assert edit == Keep(ROOT, "goals-identical", "确实如此")
    error = problems["field-missing"]
    assert keeping(form, error, "理由", assessed) is None
