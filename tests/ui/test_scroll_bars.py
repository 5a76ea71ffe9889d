"""Scroll bars whose handle can be told from its groove, in every appearance."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from ui import theme

WORN = (theme.Appearance.LIGHT, theme.Appearance.DARK, theme.Appearance.CONTRAST)
LEAST_CONTRAST = 3.0
"""WCAG 2.2, 1.4.11: parts of the interface that have to be seen."""


@pytest.mark.parametrize("appearance", WORN)
def test_the_handle_stands_out_from_the_groove(
    appearance: theme.Appearance, undressed: QApplication, qtbot: QtBot
) -> None:
    theme.apply(undressed, appearance)
    bar = QScrollBar(Qt.Orientation.Vertical)
    qtbot.addWidget(bar)
    bar.setRange(0, 100)
    bar.setPageStep(100)
    bar.resize(bar.sizeHint().width(), 300)
    picture = bar.grab().toImage()
    middle = bar.width() // 2
    handle, groove = picture.pixelColor(middle, 75), picture.pixelColor(middle, 250)
    assert contrast(handle, groove) >= LEAST_CONTRAST


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of their luminances as WCAG 2.2 defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
