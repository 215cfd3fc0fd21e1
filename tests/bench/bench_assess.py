"""Scoring and checking a whole form: afresh, and after one key, from 50 to 5,000 rows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from core.assessment import assess
from core.checks.catalogue import _examine_group, _examine_row
from core.model import selfeval
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path as FieldPath
from core.scoring.profile_file import load_profile
from core.scoring.row_score import _score_row, _scored, _scored_by_texts
from core.scoring.score import _cached_group
from core.values import attainment, parser, relevant_context

SAMPLE = Path(__file__).parents[2] / "resources" / "samples" / "社会保险服务费-2021.json"
SIZES = (50, 500, 5_000)


def form(rows: int) -> Evaluation:
    """The sample's rows over and over, each with a name and figures of its own."""
    data = selfeval.to_dict(selfeval.loads(SAMPLE.read_bytes()))
    sample = data["indicators"]
    assert isinstance(sample, list)
    data["indicators"] = [
        {**sample[index % len(sample)], "level3": f"指标 {index}"} for index in range(rows)
    ]
    return selfeval.from_dict(data)


def median_ms(work: Callable[[int], object], runs: int) -> float:
    times = []
    for run in range(runs):
        start = time.perf_counter()
        work(run)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def forget() -> None:
    """Drop everything that was kept, so that the next assessment starts from the texts."""
    for kept in (
        _examine_group,
        _examine_row,
        _cached_group,
        _score_row,
        _scored,
        _scored_by_texts,
        attainment.attain,
        relevant_context._left_open,
        parser.parse,
    ):
        kept.cache_clear()


def main() -> None:
    profile = load_profile()
    print("rows    afresh ms   per row us   after a key ms   per row us")
    for rows in SIZES:
        evaluation = form(rows)
        row = next(evaluation.indicators)
        keys = [
            apply(evaluation, SetField(FieldPath(row.id, "actual"), f"{number}%"))
            for number in range(40)
        ]

        def afresh(_: int, evaluation: Evaluation = evaluation) -> None:
            forget()
            assess(evaluation, profile)

        def after_a_key(run: int, keys: list[Evaluation] = keys) -> None:
            assess(keys[run], profile)

        cold = median_ms(afresh, 7)
        warm = median_ms(after_a_key, len(keys))
        print(
            f"{rows:5}  {cold:10.2f}  {1000 * cold / rows:11.1f}"
            f"  {warm:15.2f}  {1000 * warm / rows:11.1f}"
        )


if __name__ == "__main__":
    main()
