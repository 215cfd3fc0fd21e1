"""The archive's one door: add, save, load, list and history of evaluations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from msgspec.structs import asdict

from core.archive import finding, last_years, stages
from core.archive.archive_rows import (
    Rows,
    columns_of,
    content_of,
    entry_of,
    is_out,
    sound,
    words_of,
)
from core.archive.connection import (
    connect,
    copy_database,
    in_memory,
    in_time,
    make,
    migrate,
    now,
    refuse_foreign,
    writing,
)
from core.archive.database import Database
from core.archive.errors import ArchiveError, in_words
from core.archive.journals import settle
from core.archive.records import DRAFT, FINAL, Entry, Scan, Summary, VersionInfo, sample_head
from core.archive.search import rebuild
from core.archive.version_text import VersionText
from core.model.evaluation import Evaluation


class Archive:
    """An open archive. It belongs to the thread that opened it.

    Every method raises ``ArchiveError`` with a sentence for the clerk, and has then written
    nothing.
    """

    def __init__(
        self, db: Database, path: Path, *, read_only: bool = False, news: str = ""
    ) -> None:
        """Use ``open``, ``create`` or ``opening.open_or_create``."""
        self.path = path.absolute()
        self.read_only = read_only
        self.news = news
        """What the clerk should know about its opening, in a sentence."""
        self._db = db
        self._rows = Rows(db)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open an archive that exists; an older format is migrated (``read_only``: in memory)."""
        with in_words(path):
            refuse_foreign(path)
            news = settle(path)
            db = connect(path, read_only=read_only)
            try:
                if read_only:
                    db = in_memory(db, path)
                else:
                    news = "；".join(filter(None, (news, migrate(db, path))))
                return cls(db, path, read_only=read_only, news=news)
            except BaseException:
                db.close()
                raise

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new, empty archive, with the folders above it; refused where a file is."""
        with in_words(path):
            make(path)
        return cls.open(path)

    def close(self) -> None:
        """Close the file; calling it twice does no harm."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def author(self) -> str:
        """Who saves: stands with each version that is saved from now on; blank: nobody told."""
        return self._rows.author

    @author.setter
    def author(self, name: str) -> None:
        self._rows.author = name

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Several calls that are done together or not at all."""
        if self.read_only:
            message = "档案是只读打开的，不能改动"
            raise ArchiveError(message)
        seen = dict(self._rows.seen)
        try:
            with in_words(self.path), writing(self._db):
                yield
        except BaseException:
            self._rows.seen = seen
            raise

    def add(
        self,
        evaluation: Evaluation,
        summary: Summary,
        *,
        rules: str = "",
        follows: int | None = None,
        sample: bool = False,
    ) -> int:
        """Put a new evaluation into the archive, as its version 1; its number.

        ``rules``: the text of the rule profile by which ``summary`` came about, if it is told;
        ``follows``: last year's evaluation that it was carried over from; ``sample``: it is the
        form that comes with the program, which counts nowhere until somebody makes it his own.
        """
        content = content_of(evaluation, summary)
        rows = self._rows
        with self.transaction():
            moment = now()
            if follows is not None:
                rows.evaluation(follows)
            new = rows.insert_evaluation(
                columns_of(evaluation)
                | asdict(summary)
                | {"state": DRAFT, "created": moment, "changed": moment, "version": 1}
                | {"follows": follows, "sample": _head_of(evaluation) if sample else ""},
                words_of(evaluation),
            )
            rows.insert_version(new, 1, content | {"rules": rows.keep_rules(rules)})
        return new

    def save(
        self,
        evaluation_id: int,
        evaluation: Evaluation,
        summary: Summary,
        *,
        rules: str = "",
        new_version: bool = False,
    ) -> int:
        """Save the present content; the number of the version that holds it.

        The working copy is rewritten in place, or a new version begun when ``new_version`` is set,
        the present one is final, or its paper went out and would read otherwise now.  The same
        content as before writes no version.  ``rules`` as for ``add``; untold, those of the working
        copy stay.  Raises ``ChangedElsewhereError``, and ``ArchiveError`` for a final evaluation.
        """
        content = content_of(evaluation, summary)
        rows = self._rows
        with self.transaction():
            row = rows.evaluation(evaluation_id)
            rows.refuse_stale(row)
            stages.refuse_final(entry_of(row))
            number = int(row["version"])
            present = rows.version(evaluation_id, number)
            told = {"rules": rows.keep_rules(rules)} if rules else {}
            same, frozen = present["digest"] == content["digest"], present["state"] == FINAL
            figures = asdict(summary)
            if same and frozen:  # it stays as it is, and the list shows what it says
                figures = {name: present[name] for name in figures}
            elif same:
                rows.update_version(evaluation_id, number, figures | told)
            elif new_version or frozen or is_out(present, content):
                number += 1
                rows.insert_version(evaluation_id, number, content | told)
            else:
                by = {"author": rows.author} if rows.author else {}
                rows.update_version(evaluation_id, number, content | told | by | {"saved": now()})
            rows.update(
                row,
                columns_of(evaluation) | figures | {"changed": now(), "version": number},
                words_of(evaluation),
            )
        return number

    def issue(self, evaluation_id: int, version: int) -> None:
        """Note that a version leaves the program: no other paper will ever bear its number.

        Told before the paper is made, it also holds for one that somebody goes on with meanwhile.
        The working copy is no other for it: whoever has it open need not read it again.
        """
        with self.transaction():
            if not self._rows.version(evaluation_id, version)["issued"]:
                self._rows.update_version(evaluation_id, version, {"issued": now()})

    def load(self, evaluation_id: int, version: int | None = None) -> Evaluation:
        """An evaluation as it is now, or as one of its versions was."""
        with in_words(self.path):
            row = self._rows.evaluation(evaluation_id)
            number = int(row["version"]) if version is None else version
            found = self._rows.version(evaluation_id, number)
        if version is None:
            self._rows.seen[evaluation_id] = row["revision"]
        return sound(evaluation_id, number, found)

    def text(self, entry: Entry) -> VersionText:
        """An evaluation as it is now, as its text: for who reads thousands and saves none.

        It is not noted as seen.
        """
        with in_words(self.path):
            return self._rows.text(entry.id, entry.version)

    def rules(self, evaluation_id: int, version: int | None = None) -> str:
        """The text of the rule profile by which a version was scored; nothing where untold."""
        with in_words(self.path):
            number = version
            if number is None:
                number = int(self._rows.evaluation(evaluation_id)["version"])
            return self._rows.rules(str(self._rows.version(evaluation_id, number)["rules"]))

    def history(self, evaluation_id: int) -> tuple[VersionInfo, ...]:
        """All versions of an evaluation, the oldest first."""
        with in_words(self.path):
            self._rows.evaluation(evaluation_id)
            return self._rows.versions(evaluation_id)

    def list(
        self,
        year: int | str | None = None,
        search: str = "",
        *,
        trashed: bool = False,
        limit: int | None = None,
        skip: int = 0,
    ) -> tuple[Entry, ...]:
        """The evaluations in the order in which they came, those put away only on demand.

        ``search`` is looked for, whatever its case and width, in project, unit, department, names
        of indicators and reasons of deviations.  ``limit`` and ``skip`` cut out one page.
        """
        with in_words(self.path):
            return finding.listed(self._rows, year, search, trashed=trashed, limit=limit, skip=skip)

    def newest(self, search: str, *, trashed: bool, limit: int | None = None) -> tuple[Entry, ...]:
        """What ``list`` finds (the first of it): the newest year, in it what was changed last."""
        with in_words(self.path):
            return finding.newest(self._rows, search, trashed=trashed, limit=limit)

    def list_around(self, year: int) -> tuple[Entry, ...]:
        """The evaluations of a year and of the next, and all whose year is no number."""
        with in_words(self.path):
            return finding.listed_around(self._rows, year)

    def revisions_around(self, year: int) -> dict[int, int]:
        """Of each of these a number that is another one after it was written."""
        with in_words(self.path):
            return finding.revisions_around(self._rows, year)

    def years(self) -> tuple[int | str, ...]:
        """What stands as 年度 in the evaluations that are listed, each once; no sample's."""
        with in_words(self.path):
            return finding.years(self._rows)

    def entry(self, evaluation_id: int) -> Entry:
        """One evaluation as the list shows it, also when it was put away."""
        with in_words(self.path):
            return entry_of(self._rows.evaluation(evaluation_id))

    def rebuild_search(self) -> None:
        """Make the search index anew."""
        with self.transaction():
            rebuild(self._db)

    def finalize(self, evaluation_id: int, *, errors: int | None = None) -> str:
        """定稿: the present version never changes any more; its 定稿编号.

        Refused with errors: as the caller counts them, else as they were at the last save.
        """
        with self.transaction():
            return stages.finalize(self._rows, evaluation_id, errors)

    def add_evidence(self, evaluation_id: int, form: Evaluation) -> int:
        """More 佐证材料 of a final form, which stays final; the number of its version.

        Refused where anything else of the form is another.
        """
        from core.archive import late_evidence

        with self.transaction():
            return late_evidence.add_evidence(self._rows, evaluation_id, form)

    def reopen(self, evaluation_id: int) -> None:
        """撤回定稿: the next edit begins a new version; the final one stays as it is."""
        with self.transaction():
            stages.reopen(self._rows, evaluation_id)

    def correct(self, evaluation_id: int, reason: str = "") -> int:
        """更正 of a final evaluation, for this reason: a new draft linked to it; its number."""
        with self.transaction():
            return stages.correct(self._rows, evaluation_id, reason)

    def correction_of(self, evaluation_id: int) -> int | None:
        """The 更正 that was begun of an evaluation, the newest of several."""
        with in_words(self.path):
            return stages.correction_of(self._rows, evaluation_id)

    def previous(self, evaluation_id: int) -> int | None:
        """Last year's evaluation of the same project, never the shipped sample."""
        with in_words(self.path):
            self._rows.evaluation(evaluation_id)
            return last_years.previous(self._rows, evaluation_id)

    def all_previous(self, year: int) -> dict[int, int]:
        """``previous`` of every evaluation of a year that has one, in one look at the archive."""
        with in_words(self.path):
            return last_years.all_previous(self._rows, year)

    def follow(self, evaluation_id: int, last: int) -> None:
        """Make ``last`` the one of last year to another evaluation, whatever the two are called."""
        if evaluation_id == last:
            message = "一份表不能是自己的上年"
            raise ArchiveError(message)
        with self.transaction():
            self._rows.evaluation(last)
            self._rows.update(self._rows.evaluation(evaluation_id), {"follows": last})

    def file_scan(self, evaluation_id: int, name: str, content: bytes, pages: int) -> Scan:
        """File the scan of the signed paper with a final evaluation."""
        with self.transaction():
            return stages.file_scan(self._rows, evaluation_id, name, content, pages)

    def scans(self, evaluation_id: int) -> tuple[Scan, ...]:
        """The scans filed with an evaluation."""
        with in_words(self.path):
            return stages.scans(self._rows, evaluation_id)

    def scan(self, scan_id: int) -> bytes:
        """The content of a scan."""
        with in_words(self.path):
            return stages.scan_content(self._rows, scan_id)

    def keep_paper(self, evaluation_id: int, version: int, content: bytes, program: str) -> None:
        """Keep the PDF of a final version; one kept already stays. ``program`` made it."""
        from core.archive import papers

        with self.transaction():
            papers.keep(self._rows, evaluation_id, version, content, program)

    def paper(self, evaluation_id: int, version: int) -> bytes | None:
        """The PDF that was kept of a version; ``None`` where none was."""
        from core.archive import papers

        with in_words(self.path):
            return papers.content(self._rows, evaluation_id, version)

    def remove(self, evaluation_id: int) -> None:
        """Put an evaluation away; nothing is lost, ``bring_back`` undoes it."""
        with self.transaction():
            self._rows.update(self._rows.evaluation(evaluation_id), {"trashed": now()})

    def bring_back(self, evaluation_id: int) -> None:
        """List an evaluation again that was put away."""
        with self.transaction():
            self._rows.update(self._rows.evaluation(evaluation_id), {"trashed": ""})

    @property
    def database(self) -> Database:
        """The open database, for what reads it as a whole."""
        return self._db

    def copy_to(self, empty: Path) -> None:
        """Copy the archive into the empty file of that name, in the present format."""
        copy_database(self._db.conn, empty)

    def verify(self, *, full: bool = True) -> tuple[str, ...]:
        """Check the whole archive; a Chinese sentence for each thing that is wrong.

        Not ``full``: as verify.verify, a version that was sound before as it is now is not read out
        of its text again.
        """
        from core.archive.examined import Examined
        from core.archive.verify import verify

        examined = None if full else Examined.load()
        with in_words(self.path), in_time(self._db, self.path):
            findings = verify(self._db, examined)
        if examined is not None:
            examined.save()
        return findings


def _head_of(evaluation: Evaluation) -> str:
    return sample_head(evaluation.project, evaluation.unit, evaluation.year)
