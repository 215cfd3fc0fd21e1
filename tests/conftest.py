"""What holds for every test: no display, repeatable examples, nothing skipped in silence."""

import os
from pathlib import Path

# Before anything imports Qt, which reads it once.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

set_hypothesis_home_dir(Path(__file__).parents[1] / "build" / "hypothesis")

# The same examples at every run: a failure on one machine is a failure on all. Before a release,
# HYPOTHESIS_PROFILE=thorough looks further and elsewhere each time.
hypothesis.settings.register_profile("quick", derandomize=True, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=2_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


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
