"""Whether a text gives a reason: words do; a figure, however it is written, was meant elsewhere.

Whoever asks for reasons, counts them or answers them asks ``gives_no_reason``; ``is_blank_reason``
is for who only repeats what is written, and leaves no figure out.
"""

from __future__ import annotations

from core.model.short_text_cache import cached_if_short
from core.regex import regex
from core.values.numerals import CHARACTERS, with_figures
from core.values.units import leading_unit
from core.values.wording import AFTER_NUMBER, BEFORE_NUMBER, LONGEST, is_blank_reason, squeezed

_FIGURE = regex(rf"[\d{CHARACTERS}]")
_NO_WORD = regex(rf"[\d{CHARACTERS}\W_]+")


@cached_if_short(longest=500, most=4096)
def gives_no_reason(text: str) -> bool:
    """Blank, one of the ways to write nothing (无, /), or only a figure."""
    return is_blank_reason(text) or is_only_figure(text)


def is_only_figure(text: str) -> bool:
    """A figure in digits or numerals (35%, 三十五), with no more beside it than bound and unit."""
    bare = text.strip()
    if len(bare) > LONGEST:
        return _NO_WORD.fullmatch(bare) is not None
    plain = with_figures(squeezed(bare))
    figure = _FIGURE.search(plain)
    if figure is None:
        return False
    before, rest = plain[: figure.start()], _NO_WORD.sub("", plain[figure.start() :])
    if (bound := AFTER_NUMBER.search(rest)) and bound.end() == len(rest):
        rest = rest[: bound.start()]
    before = BEFORE_NUMBER.sub("", before)
    return not _NO_WORD.sub("", before) and leading_unit(rest) == rest
