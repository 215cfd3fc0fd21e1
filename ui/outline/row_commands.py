"""What the clerk does with rows of the paper: add, double, move, score, sum up, take out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.filling import arrangement, naming
from core.filling.fund_totals import sum_up
from core.model.edits import Edit
from core.model.evaluation import Category, Fund, Group, Indicator
from core.model.path import Path, find
from core.quoting import one_line
from ui.document import Document


class RowCommands:
    """Turns commands into edits of the document.

    ``chosen`` gives the nodes that the clerk selected, ``left`` the row from which Tab or Enter led
    to another one, ``go`` leads to a field (and opens it), ``say`` tells what was done.
    """

    def __init__(
        self,
        document: Document,
        chosen: Callable[[], tuple[int, ...]],
        left: Callable[[], int | None],
        go: Callable[[Path, bool], object],
        say: Callable[..., None],
        select: Callable[[tuple[int, ...]], None],
    ) -> None:
        self._document = document
        self._chosen = chosen
        self._left = left
        self._go = go
        self._say = say
        self._select = select

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each command on rows does, by the id in the command table."""
        return {
            "autoscore": self.autoscore,
            "indicator": self.add_indicator,
            "group": self.add_group,
            "category": self.add_category,
            "duplicate": self.duplicate,
            "up": self.move_up,
            "down": self.move_down,
            "share": self.share,
            "sum_up": self.sum_up,
            "remove": self.remove,
        }

    def add_indicator(self) -> None:
        self._add(arrangement.add_indicator(self._document.evaluation, self._near_row()))

    def group_of_new_row(self) -> str:
        """The name of the group that the next row is added to; nothing where it has none."""
        group = arrangement.receiving_group(self._document.evaluation, self._near_row())
        return "" if group is None else one_line(group.name)

    def add_group(self, name: str | None = None) -> None:
        """Add the group of this name, else the first usual one that is not there yet."""
        if name is None:
            name = next(iter(self.group_names()), "")
        self._add(arrangement.add_group(self._document.evaluation, self._near(), name))

    def add_category(self, name: str | None = None) -> None:
        """Add the category of this name, else the first usual one that is not there yet."""
        if name is None:
            name = next(iter(self.category_names()), "")
        group = next(iter(naming.groups(name, ())), "") if name else ""
        edit = arrangement.add_category(self._document.evaluation, self._near(), name, group)
        self._add(edit)

    def category_names(self) -> tuple[str, ...]:
        """The usual first levels that the form does not have."""
        taken = tuple(category.name for category in self._document.evaluation.categories)
        return naming.categories(taken)

    def group_names(self) -> tuple[str, ...]:
        """The usual second levels that the category of the cursor does not have."""
        near, categories = self._near(), self._document.evaluation.categories
        for category in categories:
            below = {category.id, *(group.id for group in category.groups)}
            if near in below | {row.id for row in category.indicators}:
                break
        else:
            if not categories:
                return naming.groups("", ())
            category = categories[-1]
        return naming.groups(category.name, tuple(group.name for group in category.groups))

    def duplicate(self) -> None:
        copy = arrangement.duplicate(self._document.evaluation, self._chosen())
        if copy is None:
            self._say("请选择同一级的指标行再复制")
        else:
            self._add(copy, edit=False)

    def move_up(self) -> None:
        self._move(-1)

    def move_down(self) -> None:
        self._move(1)

    def remove(self) -> None:
        evaluation, ids = self._document.evaluation, self._chosen()
        edit = arrangement.remove(evaluation, ids)
        if edit is None:
            self._say("请先选择要删除的指标行")
            return
        if self._document.refuses(edit):
            return
        what = arrangement.describe(evaluation, ids)
        following = arrangement.after_removal(evaluation, ids)
        self._document.edit(edit)
        if following is not None:
            self._go(Path(following, "name"), False)
        self._say(f"已删除{what}", self._document.way_back())

    def renamed_in_outline(self) -> int | None:
        """The node whose name is to be opened there; a source of funds is opened on the paper."""
        node = next(iter(self._chosen()), None)
        match None if node is None else find(self._document.evaluation, node):
            case Category(id=level) | Group(id=level) | Indicator(id=level):
                return level
            case Fund(id=fund):
                self._go(Path(fund, "name"), True)
            case _:
                self._say("请先选择要改名的指标或资金来源")
        return None

    def share(self) -> None:
        from core.filling.sharing import share

        edit = share(self._document.evaluation, self._chosen())
        if edit is None:
            self._say("没有可以均分的分值：请选择两行以上、已有分值的指标")
        else:
            self._do(edit, f"已均分 {len(edit.edits)} 行的分值" if edit.edits else "分值已是均分")

    def sum_up(self) -> None:
        """The blank totals of 项目资金 from their sources."""
        edit = sum_up(self._document.evaluation)
        if edit.edits:
            self._do(edit, f"已填入 {len(edit.edits)} 处资金合计")
        else:
            self._say("没有空着的资金合计，或者各资金来源还没有填")

    def autoscore(self) -> None:
        """自动计分 for the chosen rows, or for all whose given score equals the suggestion."""
        from core.filling import autoscore

        ids = self._chosen()
        assessment = self._document.assessment
        several = len(ids) > 1 or any(
            isinstance(find(self._document.evaluation, node), Group | Category) for node in ids
        )
        if several:
            edit = autoscore.chosen(self._document.evaluation, assessment, ids)
            nothing = "所选各行没有可以自动计分的给分"
        else:
            edit = autoscore.agreeing(assessment)
            nothing = "没有与建议分相同的给分，得分不变"
        if edit.edits:
            self._do(edit, f"{len(edit.edits)} 行的得分改为随建议分")
        else:
            self._say(nothing)

    def _near_row(self) -> int | None:
        return arrangement.group_just_left(self._document.evaluation, self._near(), self._left())

    def _near(self) -> int | None:
        return next(iter(reversed(self._chosen())), None)

    def _add(self, added: arrangement.Added, *, edit: bool = True) -> None:
        change, new = added
        self._document.edit(change)
        node = find(self._document.evaluation, new)
        if isinstance(node, Category) and node.name:
            node = node.groups[0]
        if isinstance(node, Group) and node.name:
            node = node.indicators[0]
        if isinstance(node, Indicator | Group | Category):
            self._go(Path(node.id, "name"), edit)

    def _move(self, step: int) -> None:
        ids = self._chosen()
        edit = arrangement.shift(self._document.evaluation, ids, step)
        if edit is not None and self._document.edit(edit):
            self._select(ids)
        elif edit is None:
            self._say(self._why_not_moved(ids, step))

    def _why_not_moved(self, ids: tuple[int, ...], step: int) -> str:
        nodes = [find(self._document.evaluation, node) for node in ids]
        levels = {type(node) for node in nodes if isinstance(node, Category | Group | Indicator)}
        if not levels:
            return "请先选择要移动的指标行"
        if len(levels) > 1:
            return "请选择同一级的指标行再移动"
        return "已经是最上面了" if step < 0 else "已经是最下面了"

    def _do(self, edit: Edit, said: str) -> None:
        if self._document.refuses(edit):
            return
        if self._document.edit(edit):
            self._say(said, self._document.way_back())
        else:
            self._say(said)
