"""Copies of an archive: made whole and checked before they get their name; brought back safely."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

from core.archive.archive import Archive
from core.archive.connection import bare_connection, copy_database, create_file, in_time
from core.archive.contents import contents, copied, refuse_another
from core.archive.errors import FROM_BACKUP, ArchiveError, in_words, told_of
from core.archive.evidence_files import all_stored, carry, folder_of, folders_for
from core.archive.issued_numbers import UNREAD, highest_numbers_in, raise_numbers_in
from core.archive.journals import unfinished
from core.archive.replacement import replacing_aside
from core.archive.transfer import copy_rows
from core.beijing import local_time
from core.output import BESIDE_A_DATABASE, PRIVATE, replacing
from core.quoting import shown

SIDE_FILES = BESIDE_A_DATABASE


def write_backup(archive: Archive, target: Path, *, replace: bool = False) -> Path | None:
    """Copy an open archive to ``target``; a copy that is not the same is thrown away.

    Every page is checked, every version, scan and paper read and compared with its digest, and the
    whole with the archive; ``verify`` also reads each form, which a copy cannot change.  Evidence
    goes into the folder beside the copy; what is lacking here lacks there, and ``verify`` tells.
    A file that is there is only replaced on demand, and kept: its new path is returned.
    Raises ``ArchiveError`` and ``OutputError``.
    """
    with in_words(target), replacing_aside(target, archive.path, replace=replace) as written:
        held = copied(archive, written.temporary)
        with (
            told_of(written.temporary, archive.path, target),
            Archive.open(written.temporary, read_only=True) as copy,
        ):
            refuse_another(copy, held, archive.path)
            evidence = all_stored(copy.database)
        carry(evidence, folders_for(archive.path), folder_of(target), mend=True)
    return written.aside


def restore(
    source: Path,
    target: Path,
    *,
    replace: bool = False,
    before: Path | None = None,
    tell: Callable[[str], object] = lambda _: None,
) -> Path | None:
    """Bring the backup ``source`` back as the archive ``target``.

    An archive that is there is only replaced on demand, and kept first: the path of the kept file
    is returned.  Evidence comes along as far as it is beside the backup or the archive.  What was
    numbered in that archive, or in the one that was there ``before`` and is set aside already, is
    not numbered again; where that cannot be read ``tell`` hears a sentence about it.
    Raises ``ArchiveError`` and ``OutputError``.
    """
    with ExitStack() as undo, Archive.open(source, read_only=True) as archive, in_words(target):
        _refuse_unsound(archive, source)
        _refuse_target(target, source, replace=replace)
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacing(target, inputs=[source], mode=PRIVATE, database=True) as temporary:
            with in_time(archive.database, source):
                held = contents(archive)
                copy_rows(archive.database, temporary)
            evidence = all_stored(archive.database)
            with (
                told_of(temporary, source, target),
                Archive.open(temporary, read_only=True) as copy,
            ):
                refuse_another(copy, held, source)
            # Only added to and mended: what the archive that is replaced refers to stays for it.
            place = Path(os.path.realpath(target))
            folders = (*folders_for(source), *folders_for(place))
            carry(evidence, folders, folder_of(place), mend=True)
            aside = _name_aside(place)
            undo.callback(_take_back, place, aside)
            there = _set_aside(place, aside)
            kept = aside if there else None
            if replaced := kept or before:
                numbers = highest_numbers_in(replaced)
                raise_numbers_in(temporary, numbers.highest)
                if not numbers.whole:
                    tell(UNREAD)
        undo.pop_all()
        return kept


def _refuse_target(target: Path, source: Path, *, replace: bool) -> None:
    if not os.path.lexists(target):
        return
    if target.is_dir():
        message = f"{shown(target)}是文件夹，请写明档案文件名"
        raise ArchiveError(message)
    if target.exists() and target.samefile(source):
        message = f"{shown(source)}就是要恢复成的档案本身，不必恢复"
        raise ArchiveError(message)
    if not replace:
        message = f"{shown(target)}已经存在，没有恢复；确要替换请加 --replace（会先备份原有档案）"
        raise ArchiveError(message)


def _refuse_unsound(archive: Archive, path: Path) -> None:
    findings = archive.verify()
    if findings:
        remedy = "" if FROM_BACKUP in findings[0] else f"，{FROM_BACKUP}"
        message = f"{shown(path)}没有通过核对：{findings[0]}{remedy}"
        raise ArchiveError(message)


def _name_aside(place: Path) -> Path:
    moment = f"{local_time():%Y%m%d-%H%M%S-%f}"
    return place.with_name(f"{place.stem}.恢复前-{moment}{place.suffix}")


def _take_back(place: Path, aside: Path) -> None:
    """The archive was not replaced after all: its journals belong to it, and it needs no copy."""
    with suppress(OSError):
        for ending in SIDE_FILES:
            side = aside.with_name(aside.name + ending)
            if side.exists():
                side.replace(place.with_name(place.name + ending))
        if place.exists():
            aside.unlink(missing_ok=True)


def _set_aside(place: Path, aside: Path) -> bool:
    """Keep the archive that is about to be replaced, and free the place of its journals.

    Whether there is one.
    """
    there = place.exists()
    if there:
        create_file(aside)
        if unfinished(place):  # SQLite would play it back before we know whose it is
            shutil.copyfile(place, aside)
        else:
            _copy_aside(place, aside)
    # A journal left behind by a crash would be played back into the restored archive.
    for ending in SIDE_FILES:
        side = place.with_name(place.name + ending)
        if side.exists():
            side.replace(aside.with_name(aside.name + ending))
    return there


def _copy_aside(place: Path, aside: Path) -> None:
    try:
        connection = bare_connection(place)
        try:
            copy_database(connection, aside)
        finally:
            connection.close()
    except sqlite3.DatabaseError:
        # A damaged archive is a good reason to restore one: kept byte for byte.
        shutil.copyfile(place, aside)
