"""Which keys each command has: those of its record, or those that the clerk gave it."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtGui import QKeySequence

from ui.shell.command import Command
from ui.shell.command_table import COMMANDS, TABLE_KEYS

NONE = ""
"""What is kept for a command without a key."""


class Clash(Struct, frozen=True):
    """Who uses a key already: a sentence, and whether it cannot be given therefore."""

    sentence: str
    refused: bool = False


class KeyMap:
    """Keys by command. ``changed`` is kept in the settings: the clerk's keys by a command's id.

    What stands there and is of no use (another program's version, a damaged file) counts as not
    changed.
    """

    def __init__(self, changed: dict[str, str]) -> None:
        self._changed = changed

    def of(self, command: Command) -> tuple[str, ...]:
        """The keys of a command, the first one that is shown first; none where it has none."""
        own = self._changed.get(command.id)
        if own == NONE:
            return ()
        if own is not None and is_one(own):
            first = next(one.id for one in COMMANDS if self._changed.get(one.id) == own)
            return (own,) if first == command.id else ()
        others = {keys for name, keys in self._changed.items() if name != command.id}
        return tuple(keys for keys in command.keys if keys not in others)

    def is_changed(self, command: Command) -> bool:
        """Whether the clerk gave it other keys than it came with."""
        return command.id in self._changed

    def owner(self, keys: str) -> Command | None:
        """The command that has these keys."""
        wanted = portable(keys)
        return next(
            (one for one in COMMANDS if wanted in [portable(has) for has in self.of(one)]), None
        )

    def clash(self, command: Command, keys: str) -> Clash | None:
        """Who else uses these keys: the table itself, another command, another program."""
        wanted = portable(keys)
        if not is_one(wanted):
            return Clash("请按一组键，如 Ctrl+Shift+L", refused=True)
        first = wanted.removeprefix("Shift+")
        bare = "+" not in first and not (first[:1] == "F" and first[1:].isdigit())
        if bare or wanted in TABLE_KEYS:
            return Clash(f"{native(wanted)} 是在表格里打字、移动用的，不能用作快捷键", refused=True)
        owner = self.owner(wanted)
        if owner is not None and owner.id != command.id:
            name = owner.text.removesuffix("…")
            return Clash(f"{native(wanted)} 现在是“{name}”的；设定后，那里就没有快捷键了")
        from ui.shell.taken_keys import taken_keys  # only where a key is changed

        taken = taken_keys().get(wanted, [])
        if taken:
            told = "、".join(f"{one.program}（{one.use}）" for one in taken)
            return Clash(f"{native(wanted)} 可能被别的程序占用：{told}，按了也许没有反应")
        return None

    def give(self, command: Command, keys: str) -> None:
        """Give a command these keys (``""``: none), and take them from whoever had them."""
        owner = self.owner(keys) if keys else None
        if owner is not None and owner.id != command.id:
            left = [one for one in self.of(owner) if portable(one) != portable(keys)]
            self._changed[owner.id] = left[0] if left else NONE
        self._changed[command.id] = portable(keys)

    def restore(self, command: Command) -> None:
        """Its own keys again, which whoever else had got them loses."""
        for keys in command.keys:
            owner = self.owner(keys)
            if owner is not None and owner.id != command.id:
                self._changed[owner.id] = NONE
        self._changed.pop(command.id, None)

    def restore_all(self) -> None:
        """All keys as they came."""
        self._changed.clear()


def sequence(keys: str) -> QKeySequence:
    """A key sequence, from how settings hold it.

    Not by its constructor, which asks all translators for every key's name: fifty times a key.
    """
    return QKeySequence.fromString(keys, QKeySequence.SequenceFormat.PortableText)


def portable(keys: str) -> str:
    """A key sequence as settings hold it; nothing where there is no such key."""
    written = sequence(keys).toString(QKeySequence.SequenceFormat.PortableText)
    unknown = any(key.endswith("+") and not key.endswith("++") for key in written.split(", "))
    return "" if unknown else written


def is_one(keys: str) -> bool:
    """Whether it is a single key sequence, written as settings hold it."""
    return bool(keys) and portable(keys) == keys and sequence(keys).count() == 1


NAMES = {"上方向": "↑", "下方向": "↓", "Up": "↑", "Down": "↓", "Return": "Enter", "回车": "Enter"}
"""What Qt calls some keys, as they look on a keyboard."""


def native(keys: str) -> str:
    """A key sequence as this system writes it."""
    named = sequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    for name, arrow in NAMES.items():
        named = named.replace(name, arrow)
    return named
