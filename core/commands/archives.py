"""An archive's commands: ``import``, ``list``, ``show``, ``backup``, ``restore`` and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from core.archive.backup import restore, write_backup
from core.archive.backups import back_up as in_places
from core.archive.backups import snapshot
from core.archive.evidence_files import folder_of
from core.archive.examined import forget_examined
from core.archive.filed_evidence import (
    evidence_beside,
    lacking_in_words,
    not_found,
    stored_evidence,
)
from core.archive.filed_evidence import findings as evidence_findings
from core.archive.handover import archive_in, hand_over
from core.archive.lock import Lock, LockedError
from core.archive.opening import open_or_create
from core.archive.overview import moment
from core.archive.records import Entry
from core.archive.replacement import refuse_target
from core.assessment import assess
from core.commands.answer import REFUSED, Answer, CommandError, as_json, written
from core.commands.forms import evaluation_number, opened, rules_for
from core.commands.text_table import table
from core.exchange.form_files import FormFile
from core.exchange.many_files import RefusedFile, read_files
from core.filling.approval import approve
from core.leftovers import sweep
from core.model.edits import apply
from core.model.evaluation import Evaluation
from core.model.selfeval import dumps
from core.quoting import shown, size_in_words
from core.summary import summarize


class ImportOptions(Struct, frozen=True):
    """For all forms of one import: who stores them, and since when they are 已批复."""

    by: str = ""
    approved: str = ""


def import_forms(
    files: Sequence[str], archive: str, options: ImportOptions | None = None
) -> Answer:
    """Read every form of these files and folders into an archive; prints the new numbers.

    A file that cannot be read stops no other. What is doubtful or refused is the complaint, file
    by file; ``REFUSED`` where nothing could be read.
    """
    read, remarks = list[Evaluation](), list[str]()
    for found in read_files([Path(file) for file in files]):
        if isinstance(found, RefusedFile):
            remarks.append(found.why)
        else:
            read += found.forms
            remarks += _remarks(found)
    if not read:
        named = "、".join(shown(Path(file)) for file in files)
        return Answer("", REFUSED, "\n".join(remarks) or f"{named}里没有可以读取的文件")
    options = options or ImportOptions()
    if options.approved.strip():
        read = [apply(form, approve(options.approved)) for form in read]
    rules = [rules_for(form, None) for form in read]
    summaries = [summarize(pair[0], assess(*pair)) for pair in zip(read, rules, strict=True)]
    with (
        writing(Path(archive)),
        open_or_create(Path(archive)) as store,
        store.transaction(),
    ):
        remarks = [*filter(None, (store.news,)), *remarks]
        store.author = options.by
        numbers = [
            store.add(form, summary, rules=profile.text)
            for form, summary, profile in zip(read, summaries, rules, strict=True)
        ]
    listed = list(map(str, numbers))
    done = f"已导入 {len(listed)} 份自评表到{shown(Path(archive))}（编号 {'、'.join(listed)}）"
    return Answer("\n".join(listed), complaint="\n".join(remarks), done=done)


def _remarks(found: FormFile) -> list[str]:
    remarks, forms = found.remarks, len(found.drafts)
    if not remarks:
        return []
    head = f"{shown(found.path)}：读入 {forms} 份自评表，请核对下面 {len(remarks)} 处"
    return [head, *(f"  {line}" for line in remarks)]


def list_entries(archive: str, *, year: str | None, search: str, json: bool) -> Answer:
    """What an archive holds."""
    with opened(archive) as store:
        entries = store.list(year, search)
    if json:
        return Answer(as_json(list(map(_object, entries))))
    head = ("编号", "年度", "项目名称", "实施单位", "状态", "总分", "等级", "版本", "修改时间")
    return Answer(
        "\n\n".join(
            (
                table([head, *map(_cells, entries)], right=frozenset({0, 5, 7})),
                f"共 {len(entries)} 份自评表",
            )
        )
    )


def show_log(number: str, archive: str, version: int | None, *, json: bool) -> Answer:
    """Who changed what and when, version by version; or in one version alone."""
    from core.issuing.version_log import version_log

    with opened(archive) as store:
        wanted = evaluation_number(number)
        entries = [
            entry
            for entry in version_log(store, wanted)
            if version is None or (entry.version.own and entry.version.info.number == version)
        ]
    if not json:
        return Answer("\n".join(line for entry in entries for line in entry.lines))
    told = [
        {
            "evaluation": entry.version.evaluation,
            "version": entry.version.info.number,
            "state": entry.version.info.state,
            "final_number": entry.version.info.final_number,
            "saved": entry.version.info.finalized or entry.version.info.saved,
            "author": entry.version.info.author,
            "changes": [
                {"place": one.name, "old": one.old, "new": one.new, "reason": one.reason}
                for one in entry.changes
            ],
        }
        for entry in entries
    ]
    return Answer(as_json(told))


def show(number: str, archive: str, version: int | None, *, json: bool = True) -> Answer:
    """One evaluation as ``selfeval/1``, which is JSON anyhow."""
    del json
    with opened(archive) as store:
        return Answer(dumps(store.load(evaluation_number(number), version)).rstrip("\n"))


def back_up(archive: str, output: Path, *, replace: bool) -> Answer:
    """Copy an archive, checked; into a folder under a name that tells when, thinned."""
    with opened(archive) as store:
        if output.is_dir():
            (placed,) = in_places(store, [output], "手动")
            what = "已备份并核对无误" if placed.made else "上次备份以后没有改动，沿用"
            lacking = not_found(placed.lacking)
            return written(f"{what}：{shown(placed.path or output)}", lacking)
        sweep([output.absolute().parent])
        kept = write_backup(store, output, replace=replace)
        count = len(store.list()) + len(store.list(trashed=True))
    aside = f"；原有的文件留存在{shown(kept)}" if kept else ""
    files = ""
    if found := evidence_beside(output):
        size = size_in_words(sum(one.size for one in found))
        files = f"、{len(found)} 件佐证材料 {size}（在{shown(folder_of(output).name)}）"
    answer = f"已备份到{shown(output)}（{count} 份自评表{files}），备份已核对无误{aside}"
    return written(answer, lacking_in_words(output))


def bring_back(file: str, archive: str, *, replace: bool) -> Answer:
    """Make a backup the archive again."""
    with (
        writing(Path(archive)),
        archive_in(Path(file), Path(archive).absolute().parent) as found,
    ):
        told: list[str] = []
        kept = restore(found, Path(archive), replace=replace, tell=told.append)
    note = "" if kept is None else f"；原有档案保存在{shown(kept)}"
    complaint = "；".join(filter(None, (*told, lacking_in_words(Path(archive)))))
    return written(f"已由{shown(file)}恢复为{shown(archive)}{note}", complaint)


def hand_over_archive(archive: str, output: Path, *, replace: bool) -> Answer:
    """Put an archive into one file for a successor, proved by bringing it back."""
    with opened(archive) as store:
        refuse_target(output, store.path, replace=replace)
        sweep([output.absolute().parent])
        taken = snapshot(store, [output.absolute().parent])
    return written(hand_over(taken, output, replace=replace).sentence)


@contextmanager
def writing(archive: Path) -> Iterator[None]:
    """The archive's lock for the block. Raises ``CommandError`` that says who has it."""
    if not archive.parent.is_dir():  # nobody can have open what is nowhere
        yield
        return
    try:
        lock = Lock.take(archive)
    except LockedError as error:
        message = f"{shown(archive)}正在使用（{error.holder.sentence}），没有写入；请先关闭那边再试"
        raise CommandError(message) from error
    try:
        sweep([archive.absolute().parent])
        yield
    finally:
        lock.release()


def verify(archive: str, *, full: bool = False) -> Answer:
    """Read every page and every version of an archive.

    ``full``: forms that were sound before as they are now are read out of their texts again, too.
    """
    if full:
        forget_examined()
    with opened(archive) as store:
        findings = (*store.verify(full=False), *evidence_findings(store))
        if not findings:
            entries = (*store.list(), *store.list(trashed=True))
            versions = sum(entry.version for entry in entries)
            found = stored_evidence(store)
            files = f"，{len(found)} 件佐证材料" if found else ""
            return Answer(f"档案完好：{len(entries)} 份自评表，{versions} 个版本{files}")
    return Answer(
        "\n".join(findings),
        REFUSED,
        f"{shown(archive)}没有通过核对：发现 {len(findings)} 处问题，请从备份恢复",
    )


def _object(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "year": entry.year,
        "project": entry.project,
        "unit": entry.unit,
        "state": entry.state,
        "total_score": entry.summary.total_score or None,
        "grade": entry.summary.grade or None,
        "version": entry.version,
        "changed": entry.changed,
        # The shipped sample, which counts nowhere; other forms have no such key.
        **({"sample": True} if entry.is_sample else {}),
    }


def _cells(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.id),
        str(entry.year),
        entry.project,
        entry.unit,
        entry.label,
        entry.summary.total_score or "—",
        entry.summary.grade or "—",
        str(entry.version),
        moment(entry.changed),
    )
