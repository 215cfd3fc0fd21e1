"""交接包: the whole archive in one file for a successor, proved by restoring it before it is done.

A zip with the archive, a note, a list of what is in it and the SHA-256 of each: to be read in by
this program, and to be understood without it.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import file_digest, sha256
from pathlib import Path
from typing import IO

from msgspec import Struct

from core.archive.archive import Archive
from core.archive.backup import restore
from core.archive.backups import Snapshot
from core.archive.contents import contents, refuse_another
from core.archive.errors import ArchiveError, in_words, told_of
from core.archive.evidence_files import Stored, all_stored, folders_for, unsound, whole_in
from core.archive.handover_evidence import EVIDENCE, unpack_evidence
from core.archive.records import Entry
from core.archive.replacement import replacing_aside
from core.archive.samples import remove_samples
from core.foreign.bounds import broken_zip, check_member
from core.foreign.errors import ForeignFileError
from core.leftovers import unpacked_name
from core.output import OWNER_ONLY, PRIVATE
from core.places import ARCHIVE_NAME
from core.quoting import one_line, shown, size_in_words

NOTE, LIST, SUMS = "交接说明.txt", "清单.txt", "校验码.txt"
LARGE = 100_000_000
"""Bytes of an archive from which on it is looked at how much smaller it was packed."""
SPARE = 50_000_000
"""Bytes that stay free on the disk."""
_LONGEST_SUMS = 100_000_000
"""Bytes: of half a million files."""

_TEXT = """\
这是自评通的交接包：一个单位的全部绩效自评表，连同历次版本、定稿 PDF、签章扫描件和佐证材料。

接手的人：打开自评通，选“文件 → 备份与交接 → 从备份恢复… → 其他备份或交接包…”，选这个 .zip 文件；
先看里面有什么，再恢复。原来的档案会留存在旁边，不会丢失。

不用自评通也能看：解压后，自评档案.db 是一个 SQLite 数据库，其中的视图
“自评一览”“历次版本”“指标明细”“项目资金”可以用 DB Browser for SQLite 等程序打开。

佐证材料文件夹里是登记过的文件，以校验码为名；各叫什么、属于哪份表，用自评通打开就能看到。

清单.txt    包里有哪些自评表
校验码.txt  各文件的 SHA-256，可以用 sha256sum -c 或 certutil -hashfile 核对
"""


class HandedOver(Struct, frozen=True):
    """What was put into a 交接包 and read back from it."""

    path: Path
    evaluations: int
    versions: int
    aside: Path | None = None
    """Where the file is that was there before."""
    evidence: int = 0
    evidence_size: int = 0
    """Files of evidence that were packed, and their bytes."""
    lacking: int = 0
    """Files of evidence that are not there any more."""

    @property
    def sentence(self) -> str:
        """What was done, for the clerk."""
        aside = f"；原有的文件留存为{shown(self.aside.name)}" if self.aside else ""
        files = ""
        if self.evidence:
            files = f"、{self.evidence} 件佐证材料（{size_in_words(self.evidence_size)}）"
        lacking = (
            f"；另有 {self.lacking} 件佐证材料的文件已经不在，没有装入" if self.lacking else ""
        )
        return (
            f"交接包已做好，并已试恢复核对无误：{self.evaluations} 份自评表、"
            f"{self.versions} 个版本{files}，存为{shown(self.path)}{aside}{lacking}"
        )


def hand_over(taken: Snapshot, target: Path, *, replace: bool = False) -> HandedOver:
    """Pack a snapshot, bring it back in a folder of its own, compare; only then it has its name.

    The sample that came with the program is nobody's work and is not handed over.

    The snapshot is taken away.  Raises ``ArchiveError`` and ``OutputError``.
    """
    try:
        with told_of(taken.path, taken.source, target), in_words(target):
            with Archive.open(taken.path) as copy:
                refuse_another(copy, taken.contents, taken.source)
                remove_samples(copy)
                held = contents(copy)
                entries, trashed = copy.list(), copy.list(trashed=True)
                wanted = all_stored(copy.database)
            sources = folders_for(taken.source)
            files = [(one, path) for one in wanted if (path := whole_in(one, sources))]
            evidence = tuple(one for one, _ in files)
            lacking = len(wanted) - len(evidence)
            with replacing_aside(target, taken.source, replace=replace) as written:
                listed = _listed(entries, trashed, evidence, lacking)
                _pack(taken.path, written.temporary, listed, [path for _, path in files])
                with (
                    told_of(written.temporary, target),
                    _unpacked(written.temporary, target.parent) as unpacked,
                ):
                    brought_back = unpacked.with_name("恢复.db")
                    with told_of(unpacked, taken.source, target):
                        restore(unpacked, brought_back)
                    with Archive.open(brought_back, read_only=True) as archive:
                        if contents(archive) != held:
                            message = f"{shown(target)}试恢复的结果与档案不符，没有做成"
                            raise ArchiveError(message)
                    if any(unsound(evidence, folders_for(brought_back))):
                        message = f"{shown(target)}试恢复的佐证材料与档案不符，没有做成"
                        raise ArchiveError(message)
    finally:
        taken.path.unlink(missing_ok=True)
    size = sum(one.size for one in evidence)
    return HandedOver(
        *(target, held.evaluations, held.versions, written.aside),
        *(len(evidence), size, lacking),
    )


@contextmanager
def archive_in(path: Path, beside: Path) -> Iterator[Path]:
    """The archive file that ``path`` is or, for a 交接包, that lies in it.

    That is unpacked into a new folder in ``beside`` and compared with its SHA-256; the folder is
    gone after the block.  Raises ``ArchiveError``.
    """
    with in_words(path):
        packed = path.is_file() and (zipfile.is_zipfile(path) or _begins_as_zip(path))
    if not packed:
        with told_of(path, path, backup=True):
            yield path
        return
    with _unpacked(path, beside) as unpacked, told_of(unpacked, path, backup=True):
        yield unpacked


@contextmanager
def _unpacked(path: Path, beside: Path) -> Iterator[Path]:
    folder = beside / unpacked_name()
    with in_words(beside):
        folder.mkdir(mode=OWNER_ONLY)
    try:
        unpacked = folder / ARCHIVE_NAME
        _unpack(path, unpacked)
        with told_of(unpacked, path, backup=True):
            unpack_evidence(path, unpacked)
        yield unpacked
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _begins_as_zip(path: Path) -> bool:
    """A 交接包 that was cut short has lost its directory, and is none but for its beginning."""
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _pack(archive: Path, target: Path, listed: str, evidence: Sequence[Path]) -> None:
    texts = {NOTE: _TEXT, LIST: listed}
    data = {
        name: text.replace("\n", "\r\n").encode("utf-8-sig", "replace")
        for name, text in texts.items()
    }
    with archive.open("rb") as stream:
        sums = [(file_digest(stream, "sha256").hexdigest(), ARCHIVE_NAME)]
    sums += [(sha256(content).hexdigest(), name) for name, content in data.items()]
    sums += [(path.name, f"{EVIDENCE}/{path.name}") for path in evidence]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(archive, ARCHIVE_NAME)
        for path in evidence:  # mostly PDF and pictures: they get no smaller
            packed.write(path, f"{EVIDENCE}/{path.name}", zipfile.ZIP_STORED)
        for name, content in data.items():
            packed.writestr(name, content)
        packed.writestr(SUMS, "".join(f"{digest}  {name}\n" for digest, name in sums))


def _unpack(path: Path, target: Path) -> None:
    """Take the archive out of a 交接包; nothing else in it is written anywhere."""
    try:
        with in_words(target.parent), zipfile.ZipFile(path) as packed:
            with packed.open(SUMS) as stream:
                sums = stream.read(_LONGEST_SUMS).decode("utf-8", "replace")
            wanted = {line[66:]: line[:64] for line in sums.splitlines()}
            _refuse_enormous(packed.getinfo(ARCHIVE_NAME), target.parent.parent)
            with packed.open(ARCHIVE_NAME) as stream, target.open("xb") as out:
                target.chmod(PRIVATE)
                found = _copied(stream, out)
    except ForeignFileError as error:
        raise ArchiveError(f"没有打开交接包{shown(path)}：{error}") from None
    except broken_zip():
        # Not one of ours, cut short, of another method, or with a password.
        message = f"{shown(path)}不是自评通的交接包，或者已经损坏，请向交接人重新要一份"
        raise ArchiveError(message) from None
    if wanted.get(ARCHIVE_NAME) != found:
        message = f"{shown(path)}里的档案与校验码不符，请向交接人重新要一份"
        raise ArchiveError(message)


def _refuse_enormous(member: zipfile.ZipInfo, folder: Path) -> None:
    """Before anything is written: a small file that would fill the disk."""
    check_member(member, LARGE)
    if member.file_size + SPARE > shutil.disk_usage(folder).free:
        size = member.file_size // 1_000_000 + 1
        raise ForeignFileError(f"里面的档案有 {size} MB，{shown(folder)}所在的磁盘放不下")


def _copied(source: IO[bytes], target: IO[bytes]) -> str:
    digest = sha256()
    while block := source.read(1 << 20):
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


def _listed(
    entries: Sequence[Entry], trashed: Sequence[Entry], evidence: Sequence[Stored], lacking: int
) -> str:
    lines = [f"共 {len(entries)} 份自评表，回收站 {len(trashed)} 份。"]
    if evidence:
        size = size_in_words(sum(one.size for one in evidence))
        lines.append(f"佐证材料 {len(evidence)} 件，{size}。")
    if lacking:
        lines.append(f"登记过的佐证材料另有 {lacking} 件，文件已经不在，没有装入。")
    lines.append("")
    lines.append("编号\t年度\t项目名称\t实施单位\t状态\t总分\t版本")
    for entry in (*entries, *trashed):
        stage = "回收站" if entry.trashed else entry.label
        cells = (
            *(str(entry.id), str(entry.year), entry.project, entry.unit),
            *(stage, entry.summary.total_score, f"第 {entry.version} 版"),
        )
        lines.append("\t".join(map(one_line, cells)))
    return "\n".join(lines) + "\n"
