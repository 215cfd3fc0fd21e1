"""A version's text on its way to be read by somebody else: a worker loads no archive for it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from core.archive import codec
from core.archive.errors import ArchiveError
from core.model.evaluation import Evaluation


class VersionText(Struct, frozen=True):
    """A version as its text in UTF-8, not read yet.

    ``rules``: the text of its rules, blank where untold.
    """

    evaluation: int
    number: int
    content: bytes
    digest: str
    rules: str
    checked: bool = False
    """It was found to be intact already."""

    @property
    def intact(self) -> bool:
        """Whether the text is the one that was saved."""
        return self.checked or codec.intact(self.content, bytes, self.digest)

    @property
    def form(self) -> Evaluation:
        """The form, read out of the text. Raises ``ArchiveError``."""
        return codec.decode(self._sound)

    @property
    def rows(self) -> list[tuple[str, str, Any]]:
        """Its rows alone, each behind the names of its levels. Raises ``ArchiveError``."""
        return codec.rows_of(self._sound)

    @property
    def _sound(self) -> bytes:
        if not self.intact:
            raise ArchiveError(not_as_saved(self.evaluation, self.number))
        return self.content


def not_as_saved(evaluation_id: int, number: int) -> str:
    """What is said of a text that is not the one that was saved."""
    return (
        f"第 {evaluation_id} 号自评表第 {number} 版与存档时的校验码不符，"
        "请打开较早的一版，或从备份恢复"
    )
