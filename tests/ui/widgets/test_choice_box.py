"""A box to choose from shows all of its choices when it is opened."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.choice_box import ChoiceBox


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[None]:
    """With the style sheet, whose frames Qt forgets, and again without."""
    style, palette, sheet = qapp.style().name(), qapp.palette(), qapp.styleSheet()
    theme.apply(qapp, theme.Appearance.LIGHT)
    yield
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setStyle(style)


@pytest.mark.usefixtures("dressed")
@pytest.mark.parametrize("chosen", [0, 2, 4])
def test_no_choice_hides_behind_an_arrow_while_the_box_has_the_keys(
    qtbot: QtBot, chosen: int
) -> None:
    window, box = QWidget(), ChoiceBox()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(box)
    box.addItems(["One", "The last 3", "The last 6", "The last 12", "The last 26"])
    box.setCurrentIndex(chosen)
    with qtbot.waitActive(window):
        window.show()
    box.setFocus()
    box.showPopup()
    rows = box.view()
    last = rows.visualRect(box.model().index(4, 0))
    assert 0 < last.bottom() < rows.viewport().height()
    assert rows.verticalScrollBar().maximum() == 0
    box.hidePopup()
