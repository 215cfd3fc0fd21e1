"""佐证材料清单, the page behind 评分底稿: what was filed, and which rows call for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.model.evaluation import Evaluation, Files
from core.quoting import shown, size_in_words
from core.sheet.builder import Builder
from core.sheet.layout import Span
from core.sheet.sheet import Align, Band, Role

HEADS = ("序号", "登记在", "文件名称", "大小", "SHA-256 校验码", "说明")
_SPANS: tuple[Span, ...] = ((0, 1), (1, 3), (4, 3), (7, 2), (9, 1), (10, 1))
"""On the grid of 评分底稿."""
WHOLE = "整张表"


def list_evidence(builder: Builder, evaluation: Evaluation, calls: Mapping[int, str]) -> None:
    """Add the list to a grid; ``calls``: rows without evidence that call for it, and why."""
    row = builder.row(Band.APPENDIX)
    builder.add(row, builder.all, "佐证材料清单", Role.TITLE, framed=False)
    row = builder.row(Band.INDICATOR_HEAD)
    for span, text in zip(_SPANS, HEADS, strict=True):
        builder.add(row, span, text, Role.LABEL)
    for number, line in enumerate(_lines(evaluation, calls), start=1):
        row = builder.row(Band.INDICATOR)
        for span, text in zip(_SPANS, (str(number), *line), strict=True):
            align = Align.CENTER if span in (_SPANS[0], _SPANS[3]) else Align.LEFT
            builder.add(row, span, text, Role.COMPUTED, align=align)


def _lines(evaluation: Evaluation, calls: Mapping[int, str]) -> Iterator[tuple[str, ...]]:
    yield from _filed(WHOLE, evaluation.evidence)
    for number, row in enumerate(evaluation.indicators, start=1):
        title = f"{number} {' '.join(row.name.split())}".rstrip()
        yield from _filed(title, row.evidence)
        if row.id in calls:
            yield title, "（还没有登记）", "", "", calls[row.id]


def _filed(where: str, files: Files) -> Iterator[tuple[str, ...]]:
    for one in files:
        yield where, shown(one.name).strip("“”"), size_in_words(one.size), one.sha256, ""
