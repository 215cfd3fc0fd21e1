"""Regular expressions that are compiled at their first use.

The program knows some three hundred; compiling them all takes longer than painting the first form,
which needs a tenth of them.
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

_WHOLE = (
    *("match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn", "scanner"),
    *("flags", "groups", "groupindex"),
)
"""What a compiled expression has besides ``pattern``."""


class LazyPattern:
    """Stands for a compiled expression and takes on its methods when the first is asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._asked = flags

    def compile(self) -> None:
        """Compile now. Raises ``re.error`` for what is no regular expression."""
        compiled = re.compile(self.pattern, self._asked)
        # As attributes of its own, so that later calls go straight to the compiled expression.
        self.__dict__ |= {name: getattr(compiled, name) for name in _WHOLE}

    def __getattr__(self, name: str) -> object:
        """Called for what is not there yet only."""
        if name not in _WHOLE:
            raise AttributeError(name)
        self.compile()
        return self.__dict__[name]


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, for the expressions of a module; wrong ones are found by a test."""
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags))
