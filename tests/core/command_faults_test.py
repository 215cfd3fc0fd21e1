"""Whatever is put in: a sentence or a right result, never a traceback, never half a file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from core.command_line import main
from core.commands import score_command
from core.commands.arguments import in_chinese
from core.resources import resource

ROOT = Path(__file__).parents[2]
SAMPLE = str(resource("samples", "社会保险服务费-2021.json"))

Maker = Callable[[Path], object]


def written(**keys: object) -> Maker:
    return lambda path: path.write_text(json.dumps({"format": "selfeval/1"} | keys))


def raw(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content)


def large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)


def row(**texts: str) -> dict[str, str]:
    return {"level1": "产出指标", "level2": "数量指标", "level3": "指标", "points": "1"} | texts


REFUSED: dict[str, Maker] = {
    "empty": raw(b""),
    "blank": raw(b" \n"),
    "truncated": lambda path: path.write_bytes(Path(SAMPLE).read_bytes()[:5000]),
    "list": raw(b"[]"),
    "number": raw(b"1"),
    "other format": written(format="selfeval/2"),
    "binary": raw(bytes(range(256)) * 20),
    "nul": raw(bytes(5000)),
    "utf-16": raw('{"format": "selfeval/1"}'.encode("utf-16")),
    "large": large,
    "folder": lambda path: path.mkdir(),
    "missing": lambda _: None,
    "loop": lambda path: path.symlink_to(path),
    "deep": raw(b"[" * 200_000),
    "deep unknown key": written(x=json.loads("[" * 400 + "]" * 400)),
    "deeper unknown key": raw(b'{"format":"selfeval/1","x":' + b"[" * 900 + b"]" * 900 + b"}"),
    "deep in a row": written(funds=[{"x": json.loads('{"a":' * 300 + "1" + "}" * 300)}]),
    "surrogate": written(project="\ud800"),
    "surrogate key": written(**{"\udfff": 1}),
    "surrogate in unknown": written(x=["\ud800"]),
    "million digits": written(funds=[{"name": "总额", "annual": "9" * 1_000_000}]),
    "million digits bare": raw(b'{"format":"selfeval/1","x":' + b"9" * 1_000_000 + b"}"),
    "infinite": raw(b'{"format":"selfeval/1","x":1e999}'),
    "not a number": raw(b'{"format":"selfeval/1","x":NaN}'),
    "rows": written(indicators=[row()] * 10_001),
    "wrong type": written(project=1),
    "wrong row": written(indicators=["x"]),
    "wrong list": written(funds={}),
    "wrong year": written(year=1.5),
}
READ: dict[str, Maker] = {
    "nothing": written(),
    "bom": raw(b'\xef\xbb\xbf{"format": "selfeval/1"}'),
    "nul characters": written(project="a\0b", indicators=[row(level3="\0", target="\0")]),
    "terminal": written(project="\x1b[31m\r\n\u202e", title="\x1b]0;x\x07"),
    "long figure": written(funds=[{"name": "总额", "annual": "9" * 99_999, "executed": "1"}]),
    "long name": written(indicators=[row(level3="长" * 20_000, target="=100%", actual="99%")]),
    "2000 rows": written(
        indicators=[row(level2=f"组{at // 7}", target=">=5", actual="4") for at in range(2000)]
    ),
    "odd figures": written(
        indicators=[row(points=text, score=text) for text in ("1e9", "-0", "١", "∞", "½", "0x1")]
    ),
    "huge year": written(year=10**99),
}


def commands(path: Path, output: Path) -> list[list[str]]:
    return [
        ["score", str(path)],
        ["score", str(path), "--json"],
        ["check", str(path)],
        ["check", str(path), "--json"],
        ["print", str(path), "-o", str(output)],
        ["import", str(path), "--archive", str(output.with_suffix(".db"))],
    ]


def no_picture(*_: object) -> None:
    raise AssertionError


def is_a_sentence(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "内部出错" not in text


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_form_is_refused_in_a_sentence(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, output = tmp_path / "in.json", tmp_path / "out" / "out.pdf"
    output.parent.mkdir()
    REFUSED[name](path)
    for arguments in commands(path, output):
        status = main(arguments, no_picture)
        out, err = capfd.readouterr()
        assert (status, out) == (2, ""), arguments
        assert is_a_sentence(err), err
        assert "in.json" in err
    assert not list(output.parent.iterdir())


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read_whole(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path, output = tmp_path / "in.json", tmp_path / "out.pdf"
    READ[name](path)
    rows = len(json.loads(path.read_text("utf-8-sig")).get("indicators", []))
    for arguments in commands(path, output):
        status = main(arguments, no_picture)
        out, err = capfd.readouterr()
        assert status == int(arguments[0] == "check"), arguments
        # A print may tell in one sentence which characters no face of this machine has.
        told = arguments[0] == "print" and err.startswith("有的字本机没有字体能印")
        assert err == "" or (told and err.count("\n") == 1), arguments
        if arguments[0] == "score" and arguments[-1] == "--json":
            assert len(json.loads(out)["indicators"]) == rows
        assert "\x1b" not in out
    assert output.read_bytes().startswith(b"%PDF-")
    assert output.with_suffix(".db").exists()


@pytest.mark.parametrize(
    "name", ["a.xlsx", "a.docx", "a.pdf", "a.XLS", "a\0.json", "a\udcff\n.json", "", "长" * 300]
)
def test_names_of_files(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["score", name], no_picture) == 2
    assert is_a_sentence(capfd.readouterr().err)


WRONG_USAGE = [
    ("没有“算分”这个命令", ["算分"]),
    ("缺少参数", ["score"]),
    ("缺少参数：命令", ["--"]),
    ("多余的", ["score", "a", "b\nc"]),
    ("多余的", ["score", "a", "--jso"]),
    ("后面要写内容", ["score", "a", "--profile"]),
    ("缺少参数：-o", ["print", "a"]),
    ("应是整数", ["show", "1", "--archive", "a", "--version", "x"]),
    ("后面不能写内容", ["score", "a", "--json=1"]),
    ("缺少参数", ["import", "--archive", "a"]),
    ("没有名为“x”的版式", ["print", SAMPLE, "-o", "x.pdf", "--template", "x"]),
]


@pytest.mark.parametrize(("sentence", "arguments"), WRONG_USAGE)
def test_wrong_usage_is_said_in_chinese(
    sentence: str, arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, no_picture) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert sentence in err
    assert is_a_sentence(err)


@pytest.mark.parametrize("ending", ["txt", "csv", "ofd", "xls"])
def test_only_kinds_that_can_be_written_are_offered(
    ending: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / f"出.{ending}"
    assert main(["export", SAMPLE, "-o", str(output)], lambda *_: None) == 2
    assert capfd.readouterr().err.endswith("的扩展名应是 .json、.pdf、.xlsx、.docx\n")


def test_another_wording_of_argparse_is_said_in_general() -> None:
    assert in_chinese("something nobody ever heard of") == "命令的写法不对"


@pytest.mark.parametrize("arguments", [["--help"], ["score", "-h"], ["restore", "--help"]])
def test_help_is_chinese(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(arguments, no_picture) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert out.startswith("用法：")
    assert not {"usage", "options", "positional"} & set(out.lower().replace(":", " ").split())


def test_a_mistake_of_ours_is_said_without_a_traceback(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(score_command, "assess", fail)
    assert main(["score", SAMPLE], no_picture) == 2
    sentence = capfd.readouterr().err
    assert "内部出错（ZeroDivisionError" in sentence
    assert sentence.count("\n") == 1
    assert "/" not in sentence
    monkeypatch.setenv("ZIPINGTONG_DEBUG", "1")
    assert main(["score", SAMPLE], no_picture) == 2
    assert "Traceback" in capfd.readouterr().err


def test_an_interruption_ends_quietly(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(score_command, "assess", interrupt)
    assert main(["score", SAMPLE], no_picture) == 130
    assert capfd.readouterr() == ("", "")


def process(
    *arguments: str, program: tuple[str, ...] = ("main.py",), **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
    )


def test_the_real_program_speaks_utf8_whatever_the_system() -> None:
    done = process("score", SAMPLE, LC_ALL="C", PYTHONIOENCODING="gbk")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "等级：优" in done.stdout.decode("utf-8")
    done = process("score", "没有.json", LC_ALL="C", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "没有这个文件" in done.stderr.decode("utf-8")


PROBE = """
import runpy, sys
sys.argv = ["main.py", *sys.argv[1:]]
try:
    runpy.run_path("main.py", run_name="__main__")
except SystemExit as end:
    assert end.code == 0, end.code
heavy = {"PySide6", "shiboken6", "sqlite_utils", "reportlab", "pypdfium2", "openpyxl", "ui"}
print(*sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_one_print_loads_nothing_that_paper_does_not_need(tmp_path: Path) -> None:
    ours = '"core.checks", "core.reading", "core.exchange.formats", '
    others = ours + '"http", "email", "subprocess", "sqlite3", "zipfile", "secrets"'
    program = PROBE.replace("heavy = {", f"heavy = {{{others}, ")
    words = ("print", SAMPLE, "-o", str(tmp_path / "x.pdf"))
    assert process(*words, program=("-c", program)).stderr.decode().split() == ["reportlab"]


def test_each_command_loads_only_what_it_needs(tmp_path: Path) -> None:
    def loaded(*arguments: str) -> list[str]:
        return process(*arguments, program=("-c", PROBE)).stderr.decode().split()

    database = str(tmp_path / "a.db")
    assert loaded("score", SAMPLE) == []
    assert loaded("check", SAMPLE, "--json") == []
    assert loaded("export", SAMPLE, "-o", str(tmp_path / "x.json")) == []
    assert loaded("print", SAMPLE, "-o", str(tmp_path / "x.pdf")) == ["reportlab"]
    assert loaded("import", SAMPLE, "--archive", database) == ["sqlite_utils"]
    assert loaded("score", "1", "--archive", database) == []  # only migrations need the library


def test_a_reader_who_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    READ["2000 rows"](path)
    command = [sys.executable, "main.py", "score", str(path), "--json"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.read(10)
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def on_a_full_disk(*arguments: str) -> tuple[int, str]:
    """Status and standard error of a command whose standard output takes nothing."""
    with Path("/dev/full").open("wb") as sink:
        done = subprocess.run(
            [sys.executable, "main.py", *arguments],
            cwd=ROOT, stdout=sink, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
    return done.returncode, done.stderr.decode()


only_linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")


@only_linux
def test_a_full_disk_under_the_output_is_said() -> None:
    assert on_a_full_disk("score", SAMPLE) == (2, "没有做成：磁盘空间不足\n")


@only_linux
@pytest.mark.parametrize(
    ("command", "name", "said"),
    [
        (["export", SAMPLE, "-o"], "表.xlsx", "已导出到“{}”"),
        (["print", SAMPLE, "-o"], "表.pdf", "已打印到“{}”"),
        (["import", SAMPLE, "--archive"], "档案.db", "已导入 1 份自评表到“{}”（编号 1）"),
        (["check", SAMPLE, "--report"], "底稿.pdf", "评分底稿已写到“{}”"),
    ],
)
def test_what_was_done_before_the_output_failed_is_said(
    command: list[str], name: str, said: str, tmp_path: Path
) -> None:
    output = tmp_path / name
    status, error = on_a_full_disk(*command, str(output))
    assert output.exists()
    assert status == 2
    assert error.splitlines()[0] == f"{said.format(output)}；但运行结果没能显示出来：磁盘空间不足"
