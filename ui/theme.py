"""Knows the look: the colours of each appearance, the spacing, the bundled fonts.

Every other module takes its colours from the palette. The palette's roles carry ours:

==================  ==========================================
role                what it is here
==================  ==========================================
Window, Base        the page, the fields on it
AlternateBase       side panels
Highlight, Accent   the one colour of action
PlaceholderText     words of second rank
Mid                 the edge of a control (3:1 on the page, WCAG 2.2, 1.4.11)
Midlight            rules that only divide
LinkVisited         good: saved, completed (no link is ever shown as visited)
BrightText          bad: a problem
==================  ==========================================
"""

from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QWidget

FONT_FAMILY = "Noto Sans"
_SECOND_FAMILY = "DejaVu Sans"
_SIGNS = "✓✗→"
"""What the window shows, or people paste, and Noto Sans lacks."""
FONT_SIZE_PT = 10.5
GAP_PX = 8
"""The unit of spacing: gaps and margins are multiples of it."""


class Appearance(StrEnum):
    """How the window looks; the values are those kept in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"

    @property
    def label(self) -> str:
        """The choice in words."""
        return {
            Appearance.SYSTEM: "As the system",
            Appearance.LIGHT: "Light",
            Appearance.DARK: "Dark",
            Appearance.CONTRAST: "High contrast",
        }[self]


@dataclass(frozen=True, slots=True)
class Colours:
    """One appearance. Text on its ground has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3)."""

    window: str
    base: str
    panel: str
    text: str
    muted: str
    accent: str
    on_accent: str
    edge: str
    rule: str
    good: str
    bad: str
    unavailable: str


COLOURS = {
    Appearance.LIGHT: Colours(
        window="#ffffff",
        base="#ffffff",
        panel="#f3f4f6",
        text="#101418",
        muted="#4c565e",
        accent="#1c4f91",
        on_accent="#ffffff",
        edge="#7b858d",
        rule="#d5d9dd",
        good="#00613a",
        bad="#a8102a",
        unavailable="#4c565e",
    ),
    Appearance.DARK: Colours(
        window="#1b1f23",
        base="#14171a",
        panel="#24292e",
        text="#f2f4f5",
        muted="#b6c0c7",
        accent="#8fbcff",
        on_accent="#0b1a2e",
        edge="#87929a",
        rule="#3b434a",
        good="#82d9a9",
        bad="#ffa198",
        unavailable="#b6c0c7",
    ),
    Appearance.CONTRAST: Colours(
        window="#000000",
        base="#000000",
        panel="#000000",
        text="#ffffff",
        muted="#ffffff",
        accent="#ffff00",
        on_accent="#000000",
        edge="#ffffff",
        rule="#ffffff",
        good="#7dffa0",
        bad="#ffb0b0",
        unavailable="#b0b0b0",
    ),
}

_STYLE_SHEET = """
QPushButton, QToolButton {
    background: palette(base); color: palette(text);
    border: 1px solid palette(mid); border-radius: 4px; padding: 6px 14px;
}
QToolButton { padding: 4px 8px; }
QPushButton:hover, QToolButton:hover { background: palette(alternate-base); }
QPushButton:pressed, QToolButton:pressed,
QPushButton:checked, QToolButton:checked {
    background: palette(highlight); color: palette(highlighted-text);
    border-color: palette(highlight);
}
QPushButton:focus, QToolButton:focus { border: 2px solid palette(highlight); }
QPushButton:focus { padding: 5px 13px; }
QToolButton:focus { padding: 3px 7px; }
/* Their ground is the colour of the ring, so the ring is drawn in that of their words. */
QPushButton:checked:focus, QToolButton:checked:focus, QPushButton[primary="true"]:focus {
    border: 4px double palette(highlighted-text);
}
QPushButton:checked:focus, QPushButton[primary="true"]:focus { padding: 3px 11px; }
QToolButton:checked:focus { padding: 1px 5px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:disabled, QToolButton:disabled {
    border-style: dashed; color: palette(placeholder-text); border-color: palette(midlight);
}
QPushButton[primary="true"] {
    background: palette(highlight); color: palette(highlighted-text);
    border-color: palette(highlight); font-weight: 600;
}
QPushButton[primary="true"]:disabled {
    background: palette(alternate-base); color: palette(placeholder-text);
    border-color: palette(midlight);
}
/* The style's own handle is the colour of its groove in the dark and with high contrast. */
QScrollBar { background: palette(alternate-base); border: none; }
QScrollBar:vertical { width: 14px; }
QScrollBar:horizontal { height: 14px; }
QScrollBar::handle { background: palette(mid); border-radius: 4px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTabBar::scroller { width: 52px; }
QTabBar[views="true"]::tab {
    background: transparent; color: palette(placeholder-text);
    border: 2px solid transparent; padding: 3px 6px; margin-right: 4px;
}
QTabBar[views="true"]::tab:selected {
    color: palette(highlight); border-bottom-color: palette(highlight);
}
QTabBar[views="true"]::tab:selected:focus { border-color: palette(highlight); }
QTabBar QToolButton { padding: 0; border-radius: 0; }
QLineEdit, QComboBox, QTextEdit, QTableView, QListView, QPdfView {
    background: palette(base); color: palette(text);
    border: 1px solid palette(mid); border-radius: 4px;
    placeholder-text-color: palette(placeholder-text);
    selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text);
}
QLineEdit, QComboBox { padding: 6px 8px; }
QLineEdit:focus, QComboBox:focus, QTextEdit:focus, QTableView:focus, QListView:focus,
QPdfView:focus {
    border: 2px solid palette(highlight);
}
QLineEdit:focus, QComboBox:focus { padding: 5px 7px; }
QComboBox QLineEdit, QComboBox QLineEdit:focus {
    border: none; padding: 0; background: transparent;
}
QComboBox::drop-down { border: none; width: 24px; }
QLineEdit { placeholder-text-color: palette(placeholder-text); }
QLineEdit:read-only, QTextEdit[readOnly="true"] { background: palette(alternate-base); }
QLineEdit:disabled, QComboBox:disabled {
    background: palette(alternate-base); border-style: dashed;
}
QListView[reading="true"] { background: palette(alternate-base); border: none; }
QListView[reading="true"]:focus { border: none; }
QFrame[panel="true"] { background: palette(alternate-base); border: none; }
QFrame[problem="true"] { border: 3px solid palette(bright-text); border-radius: 4px; }
QFrame[rule="true"] { background: palette(midlight); border: none; max-height: 1px; }
QLabel[muted="true"] { color: palette(placeholder-text); }
QLabel[good="true"] { color: palette(link-visited); font-weight: 600; }
QLabel[bad="true"] { color: palette(bright-text); font-weight: 600; }
QLabel[rank="title"] { font-size: 15pt; font-weight: 600; }
QLabel[rank="heading"] { font-size: 13pt; font-weight: 600; }
QLabel[landing="true"] { border: none; border-bottom: 2px solid transparent; }
QLabel[landing="true"]:focus { border-bottom-color: palette(highlight); }
QRadioButton { border: 2px solid transparent; border-radius: 4px; padding: 2px; }
QRadioButton:focus { border-color: palette(highlight); }
QRadioButton::indicator {
    width: 12px; height: 12px; border: 1px solid palette(mid); border-radius: 7px;
    background: palette(base);
}
QRadioButton::indicator:checked {
    width: 4px; height: 4px; border: 5px solid palette(highlight); border-radius: 7px;
}
QGroupBox { border: none; margin-top: 22px; }
QGroupBox::title { subcontrol-origin: margin; left: -2px; }
QTableView::item { padding: 6px 8px; border-bottom: 1px solid palette(midlight); }
/* Else a day of two digits is cut to three dots, and Qt's head of a calendar is all accent. */
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget #qt_calendar_navigationbar { background: palette(alternate-base); }
QTableView::item:selected { background: palette(highlight); color: palette(highlighted-text); }
QHeaderView::section {
    background: palette(alternate-base); color: palette(text);
    border: none; border-bottom: 1px solid palette(mid); font-weight: 600;
    padding: 8px 8px 8px 11px;
}
QTableCornerButton::section {
    background: palette(alternate-base); border: none; border-bottom: 1px solid palette(mid);
}
QCheckBox { spacing: 8px; padding: 4px; }
QCheckBox::indicator { width: 16px; height: 16px; }
QProgressBar {
    background: palette(base); border: 1px solid palette(mid); border-radius: 4px;
    min-height: 18px;
}
QProgressBar::chunk { background: palette(highlight); border-radius: 3px; }
QMenu { border: 1px solid palette(mid); }
QToolTip {
    background: palette(base); color: palette(text); border: 1px solid palette(mid); padding: 4px;
}
"""


def palette_of(colours: Colours) -> QPalette:
    """The palette that carries one appearance, roles as in the table above."""
    role = QPalette.ColorRole
    roles = (
        (colours.window, (role.Window, role.Button)),
        (colours.base, (role.Base, role.ToolTipBase)),
        (colours.panel, (role.AlternateBase,)),
        (colours.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (colours.muted, (role.PlaceholderText,)),
        (colours.accent, (role.Highlight, role.Accent, role.Link)),
        (colours.on_accent, (role.HighlightedText,)),
        (colours.edge, (role.Mid, role.Dark, role.Shadow)),
        (colours.rule, (role.Midlight, role.Light)),
        (colours.good, (role.LinkVisited,)),
        (colours.bad, (role.BrightText,)),
    )
    palette = QPalette()
    for colour, carriers in roles:
        for each in carriers:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.unavailable))
    return palette


def good(palette: QPalette) -> QColor:
    """The colour of what is saved or completed."""
    return palette.color(QPalette.ColorRole.LinkVisited)


def bad(palette: QPalette) -> QColor:
    """The colour of a problem."""
    return palette.color(QPalette.ColorRole.BrightText)


def muted(palette: QPalette) -> QColor:
    """The colour of words of second rank."""
    return palette.color(QPalette.ColorRole.PlaceholderText)


def edge(palette: QPalette) -> QColor:
    """The colour of a control's edge."""
    return palette.color(QPalette.ColorRole.Mid)


def apply(app: QApplication, appearance: Appearance) -> None:
    """Dress the whole program; widgets already on the screen change with it."""
    app.setStyle("Fusion")
    app.setPalette(palette_of(COLOURS[_shown_as(app, appearance)]))
    app.setStyleSheet(_STYLE_SHEET)


def load_fonts(app: QApplication) -> None:
    """Give Qt the bundled fonts and make them the program's own."""
    _load("NotoSans")
    font = QFont(FONT_FAMILY)
    font.setPointSizeF(FONT_SIZE_PT)
    if not all(QFontMetrics(font).inFontUcs4(ord(sign)) for sign in _SIGNS):
        # Qt finds no font of the system's that has them, so the second of ours steps in.
        _load("DejaVuSans")
        font.setFamilies([FONT_FAMILY, _SECOND_FAMILY])
    app.setFont(font)


def _load(file_name: str) -> None:
    """Give Qt the bundled fonts whose files begin with this name."""
    for font in (files("resources") / "fonts").iterdir():
        if font.name.startswith(file_name) and font.name.endswith(".ttf"):
            QFontDatabase.addApplicationFontFromData(QByteArray(font.read_bytes()))


def mark(widget: QWidget, name: str, value: bool | str = True) -> None:
    """Set a property the style sheet looks at, on a widget that may be on the screen already."""
    if widget.property(name) == value:
        return  # to be dressed anew is dear, and each key asks for it
    widget.setProperty(name, value)
    dress_again(widget)


def dress_again(widget: QWidget) -> None:
    """Have the style sheet look again at a widget that has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _shown_as(app: QApplication, appearance: Appearance) -> Appearance:
    """What "as the system" means today."""
    if appearance is not Appearance.SYSTEM:
        return appearance
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return Appearance.CONTRAST
    return Appearance.DARK if hints.colorScheme() is Qt.ColorScheme.Dark else Appearance.LIGHT
