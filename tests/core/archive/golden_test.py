"""Archives of every format that was ever used open for ever. These files never change."""

import sqlite3
from contextlib import closing
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from core.archive.archive import Archive
from core.archive.backup import restore
from core.archive.backups import FOLDER, back_up
from core.archive.connection import format_number, format_of
from core.archive.contents import contents
from core.archive.filed_evidence import content_of_evidence, findings
from core.archive.records import Stage
from core.archive.verify import OTHER_FIGURES
from core.assessment import assess
from core.issuing.finalizing import paper_of
from core.rules import rules_of
from core.sample import sample
from tests.old_archives import old_archives, put_old_archive


@pytest.mark.parametrize("name", old_archives("format-????"))
def test_an_old_archive_opens(name: str, tmp_path: Path) -> None:
    path = put_old_archive(name, tmp_path)
    with Archive.open(path) as archive:
        assert format_of(archive._db) == format_number()
        assert archive.verify() == ()
        assert archive.load(1) == sample()
        assert archive.load(1, 1).project == "社会保险服务费（初稿）"
        assert [entry.id for entry in archive.list()] == [1, 2]
        assert [entry.id for entry in archive.list(trashed=True)] == [3]
        assert [entry.state for entry in archive.list()] == ["draft", "final"]
        entry = archive.entry(1)
        assert (entry.year, entry.version, entry.summary.total_score) == (2021, 2, "96.70")
        assert archive.entry(2).year == "二〇二一"
        assert [found.id for found in archive.list(search="培训")] == [1, 2]
        assert archive.save(1, sample(), entry.summary, new_version=True) == 2


def test_rules_scans_and_links_come_back(tmp_path: Path) -> None:
    path = put_old_archive("format-2005.db", tmp_path)
    with Archive.open(path) as archive:
        rules = rules_of(archive.rules(2), "")
        assert (rules.name, assess(archive.load(2), rules).scorecard.total_score) == (
            "财政部2020",
            Decimal("96.7"),
        )
        assert (archive.entry(2).stage, archive.entry(2).final_number) == (
            Stage.SIGNED,
            "无年度-001",
        )
        assert [archive.scan(scan.id) for scan in archive.scans(2)] == [b"%PDF-1.7\nscan"]
        assert archive.entry(3).follows == 1


def test_the_paper_of_a_final_version_comes_back(tmp_path: Path) -> None:
    path = put_old_archive("format-2006.db", tmp_path)
    with Archive.open(path) as archive:
        assert archive.paper(2, archive.entry(2).version) == b"%PDF-1.7\npaper"


PAPERS = {
    "format-2006-lived.db": {
        2: "fd4119a5e24d167b0f33b53a4d78d5b86b5f8ca3bb7f26e47a105b265c77c5b7",
        3: "3eb7ca5a436d493048d7be00f8e6ad6852c3d4ba2e3c0abd864d46c122834914",
    },
    "format-2007-lived.db": {
        2: "149d2137188a3f5ec1ec1b8831905477b4185ad8ed84986eb42f865fc5a19704",
        3: "ed7395fb1a5f848b6a806d9ffda019478110ed0fade583c9f86199db90764692",
    },
    "format-2008-lived.db": {
        2: "483e6dd1c768d9d6531b1384fdc50edd8a49d21209e2904d90b45cd3f0b9a4cd",
        3: "de2ab71569a08adca9677e0237c650535deda3d19b999f495ebee052bc0c1dcc",
    },
    "format-2009-lived.db": {
        2: "1e0034ef3b9bb52d340739ce53401bb20a871ec3c2192322c6a2edec9d15ace1",
        3: "417adaba2718c943b05f7e68da7c879367945e00d6e3f0e2336ac804c2236cba",
    },
    "format-2010-lived.db": {
        2: "59cfaa68acdd0be99884e73f367b88de1d23aa65afcc849797f57cb5f8069e0c",
        3: "021fb88e457534e77902f75088f015e46640461e429415838147bf4f4c45eff4",
    },
    "format-2011-lived.db": {
        2: "1a5dc7f6ceb43ed1d64ff790d6f76d4af9e56c3c8bd12f1d697c45b1af4b0c03",
        3: "f7ada988497a24f6ffc856222c9552d6dd95ecfd5eaa5f6ae0e892d7a4d1fcf3",
    },
}
"""SHA-256 of the PDF of each final version, written down on the day it was made."""


@pytest.fixture(params=sorted(PAPERS))
def lived(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an archive that has lived, see ``tests.golden.make_archive``."""
    return put_old_archive(request.param, tmp_path)


def test_an_archive_that_has_lived_goes_on_living(lived: Path) -> None:
    with Archive.open(lived) as archive:
        assert format_of(archive.database) == format_number()
        assert archive.verify() == ()
        told = [(one.id, one.year, one.stage, one.summary.total_score) for one in archive.list()]
        assert told == [
            *(
                (1, 2021, Stage.SIGNED, "96.70"),
                (2, 2021, Stage.DRAFT, "96.70"),
                (3, 2022, Stage.DRAFT, "0.00"),
            ),
        ]
        assert [entry.project for entry in archive.list(trashed=True)] == ["放错的一份"]
        assert [entry.id for entry in archive.list(search="钉钉")] == [1, 2, 3]
        assert (archive.entry(2).corrects, archive.entry(3).follows) == (1, 1)
        assert archive.previous(3) == 1
        assert [info.final_number for info in archive.history(1)] == ["", "2021-001", "2021-002"]
        assert archive.load(1, 2) == archive.load(2) == sample()
        for number, version in ((1, 1), (1, 2), (1, 3), (2, 2), (3, 1)):
            form = archive.load(number, version)
            card = assess(form, rules_of(archive.rules(number, version), "")).scorecard
            stored = archive.history(number)[version - 1].summary
            assert f"{card.total_score:.2f}" == stored.total_score
        assert [archive.scan(scan.id) for scan in archive.scans(1)] == [b"\x89PNG\r\n\x1a\n signed"]
        archive.save(3, sample(), archive.entry(1).summary)
        assert archive.verify() == ()


def test_what_was_final_is_printed_byte_for_byte(lived: Path) -> None:
    with Archive.open(lived) as archive:
        kept = {version: paper_of(archive, 1, version) for version in (2, 3)}
    assert {version: sha256(paper).hexdigest() for version, paper in kept.items()} == PAPERS[
        lived.name
    ]
    for version, paper in kept.items():
        text = "".join(page.get_textpage().get_text_range() for page in PdfDocument(paper))
        assert f"2021-00{version - 1}" in text


def test_a_golden_archive_is_backed_up_and_brought_back(lived: Path, tmp_path: Path) -> None:
    with Archive.open(lived) as archive:
        (done,) = back_up(archive, [tmp_path / FOLDER], "退出")
        held = contents(archive)
    assert done.path is not None
    restore(done.path, tmp_path / "恢复.db")
    with Archive.open(tmp_path / "恢复.db") as archive:
        assert contents(archive) == held


def test_filed_evidence_and_who_saved_come_back(tmp_path: Path) -> None:
    path = put_old_archive("format-2009-lived.db", tmp_path)
    with Archive.open(path) as archive:
        (filed,) = archive.load(4).evidence
        assert (filed.name, filed.size) == ("验收单.png", 17)
        assert content_of_evidence(archive, filed) == b"\x89PNG\r\n\x1a\n accepted"
        assert findings(archive) == ()
        assert [info.author for info in archive.history(4)] == ["张三", "张三"]


def test_a_list_that_told_other_figures_tells_those_of_the_present_version(tmp_path: Path) -> None:
    path = put_old_archive("format-2010-lived.db", tmp_path)
    with closing(sqlite3.connect(path)) as db, db:  # as a final form that was saved again left it
        db.execute("UPDATE evaluations SET total_score = '1.00', errors = 2 WHERE id = 1")
    with Archive.open(path) as archive:
        assert archive.verify() == ()
        assert archive.entry(1).summary.total_score == "96.70"
        archive.database.execute("UPDATE evaluations SET errors = 3 WHERE id = 1")
        assert archive.verify() == (
            f"第 1 号自评表第 {archive.entry(1).version} 版{OTHER_FIGURES}",
        )


def test_there_is_one_of_each_format() -> None:
    names = set(old_archives())
    assert {"format-1001.db", "format-2005.db", "format-2006.db"} <= names
    assert names - {"format-1001.db", "format-2005.db", "format-2006.db"} == PAPERS.keys()
    # A new format gets its own on the day it is born: python -m tests.golden.make_archive
    assert f"format-{format_number()}-lived.db" in names
