"""Every shape in which targets and actuals are really written has one defined reading."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.values.parser import parse
from core.values.target_syntax import (
    Blank,
    Comparison,
    Deadline,
    Interval,
    Reading,
    Recurring,
    Several,
    Wording,
)

# text -> reading. "?" is an operator that was not written; "w" one in words; "e" a figure taken
# out of a sentence; "x" a deadline that ends before what it names.
READINGS = """
=100%                                | = 100 %
= 100 %                              | = 100 %
═ 100 %                              | = 100 %
＝１００％                            | = 100 %
（空）                                | blank
—                                    | blank
/                                    | blank
6000平方米                            | ? 6000 平方米
25TB                                 | ? 25 TB
12个                                  | ? 12 个
300 公里                              | ? 300 公里
100%                                 | ? 100 %
2%                                   | ? 2 %
≥95%                                 | ≥ 95 %
≥ 95 %                               | ≥ 95 %
100                                  | ? 100
43.2                                 | ? 43.2
12.5                                 | ? 12.5
已完成                                | words
效果明显                              | words
市级保护单位                           | words
在项目计划完成时间内完成                 | words
≥50个                                 | ≥ 50 个
≥8400元                               | ≥ 8400 元
≥266米                                | ≥ 266 米
≧ 735 人次                            | ≥ 735 人次
20万元                                | ? 20 万元
45万                                  | ? 45 万
15万元。                              | ? 15 万元
>90%                                 | > 90 %
>=99%                                | ≥ 99 %
>=500人                               | ≥ 500 人
=>95%                                | ≥ 95 %
=<95%                                | ≤ 95 %
≥=95%                                | ≥ 95 %
≥100百分比                            | ≥ 100 百分比
>= 98 %(百分比)                       | ≥ 98 %(百分比)
≧ 100 %                              | ≥ 100 %
≤90万元                               | ≤ 90 万元
≤10次                                 | ≤ 10 次
≤5%                                  | ≤ 5 %
≤ 30 万元                             | ≤ 30 万元
≤4                                   | ≤ 4
=8个                                  | = 8 个
=56人                                 | = 56 人
≥200                                 | ≥ 200
400元/人、天                           | ? 400 元/人、天
2020年                                | by 2020
2020年全年。                          | by 2020
9月前                                 | by 9 x
11月前                                | by 11 x
98%以上                               | ≥ 98 % w
辖区企业满意率达95%以上。               | ≥ 95 % w e
是                                    | words
2023年12月                            | by 2023-12
2021年底                              | by 2021-12
2021年12月31日                        | by 2021-12-31
完成时间为2022年12月30日                | by 2022-12-30
11月底完成100%                        | words
1年                                   | ? 1 年
=0件                                  | = 0 件
0次                                   | ? 0 次
±10%                                 | -10..10 %
100%覆盖                              | ? 100 % e
定性 好坏                             | words
中心城区一个半小时内；郊区三个小时内      | words
及时                                  | words
90%-95%                              | 90..95 %
10～20次                              | 10..20 次
5-8个                                 | 5..8 个
1次/月                                | ? 1 次/月
1次/年                                | ? 1 次/年
每月1次                               | ? 1 次/月
每季度不少于2次                        | ≥ 2 次/季度 w
≤620万/月                             | ≤ 620 万/月
17元/人.每天                          | ? 17 元/人.每天
1600元/亩                             | ? 1600 元/亩
1600元/亩以内                         | ≤ 1600 元/亩 w
≤500元/100km                         | ≤ 500 元/100km
2021年12月底前                        | by 2021-12
2025年年底前                          | by 2025-12
年底前                                | by 12
2020年1月--2020年11月                 | by 2020-11
2023.07-2024.01                      | by 2024-1
1-12月                                | by 12
2022年11月至2023年3月                  | by 2023-3
2022年11月至次年3月                    | by 2023-3
次年3月底前                            | by next 3
于次年6月30日前完成                     | by next 6-30
上年12月                               | by last 12
下一年度年底                            | by next 12
2021.12.31                           | by 2021-12-31
2021/6/30前                           | by 2021-6-30
20211231                             | by 2021-12-31
12月31日前                            | by 12-31
于6月底前完成验收                      | by 6
十二月底前                             | by 12
第三季度                               | by 9
2022年第四季度前                       | by 2022-12 x
上半年                                | by 6
1346.0088万平方米                     | ? 1346.0088 万平方米
各1次                                 | ? 1 次 e
三次                                  | ? 3 次
不少于两场                             | ≥ 2 场 w
百分之九十                             | ? 90 %
九成以上                              | ≥ 90 % w
九成五                                | ? 95 %
☑ □                                  | words
不低于95%                             | ≥ 95 % w
至少3次                               | ≥ 3 次 w
达95%以上                             | ≥ 95 % w
控制在90万元以内                       | ≤ 90 万元 w
不超过5人                             | ≤ 5 人 w
低于3%                                | < 3 % w
大于90%                               | > 90 % w
24小时内                              | ≤ 24 小时 w
≤5个工作日                             | ≤ 5 个工作日
≥90%且≤95%                           | 90..95 %
100%±5%                              | 95..105 %
100±5%                               | words
2022年完成12个                        | ? 12 个 e
完成2022年度目标任务                    | words
按合同10.5万元。                       | ? 10.5 万元 e
5G                                   | ? 5 G
5G网络覆盖                             | words
3A级景区                              | words
符合GB18030标准                       | words
7*24小时                              | words
四项制度                              | words
一致                                  | words
成立工作组                             | words
1,437                                | ? 1437
14,044,028.98                        | ? 14044028.98
1,2                                  | words
-5%                                  | ? -5 %
≥-3%                                 | ≥ -3 %
增长5%                                | ? 5 % e
≥                                    | words
建成1个平台，运行良好                   | words
2月30日                               | words
15年                                  | ? 15 年
2021年11月30日前                       | by 2021-11-30
≤35μg/m³                             | ≤ 35 μg/m3
33.2 µg/m3                           | ? 33.2 μg/m3
≤20mg/L                              | ≤ 20 mg/L
≥3km²                                | ≥ 3 km2
2000kWh                              | ? 2000 kWh
≥1.2万kW·h                           | ≥ 1.2 万kW·h
≤55dB（A）                            | ≤ 55 dB(A)
≥20℃                                 | ≥ 20 °C
12mA                                 | ? 12 mA
95.6%（239/250）                      | ? 95.6 % e
12场（线上4场、线下8场）                | ? 12 场 e
≥12场次（其中线上不少于4场次）           | words
优良（90%以上）                        | ≥ 90 % w e
300余人                               | ? 300 人 e 余
300多人次                             | ? 300 人次 e 余
X≥90%                                | ≥ 90 %
90%≤X≤95%                            | 90..95 %
80%-100%（含80%）                      | 80..100 %
22年12月                               | by 2022-12
21年底                                 | by 2021-12
22.12.31                              | by 2022-12-31
12年                                   | ? 12 年
=2022年                               | by 2022
≤ 2022 年                             | by 2022
≤12月                                 | by 12
年内                                   | by this year
本年度内完成                            | by this year
12.31前                               | by 12-31
12.31                                 | ? 12.31
每季度末                               | each 季度 31
每月10日前                             | each 月 10
每季度末10日前                           | each 季度末 10
次月五日前                               | each 次月 5
每周五前                                | each 周 5
每月22天                                | ? 22 天/月
每月15日后                              | words
近200人                                | ? 200 人 e 近
基本达到95%                             | ? 95 % e 近
附近200人                               | ? 200 人 e
3000+                                 | ? 3000 e 余
3000份+                                | ? 3000 份 e 余
100+50个                               | words
逾300人                                | ? 300 人 e 余
约95%                                 | ? 95 % e 左右
2期/100人                              | 2 期; 100 人
12个村、300户                           | 12 个; 300 户
1,000户,2,000人                         | 1000 户; 2000 人
不少于2场和100人次                       | ≥2 场; 100 人次
每月8日                                | each 月 8
10日前发放                             | words
30日内                                 | ≤ 30 日 w
每年12月底前                           | by 12
年度末                                 | by 12
每年两次                               | ? 2 次/年
一年两次                               | ? 2 次/年
一年不少于2次                           | ≥ 2 次/年 w
每亩1600元                             | ? 1600 元/亩
每台不超过3万元                         | ≤ 3 万元/台 w
每次检查2小时                           | ? 2 小时 e
一级                                   | words
二类                                   | words
一期                                   | ? 1 期 第几
一届                                   | ? 1 届 第几
三分之二以上                           | ≥ 2 ⁄3 w
不低于四分之二                         | ≥ 1 ⁄2 w
≥1/3                                   | ≥ 1 ⁄3
20/20                                  | words
100/3                                  | words
≤18:1                                  | ≤ 18 ∶1
1：1                                   | ? 1 ∶1
8:05                                   | words
3:4                                    | words
8成以上                                | ≥ 80 % w
2级                                    | words
≥2级                                   | ≥ 2 级
2期                                    | ? 2 期
5万-10万元                             | 5..10 万元
1万～5万人                             | 1..5 万人
5千-1万元                              | words
550万粒                                | ? 550 万粒
100左右                                | ? 100 e 左右
约100人左右                            | ? 100 人 e 左右
5万左右                                | ? 5 万 e 左右
5万余元                                | ? 5 万元 e 余
3万余亩                                | ? 3 万亩 e 余
1.2万多人次                            | ? 1.2 万人次 e 余
一月5日前                              | by 1-5
一个月2次                              | ? 2 次/月
每人每月300元                           | ? 300 元/月/人
100（人）                              | ? 100 人
≥95（%）                               | ≥ 95 %
100（另附清单）                         | words
PM2.5≤35微克/立方米                     | ≤ 35 微克/立方米
前10名                                 | words
提前10天                               | ? 10 天 e
目前80%                                | ? 80 % e
降至5%                                 | ≤ 5 % w
能耗下降到80吨                          | ≤ 80 吨 w e
提升至95%                              | ≥ 95 % w
未超过20万元                            | ≤ 20 万元 w
不应低于90%                            | ≥ 90 % w
不足90%                                | < 90 % w
未达到95%                              | words
10-5个                                | words
10万-5万元                              | words
5-5个                                 | 5..5 个
没有达到95%                             | words
"""


def show(reading: Reading) -> str:  # noqa: PLR0911  (one shape a line)
    """A reading in the notation of the table."""
    match reading:
        case Blank():
            return "blank"
        case Wording():
            return "words"
        case Deadline(year, month, day, exclusive, shift):
            parts = [str(part) for part in (year, month, day) if part is not None] or ["this year"]
            other = {0: "", 1: "next ", -1: "last "}[shift]
            return f"by {other}{'-'.join(parts)}{' x' if exclusive else ''}"
        case Interval(low, high, unit):
            return f"{low}..{high} {unit}".rstrip()
        case Recurring(period, mark, day):
            return f"each {period}{mark} {day}"
        case Several(parts):
            signs = (part.operator.value if part.operator else "" for part in parts)
            figures = (part.quantity for part in parts)
            return "; ".join(
                f"{sign}{one.value:f} {one.unit}" for sign, one in zip(signs, figures, strict=True)
            )
        case Comparison(operator, quantity, in_words, embedded, vague):
            sign = operator.value if operator else "?"
            marks = " w" * in_words + " e" * embedded + (f" {vague.value}" if vague else "")
            return f"{sign} {quantity.value:f} {quantity.unit}".rstrip() + marks
    raise AssertionError(reading)


def rows() -> list[tuple[str, str]]:
    pairs = (line.rsplit("|", 1) for line in READINGS.strip().splitlines())
    return [(text.strip().replace("（空）", ""), reading.strip()) for text, reading in pairs]


@pytest.mark.parametrize(("text", "reading"), rows())
def test_each_shape_reads_as_the_table_says(text: str, reading: str) -> None:
    assert show(parse(text)) == reading


SHAPES = st.lists(
    st.sampled_from(
        [
            *"0123456789.,%±~-/≥≤<>=年月日底前个次万元人()（）、；。 内",
            "以上",
            "不低于",
            "百分之",
            "季度",
        ]
    ),
    max_size=24,
).map("".join)


@given(st.text(max_size=60) | SHAPES)
def test_any_text_has_a_reading_and_the_same_one_twice(text: str) -> None:
    assert parse(text) == parse.__wrapped__(text)


@given(SHAPES)
def test_full_width_and_spaces_change_no_reading(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)
    assert parse(wide) == parse(text)
    assert parse(f"  {text} ") == parse(text)


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_thousands_separators_change_no_figure(value: Decimal) -> None:
    assert parse(f"≥{value:,}元") == parse(f"≥{value}元")
