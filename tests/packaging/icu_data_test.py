"""Qt's ICU made smaller: what stays is unchanged, and Chinese is sorted by pinyin."""

import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

PACKAGING = Path(__file__).parents[2] / "packaging"
sys.path.insert(0, str(PACKAGING))
import icu_data  # noqa: E402  (found on the path set above)

sys.path.remove(str(PACKAGING))

HEADER = struct.pack("<H2sHHBBBB4s4s4s", 32, b"\xda\x27", 20, 0, 0, 0, 2, 0, b"CmnD", b"\1", b"")
HEADER = HEADER.ljust(32, b"\0")
SORTED = """
import sys
from pathlib import Path
from PySide6.QtCore import QCollator, QLocale
collator = QCollator(QLocale("zh_CN"))
collator.setNumericMode(True)
print(*sorted(sys.argv[1:], key=collator.sortKey))
maps = Path("/proc/self/maps").read_text().splitlines()
print(*{line.split(maxsplit=5)[-1] for line in maps if "libicudata" in line})
"""


def package(items: dict[str, bytes]) -> bytes:
    """Laid out as ICU does it, each item at a multiple of sixteen."""
    at = 4 + 8 * len(items)
    names = b"".join(name.encode() + b"\0" for name in items)
    offset = at + len(names)
    table, content = [struct.pack("<I", len(items))], b""
    for name, item in items.items():
        pad = -(offset + len(content)) % 16
        content += bytes(pad)
        table.append(struct.pack("<II", at, offset + len(content)))
        content += item
        at += len(name.encode()) + 1
    return HEADER + b"".join(table) + names + content


NAMES = st.sampled_from(
    ["af.res", "root.res", "coll/zh.res", "coll/ja.res", "nfkc.nrm", "zh.res", "zh_TW.res", "x.cnv"]
)


@given(st.dictionaries(NAMES, st.binary(min_size=1, max_size=70)))
def test_what_stays_is_unchanged_and_in_order(items: dict[str, bytes]) -> None:
    whole = package({f"icudt73l/{name}": items[name] for name in sorted(items)})
    wanted = [f"icudt73l/{name}" for name in sorted(items) if icu_data.KEPT.fullmatch(name)]
    if not wanted:
        with pytest.raises(icu_data.IcuError):
            icu_data.reduced(whole)
        return
    reduced = icu_data.reduced(whole)
    assert len(reduced) <= len(whole) + icu_data.ALIGNED
    offsets = struct.unpack_from(f"<{2 * len(wanted)}I", reduced, len(HEADER) + 4)[1::2]
    assert not any(offset % icu_data.ALIGNED for offset in offsets)
    before, after = icu_data.items(whole), icu_data.items(reduced)
    assert list(after) == wanted
    for name, item in after.items():
        # What comes after an item, up to where the next one begins, is nobody's.
        assert item.rstrip(b"\0") == before[name].rstrip(b"\0")


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda rest: HEADER + rest))
def test_what_is_no_package_is_refused_in_words(data: bytes) -> None:
    try:
        icu_data.reduced(data)
    except icu_data.IcuError as error:
        assert "ICU" in str(error)  # noqa: PT017  (whatever else it raises fails the test)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows has an ICU of its own")
def test_qt_sorts_chinese_by_pinyin_with_the_small_one(tmp_path: Path) -> None:
    import PySide6

    (whole,) = (Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*")
    small = tmp_path / whole.name
    shutil.copyfile(whole, small)
    icu_data.reduce(small, tmp_path)
    assert small.stat().st_size < whole.stat().st_size / 5

    def told(**environment: str) -> list[str]:
        command = [sys.executable, "-c", SORTED, "张三", "10月", "李四", "2月", "阿大", "b", "A"]
        run = subprocess.run(
            command, env={**os.environ, **environment}, capture_output=True, check=True,
            encoding="utf-8",
        )  # fmt: skip
        return run.stdout.splitlines()

    names = "2月 10月 阿大 李四 张三 A b"
    assert told() == [names, str(whole.resolve())]
    assert told(LD_LIBRARY_PATH=str(tmp_path)) == [names, str(small.resolve())]
