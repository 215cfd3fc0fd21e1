"""The box that stands over the window, and its buttons."""

from PySide6.QtWidgets import QMessageBox

from ui.main_window import MainWindow


def boxes(window: MainWindow) -> list[QMessageBox]:
    """All of them that are in sight."""
    return [one for one in window.findChildren(QMessageBox) if one.isVisible()]


def box(window: MainWindow) -> QMessageBox:
    """The first of them."""
    return boxes(window)[0]


def press(window: MainWindow, name: str) -> None:
    """Press the button of this name in the box."""
    next(button for button in box(window).buttons() if button.text() == name).click()
