"""An archive of 10,000 evaluations of 55 rows beside bare sqlite3.

BENCH_EVALUATIONS makes a smaller or a larger one (``city``).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backups import back_up, backups_in
from core.model.evaluation import Evaluation
from tests.bench.city import COUNT, FIGURES, city, folder
from tests.bench.targets import Line


def pairs_ms(
    ours: Callable[[int], object], bares: Callable[[int], object], runs: int
) -> list[tuple[float, float]]:
    """Milliseconds of the two, in turns: what else the machine does meets both alike."""
    found = []
    for run in range(runs):
        times = [time.perf_counter()]
        for work in (ours, bares):
            work(run)
            times.append(time.perf_counter())
        found.append(((times[1] - times[0]) * 1000, (times[2] - times[1]) * 1000))
    return found


COLUMNS = """id, year, project, unit, department, state, created, changed, version, trashed,
    final_number, signed, corrects, follows, total_score, total_points, grade, rate, errors,
    warnings"""


def main() -> list[Line]:
    path = city(COUNT)
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
        pairs = pairs_ms(ours, bares, runs)
        own, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
        print(f"{name:24}{own:12.2f}{bare:12.2f}", flush=True)
        if target:
            ratio = statistics.median(mine / theirs for mine, theirs in pairs)
            lines.append(Line(f"{name}, {COUNT} forms, by the bare one's", ratio, target, "×"))

    def search(text: str) -> Callable[[int], object]:
        sql = f"""SELECT {COLUMNS} FROM evaluations WHERE id IN
            (SELECT evaluation FROM search_words WHERE words LIKE ?) ORDER BY id LIMIT 50"""  # noqa: S608
        return lambda _: bare.execute(sql, [f"%{text}%"]).fetchall()

    def opened(_: int) -> None:
        Archive.open(path).close()

    def bare_opened(_: int) -> None:
        with closing(sqlite3.connect(path)) as one:
            one.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    with Archive.open(path) as archive:
        forms = [archive.load(1 + run * 97 % COUNT) for run in range(25)]
        for number in {1 + run * 97 % COUNT for run in range(26)}:
            archive.reopen(number)
        every = f"SELECT {COLUMNS} FROM evaluations WHERE trashed = '' ORDER BY id"  # noqa: S608
        page = every + " LIMIT 50"
        line("open the archive", opened, bare_opened, 15)
        line("first page of 50", lambda _: archive.list(limit=50),
             lambda _: bare.execute(page).fetchall(), 15)  # fmt: skip
        line("whole list", lambda _: archive.list(), lambda _: bare.execute(every).fetchall(), 7)
        for text in ("培", "体检", "体检服务第4474批", "黄浦徐汇"):
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
             lambda _: _bare_backup(bare), 5, 2)  # fmt: skip
        line("verify, all read", lambda _: archive.verify(), lambda _: _bare_verify(bare), 3, 2)
        archive.verify(full=False)  # it remembers what it has read
        line("verify", lambda _: archive.verify(full=False), lambda _: _bare_verify(bare), 3, 2)
    bare.close()
    return lines


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
    place = folder() / "备份"
    for old in backups_in(place):
        old.path.unlink()
    back_up(archive, [place], f"{run}")


def _bare_backup(bare: sqlite3.Connection) -> None:
    target = folder() / "bare.db"
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
