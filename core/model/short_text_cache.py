"""A cache for what is made of a text: a form's short texts come again at each key.

Long ones are seldom met twice, and a few thousand of them would fill the memory.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")


def cached_if_short(
    *, longest: int, most: int
) -> Callable[[Callable[[str], T]], Callable[[str], T]]:
    """Keep what a function makes of the last ``most`` texts of up to ``longest`` characters."""

    def decorate(function: Callable[[str], T]) -> Callable[[str], T]:
        cached = lru_cache(maxsize=most)(function)

        @wraps(function)
        def find(text: str) -> T:
            return cached(text) if len(text) <= longest else function(text)

        return find

    return decorate
