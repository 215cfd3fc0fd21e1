"""Remembered widths are those that would be found, of that very sheet, or none."""

import json
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.assessment import assess
from core.model.evaluation import Evaluation
from core.report import column_cache as module
from core.report.column_cache import NAME, RECIPE, load_columns, save_columns
from core.report.columns import column_edges
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.page_setup import UPRIGHT
from core.sheet.sheet import Sheet
from tests.strategies import evaluations

WIDTH = UPRIGHT.frame().width


def sheet_of(form: Evaluation) -> Sheet:
    return lay_out(form, assess(form, profile_for("")))


SHEET = sheet_of(sample())
EDGES = column_edges(SHEET, WIDTH)


@given(form=evaluations(max_rows=3))
def test_what_is_remembered_is_what_would_be_found(form: Evaluation) -> None:
    sheet = sheet_of(form)
    edges = column_edges(sheet, WIDTH)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "缓存"
        assert load_columns(sheet, WIDTH, folder) is None
        save_columns(sheet, WIDTH, edges, folder)
        assert load_columns(sheet, WIDTH, folder) == edges
        assert load_columns(sheet, WIDTH + 1, folder) is None


@given(data=st.data())
def test_another_text_anywhere_is_another_sheet(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(SHEET.cells) - 1))
    cells = list(SHEET.cells)
    cells[at] = replace(cells[at], text=cells[at].text + "字")
    with tempfile.TemporaryDirectory() as name:
        save_columns(SHEET, WIDTH, EDGES, Path(name))
        assert load_columns(replace(SHEET, cells=tuple(cells)), WIDTH, Path(name)) is None


def test_another_program_or_recipe_finds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_columns(SHEET, WIDTH, EDGES, tmp_path)
    for name, other in (("VERSION", "9.9"), ("RECIPE", RECIPE + 1)):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, other)
            assert load_columns(SHEET, WIDTH, tmp_path) is None
    assert load_columns(SHEET, WIDTH, tmp_path) == EDGES


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
STARTS = len(EDGES[0])


@given(
    columns=JSON
    | st.lists(st.tuples(st.integers(-2, 10**12), st.lists(st.floats(), max_size=STARTS)))
    | st.just([[10**9, list(EDGES[0])]])
    | st.just([[len(EDGES), [0.0] * STARTS]])
)
def test_impossible_widths_are_none(columns: object) -> None:
    with tempfile.TemporaryDirectory() as name:
        save_columns(SHEET, WIDTH, EDGES, Path(name))
        path = Path(name) / NAME
        digest = module._digest(SHEET, WIDTH, json.loads(json.dumps(columns)))
        path.write_text(json.dumps({"digest": digest, "columns": columns}))
        assert load_columns(SHEET, WIDTH, Path(name)) is None


@given(data=st.data())
def test_a_damaged_file_gives_what_was_found_or_nothing(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        save_columns(SHEET, WIDTH, EDGES, Path(name))
        path = Path(name) / NAME
        content = path.read_bytes()
        cut = data.draw(st.integers(0, len(content) - 1))
        rest = data.draw(st.just(b"") | st.just(content[cut + 1 :]))
        other = data.draw(st.binary(max_size=4) | st.sampled_from([b"1", b"7", b"e"]))
        path.write_bytes(content[:cut] + other + rest)
        assert load_columns(SHEET, WIDTH, Path(name)) in (None, EDGES)


def test_nothing_is_read_through_a_link_and_nothing_is_raised(tmp_path: Path) -> None:
    save_columns(SHEET, WIDTH, EDGES, tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / NAME).symlink_to(tmp_path / "a" / NAME)
    assert load_columns(SHEET, WIDTH, tmp_path / "b") is None
    (tmp_path / "c").write_text("a file, no folder")
    save_columns(SHEET, WIDTH, EDGES, tmp_path / "c")
    assert load_columns(SHEET, WIDTH, tmp_path / "c") is None


def test_other_widths_need_another_recipe() -> None:
    """Where this fails on purpose, raise ``RECIPE`` and put the new digest here."""
    rounded = [[round(x, 6) for x in row] for row in EDGES]
    assert (RECIPE, sha256(json.dumps(rounded).encode()).hexdigest()[:16]) == (
        2,
        "1d8f130bd7e710df",
    )
