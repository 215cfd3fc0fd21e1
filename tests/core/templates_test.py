"""What comes with the program, and where it is looked for."""

import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from core.filling.signature_block import SIGNATURES
from core.issuing.publication import for_publication
from core.model.evaluation import Evaluation, NamedText, nodes
from core.model.fields import NODE_LABELS
from core.places import archive_file, cache_folder, data_folder
from core.resources import resource
from core.sample import sample
from core.templates import blank


def test_the_sample_is_the_users_form() -> None:
    form = sample()
    assert (form.project, form.year, form.total_score) == ("社会保险服务费", 2021, "96.7")
    assert len(list(form.indicators)) == 55


def test_a_blank_form_has_the_usual_rows() -> None:
    form = blank()
    names = [
        (category.name, [group.name for group in category.groups]) for category in form.categories
    ]
    assert names == [
        ("产出指标", ["数量指标", "质量指标", "时效指标", "成本指标"]),
        ("效益指标", ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]),
        ("满意度指标", ["服务对象满意度指标"]),
    ]
    assert [fund.name for fund in form.funds] == [fund.name for fund in sample().funds]
    assert [fund.points for fund in form.funds] == ["10", "—", "—", "—"]
    assert (form.title, form.project, form.year) == ("财政项目支出绩效自评表", "", "")
    assert all(row.name == row.target == row.points == "" for row in form.indicators)
    assert tuple(part.name for part in form.signatures) == SIGNATURES


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("templates").glob("*.json")))
def test_every_template_can_be_read(name: str) -> None:
    form = blank(name)
    assert isinstance(form, Evaluation)
    assert {type(node) for node in nodes(form)} <= set(NODE_LABELS)


def test_resources_of_a_checkout_and_of_a_bundle(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resource("samples").is_dir()
    monkeypatch.setattr(sys, "_MEIPASS", "bundle", raising=False)
    assert resource("fonts", "song.ttf") == Path("bundle/resources/fonts/song.ttf")


def test_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZIPINGTONG_DATA", str(tmp_path / "资料"))
    assert data_folder() == tmp_path / "资料"
    assert archive_file() == tmp_path / "资料" / "自评档案.db"
    monkeypatch.setenv("ZIPINGTONG_DATA", "")
    assert data_folder().name == "自评档案"
    assert data_folder().is_absolute()
    assert cache_folder() != data_folder()
    assert not (tmp_path / "资料").exists()


def test_the_published_form_names_nobody() -> None:
    section = NamedText(id=999, name="项目负责人及电话", text="张三 12345678")
    other = NamedText(id=1000, name="评价结论", text="良好")
    form = replace(blank(), sections=(section, other))
    published = for_publication(form)
    assert published.signatures == ()
    assert [part.text for part in published.sections] == ["", "良好"]
    assert published.categories is form.categories
