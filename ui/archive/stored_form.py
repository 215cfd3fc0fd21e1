"""A form as it lies in the archive, with all that the window needs to show it."""

from __future__ import annotations

from typing import NamedTuple

from core.archive.archive import Archive
from core.archive.errors import NotFoundError
from core.archive.lineage import corrected_number
from core.archive.records import FINAL, Entry, Stage
from core.archive.selecting import last_changed
from core.model.evaluation import Evaluation
from core.rules import rules_for_archived
from core.scoring.profile import RuleProfile
from core.years.last_year import LastForm, last_form
from ui.shelf import Shelf

CLOSED = {
    Stage.FINAL: "这份自评表已定稿，不能修改；要修改请先撤回定稿",
    Stage.SIGNED: "这份自评表已签章归档，不能修改；要修改请用“更正”",
}
"""Why a final form takes no edits, by its stage."""
SAMPLE = "这是样表，只供查看、评分和打印，不能修改；照它做自己的表，请先复制"
READ_ONLY = "档案是只读打开的，不能修改；关闭另一个窗口（或让文件夹可以写入）后重新打开即可填写"


class StoredForm(NamedTuple):
    """``closed``: why it takes no edits, blank where it does; ``last``: of the same project.

    ``corrected``: of a 更正 the 定稿编号 that it corrects.
    """

    evaluation: Evaluation
    entry: Entry
    rules: RuleProfile
    closed: str
    last: LastForm | None
    corrected: str | None = None


def read_form(shelf: Shelf, evaluation_id: int) -> StoredForm:
    """One evaluation of the archive, none of its recycle bin.

    Raises ``ArchiveError`` and ``ProfileError``.
    """

    def read(archive: Archive) -> StoredForm:
        entry = archive.entry(evaluation_id)
        if entry.trashed:
            # The list that is shown may be older than what was done to the form.
            message = f"第 {evaluation_id} 号自评表在回收站里，请先恢复再打开"
            raise NotFoundError(message)
        evaluation = archive.load(evaluation_id)
        return StoredForm(
            evaluation=evaluation,
            entry=entry,
            rules=rules_for_archived(archive, evaluation_id, evaluation.profile),
            closed=_why_closed(entry, read_only=shelf.read_only),
            last=last_form(archive, evaluation_id),
            corrected=corrected_number(archive, entry),
        )

    return shelf.ask(read)


def _why_closed(entry: Entry, *, read_only: bool) -> str:
    """Why a form takes no edits, in a sentence; blank where it does."""
    if read_only:
        return READ_ONLY
    if entry.state == FINAL:
        return CLOSED[entry.stage]
    return SAMPLE if entry.is_sample else ""


def last_open(shelf: Shelf, evaluation_id: int) -> int | None:
    """What was open last where it is listed still, else what was changed last, if anything.

    Raises ``ArchiveError``.
    """

    def find(archive: Archive) -> int | None:
        try:
            if not archive.entry(evaluation_id).trashed:
                return evaluation_id
        except NotFoundError:
            pass
        last = last_changed(archive)
        return None if last is None else last.id

    return shelf.ask(find)
