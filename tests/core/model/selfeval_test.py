"""``selfeval/1``: what comes in goes out again, and what is no form is refused in one sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.archive import codec
from core.archive.errors import ArchiveError
from core.model.edits import SetField, apply
from core.model.evaluation import ROOT, Evaluation, NamedText
from core.model.file_values import FormFileError
from core.model.path import Path
from core.model.selfeval import FORMAT, dumps, from_dict, loads, loads_all, to_dict
from core.resources import resource
from core.sample import sample
from tests.strategies import evaluations, form_files

SAMPLE = resource("samples", "社会保险服务费-2021.json")


@given(evaluations())
def test_a_form_survives_file_and_archive(form: Evaluation) -> None:
    assert loads(dumps(form)) == form
    assert loads(dumps(form, indent=None).encode()) == form
    assert codec.decode(codec.encode(form)) == form


@given(form_files())
def test_no_key_and_no_text_is_lost(data: dict[str, Any]) -> None:
    again = to_dict(from_dict(data))
    for key, value in data.items():
        if key in {"funds", "indicators"}:
            for row, row_again in zip(value, again[key], strict=True):  # type: ignore[call-overload]
                assert row.items() <= row_again.items()
        elif value not in ("", {}):
            assert again[key] == value


@given(evaluations())
def test_the_same_content_gives_the_same_bytes(form: Evaluation) -> None:
    assert dumps(form) == dumps(loads(dumps(form)))
    assert codec.encode(form) == codec.encode(codec.decode(codec.encode(form)))


@given(evaluations())
def test_a_version_is_written_as_its_whole_would_be(form: Evaluation) -> None:
    tree = [[len(group.indicators) for group in category.groups] for category in form.categories]
    whole = {"codec": codec.CODEC, "form": to_dict(form), "tree": tree}
    assert codec.encode(form) == json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def test_a_save_writes_the_row_that_changed_and_no_other() -> None:
    form = sample()
    codec.encode(form)
    codec.printed_digest(form)
    row = list(form.indicators)[20]
    before = codec._row_text.cache_info().misses
    edited = apply(form, SetField(Path(row.id, "actual"), "1"))
    codec.encode(edited)
    codec.printed_digest(edited)
    assert codec._row_text.cache_info().misses == before + 2  # as it is, and as it is printed


def test_what_cannot_be_read_back_is_refused_with_its_place() -> None:
    row = list(sample().indicators)[20]
    broken = apply(sample(), SetField(Path(row.id, "actual"), "\ud800"))
    with pytest.raises(ArchiveError, match="indicators/20/actual"):
        codec.encode(broken)


def test_the_sample_is_kept_verbatim() -> None:
    data = json.loads(SAMPLE.read_text("utf-8"))
    again = json.loads(dumps(loads(SAMPLE.read_bytes())))
    for row, row_again in zip(data["funds"], again["funds"], strict=True):
        assert row.items() <= row_again.items()
    assert again["indicators"] == data["indicators"]
    assert data.keys() <= again.keys()


def test_unknown_keys_are_kept_at_every_level() -> None:
    deep: object = "x"
    for _ in range(90):
        deep = [deep]
    data = {
        "format": FORMAT,
        "来源": {"系统": [1, 2.5, None, True]},
        "funds": [{"name": "总额", "编码": 7}],
        "indicators": [{"level1": "产出", "备注": deep}],
        "signatures": ["不是对象"],
    }
    again = to_dict(from_dict(data))
    assert again["来源"] == data["来源"]
    assert again["signatures"] == data["signatures"]
    assert json.loads(dumps(from_dict(data)))["indicators"][0]["备注"] == deep


@pytest.mark.parametrize(
    "text",
    [
        '{"format": "selfeval/1", "project": "甲", "project": "乙"}',
        '{"format": "selfeval/1", "indicators": [{"score": "9", "target": "1", "score": "8"}]}',
        '{"format": "selfeval/1", "sections": {"存在问题": "甲", "存在问题": "乙"}}',
    ],
)
def test_a_key_that_stands_twice_is_refused(text: str) -> None:
    with pytest.raises(FormFileError, match="写了两次"):
        loads(text)


@pytest.mark.parametrize("place", ["文件", "sections"])
def test_a_file_of_nothing_but_names_is_refused(place: str) -> None:
    names = {f"栏目{number}": "" for number in range(1001)}
    data = {"format": "selfeval/1"} | (names if place == "文件" else {place: names})
    with pytest.raises(FormFileError, match=f"{place} 有 1001 个栏目"):
        loads(json.dumps(data))


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("2021", 2021),
        ("２０２１", 2021),
        ("2021年", 2021),
        (" 2021 年度", 2021),
        (2021, 2021),
        ("二〇二一", "二〇二一"),
        ("2O21", "2O21"),
        ("2021-2022", "2021-2022"),
        ("0999", "0999"),
        ("", ""),
        ("9" * 41, "9" * 41),
    ],
)
def test_a_year_of_another_program_is_an_integer_where_it_is_one(
    written: int | str, year: int | str
) -> None:
    data = json.dumps({"format": "selfeval/1", "year": written})
    assert [form.year for form in loads_all(data)] == [year]
    assert [form.year for form in loads_all(f"[{data}]")] == [year]
    typed = apply(Evaluation(), SetField(Path(ROOT, "year"), str(written)))
    assert typed.year == year


def test_no_text_is_lost_where_two_sections_bear_one_name() -> None:
    parts = tuple(NamedText(id=n, name="存在问题", text=f"第{n}条") for n in (1, 2))
    assert to_dict(Evaluation(sections=parts))["sections"] == {"存在问题": "第1条\n第2条"}


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
))  # fmt: skip
def test_any_json_is_read_or_refused(value: object) -> None:
    for data in (value, {"format": FORMAT, "x": value}, {"format": FORMAT, "indicators": value}):
        try:
            form = from_dict(data)
        except FormFileError as error:
            assert "\n" not in str(error)  # noqa: PT017
        else:
            assert from_dict(to_dict(form)) == form


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_any_bytes_are_refused_in_one_sentence(data: bytes | str) -> None:
    with pytest.raises(FormFileError) as refusal:
        loads(data)
    assert str(refusal.value).isprintable()


@pytest.mark.parametrize("at", range(0, 400, 7))
def test_a_cut_file_is_refused(at: int) -> None:
    content = SAMPLE.read_bytes()
    with pytest.raises(FormFileError):
        loads(content[: len(content) * at // 400])
