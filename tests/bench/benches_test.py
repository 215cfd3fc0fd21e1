"""Every bench still fits the program: it is imported, and the names that it looks up exist."""

import importlib
from pathlib import Path

import pytest

BENCHES = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


@pytest.mark.parametrize("name", BENCHES)
def test_a_bench_loads_and_can_be_run(name: str) -> None:
    assert callable(importlib.import_module(f"tests.bench.{name}").main)
