"""One fact, one card: the problems of a form that tell the same thing, put together for people.

A row that met its target and lost points is told by three or four rules, each for its own reason.
Programs get them all; a person reads the fact once, with what each rule adds to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from msgspec import Struct

from core.checks.examination import place_order
from core.checks.problem import Problem, Severity, Tone
from core.model.evaluation import ROOT, Evaluation, Fund, Indicator
from core.model.fields import label
from core.model.path import Path

_SCORE = (  # in the order in which they are told
    "score-over-points",
    "missed-but-full",
    "met-but-docked",
    "execution-score",
    "score-differs",
    "judgement-band",
    "deviation-missing",
)
_READING = ("unit-mismatch", "kind-mismatch", "operator-in-actual", "direction-doubtful")
_ROW_FACTS = (
    dict.fromkeys(_SCORE, "score")
    | dict.fromkeys(_READING, "reading")
    | {"field-missing": "unfilled", "funds-sum": "funds-sum"}
)
"""What the codes of one row are about."""

_FORM_FACTS = {"weights-split", "reason-repeated"}
"""One cause on several rows, and kept together."""

_KINDS = {"funds": Fund, "indicators": Indicator}
_POINTS = {("weights-total", "total_points"), ("printed-total", "total_points")}


Key = tuple[tuple[str, ...], Path]


class Card(Struct, frozen=True, dict=True):
    """The problems of one fact, as they are told; never empty.

    What counting and sorting ask of all cards at each key is found once.
    """

    problems: tuple[Problem, ...]

    @cached_property
    def lead(self) -> Problem:
        """The problem to go to: the first error (what is wrong first), else the first."""
        errors = [one for one in self.problems if one.severity is Severity.ERROR]
        return next((one for one in errors if not one.pending), (errors or self.problems)[0])

    @property
    def severity(self) -> Severity:
        """An error if any part is one."""
        return self.lead.severity

    @cached_property
    def tone(self) -> Tone:
        """That of the gravest part: while an error is pending, its doubts wait with it."""
        if self.severity is Severity.ERROR or self.lead.pending:
            return self.lead.tone
        return Tone.WARNING

    @property
    def unfilled(self) -> bool:
        """Whether it is an error only because something is still to be written (待填)."""
        errors = [one for one in self.problems if one.severity is Severity.ERROR]
        return bool(errors) and all(one.unfilled for one in errors)

    @property
    def wanting(self) -> str:
        """What is still to be written, in the names of the fields; for a sum, how it stands.

        Blank where the title names the field already.
        """
        fields = [one.path.field for one in self.problems if one.unfilled]
        if not fields:
            return self.lead.message
        kind = _KINDS.get(self.lead.place.partition("/")[0], Evaluation)
        first = [name for name in fields if name != "score"]  # the score follows from the others
        told = "、".join(label(kind, name) for name in first or fields)
        return "" if told == self.title else told

    @property
    def path(self) -> Path:
        """The field to go to."""
        return self.lead.path

    @property
    def title(self) -> str:
        """What it is about in the form's own words."""
        return self.problems[0].title

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that found it, each once."""
        return tuple(dict.fromkeys(problem.code for problem in self.problems))

    @property
    def key(self) -> Key:
        """What tells it from all others, and stays while figures change its sentences."""
        return self.codes, self.path

    @property
    def parts(self) -> tuple[str, ...]:
        """The sentences: the fact, then what the other rules add to it."""
        first, *others = self.problems
        told = [first.message]
        added = [problem.beside for problem in others if problem.beside]
        if added:
            told.append("；".join(added))
        told += [
            f"“{problem.title}”：{problem.message}"
            if problem.path.node != first.path.node
            else problem.message
            for problem in others
            if not problem.beside
        ]
        return tuple(dict.fromkeys(told))

    @property
    def remedy(self) -> str:
        """What to do in the field to go to, and about the fact where that is another."""
        return "；".join(dict.fromkeys((self.lead.remedy, self.problems[0].remedy)))

    @property
    def reason_path(self) -> Path | None:
        """The cell of the row where its remedy has the reason written, where it has."""
        wanted = self.lead.mended_by_reason or self.problems[0].mended_by_reason
        return Path(self.path.node, "deviation") if wanted else None

    @cached_property
    def kept(self) -> str:
        """The 说明 with which all of it may stand; blank while some part is not answered."""
        reasons = [problem.kept for problem in self.problems]
        return "；".join(dict.fromkeys(reasons)) if all(reasons) else ""


def cards(problems: Iterable[Problem]) -> tuple[Card, ...]:
    """All problems of a form as cards, in form order; each problem stands on exactly one."""
    found: dict[tuple[object, ...], list[Problem]] = {}
    problems = tuple(problems)
    unreckoned = _unreckoned(problems)
    total = any((one.code, one.place) in _POINTS and one.pending for one in problems)
    for problem in problems:
        fact = _fact(problem)
        if fact[0] == "reading" and problem.path.node in unreckoned:
            fact = ("unfilled", problem.path.node)
        elif problem.code == "weights-split" and problem.pending and total:
            fact = ("points",)  # one thing is waited for: points that are still to be given out
        found.setdefault(fact, []).append(problem)
    told = (_card(tuple(parts)) for parts in found.values())
    return tuple(sorted(told, key=lambda card: place_order(card.lead)))


@lru_cache(maxsize=4096)
def _card(parts: tuple[Problem, ...]) -> Card:
    """The card of these problems: the very same one as long as they are told alike."""
    return Card(tuple(sorted(parts, key=_telling)))


def counts(told: Iterable[Card]) -> tuple[int, int]:
    """How many errors, and how many warnings that nobody has answered, a person has before them.

    What is told as pending is neither.
    """
    errors = warnings = 0
    for card in told:
        tone = card.tone
        errors += tone is Tone.ERROR
        warnings += tone is Tone.WARNING and not card.kept
    return errors, warnings


def errors_in_words(told: Iterable[Card]) -> str:
    """``3 个错误（其中 2 个待填）``: lists count apart what is only still to be written."""
    errors = [card for card in told if card.tone is Tone.ERROR]
    unfilled = sum(card.unfilled for card in errors)
    among = "都是待填" if unfilled == len(errors) else f"其中 {unfilled} 个待填"
    return f"{len(errors)} 个错误" + (f"（{among}）" if unfilled else "")


def _fact(problem: Problem) -> tuple[object, ...]:
    code, node = problem.code, problem.path.node
    if code in _FORM_FACTS:
        return (code,)
    if (code, problem.place) in _POINTS:
        return ("points",)
    if node != ROOT and code in _ROW_FACTS:
        return (_ROW_FACTS[code], node)
    return (code, problem.place)


def _unreckoned(problems: Iterable[Problem]) -> set[int]:
    """Rows without a score because of how target and actual are written."""
    return {p.path.node for p in problems if p.code == "field-missing" and p.path.field == "score"}


def _telling(problem: Problem) -> tuple[int, int]:
    order = _SCORE.index(problem.code) if problem.code in _SCORE else 0
    return int(problem.unfilled), order
