"""What killed programs left half made goes at the next start; nothing else does."""

import os
from pathlib import Path

import pytest

from core.leftovers import is_alive, part_name, sweep, unpacked_name

DEAD = "7ffffffe"


def dead(name: str) -> str:
    return name.replace(f"-{os.getpid():x}-", f"-{DEAD}-")


def test_only_the_dead_ones_go(tmp_path: Path) -> None:
    part, folder = tmp_path / dead(part_name()), tmp_path / dead(unpacked_name())
    part.write_bytes(b"half")
    folder.mkdir()
    (folder / "自评档案.db").write_bytes(b"half")
    stays = [
        tmp_path / name for name in (part_name(), "x.part", ".part", "我的.db", ".交接包-我的")
    ]
    for path in stays:
        path.write_bytes(b"x")
    assert set(sweep([tmp_path, tmp_path, tmp_path / "无"])) == {part, folder}
    assert sorted(tmp_path.iterdir()) == sorted(stays)


def test_of_another_computer_only_what_is_old_goes(tmp_path: Path) -> None:
    young, old = (tmp_path / f".0000{n}-{DEAD}-{'0' * 16}.part" for n in (10, 20))
    for path in (young, old):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    assert sweep([tmp_path]) == (old,)


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_link_goes_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "别处").mkdir()
    (tmp_path / "别处" / "重要.txt").write_text("不能丢")
    (tmp_path / dead(unpacked_name())).symlink_to(tmp_path / "别处")
    sweep([tmp_path])
    assert (tmp_path / "别处" / "重要.txt").exists()
    assert len(list(tmp_path.iterdir())) == 1


def test_processes_that_run_are_seen() -> None:
    assert is_alive(os.getpid())
    assert not any(map(is_alive, (0, -1, 2**31 - 2, 2**70)))
