"""The archive's one door: add, save, load, list and history of evaluations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlite_utils import Database

from core.archive import codec
from core.archive.connection import (
    bring_up,
    connect,
    copy_database,
    in_memory,
    make,
    now,
    refuse_foreign,
    writing,
)
from core.archive.errors import (
    ArchiveError,
    ChangedElsewhereError,
    NotFoundError,
    in_words,
)
from core.archive.records import DRAFT, FINAL, Entry, Summary, VersionInfo
from core.model.evaluation import Evaluation
from core.model.number import normalized

_WIDEST = 2**63
"""SQLite holds integers below this."""

_SUMMARY = ("total_score", "total_points", "grade", "rate", "errors", "warnings")
_ENTRY = (
    *("id", "year", "project", "unit", "department", "state", "created", "changed"),
    *("version", "trashed", *_SUMMARY),
)
Row = dict[str, Any]


class Archive:
    """An open archive. It belongs to the thread that opened it.

    Every method raises ``ArchiveError`` with a sentence for the clerk, and has then written
    nothing.
    """

    def __init__(self, db: Database, path: Path) -> None:
        """Use ``open``, ``create`` or ``open_or_create``."""
        self.path = path.absolute()
        self._db = db
        # The revision of each evaluation as this connection knows it.
        self._seen: dict[int, int] = {}

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open an archive that exists; an older format is migrated (``read_only``: in memory)."""
        with in_words(path):
            refuse_foreign(path)
            db = connect(path, read_only=read_only)
            try:
                if read_only:
                    db = in_memory(db, path)
                else:
                    bring_up(db, path)
            except BaseException:
                db.close()
                raise
            return cls(db, path)

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new, empty archive, with the folders above it; refused where a file is."""
        with in_words(path):
            make(path)
        return cls.open(path)

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """Open the archive, or make a new one where there is no file."""
        with in_words(path):
            if not path.exists():
                with suppress(FileExistsError):  # another window made the very same one
                    make(path)
        return cls.open(path)

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several calls that are done together or not at all."""
        seen = dict(self._seen)
        try:
            with in_words(self.path), writing(self._db):
                yield
        except BaseException:
            self._seen = seen
            raise

    def add(self, evaluation: Evaluation, summary: Summary) -> int:
        """Put a new evaluation into the archive, as its version 1; its number."""
        content = codec.encode(evaluation)
        with self.transaction():
            moment = now()
            row = _columns(evaluation) | asdict(summary)
            row |= {"state": DRAFT, "created": moment, "changed": moment}
            row |= {"version": 1, "revision": 1}
            new = self._db.table("evaluations").insert(row).last_pk
            if not isinstance(new, int):
                raise TypeError(new)
            self._insert_version(new, 1, content, summary)
            self._seen[new] = 1
        return new

    def save(
        self,
        evaluation_id: int,
        evaluation: Evaluation,
        summary: Summary,
        *,
        new_version: bool = False,
    ) -> int:
        """Save the present content; the number of the version that holds it.

        The working copy is rewritten in place, or a new version begun when ``new_version`` is set
        or the present one is final.  The same content as before writes no version.  Raises
        ``ChangedElsewhereError``, and ``ArchiveError`` for a final evaluation.
        """
        content = codec.encode(evaluation)
        with self.transaction():
            row = self._row(evaluation_id)
            self._refuse_stale(row)
            if row["state"] == FINAL:
                message = "这份自评表已定稿，要修改请先撤回定稿"
                raise ArchiveError(message)
            number = int(row["version"])
            present = self._version(evaluation_id, number)
            if present["digest"] == codec.digest(content):
                self._update_version(evaluation_id, number, asdict(summary))
            elif new_version or present["state"] == FINAL:
                number += 1
                self._insert_version(evaluation_id, number, content, summary)
            else:
                self._update_version(
                    evaluation_id,
                    number,
                    {"content": content, "digest": codec.digest(content), "saved": now()}
                    | asdict(summary),
                )
            self._update(
                row,
                _columns(evaluation) | asdict(summary) | {"changed": now(), "version": number},
            )
        return number

    def load(self, evaluation_id: int, version: int | None = None) -> Evaluation:
        """An evaluation as it is now, or as one of its versions was."""
        with in_words(self.path):
            row = self._row(evaluation_id)
            number = int(row["version"]) if version is None else version
            found = self._version(evaluation_id, number)
        if version is None:
            self._seen[evaluation_id] = row["revision"]
        if codec.digest(str(found["content"])) != found["digest"]:
            message = (
                f"第 {evaluation_id} 号自评表第 {number} 版与存档时的校验码不符，"
                "请打开较早的一版，或从备份恢复"
            )
            raise ArchiveError(message)
        return codec.decode(found["content"])

    def history(self, evaluation_id: int) -> tuple[VersionInfo, ...]:
        """All versions of an evaluation, the oldest first."""
        with in_words(self.path):
            self._row(evaluation_id)
            rows = self._select(
                ("number", "begun", "saved", "state", *_SUMMARY),
                "versions WHERE evaluation = ? ORDER BY number",
                [evaluation_id],
            )
        return tuple(
            VersionInfo(row["number"], row["begun"], row["saved"], row["state"], _summary(row))
            for row in rows
        )

    def list(
        self, year: int | str | None = None, search: str = "", *, trashed: bool = False
    ) -> tuple[Entry, ...]:
        """The evaluations in the order in which they came, those put away only on demand.

        ``search`` is looked for, whatever its case and width, in project, unit, department, names
        of indicators and reasons of deviations.
        """
        source = """
            evaluations
            WHERE (trashed <> '') = :trashed
              AND (:year IS NULL OR CAST(year AS TEXT) = :year)
              AND instr(words, :search) > 0
            ORDER BY id
        """
        wanted = {
            "trashed": trashed,
            "year": None if year is None else str(year).strip(),
            "search": _findable(search.strip()),
        }
        with in_words(self.path):
            return tuple(map(_entry, self._select(_ENTRY, source, wanted)))

    def entry(self, evaluation_id: int) -> Entry:
        """One evaluation as the list shows it, also when it was put away."""
        with in_words(self.path):
            return _entry(self._row(evaluation_id))

    def finalize(self, evaluation_id: int) -> None:
        """定稿: the present version never changes any more. Whether it may be, the caller asks."""
        with self.transaction():
            row = self._row(evaluation_id)
            self._refuse_stale(row)
            self._update_version(evaluation_id, int(row["version"]), {"state": FINAL})
            self._update(row, {"state": FINAL, "changed": now()})

    def reopen(self, evaluation_id: int) -> None:
        """撤回定稿: the next edit begins a new version; the final one stays as it is."""
        with self.transaction():
            row = self._row(evaluation_id)
            self._update(row, {"state": DRAFT, "changed": now()})

    def remove(self, evaluation_id: int) -> None:
        """Put an evaluation away; nothing is lost, ``bring_back`` undoes it."""
        with self.transaction():
            self._update(self._row(evaluation_id), {"trashed": now()})

    def bring_back(self, evaluation_id: int) -> None:
        """List an evaluation again that was put away."""
        with self.transaction():
            self._update(self._row(evaluation_id), {"trashed": ""})

    def backup(self, target: Path) -> None:
        """Copy the archive to ``target``, verified, in place of what is there.

        Also raises ``core.output.OutputError``.
        """
        from core.archive.backup import backup

        backup(self, target)

    def copy_to(self, empty: Path) -> None:
        """Copy the archive into the empty file of that name, in the present format."""
        copy_database(self._db.conn, empty)

    def verify(self) -> tuple[str, ...]:
        """Check the whole archive; a Chinese sentence for each thing that is wrong."""
        from core.archive.verify import verify

        return verify(self._db)

    def _select(
        self, columns: tuple[str, ...], source: str, values: Sequence[object] | Row
    ) -> Sequence[Row]:
        # Named by us: SQLite would give the names as a damaged file spells them.
        found = self._db.execute(f"SELECT {', '.join(columns)} FROM {source}", values)  # noqa: S608
        return [dict(zip(columns, row, strict=True)) for row in found]

    def _row(self, evaluation_id: int) -> Row:
        columns = ("revision", *_ENTRY)
        if 0 < evaluation_id < _WIDEST:
            for row in self._select(columns, "evaluations WHERE id = ?", [evaluation_id]):
                return row
        message = f"档案里没有第 {evaluation_id} 号自评表"
        raise NotFoundError(message)

    def _version(self, evaluation_id: int, number: int) -> Row:
        source = "versions WHERE evaluation = ? AND number = ?"
        if 0 < number < _WIDEST:
            columns = ("state", "content", "digest")
            for row in self._select(columns, source, [evaluation_id, number]):
                return row
        message = f"第 {evaluation_id} 号自评表没有第 {number} 版"
        raise NotFoundError(message)

    def _refuse_stale(self, row: Row) -> None:
        if self._seen.get(row["id"], row["revision"]) != row["revision"]:
            message = "这份自评表已在另一个窗口或程序中改动，为免互相覆盖没有保存，请重新打开后再改"
            raise ChangedElsewhereError(message)

    def _insert_version(
        self, evaluation_id: int, number: int, content: str, summary: Summary
    ) -> None:
        moment = now()
        self._db.table("versions").insert(
            {
                "evaluation": evaluation_id,
                "number": number,
                "begun": moment,
                "saved": moment,
                "state": DRAFT,
                "content": content,
                "digest": codec.digest(content),
            }
            | asdict(summary)
        )

    def _update_version(self, evaluation_id: int, number: int, values: Row) -> None:
        sql = f"UPDATE versions SET {_assignments(values)} WHERE evaluation = ? AND number = ?"  # noqa: S608
        self._db.execute(sql, [*values.values(), evaluation_id, number])

    def _update(self, row: Row, values: Row) -> None:
        values = values | {"revision": row["revision"] + 1}
        sql = f"UPDATE evaluations SET {_assignments(values)} WHERE id = ?"  # noqa: S608
        self._db.execute(sql, [*values.values(), row["id"]])
        if self._seen.get(row["id"], row["revision"]) == row["revision"]:
            self._seen[row["id"]] = values["revision"]


def _assignments(values: Row) -> str:
    return ", ".join(f"{name} = ?" for name in values)


def _columns(evaluation: Evaluation) -> Row:
    year = evaluation.year
    reasons = [row.deviation for row in evaluation.indicators]
    names = [row.name for row in evaluation.indicators]
    head = [evaluation.project, evaluation.unit, evaluation.department]
    return {
        "year": year if isinstance(year, str) or abs(year) < _WIDEST else str(year),
        "project": evaluation.project,
        "unit": evaluation.unit,
        "department": evaluation.department,
        "words": "\n".join(_findable(text) for text in (*head, *names, *reasons)),
    }


def _findable(text: str) -> str:
    return normalized(text).casefold()


def _summary(row: Row) -> Summary:
    return Summary(**{name: row[name] for name in _SUMMARY})


def _entry(row: Row) -> Entry:
    own = {name: value for name, value in row.items() if name in _ENTRY and name not in _SUMMARY}
    return Entry(**own, summary=_summary(row))
