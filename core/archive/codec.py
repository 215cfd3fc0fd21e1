"""An evaluation as the text of one version, and back.

The text is ``selfeval/1`` in an envelope: ``{"codec": 1, "form": {…}, "tree": [[2, 1], [3]]}``.
``tree`` counts the indicators of each group of each category, because a file of rows cannot tell
two neighbours of the same name (two new groups without a name yet) from one.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from functools import cache
from typing import Any, Literal

from msgspec import MsgspecError, defstruct
from msgspec.json import Decoder
from msgspec.structs import replace

from core.archive.errors import ArchiveError
from core.model.evaluation import Category, Evaluation, Group, fresh_id
from core.model.file_values import FormFileError
from core.model.printed_content import printed_content
from core.model.selfeval import from_dict, to_dict
from core.model.typed_form import FormShape, evaluation_of

CODEC = 1

Tree = list[list[int]]


@cache
def _decoder() -> Any:  # noqa: ANN401  (of a class made here)
    """Reads the usual text of a version: a form that holds nothing of other programs."""
    usual = [("codec", Literal[CODEC]), ("form", FormShape), ("tree", Tree)]
    return Decoder(defstruct("Version", usual, gc=False))


def encode(evaluation: Evaluation) -> str:
    """The canonical text of a version. Raises ``ArchiveError`` for what could not be read back."""
    content = {"codec": CODEC, "form": to_dict(evaluation), "tree": _tree(evaluation)}
    text = _written(content)
    # Size limits and broken characters are found here, not at the day the archive is opened.
    try:
        from_dict(content["form"])
    except FormFileError as error:
        message = f"无法存入档案：{error}"
        raise ArchiveError(message) from error
    return text


def decode(text: object) -> Evaluation:
    """The evaluation of a version's text. Raises ``ArchiveError``."""
    try:
        if (usual := _usual(text)) is not None:
            return usual
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


def _usual(text: object) -> Evaluation | None:
    """The same where each key is ours and each value of its type, at a third of the cost."""
    try:
        version = _decoder().decode(text)
        form = evaluation_of(version.form)
    except (MsgspecError, ValueError, TypeError, RecursionError):
        return None
    return _regrouped(form, version.tree)


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
    shown = printed_content(evaluation)
    content = {"codec": CODEC, "form": to_dict(shown), "tree": _tree(shown)}
    return digest(_written(content))


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
