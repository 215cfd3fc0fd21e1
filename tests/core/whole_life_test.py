"""Three years of one project in the archive: from the first draft to the restored backup."""

from datetime import datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from core.archive.archive import Archive
from core.archive.backups import FOLDER, back_up, newest_good
from core.archive.contents import contents, inspect
from core.archive.opening import open_or_create
from core.archive.records import Stage
from core.archive.rescue import bring_back
from core.assessment import assess
from core.checks.catalogue import examine_beside
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path as Field
from core.rules import rules_for_archived
from core.sample import sample
from core.scoring.profile_file import load_profile
from core.summary import summarize
from core.years.carry_over import carry_over, promises
from core.years.comparison import changes
from core.years.last_year import beside
from core.years.yearly import year_of

RULES = load_profile()
NOON = datetime(2022, 1, 10, 12, 0, 0)  # noqa: DTZ001  (the clerk's clock)


def put(archive: Archive, form: Evaluation, follows: int | None = None) -> int:
    summary = summarize(form, assess(form, RULES))
    return archive.add(form, summary, rules=RULES.text, follows=follows)


def save(archive: Archive, number: int, form: Evaluation) -> None:
    archive.save(number, form, summarize(form, assess(form, RULES)), rules=RULES.text)


def filled_in(blank: Evaluation, pattern: Evaluation) -> Evaluation:
    """What the clerk types: last year's figures, each row as it was, reasons of this year."""
    form = replace(blank, funds=pattern.funds, goal_actual=pattern.goal_actual)
    for row, was in zip(blank.indicators, pattern.indicators, strict=True):
        form = apply(form, SetField(Field(row.id, "actual"), was.actual))
        form = apply(form, SetField(Field(row.id, "score"), was.score))
        if was.deviation.strip():
            form = apply(form, SetField(Field(row.id, "deviation"), f"{blank.year} 年已部分落实"))
    return form


def test_three_years(tmp_path: Path) -> None:
    path, places = tmp_path / "自评档案.db", [tmp_path / FOLDER]
    with open_or_create(path) as archive:
        first = put(archive, sample())
        assert archive.finalize(first) == "2021-001"
        archive.file_scan(first, "签章页.pdf", b"%PDF 2021", 3)
        back_up(archive, places, "定稿", NOON)

        numbers = [first]
        for year in (2022, 2023):
            last = archive.load(numbers[-1])
            blank = carry_over(last, year)
            number = put(archive, blank, follows=numbers[-1])
            assert archive.previous(number) == numbers[-1]
            rows = beside(blank, last, assess(last, RULES).scorecard)
            assert [row.promise for row in rows if row and row.promise] == [
                promise.reason for promise in promises(last)
            ]
            form = filled_in(blank, last)
            card = assess(form, RULES).scorecard
            assert examine_beside(form, card, rows) == ()
            save(archive, number, form)
            assert archive.finalize(number) == f"{year}-001"
            numbers.append(number)

        archive.file_scan(numbers[1], "签章页.pdf", b"%PDF 2022", 3)
        corrected = archive.correct(numbers[1])
        form = archive.load(corrected)
        row = next(row for row in form.indicators if row.name == "培训完成率")
        save(archive, corrected, apply(form, SetField(Field(row.id, "actual"), "99%")))
        slip = changes(archive.load(numbers[1]), archive.load(corrected))
        assert [(c.name, c.old, c.new) for c in slip] == [
            ("“培训完成率”实际完成值", row.actual, "99%")
        ]
        assert archive.finalize(corrected, errors=0) == "2022-002"
        assert archive.previous(numbers[2]) == corrected

        assert [len(year_of(archive, year).projects) for year in (2021, 2022, 2023)] == [1, 1, 1]
        assert year_of(archive, 2022).projects[0].entry.id == corrected
        assert year_of(archive, 2023).rows[0][7] == "97.00%"
        assert rules_for_archived(archive, corrected, "") is RULES
        back_up(archive, places, "退出", NOON + timedelta(days=800))
        held = contents(archive)
        assert archive.verify() == ()

    path.write_bytes(b"\0" * 5000)
    newest = newest_good(places)
    assert newest is not None
    bring_back(path, newest.path)
    assert inspect(newest.path).contents == held
    with Archive.open(path) as archive:
        assert contents(archive) == held
        assert [scan.name for scan in archive.scans(first)] == ["签章页.pdf"]
        assert archive.load(first) == sample()
        assert [entry.stage for entry in archive.list()] == [
            Stage.SIGNED,
            Stage.SIGNED,
            Stage.FINAL,
            Stage.FINAL,
        ]
