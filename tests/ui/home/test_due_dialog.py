"""The list of what is due: each letter with Alt means one thing, and headings stand over cells."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from tests.keeping_pictures import RULES, due
from ui.home.due_dialog import DueDialog


def test_no_letter_with_alt_means_two_things(qtbot: QtBot) -> None:
    dialog = DueDialog(RULES)
    qtbot.addWidget(dialog)
    texts = [each.text() for kind in (QPushButton, QLabel) for each in dialog.findChildren(kind)]
    letters = Counter(QKeySequence.mnemonic(each).toString() for each in texts if "&" in each)
    assert max(letters.values()) == 1


def test_the_headings_stand_where_the_cells_below_them_do(qtbot: QtBot) -> None:
    dialog = DueDialog(RULES)
    qtbot.addWidget(dialog)
    dialog.show_due(due(1))
    table = dialog.findChild(QTableView)
    assert table is not None
    assert table.horizontalHeader().defaultAlignment() & Qt.AlignmentFlag.AlignLeft
