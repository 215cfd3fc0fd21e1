"""A run of the tests comes to its end: what stands still for too long is named, and ends it.

pytest-timeout ends a test that takes too long, and its process with it; this is for what no
process ends itself: one that died before it could say so, one that holds Python's lock for ever.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

import pytest

STILL = float(os.environ.get("TESTS_STILL", "240"))
"""Seconds without a word from any process: twice what a single test may take."""
TO_BEGIN = 240.0
"""Seconds until the first test has begun: the processes load and collect all of them before."""


class RunWatch:
    """Knows which tests are under way; a thread of its own looks at the clock."""

    def __init__(self, still: float = STILL, now: Callable[[], float] = time.monotonic) -> None:
        self._still, self._now = still, now
        self._under_way: dict[str, float] = {}
        self._patience = max(still, TO_BEGIN)
        self._heard = now()
        self._over = threading.Event()
        self._told_to = os.dup(2)  # later pytest catches what is written there

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._heard = self._now()
        self._patience = self._still
        self._under_way[nodeid] = self._heard

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._heard = self._now()
        self._under_way.pop(nodeid, None)

    def pytest_sessionfinish(self) -> None:
        self._over.set()

    def begin(self) -> None:
        threading.Thread(target=self._look, name="run watch", daemon=True).start()

    def found(self) -> str:
        """What stands still and for how long; nothing while the run goes on."""
        now = self._now()
        if now - self._heard <= self._patience:
            return ""
        lines = [f"  {name} ({now - begun:.0f} s)" for name, begun in self._under_way.items()]
        told = "\n".join(lines) or "  no test is under way"
        return f"\nthe run stands still for {self._patience:.0f} s:\n{told}\n"

    def _look(self) -> None:
        while not self._over.wait(self._still / 20):
            if sentence := self.found():
                os.write(self._told_to, sentence.encode())
                os._exit(1)


def pytest_configure(config: pytest.Config) -> None:
    """In the process that reports; with none beside it, it is the one that runs the tests."""
    if not hasattr(config, "workerinput"):
        watch = RunWatch()
        config.pluginmanager.register(watch, "run-watch")
        watch.begin()
