"""The law of fields: every field of every node goes wherever a form goes, or its record says not.

The forms are made from the table of fields itself, so a field that is added there is tried here.
The last test adds one to a copy of the program and runs this very file there.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import codec
from core.assessment import assess
from core.exchange.clipboard_formats import read_text
from core.exchange.pdf_attachment import attachment
from core.filling.pasting import paste
from core.issuing.form_pdf import pdf
from core.issuing.publication import for_publication
from core.model.edits import SetField, apply, map_columns
from core.model.evaluation import (
    Category,
    Evaluation,
    Evidence,
    Fund,
    Group,
    Indicator,
    NamedText,
    Node,
    nodes,
)
from core.model.fields import FIELDS, Field, Kind, Written, label, only
from core.model.path import Path as Address
from core.model.path import read
from core.model.selfeval import dumps, loads
from core.scoring.profile_file import load_profile
from core.sheet.form import lay_out
from core.sheet.grid import Grid
from core.sheet.layout import Block, layout_for, layout_names
from core.years.carry_over import carry_over
from core.years.comparison import changes

ROOT_FOLDER = Path(__file__).parents[3]
T = TypeVar("T")
EVERY: list[tuple[type, Field]] = [
    (node, field) for node, known in FIELDS.items() for field in known
]
TEXTS = [(node, field) for node, field in EVERY if field.is_text]
RULES = load_profile()


def named(case: tuple[type, Field]) -> str:
    node, field = case
    return f"{node.__name__}.{field.name}"


def value(field: Field, mark: str) -> object:
    """Something that this field can hold, told apart by ``mark``."""
    if field.kind is Kind.WAIVED:
        return (("score-differs", mark),)
    if field.kind is Kind.FILES:
        return (Evidence(mark, f"{ord(mark[0]):064x}", 7),)
    if field.kind is Kind.UNKNOWN:
        return (("来自", json.dumps(mark, ensure_ascii=False)),)
    if field.kind is Kind.YEAR:
        return 2021
    return mark if field.kind is Kind.TEXT else f"{ord(mark[0])}{field.name}"


def filled(node: T, mark: str) -> T:
    """A node with all that its records name."""
    own = {f.name: value(f, f"{mark}{f.name}") for f in FIELDS[type(node)] if f.kind != Kind.NODES}
    return replace(node, **own)  # type: ignore[type-var]


def full_form(mark: str = "甲") -> Evaluation:
    """A form in which every field of every node is filled."""
    row = filled(Indicator(id=2), mark)
    group = replace(filled(Group(id=3), mark), indicators=(row,))
    category = replace(filled(Category(id=4), mark), groups=(group,))
    return replace(
        filled(Evaluation(), mark),
        funds=(filled(Fund(id=1), mark),),
        categories=(category,),
        sections=(filled(NamedText(id=5), mark),),
        signatures=(filled(NamedText(id=6), mark),),
    )


def held(form: Evaluation, kind: type, field: Field) -> set[Any]:
    """What the nodes of a kind hold in a field."""
    own = [form] if kind is Evaluation else [n for n in nodes(form) if type(n) is kind]
    return {getattr(node, field.name) for node in own} - {(), ""}


def same(one: Evaluation, other: Evaluation) -> bool:
    """Whether two forms hold the same, whatever the numbers of their nodes."""

    def unnumbered(form: Evaluation) -> Evaluation:
        return map_columns(form, lambda _, __, below: tuple(replace(n, id=0) for n in below))

    return unnumbered(one) == unnumbered(other)


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_that_a_node_has_is_in_the_table(kind: type[Any]) -> None:
    assert {field.name for field in FIELDS[kind]} == set(kind.__struct_fields__) - {"id"}
    assert all(field.label for field in FIELDS[kind])


@pytest.mark.parametrize("kind", [Category, Group, NamedText])
def test_a_file_has_no_place_for_more_in_levels_and_named_texts(kind: type[Any]) -> None:
    # Levels are names in the rows of a file, a named text is one key with its value.
    assert sum(field.is_text for field in FIELDS[kind]) == (2 if kind is NamedText else 1)


@given(st.text(min_size=1, max_size=8))
def test_file_and_archive_keep_every_field(mark: str) -> None:
    form = full_form(mark)
    assert same(loads(dumps(form)), form)
    assert same(codec.decode(codec.encode(form)), form)


def test_the_data_of_a_pdf_keep_every_field() -> None:
    assert same(loads(attachment(pdf(full_form())) or b""), full_form())


@pytest.mark.parametrize("case", TEXTS, ids=named)
def test_every_text_has_an_address_and_a_name(case: tuple[type, Field]) -> None:
    kind, field = case
    form = full_form()
    node: Node | None = next((n for n in nodes(form) if type(n) is kind), None)
    path = Address(0 if node is None else node.id, field.name)
    assert read(form, path) == str(getattr(node or form, field.name))
    assert read(apply(form, SetField(path, "2020")), path) == "2020"
    assert label(kind, field.name) == field.label


@pytest.mark.parametrize("case", EVERY, ids=named)
def test_a_comparison_tells_every_field(case: tuple[type, Field]) -> None:
    kind, field = case
    if field.kind is Kind.NODES:
        return  # told by what they hold
    form = full_form()
    other = full_form("乙") if field.kind is not Kind.YEAR else replace(full_form(), year=1999)

    def take(node: object) -> object:
        donors = [other, *nodes(other)]
        donor = next(d for d in donors if type(d) is kind)
        return replace(node, **{field.name: getattr(donor, field.name)})  # type: ignore[type-var]

    changed = with_each(form, kind, take)
    assert changed != form
    found = changes(form, changed)
    assert found
    if field.is_text and kind not in {Category, Group, NamedText}:
        assert any(field.label in change.name for change in found)


def with_each(form: Evaluation, kind: type, change: Callable[[Any], Any]) -> Evaluation:
    """The form with every node of a kind changed."""
    form = map_columns(
        form, lambda _, __, below: tuple(change(n) if type(n) is kind else n for n in below)
    )
    return change(form) if kind is Evaluation else form


@pytest.mark.parametrize("case", EVERY, ids=named)
def test_next_year_begins_with_what_its_record_says(case: tuple[type, Field]) -> None:
    kind, field = case
    if field.kind in {Kind.NODES, Kind.YEAR}:
        return
    form, after = full_form(), carry_over(full_form(), 2022)
    expected = held(form, kind, field) if field.carried else set()
    if kind is NamedText and field.name == "text":
        # A signature stays unless it is a date: the same people sign next year's form.
        expected = {form.signatures[0].text}
    assert held(after, kind, field) == expected


@pytest.mark.parametrize("case", EVERY, ids=named)
def test_what_is_published_is_what_its_record_says(case: tuple[type, Field]) -> None:
    kind, field = case
    form, public = full_form(), for_publication(full_form())
    expected = held(form, kind, field) if field.published else set()
    if field.kind is Kind.NODES:
        assert bool(held(public, kind, field)) == field.published
    elif kind is NamedText:
        assert held(public, kind, field) == {getattr(form.sections[0], field.name)}
    else:
        assert held(public, kind, field) == expected


@pytest.mark.parametrize("layout", layout_names())
def test_a_paste_brings_every_column_that_a_layout_prints(layout: str) -> None:
    form = replace(full_form(), template=layout)
    grid = Grid.of_sheet(lay_out(form, assess(form, RULES)))
    first = next(cell for cell in grid.sheet.cells if cell.path == Address(4, "name"))
    columns = [column.field for column in layout_for(layout).indicators.columns]
    texts = {"level1": "产出", "level2": "数量"}
    block = read_text(
        "\r\n".join("\t".join(texts.get(name, f"{name}{row}") for name in columns) for row in "12")
    )
    pasting = paste(form, grid, first, block)
    assert pasting.edit is not None
    rows = list(apply(form, pasting.edit).indicators)[-2:]
    for row, number in zip(rows, "12", strict=True):
        for name in columns[2:]:
            assert getattr(row, name) == f"{name}{number}"


@pytest.mark.parametrize("layout", layout_names())
def test_layouts_print_fields_of_the_table(layout: str) -> None:
    paper = layout_for(layout)
    blocks: list[tuple[Block, type]] = [
        (paper.funds, Fund), (paper.goals, Evaluation), (paper.indicators, Indicator)
    ]  # fmt: skip
    for block, kind in blocks:
        known = {field.name for field in FIELDS[kind] if field.on_paper and field.is_text}
        levels = {"level1", "level2"} if kind is Indicator else set()
        assert {column.field for column in block.columns} <= known | levels


def test_what_the_format_did_not_have_leaves_other_files_as_they_were() -> None:
    def bare(node: T) -> T:
        return only(
            node, lambda field: field.written is not Written.OURS or field.kind is Kind.NODES
        )

    form = bare(map_columns(full_form(), lambda _, __, below: tuple(map(bare, below))))
    keys = {field.name for field in FIELDS[Indicator] if field.written is Written.OURS}
    (row,) = json.loads(dumps(form))["indicators"]
    assert not keys & row.keys()
    assert "kept" not in dumps(form)


def test_a_key_that_another_program_uses_otherwise_is_kept() -> None:
    for kind, field in EVERY:
        if field.written is Written.OURS and kind is Indicator:
            data = {"format": "selfeval/1", "indicators": [{field.name: {"x": [1]}}]}
            assert json.loads(dumps(loads(json.dumps(data))))["indicators"][0][field.name] == {
                "x": [1]
            }


NEW = "witness"


def test_a_field_added_to_a_copy_of_the_program_is_lost_nowhere(tmp_path: Path) -> None:
    """The model gets a field, its table a record, a layout a column: nothing else is touched."""
    for name in ("core", "resources", "pyproject.toml"):
        target = tmp_path / name
        if (ROOT_FOLDER / name).is_dir():
            quiet = shutil.ignore_patterns("__pycache__", "manual")
            shutil.copytree(ROOT_FOLDER / name, target, ignore=quiet, symlinks=True)
        else:
            shutil.copy(ROOT_FOLDER / name, target)
    mine = tmp_path / "tests/core/model"
    mine.mkdir(parents=True)
    shutil.copy(__file__, mine)
    edit(tmp_path / "core/model/evaluation.py", '    band: str = ""\n', f'    {NEW}: str = ""\n')
    edit(
        tmp_path / "core/model/fields.py",
        '        Field("method", "计分方法", on_paper=False),\n',
        f'        Field("{NEW}", "见证"),\n',
    )
    layout = tmp_path / "resources/layouts/上海.toml"
    text = layout.read_text(encoding="utf-8")
    before = '    ["deviation", "偏差原因分析及改进措施", "10+2"],\n'
    assert before in text
    columns = before.replace("10+2", "10+1") + f'    ["{NEW}", "见证", "11+1"],\n'
    layout.write_text(text.replace(before, columns), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "tests/core/model"]
    run = subprocess.run(
        [*command, "-k", "not added_to_a_copy"],
        cwd=tmp_path, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    check = (
        "from core.sample import sample\n"
        "from core.archive import codec\n"
        "print(codec.digest(codec.encode(sample())))"
    )
    new = subprocess.run(
        [sys.executable, "-c", check], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    from core.sample import sample

    assert new.stdout.strip() == codec.digest(codec.encode(sample()))


def edit(path: Path, before: str, added: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, path
    path.write_text(text.replace(before, before + added), encoding="utf-8")
