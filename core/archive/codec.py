"""An evaluation as the text of one version, and back.

The text is ``selfeval/1`` in an envelope: ``{"codec": 1, "form": {…}, "tree": [[2, 1], [3]]}``.
``tree`` counts the indicators of each group of each category, because a file of rows cannot tell
two neighbours of the same name (two new groups without a name yet) from one.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from contextlib import suppress
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, Literal

from msgspec import defstruct
from msgspec.json import Decoder
from msgspec.structs import replace

from core.archive.errors import ArchiveError
from core.model.evaluation import Category, Evaluation, Group, Indicator, fresh_id, under_levels
from core.model.file_values import FormFileError
from core.model.identity import Same
from core.model.printed_content import printed_head, printed_row
from core.model.selfeval import MAX_ROWS, check_row, from_dict, row_to_dict, to_dict
from core.model.typed_form import FormShape, RowsShape, evaluation_of

CODEC = 1

Tree = list[list[int]]


@cache
def _decoder(form: Any = FormShape) -> Any:  # noqa: ANN401  (of a class made here)
    """Reads the usual text of a version: a form that holds nothing of other programs."""
    usual = [("codec", Literal[CODEC]), ("form", form), ("tree", Tree)]
    return Decoder(defstruct("Version", usual, gc=False))


def encode(evaluation: Evaluation) -> str:
    """The canonical text of a version. Raises ``ArchiveError`` for what could not be read back."""
    head = replace(evaluation, categories=())
    # Size limits and broken characters are found here, not at the day the archive is opened.
    try:
        from_dict(to_dict(head))
        if sum(map(sum, _tree(evaluation))) <= MAX_ROWS:
            return _encoded(head, evaluation, printed=False)
    except FormFileError:
        pass
    form = to_dict(evaluation)
    try:
        from_dict(form)  # tells what is wrong, and where
    except FormFileError as error:
        message = f"无法存入档案：{error}"
        raise ArchiveError(message) from error
    return _written({"codec": CODEC, "form": form, "tree": _tree(evaluation)})


def _encoded(head: Evaluation, evaluation: Evaluation, *, printed: bool) -> str:
    """The text of a form, or of what its paper shows; ``head``: that form without its rows.

    A row is written once: at each save all rows but one are as they were.
    """
    rows = ",".join(
        _row_text(category.name, group.name, Same(row), printed=printed)
        for category, group, row in evaluation.rows
    )
    parts = (
        f"{_written(key)}:{f'[{rows}]' if key == 'indicators' else _written(value)}"
        for key, value in to_dict(head).items()
    )
    tree = _written(_tree(evaluation))
    return f'{{"codec":{CODEC},"form":{{{",".join(parts)}}},"tree":{tree}}}'


@lru_cache(maxsize=5_000)  # a form of 2,000 rows, as it is and as it is printed
def _row_text(level1: str, level2: str, same: Same[Indicator], *, printed: bool) -> str:
    data = row_to_dict(level1, level2, printed_row(same.value) if printed else same.value)
    if not printed:
        check_row(data)  # raises FormFileError
    return _written(data)


def decode(text: object) -> Evaluation:
    """The evaluation of a version's text, as such or in UTF-8. Raises ``ArchiveError``."""
    try:
        if (version := _typed(text)) is not None:
            with suppress(ValueError):
                return _regrouped(evaluation_of(version.form), version.tree)
        if isinstance(text, bytes):
            text = text.decode()
        content = json.loads(text) if isinstance(text, str) else None
        if isinstance(content, dict) and isinstance(content.get("codec"), int):
            if content["codec"] > CODEC:
                message = "这一版由更新的自评通保存，请升级程序后再打开"
                raise ArchiveError(message)
            return _regrouped(from_dict(content["form"]), content["tree"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = "这一版的内容已损坏，请从备份恢复"
        raise ArchiveError(message) from error
    message = "这一版的内容已损坏，请从备份恢复"
    raise ArchiveError(message)


def texts_of(text: object) -> Any:  # noqa: ANN401  (a form, or its FormShape)
    """A version that ``decode`` can read, for who only wants the texts of its head and its rows.

    Most are as a ``FormShape``, which is had in a fifth of the time.  Raises ``ArchiveError``.
    """
    version = _typed(text)
    if version is None or not _is_plain(version.form, version.tree):
        return decode(text)
    return version.form


def rows_of(text: object) -> list[tuple[str, str, Any]]:
    """The rows of a version, each behind the names of its levels. Raises ``ArchiveError``.

    Of a text that is the one that was saved: but for a few fields (``ANSWERING``) it is not looked
    at.
    """
    version = _typed(text, RowsShape)
    if version is None or _names_tree(version.form) != version.tree:
        return list(under_levels(decode(text)))
    return [(row.level1, row.level2, row) for row in version.form.indicators]


def _typed(text: object, form: Any = FormShape) -> Any:  # noqa: ANN401  (of a class made here)
    try:
        return _decoder(form).decode(text)
    except (ValueError, TypeError, RecursionError):
        return None


def _is_plain(form: Any, tree: Tree) -> bool:  # noqa: ANN401  (a FormShape)
    """Whether it becomes a form of just these rows: nothing is to be looked at or put elsewhere."""
    plain = _names_tree(form) == tree and not form.evidence
    return plain and not any(row.evidence for row in form.indicators)


def _names_tree(form: Any) -> Tree:  # noqa: ANN401  (a FormShape or RowsShape)
    """The tree that the names of the levels tell: neighbours of one name are in one."""
    return [
        [len(list(in_group)) for _, in_group in itertools.groupby(in_category, _level2)]
        for _, in_category in itertools.groupby(form.indicators, _level1)
    ]


_level1, _level2 = attrgetter("level1"), attrgetter("level2")


def intact(content: object, kind: type[str | bytes], digest: object) -> bool:
    """Whether what was kept is of its kind and still has the SHA-256 that was kept with it."""
    if not isinstance(content, kind):
        return False
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest() == digest


def digest(text: str) -> str:
    """The SHA-256 of a version's text."""
    return hashlib.sha256(text.encode()).hexdigest()


def printed_digest(evaluation: Evaluation) -> str:
    """The digest of what its paper shows: the same for versions that print the same."""
    return digest(_encoded(printed_head(evaluation), evaluation, printed=True))


def _written(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _tree(evaluation: Evaluation) -> Tree:
    return [
        [len(group.indicators) for group in category.groups] for category in evaluation.categories
    ]


def _regrouped(evaluation: Evaluation, tree: Tree) -> Evaluation:
    """The form with its rows in groups of these sizes. Raises ``ValueError`` for what fits none."""
    if _tree(evaluation) == tree:
        return evaluation
    rows = evaluation.rows
    ids = itertools.count(fresh_id(evaluation))
    categories = []
    for sizes in tree:
        chunks = [list(itertools.islice(rows, size)) for size in sizes]
        if not chunks or not all(chunks):
            raise ValueError(tree)
        groups = [
            Group(id=next(ids), name=chunk[0][1].name, indicators=tuple(row[2] for row in chunk))
            for chunk in chunks
        ]
        categories.append(Category(id=next(ids), name=chunks[0][0][0].name, groups=tuple(groups)))
    if next(rows, None) is not None:  # it would be dropped
        raise ValueError(tree)
    return replace(evaluation, categories=tuple(categories))
