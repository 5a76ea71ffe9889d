"""The author looks through their own words."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.own_words_dialog import OwnWordsDialog
from ui.process.spelling import Spelling


@pytest.fixture
def dialog(spelling: Spelling, qtbot: QtBot) -> OwnWordsDialog:
    spelling.add("Quennock")
    dialog = OwnWordsDialog(spelling)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


def listed(dialog: OwnWordsDialog) -> list[str]:
    return [dialog._list.item(row).text() for row in range(dialog._list.count())]


def test_a_word_is_typed_in_and_added_with_enter(dialog: OwnWordsDialog, qtbot: QtBot) -> None:
    dialog._new.setFocus()
    qtbot.keyClicks(dialog._new, "  Tarrowby")
    qtbot.keyClick(dialog._new, Qt.Key.Key_Return)
    assert listed(dialog) == ["Quennock", "Tarrowby"]
    assert dialog._new.text() == ""
    assert dialog.isVisible()


def test_the_chosen_word_is_removed(
    dialog: OwnWordsDialog, spelling: Spelling, qtbot: QtBot
) -> None:
    assert not dialog._remove.isEnabled()
    dialog._list.setCurrentRow(0)
    qtbot.keyClick(dialog._remove, Qt.Key.Key_Space)
    assert listed(dialog) == []
    assert spelling.own_words == []
    assert not dialog._remove.isEnabled()


def test_only_one_whole_word_can_be_added(dialog: OwnWordsDialog) -> None:
    for text, is_word in (("", False), ("two words", False), ("Tarrowby ", True)):
        dialog._new.setText(text)
        assert dialog._add.isEnabled() is is_word


def test_everything_in_it_has_a_name(
    dialog: OwnWordsDialog, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(dialog) == []
