"""Regular expressions that are compiled at their first use.

The program knows some three hundred; compiling them all takes longer than painting the first form,
which needs a tenth of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, AnyStr, Generic, cast

_WHOLE = (
    *("match", "fullmatch", "search", "split", "findall", "finditer", "sub", "subn", "scanner"),
    *("flags", "groups", "groupindex"),
)
"""What a compiled expression has besides ``pattern``."""


_SHORT = 16
"""Characters: of a longer text each would have to become an object to be looked up."""


class LazyPattern(Generic[AnyStr]):
    """Stands for a compiled expression and takes on its methods when the first is asked for."""

    def __init__(self, pattern: AnyStr, flags: int, needs: AnyStr | None = None) -> None:
        self.pattern: AnyStr = pattern
        self.needs = None if needs is None else frozenset[object](needs)
        self._asked = flags
        self._compiled: re.Pattern[AnyStr] | None = None

    def compile(self) -> re.Pattern[AnyStr]:
        """Compile now. Raises ``re.error`` for what is no regular expression."""
        if self._compiled is None:
            self._compiled = compiled = re.compile(self.pattern, self._asked)  # noqa: TID251
            # As attributes of its own, so that later calls go straight to the compiled expression.
            self.__dict__ |= {name: getattr(compiled, name) for name in _WHOLE}
        return self._compiled

    def __getattr__(self, name: str) -> object:
        """Called for what is not there yet only."""
        if name not in _WHOLE:
            raise AttributeError(name)
        self.compile()
        return self.__dict__[name]

    # What is here is asked only as long as nothing is compiled.

    def match(self, text: AnyStr, *span: int) -> re.Match[AnyStr] | None:  # noqa: D102
        return None if self._lacks(text) else self.compile().match(text, *span)

    def fullmatch(self, text: AnyStr, *span: int) -> re.Match[AnyStr] | None:  # noqa: D102
        return None if self._lacks(text) else self.compile().fullmatch(text, *span)

    def search(self, text: AnyStr, *span: int) -> re.Match[AnyStr] | None:  # noqa: D102
        return None if self._lacks(text) else self.compile().search(text, *span)

    def finditer(self, text: AnyStr, *span: int) -> Iterator[re.Match[AnyStr]]:  # noqa: D102
        return iter(()) if self._lacks(text) else self.compile().finditer(text, *span)

    def split(self, text: AnyStr, maxsplit: int = 0) -> list[AnyStr]:  # noqa: D102
        return [text] if self._lacks(text) else self.compile().split(text, maxsplit)

    def sub(self, new: AnyStr, text: AnyStr, count: int = 0) -> AnyStr:  # noqa: D102
        return text if self._lacks(text) else self.compile().sub(new, text, count)

    def _lacks(self, text: AnyStr) -> bool:
        """Whether nothing in this text can match, as is seen without the expression."""
        if self.needs is None:
            return False
        if len(text) <= _SHORT:
            return self.needs.isdisjoint(text)
        holds: Callable[[Any], bool] = text.__contains__
        return not any(map(holds, self.needs))


def regex(pattern: AnyStr, flags: int = 0, *, needs: AnyStr | None = None) -> re.Pattern[AnyStr]:
    """As ``re.compile``, for the expressions of a module; wrong ones are found by a test.

    ``needs``: no text without any of these characters has a match.  An expression that is seldom
    met is not even compiled before such a text comes; a test proves them from the expression.
    """
    return cast("re.Pattern[AnyStr]", LazyPattern(pattern, flags, needs))
