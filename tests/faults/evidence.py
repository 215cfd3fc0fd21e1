"""Evidence that is damaged, gone, exchanged, enormous or of a hostile name: told, never believed.

Whatever happens to the files beside an archive, the forms open and are saved, a backup is made, and
what is read is what was filed, or one sentence says why not.
"""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backup import restore
from core.archive.backups import FOLDER, back_up
from core.archive.errors import ArchiveError
from core.archive.evidence_files import MOST_BYTES, folder_of
from core.archive.filed_evidence import content_of_evidence, file_evidence, findings
from core.exchange.errors import ExchangeError
from core.filling.evidence import filed_with, read_files
from core.issuing.filename import safe_name
from core.model.edits import apply
from core.model.evaluation import ROOT, Evidence
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally, in_words

SEED = 2021
NAMES = (
    *("../../../evil.pdf", "C:\\Windows\\evil.exe", "/etc/passwd", "NUL", "con.pdf", "a" * 5_000),
    *("报告\u202efdp.exe", "\u200b", "一\n二\r三.pdf", "\x00\x1b[2J.pdf", "=cmd|'/c calc'!A1", "…"),
    *("<b>粗</b>&amp;.pdf", "\ud800.pdf", " . . ", "-rf", "%s%n.pdf", "'; DROP TABLE evidence; --"),
)


def harmed_evidence(folder: Path, times: int, tally: Tally) -> None:
    """Each try files a few, harms one, and looks at everything that reads them."""
    chance = random.Random(SEED)  # noqa: S311  (not for secrets)
    for turn in range(times):
        place = folder / str(turn)
        place.mkdir()
        path = archive_in(place, forms=1)
        contents = [chance.randbytes(chance.randint(1, 9_000)) for _ in range(3)]
        with Archive.open(path) as archive:
            names = chance.sample(NAMES, 3)
            filed = [file_evidence(archive, *pair) for pair in zip(names, contents, strict=True)]
            form = apply(archive.load(1), filed_with(archive.load(1), ROOT, filed))
            archive.save(1, form, FIGURES)
            harm = HARMS[turn % len(HARMS)]
            harm(folder_of(path), filed[turn % 3], chance)
            _look(archive, filed, contents, tally)
            _bring_back(archive, place, filed, contents, tally)
        shutil.rmtree(place)
    _refuse_huge(folder, tally)


def _look(archive: Archive, filed: list[Evidence], contents: list[bytes], tally: Tally) -> None:
    """The forms live on; what is read is what was filed."""
    for one, content in zip(filed, contents, strict=True):
        if not _is_one_name(one.name) or not _is_one_name(safe_name(one.name)):
            tally.broke(f"名称没有收拾干净：{one.name!r}")
        try:
            found = content_of_evidence(archive, one)
        except ArchiveError as error:
            tally.end("说明" if in_words(error) else "没有说明")
            if not in_words(error):
                tally.broke(str(error))
            if not findings(archive):
                tally.broke("读不出来，核对却没有发现")
            continue
        if found == content:
            tally.end("读出")
        else:
            tally.broke("读出的不是登记的内容")
    form = archive.load(1)
    archive.save(1, marked(7), FIGURES, new_version=True)
    archive.save(1, form, FIGURES, new_version=True)
    if archive.verify():
        tally.broke("佐证材料坏了，连累了档案")


def _bring_back(
    archive: Archive, place: Path, filed: list[Evidence], contents: list[bytes], tally: Tally
) -> None:
    """A backup is made all the same, and brings back what was whole."""
    (done,) = back_up(archive, [place / FOLDER], "手动")
    if done.path is None or (done.trouble and not done.path.exists()):
        tally.broke(f"佐证材料坏了，备份没有做成：{done.trouble}")
        return
    restore(done.path, place / "恢复" / "自评档案.db")
    with Archive.open(place / "恢复" / "自评档案.db") as copy:
        for one, content in zip(filed, contents, strict=True):
            try:
                if content_of_evidence(copy, one) != content:
                    tally.broke("恢复出的不是登记的内容")
            except ArchiveError as error:
                if not in_words(error):
                    tally.broke(str(error))


def _refuse_huge(folder: Path, tally: Tally) -> None:
    huge = folder / "大.pdf"
    with huge.open("wb") as stream:
        stream.truncate(MOST_BYTES * 400)  # takes no room
    try:
        read_files([huge])
        tally.broke("过大的文件也读了")
    except ExchangeError as error:
        tally.end("说明" if in_words(error) else "没有说明")
    huge.unlink()


def _is_one_name(name: str) -> bool:
    return bool(name) and name.isprintable() and not set(name) & {"/", "\\"} and len(name) < 300


def _cut(folder: Path, one: Evidence, chance: random.Random) -> None:
    path = folder / one.sha256
    path.write_bytes(path.read_bytes()[: chance.randrange(one.size)])


def _flip(folder: Path, one: Evidence, chance: random.Random) -> None:
    path = folder / one.sha256
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 + chance.randrange(255)
    path.write_bytes(data)


def _delete(folder: Path, one: Evidence, chance: random.Random) -> None:
    del chance
    (folder / one.sha256).unlink()


def _delete_all(folder: Path, one: Evidence, chance: random.Random) -> None:
    del one, chance
    shutil.rmtree(folder)


def _link(folder: Path, one: Evidence, chance: random.Random) -> None:
    del chance
    path = folder / one.sha256
    path.rename(folder / "别处")
    path.symlink_to(folder / "别处")


def _pipe(folder: Path, one: Evidence, chance: random.Random) -> None:
    del chance
    (folder / one.sha256).unlink()
    os.mkfifo(folder / one.sha256)


def _directory(folder: Path, one: Evidence, chance: random.Random) -> None:
    del chance
    (folder / one.sha256).unlink()
    (folder / one.sha256).mkdir()


def _grow(folder: Path, one: Evidence, chance: random.Random) -> None:
    with (folder / one.sha256).open("ab") as stream:
        stream.truncate(one.size + chance.randrange(1, 10**12))  # takes no room


HARMS: tuple[Callable[[Path, Evidence, random.Random], None], ...] = (
    *(_cut, _flip, _delete, _delete_all, _link, _pipe, _directory, _grow),
)
