"""An archive of 10,000 evaluations of 55 rows, made by the program, beside bare sqlite3.

It is made once and kept in build/bench (a few minutes); BENCH_EVALUATIONS makes a smaller one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backups import back_up, backups_in
from core.archive.connection import format_number
from core.archive.records import Summary
from core.model.evaluation import Evaluation
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.years.yearly import year_of
from tests.bench.targets import Line

ROOT = Path(__file__).parents[2] / "build" / "bench"
COUNT = int(os.environ.get("BENCH_EVALUATIONS", "10000"))
FIGURES = Summary("96.70", "100.00", "优", "0.969976", 0, 5)
PLACES = "黄浦徐汇长宁静安普陀虹口杨浦闵行宝山嘉定"
WORKS = ("道路养护", "社区食堂", "垃圾分类", "校舍维修", "技能培训", "河道保洁", "体检服务")


def form(number: int) -> Evaluation:
    """The sample with a project, a unit, a year and a reason of its own."""
    place, work = PLACES[number * 2 % 20 :][:2], WORKS[number % len(WORKS)]
    whole = sample()
    first = whole.categories[0]
    group = first.groups[0]
    row = replace(group.indicators[0], name=f"{work}第{number}批", deviation=f"因{place}调整")
    group = replace(group, indicators=(row, *group.indicators[1:]))
    return replace(
        whole,
        project=f"{place}{work}项目{number}",
        unit=f"{place}区{work}中心",
        year=2015 + number % 10,
        categories=(replace(first, groups=(group, *first.groups[1:])), *whole.categories[1:]),
    )


def made() -> Path:
    path = ROOT / f"archive-{format_number()}-{COUNT}.db"
    if path.exists():
        return path
    ROOT.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    rules = load_profile().text
    start = time.perf_counter()
    with Archive.create(part) as archive, archive.transaction():
        for number in range(COUNT):
            archive.add(form(number), FIGURES, rules=rules)
    part.replace(path)
    print(f"made {COUNT} evaluations in {time.perf_counter() - start:.0f} s")
    return path


def median_ms(work: Callable[[int], object], runs: int) -> float:
    times = []
    for run in range(runs):
        start = time.perf_counter()
        work(run)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


COLUMNS = """id, year, project, unit, department, state, created, changed, version, trashed,
    final_number, signed, corrects, follows, total_score, total_points, grade, rate, errors,
    warnings"""


def main() -> list[Line]:
    path = made()
    lines: list[Line] = []
    bare = sqlite3.connect(path)
    bare.execute("PRAGMA synchronous = EXTRA")
    print(f"{COUNT} evaluations, {path.stat().st_size / 2**20:.0f} MB")
    _sizes(bare)
    print(f"{'':24}{'program ms':>12}{'sqlite3 ms':>12}")

    def line(
        name: str,
        ours: Callable[[int], object],
        bares: Callable[[int], object],
        runs: int,
        target: float = 0,
    ) -> None:
        own, bare = median_ms(ours, runs), median_ms(bares, runs)
        print(f"{name:24}{own:12.2f}{bare:12.2f}", flush=True)
        if target:
            lines.append(Line(f"{name}, {COUNT} forms, by the bare one's", own / bare, target, "×"))

    def search(text: str) -> Callable[[int], object]:
        sql = f"""SELECT {COLUMNS} FROM evaluations WHERE id IN
            (SELECT evaluation FROM search_words WHERE words LIKE ?) ORDER BY id LIMIT 50"""  # noqa: S608
        return lambda _: bare.execute(sql, [f"%{text}%"]).fetchall()

    def opened(_: int) -> None:
        Archive.open(path).close()

    def bare_opened(_: int) -> None:
        with closing(sqlite3.connect(path)) as one:
            one.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    forms = [form(run * 97 % COUNT) for run in range(25)]
    with Archive.open(path) as archive:
        every = f"SELECT {COLUMNS} FROM evaluations WHERE trashed = '' ORDER BY id"  # noqa: S608
        page = every + " LIMIT 50"
        line("open the archive", opened, bare_opened, 15)
        line("first page of 50", lambda _: archive.list(limit=50),
             lambda _: bare.execute(page).fetchall(), 15)  # fmt: skip
        line("whole list", lambda _: archive.list(), lambda _: bare.execute(every).fetchall(), 7)
        for text in ("培", "体检", "体检服务第4444批", "黄浦徐汇"):
            line(f"search {text}", _finding(archive, text), search(text), 9)
        line("open an evaluation", lambda run: archive.load(1 + run * 97 % COUNT),
             lambda run: json.loads(bare.execute(
                 "SELECT content FROM versions WHERE evaluation = ?", [1 + run * 97 % COUNT]
             ).fetchone()[0]), 25)  # fmt: skip
        line(
            "save a cell",
            lambda run: _save(archive, forms, run),
            lambda run: _bare_save(bare, run),
            25,
        )
        line("backup, compared", lambda run: _back_up(archive, run),
             lambda _: _bare_backup(bare), 3, 2)  # fmt: skip
        line("verify, all read", lambda _: archive.verify(), lambda _: _bare_verify(bare), 1)
        archive.verify(full=False)  # it remembers what it has read
        line("verify", lambda _: archive.verify(full=False), lambda _: _bare_verify(bare), 3, 2)
        lines.append(_summary(archive))
    bare.close()
    return lines


def _summary(archive: Archive) -> Line:
    """A year of a tenth of the archive; of 100,000 forms that are a city's 10,000 projects."""
    took = median_ms(lambda _: year_of(archive, 2018), 1) / 1000
    print(f"{'summary of a year':24}{took * 1000:12.2f}")
    # Seconds on the machine at hand: there is no bare one to hold it against.
    return Line(f"summary of {COUNT // 10} of {COUNT}, seconds", took, 5 * COUNT / 100_000, "s")


def _finding(archive: Archive, text: str) -> Callable[[int], object]:
    return lambda _: archive.list(search=text, limit=50)


def _save(archive: Archive, forms: list[Evaluation], run: int) -> None:
    edited = replace(forms[run], goal_actual=f"第 {run} 次 {time.time()}")
    archive.save(1 + run * 97 % COUNT, edited, FIGURES)


def _bare_save(bare: sqlite3.Connection, run: int) -> None:
    number = 1 + run * 97 % COUNT
    (content,) = bare.execute(
        "SELECT content FROM versions WHERE evaluation = ?", [number]
    ).fetchone()
    data = json.loads(content)
    data["form"]["goal_actual"] = f"第 {run} 次 {time.time()}"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    sql = "UPDATE versions SET content = ?, digest = ? WHERE evaluation = ?"
    bare.execute(sql, [text, digest, number])
    moment = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S+00:00}"
    bare.execute("UPDATE evaluations SET changed = ? WHERE id = ?", [moment, number])
    bare.commit()


def _back_up(archive: Archive, run: int) -> None:
    place = ROOT / "备份"
    for old in backups_in(place):
        old.path.unlink()
    back_up(archive, [place], f"{run}")


def _bare_backup(bare: sqlite3.Connection) -> None:
    target = ROOT / "bare.db"
    with closing(sqlite3.connect(target)) as copy:
        bare.backup(copy)
    target.unlink()


def _bare_verify(bare: sqlite3.Connection) -> None:
    """The pages, the digest of each version and its JSON."""
    bare.execute("PRAGMA integrity_check").fetchall()
    for content, digest in bare.execute("SELECT content, digest FROM versions"):
        assert hashlib.sha256(content.encode()).hexdigest() == digest
        json.loads(content)


def _sizes(bare: sqlite3.Connection) -> None:
    content, words = bare.execute("""
        SELECT (SELECT avg(length(CAST(content AS BLOB))) FROM versions),
            (SELECT avg(length(CAST(words AS BLOB))) FROM search_words)""").fetchone()
    (index,) = bare.execute("SELECT sum(length(block)) FROM search_index_data").fetchone()
    print(f"a version {content / 1024:.1f} KB, its words to search {words / 1024:.1f} KB,", end=" ")
    print(f"the index {index / COUNT / 1024:.2f} KB an evaluation")


if __name__ == "__main__":
    main()
