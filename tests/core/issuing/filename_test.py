"""Names of files: allowed on every system, whatever a form is called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.issuing.filename import file_name, safe_name
from core.model.evaluation import Evaluation

DEVICE = re.compile(r"(?i)(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)")
HOSTILE = st.text(st.characters(), max_size=80) | st.sampled_from(
    ["..", "CON", "nul.txt", "COM¹", "a/b\\c", "\u202efdp.exe", "\ud800", "𠮷" * 60, " . ", "~"]
)
ENDING = "_评分底稿_第12版_定稿_公开版.pdf"


@given(HOSTILE, HOSTILE, HOSTILE)
def test_every_system_takes_the_name(unit: str, project: str, year: str) -> None:
    form = Evaluation(unit=unit, project=project, year=year)
    for name in (file_name(form, ENDING), file_name(form, ".pdf"), safe_name(unit) + ".xlsx"):
        assert 0 < len(name.encode()) <= 250
        assert not re.search(r'[\\/:*?"<>|\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]', name)
        assert not DEVICE.match(name)
        assert not name.startswith((".", " "))
        assert not name.rpartition(".")[0].endswith((".", " "))


@pytest.mark.parametrize(
    ("project", "name"),
    [
        ("道路/养护：二期", "道路 养护：二期_2024.pdf"),
        ("a\u202efdp.exe", "afdp.exe_2024.pdf"),
        ("", "2024.pdf"),
    ],
)
def test_a_name_stays_what_the_form_is_called(project: str, name: str) -> None:
    assert file_name(Evaluation(project=project, year=2024), ".pdf") == name


def test_a_device_is_no_name() -> None:
    assert file_name(Evaluation(unit="NUL.社保"), ".pdf").startswith("_NUL.")
    assert file_name(replace(Evaluation(), project="CON"), ".pdf") == "_CON.pdf"
