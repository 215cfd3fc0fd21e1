"""``evidence``: 佐证材料 of a form in an archive, filed, listed, saved elsewhere, cleaned."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from core.archive.archive import Archive
from core.archive.errors import ArchiveError, NotFoundError
from core.archive.filed_evidence import clean, content_of_evidence, file_evidence
from core.archive.records import FINAL
from core.commands.answer import DONE, REFUSED, Answer, CommandError, as_json, written
from core.commands.archives import writing
from core.commands.forms import evaluation_number, opened
from core.commands.text_table import table
from core.filling.evidence import evidence_of, filed_with, read_files, refuse_too_many
from core.issuing.filename import safe_name
from core.model.edits import apply
from core.model.evaluation import ROOT, Evaluation, Evidence
from core.output import write_whole
from core.quoting import shown, size_in_words
from core.rules import rules_for_archived
from core.summary import summarize
from core.years.last_year import assess_archived

HEAD = ("序号", "登记在", "文件名称", "大小", "SHA-256")
WHOLE = "整张表"


def add(number: str, files: Sequence[str], archive: str, *, row: int | None, by: str) -> Answer:
    """File files with a row (from 1, in paper order) or with the whole form, as a new version."""
    read = read_files([Path(file) for file in files])
    with writing(Path(archive)), Archive.open(Path(archive)) as store, store.transaction():
        wanted = evaluation_number(number)
        form = store.load(wanted)
        node = _node(form, row)
        refuse_too_many(form, len(read))
        store.author = by
        there = evidence_of(form, node)
        filed = [file_evidence(store, one.name, one.content) for one in read]
        edited = apply(form, filed_with(form, node, filed))
        new = [one for one in evidence_of(edited, node) if one not in there]
        if store.entry(wanted).state == FINAL:
            version = store.add_evidence(wanted, edited)
        else:
            rules = rules_for_archived(store, wanted, form.profile)
            found = summarize(edited, assess_archived(store, wanted, edited, rules))
            version = store.save(wanted, edited, found, rules=rules.text, new_version=True)
        news = store.news
    names = "、".join(shown(one.name) for one in new)
    told = f"已登记 {len(new)} 件佐证材料：{names}（第 {version} 版）" if new else ""
    known = len(read) - len(new)
    remarks = (news, f"有 {known} 件内容相同，已经登记过" if known else "")
    return written(told, "\n".join(filter(None, remarks)))


def list_evidence(number: str, archive: str, *, json: bool) -> Answer:
    """What is filed with a form."""
    with opened(archive) as store:
        found = _filed(store.load(evaluation_number(number)))
    if json:
        return Answer(
            as_json(
                [
                    {"row": row, "name": one.name, "size": one.size, "sha256": one.sha256}
                    for row, _, one in found
                ]
            )
        )
    lines = [
        (str(at), title, shown(one.name).strip("“”"), size_in_words(one.size), one.sha256)
        for at, (_, title, one) in enumerate(found, start=1)
    ]
    listed = table([HEAD, *lines], right=frozenset({0, 3}))
    return Answer(f"{listed}\n\n共 {len(found)} 件佐证材料")


def save(number: str, archive: str, folder: Path, *, which: int | None) -> Answer:
    """Save files of a form into a folder, under names that no system refuses; none is replaced.

    One that is damaged hinders no other.
    """
    if not folder.is_dir():
        raise CommandError(f"没有文件夹{shown(folder)}，请先建立")
    with opened(archive) as store:
        found = _filed(store.load(evaluation_number(number)))
        if which is not None and not 0 < which <= len(found):
            raise NotFoundError(f"没有第 {which} 件佐证材料，共 {len(found)} 件")
        chosen = found if which is None else found[which - 1 : which]
        saved, refused = list[str](), list[str]()
        for _, _, one in chosen:
            try:
                content = content_of_evidence(store, one)
            except ArchiveError as error:
                refused.append(f"{shown(one.name)}没有另存：{error}")
                continue
            target = free_name(folder, one.name)
            write_whole(target, content)
            saved.append(shown(target.name))
    names = "、".join(saved)
    told = f"已另存 {len(saved)} 件到{shown(folder)}：{names}" if saved else ""
    status = REFUSED if refused and not saved else DONE
    return Answer(told if chosen else "没有佐证材料", status, "\n".join(refused), done=told)


def tidy(archive: str) -> Answer:
    """Take away what no version has named for a month."""
    with writing(Path(archive)), Archive.open(Path(archive)) as store:
        gone = clean(store)
    told = f"已清理 {gone} 件不再引用的佐证材料" if gone else "没有可清理的佐证材料"
    return written(told, store.news)


def free_name(folder: Path, name: str) -> Path:
    """Where a file of this name can be put without replacing one."""
    told = Path(safe_name(name))
    target, number = folder / told, 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{told.stem} ({number}){told.suffix}"
    return target


def _node(form: Evaluation, row: int | None) -> int:
    rows = tuple(form.indicators)
    if row is None:
        return ROOT
    if not 0 < row <= len(rows):
        raise CommandError(f"没有第 {row} 行指标，共 {len(rows)} 行")
    return rows[row - 1].id


def _filed(form: Evaluation) -> list[tuple[int | None, str, Evidence]]:
    """Row (from 1), title and file, that of the whole form first."""
    found: list[tuple[int | None, str, Evidence]] = [(None, WHOLE, one) for one in form.evidence]
    for number, row in enumerate(form.indicators, start=1):
        title = f"{number} {' '.join(row.name.split())}".rstrip()
        found += [(number, title, one) for one in row.evidence]
    return found
