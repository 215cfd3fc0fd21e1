"""What can be wished of a printout: one value for command line, preview, export and settings."""

from __future__ import annotations

from enum import Enum
from typing import Final

from msgspec import Struct

from core.sheet.page_setup import UPRIGHT, PageSetup


class Paper(Enum):
    """Which of a form's papers."""

    FORM = "form"
    ANNEX = "annex"
    """评分底稿."""
    EXCEL = "excel"
    WORD = "word"
    REPORT = "report"
    """The draft of the 自评报告."""
    BLANK = "blank"
    """A bureau's own blank, filled in."""
    DATA = "data"
    """What is exchanged with another archive."""

    @property
    def suffix(self) -> str:
        """The ending of its file; a blank's own is that of the blank."""
        return _ENDINGS.get(self.value, ".pdf")

    @property
    def title(self) -> str:
        """What its file is called to people."""
        return _TITLES[self.value]


_ENDINGS: Final = {"excel": ".xlsx", "word": ".docx", "report": ".docx", "data": ".json"}
_TITLES: Final = {
    "form": "PDF",
    "annex": "评分底稿",
    "excel": "Excel",
    "word": "Word",
    "report": "自评报告",
    "blank": "上级空表",
    "data": "交换数据",
}


class PrintOptions(Struct, frozen=True):
    """How a form is printed.

    ``draft``: 草稿 across each page.  ``public``: no persons, no phones, anywhere in the file.
    ``plain``: exactly the form, without QR, code and version.  ``sign``: with a block of
    signatures.  ``setup``: how pages lie on their sheets; the 评分底稿 lies across in any case.
    ``template``: another layout than the form's own.  ``blank``: the file name of the bureau's
    blank that is filled in.
    """

    paper: Paper = Paper.FORM
    draft: bool = False
    public: bool = False
    plain: bool = False
    sign: bool = False
    setup: PageSetup = UPRIGHT
    template: str | None = None
    blank: str = ""


AS_IT_IS: Final = PrintOptions()
