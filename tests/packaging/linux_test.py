"""What the release files for Linux hold. Building them is for ``make package-linux``."""

import re
import shutil
import sys
import tarfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.command_line import grammar

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture(autouse=True)
def packaging_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for folder in (PACKAGING, PACKAGING / "linux", PACKAGING / "windows"):
        monkeypatch.syspath_prepend(folder)
    yield
    for name in ("glibc", "deb", "portable", "man_page", "build_linux", "version_resource"):
        sys.modules.pop(name, None)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A stand-in of the built program: the files that count are machine code of this system."""
    folder = tmp_path / "自评通"
    (folder / "_internal").mkdir(parents=True)
    for name in ("自评通", "zpt"):
        shutil.copyfile(sys.executable, folder / name)
        (folder / name).chmod(0o755)
    (folder / "_internal" / "text.txt").write_text("GLIBC_9.99", encoding="utf-8")
    return folder


def test_machine_code_past_the_ceiling_is_refused_by_name(program: Path) -> None:
    import glibc

    newest = glibc.hold_ceiling(program, (99, 0))
    assert newest > (2, 0)
    below = (newest[0], newest[1] - 1)
    with pytest.raises(glibc.GlibcError, match=r"有 2 个文件.*\nzpt 要 glibc"):
        glibc.hold_ceiling(program, below)


def test_only_wheels_for_the_oldest_glibc_are_asked_for() -> None:
    import build_linux
    import glibc

    names = list(build_linux.platforms("x86_64"))
    assert f"manylinux_{glibc.OLDEST[0]}_{glibc.OLDEST[1]}_x86_64" == names[0]
    newer = [name for name in names if re.search(r"_2_(29|[3-9]\d)_", name)]
    assert not newer


def test_the_man_page_holds_what_the_program_says() -> None:
    from man_page import man_page

    told = {
        ("--help",): "用法：zpt\n命令:\n    score     计算得分\n    check     检查\n",
        ("score", "--help"): "用法：zpt score [--json]\n.点\n",
        ("check", "--help"): "用法：zpt check C:\\表\n",
    }
    page = man_page(lambda arguments: told[tuple(arguments)], "1.2.3")
    assert ".SH score" in page
    assert r"\-\-json" in page
    assert "\n.点" not in page  # a line that begins with a dot would be an order
    assert r"C:\e表" in page


def test_the_man_page_has_every_command() -> None:
    from man_page import man_page

    whole = grammar(draw=lambda *_: None)

    def told(arguments: list[str]) -> str:
        asked = whole.commands[arguments[0]] if len(arguments) > 1 else whole
        return str(asked.format_help())

    sections = re.findall(r"^\.SH ([a-z-]+)$", man_page(told, "1.2.3"), re.MULTILINE)
    assert sections == list(whole.commands)
    assert "export-all" in sections


def test_a_folder_to_be_carried_packs_to_the_same_bytes(program: Path, tmp_path: Path) -> None:
    import portable

    from core.places import PORTABLE_MARKER

    portable.add_notes(program, "1.2.3", "amd64", "2.28")
    assert f"{PORTABLE_MARKER}.样例" in {path.name for path in program.iterdir()}
    assert not (program / PORTABLE_MARKER).exists()
    first = portable.pack(program, tmp_path / "1.tar.xz").read_bytes()
    (program / "zpt").touch()
    assert portable.pack(program, tmp_path / "2.tar.xz").read_bytes() == first
    with tarfile.open(tmp_path / "1.tar.xz") as packed:
        modes = {entry.name: entry.mode for entry in packed if entry.isfile()}
    assert modes["自评通/zpt"] == 0o755
    assert modes["自评通/说明.txt"] == 0o644


def test_windows_is_told_name_and_version() -> None:
    from version_resource import version_resource

    from core.version import VERSION

    text = version_resource(VERSION, "zpt", console=True)
    assert f'StringStruct("FileVersion", "{VERSION}")' in text
    assert "filevers=(0, 1, 0, 0)" in version_resource("0.1.0", "zpt", console=True)


def test_the_version_stands_in_one_place() -> None:
    from core.version import VERSION

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    for path in (PACKAGING / "linux", PACKAGING / "windows"):
        for file in path.iterdir():
            if file.is_file():
                assert VERSION not in file.read_text(encoding="utf-8"), file


def test_the_installer_removes_nothing_but_the_program() -> None:
    """Whole folders go only where nobody else's files can be."""
    script = (PACKAGING / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert re.findall(r"RMDir /r \S+", script) == [r'RMDir /r "$INSTDIR\_internal"']
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script
    import contents

    for name in contents.PROGRAMS:
        removed = "${NAME}" if name == contents.NAME else name
        assert f'Delete "$INSTDIR\\{removed}.exe"' in script
