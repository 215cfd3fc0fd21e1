"""What holds for every test: no display, repeatable examples, nothing skipped in silence."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt, which reads it once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.internal.conjecture import engine, providers
from hypothesis.internal.constants_ast import Constants

from core.archive import connection
from tests.examples import examples
from tests.new_archives import NewArchives
from tests.own_home import Fence, fence_of_tests, move_home
from tests.run_watch import pytest_configure as pytest_configure  # noqa: PLC0414  (a hook)

set_hypothesis_home_dir(Path(__file__).parents[1] / "build" / "hypothesis")

# The same examples at every run: a failure on one machine is a failure on all. Before a release,
# HYPOTHESIS_PROFILE=thorough looks further and elsewhere each time.
hypothesis.settings.register_profile(
    "usual", derandomize=True, deadline=None, max_examples=examples(100)
)
hypothesis.settings.register_profile("thorough", max_examples=2_000, deadline=None)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "usual")
hypothesis.settings.load_profile(PROFILE)
if PROFILE == "usual":
    # Hypothesis also tries constants of whatever modules of ours are loaded: then the examples
    # would depend on what else has run in the process.
    providers._get_local_constants = Constants
# A failure is told while the test still may run (pytest's timeout): less is made small then.
engine.MAX_SHRINKING_SECONDS = 40


LONGEST = (
    *("film_test.py", "run_watch_test.py", "offline_test.py", "plain_text_test.py"),
    *("screens_test.py", "explaining_test.py", "preview_test.py", "importing_test.py"),
)
"""These begin, so that no process is left alone with one of them at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """Let no look for garbage go through what stands before the first test: it stays."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def fence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fence]:
    """No test sees, or changes, what the user of this machine has."""
    fence = fence_of_tests()
    with pytest.MonkeyPatch.context() as patch:
        move_home(tmp_path_factory.mktemp("home"), patch)
        fence.begin()
        yield fence
        fence.end()


@pytest.fixture(autouse=True)
def fenced(fence: Fence) -> Iterator[None]:
    yield
    assert fence.breaches() == []


@pytest.fixture(scope="session", autouse=True)
def new_archives() -> Iterator[None]:
    """Archives are made from the first that was."""
    made = NewArchives()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_migrate", made.migrate)
        yield
    made.close()


@pytest.fixture
def one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """One process does all long work, where the test is not of how it is spread."""
    monkeypatch.setattr("core.workers.spread.processors", lambda: 1)


WINDOWS = Path(__file__).parent / "ui"
MANY = 100_000
"""Objects made since the last look through the garbage."""


@pytest.fixture(autouse=True)
def garbage(request: pytest.FixtureRequest) -> Iterator[None]:
    """Put away what a test left.

    The window looks for garbage in pauses of its own (``ui/garbage.py``), of which tests leave it
    few, and switches off Python's looking for the whole process, which tests of the core need.
    """
    off = not gc.isenabled()
    windowed = WINDOWS in request.path.parents
    if off and not windowed:
        gc.enable()
    yield
    if off and not windowed:
        gc.disable()
    if gc.get_count()[0] > MANY:
        gc.collect()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let a run with skipped tests fail: a promise that is not tried is not kept."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker: the process that started it reports
        return
    skipped = reporter.stats.get("skipped", [])
    if skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    reporter.ensure_newline()
    for report in skipped:
        reporter.write_line(f"skipped, which counts as failed: {report.nodeid}", red=True)
