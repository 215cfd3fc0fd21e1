"""Going on from problem to problem: from the cursor, in paper order, round the form."""

from core.checks.problem import Problem, Severity
from core.filling.reading_order import ReadingOrder, neighbour
from core.model.evaluation import ROOT, nodes
from core.model.path import Path
from core.sample import sample

FORM = sample()
ROWS = list(FORM.indicators)


def problem(path: Path, code: str = "x") -> Problem:
    return Problem(code, Severity.WARNING, path, "", "", "", "")


PROBLEMS = [
    problem(Path(ROOT, "unit")),
    problem(Path(FORM.funds[0].id, "executed")),
    problem(Path(ROWS[3].id, "actual")),
    problem(Path(ROWS[3].id, "actual"), "y"),
    problem(Path(ROWS[3].id, "deviation")),
    problem(Path(ROOT, "total_score")),
]


def test_fields_sort_as_they_stand_on_the_paper() -> None:
    order = ReadingOrder(FORM)
    paths = [
        Path(ROOT, "title"),
        Path(ROOT, "project"),
        *(Path(fund.id, "annual") for fund in FORM.funds),
        Path(ROOT, "goal_expected"),
        Path(ROOT, "goal_actual"),
        *(Path(row.id, field) for row in ROWS for field in ("name", "target", "deviation")),
        Path(ROOT, "total_score"),
        *(Path(part.id, "text") for part in (*FORM.sections, *FORM.signatures)),
        Path(10**6, "name"),
    ]
    keys = [order.key(path) for path in paths]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert len(list(nodes(FORM))) > len(ROWS)


def test_the_next_problem_is_seen_from_the_cursor() -> None:
    def after(here: Path | None, current: Problem | None = None) -> Problem | None:
        return neighbour(FORM, PROBLEMS, here, 1, current)

    def before(here: Path | None, current: Problem | None = None) -> Problem | None:
        return neighbour(FORM, PROBLEMS, here, -1, current)

    assert after(None) is PROBLEMS[0]
    assert before(None) is PROBLEMS[-1]
    assert after(Path(ROOT, "goal_actual")) is PROBLEMS[2]
    assert after(PROBLEMS[2].path, PROBLEMS[2]) is PROBLEMS[3]
    assert after(PROBLEMS[3].path, PROBLEMS[3]) is PROBLEMS[4]
    assert before(PROBLEMS[3].path, PROBLEMS[3]) is PROBLEMS[2]
    assert after(Path(ROWS[9].id, "name"), PROBLEMS[2]) is PROBLEMS[5]
    assert after(PROBLEMS[5].path, PROBLEMS[5]) is PROBLEMS[0]
    assert before(Path(ROOT, "title")) is PROBLEMS[5]
    assert neighbour(FORM, [], None, 1) is None
