"""A file appears whole or not at all, and keeps what it had: mode, links, neighbours."""

import os
from pathlib import Path

import pytest

from core.output import PRIVATE, OutputError, replacing, write_whole
from core.quoting import shown
from core.system_errors import reason


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_new_file_and_a_replaced_one(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    write_whole(target, b"1")
    write_whole(target, b"2")
    assert target.read_bytes() == b"2"
    assert names(tmp_path) == ["x.pdf"]


def test_modes(tmp_path: Path) -> None:
    if os.name != "posix":
        return
    mask = os.umask(0o027)
    try:
        target = tmp_path / "x"
        write_whole(target, b"1")
        assert target.stat().st_mode & 0o777 == 0o640
        target.chmod(0o664)
        write_whole(target, b"2")
        assert target.stat().st_mode & 0o777 == 0o664
        with replacing(target, mode=PRIVATE) as temporary:
            temporary.write_bytes(b"3")
        assert target.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(mask)


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file(tmp_path: Path, error: type[BaseException]) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")
    with pytest.raises(error), replacing(target) as temporary:  # noqa: PT012
        temporary.write_bytes(b"half")
        raise error
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["x"]


def test_a_link_stays_and_the_file_behind_it_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    real, link = tmp_path / "far" / "real", tmp_path / "link"
    link.symlink_to(real)
    write_whole(link, b"1")
    write_whole(link, b"2")
    assert link.is_symlink()
    assert real.read_bytes() == b"2"
    assert names(tmp_path / "far") == ["real"]


def test_what_is_read_is_not_written(tmp_path: Path) -> None:
    source, link = tmp_path / "source", tmp_path / "link"
    source.write_bytes(b"source")
    link.hardlink_to(source)
    for target in (source, link, tmp_path / "." / "source"):
        with pytest.raises(OutputError, match="不能被覆盖"):
            write_whole(target, b"x", inputs=[tmp_path / "missing", source])
    assert source.read_bytes() == b"source"


def test_a_device_is_not_replaced() -> None:
    if os.name != "posix":
        return
    with pytest.raises(OutputError, match="不是普通文件"):
        write_whole(Path(os.devnull), b"x")
    assert Path(os.devnull).is_char_device()


def test_a_read_only_file_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(OutputError, match="只读"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"


def test_a_full_disk_is_said_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path, __: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError, match=r"x\.pdf”：磁盘空间不足"):
        write_whole(tmp_path / "x.pdf", b"1")
    assert names(tmp_path) == []


def test_a_name_as_long_as_the_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 251 + ".pdf")
    write_whole(target, b"1")
    with pytest.raises(OutputError, match="文件名过长"):
        write_whole(tmp_path / ("x" * 300), b"1")
    assert names(tmp_path) == [target.name]


@pytest.mark.parametrize("number", [None, 1, 2, 13, 28, 99999])
def test_every_refusal_has_a_chinese_reason(number: int | None) -> None:
    error = OSError() if number is None else OSError(number, "English")
    assert "English" not in reason(error)
    assert reason(error)


def test_a_file_that_another_program_holds_on_windows() -> None:
    error = OSError(13, "English")
    error.winerror = 32  # type: ignore[attr-defined]
    assert "其他程序" in reason(error)


def test_a_path_stays_on_its_line() -> None:
    assert shown(Path("a\nb\x1b\udcff.json")) == "“a?b??.json”"
