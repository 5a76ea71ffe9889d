"""Errors become words and a next step."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import OutputError
from ui.dialogs import problem_dialog
from ui.dialogs.problem_dialog import show_problem


def words(dialog: QWidget) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.text()]


def buttons(dialog: QWidget) -> list[str]:
    return [button.text().replace("&", "") for button in dialog.findChildren(QPushButton)]


def raised() -> Exception:
    try:
        raise KeyError("no such <section>")
    except KeyError as error:
        return error


def test_an_error_of_ours_is_told_in_its_own_words_as_plain_text(qtbot: QtBot) -> None:
    dialog = show_problem(None, OutputError("“<i>a</i>.pdf” is open elsewhere.", "Close it."))
    qtbot.addWidget(dialog)

    assert dialog.isVisible()
    assert words(dialog) == ["“<i>a</i>.pdf” is open elsewhere.", "Close it."]
    assert buttons(dialog) == ["Close"]
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_its_words_can_be_selected_by_keyboard(qtbot: QtBot) -> None:
    dialog = show_problem(None, OutputError("It is full.", "Make room."))
    qtbot.addWidget(dialog)
    told = next(label for label in dialog.findChildren(QLabel) if label.text() == "Make room.")

    told.setFocus()
    QTest.keySequence(told, "Ctrl+A")

    assert told.selectedText() == "Make room."


def test_a_fault_of_the_program_names_the_log_and_gives_the_details_to_copy(
    qtbot: QtBot, tmp_path: Path
) -> None:
    log_file = tmp_path / "program.log"
    dialog = show_problem(None, raised(), log_file)
    qtbot.addWidget(dialog)

    assert "Something went wrong in the program. Your text is kept." in words(dialog)
    assert any(str(log_file) in text for text in words(dialog))

    copy = next(each for each in dialog.findChildren(QPushButton) if "details" in each.text())
    QTest.keyClick(copy, Qt.Key.Key_Space)

    assert "KeyError: 'no such <section>'" in QGuiApplication.clipboard().text()
    assert "Traceback" in QGuiApplication.clipboard().text()
    assert "Copied the details." in words(dialog)


def test_it_does_not_block_and_goes_away_with_escape(qtbot: QtBot) -> None:
    dialog = show_problem(None, raised())

    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_everything_in_it_says_what_it_is(
    qtbot: QtBot, nameless: Callable[[QWidget], list[str]]
) -> None:
    dialog = show_problem(None, raised())
    qtbot.addWidget(dialog)

    assert nameless(dialog) == []


def test_a_problem_is_spoken_with_its_next_step(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(problem_dialog, "announce", lambda _widget, text: said.append(text))
    dialog = show_problem(None, OutputError("The disk is full.", "Make room on it."))
    qtbot.addWidget(dialog)
    assert said == ["The disk is full. Make room on it."]
