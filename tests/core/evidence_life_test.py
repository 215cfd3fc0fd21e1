"""The whole life of a form with evidence: approved, adjusted, final, corrected, handed over."""

from hashlib import sha256
from pathlib import Path

from core.archive.archive import Archive
from core.archive.backup import restore
from core.archive.backups import back_up, snapshot
from core.archive.filed_evidence import all_evidence, content_of_evidence, file_evidence, findings
from core.archive.handover import archive_in, hand_over
from core.archive.lineage import lineage
from core.assessment import assess
from core.filling.approval import adjust_fields, approve, breach
from core.filling.evidence import filed_with
from core.issuing.finalizing import finalize, paper_of
from core.issuing.version_log import version_log
from core.model.edits import Edit, SetField, apply
from core.model.evaluation import ROOT
from core.model.path import Path as Field
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.carry_over import carry_over

RULES = load_profile()
ROW = next(row for row in sample().indicators if row.name == "培训完成率")
FILES = {"验收单.pdf": b"%PDF-1.7 accepted", "台账.xlsx": b"PK table", "照片.jpg": b"\xff\xd8\xff"}


def save(archive: Archive, number: int, edit: Edit) -> None:
    before = archive.load(number)
    form = apply(before, edit)
    assert breach(before, form) == ""
    found = summarize(form, assess(form, RULES))
    archive.save(number, form, found, rules=RULES.text, new_version=True)


def live(archive: Archive) -> int:
    """One form from its approval to the correction of its final version; the correction."""
    archive.author = "张三"
    form = apply(sample(), approve("2021-03-15"))
    number = archive.add(form, summarize(form, assess(form, RULES)), rules=RULES.text)
    archive.author = "李四"
    save(
        archive, number,
        adjust_fields(
            archive.load(number), (SetField(Field(ROW.id, "target"), "≥90%"),), "年中压减培训"
        ),
    )  # fmt: skip
    filed = [file_evidence(archive, *pair) for pair in FILES.items()]
    save(archive, number, filed_with(archive.load(number), ROW.id, filed[:2]))
    save(archive, number, filed_with(archive.load(number), ROOT, filed[1:]))
    finalize(archive, number)
    correction = archive.correct(number)
    save(archive, correction, SetField(Field(ROW.id, "deviation"), "更正：参训人员调离"))
    finalize(archive, correction)
    return correction


def told(archive: Archive, number: int) -> dict[str, object]:
    """Everything that must come back."""
    return {
        "form": archive.load(number),
        "evidence": {
            one.name: sha256(content_of_evidence(archive, one)).hexdigest()
            for one in all_evidence(archive.load(number))
        },
        "log": [tuple(entry.lines) for entry in version_log(archive, number)],
        "papers": [
            sha256(paper_of(archive, one.evaluation, one.info.number)).hexdigest()
            for one in lineage(archive, number)
            if one.info.state == "final"
        ],
    }


def test_everything_is_there_after_handing_over_and_restoring(tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    with Archive.create(tmp_path / "数据" / "自评档案.db") as archive:
        number = live(archive)
        before = told(archive, number)
        assert findings(archive) == ()
        (placed,) = back_up(archive, [stick / "备份"], "退出")
        done = hand_over(snapshot(archive, [stick]), stick / "交接包.zip")
    assert (done.evidence, done.lacking) == (3, 0)
    assert before["evidence"] == {
        name: sha256(content).hexdigest() for name, content in FILES.items()
    }
    log = "\n".join(line for entry in before["log"] for line in entry)  # type: ignore[attr-defined]
    for word in ("张三", "李四", "年中压减培训", "更正：参训人员调离", "定稿 2021-001", "佐证材料"):
        assert word in log
    assert len(before["papers"]) == 2  # type: ignore[arg-type]
    assert placed.path is not None
    restore(placed.path, tmp_path / "恢复" / "自评档案.db")
    with archive_in(stick / "交接包.zip", stick) as found:
        restore(found, tmp_path / "接手" / "自评档案.db")
    for folder in ("恢复", "接手"):
        with Archive.open(tmp_path / folder / "自评档案.db") as copy:
            assert told(copy, number) == before
            assert copy.verify() == ()
            assert findings(copy) == ()


def test_next_year_begins_unlocked_and_without_evidence(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "自评档案.db") as archive:
        form = archive.load(live(archive))
    following = carry_over(form, 2022)
    assert following.targets_approved == ""
    assert all_evidence(following) == ()
    assert next(row for row in following.indicators if row.name == ROW.name).target == "≥90%"
