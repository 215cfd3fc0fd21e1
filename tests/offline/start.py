"""Starts the watch, then the program on a ``computer``, for a whole ``day``.

    python -m tests.offline.start FOLDER [sealed]

What the watch noted is printed at the end, as JSON.  What Qt and SQLite do by themselves it cannot
see: so whoever starts this compares all files, and the system itself forbids sockets (``sealed``)
or writes down what is asked of it (``tests.faults.offline``).
"""

import sys
from pathlib import Path

from tests.offline.seal import seal
from tests.offline.watch import Watch


def main() -> int:
    watch = Watch(sealed=sys.argv[2:] == ["sealed"] and seal())
    watch.begin()
    from tests.offline.day import spend

    status = spend(Path(sys.argv[1]).resolve())
    print(watch.report())  # noqa: T201  (whoever started this reads it)
    return status


if __name__ == "__main__":
    sys.exit(main())
