"""What goes to the printer or into a PDF: a form or its 评分底稿, as it is or for publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from core.assessment import assess
from core.filename import file_name
from core.model.evaluation import Evaluation
from core.output import OutputError, write_whole
from core.publication import for_publication
from core.scoring.profile import RuleProfile


class Paper(StrEnum):
    """Which of a form's papers."""

    FORM = "表格"
    ANNEX = "评分底稿"


@dataclass(frozen=True, slots=True)
class Printout:
    """One paper of one evaluation, scored by ``rules``; ``version`` only goes into the name.

    ``public``: without persons and phones.  ``draft``: 草稿 across each page of the form.
    """

    evaluation: Evaluation
    rules: RuleProfile
    paper: Paper = Paper.FORM
    public: bool = False
    draft: bool = False
    version: int = 0

    def pdf(self) -> bytes:
        """The file. Loads what draws it, so the first call takes longer."""
        from core.commands.paper import Wishes, annex_pdf, pdf

        if self.paper is Paper.ANNEX:
            form = for_publication(self.evaluation) if self.public else self.evaluation
            return annex_pdf(form, assess(form, self.rules), self.rules)
        wishes = Wishes(draft=self.draft, public=self.public)
        return pdf(self.evaluation, rules=self.rules, wishes=wishes)

    @property
    def name(self) -> str:
        """A sensible name: 单位_项目_年度_第3版.pdf."""
        parts = [
            "评分底稿" if self.paper is Paper.ANNEX else "",
            f"第{self.version}版" if self.version else "",
            "公开版" if self.public else "",
        ]
        return file_name(self.evaluation, "".join(f"_{part}" for part in parts if part) + ".pdf")


def write_all(
    numbers: Iterable[int], folder: Path, load: Callable[[int], Printout]
) -> Iterator[Path | OutputError]:
    """Write one file after the other; what comes of each, so that the caller can stop between.

    Two forms of the same name both come out: the second one gets （2）.
    """
    taken = set[str]()
    for number in numbers:
        printout = load(number)
        target = folder / _free(printout.name, taken)
        taken.add(target.name.casefold())
        try:
            write_whole(target, printout.pdf())
        except OutputError as error:
            yield error
        else:
            yield target


def _free(name: str, taken: set[str]) -> str:
    stem, found, count = Path(name).stem, name, 1
    while found.casefold() in taken:
        count += 1
        found = f"{stem}（{count}）.pdf"
    return found
