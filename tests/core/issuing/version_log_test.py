"""Who changed what and when: in words, as JSON, and nothing of it in what is published."""

import json
from pathlib import Path

import pytest

from core.archive.archive import Archive
from core.archive.records import Summary
from core.command_line import main
from core.filling.approval import adjust_fields, approve
from core.issuing.finalizing import finalize
from core.issuing.publication import for_publication
from core.issuing.slip_pdf import slip_pdf
from core.issuing.version_log import version_in_words, version_log
from core.model.edits import Edit, SetField, apply
from core.model.path import Path as Address
from core.model.selfeval import dumps
from core.sample import sample

ROW = next(row for row in sample().indicators if row.name == "培训完成率")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Approved by one, adjusted by another, finalised by the first."""
    path = tmp_path / "自评档案.db"
    with Archive.create(path) as store:
        store.author = "张三"
        number = store.add(apply(sample(), approve("2021-03-15")), Summary())

        def save(edit: Edit) -> None:
            form = apply(store.load(number), edit)
            store.save(number, form, Summary(), new_version=True)

        store.author = "李四"
        form = store.load(number)
        save(adjust_fields(form, (SetField(Address(ROW.id, "target"), ">=90%"),), "年中压减培训"))
        store.author = "张三"
        finalize(store, number)
    return path


def test_each_version_tells_who_and_what(archive: Path) -> None:
    with Archive.open(archive) as store:
        first, second = version_log(store, 1)
        assert [info.author for info in store.history(1)] == ["张三", "李四，定稿 张三"]
    assert next(iter(first.lines)).endswith("张三）")
    head, change = second.lines
    assert "定稿 2021-001" in head
    assert change == f"  “培训完成率”年度指标值：{ROW.target} → >=90%（年中压减培训）"
    assert version_in_words(second.version).endswith("，李四，定稿 张三）")


def test_the_command_line_tells_it(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    show = ["show", "1", "--archive", str(archive), "--log"]
    assert main(show, lambda *_: None) == 0
    assert "年中压减培训" in capsys.readouterr().out
    assert main([*show, "--json"], lambda *_: None) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["author"] for one in told] == ["张三", "李四，定稿 张三"]
    assert told[1]["changes"][0]["reason"] == "年中压减培训"
    assert main([*show, "--version", "2"], lambda *_: None) == 0
    assert "第 1 版" not in capsys.readouterr().out


def test_the_slip_has_the_reason_beside_old_and_new(archive: Path) -> None:
    import pypdfium2

    with Archive.open(archive) as store:
        old, new = store.load(1, 1), store.load(1, 2)
        before, after = (version_in_words(one.version) for one in version_log(store, 1))
        data = slip_pdf(old, new, before, after)
    (page,) = pypdfium2.PdfDocument(data)
    text = page.get_textpage().get_text_range()
    assert "年中压减培训" in text
    assert "张三" in text


def test_nothing_of_it_is_published(archive: Path) -> None:
    with Archive.open(archive) as store:
        public = dumps(for_publication(store.load(1)))
    assert not [word for word in ("张三", "李四", "年中压减", "2021-03-15") if word in public]


def test_an_import_is_locked_on_wish(tmp_path: Path) -> None:
    form = tmp_path / "目标表.json"
    form.write_text(dumps(sample()), encoding="utf-8")
    path = tmp_path / "a.db"
    wish = ["--approved", "2021-03-15", "--by", "张三"]
    assert main(["import", str(form), "--archive", str(path), *wish], lambda *_: None) == 0
    with Archive.open(path) as store:
        assert store.load(1).targets_approved == "2021-03-15"
        assert [info.author for info in store.history(1)] == ["张三"]
