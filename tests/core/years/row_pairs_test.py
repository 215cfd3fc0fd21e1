"""Which row is which: a few are paired as all are."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import codec
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation, Evidence, under_levels
from core.model.path import Path, map_node
from core.model.selfeval import from_dict
from core.sample import sample
from core.years.row_pairs import pairs, partners_of
from tests.examples import examples

NAMES = st.sampled_from(("甲", "甲 ", "ＡＢ", "AB", "乙", "", "甲\0", "\u0301"))
ROW = st.fixed_dictionaries({"level1": NAMES, "level2": NAMES, "level3": NAMES})
FILE = Evidence("签到表.pdf", "0" * 64, 1)
FORMS = st.lists(ROW, max_size=8).map(lambda rows: {"format": "selfeval/1", "indicators": rows})


@settings(max_examples=examples(300))
@given(FORMS.map(from_dict), FORMS.map(from_dict), st.sets(st.integers(0, 7)))
def test_a_few_rows_are_paired_as_all_of_them_are(
    old: Evaluation, new: Evaluation, chosen: set[int]
) -> None:
    after = tuple(new.indicators)
    all_pairs = {at: after[index] for index, at in enumerate(pairs(old, new)) if at is not None}
    wanted = sorted(at for at in chosen if at < len(tuple(old.indicators)))
    found = partners_of(old, wanted, under_levels(new))
    assert found == {at: row for at, row in all_pairs.items() if at in wanted}


def test_the_rows_of_a_version_answer_as_its_form_does() -> None:
    old = sample()
    row = next(row for row in old.indicators if row.deviation)
    answered = apply(old, SetField(Path(row.id, "deviation"), "整改已全部完成"))
    first, *others = answered.categories
    doubled = replace(answered, categories=(first, first, *others))  # a tree that names do not tell
    beyond = {"kept": (("a", "另有说明"),), "extra": (("x", "1"),), "evidence": (FILE,)}
    fuller = map_node(answered, row.id, lambda one: replace(one, **beyond))
    for new in (answered, doubled, fuller):
        rows = codec.rows_of(codec.encode(new))
        told = [(*names, row.name, row.deviation, dict(row.kept)) for *names, row in rows]
        form = codec.decode(codec.encode(new))
        assert told == [
            (*names, row.name, row.deviation, dict(row.kept)) for *names, row in under_levels(form)
        ]
