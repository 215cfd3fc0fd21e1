"""Whether the figure of an 实际完成值 is what the target asks for, by the words around it.

差5人, 计划100人, 去年100人, 增长3% hold figures, but not the number that was reached: to compare
them would put a false score on paper.  Where the words leave a doubt, the clerk decides.
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from core.model.number import EXACT
from core.quoting import quoted
from core.regex import regex
from core.values.direction import Direction, change_in
from core.values.names import is_rate, told_by_name
from core.values.parser import labels_of
from core.values.target_syntax import Comparison, Interval, Quantity, Reading, Several
from core.values.telling import Place, Sort, Way
from core.values.units import PERCENT, measure
from core.values.wording import squeezed

_YEAR = regex(r"(?P<year>(?:19|20)\d{2})年度?(?:内|全年)?", needs="年")
_FIGURE = regex(r"\d[\d,]*(?:\.\d+)?")
_LEADS = (
    (
        "与目标相差的数",
        regex(
            r"(?:^|[,、已还尚仍相仅只])(?P<word>差|缺少?|少)(?:了|约)?$"
            r"|^(?P<short>少)(?!数|年|儿|先|林|量)|(?P<left>剩余|剩下|余下|尚余|尚欠|仍有|还有|还剩)"
            r"|(?P<need>[还尚仍]需|需补|欠缺|^距)"
            r"|(?:比|较|低于|高于|少于|多于|大于|小于)[原年初度既定]*(?P<plan>计划|目标|预期|任务|预算|概算|指标)"
        ),
    ),
    (
        "与别的数相差的数",
        regex(
            r"(?:^|[,、])(?P<word>高|低|多)(?:出|了)?$"
            r"|(?:比|较)[^\d]{0,6}(?P<off>高|低|多|少)(?:出|了)?$",
            needs="高低多少",
        ),
    ),
    ("节约下来的数", regex(r"(?P<word>节约|节省|节余|结余|结转)", needs="节结")),
    ("超出目标的数", regex(r"(?P<word>超额|超支|超出|超计划|超目标|超预算|超概算|多完成|多出)")),
    (
        "没有完成的数",
        regex(
            r"^(?:尚|还|仍|暂)?(?P<word>未|待(?!遇)|正在)"
            r"|(?P<off>取消|撤销|退回|暂停|中止|终止|放弃|不合格|不达标|缺席|缺考|请假|流失|退出|注销"
            r"|转出|调出|剔除|扣除|排除|不含(?!税)|漏报|误报|虚报|重复|[核调]减(?![至到为]))"
            r"|(?P<only>报名|符合条件)$"
        ),
    ),
    ("一部分的数", regex(r"^(?P<word>其中)", needs="其")),
    (
        "提前或延误的时间",
        regex(r"(?P<word>提前|提早|延期|延误|延迟|延后|推迟|逾期|超期|超时|滞后|拖延|晚了)"),
    ),
    (
        "别的年度的数",
        regex(
            r"(?<![较比与同])(?P<word>去年|上年|往年|以前年度|明年|下年)"
            r"|(?P<years>历年|近?[两三四五六十]年(?!级|制|期))"
        ),
    ),
    (
        "计划的数",
        regex(r"^原?(?P<word>计划|拟|预计|预期|预估|将|力争|争取|目标|应完成|应[培发建检到收参])"),
    ),
)
"""What the words before a figure can say that it is."""
_TAIL = regex(
    r"(?:还|尚|仍|暂|均)?(?P<word>未(?!超|逾|发生|出现|发现|收|受)|没有?(?!超|发生|出现|发现)"
    r"|不合格|不达标|不符合|缺席|缺考|退出|流失|放弃|取消|待[完培验发建支整办]|正在|在建|在途"
    r"|(?<=\()(?:计划|预计|目标|拟|暂估|估算|上年|去年)[^\d()]*(?=\)))"
)
_EXCEEDS = "超出目标的数"
_NO_LESS = regex(r"以上|不低于|不少于|不小于|至少|最少|最低|下限")
_NO_MORE = regex(r"以[内下]|之内|不超[过出]|不高于|不多于|不大于|至多|最多|最高|封顶|上限")
"""Words that bound a figure on one side only. (达到, 提高到 name the figure that was reached.)"""
_NO_DAY_REACHED = frozenset({"计划的数", "没有完成的数"})
_SPEAKS_OF_CHANGE = regex(r"[增减降升缩扩节压涨]")
_TWICE = Decimal(2)


class Answer(Struct, frozen=True):
    """What a figure is instead of the number reached, and the word that says so."""

    what: str
    word: str


def another_figure(actual: str) -> Answer | None:
    """What the words around a figure say that it is, where that is not the number reached."""
    plain = _YEAR.sub("", squeezed(actual))
    figure = _FIGURE.search(plain)
    if figure is None:
        return None
    lead, tail = plain[: figure.start()], plain[figure.end() :]
    for what, pattern in _LEADS:
        if match := pattern.search(lead):
            return Answer(what, next(filter(None, match.groups())))
    match = _TAIL.search(tail)
    return Answer("没有完成的数", match["word"]) if match else None


def is_day_reached(actual: str) -> bool:
    """Whether the date in an actual is the day of what was done, not of a plan or of a lack."""
    other = another_figure(actual)
    return other is None or other.what not in _NO_DAY_REACHED


def depends_on_name(target: str, actual: str, asked: Quantity, done: Comparison) -> bool:
    """Whether a name may decide if this figure answers that target."""
    if measure(asked.unit).per != measure(done.quantity.unit).per:
        return True
    if change_in(target) or change_in(actual) or _YEAR.search(squeezed(actual)):
        return True
    return done.embedded and (another_figure(actual) is not None or bool(_rate_before(actual)))


_EACH = regex(r"各(?:自|完成|开展|举办|组织|进行)*[≥≤<>=]?\d", needs="各")
"""春节、中秋各1次: of one of several, and 2次 is of all."""


def beside_the_point(
    target: Comparison | Interval,
    texts: tuple[str, str],
    done: Comparison,
    name: str,
    year: int | None,
) -> str:
    """Why a figure does not answer the target, whatever the two figures are; else blank."""
    target_text, actual = texts
    asked, answered = change_in(target_text) or change_in(name), change_in(actual)
    shown = quoted(actual)
    if asked == "下降" and not answered and done.quantity.value < 0:
        return f"目标是下降，完成值“{shown}”是负数，由填表人核对并给分"
    if asked and answered and asked != answered:
        return f"目标是{asked}，完成值写的是{answered}，由填表人核对并给分"
    if isinstance(target, Comparison) and _may_be_level(target, target_text, answered, done, name):
        said = change_in(target_text)
        return (
            f"目标是{said}多少，完成值“{shown}”看不出是{said}的数还是现在的数，由填表人核对并给分"
        )
    if (each := bool(_EACH.search(squeezed(target_text)))) != bool(_EACH.search(squeezed(actual))):
        which = "指标值" if each else "完成值"
        return f"{which}写的是各多少，另一边不是，由填表人核对并给分"
    written = {match["year"] for match in _YEAR.finditer(squeezed(actual))}
    if len(written) == 1 and year is not None and int(written.pop()) != year:
        return f"完成值“{shown}”写的不是本年度，由填表人核对并给分"
    return ""


def _may_be_level(
    target: Comparison, text: str, answered: str, done: Comparison, name: str
) -> bool:
    """Whether a change is asked for and the answer may be what it has come to: 减少50件 → 620件."""
    asked = change_in(text)
    if not asked or answered or change_in(name) or done.quantity == target.quantity:
        return False
    goal, value = target.quantity, done.quantity
    if measure(value.unit).base == PERCENT and (not is_rate(name) or "点" in value.unit):
        return False  # the number of something rises by so many percent
    return asked == "下降" or value.value > EXACT.multiply(goal.value, _TWICE)


def doubtful_answer(
    direction: Direction | None, texts: tuple[str, str], done: Comparison, name: str, *, met: bool
) -> str:
    """Why a figure that was compared may be another one than the number reached; else blank."""
    target_text, actual = texts
    operator = direction.operator if direction else None
    rising = operator is None or not operator.falling
    shown = quoted(actual)
    answered = change_in(actual)
    if answered and not (change_in(target_text) or _SPEAKS_OF_CHANGE.search(target_text + name)):
        level = measure(done.quantity.unit).base != PERCENT or is_rate(name)
        if level and not (rising and answered == "增长" and met):
            return f"完成值“{shown}”写的是{answered}，目标不是，由填表人核对并给分"
    if met and done.in_words and (_NO_LESS, _NO_MORE)[rising].search(squeezed(actual)):
        return f"完成值“{shown}”只写了一头，看不出是否达到，由填表人核对并给分"
    if not done.embedded:
        return ""
    other = another_figure(actual)
    if other and other.word not in target_text + name:
        enough = other.what == _EXCEEDS and rising and met
        if not enough:
            return f"完成值“{shown}”像是{other.what}，由填表人核对并给分"
    return _other_rate(actual, name, rising=rising, shown=shown) if operator else ""


def answers_in_order(
    target: Several, target_text: str, done: Reading, actual: str
) -> tuple[Comparison, ...] | None:
    """The figures that answer those of a target, in its order; ``None`` where that is not clear.

    专职2人、兼职10人 is answered by 兼职12人、专职2人, each by what bears its name, and
    2个村、300户 by 300户、2个村, each by its unit.
    """
    if not isinstance(done, Several) or len(done.parts) != len(target.parts):
        return None
    asked, given = labels_of(target_text), labels_of(actual)
    if not len(asked) == len(given) == len(target.parts):
        return None
    answers = list(zip(given, done.parts, strict=True))
    units = [part.quantity.unit for part in target.parts]
    by_unit = {part.quantity.unit: (name, part) for name, part in answers}
    if len(by_unit) == len(units) and by_unit.keys() == set(units):
        answers = [by_unit[unit] for unit in units]
    if all(_may_be_one(label, name) for label, (name, _) in zip(asked, answers, strict=True)):
        return tuple(part for _, part in answers)
    order = [[at for at, name in enumerate(given) if _may_be_one(label, name)] for label in asked]
    if not all(asked) or not all(given) or any(len(found) != 1 for found in order):
        return None
    (*places,) = (found[0] for found in order)
    return tuple(done.parts[at] for at in places) if len(set(places)) == len(places) else None


def _may_be_one(one: str, other: str) -> bool:
    return one in other or other in one


def _other_rate(actual: str, name: str, *, rising: bool, shown: str) -> str:
    """不合格率3% does not answer 合格率≥95%."""
    rate = _rate_before(actual)
    if not rate or rate in name:
        return ""
    what = _RATE_NOUN.sub("", rate)[-_NOUN:]
    way = told_by_name(rate, Sort.RATE, Place.OTHER).way
    other = is_rate(name) and what not in name
    if not other and (way is None or (way is Way.RISING) == rising):
        return ""
    return f"完成值“{shown}”写的是{rate}，不是本指标的数，由填表人核对并给分"


_RATE_NOUN = regex(r"(?:率|比例|占比|度)$")
_NOUN = 2
_RATE = regex(r"(?P<rate>[^\d,、:(]{1,12}(?:率|比例|占比|满意度))[为达到是约:]*$", needs="率比满")


def _rate_before(actual: str) -> str:
    plain = squeezed(actual)
    figure = _FIGURE.search(plain)
    match = _RATE.search(plain[: figure.start()]) if figure else None
    return match["rate"] if match else ""
