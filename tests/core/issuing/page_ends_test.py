"""The page ends that the window marks are those of the print, whoever finds them."""

from itertools import product

from core.assessment import assess
from core.issuing.page_ends import AT_ONCE, PackedSheet, cuts, cuts_of, pack
from core.report.page_composition import compose
from core.sample import sample
from core.scoring.profile_file import profile_for
from core.sheet.form import lay_out
from core.sheet.page_setup import PageSetup
from core.workers.process import Worker

SHEET = lay_out(sample(), assess(sample(), profile_for("")))


SETUPS = (PageSetup(), PageSetup(landscape=True))


def packed_sheet(setup: PageSetup, *, stamped: bool) -> PackedSheet:
    return PackedSheet(SHEET.widths, SHEET.bands, tuple(pack(SHEET)), setup, stamped)


def test_pages_begin_where_the_print_begins_them() -> None:
    for setup, stamped in product(SETUPS, (False, True)):
        pages = compose(SHEET, setup, stamped=stamped).pages
        found = cuts(SHEET, setup, stamped=stamped)
        begins = [next(s.row for s in page.strips if not s.repeated) for page in pages[1:]]
        assert [cut.row for cut in found] == begins
        assert begins == sorted(set(begins)) != []
        assert all(0 <= cut.share < 1 for cut in found)


def test_a_sheet_comes_through_as_it_was_packed_a_few_cells_at_a_time() -> None:
    packed = packed_sheet(SETUPS[0], stamped=True)
    assert packed.sheet == SHEET
    assert len(packed.cells) == -(-len(SHEET.cells) // AT_ONCE) > 1


def test_another_process_finds_the_same() -> None:
    with Worker() as worker:
        for setup, stamped in product(SETUPS, (False, True)):
            found = worker.ask(cuts_of, packed_sheet(setup, stamped=stamped))
            assert found == cuts(SHEET, setup, stamped=stamped)
