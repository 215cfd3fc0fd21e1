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
        self._stay: set[tuple[int | None, int]] = set()
        """Which rows of which form the clerk said shall stay."""

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
            self._let_stay()
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

        if self._is_open():
            found = unused_in_words(self._document.evaluation)
            self._let_stay()
            self.message.emit(f"{found}，会空着印出来", (NAME, self.take_out))

    def _is_open(self) -> bool:
        """Whether the question is to be asked: of an open draft, once for each row."""
        return not self._document.closed and not self._blank() <= self._stay

    def _let_stay(self) -> None:
        self._stay |= self._blank()

    def _blank(self) -> set[tuple[int | None, int]]:
        from core.filling.unused_rows import unused

        return {(self._open_form.id, row) for row in unused(self._document.evaluation)}
