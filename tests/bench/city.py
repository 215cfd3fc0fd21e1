"""A city's archive for the benches: as many forms as wanted, ten years of the same projects.

A few hundred different forms go in by ``Archive.add`` and are finalized.  All others are their rows
once more, with another project, unit, year, indicator and reason put in place of marks in the text,
and with digests and search index made by the archive's own functions: a hundred thousand forms take
a minute or two instead of ten.  ``city_test`` holds that such an archive is as sound as any.
"""

from __future__ import annotations

import atexit
import os
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from core.archive import codec, search
from core.archive.archive import Archive
from core.archive.records import Summary
from core.model.evaluation import Category, Evaluation, Indicator
from core.sample import sample
from core.scoring.profile_file import load_profile

FIRST_YEAR, YEARS = 2015, 10
FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
KINDS = 211
"""Different forms: together more rows than any cache of the program holds."""
PLACES = "黄浦徐汇长宁静安普陀虹口杨浦闵行宝山嘉定"
WORKS = ("道路养护", "社区食堂", "垃圾分类", "校舍维修", "技能培训", "河道保洁", "体检服务")

_PROJECT, _UNIT, _ROW, _REASON = "〔项目〕", "〔单位〕", "〔指标〕", "〔原因〕"
_UNDATED = 1000
_COLUMNS = """year, project, unit, department, words, state, created, changed, version, revision,
    total_score, total_points, grade, rate, errors, warnings, final_number"""


COUNT = int(os.environ.get("BENCH_EVALUATIONS", "10000"))
"""Forms of the archive that the benches share; 100000 are a city's."""

_ROOT = Path(__file__).parents[2] / "build"


@cache
def folder() -> Path:
    """Where the archives of this run lie; they go when it ends."""
    _ROOT.mkdir(exist_ok=True)
    made = TemporaryDirectory(prefix="bench-", dir=_ROOT)
    atexit.register(made.cleanup)
    return Path(made.name)


@cache
def city(count: int) -> Path:
    """The archive of so many forms, made once in a run."""
    path = folder() / f"city-{count}.db"
    start = time.perf_counter()
    write_city(path, count)
    took, size = time.perf_counter() - start, path.stat().st_size / 2**20
    print(f"(made {count} evaluations, {size:.0f} MB, in {took:.0f} s)", flush=True)
    return path


def write_city(path: Path, count: int) -> None:
    """A new archive of so many final forms; the number ``i`` is of the year 2015 + i mod 10."""
    kinds = min(KINDS, count)
    rules = load_profile().text
    with Archive.create(path) as archive:
        archive.database.execute("PRAGMA cache_size = -200000")
        with archive.transaction():
            for kind in range(kinds):
                archive.add(form_of(kind), FIGURES, rules=rules)
                archive.finalize(kind + 1)
            _multiply(archive, kinds, count)


def texts_of(number: int) -> tuple[str, str, str, str, int]:
    """Project, unit, first indicator, its reason, and year of a form."""
    project = number // YEARS
    place, work = PLACES[project * 2 % 20 :][:2], WORKS[project % len(WORKS)]
    names = (f"{place}{work}项目{project}", f"{place}区{work}中心")
    return *names, f"{work}第{number}批", f"因{place}调整", FIRST_YEAR + number % YEARS


def form_of(kind: int) -> Evaluation:
    """A form with rows of its own, with marks where the texts of a project go."""
    whole = sample()
    categories = tuple(_varied(category, kind) for category in whole.categories)
    first, *others = categories
    group, *groups = first.groups
    marked = replace(group.indicators[0], name=_ROW, deviation=_REASON)
    group = replace(group, indicators=(marked, *group.indicators[1:]))
    return replace(
        whole,
        project=_PROJECT,
        unit=_UNIT,
        year=_UNDATED,
        categories=(replace(first, groups=(group, *groups)), *others),
    )


def _varied(category: Category, kind: int) -> Category:
    """Names of their own, and for each fifth row a figure of its own."""
    groups = tuple(
        replace(
            group,
            indicators=tuple(_row(row, kind, at) for at, row in enumerate(group.indicators)),
        )
        for group in category.groups
    )
    return replace(category, groups=groups)


def _row(row: Indicator, kind: int, at: int) -> Indicator:
    name = f"第{kind}类{row.name}"
    if at % 5 or not row.target.startswith("=100%"):
        return replace(row, name=name)
    count = 20 + kind * 3 + at
    return replace(row, name=name, target=f"≥{count}人次", actual=f"{count + kind % 4}人次")


def _multiply(archive: Archive, kinds: int, count: int) -> None:
    """Each of the first rows becomes the first form of its kind; the others come behind them."""
    db = archive.database
    evaluations = db.execute(f"SELECT {_COLUMNS} FROM evaluations ORDER BY id").fetchall()  # noqa: S608
    cursor = db.execute("SELECT * FROM versions ORDER BY evaluation")
    names = [column[0] for column in cursor.description]
    versions = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    words = [archive._rows.words(kind + 1) for kind in range(kinds)]
    marks = ", ".join("?" * len(names))
    for table in ("search_words", "versions", "evaluations"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608
    db.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    for number in range(count):
        kind, text = number % kinds, _Text(number)
        project, unit, _, _, year = texts_of(number)
        *row, final_number = evaluations[kind]
        final_number = f"{year}-{number:06}"
        values = [number + 1, year, project, unit, *row[3:], final_number]
        held = ", ".join("?" * len(values))
        db.execute(f"INSERT INTO evaluations (id, {_COLUMNS}) VALUES ({held})", values)  # noqa: S608
        content = text(versions[kind]["content"]).replace(f'"year":{_UNDATED}', f'"year":{year}')
        own = {
            "evaluation": number + 1,
            "content": content,
            "digest": codec.digest(content),
            "printed_digest": "",  # worked out when it is asked for
            "final_number": final_number,
        }
        db.execute(f"INSERT INTO versions VALUES ({marks})", list((versions[kind] | own).values()))  # noqa: S608
        search.index(db, number + 1, None, text(words[kind]))


class _Text:
    """Puts a form's own texts in the place of the marks."""

    def __init__(self, number: int) -> None:
        *texts, _ = texts_of(number)
        self._pairs = tuple(zip((_PROJECT, _UNIT, _ROW, _REASON), texts, strict=True))

    def __call__(self, text: str) -> str:
        for mark, own in self._pairs:
            text = text.replace(mark, own)
        return text
