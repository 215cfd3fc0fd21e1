"""Run every bench: each tests/bench/bench_*.py has a main() that prints its own table."""

import importlib
from pathlib import Path

from ui.console import without_noise


def main() -> None:
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"\n{path.stem.removeprefix('bench_')}")
        with without_noise():  # the tables are to be read
            importlib.import_module(f"tests.bench.{path.stem}").main()


if __name__ == "__main__":
    main()
