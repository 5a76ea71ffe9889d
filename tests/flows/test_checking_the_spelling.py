"""A director checks the spelling of a whole report with the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel

from highlight_desktop import own_words
from highlight_desktop.report.prose import plain_text
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, spoken, written
from ui.editor.prose_editor import ProseEditor

KEY = Qt.Key
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

pytestmark = pytest.mark.flow


def dialog(person: Person) -> QDialog:
    [shown] = [
        each
        for each in person.window.findChildren(QDialog)
        if each.windowTitle() == "Spelling" and each.isVisible()
    ]
    return shown


def press(person: Person, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key in the dialog, where its focus is."""
    # Offscreen there is no window manager to give the keys to a window that opens.
    dialog(person).activateWindow()
    person.wait(lambda: dialog(person).isActiveWindow())
    focus = dialog(person).focusWidget()
    assert focus is not None
    person.qtbot.keyClick(focus, key, modifier)


def says(person: Person, words: str) -> None:
    """Wait till the dialog says so; a button pressed by its letter goes down first."""
    person.wait(lambda: words in [label.text() for label in dialog(person).findChildren(QLabel)])


def test_f7_leads_through_every_section_and_what_was_decided_is_kept(
    person: Person, data_folder: Path
) -> None:
    person.window._acts.new("2020-06")
    person.wait(lambda: spoken(person.focus) == "Service areas")
    person.wait(lambda: person.window._spelling.is_ready)
    person.press(KEY.Key_PageDown, CTRL)
    person.write("The libary at Tarrowby opened agian.")
    person.press(KEY.Key_PageDown, CTRL)
    person.write("Anna's comittee met. The libary too.")
    person.press(KEY.Key_PageUp, CTRL)
    person.press(KEY.Key_F7)

    says(person, "“libary” is not in the dictionary.")
    press(person, KEY.Key_L, ALT)  # Change all
    says(person, "“Tarrowby” is not in the dictionary.")
    press(person, KEY.Key_A, ALT)  # Add to my words
    says(person, "“agian” is not in the dictionary.")
    press(person, KEY.Key_Down)
    press(person, KEY.Key_Up)
    press(person, KEY.Key_Return)
    says(person, "“comittee” is not in the dictionary.")
    press(person, KEY.Key_Return)
    says(person, "Spelling is checked.")
    press(person, KEY.Key_Return)
    person.wait(lambda: isinstance(person.focus, ProseEditor))

    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        answers = store.load(summary.id).report.answers
    assert plain_text(answers["guidance"].prose) == "The library at Tarrowby opened again."
    assert plain_text(answers["activity"].prose) == "Anna's committee met. The library too."
    assert own_words.load(data_folder) == ["Tarrowby"]


def test_both_apostrophes_are_read_and_kept_and_a_word_left_as_it_is_stays_so(
    person: Person, data_folder: Path
) -> None:
    person.window._acts.new("2020-06")
    person.wait(lambda: spoken(person.focus) == "Service areas")
    person.wait(lambda: person.window._spelling.is_ready)
    person.press(KEY.Key_PageDown, CTRL)
    # What Word writes has the curly one; the keyboard has the straight one.
    QGuiApplication.clipboard().setText("Parents’ views: it dosen’t open at Ellmoor’s gate. ")
    person.press(KEY.Key_V, CTRL)
    person.write("It dosen't shut, the parents' group says. Ellmoor isn't far from Wexbrook.")
    person.press(KEY.Key_F7)

    says(person, "“dosen’t” is not in the dictionary.")
    press(person, KEY.Key_Return)
    says(person, "“Ellmoor’s” is not in the dictionary.")
    press(person, KEY.Key_I, ALT)  # Ignore for now
    says(person, "“dosen't” is not in the dictionary.")
    press(person, KEY.Key_Return)
    says(person, "“Ellmoor” is not in the dictionary.")
    press(person, KEY.Key_A, ALT)  # Add to my words
    says(person, "“Wexbrook” is not in the dictionary.")
    press(person, KEY.Key_I, ALT)
    says(person, "Spelling is checked.")
    press(person, KEY.Key_Return)
    person.wait(lambda: isinstance(person.focus, ProseEditor))
    person.press(KEY.Key_End, CTRL)
    person.write(" Ellmoor's own.")
    person.press(KEY.Key_F7)
    says(person, "Spelling is checked.")
    press(person, KEY.Key_Return)
    person.wait(lambda: isinstance(person.focus, ProseEditor))

    person.close()
    assert written(data_folder) == [
        "Parents’ views: it doesn’t open at Ellmoor’s gate. It doesn't shut, the parents' group"
        " says. Ellmoor isn't far from Wexbrook. Ellmoor's own."
    ]
    assert own_words.load(data_folder) == ["Ellmoor"]
