"""How much is tried of a law that holds for very many: a quarter at a desk, all where CI=1 is set.

For generated examples and for long rows of like cases: not for cases that were chosen one by one.
"""

import os
from collections.abc import Sequence
from itertools import product
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")

FULL = os.environ.get("CI", "") not in {"", "0", "false"}
LEAST = 10


def examples(full: int) -> int:
    """So many of ``full`` in this run."""
    return full if FULL else max(min(LEAST, full), full // 4)


def some(full: Sequence[T]) -> Sequence[T]:
    """So many of a long row of like cases, from its first to its last."""
    if FULL:
        return full
    step = (len(full) - 1) / max(1, examples(len(full)) - 1)
    return [full[round(at * step)] for at in range(min(examples(len(full)), len(full)))]


def paired(first: Sequence[T], second: Sequence[U]) -> list[tuple[T, U]]:
    """All pairs of two rows where CI=1, else each of the longer with one of the other in turn."""
    if FULL:
        return list(product(first, second))
    count = max(len(first), len(second))
    return [(first[at % len(first)], second[at % len(second)]) for at in range(count)]
