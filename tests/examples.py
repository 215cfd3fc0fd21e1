"""How many examples hypothesis tries of a law: a quarter at a desk, all where CI=1 is set."""

import os

FULL = os.environ.get("CI", "") not in {"", "0", "false"}
LEAST = 10


def examples(full: int) -> int:
    """So many of ``full`` in this run."""
    return full if FULL else max(min(LEAST, full), full // 4)
