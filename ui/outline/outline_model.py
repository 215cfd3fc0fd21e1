"""The indicator tree for Qt: integer ids over the snapshots, no second copy of the form.

Indexes carry a node's id, never an object: objects are replaced at each edit, ids stay. Where
only texts or scores differ, ``dataChanged`` goes out for exactly those rows; where the shape
differs, rows are inserted, moved and removed one by one, so that a view keeps its selection and
what is expanded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from core.filling.arrangement import landing, moved
from core.model.edits import SetField
from core.model.evaluation import ROOT, Category, Evaluation, Group, Indicator
from core.model.number import plain
from core.model.path import Path
from core.quoting import one_line
from ui.document import Change, Document
from ui.outline.outline_figures import Figures, OutlineFigures
from ui.plain import tip

Index = QModelIndex | QPersistentModelIndex
TreeNode = Category | Group | Indicator
ROWS = "application/x-zipingtong-rows"

UNNAMED = {Category: "未命名的一级指标", Group: "未命名的二级指标", Indicator: "未命名的指标"}
NOWHERE = QModelIndex()


_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPEN = _FIXED | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
_OPEN |= Qt.ItemFlag.ItemIsDropEnabled
_LEAF = Qt.ItemFlag.ItemNeverHasChildren
_FLAGS = {
    (False, False): _OPEN,
    (False, True): _OPEN | _LEAF,
    (True, False): _FIXED,
    (True, True): _FIXED | _LEAF,
}
"""By whether the form is closed to edits, and whether the row is an indicator.

Asked for each row that is painted: joining flags takes longer than all else of it.
"""


class OutlineRow(NamedTuple):
    """What a row shows, in one value: a role each would be six calls through Qt at each paint.

    ``level``: 0, 1, 2 for 一级, 二级, 三级.  ``figures``: as ``27/30``, blank where nothing is
    placed; ``short``: points are lost below this row; ``over``: it has more than it may have.
    ``below``: how many indicators stand below, ``None`` for an indicator.
    ``unnamed``: the row has no name of its own yet.
    """

    level: int
    title: str
    figures: str
    short: bool
    over: bool
    below: int | None
    unnamed: bool


class OutlineModel(QAbstractItemModel):
    """一级, 二级, 三级指标 with points and scores rolled up."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._nodes: dict[int, TreeNode] = {}
        self._parents: dict[int, int] = {}
        self._children: dict[int, list[int]] = {ROOT: []}
        self._figures = OutlineFigures()
        self._shown: dict[int, Callable[[TreeNode], object]] = {
            Qt.ItemDataRole.DisplayRole: _title,
            Qt.ItemDataRole.EditRole: lambda node: node.name,
            Qt.ItemDataRole.ToolTipRole: self._tip,
            Qt.ItemDataRole.AccessibleTextRole: self._tip,
        }
        self._read(document.evaluation)
        document.changed.connect(self._follow)

    def index_of(self, node_id: int) -> QModelIndex:
        """The index of a node; an invalid one for what does not stand in the tree."""
        if node_id not in self._parents:
            return QModelIndex()
        siblings = self._children[self._parents[node_id]]
        return self.createIndex(siblings.index(node_id), 0, node_id)

    def node_id(self, index: Index) -> int:
        """The id behind an index; ``ROOT`` for the invalid one."""
        return index.internalId() if index.isValid() else ROOT

    def row(self, index: Index) -> OutlineRow:
        """What is painted of a node."""
        node = self._nodes[self.node_id(index)]
        figures = self._figures.of(node.id)
        return OutlineRow(
            level=_LEVEL[type(node)],
            title=_title(node),
            figures=_shown(figures),
            short=figures.short,
            over=figures.over,
            below=_count(node),
            unnamed=not node.name.strip(),
        )

    def ids(self) -> tuple[int, ...]:
        """All nodes of the tree in paper order."""
        return tuple(self._nodes)

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._children[self.node_id(parent)][row])

    def parent(self, child: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]
        return self.index_of(self._parents.get(self.node_id(child), ROOT))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return len(self._children.get(self.node_id(parent), ()))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        del parent
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        node = self._nodes.get(self.node_id(index))
        show = self._shown.get(role)
        return show(node) if node and show else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        self._document.edit(SetField(Path(self.node_id(index), "name"), str(value)))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        leaf = isinstance(self._nodes[self.node_id(index)], Indicator)
        return _FLAGS[bool(self._document.closed), leaf]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        ids = " ".join(str(self.node_id(index)) for index in indexes)
        mime = QMimeData()
        mime.setData(ROWS, ids.encode())
        return mime

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        del action, column
        ids = _ids(data)
        place = landing(self._document.evaluation, ids, self.node_id(parent), row)
        return place is not None

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Move the rows by an edit; the view has nothing to take away afterwards."""
        del action, column
        ids = _ids(data)
        evaluation = self._document.evaluation
        place = landing(evaluation, ids, self.node_id(parent), row)
        edit = place and moved(evaluation, ids, place)
        return bool(edit and self._document.edit(edit))

    def _tip(self, node: TreeNode) -> str:
        score, points, short = figures = self._figures.of(node.id)
        lines = [_title(node)]
        if score is not None and points is not None:
            odd = "，超过分值" if figures.over else "，有扣分" if short else ""
            lines.append(f"得 {plain(score)} 分，分值 {plain(points)} 分{odd}")
        return tip("\n".join(lines))

    def _follow(self, change: Change) -> None:
        if change.loaded:
            self.beginResetModel()
            self._read(change.after)
            self.endResetModel()
            return
        differ = set[int]()
        if not _pair(change.before.categories, change.after.categories, self._nodes, differ):
            before = self._nodes
            self._reshape(change.after)
            differ = {
                node_id
                for node_id, node in self._nodes.items()
                if (old := before.get(node_id, node)) is not node and _told(old) != _told(node)
            }
        differ |= self._figures.take(self._document.assessment.scorecard)
        for node_id in differ:
            index = self.index_of(node_id)
            self.dataChanged.emit(index, index)

    def _read(self, evaluation: Evaluation) -> None:
        self._nodes = _tree(evaluation)
        self._children = {ROOT: [category.id for category in evaluation.categories]}
        self._parents = dict.fromkeys(self._children[ROOT], ROOT)
        for node_id, node in self._nodes.items():
            self._children[node_id] = _below(node)
            self._parents |= dict.fromkeys(self._children[node_id], node_id)
        self._figures.take(self._document.assessment.scorecard)

    def _reshape(self, evaluation: Evaluation) -> None:
        """Bring the rows into the new shape: place and move what stays, then take out the rest.

        Parents come before children, so a new parent is there before its rows; what is to go
        drifts to the end of its column, where it goes with all that is left below it.
        """
        fresh = _tree(evaluation)
        self._nodes = {**self._nodes, **fresh}
        columns = {ROOT: [category.id for category in evaluation.categories]}
        columns |= {node_id: _below(node) for node_id, node in fresh.items()}
        for parent, wanted in columns.items():
            if self._children.get(parent) == wanted:
                continue
            for row, node_id in enumerate(wanted):
                if node_id in self._parents:
                    self._move_row(node_id, parent, row)
                else:
                    self._insert_row(node_id, parent, row)
        for parent, wanted in columns.items():
            self._cut_rows(parent, len(wanted))
        self._nodes = fresh

    def _move_row(self, node_id: int, parent: int, row: int) -> None:
        source = self._parents[node_id]
        at = self._children[source].index(node_id)
        if (source, at) == (parent, row):
            return
        self.beginMoveRows(self.index_of(source), at, at, self.index_of(parent), row)
        self._children[source].pop(at)
        self._children[parent].insert(row, node_id)
        self._parents[node_id] = parent
        self.endMoveRows()

    def _insert_row(self, node_id: int, parent: int, row: int) -> None:
        self.beginInsertRows(self.index_of(parent), row, row)
        self._children[parent].insert(row, node_id)
        self._children[node_id] = []
        self._parents[node_id] = parent
        self.endInsertRows()

    def _cut_rows(self, parent: int, keep: int) -> None:
        column = self._children[parent]
        if len(column) <= keep:
            return
        self.beginRemoveRows(self.index_of(parent), keep, len(column) - 1)
        for node_id in column[keep:]:
            self._forget(node_id)
        del column[keep:]
        self.endRemoveRows()

    def _forget(self, node_id: int) -> None:
        for child in self._children.pop(node_id, []):
            self._forget(child)
        del self._parents[node_id]


_LEVEL: dict[type[TreeNode], int] = {Category: 0, Group: 1, Indicator: 2}


def _tree(evaluation: Evaluation) -> dict[int, TreeNode]:
    """Every node of the tree by its id, parents before children."""
    tree: dict[int, TreeNode] = {}
    for category in evaluation.categories:
        tree[category.id] = category
        for group in category.groups:
            tree[group.id] = group
            tree |= {row.id: row for row in group.indicators}
    return tree


def _children(node: TreeNode) -> Sequence[TreeNode]:
    if isinstance(node, Category):
        return node.groups
    return node.indicators if isinstance(node, Group) else ()


def _below(node: TreeNode) -> list[int]:
    return [child.id for child in _children(node)]


def _title(node: TreeNode) -> str:
    return one_line(node.name) or UNNAMED[type(node)]


def _count(node: TreeNode) -> int | None:
    if isinstance(node, Category):
        return sum(len(group.indicators) for group in node.groups)
    return len(node.indicators) if isinstance(node, Group) else None


def _told(node: TreeNode) -> tuple[str, int | None]:
    """What a row shows of its node itself, its figures apart."""
    return node.name, _count(node)


def _shown(figures: Figures) -> str:
    score, points, _ = figures
    if score is None and points is None:
        return ""
    return "/".join("—" if value is None else plain(value) for value in (score, points))


def _pair(
    old: Sequence[TreeNode],
    new: Sequence[TreeNode],
    nodes: dict[int, TreeNode],
    differ: set[int],
) -> bool:
    """Whether two columns have the same shape; what is another object now comes into ``nodes``.

    What the snapshots share is passed over, so a key costs the path to one row. ``differ``
    collects what shows another name.
    """
    if [node.id for node in old] != [node.id for node in new]:
        return False
    for before, after in zip(old, new, strict=True):
        if before is after:
            continue
        nodes[after.id] = after
        if before.name != after.name:
            differ.add(after.id)
        if not _pair(_children(before), _children(after), nodes, differ):
            return False
    return True


def _ids(data: QMimeData) -> tuple[int, ...]:
    return tuple(int(text) for text in bytes(data.data(ROWS).data()).decode().split())
