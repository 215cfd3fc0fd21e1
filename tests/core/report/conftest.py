"""The paper's tests see no faces but our own, whatever is installed on the machine."""

from collections.abc import Iterator

import pytest

from core.report import fonts, installed


def forget() -> None:
    installed._known.cache_clear()
    installed._opened.cache_clear()
    fonts.face.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def _no_installed_faces() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(installed, "font_folders", list)
        forget()
        yield
    forget()
