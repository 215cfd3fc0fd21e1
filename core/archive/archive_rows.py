"""Rows of the archive's tables, read and written by the columns' names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import asdict

from core.archive import codec, search
from core.archive.cell_types import refuse_wrong_cells
from core.archive.connection import now
from core.archive.database import Database
from core.archive.errors import ArchiveError, ChangedElsewhereError, NotFoundError
from core.archive.records import DRAFT, Entry, Summary, VersionInfo
from core.archive.version_text import VersionText, not_as_saved
from core.model.evaluation import Evaluation
from core.model.number import normalized, normalized_lines
from core.model.short_text_cache import cached_if_short

Row = dict[str, Any]

WIDEST = 2**63
"""SQLite holds integers below this."""

_SUMMARY = ("total_score", "total_points", "grade", "rate", "errors", "warnings", "unfilled")
_ENTRY = (
    *("id", "year", "project", "unit", "department", "state", "created", "changed"),
    *("version", "trashed", "final_number", "signed", "corrects", "follows", "sample", *_SUMMARY),
)
OWN_SQL = "(sample = '' OR sample <> project || char(10) || unit || char(10) || year)"
"""Of an evaluation that is not the shipped sample; as ``Entry.is_sample`` says it."""

_IN_ORDER = tuple(
    column
    for name in Entry.__struct_fields__
    for column in (_SUMMARY if name == "summary" else (name,))
)
"""The columns of an entry as ``Entry`` has its fields."""
_BEFORE = _IN_ORDER.index(_SUMMARY[0])
_BEHIND = _BEFORE + len(_SUMMARY)
_VERSION = (
    *("number", "begun", "saved", "state", "final_number", "finalized", "digest"),
    *("issued", "printed_digest", "author", *_SUMMARY),
)
_TEXT = ("content", "digest", "rules")
_TEXT_SQL = (
    f"SELECT {', '.join(_TEXT)} FROM versions WHERE evaluation = ? AND number = ?"  # noqa: S608
    + "".join(f" AND typeof({column}) = 'text'" for column in _TEXT)
)


class Rows:
    """What stands in the tables, and the revision of each evaluation as this connection knows it.

    Raises what SQLite raises, and ``ArchiveError`` for what is not there or was changed elsewhere.
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self.seen: dict[int, int] = {}
        self._rule_texts: dict[bytes, str] = {}
        self.author = ""
        """Who saves, as far as it was told."""

    def select(
        self, columns: tuple[str, ...], source: str, values: Sequence[object] | Row = ()
    ) -> Sequence[Row]:
        """The rows of ``source`` (what follows FROM)."""
        # Named by us: SQLite would give the names as a damaged file spells them.
        found = self.db.execute(f"SELECT {', '.join(columns)} FROM {source}", values)  # noqa: S608
        rows = refuse_wrong_cells(source, columns, found)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def entries(self, source: str, values: Sequence[object] | Row = ()) -> tuple[Entry, ...]:
        """The evaluations that ``source`` selects; thousands of them, so made from bare rows."""
        found = self.db.execute(f"SELECT {', '.join(_IN_ORDER)} FROM {source}", values)  # noqa: S608
        return tuple(
            Entry(*(*row[:_BEFORE], Summary(*row[_BEFORE:_BEHIND]), *row[_BEHIND:]))  # type: ignore[arg-type]
            for row in refuse_wrong_cells(source, _IN_ORDER, found)
        )

    def evaluation(self, evaluation_id: int) -> Row:
        """One evaluation. Raises ``NotFoundError``."""
        columns = ("revision", *_ENTRY)
        if 0 < evaluation_id < WIDEST:
            for row in self.select(columns, "evaluations WHERE id = ?", [evaluation_id]):
                return row
        message = f"档案里没有第 {evaluation_id} 号自评表"
        raise NotFoundError(message)

    def version(self, evaluation_id: int, number: int) -> Row:
        """One version with its content. Raises ``NotFoundError``."""
        source = "versions WHERE evaluation = ? AND number = ?"
        if 0 < number < WIDEST:
            columns = (*_VERSION, "content", "rules")
            for row in self.select(columns, source, [evaluation_id, number]):
                return row
        message = f"第 {evaluation_id} 号自评表没有第 {number} 版"
        raise NotFoundError(message)

    def text(self, evaluation_id: int, number: int) -> VersionText:
        """One version as its text. Raises ``NotFoundError``, and ``ArchiveError`` for its rules."""
        for content, digest, rules in self.db.read_bytes(_TEXT_SQL, [evaluation_id, number]):
            kept = self._rule_texts.get(rules)
            if kept is None:
                kept = self._rule_texts[rules] = self.rules(rules.decode(errors="replace"))
            saved = digest.decode(errors="replace")
            return VersionText(evaluation_id, number, content, saved, kept)
        self.version(evaluation_id, number)  # tells what is wrong: it is not there, or is no text
        raise ArchiveError(not_as_saved(evaluation_id, number))

    def versions(self, evaluation_id: int) -> tuple[VersionInfo, ...]:
        """All versions, the oldest first."""
        source = "versions WHERE evaluation = ? ORDER BY number"
        return tuple(map(_version_of, self.select(_VERSION, source, [evaluation_id])))

    def words(self, evaluation_id: int) -> str:
        """What an evaluation is searched by."""
        source = "search_words WHERE evaluation = ?"
        return "".join(row["words"] for row in self.select(("words",), source, [evaluation_id]))

    def insert_evaluation(self, values: Row, words: str) -> int:
        """A new evaluation; its number."""
        row = values | {"revision": 1, "words": ""}
        new = self.db.library.table("evaluations").insert(row).last_pk
        if not isinstance(new, int):
            raise TypeError(new)
        search.index(self.db, new, None, words)
        self.seen[new] = 1
        return new

    def insert_version(self, evaluation_id: int, number: int, values: Row) -> None:
        """A new version, as a draft of this moment."""
        moment = now()
        own = {"evaluation": evaluation_id, "number": number, "begun": moment, "saved": moment}
        values = {"state": DRAFT, "author": self.author} | values
        self.db.library.table("versions").insert(own | values)

    def update_version(self, evaluation_id: int, number: int, values: Row) -> None:
        """Other values in some columns of a version."""
        sql = f"UPDATE versions SET {_assignments(values)} WHERE evaluation = ? AND number = ?"  # noqa: S608
        self.db.execute(sql, [*values.values(), evaluation_id, number])

    def update(self, row: Row, values: Row, words: str | None = None) -> None:
        """Other values in some columns of an evaluation: a revision of its own."""
        if words is not None:
            search.index(self.db, row["id"], self.words(row["id"]), words)
        values = values | {"revision": row["revision"] + 1}
        sql = f"UPDATE evaluations SET {_assignments(values)} WHERE id = ?"  # noqa: S608
        self.db.execute(sql, [*values.values(), row["id"]])
        if self.seen.get(row["id"], row["revision"]) == row["revision"]:
            self.seen[row["id"]] = values["revision"]

    def refuse_stale(self, row: Row) -> None:
        """Raise ``ChangedElsewhereError`` where this connection has not seen the present state."""
        if self.seen.get(row["id"], row["revision"]) != row["revision"]:
            message = "这份自评表已在另一个窗口或程序中改动，为免互相覆盖没有保存，请重新打开后再改"
            raise ChangedElsewhereError(message)

    def keep_rules(self, text: str) -> str:
        """Keep the text of a rule profile, once; its digest (nothing for no text)."""
        if not text:
            return ""
        digest = codec.digest(text)
        self.db.execute("INSERT OR IGNORE INTO rule_texts VALUES (?, ?)", [digest, text])
        return digest

    def rules(self, digest: str) -> str:
        """The text of a rule profile that was kept."""
        if not digest:
            return ""
        for row in self.select(("text",), "rule_texts WHERE digest = ?", [digest]):
            if codec.intact(row["text"], str, digest):
                return str(row["text"])
        message = "随这一版保存的评分规则已损坏，请从备份恢复"
        raise ArchiveError(message)


def columns_of(evaluation: Evaluation) -> Row:
    """What an evaluation is listed by."""
    year = evaluation.year
    return {
        "year": year if isinstance(year, str) or abs(year) < WIDEST else str(year),
        "project": evaluation.project,
        "unit": evaluation.unit,
        "department": evaluation.department,
    }


def words_of(evaluation: Evaluation) -> str:
    """What an evaluation is searched by, as ``findable`` has it.

    Text by text: each save asks for all of them, and all but one are as they were.
    """
    return "\n".join(map(_findable_kept, searched_texts(evaluation)))


def searched_texts(evaluation: Evaluation) -> list[str]:
    """What an evaluation is searched by, as it is written: names and reasons."""
    reasons = [row.deviation for row in evaluation.indicators]
    names = [row.name for row in evaluation.indicators]
    return [evaluation.project, evaluation.unit, evaluation.department, *names, *reasons]


def content_of(evaluation: Evaluation, summary: Summary) -> Row:
    """The columns of a version's text and of what an assessment found in it.

    Raises ``ArchiveError`` for what could not be read back.
    """
    content = codec.encode(evaluation)
    return {
        "content": content,
        "digest": codec.digest(content),
        "printed_digest": codec.printed_digest(evaluation),
    } | asdict(summary)


def sound(evaluation_id: int, number: int, found: Row) -> Evaluation:
    """The form of a version whose text is the one that was saved. Raises ``ArchiveError``."""
    if not codec.intact(found["content"], str, found["digest"]):
        raise ArchiveError(not_as_saved(evaluation_id, number))
    return codec.decode(found["content"])


def is_out(present: Row, content: Row) -> bool:
    """Whether a version went out on paper that shows something else than this content."""
    if not present["issued"]:
        return False
    shown = present["printed_digest"]
    return bool(
        (shown or codec.printed_digest(codec.decode(present["content"])))
        != content["printed_digest"]
    )


def findable(text: str) -> str:
    """A text as it is searched: whatever its case and width."""
    return normalized(text).casefold()


def findable_lines(texts: Iterable[str]) -> str:
    """Many texts as they are searched, one a line."""
    return normalized_lines(texts).casefold()


_findable_kept = cached_if_short(longest=500, most=8192)(findable)


def entry_of(row: Row) -> Entry:
    """A row as the list shows it."""
    own = {name: row[name] for name in _ENTRY if name not in _SUMMARY}
    return Entry(**own, summary=_summary(row))


def _version_of(row: Row) -> VersionInfo:
    own = {name: row[name] for name in _VERSION if name not in _SUMMARY}
    return VersionInfo(**own, summary=_summary(row))


def _summary(row: Row) -> Summary:
    return Summary(**{name: row[name] for name in _SUMMARY})


def _assignments(values: Row) -> str:
    return ", ".join(f"{name} = ?" for name in values)
