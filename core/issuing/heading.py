"""What form it is, on one line: for the title of a file, for a list, for a terminal."""

from __future__ import annotations

from core.model.evaluation import Evaluation, year_name
from core.quoting import one_line


def heading(evaluation: Evaluation) -> str:
    """``社会保险服务费（2021 年度）``."""
    project = one_line(evaluation.project) or "（没有项目名称）"
    year = one_line(year_name(evaluation.year))
    return f"{project}（{year} 年度）" if year else project
