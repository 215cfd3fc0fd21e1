"""Forms in files that Excel, Word and LibreOffice write are read whole, layout by layout."""

import pytest

from tests.foreign.cases import GOLDEN, Case, golden_cases
from tests.foreign.readings import measured


@pytest.mark.parametrize("case", golden_cases(), ids=lambda case: case.name)
def test_a_golden_file_is_read_to_the_form_that_was_drawn(case: Case) -> None:
    reading = measured(case, case.path.read_bytes())
    assert not reading.wrong
    assert reading.wanted


def test_the_golden_files_are_small_and_all_wanted() -> None:
    files = {path.name: path.stat().st_size for path in GOLDEN.iterdir()}
    assert set(files) == {case.name for case in golden_cases()}
    assert max(files.values()) < 300_000
    assert sum(files.values()) < 3_000_000
