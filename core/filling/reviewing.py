"""Forms that were read, as the clerk goes through them: corrected, chosen, looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from core.exchange.form_files import FormFile
from core.filling.approval import approve
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path as Field
from core.model.path import read
from core.quoting import one_line
from core.reading.form_map import Draft, Spot
from core.reading.review import ReviewLine, review_lines


class Reviewed(Struct):
    """One form of a file, with what the clerk has done to it so far.

    ``lines`` are those of the draft; ``text_of`` says what stands there now. ``double``: the
    archive has one of the same project, unit and year, or another form of this import is one.
    ``fillable``: what the archive has of it is a draft, into which this can be filled.
    """

    file: FormFile
    draft: Draft
    form: Evaluation
    lines: tuple[ReviewLine, ...]
    double: bool = False
    fillable: bool = False
    _looked: set[int] = field(default_factory=set)

    @property
    def path(self) -> Path:
        """The file it was read from."""
        return self.file.path

    @property
    def title(self) -> str:
        """The project in one line."""
        return one_line(self.form.project) or "未命名项目"

    @property
    def doubts(self) -> int:
        """How many lines are doubtful or left over."""
        return sum(bool(line.doubt) for line in self.lines)

    @property
    def unseen(self) -> int:
        """How many of them nobody has looked at yet."""
        return sum(bool(line.doubt) for at, line in enumerate(self.lines) if at not in self._looked)

    @property
    def first_unseen(self) -> int | None:
        """The first of them; ``None`` where all were looked at."""
        lines = enumerate(self.lines)
        return next((at for at, line in lines if line.doubt and at not in self._looked), None)

    def text_of(self, at: int) -> str:
        """What stands in a line now."""
        line = self.lines[at]
        return line.text if line.path is None else read(self.form, line.path)

    def lines_at(self, stands_there: Callable[[Spot], bool]) -> list[int]:
        """The lines that were read from a place of the file."""
        lines = enumerate(self.lines)
        return [at for at, line in lines if any(map(stands_there, line.spots))]

    def is_seen(self, at: int) -> bool:
        """Whether the clerk has looked at a line."""
        return at in self._looked

    def look(self, at: int) -> None:
        """The clerk looks at a line."""
        self._looked.add(at)

    def approve(self, day: date) -> None:
        """What was read are approved targets: they are locked from now on."""
        self.form = apply(self.form, approve(day.isoformat()))

    def correct(self, at: int, text: str) -> None:
        """Another text for a line; one that has no place in the form takes none."""
        path: Field | None = self.lines[at].path
        if path is not None:
            self.form = apply(self.form, SetField(path, text))

    @property
    def corrected(self) -> int:
        """How many lines have another text than was read."""
        return sum(self.text_of(at) != line.text for at, line in enumerate(self.lines))


def next_doubt(forms: Sequence[Reviewed], at: int, line: int) -> tuple[int, int] | None:
    """The next doubtful line below one of a form, in that or the next forms: its form and line.

    After the last comes the first; ``None`` where nothing is doubtful.
    """
    places = [
        (number, row)
        for number, form in enumerate(forms)
        for row, one in enumerate(form.lines)
        if one.doubt
    ]
    later = (place for place in places if place > (at, line))
    return next(later, places[0] if places else None)


def reviewed(file: FormFile) -> tuple[Reviewed, ...]:
    """The forms of a file, as they were read."""
    return tuple(
        Reviewed(file, draft, draft.evaluation, review_lines(draft)) for draft in file.drafts
    )
