"""A sensible name for the file of a form."""

from __future__ import annotations

from core.model.evaluation import Evaluation
from core.regex import regex

_FORBIDDEN = regex(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
LONGEST = 60
"""Characters of one part: some systems allow 255 bytes for the whole name, three a character."""


def safe_name(name: str) -> str:
    """A file's name without what no system allows in one."""
    return _FORBIDDEN.sub(" ", name).strip(" .")[-LONGEST:] or "文件"


def file_name(evaluation: Evaluation, suffix: str) -> str:
    """``单位_项目_年度`` with ``suffix`` (``.pdf``), without what no system allows in a name."""
    parts = (evaluation.unit, evaluation.project, str(evaluation.year))
    cleaned = [_FORBIDDEN.sub(" ", " ".join(part.split())).strip(" .")[:24] for part in parts]
    return ("_".join(part for part in cleaned if part) or "自评表")[:LONGEST] + suffix
