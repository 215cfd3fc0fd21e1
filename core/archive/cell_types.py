"""What type each cell of the archive's tables has, and the cells that have another.

SQLite keeps a value of any type in any column.  Our tables refuse (``m007``), but a file may come
from elsewhere or be of an older format; so it is looked at in one place before it is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from core.archive.database import Database
from core.archive.errors import DamagedError
from core.archive.records import DRAFT, FINAL

INTEGER, TEXT, BLOB = ("integer",), ("text",), ("blob",)
NUMBER_OR_TEXT, NUMBER_OR_NOTHING = (*INTEGER, *TEXT), (*INTEGER, "null")

Types = tuple[str, ...]

_SUMMARY: dict[str, Types] = {
    **dict.fromkeys(("total_score", "total_points", "grade", "rate"), TEXT),
    **dict.fromkeys(("errors", "warnings", "unfilled"), INTEGER),
}
CELLS: dict[str, dict[str, Types]] = {
    "evaluations": {
        "id": INTEGER,
        "year": NUMBER_OR_TEXT,
        **dict.fromkeys(("project", "unit", "department", "words", "state"), TEXT),
        **dict.fromkeys(("created", "changed", "trashed", "final_number", "signed"), TEXT),
        "sample": TEXT,
        **dict.fromkeys(("version", "revision"), INTEGER),
        **dict.fromkeys(("corrects", "follows"), NUMBER_OR_NOTHING),
        **_SUMMARY,
    },
    "versions": {
        **dict.fromkeys(("evaluation", "number"), INTEGER),
        **dict.fromkeys(("begun", "saved", "state", "content", "digest", "rules"), TEXT),
        **dict.fromkeys(("final_number", "finalized", "issued", "printed_digest"), TEXT),
        "author": TEXT,
        **_SUMMARY,
    },
    "rule_texts": dict.fromkeys(("digest", "text"), TEXT),
    "scans": {
        **dict.fromkeys(("id", "evaluation", "version", "pages"), INTEGER),
        **dict.fromkeys(("name", "added", "sha256"), TEXT),
        "content": BLOB,
    },
    "papers": {
        **dict.fromkeys(("evaluation", "version"), INTEGER),
        **dict.fromkeys(("made", "program", "sha256"), TEXT),
        "content": BLOB,
    },
    "search_words": {"evaluation": INTEGER, "words": TEXT},
    "evidence": {"sha256": TEXT, "size": INTEGER, "added": TEXT},
}
"""Of each column of each table the types that its cells may have, as SQLite calls them."""

MOMENTS = {
    "evaluations": ("created", "changed", "trashed", "signed"),
    "versions": ("begun", "saved", "finalized", "issued"),
    "scans": ("added",),
    "papers": ("made",),
    "evidence": ("added",),
}
"""The columns that hold a moment as ISO 8601."""
CHOICES = {"evaluations": {"state": (DRAFT, FINAL)}, "versions": {"state": (DRAFT, FINAL)}}
"""The columns that hold one of a few words."""
_BLANK = frozenset(("trashed", "signed", "finalized", "issued"))
"""Of these the ones of what need not have happened."""

_MOMENT = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]*"
_NAMES = {
    "evaluations": "自评表清单",
    "versions": "历次版本",
    "rule_texts": "评分规则",
    "scans": "签章扫描件",
    "papers": "定稿 PDF",
    "search_words": "查找用的文字",
    "evidence": "佐证材料",
}
_PYTHON = {"integer": int, "text": str, "blob": bytes, "null": type(None)}


def wrong_cells(db: Database) -> Iterator[str]:
    """A Chinese sentence for each column that has cells of another type, no moment, no state."""
    for table, columns in CELLS.items():
        for column, types in columns.items():
            wrong = f"typeof({column}) NOT IN ({', '.join(map(repr, types))})"
            if column in MOMENTS.get(table, ()):
                blank = f" AND {column} <> ''" if column in _BLANK else ""
                wrong += f" OR ({column} NOT GLOB '{_MOMENT}'{blank})"
            if words := CHOICES.get(table, {}).get(column):
                wrong += f" OR {column} NOT IN ({', '.join(map(repr, words))})"
            sql = f"SELECT count(*) FROM {table} WHERE {wrong}"  # noqa: S608  (our own names)
            (count,) = db.execute(sql).fetchone()
            if count:
                yield f"{_NAMES[table]}的 {column} 一栏有 {count} 处不是应有的内容，请从备份恢复"


def refuse_wrong_cells(
    source: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[Sequence[object]]:
    """The rows as they are. Raises ``DamagedError`` at the first one with a cell of another type.

    ``source`` begins with the name of the table.
    """
    table = source.split(maxsplit=1)[0]
    allowed = _allowed(table, tuple(columns))
    for row in rows:
        if tuple(map(type, row)) not in allowed:
            where = f"{_NAMES[table]}的 {_first_wrong(table, columns, row)} 一栏"
            message = f"档案里{where}内容类型不对，请从备份恢复"
            raise DamagedError(message)
        yield row


@cache
def _allowed(table: str, columns: tuple[str, ...]) -> frozenset[tuple[type, ...]]:
    """Every combination of types that a row may have: thousands of rows are looked up in it."""
    return frozenset(
        product(*(tuple(_PYTHON[one] for one in CELLS[table][column]) for column in columns))
    )


def _first_wrong(table: str, columns: Sequence[str], row: Sequence[object]) -> str:
    pairs = zip(columns, row, strict=True)
    return next(
        name
        for name, cell in pairs
        if type(cell) not in {_PYTHON[one] for one in CELLS[table][name]}
    )
