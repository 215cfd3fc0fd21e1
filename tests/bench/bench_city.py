"""What a city needs: a year summed up, a page found, and how the work grows with the archive.

The archive has BENCH_EVALUATIONS forms of ten years (10,000; a city has 100000), all final, all of
different rows.  A year's target is a city's five seconds for 10,000 projects, in proportion.
"""

from __future__ import annotations

import math
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from unittest.mock import patch

from core.archive.archive import Archive
from core.archive.overview import first_page, overview
from core.sealed_file import SealedFile
from core.workers.process import Worker
from core.years import project_cache
from core.years.project_reading import read_projects
from core.years.yearly import year_of
from tests.bench.city import COUNT, YEARS, city, folder
from tests.bench.targets import Line

YEAR = 2018
SIZES = (1_000, 3_000, 10_000)
SECONDS = 5 / 10_000
"""For each project of a year."""
RUNS = 5
_LONG = 0.1
Work = Callable[[Archive], object]


def main() -> list[Line]:
    with patch.object(project_cache, "cache_folder", folder), _bytecode_cached():
        with Archive.open(city(COUNT)) as archive:
            lines = [*_summaries(archive), *_pages(archive)]
        return [*lines, *_growth()]


@contextmanager
def _bytecode_cached() -> Iterator[None]:
    """As a user has it: workers compile nothing, whatever PYTHONDONTWRITEBYTECODE says here."""
    with patch.dict(os.environ, {"PYTHONPYCACHEPREFIX": str(folder() / "bytecode")}):
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        with Worker() as worker:
            worker.ask(read_projects, [])
        yield


def _summaries(archive: Archive) -> list[Line]:
    count = COUNT // YEARS
    taken = [_timed(archive, lambda one: year_of(one, YEAR)) for _ in range(2)]
    print(f"a year of {count} projects out of {COUNT} forms    seconds  of the processor")
    lines = []
    for name, (seconds, spent) in zip(("the first time", "again"), taken, strict=True):
        print(f"  {name:44}{seconds:8.2f}{spent:8.2f}")
        work = f"summary of {count} of {COUNT}, {name}"
        lines.append(Line(work, seconds, count * SECONDS, "s"))
    return lines


def _pages(archive: Archive) -> list[Line]:
    works: dict[str, tuple[Work, float]] = {
        "first page": (first_page, 100),
        "first page of a search": (lambda one: first_page(one, "体检"), 100),
        "last year's form of a project": (lambda one: one.previous(COUNT // 2), 10),
    }
    lines = []
    for name, (work, target) in works.items():
        took = statistics.median(_timed(archive, work)[0] for _ in range(RUNS)) * 1000
        print(f"{name:46}{took:8.2f} ms")
        lines.append(Line(f"{name}, {COUNT} forms", took, target))
    hits = len(overview(archive, "体检").entries)
    print(f"  (of {hits} forms that the search finds)")
    return lines


def _growth() -> list[Line]:
    """The exponent by which the time of the processor grows: 1 is in proportion."""
    works: dict[str, tuple[Work, float]] = {
        "summary": (_unremembered, 1.2),
        "whole list": (overview, 1.2),
        "search": (lambda archive: overview(archive, "体检"), 1.2),
        "first page": (first_page, 0.7),
        "last year's form": (lambda archive: archive.previous(min(SIZES) // 2), 0.5),
    }
    sizes = [size for size in SIZES if size != COUNT] + [COUNT]
    print(f"growth over {', '.join(map(str, sorted(sizes)))} forms: ms of the processor, exponent")
    found: dict[str, list[float]] = {name: [] for name in works}
    for size in sorted(sizes):
        with Archive.open(city(size)) as archive:
            for name, (work, _) in works.items():
                found[name].append(_spent(archive, work))
    lines = []
    for name, (_, target) in works.items():
        exponent = _exponent(sorted(sizes), found[name])
        figures = "".join(f"{spent * 1000:10.2f}" for spent in found[name])
        print(f"  {name:24}{figures}{exponent:8.2f}")
        lines.append(Line(f"growth of {name}, exponent", exponent, target, ""))
    return lines


def _unremembered(archive: Archive) -> None:
    SealedFile(folder() / "years" / "any", "years.key").forget()
    year_of(archive, YEAR)


def _spent(archive: Archive, work: Work) -> float:
    """Seconds of the processor, of quick work as a mean of many times."""
    took = _timed(archive, work)[1]
    if took > _LONG:  # before the program has kept anything of it
        return took
    times = max(1, min(500, int(_LONG / max(took, 1e-4))))
    return _timed(archive, lambda one: [work(one) for _ in range(times)])[1] / times


def _timed(archive: Archive, work: Work) -> tuple[float, float]:
    """Seconds by the clock, and of the processor with ended workers."""
    begun, start = _processor(), time.perf_counter()
    work(archive)
    return time.perf_counter() - start, _processor() - begun


def _processor() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    return statistics.linear_regression(
        [math.log(size) for size in sizes], [math.log(max(took, 1e-6)) for took in times]
    ).slope


if __name__ == "__main__":
    main()
