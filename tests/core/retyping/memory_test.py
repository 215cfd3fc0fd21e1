"""Orders and places come back as they were; a damaged file is a fresh start, never an error."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.places import RETYPING_NAME
from core.retyping.lane import Progress
from core.retyping.memory import Memory, load_memory, store_memory
from core.retyping.order import COLUMNS, PRESETS, Order

MARKS = st.text("0123456789abcdef", min_size=16, max_size=16)
PLACES = st.builds(Progress, st.frozensets(MARKS, max_size=5), MARKS | st.just(""))
NAMES = st.text("甲乙丙 abc（）", min_size=1, max_size=20)
KEYS = st.lists(st.sampled_from([one.key for one in COLUMNS]), unique=True).map(tuple)
ORDERS = st.builds(
    Order, NAMES, KEYS, st.booleans(), st.booleans(), st.sampled_from(["", "元", "万元"])
)
VERSIONS = st.tuples(st.integers(1, 9), st.integers(1, 9))
MEMORIES = st.builds(
    Memory,
    st.lists(ORDERS, min_size=1, max_size=4, unique_by=lambda one: one.name).map(tuple),
    NAMES,
    st.dictionaries(VERSIONS, st.dictionaries(NAMES, PLACES, max_size=3), max_size=4),
)


@given(MEMORIES)
def test_it_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, memory: Memory) -> None:
    folder = tmp_path_factory.mktemp("数据")
    store_memory(folder, memory)
    assert load_memory(folder) == memory


def test_a_new_version_goes_on_where_the_one_before_was_left() -> None:
    first, second = Progress(at="0" * 16), Progress(at="1" * 16)
    memory = Memory().with_progress((3, 2), first)
    assert memory.progress((3, 2)) == memory.progress((3, 5)) == first
    assert memory.progress((3, 1)) == memory.progress((4, 2)) == Progress()
    memory = memory.with_progress((3, 4), second)
    assert (memory.progress((3, 3)), memory.progress((3, 9))) == (first, second)
    other = replace(memory, chosen="完成情况")
    assert other.progress((3, 4)) == Progress()
    assert other.with_progress((3, 4), first).places[3, 4] == {"全表": second, "完成情况": first}


def test_the_place_goes_with_an_order_that_is_renamed() -> None:
    progress = Progress(at="0" * 16)
    memory = Memory().with_progress((3, 2), progress)
    orders = (replace(PRESETS[0], name="省平台"), *PRESETS[1:])
    again = memory.with_orders(orders, "省平台", {"省平台": "全表"})
    assert again.progress((3, 2)) == progress
    assert again.with_orders(PRESETS, "全表").progress((3, 2)) == Progress()


def test_only_so_many_versions_are_remembered_the_last_used_among_them() -> None:
    memory = Memory().with_progress((1, 1), Progress())
    for number in range(2, 400):
        memory = memory.with_progress((number, 1), Progress()).with_progress((1, 1), Progress())
    assert len(memory.places) == 200
    assert (1, 1) in memory.places


def test_without_an_order_the_first_ones_are_back() -> None:
    assert Memory().with_orders((), "没有").order == PRESETS[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("1/1"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=10,
)
KEYED = st.fixed_dictionaries({}, optional={"orders": JSON, "chosen": JSON, "places": JSON})


@given(JSON.map(json.dumps) | KEYED.map(json.dumps) | st.text(max_size=30))
def test_whatever_lies_there_is_read_or_left(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("数据")
    (folder / RETYPING_NAME).write_bytes(text.encode("utf-8", "replace"))
    assert load_memory(folder).orders


def test_a_link_a_pipe_or_a_flood_is_no_memory(tmp_path: Path) -> None:
    memory = Memory(chosen="完成情况")
    store_memory(tmp_path, memory)
    assert load_memory(tmp_path) == memory
    file = tmp_path / RETYPING_NAME
    elsewhere = tmp_path / "别处.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert load_memory(tmp_path) == Memory()
    store_memory(tmp_path, Memory())
    assert json.loads(elsewhere.read_text())["chosen"] == "完成情况"
    file.unlink()
    os.mkfifo(file)
    assert load_memory(tmp_path) == Memory()
    file.unlink()
    file.write_bytes(b" " * 5_000_000)
    assert load_memory(tmp_path) == Memory()
