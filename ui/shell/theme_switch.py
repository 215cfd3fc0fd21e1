"""Light or dark chrome around the white paper, as the clerk wishes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ui.feature import Feature
from ui.theme import DARK, DARK_CHROME, LIGHT_CHROME


class ThemeSwitch(Feature):
    """Keeps the wish; colours are drawn into every widget, so the next start brings them."""

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        return {"chrome": self.turn}

    def turn(self) -> None:
        """From light to dark or back, at the next start; once more takes the wish back."""
        now = self._settings.chrome
        shown = DARK_CHROME if self._theme is DARK else LIGHT_CHROME
        wanted = DARK_CHROME if shown == LIGHT_CHROME else LIGHT_CHROME
        self._settings.chrome = shown if now == wanted else wanted
        name = {DARK_CHROME: "深色", LIGHT_CHROME: "浅色"}[self._settings.chrome]
        self.message.emit(f"下次打开自评通时，界面是{name}的；纸面总是白的", None)
