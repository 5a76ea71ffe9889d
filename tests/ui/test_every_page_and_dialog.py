"""No word cut off, nothing nameless, nothing too large: on every page and dialog there is.

Each run is a program of its own, because Qt takes its screen and its scale once.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.legible import faults
from tests.named import nameless
from tests.pressed_by_enter import pressed_by_enter
from ui.widgets.text_labels import words

ROOM = QSize(640, 300)


@pytest.mark.parametrize(
    ("screen_px", "scale"), [("1366x768", "1"), ("1366x768", "1.5"), ("1920x1080", "3")]
)
def test_all_words_can_be_read_on_every_page_and_dialog(screen_px: str, scale: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.legible"],
        cwd=Path(__file__).parents[2],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "SCREEN_PX": screen_px,
            "QT_SCALE_FACTOR": scale,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout == ""
    assert ran.returncode == 0, ran.stderr


def shown(qtbot: QtBot, root: QWidget, size: QSize = ROOM) -> QWidget:
    qtbot.addWidget(root)
    root.resize(size)
    root.show()
    return root


def test_a_page_larger_than_its_room_is_found(qtbot: QtBot) -> None:
    root = shown(qtbot, QWidget(), QSize(700, 300))
    assert faults(root, ROOM) == ["needs 700 x 300 of 640 x 300"]


@pytest.mark.parametrize("widget", [QLabel, QPushButton, words], ids=str)
def test_words_without_room_are_found(qtbot: QtBot, widget: type[QLabel]) -> None:
    root = QWidget()
    cut = widget("The bins are late, and so is the lorry")
    cut.setParent(root)
    cut.setGeometry(0, 0, 60, 20)
    [fault] = faults(shown(qtbot, root), ROOM)
    assert "its words need" in fault


def test_words_that_cover_each_other_are_found(qtbot: QtBot) -> None:
    root = QWidget()
    for top in (0, 10):
        label = QLabel("Bins", root)
        label.setGeometry(0, top, 200, 40)
    [fault] = faults(shown(qtbot, root), ROOM)
    assert "overlap by 30 pixels" in fault


def test_what_lies_outside_is_found(qtbot: QtBot) -> None:
    root = QWidget()
    inside = QWidget(root)
    inside.setGeometry(0, 0, 100, 20)
    QPushButton("Empty the bins", inside).setGeometry(0, 0, 300, 60)
    [fault] = faults(shown(qtbot, root), ROOM)
    assert "is cut off" in fault


def test_what_cannot_say_what_it_is_is_found(qtbot: QtBot) -> None:
    root = QWidget()
    row = QHBoxLayout(root)
    named = QLineEdit()
    named.setAccessibleName("Route")
    for widget in (named, QLineEdit(), QComboBox()):
        row.addWidget(widget)
    shown(qtbot, root)
    found = nameless(root)
    assert found[0] == "QLineEdit in QWidget"
    assert "QComboBox in QWidget" in found
    assert len(found) == len({*found})


def test_a_dialog_in_which_enter_presses_another_button_than_it_seems_is_found(
    qtbot: QtBot,
) -> None:
    dialog = QDialog()
    layout = QVBoxLayout(dialog)
    for each in (QLineEdit(), smaller := QPushButton("−"), add := QPushButton("Add")):
        layout.addWidget(each)
    add.setProperty("primary", True)
    shown(qtbot, dialog)
    assert pressed_by_enter(dialog) == ["Enter presses “−”, and “Add” stands out"]
    dialog.hide()
    smaller.setAutoDefault(False)
    add.setDefault(True)
    dialog.show()
    assert pressed_by_enter(dialog) == []
