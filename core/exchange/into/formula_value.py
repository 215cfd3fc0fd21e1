"""What a bureau's formula comes to in the filled sheet, as far as it is of the usual kind.

Used to tell a difference to what the form says, and to leave a true result in the file. Whatever
is not known here has no value: Excel computes it when it opens the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal, DecimalException
from typing import Final

from core.exchange.sources.number_format import shown_number
from core.model.number import EXACT, ZERO, exact_sum
from core.regex import regex

Value = Decimal | str | bool | None
"""``None`` is a blank cell."""
At = tuple[int, int]

_TOKEN = regex(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)(?![A-Za-z])|(?P<text>\"(?:[^\"]|\"\")*\")"
    r"|(?P<function>[A-Za-z.]+)\(|(?P<word>TRUE|FALSE)(?![A-Za-z0-9])"
    r"|(?P<range>\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?)(?![A-Za-z0-9(!])"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>(),%]))"
)
_CELL = regex(r"\$?([A-Za-z]{1,3})\$?(\d+)")
_MOST_TOKENS: Final = 4_000
_DEEPEST: Final = 40
_MOST_CELLS: Final = 20_000


class UnknownFormulaError(Exception):
    """The formula is of a kind that is not computed here."""


class ErrorValueError(UnknownFormulaError):
    """The formula is known, and comes to an error in Excel too: #DIV/0!, #VALUE!."""


class FormulaValues:
    """Computes the formulas of one sheet. ``value`` gives a cell without a formula."""

    def __init__(self, formulas: Mapping[At, str], value: Callable[[At], Value]) -> None:
        self._formulas = formulas
        self._value = value
        self._known: dict[At, Value] = {}
        self._open: set[At] = set()
        self._left = _MOST_CELLS

    def of(self, at: At) -> Value:
        """What a cell shows. Raises ``UnknownFormulaError``."""
        if at not in self._formulas:
            return self._value(at)
        if at not in self._known:
            if at in self._open or len(self._open) >= _DEEPEST:
                raise UnknownFormulaError
            self._open.add(at)
            try:
                self._known[at] = _Parser(self._formulas[at], self).value()
            except (DecimalException, ValueError) as error:
                raise UnknownFormulaError from error
            finally:
                self._open.discard(at)
        return self._known[at]

    def cells(self, reference: str) -> list[Value]:
        """The values of a range. Raises ``UnknownFormulaError``."""
        first, _, last = reference.partition(":")
        top, left = _at(first)
        bottom, right = _at(last or first)
        self._left -= (bottom - top + 1) * (right - left + 1)
        if self._left < 0 or bottom < top or right < left:
            raise UnknownFormulaError
        rows, columns = range(top, bottom + 1), range(left, right + 1)
        return [self.of((row, column)) for row in rows for column in columns]


class _Parser:
    """Operators by their strength, as Excel has them."""

    def __init__(self, formula: str, values: FormulaValues) -> None:
        self._tokens = list(_tokens(formula))
        self._values = values
        self._place = 0
        self._depth = 0

    def value(self) -> Value:
        found = self._comparison()
        if self._place != len(self._tokens):
            raise UnknownFormulaError
        return found

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._place] if self._place < len(self._tokens) else ("end", "")

    def _take(self, *signs: str) -> str:
        kind, text = self._next()
        if kind == "sign" and text in signs:
            self._place += 1
            return text
        return ""

    def _comparison(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnknownFormulaError
        left = self._joined()
        while sign := self._take("=", "<>", "<", ">", "<=", ">="):
            left = _compared(left, sign, self._joined())
        self._depth -= 1
        return left

    def _joined(self) -> Value:
        left = self._sum()
        while self._take("&"):
            left = _text(left) + _text(self._sum())
        return left

    def _sum(self) -> Value:
        left = self._product()
        while sign := self._take("+", "-"):
            right = number_of(self._product())
            first = number_of(left)
            left = EXACT.add(first, right) if sign == "+" else EXACT.subtract(first, right)
        return left

    def _product(self) -> Value:
        left = self._power()
        while sign := self._take("*", "/"):
            right = number_of(self._power())
            if sign == "/" and right == ZERO:
                raise ErrorValueError
            first = number_of(left)
            left = EXACT.multiply(first, right) if sign == "*" else EXACT.divide(first, right)
        return left

    def _power(self) -> Value:
        left = self._signed()
        if self._take("^"):
            raise UnknownFormulaError
        return left

    def _signed(self) -> Value:
        if sign := self._take("+", "-"):
            value = self._signed()
            return number_of(value).copy_negate() if sign == "-" else value
        value = self._single()
        while self._take("%"):
            value = EXACT.divide(number_of(value), Decimal(100))
        return value

    def _single(self) -> Value:
        kind, text = self._next()
        self._place += 1
        if kind == "number":
            return Decimal(text)
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "word":
            return text.upper() == "TRUE"
        if kind == "range" and ":" not in text:
            return self._values.of(_at(text))
        if kind == "function":
            return self._function(text.upper())
        if kind == "sign" and text == "(":
            value = self._comparison()
            if self._take(")"):
                return value
        raise UnknownFormulaError

    def _function(self, name: str) -> Value:
        if name == "IF":
            return self._if()
        if name == "IFERROR":
            return self._if_error()
        arguments: list[list[Value]] = []
        while not self._take(")"):
            if arguments and not self._take(","):
                raise UnknownFormulaError
            arguments.append(self._argument(name))
        return _called(name, arguments)

    def _argument(self, function: str) -> list[Value]:
        kind, text = self._next()
        alone = self._tokens[self._place + 1 : self._place + 2] in (
            [("sign", ",")],
            [("sign", ")")],
        )
        if kind == "range" and alone and function not in _OF_ONE_VALUE:
            self._place += 1
            found = self._values.cells(text)
            return [v for v in found if not isinstance(v, (str, bool)) and v is not None] or [None]
        try:
            return [self._comparison()]
        except ErrorValueError as error:
            if function in _PASSING_ON:
                raise
            raise UnknownFormulaError from error

    def _if(self) -> Value:
        """Both branches are read; one that cannot be computed counts only where it is chosen."""
        condition = self._comparison()
        chosen: list[Value] = []
        for _ in range(2):
            if not self._take(","):
                chosen.append(False)
                continue
            chosen.append(self._branch())
        if not self._take(")"):
            raise UnknownFormulaError
        return _computed(chosen[0 if _truth(condition) else 1])

    def _if_error(self) -> Value:
        """The first argument, or the second where the first comes to an error."""
        first = self._branch()
        if not self._take(","):
            raise UnknownFormulaError
        instead = self._branch()
        if not self._take(")"):
            raise UnknownFormulaError
        return _computed(instead if first == _ERROR and isinstance(first, _Failed) else first)

    def _branch(self) -> Value:
        start, depth = self._place, self._depth
        try:
            return self._comparison()
        except UnknownFormulaError as error:
            self._depth = depth
            self._place = _behind(self._tokens, start)
            return _Failed(_ERROR if isinstance(error, ErrorValueError) else "")


class _Failed(str):
    """A branch that was not to be computed; ``_ERROR`` where Excel cannot compute it either."""

    __slots__ = ()


_ERROR: Final = "error"
_PASSING_ON: Final = {
    "SUM",
    "MIN",
    "MAX",
    "AVERAGE",
    "ABS",
    "ROUND",
    "ROUNDUP",
    "ROUNDDOWN",
    "TEXT",
    "N",
}
"""Functions that come to an error where an argument does."""


_OF_ONE_VALUE: Final = {"TEXT", "N"}
"""Functions that take a cell as it is, with its text."""
_SHOWING: Final = regex(r"(?:0|#,##0)(?:\.0{1,9})?%?")
"""Formats whose texts are the same in every program."""


def _computed(value: Value) -> Value:
    """A value that is one. Raises ``UnknownFormulaError``."""
    if isinstance(value, _Failed):
        raise ErrorValueError if value == _ERROR else UnknownFormulaError
    return value


def _tokens(formula: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    place, end = 0, len(formula.rstrip())
    while place < end:
        match = _TOKEN.match(formula, place)
        if match is None or len(found) >= _MOST_TOKENS:
            raise UnknownFormulaError
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        place = match.end()
    return found


def _behind(tokens: Sequence[tuple[str, str]], start: int) -> int:
    """The place of the comma or bracket that ends the argument beginning here."""
    depth = 0
    for place in range(start, len(tokens)):
        kind, text = tokens[place]
        if depth == 0 and kind == "sign" and text in {",", ")"}:
            return place
        depth += kind == "function" or (kind == "sign" and text == "(")
        depth -= kind == "sign" and text == ")"
    raise UnknownFormulaError


def _at(text: str) -> At:
    match = _CELL.fullmatch(text)
    if match is None:
        raise UnknownFormulaError
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def number_of(value: Value) -> Decimal:
    """A value as Excel counts with it. Raises ``UnknownFormulaError`` for a text.

    Excel counts with 5 in "5", and in a date; a text without any figure is an error there too.
    """
    if value is None:
        return ZERO
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, str):
        raise UnknownFormulaError if any(map(str.isnumeric, value)) else ErrorValueError
    return value


def _text(value: Value) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    raise UnknownFormulaError


def _truth(value: Value) -> bool:
    return number_of(value) != ZERO


def _compared(left: Value, sign: str, right: Value) -> bool:
    if isinstance(left, str) or isinstance(right, str):
        one = "" if left is None else left
        other = "" if right is None else right
        if sign not in {"=", "<>"}:
            raise UnknownFormulaError
        same = isinstance(one, str) and isinstance(other, str) and one.lower() == other.lower()
        return same == (sign == "=")
    first, second = number_of(left), number_of(right)
    answers = {"=": first == second, "<>": first != second, "<": first < second,
               ">": first > second, "<=": first <= second, ">=": first >= second}  # fmt: skip
    return answers[sign]


def _shown(value: Value, code: Value) -> Value:
    """What ``TEXT`` makes of a figure. Raises ``UnknownFormulaError``."""
    if not isinstance(code, str) or not _SHOWING.fullmatch(code):
        raise UnknownFormulaError
    return value if isinstance(value, str) else shown_number(number_of(value), code)


def _called(name: str, arguments: list[list[Value]]) -> Value:
    if name == "TEXT" and len(arguments) == 2:
        return _shown(arguments[0][0], arguments[1][0])
    if name == "N" and len(arguments) == 1:
        value = arguments[0][0]
        return ZERO if isinstance(value, str) else number_of(value)
    every = [number_of(value) for values in arguments for value in values if value is not None]
    simple: dict[str, Callable[[], Value]] = {
        "SUM": lambda: exact_sum(every),
        "MIN": lambda: min(every, default=ZERO),
        "MAX": lambda: max(every, default=ZERO),
        "AND": lambda: all(every),
        "OR": lambda: any(every),
        "COUNT": lambda: Decimal(len(every)),
    }
    if name in simple:
        return simple[name]()
    single = [values[0] for values in arguments if len(values) == 1]
    roundings = {"ROUND": ROUND_HALF_UP, "ROUNDUP": ROUND_UP, "ROUNDDOWN": ROUND_DOWN}
    if name in roundings and len(single) == 2:
        places = int(number_of(single[1]))
        if abs(places) > 20:
            raise UnknownFormulaError
        step = Decimal(1).scaleb(-places)
        number = number_of(single[0])
        return number.quantize(step, roundings[name], EXACT)
    if name == "ABS" and len(single) == 1:
        return number_of(single[0]).copy_abs()
    if name == "AVERAGE" and every:
        return EXACT.divide(exact_sum(every), Decimal(len(every)))
    raise UnknownFormulaError
