"""Forms of other programs, damaged in every kind of file: read or refused, in time, in bounds."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path

from core.exchange.errors import ExchangeError
from core.exchange.form_files import read_form_file
from core.foreign.process import ForeignFiles
from core.sample import sample
from tests.faults.damage import spoilt
from tests.faults.hostile_files import MOST_BYTES, MOST_SECONDS
from tests.faults.tally import Tally, in_words
from tests.foreign.cases import GOLDEN
from tests.tables import rows_of

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因")
ZIPPED = {"xlsx", "docx"}
SEED = 2022
Fault = Callable[[Path, int, Tally], None]


def damaged(kind: str) -> Fault:
    """Files of one kind with bytes changed, pieces overwritten, ends cut off."""

    def fault(folder: Path, times: int, tally: Tally) -> None:
        chance = random.Random(SEED)  # noqa: S311  (not for secrets)
        wholes = _wholes(kind)
        path = folder / f"表.{kind}"
        with ForeignFiles() as files:
            for turn in range(times):
                whole = wholes[turn % len(wholes)]
                inside = kind in ZIPPED and turn % 2 == 1
                path.write_bytes(_spoilt_inside(whole, chance) if inside else spoilt(whole, chance))
                _judge(files, path, tally)

    return fault


def _wholes(kind: str) -> list[bytes]:
    if kind in {"csv", "html"}:
        table = [("项目名称", sample().project), HEADS, *rows_of(sample())]
        return [_csv(table) if kind == "csv" else _html(table)]
    return [path.read_bytes() for path in sorted(GOLDEN.glob(f"*.{kind}"))]


def _csv(table: list[tuple[str, ...]]) -> bytes:
    lines = (",".join(f'"{text}"' for text in row) for row in table)
    return "\r\n".join(lines).encode("gb18030")


def _html(table: list[tuple[str, ...]]) -> bytes:
    rows = (f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in table)
    return f"<html><meta charset=utf-8><table>{''.join(rows)}</table></html>".encode()


def _spoilt_inside(whole: bytes, chance: random.Random) -> bytes:
    """One part of a zip damaged and the zip made anew: what reaches the parsers of the parts."""
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = chance.choice([name for name, part in parts.items() if part])
    parts[name] = spoilt(parts[name], chance)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in parts.items():
            packed.writestr(name, part)
    return written.getvalue()


def _judge(files: ForeignFiles, path: Path, tally: Tally) -> None:
    begin = time.monotonic()
    beside = {*path.parent.iterdir()}
    try:
        read_form_file(path, files)
        end = "读出"
    except ExchangeError as error:
        end = "说明"
        if not in_words(error) or "内部出错" in str(error) or path.name not in str(error):
            tally.broke(f"{path.name}：{error}")
            return
    except Exception as error:  # noqa: BLE001  (that is what is looked for)
        tally.broke(f"{path.name}：{error!r}")
        return
    seconds = time.monotonic() - begin
    if seconds > MOST_SECONDS + 2:  # two for ending the child on a busy machine
        tally.broke(f"{path.name}：{seconds:.0f} 秒")
    elif files.peak > MOST_BYTES:
        tally.broke(f"{path.name}：{files.peak / 1e6:.0f} MB")
    elif {*path.parent.iterdir()} != beside:
        tally.broke(f"{path.name}：写出了别的文件")
    else:
        tally.end(end)
