"""``evidence`` on the command line, and what becomes of it on paper and in a comparison."""

import json
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.evidence_files import MOST_BYTES, folder_of
from core.archive.records import Summary
from core.assessment import assess
from core.checks.evidence_calls import calls_for_evidence
from core.command_line import main
from core.exchange.errors import ExchangeError
from core.filling import evidence as filling
from core.filling.evidence import filed_with, read_files, taken_off
from core.issuing.filename import safe_name
from core.issuing.form_pdf import annex_pdf
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Evidence
from core.model.path import Path as Address
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.sheet.annex import lay_out_annex
from core.sheet.sheet import Band

RULES = load_profile()


def run(*arguments: object) -> int:
    return main(list(map(str, arguments)), lambda *_: None)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "自评档案.db"
    with Archive.create(path) as store:
        store.add(sample(), Summary())
    return path


def test_add_list_save_and_clean(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan, table = tmp_path / "验收单.pdf", tmp_path / "台账.xlsx"
    scan.write_bytes(b"%PDF-1.7 scan")
    table.write_bytes(b"PK table")
    assert run("evidence", "add", 1, scan, "--archive", archive, "--row", 2, "--by", "张三") == 0
    assert "第 2 版" in capsys.readouterr().out
    assert run("evidence", "add", 1, table, scan, "--archive", archive) == 0
    capsys.readouterr()
    assert run("evidence", "list", 1, "--archive", archive, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["row"], one["name"]) for one in listed] == [
        (None, "台账.xlsx"),
        (None, "验收单.pdf"),
        (2, "验收单.pdf"),
    ]
    out = tmp_path / "存到"
    out.mkdir()
    (out / "台账.xlsx").write_text("别的")
    assert run("evidence", "save", 1, "--archive", archive, "-o", out) == 0
    assert (out / "台账.xlsx").read_text() == "别的"
    assert (out / "台账 (2).xlsx").read_bytes() == b"PK table"
    assert (out / "验收单.pdf").read_bytes() == b"%PDF-1.7 scan"
    assert run("evidence", "clean", "--archive", archive) == 0
    assert run("evidence", "list", 1, "--archive", archive) == 0
    assert "共 3 件佐证材料" in capsys.readouterr().out
    with Archive.open(archive) as store:
        assert [info.author for info in store.history(1)] == ["", "张三", ""]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", 1, "没有.pdf"), "没有这个文件"),
        (("add", 9, "{scan}"), "没有第 9 号"),
        (("add", 1, "{scan}", "--row", 99), "没有第 99 行"),
        (("add", 1, "{empty}"), "空文件"),
        (("add", 1, "{folder}"), "文件夹"),
        (("add", 1, "{huge}"), "超过 50 MB"),
        (("save", 1, "-o", "没有"), "没有文件夹"),
        (("save", 1, "-o", "{folder}", "--number", 1), "没有第 1 件"),
        (("what",), "没有“what”这个命令"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    arguments: tuple[object, ...], told: str,
) -> None:  # fmt: skip
    places = {name: tmp_path / name for name in ("scan", "empty", "huge", "folder")}
    places["scan"].write_bytes(b"x")
    places["empty"].touch()
    places["folder"].mkdir()
    with places["huge"].open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)  # takes no room
    given = [str(one).format(**places) for one in arguments]
    assert run("evidence", *given, "--archive", archive) == 2
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    with Archive.open(archive) as store:
        assert store.entry(1).version == 1


def test_files_are_added_once_and_taken_off() -> None:
    one, other = Evidence("甲.pdf", "a" * 64, 3), Evidence("乙.pdf", "b" * 64, 4)
    form = apply(sample(), filed_with(sample(), ROOT, [one, one]))
    assert form.evidence == (one,)
    row = next(form.indicators).id
    form = apply(form, filed_with(form, row, [one, other]))
    assert next(form.indicators).evidence == (one, other)
    assert next(apply(form, taken_off(form, row, 0)).indicators).evidence == (other,)
    assert apply(form, filed_with(form, row, [other])) is form


def test_a_form_takes_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "MOST_OF_A_FORM", 2)
    filling.refuse_too_many(sample(), 2)
    with pytest.raises(ExchangeError, match="不超过 2 个"):
        filling.refuse_too_many(sample(), 3)


def test_not_more_is_read_at_once_than_can_be_held(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.pdf" for number in range(11)]
    for path in files:
        with path.open("wb") as stream:
            stream.truncate(MOST_BYTES)  # takes no room
    with pytest.raises(ExchangeError, match="请分几次登记"):
        read_files(files)


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    import os

    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExchangeError, match="不是普通文件"):
        read_files([tmp_path / "pipe"])


def test_the_annex_lists_it_on_a_page_of_its_own() -> None:
    import pypdfium2

    form = apply(
        sample(), filed_with(sample(), ROOT, [Evidence("总结\u202e.pdf", "a" * 64, 2_100_000)])
    )
    second = list(form.indicators)[1]
    form = apply(form, SetField(Address(second.id, "deviation"), "详见附件"))
    assessment = assess(form, RULES)
    sheet = lay_out_annex(form, assessment, RULES)
    assert sheet.bands.count(Band.APPENDIX) == 1
    assert Band.APPENDIX not in lay_out_annex(sample(), assess(sample(), RULES), RULES).bands
    document = pypdfium2.PdfDocument(annex_pdf(form, assessment, RULES))
    texts = [page.get_textpage().get_text_range() for page in document]
    last = texts[-1]
    assert "佐证材料清单" in last
    assert "总结?.pdf" in last
    assert "2.1 MB" in last
    assert "偏差原因里提到" in last
    assert not [text for text in texts[:-1] if "佐证材料清单" in text]
    assert "计分人" in texts[-2]


def test_only_what_the_form_says_calls_for_evidence() -> None:
    assessment = assess(sample(), RULES)
    calls = calls_for_evidence(sample(), assessment.scorecard)
    rows = list(sample().indicators)
    assert len(calls) <= 3
    asked = apply(sample(), SetField(Address(rows[0].id, "actual"), "见附件"))
    again = calls_for_evidence(asked, assess(asked, RULES).scorecard)
    assert again[rows[0].id].startswith("实际完成值里提到")
    filed = apply(asked, filed_with(asked, rows[0].id, [Evidence("甲", "a" * 64, 3)]))
    assert rows[0].id not in calls_for_evidence(filed, assess(filed, RULES).scorecard)
    none = apply(sample(), SetField(Address(rows[0].id, "actual"), "无附件"))
    assert rows[0].id not in calls_for_evidence(none, assess(none, RULES).scorecard)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("NUL", "_NUL"),
        ("com1.pdf", "_com1.pdf"),
        ("../../a.pdf", "a.pdf"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("...", "文件"),
        ("\ud800", "文件"),
    ],
)
def test_names_that_a_system_refuses(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_what_was_filed_already_is_not_told_as_filed(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan, again = tmp_path / "验收单.pdf", tmp_path / "验收单副本.pdf"
    for path in (scan, again):
        path.write_bytes(b"%PDF-1.7 scan")
    assert run("evidence", "add", 1, scan, again, "--archive", archive) == 0
    told = capsys.readouterr()
    assert "已登记 1 件佐证材料：“验收单.pdf”" in told.out
    assert "有 1 件内容相同" in told.err
    assert run("evidence", "add", 1, again, "--archive", archive) == 0
    told = capsys.readouterr()
    assert not told.out.strip()
    assert "有 1 件内容相同" in told.err


def test_a_damaged_file_hinders_no_other_and_is_told_by_name(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("甲.pdf", "乙.pdf"):
        (tmp_path / name).write_text(name)
    assert (
        run("evidence", "add", 1, tmp_path / "甲.pdf", tmp_path / "乙.pdf", "--archive", archive)
        == 0
    )
    with Archive.open(archive, read_only=True) as store:
        first, second = store.load(1).evidence
    (folder_of(archive) / first.sha256).unlink()
    out = tmp_path / "存到"
    out.mkdir()
    capsys.readouterr()
    assert run("evidence", "save", 1, "--archive", archive, "-o", out) == 0
    told = capsys.readouterr()
    assert [path.name for path in out.iterdir()] == ["乙.pdf"]
    assert "“甲.pdf”没有另存" in told.err
    for output in (tmp_path / "副本.db", out):  # one copy, or a place of backups
        assert run("backup", "--archive", archive, "-o", output) == 0
        assert "有 1 件佐证材料的文件没有找到" in capsys.readouterr().err
    assert run("backup", "--archive", archive, "-o", tmp_path / "副本2.db") == 0
    assert "1 件佐证材料 1 KB" in capsys.readouterr().out
    (folder_of(archive) / second.sha256).unlink()
    assert run("evidence", "save", 1, "--archive", archive, "-o", out) == 2


def test_a_final_form_takes_more_files_and_stays_final(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "验收单.pdf").write_bytes(b"%PDF-1.7 scan")
    with Archive.open(archive) as store:
        number = store.finalize(1, errors=0)
    assert run("evidence", "add", 1, tmp_path / "验收单.pdf", "--archive", archive) == 0
    with Archive.open(archive) as store:
        entry = store.entry(1)
        assert (entry.state, entry.final_number) == ("final", number)
        assert [one.name for one in store.load(1).evidence] == ["验收单.pdf"]


def test_a_name_of_nothing_but_what_is_forbidden_keeps_its_ending() -> None:
    assert safe_name("??.pdf") == "文件.pdf"
    assert safe_name(".bashrc") == "bashrc"
    assert safe_name("???") == "文件"
