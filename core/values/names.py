"""What an indicator's name tells of its figure: whether more or less of it is better.

A name is read from its end, since its last noun says what is measured: 投诉率 falls, 投诉处理率
rises. The words and their directions are data (``core.values.vocabulary``); here is how a name is
put together: decoration around it, a noun of number or rate at its end, a word that turns it round.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from core.model.number import normalized
from core.regex import regex
from core.values.dealings import dealt_with, lowered
from core.values.telling import SILENT, Place, Sort, Telling, Way
from core.values.vocabulary import Vocabulary, vocabulary

_LONGEST = 120
_BRACKETS = regex(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")
_QUOTES = regex(r"[\"'“”‘’「」『』《》<>〈〉]")
_LEADING = regex(
    r"^(?:[★☆●◆■▲※*#·]|(?:三级)?指标[\d一二三四五六七八九十]{0,2}[:.、]|\d{1,2}(?:[.、:]|(?=[^\d.%年月日个天]))"
    r"|[一二三四五六七八九十]{1,2}[、.]|其中[:,]?|是否|[、.,:;-]"
    r"|全[省市县区镇乡村校院局](?![场面域性])|(?:19|20)\d{2}年度?|本?年度|当年|辖区内?"
    r"|(?:有效|进一步|逐步|不断|持续|切实|大力|全面|显著|明显|逐年)(?=[降减缩压提防预遏避化控增改消]))+"
)
_TRAILING = regex(
    r"(?:[-—:;,.。、;*/%‰≥≤=≧≦]|等|(?<=.)(?:情况|状况|现象|指标值?|目标值?|数据|元|万元))+$"
)

_RATES = ("百分比", "百分率", "百分点", "比率", "占比", "比例", "比重", "率", "比")
_COUNTS = tuple(
    (  # noqa: SIM905  (words read better as lines of words)
        "总数量 数量 总数 个数 次数 起数 件数 人次数 人数 人次 例数 户数 户次 宗数 单数 头数 "
        "只数 项数 处数 台数 套数 条数 期数 场次 场数 批次 篇数 份数 册数 株数 里程 长度 "
        "面积 体积 容量 总量 数额 总额 金额 发生 规模 指数 强度 天数 人员 人口 家庭 对象 "
        "幅度 余额 存量 群众 企业 平均浓度 年均浓度 浓度 程度 水体 用户 系数 册次 数 量 额 度 性 "
        "次 起 件 人 例 处 户 "
        "家"
    ).split()
)
_NOUNS = sorted((*_RATES, *_COUNTS), key=len, reverse=True)
_ALWAYS_SHORT = ("时限", "工期", "耗时", "用时", "历时", "周期", "时滞", "提速", "发车间隔")
_MONTHS = ("月数", "月份")
"""Nothing that should be quick is counted in them."""
_LASTING = ("时长", "天数", "日数", "年数", "小时数", "期限", "航时", "课时", "学时", "展期")
"""Under 时效指标 too these may be of what should last."""
_ALWAYS_LONG = ("年限", "寿命", "质保期", "保修期", "有效期", "保质期", "无故障时间")
_SHARE = regex(r"(?P<of>.{2,}?)占(?![比用地道有补压位]).+", needs="占")
_BESIDE = regex(r"(?<=.)(?:低于|高于|优于|劣于|超过|超出)", needs="低高优劣超")
_AS_GOOD = regex(r"达到[或和及]?(?:优|好)于", needs="优好")
"""达到或优于Ⅲ类水体比例."""
_TIMES = regex(
    "(?:时间|时长|时限|时数|工期|周期|天数|日数|期限|年限|耗时|用时|历时|小时数?|月数|月份|年数|间隔|期|日|时|寿命)$"
)


@lru_cache(maxsize=4096)
def head_of(name: str) -> str:
    """A name without brackets, numbering and what stands around it: what its end says, counts."""
    plain = "".join(normalized(name[-_LONGEST:]).split())
    for _ in range(3):
        plain = _BRACKETS.sub("", plain)
    plain = _QUOTES.sub("", plain)
    plain = _LEADING.sub("", plain)
    return _TRAILING.sub("", plain)


@lru_cache(maxsize=8192)
def told_by_name(name: str, sort: Sort, place: Place) -> Telling:
    """Which way a name tells for a figure of this sort under this second level."""
    head = head_of(name)
    if not head:
        return SILENT
    words = vocabulary()
    timed = _TIMES.search(head) is not None
    if sort is Sort.TIME or (timed and sort is Sort.BARE):
        return _of_time(head, place, words)
    telling = _of_amount(head, sort, place, words)
    if telling == SILENT and (wrong := words.wrong.beginning(head) or _undone(head)):
        return Telling(None, wrong)
    return telling


def _undone(head: str) -> str:
    """应收未收: what should have been done and was not."""
    match = _NOT_DONE.match(head)
    return match[0] if match else ""


def is_unwanted(name: str) -> bool:
    """Whether a name is of something that nobody wants."""
    return told_by_name(name, Sort.COUNT, Place.OTHER).way is Way.FALLING


def may_be_unwanted(name: str) -> bool:
    """Whether a name is of something that nobody wants, or that may be either (处罚)."""
    return is_unwanted(name) or bool(_at_end(head_of(name), vocabulary().either.ending)[0])


def is_rate(name: str) -> bool:
    """Whether a name is of a rate or of satisfaction, which nobody counts in pieces."""
    return head_of(name).endswith((*_RATES, "满意度", "率"))


def names_harm(noun: str) -> bool:
    """Whether a noun (事故, 重大差错) is of something that nobody wants."""
    return bool(_at_end(head_of(noun), vocabulary().falling.ending)[0])


def _of_time(  # noqa: PLR0911  (one rule a line, the surest first)
    head: str, place: Place, words: Vocabulary
) -> Telling:
    """A duration: how long something takes should be short, how long it lasts long."""
    if changed := _changed(head, place, words):
        return changed
    if always := _always(head, words):
        return always
    if head.endswith("间隔") and not words.long.ending(head).endswith("间隔"):
        return SILENT  # 巡检间隔
    stem = _TIMES.sub("", head) or head
    short, long = words.short.ending(stem), words.long.ending(stem)
    falling, rising = words.falling.ending(stem), words.rising.ending(stem)
    if len(long) > len(short) and len(long) >= len(falling):
        return Telling(Way.RISING, long)
    if short:
        return Telling(Way.FALLING, short)
    if falling:
        return Telling(Way.FALLING, falling)
    if rising and head.endswith(("天数", "日数")):
        return Telling(Way.RISING, rising)
    if place is Place.TIMELY and not head.endswith(_LASTING):
        return Telling(Way.FALLING, "时效")
    return SILENT


def _always(head: str, words: Vocabulary) -> Telling | None:
    """What its last word alone tells: 工期, 质保期, 补助月数."""
    for last, way in ((_ALWAYS_SHORT, Way.FALLING), (_ALWAYS_LONG, Way.RISING)):
        if head.endswith(last):
            return Telling(way, head[-4:])
    if head.endswith(_MONTHS) and not words.falling.ending(_TIMES.sub("", head)):
        return Telling(Way.RISING, head[-2:])
    return None


def _changed(head: str, place: Place, words: Vocabulary) -> Telling | None:
    """By how much a time is cut: 办理时间缩短 2天, 审批时限压缩天数, 提前天数."""
    if found := words.falls.beginning(head) or words.lowers.beginning(head):
        return Telling(None, found)  # 缩短办理时间 5天: by 5, or to 5?
    if "提前" in head:
        return Telling(Way.RISING, "提前")
    cut = next(filter(None, map(words.falls.ending, _stems(_TIMES.sub("", head)))), "")
    if not cut:
        inside = next((word for word in words.falls.words if word in head), "")
        return Telling(None, inside) if inside else None  # 有效缩短通行时间
    whole = _of_time(head[: head.rindex(cut)], place, words)
    return Telling(Way.RISING if whole.way is Way.FALLING else None, cut)


def _of_amount(head: str, sort: Sort, place: Place, words: Vocabulary) -> Telling:
    """A number, a rate or a sum, by the longest word that fits the end of the name."""
    if good := _AS_GOOD.search(head):
        return Telling(Way.RISING, good[0])
    if beside := _BESIDE.search(head):
        return Telling(None, beside[0])  # 成本低于市场价 5%: below it, by how much?
    rate = sort is Sort.RATE or head.endswith(_RATES)
    if rate and (found := words.ends.beginning(head)) and head != found:
        after = _plain_sense(head[len(found) :], words, place)
        return Telling(None, found) if after is Way.FALLING else _told(head, words, place)
    telling = _told(head, words, place)
    if telling.way is Way.FALLING and rate:
        telling = lowered(head, telling, words)
    elif telling.way is Way.FALLING:
        telling = dealt_with(head, telling, words, place)
    if place is Place.COST and telling.way is Way.RISING and not rate:
        return _costing(head, sort, telling, words)
    return telling


def _costing(head: str, sort: Sort, telling: Telling, words: Vocabulary) -> Telling:
    """Under 成本指标 an amount is what something costs: 设备购置 20万元, 安保服务 50元/人.

    Only what is earned or saved rises; a number of things (购置数量, 12台) does as elsewhere.
    """
    word, paid = telling.word, bool(words.payment.ending(head))
    counted = not head.endswith(word) and not paid
    if sort not in {Sort.MONEY, Sort.BARE} or (sort is Sort.BARE and counted):
        return telling
    if any(word in one.words for one in (words.falls, words.lowers, words.grows, words.earned)):
        return telling
    if word in words.settled.words and not paid:
        return Telling(None, word)  # 投资完成 1000万元: spent, or how much is done?
    if sort is Sort.BARE and counts_things(head, sort):
        return Telling(None, word)  # 培训 12: how many, or what they cost?
    return SILENT


def _told(head: str, words: Vocabulary, place: Place) -> Telling:
    """The sense of a name by its last noun, with a change of it taken into account."""
    stem = _without_rate(head, words)
    if head.endswith(_RATES) and (share := _SHARE.match(stem)):
        stem = head = share["of"]  # 物流费用占GDP比率: a share of the first in the second
    fallen = next((one for one in _stems(stem) if words.falls.ending(one)), "")
    if fallen and (changed := words.falls.ending(fallen)):
        less = _AGAINST.sub("", fallen[: -len(changed)])
        kept = _at_end(less, words.kept.ending)[0]
        wanted = kept or _way_of_changing(less, words, place) is Way.RISING
        return Telling(None, kept) if wanted else Telling(Way.RISING, changed)
    if grown := _grown(stem, words, place):
        return grown
    if head.endswith(("控制率", "控制")):
        return _controlled(head, words, place)
    word, way = _sense(head, words, place)
    return Telling(way, word)


def _without_rate(head: str, words: Vocabulary) -> str:
    for rate in _RATES:
        known = words.rising.ending(head) or words.falling.ending(head)
        if head.endswith(rate) and not known:
            return head[: -len(rate)]
    return head


_AGAINST = regex(
    r"(?:同比|环比|[较比与](?:上|去|上一)年度?(?:同期)?|[较比与](?:同期|基期)|年均|逐年|平均)+$",
    needs="同环较比与年平",
)
"""投诉量同比增长率: what the change is measured against."""


def _way_of_changing(what: str, words: Vocabulary, place: Place) -> Way | None:
    """Whether more or less of what changes is better: 停机时间, 合格率."""
    if _TIMES.search(what):
        return _of_time(what, place, words).way
    return _plain_sense(what, words, place)


def _grown(stem: str, words: Vocabulary, place: Place) -> Telling | None:
    """What grows: the more the better, unless it is something that nobody wants."""
    if (changed := words.grows.ending(stem)) and not words.falling.ending(stem):
        before = _AGAINST.sub("", stem[: -len(changed)])
        if before.endswith(("排名", "名次", "位次")):
            return Telling(Way.RISING, changed)  # to the front
        known, way = _sense(before, words, place)
        if place is not Place.COST and len(words.payment.ending(before)) > len(known):
            return SILENT  # 教育经费增长率
        falling = (way or _way_of_changing(before, words, place)) is Way.FALLING
        return Telling(Way.FALLING if falling else Way.RISING, changed)
    for one in _stems(stem):
        if (changed := words.grows.ending(one)) and _plain_sense(
            one[: -len(changed)], words, place
        ) is Way.FALLING:
            return Telling(Way.FALLING, changed)  # 碳排放增加量
    return None


_LIMITED = ("量", "规模", "额", "数", "强度", "浓度", "编制")


def _controlled(head: str, words: Vocabulary, place: Place) -> Telling:
    """控制率 of cost, spending or staff stays below; of a disease or a fire it should be high."""
    stem = head.removesuffix("率").removesuffix("控制").removesuffix("有效")
    if head.endswith("控制") and stem.endswith(_RATES):
        return _told(stem, words, place)  # 漏损率控制: the rate itself
    rate, word = head.endswith("率"), "控制率" if head.endswith("率") else "控制"
    if words.spending.ending(stem) or (not rate and stem.endswith(_LIMITED)):
        return Telling(Way.FALLING, word)  # 污染物总量控制 500吨
    if not rate and words.amounts.ending(stem):
        return Telling(None, word)
    if words.harm.ending(stem) or _at_end(stem, words.falling.ending)[0]:
        return Telling(Way.RISING, word)
    return Telling(Way.FALLING, word) if place is Place.COST else SILENT


def _plain_sense(head: str, words: Vocabulary, place: Place) -> Way | None:
    return _sense(head, words, place)[1]


def _sense(head: str, words: Vocabulary, place: Place) -> tuple[str, Way | None]:
    """The longest word at the end of a name and its way, turned round by a negation before it."""
    word, stem = _at_end(head, lambda text: max(_endings(text, words, place), key=len, default=""))
    if not word:
        return "", None
    before = stem[: -len(word)]
    if word in words.things.words and (marred := _marred(before, words, place)):
        return marred + word, Way.FALLING
    if word in words.rising.words:
        plain = word in words.works.words or word in words.routine.words
        late = words.late.ending(before) and (plain or not words.acts.ending(word))
        negated = any(map(words.negations.ending, (before, _HOW.sub("", before))))
        turned = late or negated or words.undue.ending(before)
        way = Way.FALLING if turned else Way.RISING
    elif word not in words.falling.words | words.costs.words and not (
        place is Place.COST and word in words.payment.words
    ):
        return "", None  # a thing, of which nothing is said
    else:
        denied = words.negations.ending(before) not in {"", "不"}
        way = Way.RISING if denied and head.endswith(_RATES) else Way.FALLING
    return word, way


_HOW = regex(r"(?:及时|[按如准]时|[按如]期|按规定|按要求|依法|有效|完全|全部|[全足]额|规范|正常)+$")
"""未及时响应率, 未足额发放率."""


def _marred(before: str, words: Vocabulary, place: Place) -> str:
    """What before a thing makes it one that nobody wants: 闲置, 未完成."""
    if adverse := words.adverse.ending(before):
        return adverse
    done = words.rising.ending(before)
    return done if done and _plain_sense(before, words, place) is Way.FALLING else ""


def _endings(text: str, words: Vocabulary, place: Place) -> list[str]:
    lists = [words.falling, words.rising, words.costs, words.things]
    if place is Place.COST:
        lists.append(words.payment)
    return [word for one in lists if (word := one.ending(text))]


def _at_end(head: str, ending: Callable[[str], str]) -> tuple[str, str]:
    """The word at the end of a name, and the name up to there: nouns of number are taken off.

    Of the words that show when more and more of them are off, the one that reaches furthest back
    counts: 处分数 is a number of 处分, no 分数.
    """
    found = ("", head)
    for stem in _stems(head):
        word = ending(stem)
        if word and (not found[0] or len(stem) - len(word) < len(found[1]) - len(found[0])):
            found = (word, stem)
    return found


@lru_cache(maxsize=8192)
def _stems(head: str) -> tuple[str, ...]:
    """A name with none, one, two … nouns of rate and number taken off its end, longest first."""
    found = [head]
    for stem in found:
        found += (
            shorter
            for noun in _NOUNS
            if stem.endswith(noun) and (shorter := stem[: -len(noun)]) and shorter not in found
        )
        if len(found) > _MOST_STEMS:
            break
    return tuple(sorted(found, key=len, reverse=True))


_MOST_STEMS = 12


_NOT_DONE = regex(r"应(.{1,2})未\1", needs="未")
_DISTANCES = ("半径", "距离", "间距", "间隔", "高度", "深度", "温度", "湿度")


def counts_things(name: str, sort: Sort) -> bool:
    """Whether a name without a known word is still a number of things done: 惠及村民, 新建岗亭.

    A count alone tells nothing (跳闸 5次, 讲师 5人): who knows neither word is to ask.
    """
    head, words = head_of(name), vocabulary()
    if sort in {Sort.RATE, Sort.TIME} or head.endswith((*_RATES, *_DISTANCES)):
        return False
    return bool(words.deeds.beginning(head))
