"""Every bench still runs: with the least of everything, and without LibreOffice and X."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples import FULL

ROOT = Path(__file__).parents[2]
SMALL: dict[str, dict[str, object]] = {
    "archival": {},
    "archive": {},
    "assess": {"SIZES": [5]},
    "blank": {"SIZES": [55], "TIMES": 1},
    "city": {"SIZES": [40, 60], "RUNS": 1},
    "evidence": {"FORMS": 3, "PIECES": 1, "SIZE": 1_000},
    "foreign": {"TIMES": 1},
    "hand": {"SIZES": [55], "KEYS": 2, "ACTS": 1, "BETWEEN": 0.01},
    "home": {"RUNS": 1},
    "keys": {"SIZES": [55], "KEYS": 2},
    "office": {"ROWS": [55], "TIMES": 1},
    "package": {"ROUNDS": 1},
    "print": {"PAIRS": 1, "MANY": 2},
    "start": {"PAIRS": 1},
}
"""What makes each bench short."""
LONG = frozenset({"archive", "blank", "foreign", "keys", "office", "print", "start"})
"""Some seconds even so, and what they call is called by other tests as well: where CI=1."""
RUN = """
import importlib, json, sys
name, small = sys.argv[1], json.loads(sys.argv[2])
bench = importlib.import_module(f"tests.bench.bench_{name}")
for constant, value in small.items():
    getattr(bench, constant)  # it is still called so
    setattr(bench, constant, value)
if name == "hand":  # its windows are processes of their own
    (rows,) = small["SIZES"]
    lines = bench.lines_of("offscreen", rows, bench.measured(rows))
else:
    lines = bench.main()
from tests.bench.targets import show
show(lines or ())
"""


def test_each_bench_is_tried() -> None:
    found = {path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py")}
    assert found == SMALL.keys()


@pytest.mark.parametrize("name", SMALL if FULL else sorted(SMALL.keys() - LONG))
def test_a_bench_runs(name: str, tmp_path: Path) -> None:
    given = {"BENCH_EVALUATIONS": "60", "PATH": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, name, json.dumps(SMALL[name])],
        cwd=ROOT, env=os.environ | given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
