"""Paper that knows its file: what a scan, a PDF and a spoken code are told to be."""

import random
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from core.archive.archive import Archive
from core.archive.records import Summary
from core.assessment import assess
from core.commands.check import check
from core.commands.forms import FormAddress
from core.commands.print_command import print_form
from core.exchange.errors import ExchangeError
from core.exchange.scans import symbols_in
from core.issuing.form_pdf import annex_pdf, pdf
from core.issuing.identification import Catalogue, Seen, identify
from core.issuing.options import PrintOptions
from core.issuing.signing import doubts, read_scans
from core.issuing.slip_pdf import slip_pdf
from core.issuing.stamping import Filing, content_code, content_codes, filing_of
from core.model.evaluation import NamedText
from core.report.page_marks import Mark, decode
from core.sample import sample
from core.scoring.profile import ProfileError
from core.scoring.profile_file import profile_for
from core.years.summary_files import content_code as year_code
from core.years.summary_files import pdf as summary_pdf
from core.years.yearly import Year, year_of
from tests.examples import examples

TRIES = 100


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The sample twice saved, and another form."""
    path = tmp_path / "档案.db"
    signed = (NamedText(id=900, name="填报人", text="赵钱孙"),)
    with Archive.create(path) as store:
        store.add(replace(sample(), signatures=signed), Summary())
        changed = replace(sample(), goal_actual=sample().goal_actual + "改过")
        store.save(1, changed, Summary(), new_version=True)
        store.add(replace(sample(), project="另一个项目"), Summary())
    return path


def printed(
    archive: Path, number: int, version: int | None = None, *, public: bool = False
) -> bytes:
    with Archive.open(archive, read_only=True) as store:
        filing: Filing = filing_of(store, number)
        if version is not None:
            filing = replace(filing, version=version)
        return pdf(store.load(number, version), filing=filing, options=PrintOptions(public=public))


@cache
def drawn(data: bytes, number: int) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    page: Image.Image = document[number - 1].render(scale=150 / 72, grayscale=True).to_pil()
    document.close()
    return page


def scan(data: bytes, number: int, angle: float = 0.0, seed: int = 0) -> Image.Image:
    """A page as an office scanner gives it: 150 dpi, askew, with noise, on greyish paper."""
    page = drawn(data, number).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    noise = random.Random(seed).randbytes(page.width * page.height)  # noqa: S311
    grain = Image.frombytes("L", page.size, noise).point([value // 5 for value in range(256)])
    return ImageChops.subtract(page, grain)


def told(archive: Path, *given: object) -> str:
    return identify([str(item) for item in given], archive).text


def test_scans_are_read_in_at_least_99_of_100_tries(archive: Path, tmp_path: Path) -> None:
    data, lot = printed(archive, 1), random.Random(7)  # noqa: S311
    path, read = tmp_path / "扫描.bmp", 0
    tries = examples(TRIES)
    for seed in range(tries):
        number = seed % 3 + 1
        scan(data, number, lot.uniform(-3, 3), seed).save(path)
        (texts,) = symbols_in(path)
        marks = [decode(text) for text in texts]
        read += [(mark.number, mark.version, mark.page) for mark in marks] == [(1, 2, number)]
    assert read * 100 >= 99 * tries


def test_a_whole_print_is_named_with_its_version(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "打印.pdf"
    path.write_bytes(printed(archive, 1))
    answer = told(archive, path)
    assert "第 1 号 社会保险服务费（2021 年度）第 2 版，草稿" in answer
    assert "内容与档案一致，是最新一版" in answer
    assert "共 3 页，页页齐全" in answer


def test_a_missing_page_and_one_of_another_version_are_told(archive: Path, tmp_path: Path) -> None:
    new, old = printed(archive, 1), printed(archive, 1, 1)
    for name, data, number in (("a.png", new, 1), ("b.png", old, 2), ("c.png", new, 3)):
        scan(data, number).save(tmp_path / name)
    answer = told(archive, *sorted(tmp_path.glob("*.png")))
    assert "这些页不是同一份，分属 2 份" in answer
    assert "共 3 页，缺第 2 页" in answer
    assert "但不是最新一版：最新是第 2 版" in answer
    assert "b.png" in answer


def test_a_page_that_was_scanned_twice_is_told(archive: Path, tmp_path: Path) -> None:
    data = printed(archive, 1)
    for name, number in (("a.png", 1), ("b.png", 2), ("c.png", 2), ("d.png", 3)):
        scan(data, number).save(tmp_path / name)
    answer = told(archive, *sorted(tmp_path.glob("*.png")))
    assert "共 3 页，页页齐全；第 2 页有不止一张" in answer


def test_a_paper_of_another_archive_with_the_same_content_is_told(archive: Path) -> None:
    with Archive.open(archive, read_only=True) as store:
        code = content_code(store.load(1, 1))
        found = Catalogue(store).describe([Seen(Mark(code, 7, 1, 1, 3), "甲.png")])
    (lines,) = (finding.lines for finding in found)
    assert "第 1 号" in lines[0]
    assert "纸上印的是第 7 号第 1 版，可能出自另一个档案" in lines


def test_what_was_put_away_is_known_and_not_called_the_newest(archive: Path) -> None:
    with Archive.open(archive) as store:
        seen = Seen(Mark(content_code(store.load(2)), page=0, pages=0), "核对码")
        for away in (False, True):
            if away:
                store.remove(2)
            (finding,) = Catalogue(store).describe([seen])
            assert [place.newest for place in finding.places] == [not away]
            assert ("在回收站" in finding.lines[0]) is away


def test_the_code_on_a_paper_of_an_older_program_is_known(archive: Path) -> None:
    with Archive.open(archive) as store:
        form = replace(store.load(2), kept=(("all-full", "已经复核"),))
        store.save(2, form, Summary())
    older = content_codes(form) - {content_code(form)}
    assert len(older) == 1
    assert "第 2 号 另一个项目" in told(archive, *older)


def test_a_paper_that_was_changed_after_printing_is_told(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "打印.pdf"
    path.write_bytes(printed(archive, 1))
    with Archive.open(archive) as store:
        store.save(1, replace(sample(), goal_actual="又改过"), Summary())
    assert "内容与档案里的这一版不同，纸上的总分是 96.7" in told(archive, path)


def test_a_code_that_was_read_aloud_finds_its_version(archive: Path) -> None:
    with Archive.open(archive, read_only=True) as store:
        code = content_code(store.load(1, 1))
    answer = told(archive, f"{code[:4]} {code[4:]}".lower())
    assert "第 1 版" in answer
    assert "最新是第 2 版" in answer
    assert "没有一版是这个核对码" in told(archive, content_code(replace(sample(), unit="别处")))


def test_of_versions_that_print_alike_the_one_on_the_paper_is_named(
    archive: Path, tmp_path: Path
) -> None:
    with Archive.open(archive) as store:
        kept = replace(store.load(1), kept=(("all-full", "已经复核"),))
        assert store.save(1, kept, Summary(), new_version=True) == 3
    path = tmp_path / "打印.pdf"
    path.write_bytes(printed(archive, 1, 2))
    answer = told(archive, path)
    assert "第 2 版，草稿\n" in answer
    assert "内容与档案一致，最新第 3 版印出来也是这样" in answer
    assert "第 3 版，草稿" not in answer


def test_a_code_with_a_wrong_character_is_refused(archive: Path) -> None:
    code = content_code(sample())
    wrong = code[:3] + ("2" if code[3] != "2" else "3") + code[4:]
    with pytest.raises(ExchangeError, match="可能读错了字符"):
        told(archive, wrong)


def test_the_published_form_is_known_as_such(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "公开.pdf"
    path.write_bytes(printed(archive, 1, 1, public=True))
    assert "第 1 版，草稿（公开版）" in told(archive, path)


def test_a_form_printed_outside_is_known_by_its_content(archive: Path, tmp_path: Path) -> None:
    with Archive.open(archive, read_only=True) as store:
        evaluation = store.load(2)
    for plain in (False, True):  # by the QR, and without one by the data in the file
        path = tmp_path / f"{plain}.pdf"
        path.write_bytes(pdf(evaluation, options=PrintOptions(plain=plain)))
        assert "第 2 号 另一个项目" in told(archive, path)


def test_a_page_without_a_mark_is_named(archive: Path, tmp_path: Path) -> None:
    plain = pdf(sample(), options=PrintOptions(plain=True))
    for name, data in (("有.png", printed(archive, 1)), ("无.png", plain)):
        scan(data, 1).save(tmp_path / name)
    answer = told(archive, tmp_path / "有.png", tmp_path / "无.png")
    assert "无.png”：没有找到自评通的二维码" in answer


def test_a_file_that_is_no_picture_is_refused(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "文字.txt"
    path.write_text("这不是图片", encoding="utf-8")
    with pytest.raises(ExchangeError, match="不是能打开的图片"):
        told(archive, path)


def test_printing_from_an_archive_stamps_each_page(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "打印.pdf"
    print_form(FormAddress("1", str(archive)), target)
    marks = [decode(text) for texts in symbols_in(target) for text in texts]
    with Archive.open(archive, read_only=True) as store:
        code = content_code(store.load(1))
    assert [(m.code, m.number, m.version, m.page, m.pages) for m in marks] == [
        (code, 1, 2, page, 3) for page in (1, 2, 3)
    ]
    assert isinstance(marks[0], Mark)
    print_form(FormAddress("1", str(archive)), target, PrintOptions(plain=True))
    assert not any(symbols_in(target))


def test_the_other_papers_of_a_form_say_which_they_are(archive: Path, tmp_path: Path) -> None:
    with Archive.open(archive, read_only=True) as store:
        form, filing = store.load(1), filing_of(store, 1)
        rules, year = profile_for(form.profile), year_of(store, 2021)
    papers = {
        "评分底稿": annex_pdf(form, assess(form, rules), rules, filing),
        "修改单": slip_pdf(sample(), form, "第 1 版", "第 2 版", filing),
        "汇总表": summary_pdf(year),
    }
    for title, data in papers.items():
        path = tmp_path / f"{title}.pdf"
        path.write_bytes(data)
        said = told(archive, path)
        assert said.startswith(f"{title}：")
        assert "内容与档案一致" in said
        assert "页页齐全" in said
        (file,) = read_scans([path])
        assert doubts([file], 1, 2, content_codes(form))
    with Archive.open(archive) as store:
        store.save(1, sample(), Summary("90.00"), new_version=True)
        store.add(replace(sample(), project="又一个项目"), Summary())
    assert "内容与档案不同" in told(archive, tmp_path / "汇总表.pdf")


def test_the_code_of_a_summary_is_known_as_typed_whole_or_of_one_unit(
    archive: Path, tmp_path: Path
) -> None:
    with Archive.open(archive) as store:
        store.add(replace(sample(), unit="养老服务站", project="站点运维"), Summary())
        year = year_of(store, 2021)
    for part, whose in ((year, ""), (year.only("养老服务站"), "，养老服务站")):
        wanted = f"汇总表：2021 年度{whose}，内容与档案一致"
        path = tmp_path / "汇总表.pdf"
        path.write_bytes(summary_pdf(part))
        assert told(archive, path).startswith(wanted)
        said = told(archive, year_code(part))
        assert said == f"核对码 {year_code(part)}：{wanted}"
    code = year_code(year)
    with Archive.open(archive) as store:
        store.add(replace(sample(), project="又一个项目"), Summary())
    assert "没有一版是这个核对码" in told(archive, code)


def test_a_typed_code_has_only_the_year_summed_up_that_it_names(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(archive) as store:
        for year in range(2015, 2021):
            store.add(replace(sample(), year=year), Summary())
        codes = [year_code(year_of(store, year)) for year in range(2015, 2022)]
    summed: list[int] = []

    def spied(store: Archive, year: int) -> Year:
        summed.append(year)
        return year_of(store, year)

    monkeypatch.setattr("core.years.yearly.year_of", spied)
    for year, code in zip(range(2015, 2022), codes, strict=True):
        summed.clear()
        assert f"汇总表：{year} 年度，内容与档案一致" in told(archive, code)
        assert summed == [year]


def test_the_summary_of_a_year_that_cannot_be_summed_up_is_told_calmly(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(archive, read_only=True) as store:
        year = year_of(store, 2021)
    path = tmp_path / "汇总表.pdf"
    path.write_bytes(summary_pdf(year))

    def broken(*_: object) -> None:
        raise ProfileError("评分规则“某”不能用")

    monkeypatch.setattr("core.years.yearly.year_of", broken)
    assert "不能与档案核对：评分规则“某”不能用" in told(archive, path)
    assert "没有一版是这个核对码" in told(archive, year_code(year))


def test_the_annex_from_the_command_line_bears_its_version(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "底稿.pdf"
    check(FormAddress("1", str(archive)), profile=None, json=False, report=target)
    marks = [decode(text) for texts in symbols_in(target) for text in texts]
    assert {(mark.number, mark.version) for mark in marks} == {(1, 2)}
    assert told(archive, target).startswith("评分底稿：第 1 号 社会保险服务费（2021 年度）第 2 版")
    pages = pypdfium2.PdfDocument(target)
    assert "第 1 号 第 2 版 草稿" in "".join(p.get_textpage().get_text_range() for p in pages)
    pages.close()
