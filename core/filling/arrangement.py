"""Adding, doubling, moving and taking out rows of the indicator tree, as edits of the model."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from core.model.edits import (
    Edit,
    Insert,
    Move,
    Place,
    Remove,
    Together,
    copied,
    parent_place,
    siblings,
)
from core.model.evaluation import (
    ROOT,
    Category,
    Evaluation,
    Group,
    Indicator,
    Node,
    fresh_id,
    nodes,
)
from core.model.unwritten import is_unwritten
from core.quoting import first_of

_COLUMN_OF: dict[type[Node], str] = {
    Category: "categories",
    Group: "groups",
    Indicator: "indicators",
}

Added = tuple[Edit, int]
"""An edit that adds, and the id of what it adds."""


def add_indicator(evaluation: Evaluation, near: int | None) -> Added:
    """A blank row after ``near``, or at the end of the group or category that ``near`` is."""
    new = fresh_id(evaluation)
    lineage = _lineage(evaluation, near)
    group = lineage.get(Group) or _last_group(evaluation, lineage.get(Category))
    if group is None:
        return add_group(evaluation, near, "")
    place = Place(group.id, "indicators")
    if Indicator in lineage:
        place = _after(evaluation, lineage[Indicator].id)
    return Insert(place, Indicator(id=new)), new


def group_just_left(evaluation: Evaluation, near: int | None, left: int | None) -> int | None:
    """Near which node the next row is meant, for one who came from row ``left`` by Tab or Enter.

    Past the last row of a group the keys lead into the next one. As long as nobody has written in
    that one's first row, it is the group just left that is to go on.
    """
    groups = [group for category in evaluation.categories for group in category.groups]
    for before, after in pairwise(groups):
        if before.indicators[-1].id == left:
            first = after.indicators[0]
            return left if first.id == near and is_unwritten(first) else near
    return near


def receiving_group(evaluation: Evaluation, near: int | None) -> Group | None:
    """The group that ``add_indicator`` gives a row to; ``None`` where it would make one."""
    lineage = _lineage(evaluation, near)
    found = lineage.get(Group) or _last_group(evaluation, lineage.get(Category))
    return found if isinstance(found, Group) else None


def add_group(evaluation: Evaluation, near: int | None, name: str) -> Added:
    """A group with one blank row, after the group of ``near`` or at the end of its category."""
    new = fresh_id(evaluation)
    group = Group(id=new, name=name, indicators=(Indicator(id=new + 1),))
    lineage = _lineage(evaluation, near)
    category = lineage.get(Category) or next(iter(reversed(evaluation.categories)), None)
    if category is None:
        return add_category(evaluation, near, "", name)
    if Group in lineage:
        return Insert(_after(evaluation, lineage[Group].id), group), new
    return Insert(Place(category.id, "groups"), group), new


def add_category(evaluation: Evaluation, near: int | None, name: str, group: str = "") -> Added:
    """A first level with one group and one blank row, after the one of ``near`` or at the end."""
    new = fresh_id(evaluation)
    rows = (Indicator(id=new + 2),)
    category = Category(id=new, name=name, groups=(Group(id=new + 1, name=group, indicators=rows),))
    lineage = _lineage(evaluation, near)
    place = Place(ROOT, "categories")
    if Category in lineage:
        place = _after(evaluation, lineage[Category].id)
    return Insert(place, category), new


def duplicate(evaluation: Evaluation, ids: Collection[int]) -> Added | None:
    """Copies of the topmost of these rows behind the last of them; the id of the first copy."""
    top = _topmost(evaluation, ids)
    if not top or len({type(node) for node in top}) != 1:
        return None
    place = _after(evaluation, top[-1].id)
    new = first = fresh_id(evaluation)
    edits: list[Edit] = []
    for node in top:
        edits.append(Insert(place, copied(node, new)))
        new += _size(node)
    return Together(tuple(edits), "复制" + describe_rows(top)), first


def remove(evaluation: Evaluation, ids: Collection[int]) -> Edit | None:
    """Take these rows out, with all below them."""
    top = _topmost(evaluation, ids)
    return Remove(frozenset(node.id for node in top)) if top else None


def after_removal(evaluation: Evaluation, ids: Collection[int]) -> int | None:
    """The row to stand on once these are gone: the next that stays, else the one before."""
    gone = {node.id for top in _topmost(evaluation, ids) for node in _below(top)}
    rows = [row.id for row in evaluation.indicators]
    at = [index for index, row in enumerate(rows) if row in gone]
    if not at:
        return None
    following = (row for row in rows[at[-1] :] if row not in gone)
    before = (row for row in reversed(rows[: at[0]]) if row not in gone)
    return next(following, next(before, None))


def shift(evaluation: Evaluation, ids: Collection[int], step: int) -> Edit | None:
    """Move rows of one level one place up (``step`` -1) or down (1), across groups as well."""
    top = _topmost(evaluation, ids)
    if not top or len({type(node) for node in top}) != 1:
        return None
    place = _place_above(evaluation, top[0]) if step < 0 else _place_below(evaluation, top[-1])
    return None if place is None else Move(frozenset(node.id for node in top), place)


def moved(evaluation: Evaluation, ids: Collection[int], place: Place) -> Edit | None:
    """Bring rows of one level to ``place``; ``None`` where they cannot stand."""
    top = _topmost(evaluation, ids)
    if not top or any(_COLUMN_OF[type(node)] != place.column for node in top):
        return None
    return Move(frozenset(node.id for node in top), place)


def landing(evaluation: Evaluation, ids: Collection[int], parent: int, row: int) -> Place | None:
    """Where rows come to stand that are dropped in the tree; ``None`` where they cannot.

    ``row`` is the place among the children of ``parent`` before which they are dropped, -1 for
    the node ``parent`` itself; beyond the last child is behind it.  Rows dropped between nodes of a
    higher level go to the end of what stands above that place.
    """
    top = _topmost(evaluation, ids)
    kinds = {type(node) for node in top}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    lineage = _lineage(evaluation, parent)
    if kind in lineage:  # dropped on (or into) one of its own level: it makes way
        at = parent_place(evaluation, lineage[kind].id)
        return Place(at.parent, at.column, lineage[kind].id) if row < 0 else at
    target = next(iter(reversed(lineage.values())), None)
    while True:
        column = _children(evaluation, target)
        if not column:
            return None
        if type(column[0]) is kind:
            before = column[row].id if 0 <= row < len(column) else None
            return Place(ROOT if target is None else target.id, _COLUMN_OF[kind], before)
        target = column[min(row, len(column)) - 1 if row > 0 else 0 if row == 0 else -1]
        row = 0 if row == 0 else -1


def describe(evaluation: Evaluation, ids: Collection[int]) -> str:
    """What these rows are, with all that stands below them: for the sentence on removing them."""
    top = _topmost(evaluation, ids)
    below = sum(isinstance(node, Indicator) for one in top for node in _below(one))
    alone = all(isinstance(node, Indicator) for node in top)
    return describe_rows(top) + ("" if alone else f"和下面的 {below} 项三级指标")


def describe_rows(rows: Collection[Node]) -> str:
    """Names of rows for a menu or a message: the first, and how many there are."""
    return first_of([f"“{row.name.strip() or '未命名的一行'}”" for row in rows], "项", most=1)


def _size(node: Node) -> int:
    return sum(1 for _ in _below(node))


def _children(evaluation: Evaluation, node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return evaluation.categories
    if isinstance(node, Category):
        return node.groups
    return node.indicators if isinstance(node, Group) else ()


def _below(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Category):
        for group in node.groups:
            yield from _below(group)
    elif isinstance(node, Group):
        yield from node.indicators


def _lineage(evaluation: Evaluation, node_id: int | None) -> dict[type[Node], Node]:
    """The node and the levels above it, each by its kind."""
    for category in evaluation.categories:
        if category.id == node_id:
            return {Category: category}
        for group in category.groups:
            if group.id == node_id:
                return {Category: category, Group: group}
            for row in group.indicators:
                if row.id == node_id:
                    return {Category: category, Group: group, Indicator: row}
    return {}


def _last_group(evaluation: Evaluation, category: Node | None) -> Group | None:
    if isinstance(category, Category):
        return category.groups[-1]
    return evaluation.categories[-1].groups[-1] if evaluation.categories else None


def _topmost(evaluation: Evaluation, ids: Collection[int]) -> list[Node]:
    """The tree's nodes among ``ids`` that have none of the others above them, in paper order."""
    wanted, covered, top = set(ids), set[int](), list[Node]()
    for node in nodes(evaluation):
        if type(node) in _COLUMN_OF and node.id in wanted and node.id not in covered:
            top.append(node)
            covered |= {below.id for below in _below(node)}
    return top


def _after(evaluation: Evaluation, node_id: int) -> Place:
    return parent_place(evaluation, node_id)


def _place_above(evaluation: Evaluation, node: Node) -> Place | None:
    place = parent_place(evaluation, node.id)
    column = siblings(evaluation, place)
    index = [sibling.id for sibling in column].index(node.id)
    if index:
        return Place(place.parent, place.column, column[index - 1].id)
    parents = _parents(evaluation, node)
    at = parents.index(place.parent)
    return Place(parents[at - 1], place.column) if at else None


def _place_below(evaluation: Evaluation, node: Node) -> Place | None:
    place = parent_place(evaluation, node.id)
    if place.before is not None:
        return Place(place.parent, place.column, parent_place(evaluation, place.before).before)
    parents = _parents(evaluation, node)
    at = parents.index(place.parent) + 1
    if at == len(parents):
        return None
    first = siblings(evaluation, Place(parents[at], place.column))[0]
    return Place(parents[at], place.column, first.id)


def _parents(evaluation: Evaluation, node: Node) -> list[int]:
    """Every node that holds rows of this level, in paper order."""
    if isinstance(node, Category):
        return [ROOT]
    kind = Category if isinstance(node, Group) else Group
    return [parent.id for parent in nodes(evaluation) if isinstance(parent, kind)]
