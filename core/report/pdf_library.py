"""ReportLab as it is delivered: nothing that lies on this computer changes or joins it.

While it is imported it runs ``~/.reportlab_mods`` and ``~/.reportlab_settings`` as Python, takes
any setting from a variable ``RL_…`` and asks for the current folder.  A page would then depend on
a stranger's file, and one that is printed again would be another; a stick pulled out from under a
running program would keep it from printing at all.  So everything of it is imported here, and from
here by all others (``tests/architecture_test.py``).
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Canvas", "pdfdoc", "pdfmetrics", "rl_config"]

_RUN: Final[tuple[str, ...]] = ("reportlab_mods", "reportlab_settings")
"""Modules that are looked for first on the path of Python and then in the home."""
_SETTING: Final = "RL_"


@contextmanager
def _nothing_to_run() -> Iterator[None]:
    before = {name: sys.modules.pop(name) for name in _RUN if name in sys.modules}
    sys.modules.update({name: ModuleType(name) for name in _RUN})
    try:
        yield
    finally:
        for name in _RUN:
            sys.modules.pop(name, None)
        sys.modules.update(before)


@contextmanager
def _no_settings() -> Iterator[None]:
    taken = {name: value for name, value in os.environ.items() if name.startswith(_SETTING)}
    for name in taken:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(taken)


@contextmanager
def _in_a_folder() -> Iterator[None]:
    """Stand at the root where the current folder is gone, and afterwards where one stood."""
    try:
        Path.cwd()
    except OSError:
        here = os.open(".", os.O_RDONLY)
        try:
            os.chdir(os.sep)
            yield
            os.fchdir(here)
        finally:
            os.close(here)
    else:
        yield


with ExitStack() as _alone:
    for _guard in (_nothing_to_run, _no_settings, _in_a_folder):
        _alone.enter_context(_guard())
    from reportlab import rl_config
    from reportlab.pdfbase import pdfdoc, pdfmetrics
    from reportlab.pdfgen.canvas import Canvas
