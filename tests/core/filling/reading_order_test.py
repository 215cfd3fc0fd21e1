"""Going on from problem to problem: from the cursor, in paper order, round the form."""

from core.checks.cards import Card
from core.checks.problem import Problem, Severity
from core.filling.reading_order import ReadingOrder, neighbour
from core.model.evaluation import ROOT, nodes
from core.model.path import Path
from core.sample import sample

FORM = sample()
ROWS = list(FORM.indicators)


def card(path: Path, code: str = "x") -> Card:
    return Card((Problem(code, Severity.WARNING, path, "", "", "", ""),))


CARDS = [
    card(Path(ROOT, "unit")),
    card(Path(FORM.funds[0].id, "executed")),
    card(Path(ROWS[3].id, "actual")),
    card(Path(ROWS[3].id, "actual"), "y"),
    card(Path(ROWS[3].id, "deviation")),
    card(Path(ROOT, "total_score")),
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
    def after(here: Path | None, current: Card | None = None) -> Card | None:
        return neighbour(FORM, CARDS, here, 1, current)

    def before(here: Path | None, current: Card | None = None) -> Card | None:
        return neighbour(FORM, CARDS, here, -1, current)

    assert after(None) is CARDS[0]
    assert before(None) is CARDS[-1]
    assert after(Path(ROOT, "goal_actual")) is CARDS[2]
    assert after(CARDS[2].path, CARDS[2]) is CARDS[3]
    assert after(CARDS[3].path, CARDS[3]) is CARDS[4]
    assert before(CARDS[3].path, CARDS[3]) is CARDS[2]
    assert after(Path(ROWS[9].id, "name"), CARDS[2]) is CARDS[5]
    assert after(CARDS[5].path, CARDS[5]) is CARDS[0]
    assert before(Path(ROOT, "title")) is CARDS[5]
    assert neighbour(FORM, [], None, 1) is None
