"""A scan is filed with the version that it is the paper of, or the clerk hears what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from msgspec.structs import replace

from core.archive.archive import Archive
from core.assessment import assess
from core.exchange.errors import ExchangeError
from core.issuing.finalizing import finalize, paper_of
from core.issuing.signing import ScannedFile, doubts, read_scans
from core.issuing.stamping import content_codes
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.summary import summarize

RULES = profile_for("")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "自评档案.db") as archive:
        for form in (sample(), replace(sample(), unit="另一单位")):
            number = archive.add(form, summarize(form, assess(form, RULES)), rules=RULES.text)
            finalize(archive, number)
        yield archive


def pictures(archive: Archive, number: int, folder: Path) -> list[Path]:
    document = pypdfium2.PdfDocument(paper_of(archive, number))
    paths = []
    for at in range(len(document)):
        paths.append(folder / f"{number}-{at + 1}.png")
        document[at].render(scale=150 / 72).to_pil().save(paths[-1])
    document.close()
    return paths


def told(archive: Archive, files: list[ScannedFile], number: int = 1) -> tuple[str, ...]:
    return doubts(files, number, 1, content_codes(archive.load(number, 1)))


def test_the_paper_of_the_version_raises_no_doubt(archive: Archive, tmp_path: Path) -> None:
    files = read_scans(pictures(archive, 1, tmp_path))
    assert len(files) > 1
    assert told(archive, files) == ()
    whole = tmp_path / "whole.pdf"
    whole.write_bytes(paper_of(archive, 1))
    assert told(archive, read_scans([whole])) == ()


def test_a_missing_page_and_a_double_one_are_told(archive: Archive, tmp_path: Path) -> None:
    files = read_scans(pictures(archive, 1, tmp_path))
    assert told(archive, files[1:]) == (f"这一版共 {len(files)} 页，缺第 1 页",)
    assert told(archive, [*files, files[0]]) == ("第 1 页扫描了不止一次",)


def test_paper_of_another_form_or_content_is_told(archive: Archive, tmp_path: Path) -> None:
    other = read_scans(pictures(archive, 2, tmp_path))
    assert told(archive, other)[0] == "“2-1.png”是第 2 号第 1 版的纸，不是这一版"
    own = read_scans(pictures(archive, 1, tmp_path))
    assert "内容与定稿不同" in doubts(own, 1, 1, {"00" * 4})[0]


def test_a_page_without_a_code_is_the_clerks_to_check(archive: Archive, tmp_path: Path) -> None:
    files = read_scans(pictures(archive, 1, tmp_path))
    blind = replace(files[0], marks=(None,))
    assert told(archive, [blind, *files[1:]]) == ("“1-1.png”没有读出二维码，请自己核对",)
    assert "没有读出自评通的二维码" in told(archive, [blind])[0]


def test_what_is_no_picture_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "签章扫描件.png"
    path.write_text("没有页")
    with pytest.raises(ExchangeError, match="不是 PDF、PNG、JPEG 或 TIFF 文件"):
        read_scans([path])


def test_the_ending_of_a_scan_is_the_one_of_what_it_is(archive: Archive, tmp_path: Path) -> None:
    (page, *_) = pictures(archive, 1, tmp_path)
    wrong = page.rename(tmp_path / "x.pdf\u202egnp.bat")
    (file,) = read_scans([wrong])
    assert file.path.suffix == ".png"
    assert file.content == wrong.read_bytes()
