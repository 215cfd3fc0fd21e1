"""1,000 forms with five pieces of evidence of 2 MB each, beside the same forms without.

The files lie there in their size and take no room: listing, opening, saving and the next backup
never read them.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backups import back_up
from core.archive.connection import now
from core.archive.evidence_files import SHARED_FOLDER, folder_of
from core.archive.records import Summary
from core.model.evaluation import Evidence
from core.sample import sample

FORMS, PIECES, SIZE = 1_000, 5, 2_000_000


def made(folder: Path, *, evidence: bool) -> Path:
    path = folder / "自评档案.db"
    places = [folder_of(path), folder / "备份" / SHARED_FOLDER]
    with Archive.create(path) as archive, archive.transaction():
        for place in places if evidence else ():
            place.mkdir(parents=True)
        for number in range(FORMS):
            files = tuple(_piece(number, at) for at in range(PIECES if evidence else 0))
            form = replace(sample(), project=f"项目{number}", evidence=files)
            archive.add(form, Summary())
            for one in files:
                archive.database.execute(
                    "INSERT INTO evidence VALUES (?, ?, ?)", [one.sha256, one.size, now()]
                )
                for place in places:
                    with (place / one.sha256).open("wb") as stream:
                        stream.truncate(one.size)
    return path


def _piece(number: int, at: int) -> Evidence:
    digest = hashlib.sha256(f"{number} {at}".encode()).hexdigest()
    return Evidence(f"材料{at}.pdf", digest, SIZE)


def main() -> None:
    print(f"{'':24}{'没有佐证':>10}{'有佐证':>10}（{FORMS * PIECES * SIZE / 1e9:.0f} GB）")
    with tempfile.TemporaryDirectory() as plain, tempfile.TemporaryDirectory() as full:
        paths = [made(Path(plain), evidence=False), made(Path(full), evidence=True)]
        for name, work in WORKS:
            times = [_timed(path, work) for path in paths]
            print(f"{name:24}" + "".join(f"{one * 1000:9.1f} ms" for one in times))


def _timed(path: Path, work: Callable[[Path], object]) -> float:
    def once() -> float:
        start = time.perf_counter()
        work(path)
        return time.perf_counter() - start

    return median(once() for _ in range(7))


def _open(path: Path) -> None:
    Archive.open(path).close()


def _list(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.list()


def _load(path: Path) -> None:
    with Archive.open(path) as archive:
        archive.load(FORMS // 2)


def _save(path: Path) -> None:
    with Archive.open(path) as archive:
        form = archive.load(FORMS // 2)
        archive.save(FORMS // 2, replace(form, goal_actual=now() + form.goal_actual[:9]), Summary())


def _back_up(path: Path) -> None:
    with Archive.open(path) as archive:
        form = archive.load(FORMS // 2)
        archive.save(FORMS // 2, replace(form, goal_actual=f"{time.perf_counter()}"), Summary())
        back_up(archive, [path.parent / "备份"], "退出")


WORKS = (("打开", _open), ("列出", _list), ("打开一份", _load), ("保存", _save), ("备份", _back_up))


if __name__ == "__main__":
    main()
