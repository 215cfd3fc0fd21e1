"""The command line as core/commands/COMMANDS.md promises it, in this process."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.records import Summary
from core.assessment import assess
from core.command_line import main
from core.exchange.form_files import read_form_file
from core.model.selfeval import dumps, dumps_all, loads
from core.resources import resource
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.version import VERSION

SAMPLE = str(resource("samples", "社会保险服务费-2021.json"))


class Said:
    """What a command printed, and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def json(self) -> Any:  # noqa: ANN401
        return json.loads(self.out)


Run = Callable[..., Said]


def draw(_: Path, __: int, picture: Path) -> None:
    picture.write_bytes(b"PNG")


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: object) -> Said:
        status = main([str(argument) for argument in arguments], draw)
        return Said(status, *capfd.readouterr())

    return command


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """Run what must be refused: one Chinese sentence, nothing else."""

    def command(*arguments: object) -> str:
        said = run(*arguments)
        assert (said.status, said.out) == (2, "")
        assert said.err.endswith("\n")
        assert said.err.count("\n") == 1
        assert any("\u4e00" <= char <= "\u9fff" for char in said.err)
        return said.err

    return command


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "表.json"
    path.write_bytes(Path(SAMPLE).read_bytes())
    return path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "档案.db"
    with Archive.create(path) as store:
        store.add(sample(), Summary("96.70", "100.00", "优", "0.969976", 0, 5))
        store.save(1, replace(sample(), project="改名"), Summary("90.00"), new_version=True)
        store.add(replace(sample(), year=2022), Summary("9.70"))
    return path


def test_scores_as_json(run: Run) -> None:
    said = run("score", SAMPLE, "--json")
    assert (said.status, said.err) == (0, "")
    assert said.json | {"indicators": [], "execution": {}} == {
        "profile": "财政部2020",
        "total_points": "100.00",
        "total_score": "96.70",
        "grade": "优",
        "execution": {},
        "indicators": [],
    }
    execution = {"rate": "0.969976", "points": "10.00", "suggested": "9.70", "given": "9.7"}
    assert execution.items() <= said.json["execution"].items()
    assert said.json["execution"]["score"] == "9.70"
    rows = said.json["indicators"]
    assert [row["level3"] for row in rows] == [row.name for row in sample().indicators]
    assert rows[0] == {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "养老金发放人数",
        "points": "2.00",
        "kind": "quantity",
        "attainment": "1.000000",
        "met": True,
        "suggested": "2.00",
        "given": "2",
        "score": "2.00",
        "why": rows[0]["why"],
    }


def test_blank_and_unreadable_figures_are_null(run: Run, tmp_path: Path) -> None:
    rows = [
        {"level1": "产出指标", "level3": "甲", "target": "100%", "actual": "99%", "score": "两分"},
        {"level1": "产出指标", "level3": "乙"},
    ]
    path = tmp_path / "x.json"
    path.write_text(json.dumps({"format": "selfeval/1", "indicators": rows}))
    first, second = run("score", path, "--json").json["indicators"]
    assert (first["given"], first["score"], first["points"]) == ("两分", None, None)
    assert second["kind"] == "blank"
    nothing = {"points", "attainment", "met", "suggested", "given", "score"}
    assert {second[key] for key in nothing} == {None}
    execution = run("score", path, "--json").json["execution"]
    assert {execution[key] for key in ("rate", "points", "suggested", "given")} == {None}


def test_scores_for_a_person(run: Run) -> None:
    said = run("score", SAMPLE)
    assert said.status == 0
    assert "社会保险服务费（2021 年度）" in said.out
    assert "总分 96.7（分值合计 100），等级：优" in said.out
    assert "养老金发放人数" in said.out


def test_checks_as_json(run: Run) -> None:
    said = run("check", SAMPLE, "--json")
    assert (said.status, said.err) == (0, "")
    (problems,) = said.json.values()
    keys = {"code", "severity", "place", "title", "message", "remedy"}
    assert all(problem.keys() == keys for problem in problems)
    assert {problem["severity"] for problem in problems} == {"warning"}


def test_what_is_still_to_be_written_is_told_from_what_is_wrong(run: Run, form: Path) -> None:
    form.write_text(dumps(replace(sample(), unit="", total_score="99")))
    told = {p["code"]: p for p in run("check", form, "--json").json["problems"]}
    assert told["field-missing"]["unfilled"] is True
    assert all("unfilled" not in p for code, p in told.items() if code != "field-missing")


def test_an_error_ends_check_with_one(run: Run, form: Path) -> None:
    form.write_text(dumps(replace(sample(), unit="")))
    assert run("check", form).status == 1
    said = run("check", form, "--json")
    assert said.status == 1
    assert {"code": "field-missing", "severity": "error", "place": "unit"}.items() <= said.json[
        "problems"
    ][0].items()
    assert run("score", form).status == 0


def test_the_profile_is_the_one_asked_for_or_the_forms_own(run: Run, form: Path) -> None:
    def used(*more: str) -> str:
        return str(run("score", form, "--json", *more).json["profile"])

    assert used() == "财政部2020"
    assert used("--profile", "湖北") == "湖北"
    form.write_text(dumps(replace(sample(), profile="湖北")))
    assert used() == "湖北"
    assert used("--profile", "成本指标") == "成本指标"
    form.write_text(dumps(replace(sample(), profile="没有的")))
    assert used() == "财政部2020"


def test_an_unknown_profile_lists_the_known_ones(refused: Callable[..., str]) -> None:
    sentence = refused("score", SAMPLE, "--profile", "../x")
    assert all(name in sentence for name in ("财政部2020", "成本指标", "湖北", "旧口径2016"))


def test_an_empty_form_is_printed_without_a_file(
    run: Run, refused: Callable[..., str], tmp_path: Path, form: Path
) -> None:
    output, across = tmp_path / "空表.pdf", tmp_path / "横.pdf"
    assert run("print", "--blank", "-o", output).status == 0
    assert [form.project for form in read_form_file(output).forms] == [""]
    wishes = ("--template", "湖北", "--landscape")
    assert run("print", "--blank", "-o", across, *wishes).status == 0
    assert [form.template for form in read_form_file(across).forms] == ["湖北"]
    assert "没有名为" in refused("print", "--blank", "-o", output, "--template", "无")
    assert "不用写 FORM" in refused("print", form, "--blank", "-o", output)
    assert "缺少参数：FORM" in refused("print", "-o", output)


def test_printing(run: Run, form: Path, tmp_path: Path) -> None:
    output = tmp_path / "表.PDF"
    output.write_text("旧的")
    assert run("print", form, "-o", output).status == 0
    first = output.read_bytes()
    assert first.startswith(b"%PDF-")
    assert run("print", form, "-o", output, "--template", "上海").status == 0
    assert output.read_bytes() == first
    assert run("print", form, "-o", output, "--template", "湖北").status == 0
    assert output.read_bytes() != first
    assert run("print", form, "-o", output, "--draft").status == 0
    assert output.read_bytes() != first
    assert sorted(file.name for file in tmp_path.iterdir()) == ["表.PDF", "表.json"]


def test_the_public_form_names_nobody(run: Run, form: Path, tmp_path: Path) -> None:
    data = json.loads(form.read_text())
    data["signatures"] = {"填报人": "张三丰"}
    form.write_text(json.dumps(data))
    output = tmp_path / "x.pdf"
    for public in ([], ["--public"]):
        assert run("print", form, "-o", output, *public).status == 0
        assert ("张三丰" in text_of(output)) is not bool(public)


def test_people_in_a_text_that_is_published_are_told(run: Run, form: Path, tmp_path: Path) -> None:
    data = json.loads(form.read_text())
    data["signatures"] = {"填报人": "张三丰"}
    data["goal_actual"] = "由张三丰（13812345678）完成"
    form.write_text(json.dumps(data))
    said = run("print", form, "-o", tmp_path / "x.pdf", "--public")
    assert said.status == 0
    assert "“张三丰”（实际完成情况）、“13812345678”（实际完成情况）" in said.err
    assert run("print", form, "-o", tmp_path / "x.pdf").err == ""


def text_of(pdf: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return "".join(text.split())


def test_the_version(run: Run) -> None:
    assert run("--version").out == f"自评通 {VERSION}\n"


def test_exporting(run: Run, form: Path, tmp_path: Path) -> None:
    output = tmp_path / "出.json"
    assert run("export", form, "-o", output).status == 0
    assert loads(output.read_bytes()) == sample()
    output = tmp_path / "出.pdf"
    assert run("export", form, "-o", output).status == 0
    assert output.read_bytes().startswith(b"%PDF-")
    for name in ("出.xlsx", "出.docx"):
        assert run("export", form, "-o", tmp_path / name).status == 0
        assert read_form_file(tmp_path / name).forms == (sample(),)


def test_the_report_is_drafted_from_the_form(
    run: Run, refused: Callable[..., str], form: Path, tmp_path: Path
) -> None:
    output = tmp_path / "报告.docx"
    assert "“____”处由单位填写" in run("report", form, "-o", output).out
    assert output.read_bytes().startswith(b"PK")
    assert "扩展名" in refused("report", form, "-o", tmp_path / "报告.pdf")


@pytest.mark.parametrize("command", ["print", "export"])
def test_outputs_that_are_refused(
    refused: Callable[..., str], command: str, form: Path, tmp_path: Path
) -> None:
    (tmp_path / "夹.pdf").mkdir()
    before = form.read_bytes()
    for output in ("出.txt", "出", "夹.pdf", "没有/出.pdf", "表.json/出.pdf", f"{'长' * 300}.pdf"):
        refused(command, form, "-o", tmp_path / output)
    assert form.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["夹.pdf", "表.json"]


def test_the_input_is_never_overwritten(
    refused: Callable[..., str], form: Path, archive: Path, tmp_path: Path
) -> None:
    linked, hard = tmp_path / "链接.json", tmp_path / "硬链接.json"
    linked.symlink_to(form)
    hard.hardlink_to(form)
    before = form.read_bytes(), archive.read_bytes()
    other_spelling = tmp_path / "." / ".." / tmp_path.name / "表.json"
    for output in (form, linked, hard, other_spelling):
        assert "不能被覆盖" in refused("export", form, "-o", output)
    for name in ("档案.json", "档案.pdf"):
        (tmp_path / name).hardlink_to(archive)
        assert "不能被覆盖" in refused("export", 1, "--archive", archive, "-o", tmp_path / name)
    assert (form.read_bytes(), archive.read_bytes()) == before


def test_importing_listing_showing(run: Run, form: Path, tmp_path: Path) -> None:
    archive = tmp_path / "新" / "档案.db"
    said = run("import", form, SAMPLE, "--archive", archive)
    assert (said.status, said.out, said.err) == (0, "1\n2\n", "")
    entries = run("list", "--archive", archive, "--json").json
    assert entries[0] == {
        "id": 1,
        "year": 2021,
        "project": "社会保险服务费",
        "unit": "上海市社会保险事业管理中心",
        "state": "draft",
        "total_score": "96.70",
        "grade": "优",
        "version": 1,
        "changed": entries[0]["changed"],
    }
    said = run("show", 2, "--archive", archive)
    assert loads(said.out) == sample()
    assert said.out == dumps(sample())


def test_a_broken_file_stops_no_other(
    run: Run, refused: Callable[..., str], form: Path, tmp_path: Path, archive: Path
) -> None:
    broken = tmp_path / "坏.json"
    broken.write_text("{")
    said = run("import", broken, form, "--archive", archive)
    assert (said.status, said.out) == (0, "3\n")
    assert "坏.json" in said.err
    assert "坏.json" in refused("import", broken, "--archive", tmp_path / "新.db")
    assert not (tmp_path / "新.db").exists()


def test_a_folder_is_imported_form_by_form(run: Run, form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "往年"
    folder.mkdir()
    several = dumps_all([sample(), sample()])
    (folder / "两份.json").write_text(several, encoding="utf-8")
    (folder / "一份.json").write_bytes(form.read_bytes())
    target = tmp_path / "新.db"
    assert run("import", folder, "--archive", target).out.split() == ["1", "2", "3"]
    out = tmp_path / "全部.json"
    assert run("export", folder / "两份.json", "-o", out).status == 0
    assert out.read_text(encoding="utf-8") == several
    chosen = run("score", folder / "两份.json", "--form", 2, "--json")
    assert chosen.json["total_score"] == "96.70"


def test_listing_by_year_and_text(run: Run, archive: Path) -> None:
    def ids(*more: object) -> list[int]:
        found = run("list", "--archive", archive, "--json", *more).json
        return [entry["id"] for entry in found]

    assert ids() == [1, 2]
    assert ids("--year", 2022) == [2]
    assert ids("--year", 1999) == []
    assert ids("--search", "改名") == [1]
    assert ids("--search", "钉钉", "--year", 2021) == [1]
    assert ids("--year", "x") == []
    assert "改名" in run("list", "--archive", archive).out


def test_versions_are_shown(run: Run, refused: Callable[..., str], archive: Path) -> None:
    def project(*more: object) -> object:
        return run("show", 1, "--archive", archive, *more).json["project"]

    assert [project(), project("--version", 2)] == ["改名", "改名"]
    assert project("--version", 1) == "社会保险服务费"
    for arguments in ((1, "--version", 3), (3,), ("x",), ("9" * 30,), (0,), (1, "--version", -1)):
        refused("show", *arguments, "--archive", archive)


def test_a_form_of_an_archive(run: Run, archive: Path, tmp_path: Path) -> None:
    before = archive.read_bytes()
    assert run("score", 1, "--archive", archive, "--json").json["total_score"] == "96.70"
    assert run("check", 1, "--archive", archive).status == 0
    for name in ("x.pdf", "x.json"):
        assert run("export", 1, "--archive", archive, "-o", tmp_path / name).status == 0
    assert run("print", 1, "--archive", archive, "-o", tmp_path / "y.pdf").status == 0
    assert loads((tmp_path / "x.json").read_bytes()).project == "改名"
    assert archive.read_bytes() == before


def test_a_form_of_an_archive_is_checked_beside_last_years(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "两年.db"
    rules = load_profile()
    with Archive.create(path) as archive:
        for year in (2021, 2022):
            form = replace(sample(), year=year)
            archive.add(form, summarize(form, assess(form, rules)), rules=rules.text)

    def codes(*more: object) -> set[str]:
        problems = run("check", 2, "--archive", path, "--json", *more).json["problems"]
        return {problem["code"] for problem in problems}

    assert "reason-copied-last-year" in codes()
    assert "reason-copied-last-year" in codes("--profile", "旧口径2016")
    said = run("check", 1, "--archive", path, "--json").json["problems"]
    assert "reason-copied-last-year" not in {problem["code"] for problem in said}


def test_backup_restore_verify(
    run: Run, refused: Callable[..., str], archive: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "备份.db"
    assert run("backup", "--archive", archive, "-o", copy).status == 0
    assert "2 份自评表，3 个版本" in run("verify", "--archive", copy).out
    assert "--replace" in refused("restore", copy, "--archive", archive)
    assert run("restore", copy, "--archive", tmp_path / "新.db").status == 0
    assert run("verify", "--archive", tmp_path / "新.db").status == 0
    said = run("restore", copy, "--archive", archive, "--replace")
    (kept,) = tmp_path.glob("档案.恢复前-*.db")
    assert (said.status, kept.name in said.out) == (0, True)
    refused("backup", "--archive", archive, "-o", archive)
    refused("restore", tmp_path / "没有.db", "--archive", archive, "--replace")


def test_a_damaged_archive_does_not_pass(run: Run, archive: Path) -> None:
    with sqlite3.connect(archive) as raw:
        raw.execute("UPDATE versions SET content = content || ' ' WHERE number = 1")
    raw.close()
    said = run("verify", "--archive", archive)
    assert (said.status, said.out.count("\n"), said.err.count("\n")) == (2, 2, 1)
    assert "第 1 号自评表第 1 版" in said.out


def test_archive_commands_refuse_what_is_no_archive(
    refused: Callable[..., str], form: Path, tmp_path: Path
) -> None:
    before = form.read_bytes()
    for archive in (form, tmp_path / "没有.db", tmp_path):
        for command in (["list"], ["show", 1], ["verify"], ["backup", "-o", tmp_path / "b.db"]):
            refused(*command, "--archive", archive)
        refused("score", 1, "--archive", archive)
    refused("import", SAMPLE, "--archive", form)
    assert form.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [form.name]


def test_the_demo_can_be_run_again(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "演示"
    outputs = [run("demo", "--into", folder) for _ in range(2)]
    assert [said.status for said in outputs] == [0, 0]
    assert "总分 96.7，等级 优，0 个错误" in outputs[0].out
    assert outputs[0].out == outputs[1].out
    assert sorted(file.name for file in folder.iterdir()) == [
        "窗口.png",
        "自评档案.db",
        "自评表.pdf",
    ]
