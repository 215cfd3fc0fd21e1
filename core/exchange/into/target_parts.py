"""A target in three columns: 指标性质, 指标值, 度量单位; an actual in two."""

from __future__ import annotations

from core.model.number import normalized
from core.regex import regex

_SIGN = regex(r"\s*(?:>=|<=|=>|=<|≥|≤|≧|≦|⩾|⩽|＞=|＜=|＞＝|＜＝|[>=<＞＝＜])\s*")
_FIGURE = regex(
    r"(?P<value>[-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?)\s*"
    r"(?P<unit>%|％|‰|[^\W\d_]{1,6}(?:[/／][^\W\d_]{1,4})*|℃|㎡)?"
)
_JUDGED = regex(r"\s*(?P<sign>定性)\s*[:：]?\s*(?=\S)")
_NO_UNIT = regex(r"[月日号]|年[^/／]|.*[以之左前内后底末余多起至到]")
"""What makes a deadline or a limit of a figure: 12月底前, 24小时内, 500人以上."""
SIGNS = {">=": "≥", "=>": "≥", "≧": "≥", "⩾": "≥", "<=": "≤", "=<": "≤", "≦": "≤", "⩽": "≤"}
"""Signs that are written in several ways, and how forms print them."""


def split_target(text: str, roles: set[str]) -> dict[str, str]:
    """The parts of a target for the columns that there are; nothing of the text is left out.

    What is no single figure, with or without a sign and a unit, is a value as it stands.
    """
    whole = text.strip()
    sign, value, unit = "", whole, ""
    match = _SIGN.match(whole)
    rest = whole[match.end() :] if match else whole
    figure = _FIGURE.fullmatch(rest.strip())
    judged = _JUDGED.match(whole)
    if figure is not None and not _names_no_unit(figure["value"], figure["unit"] or ""):
        sign = match.group().strip() if match else ""
        value, unit = figure["value"], figure["unit"] or ""
    elif match and "sign" in roles:
        sign, value = match.group().strip(), rest.strip()
    elif judged and "sign" in roles:
        sign, value = judged["sign"], whole[judged.end() :]
    parts = {"value": value}
    if "unit" in roles:
        parts["unit"] = unit
    else:
        parts["value"] += unit
    if "sign" in roles:
        parts["sign"] = canonical_sign(sign)
    else:
        parts["value"] = sign + parts["value"]
    return parts


def _names_no_unit(value: str, unit: str) -> bool:
    """Whether what follows a figure is more than a unit of it."""
    return bool(_NO_UNIT.match(unit)) or (unit == "年" and len(value) == 4)


def canonical_sign(sign: str) -> str:
    """A sign as forms print it: ≥ for >=."""
    plain = normalized(sign)
    return SIGNS.get(plain, plain if sign in {"＞", "＜", "＝"} else SIGNS.get(sign, sign))
