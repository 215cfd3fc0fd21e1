"""Blank rows of the template: before paper is made it is asked once what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from ui.boxes import ask
from ui.feature import Feature, Parts

NAME = "去掉空行"


class UnusedRows(Feature):
    """Takes them out, when the clerk wants it; undo brings them back."""

    def __init__(self, parts: Parts, window: QWidget) -> None:
        super().__init__(parts, window)
        self._mentioned: set[tuple[int | None, int]] = set()
        """Of which forms it was said over the pages, with how many rows, since the start."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"unused": self.take_out}

    def take_out(self) -> None:
        """Take the blank rows out of the open form."""
        from core.filling.unused_rows import unused, without_unused

        form = self._document.evaluation
        count = len(unused(form))
        if not count:
            self.message.emit("没有空行：每一行指标都填了", None)
        elif self._document.edit(without_unused(form)):
            back = self._document.way_back()
            self.message.emit(f"已去掉空着的 {count} 行", back)

    def ask_first(self, then: Callable[[], object]) -> None:
        """Do what makes paper of the form, once it is known what becomes of its blank rows."""
        from core.filling.unused_rows import unused_in_words

        if not self._is_open():
            then()
            return

        def out() -> None:
            self.take_out()
            then()

        def stay() -> None:
            self._settings.let_blank_rows_stay(self._open_form.id, self._count())
            then()

        ask(
            self._window,
            NAME,
            f"{unused_in_words(self._document.evaluation)}，留着就空着印在表上。",
            "去掉以后可以撤销；上级要求保留的就留着。",
            (NAME, out),
            ("留着", stay),
            chapter="一份表的一生",
        )

    def mention(self) -> None:
        """Say it where pages are looked at, with the way to take them out."""
        from core.filling.unused_rows import unused_in_words

        here = (self._open_form.id, self._count())
        if self._is_open() and here not in self._mentioned:
            found = unused_in_words(self._document.evaluation)
            self._mentioned.add(here)
            self.message.emit(f"{found}，会空着印出来", (NAME, self.take_out))

    def _is_open(self) -> bool:
        """Whether the question is to be asked: of a draft with more of them than are meant."""
        meant = self._settings.blank_rows.get(str(self._open_form.id), 0)
        return not self._document.closed and self._count() > meant

    def _count(self) -> int:
        from core.filling.unused_rows import unused

        return len(unused(self._document.evaluation))
