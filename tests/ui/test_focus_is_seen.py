"""Who has the keys can be seen, in every appearance (WCAG 2.2, 2.4.7 and 1.4.11)."""

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.focus import shows_focus
from ui import theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.link_button import LinkButton
from ui.widgets.text_labels import heading, words
from ui.widgets.tick_box import TickBox

WORN = (theme.Appearance.LIGHT, theme.Appearance.DARK, theme.Appearance.CONTRAST)


def controls() -> list[QWidget]:
    """One of each kind, plain and in the states that change its ground."""
    primary, pressed, bold = QPushButton("Submit"), QPushButton("No change"), QToolButton()
    theme.mark(primary, "primary")
    for button in (pressed, bold):
        button.setCheckable(True)
        button.setChecked(True)
    bold.setText("Bold")
    tick, tool = TickBox("Match case"), QToolButton()
    tick.setChecked(True)
    tool.setText("Indent")
    lines = (QLineEdit("Parks"), ChoiceBox(), QTextEdit("Bins"), QListWidget())
    ways = (LinkButton("Change"), heading("Preview"), QRadioButton("Dark"))
    return [QPushButton("Close"), primary, pressed, bold, tool, tick, *lines, *ways]


def blind(root: QWidget, parts: list[QWidget], qtbot: QtBot) -> list[str]:
    column = QVBoxLayout(root)
    for part in parts:
        part.setMaximumHeight(60)
        column.addWidget(part)
    qtbot.addWidget(root)
    with qtbot.waitActive(root):
        root.show()
    return [type(part).__name__ for part in parts if not shows_focus(part)]


@pytest.mark.parametrize("appearance", WORN)
def test_every_control_shows_that_it_has_the_keys(
    appearance: theme.Appearance, undressed: QApplication, qtbot: QtBot
) -> None:
    theme.apply(undressed, appearance)
    assert blind(QWidget(), controls(), qtbot) == []


def test_a_control_that_shows_nothing_is_found(undressed: QApplication, qtbot: QtBot) -> None:
    theme.apply(undressed, theme.Appearance.CONTRAST)
    label = words("Bins")
    label.setFocusPolicy(heading("Bins").focusPolicy())
    assert blind(QWidget(), [label], qtbot) == ["QLabel"]
