"""How much of a foreign file is looked at, and how a reader refuses one.

A form has a few hundred cells; what is a hundred times larger is a list or an attack.
"""

from __future__ import annotations

from typing import Final

from core.exchange.errors import ExchangeError
from core.reading.cell_text import clean_text

MAX_FILE: Final = 64 * 1024 * 1024
"""Bytes of a file."""
MAX_PART: Final = 96 * 1024 * 1024
"""Bytes of one unpacked part of a zipped file; all together may be twice that."""
MAX_PARTS: Final = 10_000
MAX_SECTIONS: Final = 300
"""Worksheets of a workbook."""
MAX_ROWS: Final = 5_000
"""Rows of one table."""
MAX_COLUMNS: Final = 256
MAX_CELLS: Final = 100_000
"""Cells with text of one table, and paragraphs of one document."""
MAX_CHARACTERS: Final = 4_000_000
"""Characters of all texts of a file."""
MAX_NOTES: Final = 190
MAX_PAGES: Final = 500


_SHOWN: Final = 20
"""Characters of a text that is told."""


OWN_ARCHIVE: Final = "，要用它恢复，请选“文件 → 备份与交接 → 从备份恢复… → 其他备份或交接包…”"
"""How the sentence ends on an archive, a backup or a 交接包 of this program."""


class SourceError(ExchangeError):
    """A foreign file cannot be read; one Chinese sentence with the remedy, without the name."""


def whole_number(text: str | None, otherwise: int, digits: int = 7) -> int:
    """A number as a foreign file writes it; ``otherwise`` for what is none, or too long for one.

    Python knows more digits than 0 to 9, and refuses to read some thousand of them.
    """
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else otherwise


class Budget:
    """Counts what a reader takes out of one file, and collects its notes."""

    def __init__(self) -> None:
        self._characters = 0
        self._notes: dict[str, None] = {}

    def take(self, text: str) -> str:
        """``text``, cleaned and counted. Raises ``SourceError`` where the file holds too much."""
        text = clean_text(text)
        self._characters += len(text)
        if self._characters > MAX_CHARACTERS:
            raise SourceError("文件里的文字太多，不像自评表，请只留下自评表后再导入")
        return text

    def note(self, sentence: str) -> None:
        """Tell the clerk something, once; the last place says that there was more."""
        if len(self._notes) < MAX_NOTES:
            self._notes[sentence] = None
        else:
            self._notes["还有更多类似情况，没有一一列出"] = None

    def sheet_too_large(self, name: str) -> None:
        """Tell that a worksheet was not read."""
        self.note(f"工作表“{name}”太大，不像自评表，没有读入")

    def table_too_long(self, number: int) -> None:
        """Tell that a table of a document or page was not read; ``number`` from 1."""
        self.note(f"第 {number} 个表格太长，不像自评表，没有读入")

    def struck(self, place: str, text: str) -> None:
        """Tell that what somebody struck out was not read, as nobody reads it on paper."""
        text = " ".join(clean_text(text).split())
        if text:
            more = "…" if len(text) > _SHOWN else ""
            self.note(f"{place}划掉的“{text[:_SHOWN]}{more}”没有读入，请核对")

    @property
    def notes(self) -> tuple[str, ...]:
        """All that was told."""
        return tuple(self._notes)
