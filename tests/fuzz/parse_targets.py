"""Throw generated texts at the target reader: python -m tests.fuzz.parse_targets [COUNT].

Half of them are put together from the pieces that real values are made of, half are any Unicode.
Whatever the reader raises is a fault, and so is a text whose time is out of proportion to its
length. Prints how many texts were read, as what, and the slowest for its length.
"""

from __future__ import annotations

import collections
import random
import sys
import time

from core.values.attainment import attain
from core.values.direction import Context
from core.values.parser import parse

PIECES = [
    *"0123456789.,%‰±~-—/≥≤<>=()（）、；。 +*年月日底末前后个次人天元万亿各每第半",
    *("以上", "以内", "不低于", "不超过", "控制在", "百分之", "九成", "季度", "上半年", "年度"),
    *("百分比", "万元", "平方米", "2021年", "12月31日", "2021.12", "100%", "1,437", "达成预期指标"),
]
LONGEST = 400
SEED = 20211231


def texts(count: int) -> list[str]:
    chance = random.Random(SEED)  # noqa: S311  (repeatable, not secret)
    made = []
    for number in range(count):
        if number % 2:
            length = chance.randrange(1, 14)
            made.append("".join(chance.choice(PIECES) for _ in range(length)))
        else:
            length = chance.choice((3, 8, 20, LONGEST))
            made.append("".join(_character(chance) for _ in range(length)))
    return made


def _character(chance: random.Random) -> str:
    while True:
        code = chance.choice((0x80, 0x3000, 0xA000, 0x110000))
        point = chance.randrange(code)
        if not 0xD800 <= point < 0xE000:
            return chr(point)


def main(count: int) -> None:
    kinds: collections.Counter[str] = collections.Counter()
    slowest, seconds = "", 0.0
    actual = "97%"
    for text in texts(count):
        start = time.perf_counter()
        reading = parse.__wrapped__(text)
        attain.__wrapped__(text, actual, Context(year=2021))
        taken = time.perf_counter() - start
        kinds[type(reading).__name__] += 1
        actual = text if len(text) < 30 else actual
        if taken / (len(text) + 20) > seconds / (len(slowest) + 20):
            slowest, seconds = text, taken
    print(f"{count} texts read:", dict(kinds))
    print(f"slowest for its length: {1e6 * seconds:.0f} us for {len(slowest)} characters")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
