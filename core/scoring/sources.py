"""What the sources of money sum to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from core.model.evaluation import Fund
from core.model.number import EXACT, ZERO, normalized

_AMONG = re.compile(r"[\W\d_]*其中")
"""其中 at the beginning of a name, behind whatever number or bracket: （1）其中：中央资金."""


def possible_sums(sources: Sequence[Fund], parts: Sequence[Decimal | None]) -> set[Decimal]:
    """What the sources can sum to; ``parts``: their amounts in one column.

    The first 其中 names the sources. A later one opens parts of the source above it, which are not
    added again; the paper does not say where they end, so each end counts. Right below another
    其中 it may as well be one more source.
    """
    states: set[tuple[Decimal, bool]] = {(ZERO, False)}
    above_among = True
    for index, (fund, part) in enumerate(zip(sources, parts, strict=True)):
        amount = part or ZERO
        among = _AMONG.match(normalized(fund.name)) is not None
        after: set[tuple[Decimal, bool]] = set()
        for total, inside in states:
            if among and index > 0:
                after.add((total, True))
                if above_among:
                    after.add((EXACT.add(total, amount), False))
            else:
                after.add((EXACT.add(total, amount), False))
                if inside:
                    after.add((total, True))
        states = after
        above_among = among
    return {total for total, _ in states}
