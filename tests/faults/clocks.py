"""The computer's clock is wrong: years back, years ahead, one after the other, at each start."""

import random
from datetime import datetime, timedelta
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backups import back_up, backups_in
from core.archive.clock import confirm
from core.archive.thinning import NEWEST, kept
from tests.faults.forms import FIGURES, archive_in, marked
from tests.faults.tally import Tally

NOON = datetime(2021, 12, 31, 12)  # noqa: DTZ001  (the clerk's clock)
DAY = timedelta(days=1)
LEAPS = (
    timedelta(0),
    *(timedelta(days=days) for days in (1, 39, 41, 400, 5_000, 100_000)),
    *(-timedelta(days=days) for days in (1, 39, 41, 400, 5_000, 10_000)),
)


def wrong_clocks(folder: Path, times: int, tally: Tally) -> None:
    """A pile of backups, then starts with clocks that leap; count what is gone after each."""
    path = archive_in(folder, 1)
    chance = random.Random(2021)  # noqa: S311  (not for secrets)
    for turn in range(times):
        place = folder / f"备份{turn}"
        place.mkdir()
        for days in range(chance.randrange(5, 60)):
            made = NOON - days * DAY - timedelta(minutes=chance.randrange(600))
            (place / f"自评档案_{made:%Y%m%d_%H%M%S}_退出.db").write_bytes(b"x")
        _live(path, place, turn, chance, tally)


def _live(path: Path, place: Path, turn: int, chance: random.Random, tally: Tally) -> None:
    known = NOON
    for start in range(6):
        moment = NOON + chance.choice(LEAPS) + start * timedelta(hours=5)
        before = backups_in(place, now=moment)
        newest = {one.path for one in sorted(before, key=lambda one: one.made)[-NEWEST + 1 :]}
        with Archive.open(path) as archive:
            archive.save(1, marked(turn * 10 + start), FIGURES)
            (done,) = back_up(archive, [place], "启动", moment)
        after = {one.path for one in backups_in(place, now=moment)}
        gone = {one.path for one in before} - after
        stays = kept({moment, *(one.made for one in before)}, moment)
        leapt = moment - known > timedelta(days=40)
        if not done.made or done.path not in after:
            tally.broke("没有备份")
        elif len(gone) > 1 or gone & newest:
            tally.broke(f"{moment}：一次去掉 {len(gone)} 份")
        elif leapt and gone:
            tally.broke(f"{moment}：日期没有确认就去掉了 {gone}")
        elif gone & {one.path for one in before if one.made in stays}:
            tally.broke(f"{moment}：去掉了该留的")
        else:
            tally.end("日期待确认，都留下" if leapt else "去掉一份" if gone else "都留下")
        if leapt and start % 2:
            confirm([place])
            known = moment
        elif not leapt:
            known = max(known, moment)
