"""Laws of every edit: the form stays whole, what was not touched is shared, nothing is lost."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.model.edits import (
    COLUMN_KINDS,
    EditError,
    Insert,
    Move,
    Place,
    Remove,
    SetField,
    Together,
    apply,
    copied,
    describe,
    field_name,
    parent_place,
    siblings,
)
from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Fund,
    Group,
    Indicator,
    NamedText,
    Node,
    fresh_id,
    nodes,
)
from core.model.path import Path, UnknownPathError, find, read
from core.model.selfeval import loads
from core.sample import sample
from tests.strategies import evaluations

FORMS = evaluations(max_rows=6)
FIELDS = {
    Indicator: ("name", "target", "actual", "points", "score", "deviation"),
    Group: ("name",),
    Category: ("name",),
    Fund: ("name", "initial", "annual", "executed", "points", "rate", "score"),
    NamedText: ("name", "text"),
}


def whole(form: Evaluation) -> bool:
    """Whether ids are unique and positive, and nothing above an indicator is empty."""
    ids = [node.id for node in nodes(form)]
    return (
        len(set(ids)) == len(ids)
        and all(number > ROOT for number in ids)
        and all(category.groups for category in form.categories)
        and all(group.indicators for category in form.categories for group in category.groups)
    )


def below(node: Node) -> set[int]:
    """The id of a node and of everything below it."""
    parts: tuple[Node, ...] = ()
    if isinstance(node, Category):
        parts = node.groups
    elif isinstance(node, Group):
        parts = node.indicators
    return {node.id}.union(*map(below, parts))


def a_node(draw: st.DrawFn, form: Evaluation, *kinds: type[Node]) -> Node:
    found = [node for node in nodes(form) if not kinds or isinstance(node, kinds)]
    assume(found)
    return draw(st.sampled_from(found))


@st.composite
def removals(draw: st.DrawFn) -> tuple[Evaluation, frozenset[int]]:
    form = draw(FORMS)
    ids = [node.id for node in nodes(form)]
    return form, frozenset(draw(st.lists(st.sampled_from(ids), max_size=4)) if ids else [])


@st.composite
def moves(draw: st.DrawFn) -> tuple[Evaluation, Move]:
    """Nodes of one kind, to a column of that kind, before anything or at the end."""
    form = draw(FORMS)
    kind = type(a_node(draw, form))
    ids = [node.id for node in nodes(form) if isinstance(node, kind)]
    moving = frozenset(draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4)))
    goal = parent_place(form, draw(st.sampled_from(ids)))
    if draw(st.booleans()):
        goal = Place(goal.parent, goal.column, None)
    return form, Move(moving, goal)


@st.composite
def settings(draw: st.DrawFn) -> tuple[Evaluation, SetField]:
    form = draw(FORMS)
    node = a_node(draw, form)
    field = draw(st.sampled_from(FIELDS[type(node)]))
    return form, SetField(Path(node.id, field), draw(st.text(max_size=5)))


@given(settings())
def test_setting_changes_one_field_and_shares_the_rest(given: tuple[Evaluation, SetField]) -> None:
    form, edit = given
    before = read(form, edit.path)
    after = apply(form, edit)
    assert read(after, edit.path) == edit.text
    assert whole(after)
    assert (after is form) == (before == edit.text)
    # Only the way from the top to the node is new; every other branch is the very same object.
    for old, new in zip(nodes(form), nodes(after), strict=True):
        if edit.path.node not in below(old):
            assert new is old
    assert apply(after, SetField(edit.path, before)) == form


@given(removals())
def test_removing_takes_what_is_below_and_leaves_the_rest(
    given: tuple[Evaluation, frozenset[int]],
) -> None:
    form, ids = given
    after = apply(form, Remove(ids))
    gone = set().union(*(below(node) for node in nodes(form) if node.id in ids))
    assert whole(after)
    left = [node.id for node in nodes(after)]
    kept = [node.id for node in nodes(form) if node.id not in gone]
    # Of the others only parents that lost all their children may be missing.
    missing = [number for number in kept if number not in left]
    assert [number for number in kept if number not in missing] == left
    for number in missing:
        node = find(form, number)
        assert isinstance(node, Category | Group)
        assert below(node) - {number} <= gone | set(missing)
    if not ids:
        assert after is form
    for category in after.categories:
        same = find(form, category.id)
        assert isinstance(same, Category)
        assert category is same or below(category) != below(same)


@given(moves())
def test_moving_loses_nothing_and_puts_them_where_they_were_asked_for(
    given: tuple[Evaluation, Move],
) -> None:
    form, move = given
    after = apply(form, move)
    assert whole(after)
    for kind in (Indicator, Fund, NamedText):
        before_leaves = {node.id: node for node in nodes(form) if isinstance(node, kind)}
        assert {node.id: node for node in nodes(after) if isinstance(node, kind)} == before_leaves
    column = [node.id for node in siblings(after, move.place)]
    order = [node.id for node in nodes(form) if node.id in move.ids]
    assert [number for number in column if number in move.ids] == order
    at = column.index(order[0])
    assert column[at : at + len(order)] == order
    follower = next(iter(column[at + len(order) :]), None)
    if move.place.before not in move.ids:
        assert follower == move.place.before
    assert apply(after, move) is after


@given(moves())
def test_a_move_back_to_where_it_was_changes_nothing(given: tuple[Evaluation, Move]) -> None:
    form, move = given
    node = min(move.ids)
    assert apply(form, Move(frozenset({node}), parent_place(form, node))) is form


@given(FORMS, st.data())
def test_inserting_adds_one_node_and_shares_the_rest(form: Evaluation, data: st.DataObject) -> None:
    ids = [node.id for node in nodes(form)]
    assume(ids)
    model = find(form, data.draw(st.sampled_from(ids)))
    assert model is not None
    new = copied(model, fresh_id(form))
    place = parent_place(form, model.id)
    after = apply(form, Insert(place, new))
    assert whole(after)
    column = siblings(after, place)
    follower = next((node.id for node in column[column.index(new) + 1 :]), None)
    assert follower == place.before
    assert apply(after, Remove(frozenset({new.id}))) == form
    for node in nodes(form):
        if place.parent not in below(node):
            assert find(after, node.id) is node


@given(FORMS)
def test_copies_are_equal_but_for_their_ids(form: Evaluation) -> None:
    first = fresh_id(form)
    for node in nodes(form):
        copy = copied(node, first)
        assert type(copy) is type(node)
        assert below(copy) == set(range(first, first + len(below(node))))
        assert copied(copy, 1) == copied(node, 1)


@given(settings(), st.text(max_size=5))
def test_several_edits_as_one(given: tuple[Evaluation, SetField], text: str) -> None:
    form, edit = given
    again = SetField(edit.path, text)
    together = Together((edit, again), "粘贴")
    assert apply(form, together) == apply(apply(form, edit), again)
    assert describe(form, together) == "粘贴"
    assert describe(form, edit)


def test_what_does_not_fit_is_refused_and_names_why() -> None:
    form = sample()
    row = next(form.indicators)
    group = form.categories[0].groups[0]
    wrong: list[Insert | Move | Remove] = [
        Insert(Place(ROOT, "funds"), Indicator(id=999)),
        Insert(Place(group.id, "indicators"), Group(id=999)),
        Insert(Place(999, "indicators"), Indicator(id=999)),
        Insert(Place(ROOT, "nothing"), Indicator(id=999)),
        Insert(Place(group.id, "indicators"), Indicator(id=row.id)),
        Move(frozenset({row.id}), Place(ROOT, "categories")),
        Move(frozenset({row.id, group.id}), Place(group.id, "indicators")),
        Move(frozenset({group.id}), Place(group.id, "indicators")),
    ]
    for edit in wrong:
        with pytest.raises(EditError):
            apply(form, edit)
    for path in (Path(999, "name"), Path(row.id, "id"), Path(ROOT, "funds"), Path(row.id, "text")):
        with pytest.raises(UnknownPathError):
            apply(form, SetField(path, "x"))


def test_the_last_row_takes_its_emptied_parents_with_it() -> None:
    form = loads('{"format": "selfeval/1", "indicators": [{"level1": "产出"}, {"level1": "效益"}]}')
    first, second = form.indicators
    after = apply(form, Remove(frozenset({first.id})))
    assert [category.name for category in after.categories] == ["效益"]
    target = form.categories[0].groups[0]
    moved = apply(form, Move(frozenset({second.id}), Place(target.id, "indicators")))
    assert [[row.id for row in category.indicators] for category in moved.categories] == [
        [first.id, second.id]
    ]
    assert apply(form, Remove(frozenset({first.id, second.id}))).categories == ()


def test_from_the_end_of_one_column_to_the_start_of_the_next() -> None:
    text = '{"format": "selfeval/1", "sections": {"甲": "1"}, "signatures": {"乙": "2"}}'
    form = loads(text)
    (section,), (signature,) = form.sections, form.signatures
    after = apply(form, Move(frozenset({section.id}), Place(ROOT, "signatures", signature.id)))
    assert (after.sections, after.signatures) == ((), (section, signature))


def test_every_column_has_a_kind() -> None:
    assert set(COLUMN_KINDS.values()) == set(FIELDS)


def test_a_section_is_called_by_its_own_name() -> None:
    parts = (NamedText(id=1, name="评价结论"), NamedText(id=2), NamedText(id=3, name="填报人"))
    form = Evaluation(sections=parts[:2], signatures=parts[2:])
    told = [field_name(form, Path(node, "text")) for node in (1, 2, 3)]
    assert told == ["评价结论", "内容", "填报人"]
    assert field_name(form, Path(1, "name")) == "栏目名称"
    assert field_name(form, Path(ROOT, "project")) == "项目名称"
