"""A run of the tests comes to its end: what stands still for too long is named, and ends it.

pytest-timeout ends a test that takes too long, and its process with it; this is for what no
process ends itself: one that died before it could say so, one that holds Python's lock for ever.
"""

from __future__ import annotations

import os
import threading
import time

import pytest

STILL = float(os.environ.get("TESTS_STILL", "240"))
"""Seconds without a word from any process: twice what a single test may take."""


class RunWatch:
    """Knows which tests are under way; a thread of its own looks at the clock."""

    def __init__(self) -> None:
        self._under_way: dict[str, float] = {}
        self._heard = time.monotonic()
        self._over = threading.Event()
        self._told_to = os.dup(2)  # later pytest catches what is written there

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._heard = time.monotonic()
        self._under_way[nodeid] = self._heard

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        self._heard = time.monotonic()
        self._under_way.pop(nodeid, None)

    def pytest_sessionfinish(self) -> None:
        self._over.set()

    def begin(self) -> None:
        threading.Thread(target=self._look, name="run watch", daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(STILL / 20):
            if time.monotonic() - self._heard > STILL:
                self._end()

    def _end(self) -> None:
        now = time.monotonic()
        lines = [f"  {name} ({now - begun:.0f} s)" for name, begun in self._under_way.items()]
        told = "\n".join(lines) or "  no test is under way"
        sentence = f"\nthe run stands still for {STILL:.0f} s:\n{told}\n"
        os.write(self._told_to, sentence.encode())
        os._exit(1)


def pytest_configure(config: pytest.Config) -> None:
    """In the process that reports; with none beside it, it is the one that runs the tests."""
    if not hasattr(config, "workerinput"):
        watch = RunWatch()
        config.pluginmanager.register(watch, "run-watch")
        watch.begin()
