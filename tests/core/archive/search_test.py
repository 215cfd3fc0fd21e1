"""Finding is exact: what the index answers is what reading every text would answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from core.archive import archive_rows
from core.archive.archive import Archive
from core.archive.archive_rows import findable, words_of
from core.archive.records import Summary
from core.model.edits import SetField, apply
from core.model.evaluation import Evaluation
from core.model.path import Path as Address
from core.sample import sample

FIGURES = Summary()
ALPHABET = '社会保险费A1 \n。%_"*()\0𠮷'
TEXTS = st.text(ALPHABET, max_size=12)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "档案.db") as store:
        yield store


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("库") / "档案.db") as store:
        yield store


def ids(archive: Archive, text: str) -> list[int]:
    return [entry.id for entry in archive.list(search=text)]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=4), TEXTS)
def test_what_is_found_is_what_holds_the_text(
    library: Archive, forms: list[tuple[str, str, str]], text: str
) -> None:
    with library.transaction():
        for entry in library.list():
            library.remove(entry.id)
        held = {}
        for project, unit, department in forms:
            form = Evaluation(project=project, unit=unit, department=department)
            held[library.add(Evaluation(project="别的"), FIGURES)] = Evaluation(project="别的")
            number = library.add(Evaluation(), FIGURES)
            library.save(number, form, FIGURES)
            held[number] = form
    wanted = findable(text.strip())
    assert ids(library, text) == [n for n, form in held.items() if wanted in words_of(form)]


@pytest.mark.parametrize("text", ["培", "培训", "钉钉", "“钉钉”日使用人数", "服务"])
def test_words_of_one_two_and_more_characters(archive: Archive, text: str) -> None:
    archive.add(sample(), FIGURES)
    archive.add(Evaluation(project="无关"), FIGURES)
    assert ids(archive, text) == [1]


def test_what_is_not_written_any_more_is_not_found(archive: Archive) -> None:
    archive.add(sample(), FIGURES)
    archive.save(1, replace(sample(), project="道路养护"), FIGURES)
    assert (ids(archive, "道路"), ids(archive, "社会保险服务费")) == ([1], [])


def test_the_index_is_made_anew_from_the_words(archive: Archive) -> None:
    archive.add(sample(), FIGURES)
    archive._db.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    archive._db.commit()
    assert ids(archive, "培训") == []
    archive.rebuild_search()
    assert ids(archive, "培训") == [1]
    archive.save(1, replace(sample(), project="道路养护"), FIGURES)
    assert ids(archive, "道路") == [1]


JOINING = "e\u0301\u0338\u1100\u1161\u11a8가ａA\u2212ﬁßΣς\r\u00a0\ufe0f\n "
MARKS = st.text(st.sampled_from(JOINING), max_size=6)


@given(st.lists(MARKS | st.text(max_size=8), max_size=5))
@example(["e", "\u0301"])
@example(["\u1100", "\u1161"])
def test_lines_are_made_findable_together_as_each_alone(lines: list[str]) -> None:
    assert findable("\n".join(lines)) == "\n".join(map(findable, lines))


def test_a_save_makes_only_the_text_findable_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    form, made = sample(), list[str]()
    row = next(iter(form.indicators))
    words_of(form)

    def noted(text: str) -> str:
        made.append(text)
        return text

    monkeypatch.setattr(archive_rows, "normalized", noted)
    words_of(apply(form, SetField(Address(row.id, "deviation"), "没有人写过的原因")))
    assert made == ["没有人写过的原因"]
