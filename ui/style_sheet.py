"""The style sheet and the palette, made from the tokens."""

from __future__ import annotations

from string import Template

from msgspec.structs import asdict
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from core.resources import resource
from ui.theme import Theme, interface_font

TEMPLATE = Template("""
QMainWindow, QDialog, #body, #preview, #manualWindow { background: $chrome; }
QToolTip { background: $notice; color: $notice_ink; border: 1px solid $notice_line;
    padding: 4px 7px;
    font-size: ${size_hint}px; }

#topBar { background: $surface; border-bottom: 1px solid $line; }
#choiceBar { background: $chrome; border-bottom: 1px solid $line; }
#project { font-size: ${size_title}px; font-weight: bold; }
#whose { color: $ink_2; }
#chip { color: $ink_2; font-size: ${size_hint}px; border: 1px solid $line_strong;
    border-radius: 10px; padding: 1px 9px; }
#chip[tone="final"] { color: $good; background: $good_wash; border-color: $good; }

#statusBar QPushButton#kept { border: none; background: transparent; padding: 0 2px;
    color: $ink_2; }
#statusBar QPushButton#kept[tone="warn"] { color: $warn_ink; font-weight: bold; }

#home { background: $surface; }
#homeTitle { font-size: 18px; font-weight: bold; }
QTableView[lines="true"] { background: $surface; border: 1px solid $line; outline: none;
    selection-background-color: $accent_wash; selection-color: $ink; }
QTableView[lines="true"]::item { border: none; border-bottom: 1px solid $line; padding: 0 8px; }
QTableView[lines="true"]::item:selected { background: $accent_wash; }
QHeaderView { background: $chrome; border: none; }
QHeaderView::section { background: $chrome; color: $ink_2; border: none;
    border-bottom: 1px solid $line; padding: 5px 11px; font-size: ${size_hint}px; }
QHeaderView::section:hover { color: $ink; }
QHeaderView::up-arrow { image: url("$arrow_up"); width: 12px; height: 12px; }
QHeaderView::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }

#scoreBar { background: $chrome; border-bottom: 1px solid $line; }
#total { font-size: ${size_total}px; font-weight: bold; }
#total[tone="over"] { color: $error; }
#total[tone="none"] { color: $ink_3; font-weight: normal; }
#placed { font-size: ${size}px; color: $ink_3; padding-top: 14px; }
#placed[odd="yes"] { color: $error; font-weight: bold; }
#grade { font-size: 15px; border-radius: 4px; padding: 3px 10px; }
#grade[tone="good"] { color: $good; background: $good_wash; }
#grade[tone="warn"] { color: $warn_ink; background: $reason_wash; }
#grade[tone="open"] { color: $ink_2; background: $hover; font-size: ${size_hint}px; }
#counter { border: 1px solid transparent; border-radius: ${radius}px; padding: 3px 9px;
    min-height: 18px; }
#counter[tone="good"] { color: $good; background: $good_wash; }
#counter[tone="warn"] { color: $warn_ink; background: $reason_wash; }
#counter[tone="error"] { color: $error; background: $error_wash; font-weight: bold; }
#counter:hover { border-color: $line_strong; }
#counter:focus { border-color: $accent; }

QPushButton { background: $surface; border: 1px solid $line_strong; border-radius: ${radius}px;
    padding: 4px 14px; min-height: 20px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border: 2px solid $accent; padding: 3px 13px; }
QPushButton:disabled { color: $disabled; background: $chrome; border-color: $line; }
QPushButton#primary, QPushButton#preview { background: $accent; border-color: $accent;
    color: $accent_ink; }
QPushButton#primary:hover, QPushButton#preview:hover { background: $accent_strong; }
QPushButton#primary:focus, QPushButton#preview:focus { background: transparent;
    border: 5px solid $accent; border-radius: 0; padding: 0 10px;
    border-image: url("$ring") 20 20 20 20 stretch stretch; }
QPushButton#primary:disabled, QPushButton#preview:disabled { background: $line;
    border-color: $line; color: $disabled; }
QPushButton::menu-indicator { image: url("$arrow"); width: 14px; height: 14px; right: 9px;
    subcontrol-origin: padding; subcontrol-position: right center; }
QPushButton#small { padding: 2px 6px; font-size: ${size_hint}px; }
QPushButton#small:focus { padding: 1px 5px; }
QPushButton#adopt { padding: 0 9px; min-height: 18px; border-radius: 10px;
    font-size: ${size_hint}px; color: $accent; border-color: $accent; }
QPushButton#adopt:hover { background: $accent_wash; }
QPushButton#adopt:focus { border: 2px solid $ink; padding: 0 8px; min-height: 16px; }
QPushButton#band { padding: 2px 8px; text-align: left; font-size: ${size_hint}px; }
QPushButton#band:checked { background: $accent_wash; border-color: $accent; color: $accent; }
QPushButton#band:focus { border: 2px solid $ink; padding: 1px 7px; }
QPushButton#link { background: transparent; border: none; padding: 0; color: $accent;
    font-size: ${size_hint}px; text-align: left; min-height: 18px; }
QPushButton#link:hover, QPushButton#link:focus { color: $accent_strong;
    text-decoration: underline; }
QPushButton#choice { padding: 0 9px; min-height: 22px; font-size: ${size_hint}px;
    color: $ink_2; }
QPushButton#choice:checked { background: $accent_wash; border-color: $accent; color: $accent; }
QPushButton#choice:focus { border: 2px solid $ink; padding: 0 8px; min-height: 20px; }
QPushButton#filter { background: transparent; border: none; padding: 1px 6px; color: $ink_3;
    font-size: ${size_hint}px; border-radius: 4px; min-height: 18px; }
QPushButton#filter:hover { background: $hover; }
QPushButton#filter:checked { background: $line; color: $ink; }
QPushButton#filter:focus { border: 2px solid $accent; padding: 0 4px; min-height: 16px; }
QPushButton#adopt:disabled, QPushButton#link:disabled, QPushButton#choice:disabled,
QPushButton#filter:disabled { color: $disabled; border-color: $line; }

QToolButton { background: transparent; border: 1px solid transparent;
    border-radius: ${radius}px; padding: 4px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $line; }
QToolButton:focus { border-color: $accent; }
QToolButton#card { border-color: $line; background: $surface; padding: 6px 4px 4px 4px; }
QToolButton#card:hover { border-color: $line_strong; background: $hover; }
QToolButton#card:checked { border-color: $accent; background: $accent_wash; }
QToolButton#card:focus { border: 2px solid $ink; padding: 5px 3px 3px 3px; }
QToolButton::menu-indicator { image: none; }
QToolButton[menu="true"] { padding-right: 22px; }
QToolButton[menu="true"]::menu-indicator { image: url("$arrow"); width: 14px; height: 14px;
    right: 5px; subcontrol-origin: padding; subcontrol-position: right center; }

QMenuBar { background: transparent; border: none; }
QMenuBar::item { background: transparent; color: $ink_2; padding: 5px 9px;
    border-radius: ${radius}px; }
QMenuBar::item:selected { background: $hover; color: $ink; }
QMenuBar::item:pressed { background: $line; }
QMenu { background: $surface; border: 1px solid $line_strong; padding: 5px; menu-scrollable: 1; }
QMenu::item { padding: 3px 22px 3px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_wash; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 12px; height: 12px; left: 9px; border: 1px solid $field_line;
    border-radius: 3px; background: $surface; }
QMenu::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QMenu::right-arrow { image: url("$submenu"); width: 14px; height: 14px; right: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }

#pane { background: $chrome; }
#leftPane { background: $chrome; border-right: 1px solid $line; }
#rightPane { background: $chrome; border-left: 1px solid $line; }
#paneTitle { font-weight: bold; padding: 9px 16px 9px 14px; }
#rule { background: $line; }
#paneBar { border-top: 1px solid $line; }
#panelTitle { font-weight: bold; }
#hint, #factName { color: $ink_3; font-size: ${size_hint}px; }
#factName { font-size: ${size}px; }
#formula { background: $computed_wash; border-radius: 4px; }
#paragraph { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
#identified { background: transparent; }
#nothing { color: $ink_3; padding: 8px 20px; }
#calm { color: $ink_3; padding: 28px 20px; }
#explanation { background: $surface; }
#explanationPanel { border-top: 1px solid $line; }
#emptyTitle { font-size: 18px; color: $ink_2; }

QListView#thumbnails { background: $chrome; border: none; border-right: 1px solid $line;
    outline: none; selection-background-color: transparent; }
QTreeView#outline, QListView#problems { background: $chrome; border: none;
    outline: none; selection-background-color: transparent; }
QLabel#carried { background: $notice; color: $notice_ink; }
QLabel#doubt { background: $reason_wash; color: $warn_ink; }
QLabel#carried, QLabel#doubt { border-radius: 4px; padding: 3px 9px; font-size: ${size_hint}px; }
QTreeView#outline::item, QListView::item { border: none; }
QLineEdit, QPlainTextEdit { background: $surface; border: 1px solid $field_line;
    border-radius: ${radius}px; padding: 4px 8px 3px 8px; selection-background-color: $accent;
    selection-color: $accent_ink; }
QLineEdit { min-height: 21px; lineedit-clear-button-icon: url("$clear"); }
QPlainTextEdit { padding: 1px 0 1px 6px; }
QPlainTextEdit[readOnly="true"] { border-color: $line; border-radius: 0; }
QPlainTextEdit[readOnly="true"]:focus { border-color: $accent; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
    color: $disabled; background: $chrome; border-color: $line; }
QLineEdit#search { padding: 4px 4px 3px 4px; }
QLineEdit#keepText { padding: 2px 6px 3px 6px; min-height: 0;
    font-size: ${size_hint}px; }
QLineEdit#outlineEditor { border: 2px solid $accent; border-radius: 2px; padding: 0 4px;
    min-height: 0; }
QSpinBox { background: $surface; border: 1px solid $field_line; border-radius: ${radius}px;
    padding: 3px 8px; min-height: 22px; max-height: 22px; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: 20px; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: $hover; }
QSpinBox::up-arrow { image: url("$arrow_up"); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url("$arrow"); width: 10px; height: 10px; }
QComboBox { combobox-popup: 0; background: $surface; border: 1px solid $field_line;
    border-radius: ${radius}px; padding: 4px 4px 3px 10px; min-height: 21px; }
QComboBox:focus, QComboBox:on { border-color: $accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url("$arrow"); width: 14px; height: 14px; }
QComboBox QLineEdit, QSpinBox QLineEdit { border: none; padding: 0; min-height: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong;
    outline: none; selection-background-color: $accent_wash; selection-color: $ink; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTableView { gridline-color: $line; }
QTableView#block::item { padding: 5px 8px; }
QTableCornerButton::section { background: $chrome; border: none; border-bottom: 1px solid $line; }
QTableView#source, QTableView#block, QListWidget { background: $surface;
    border: 1px solid $line; outline: none; }
QTextBrowser#manual { background: $surface; border: none; border-left: 1px solid $line; }
QDialog QAbstractItemView { background: $surface; border: 1px solid $line; outline: none;
    selection-background-color: $accent_wash; selection-color: $ink; }
QDialog QComboBox QAbstractItemView { border: 1px solid $line_strong; }
QComboBoxPrivateContainer { border: none; }
QComboBox QAbstractItemView::item { padding: 3px 8px; min-height: 20px; border: none; }
QComboBox QAbstractItemView::item:selected { background: $accent_wash; color: $ink; }
QPushButton, QToolButton, QCheckBox, QRadioButton, QTabBar { outline: none; }
QCheckBox, QRadioButton { spacing: 6px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator { width: 14px;
    height: 14px; background: $surface; border: 1px solid $field_line; border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover,
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: $accent;
    border-color: $accent; image: url("$tick"); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent;
    image: url("$dot"); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line_strong;
    background: $chrome; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
    background: $disabled; border-color: $disabled; }
QMessageBox QLabel[heading="true"] { font-weight: bold; }
QPushButton[way="true"] { min-height: 36px; font-size: 16px; }
#homeBeginning, #homeBeginning > QWidget > QWidget { background: transparent; }
#findBar { background: $surface; border: 1px solid $line_strong;
    border-radius: ${radius}px; }
#findBar QLineEdit { border: none; background: transparent; color: $ink; }
#findBar QLabel { color: $ink_3; font-size: ${size_hint}px; }
#strip { background: $surface; border: 2px solid $accent; border-radius: 6px; }
QLabel#stripWhere { color: $ink_2; }
QLabel#stripValue { font-size: ${size_title}px; font-weight: bold; }
#palette { background: $surface; border: 1px solid $line_strong; border-radius: 6px; }
QTreeWidget#commands { background: $surface; border: none; outline: none; }
QTreeWidget#commands::item { border: none; padding: 0 6px; color: $ink; }
QListWidget::item { padding: 4px 8px; }
QListWidget::item:selected { background: $accent_wash; color: $ink; }
QTreeWidget#commands::item:selected { background: $accent_wash; color: $ink; }
QTreeWidget#commands::item:disabled { color: $disabled; }
#keyTitle { font-weight: bold; }
QLabel#key { background: $chrome; border: 1px solid $line_strong; border-radius: 3px;
    padding: 0 5px; font-size: ${size_hint}px; color: $ink_2; qproperty-indent: 0;
    min-height: 20px; }
QPushButton#key { background: $chrome; border: 1px solid $line_strong; border-radius: 3px;
    padding: 0 5px; font-size: ${size_hint}px; color: $ink_2; min-width: 14px; }
QPushButton#key:hover, QPushButton#key:focus { border-color: $accent; color: $ink; }
QPushButton#key:disabled { color: $disabled; }
QPushButton#key[changed="true"] { font-weight: bold; color: $accent; }

#statusBar { background: $surface; border-top: 1px solid $line; }
#statusBar QLabel { color: $ink_2; font-size: ${size_hint}px; }
#statusBar QLabel#key { font-size: 11px; min-height: 0; }
QLabel[clicks="true"]:hover, #statusBar QLabel[clicks="true"]:hover { color: $ink; }
#statusBar QToolButton { padding: 2px; }
#statusBar QToolButton:checked:!hover { background: transparent; }
#statusBar QPushButton { border: none; background: transparent; padding: 0 6px; min-height: 20px;
    color: $ink_2; font-size: ${size_hint}px; }
#statusBar QPushButton:hover { background: $hover; }
#statusBar QPushButton:focus { border: 1px solid $accent; padding: 0 5px; min-height: 18px; }

#notice[tone="calm"] { background: $notice; border: 1px solid $notice_line; }
#notice[tone="calm"] QLabel { color: $notice_ink; }
#notice[tone="calm"] QPushButton { background: transparent; border: none; color: $notice_accent;
    font-weight: bold; padding: 2px 8px; }
#notice[tone="calm"] QPushButton:hover { text-decoration: underline; }
#notice[tone="calm"] QPushButton:focus { border: 2px solid $notice_accent; padding: 0 6px; }
#notice[floating="true"] { border-radius: 6px; }
#notice[tone="error"] { background: $error; }
#notice[tone="error"] QLabel { color: $surface; font-weight: bold; }
#notice[tone="error"] QPushButton { background: $surface; border: none; color: $error;
    padding: 2px 10px; }
#notice[tone="error"] QPushButton:focus { border: 2px solid $ink; padding: 0 8px; }

QProgressBar { background: $line; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: $accent_wash; }
QScrollArea, QAbstractScrollArea::corner { background: transparent; }
QScrollArea#scrolls { border: none; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $line_strong; border: 2px solid transparent;
    border-radius: 5px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $ink_3; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(theme: Theme) -> str:
    """The whole style sheet of the program."""
    names = {
        "arrow": "unfold.svg",
        "arrow_up": "fold.svg",
        "submenu": "submenu.svg",
        "clear": "clear.svg",
        "tick": theme.tick,
        "dot": theme.dot,
        "ring": theme.ring,
    }
    drawings = {name: resource("icons", file).as_posix() for name, file in names.items()}
    return TEMPLATE.substitute(asdict(theme) | drawings)


def apply_theme(theme: Theme) -> None:
    """Give the running application, and all that is on the screen, the look of a theme."""
    QApplication.setPalette(palette(theme))
    QApplication.setFont(interface_font(theme))
    application = QApplication.instance()
    if isinstance(application, QApplication):
        application.setStyleSheet(style_sheet(theme))
    for widget in QApplication.allWidgets():
        QWidget.update(widget)


def palette(theme: Theme) -> QPalette:
    """The colours of what no style sheet reaches."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.chrome,
        roles.WindowText: theme.ink,
        roles.Base: theme.surface,
        roles.AlternateBase: theme.chrome,
        roles.Text: theme.ink,
        roles.Button: theme.surface,
        roles.ButtonText: theme.ink,
        roles.BrightText: theme.surface,
        roles.Highlight: theme.accent,
        roles.HighlightedText: theme.accent_ink,
        roles.ToolTipBase: theme.notice,
        roles.ToolTipText: theme.notice_ink,
        roles.PlaceholderText: theme.ink_3,
        roles.Link: theme.accent,
        roles.Mid: theme.line_strong,
    }
    made = QPalette()
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.disabled))
    return made
