"""Beginning a correction: the reason is asked for, and nothing happens without one."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.correction_dialog import CorrectionDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> CorrectionDialog:
    dialog = CorrectionDialog("Parks · 8 to 21 June 2026", 1)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_reason_is_given_and_enter_begins(dialog: CorrectionDialog) -> None:
    line = dialog.findChild(QLineEdit)
    QTest.keyClicks(line, " The April figures were wrong ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.reason() == "The April figures were wrong"


@pytest.mark.parametrize(("typed", "told"), [("", "Say in a few words"), ("x" * 301, "301")])
def test_without_a_fitting_reason_it_stays_and_says_so(
    dialog: CorrectionDialog, typed: str, told: str
) -> None:
    line = dialog.findChild(QLineEdit)
    line.setText(typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert any(told in label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_it_says_what_becomes_of_the_version_submitted(
    dialog: CorrectionDialog, nameless: Callable[[QWidget], list[str]]
) -> None:
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Version 1 stays as it was submitted" in said
    assert "it is version 2 and takes its place" in said
    assert nameless(dialog) == []
