"""Help is short, inside the program, and lists the keys that are really there."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QListWidget, QMainWindow, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.report import Report
from ui.dialogs.help_dialog import HelpDialog, help_pages, keys_page
from ui.editor.page import EditorPage, OpenReport
from ui.menus import Menus

NATIVE = QKeySequence.SequenceFormat.NativeText


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    """A window with a report open in it."""
    window = QMainWindow()
    qtbot.addWidget(window)
    Menus(window.menuBar(), edition.bundled())
    report = Report("0" * 32, edition.newest())
    window.setCentralWidget(EditorPage(OpenReport(report, datetime(2026, 11, 21, tzinfo=UTC))))
    window.show()
    return window


def test_every_action_with_keys_is_listed_once_and_has_words(window: QMainWindow) -> None:
    listed = keys_page(window).lines
    assert len(set(listed)) == len(listed)
    for action in window.findChildren(QAction):
        if action.shortcuts():
            keys = action.shortcuts()[0].toString(NATIVE)
            assert action.text(), f"{keys} has no words"
            [line] = [each for each in listed if each.startswith((f"{keys} – ", f"{keys} or "))]
            assert action.text().replace("&", "").removesuffix("…") in line


def test_the_keys_of_a_new_action_are_listed_without_more_ado(window: QMainWindow) -> None:
    action = QAction("&Dance…", window)
    action.setShortcuts(["Ctrl+F12", "Ctrl+F11"])
    assert "Ctrl+F12 or Ctrl+F11 – Dance" in keys_page(window).lines


def test_without_a_report_the_page_says_where_more_keys_are(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    Menus(window.menuBar(), edition.bundled())
    assert keys_page(window).lines[-1].startswith("More keys are listed here")


def test_the_pages_are_short() -> None:
    assert len(help_pages()) >= 4
    for page in help_pages():
        assert page.title
        assert 40 < len(" ".join(page.lines).split()) < 250


def test_arrows_lead_from_page_to_page_and_escape_closes_it(
    window: QMainWindow, qtbot: QtBot
) -> None:
    dialog = HelpDialog(window)
    dialog.show()
    titles, text = dialog.findChild(QListWidget), dialog.findChild(QTextEdit)
    assert not dialog.isModal()
    assert text.toPlainText().startswith("Writing a report\n")
    qtbot.keyClick(titles, Qt.Key.Key_Down)
    assert text.toPlainText().startswith("Checking and submitting\n")
    qtbot.keyClick(titles, Qt.Key.Key_End)
    assert "F8 – Check your answers" in text.toPlainText()
    assert text.accessibleName() == "Keys"
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(titles, Qt.Key.Key_Escape)


def test_everything_in_it_says_what_it_is(
    window: QMainWindow, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(HelpDialog(window)) == []
