"""Run every bench: each tests/bench/bench_*.py has a main() that prints its own table.

What some of them measure is promised: those lines stand once more at the end, with their targets.
Names of benches as arguments run only these.
"""

import importlib
import sys
from pathlib import Path

from tests.bench.targets import Line, show
from ui.console import without_noise


def main() -> None:
    wanted = set(sys.argv[1:])
    lines: list[Line] = []
    for path in sorted(Path(__file__).parent.glob("bench_*.py")):
        name = path.stem.removeprefix("bench_")
        if wanted and name not in wanted:
            continue
        print(f"\n{name}", flush=True)
        with without_noise():  # the tables are to be read
            lines += importlib.import_module(f"tests.bench.{path.stem}").main() or ()
    print("\npromised")
    show(lines)


if __name__ == "__main__":
    main()
