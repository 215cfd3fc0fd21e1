"""Saving on demand, which nobody needs, and keeping a version, which some want."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.feature import Feature


class Saving(Feature):
    """What is saved by itself, saved when the clerk says so."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"save": self.save, "version": self.begin_version}

    def save(self) -> None:
        """Save now, and say that it need not be said."""
        if self._autosave.flush():
            self.message.emit("已保存。每次修改都会自动保存，不必再按保存。", None)

    def begin_version(self) -> None:
        """Keep the present version as it is; what comes is a new one."""
        if self._open_form.id is not None and self._autosave.flush():
            version = self._open_form.version
            self._autosave.begin_version()
            self.message.emit(f"第 {version} 版已留住，今后的修改记为第 {version + 1} 版", None)
