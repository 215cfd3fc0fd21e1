"""Breaks of running text, beside all the ways there are to break it."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.report.line_breaks import LOOSE, Widths, running_ends
from core.report.punctuation import squeezable, width_of
from core.report.text import Line, _is_lone, clusters, wrap
from tests.core.report.text_test import EM

GRAIN = 1.0

running = st.lists(
    st.sampled_from(("养老金", "，", "、", "。", "；", "“钉钉”", "工作", "12月底", "上门服务")),
    min_size=2,
    max_size=9,
).map("".join)


def ways(text: str, width: float) -> Iterator[Sequence[str]]:
    """All lines that a text could have in this width, its pauses squeezed."""
    pieces = clusters(text)
    count = len(pieces)
    found: list[list[tuple[str, ...]]] = [[] for _ in pieces] + [[()]]
    for start in reversed(range(count)):
        for end in range(start + 1, count + 1):
            line = "".join(pieces[start:end])
            if width_of(line, EM) - squeezable(line) <= width + GRAIN:
                found[start] += [(line, *rest) for rest in found[end]]
    return iter([list(lines) for lines in found[0]])


def looseness(lines: Sequence[str], width: float) -> float:
    """By how much of the width the loosest line but the last would have to be stretched."""
    return max((1 - width_of(line, EM) / width for line in lines[:-1]), default=0.0)


def ends_lone(lines: Sequence[str]) -> bool:
    """Whether the last line is a lone character: worse than a loose line in a narrow column."""
    return len(clusters(lines[-1])) == 1 and _is_lone(lines[-1])


@given(running, st.sampled_from((4_000.0, 5_000.0, 6_500.0, 8_000.0)))
def test_no_other_breaks_take_fewer_lines_or_avoid_a_loose_one(text: str, width: float) -> None:
    lines = [line.text for line in wrap(text, width, EM)]
    others = list(ways(text, width))
    assume(others)  # seven commas in a row fit in no line of four em
    assert lines in others
    fewest = min(map(len, others))
    assert len(lines) == fewest
    if looseness(lines, width) > LOOSE + 0.01:
        assert all(
            looseness(other, width) > LOOSE - 0.01
            for other in others
            if len(other) == fewest and (ends_lone(lines) or not ends_lone(other))
        )


def squeezed(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if line.squeeze]


def test_a_pause_is_squeezed_where_that_saves_a_line() -> None:
    assert squeezed(wrap("养老金按时、足额发放", 9_600, EM)) == ["养老金按时、足额发放"]
    assert squeezed(wrap("养老金按时、足额发放", 10_000, EM)) == []
    assert len(wrap("养老金按时、足额发放", 9_400, EM)) == 2


def test_a_pause_is_squeezed_rather_than_a_line_stretched() -> None:
    text = "按时发放，上门，投入14,044,028.98元方便市民领取"
    plain, tight = Widths(clusters(text), EM), Widths(clusters(text), EM, tight=True)
    width = tight.of(0, 9)
    assert plain.of(0, 9) > width
    lines = wrap(text, width, EM)
    assert lines[0].squeeze == pytest.approx(1.0, abs=0.01)
    assert lines[0].width <= width + GRAIN


def test_marks_other_than_pauses_keep_their_width() -> None:
    assert squeezed(wrap("很好！很好？“是”的", 8_400, EM)) == []


def test_very_long_paragraphs_are_filled_line_by_line() -> None:
    pieces = list("一二三四，" * 1_000)
    ends = running_ends(pieces, 10_000.0, EM, lambda piece: len(piece) < 2)
    assert ends == Widths(pieces, EM).filled(10_000.0)
