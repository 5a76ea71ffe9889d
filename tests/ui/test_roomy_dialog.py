"""A dialog is as tall as its words need."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.roomy_dialog import RoomyDialog
from ui.text_labels import words

LONG = "The library in the market square opens again after its roof has been mended. " * 6


class Notice(RoomyDialog):
    """One label, and nothing that could be squeezed in its place."""

    def __init__(self, text: str) -> None:
        super().__init__(700)
        self.label = words(text)
        self._column.addWidget(self.label)


def is_whole(label: QLabel) -> bool:
    return label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("text", ["Saved.", LONG])
def test_it_opens_as_tall_as_its_words_need(qtbot: QtBot, text: str) -> None:
    notice = Notice(text)
    qtbot.addWidget(notice)
    notice.open()

    qtbot.waitUntil(lambda: is_whole(notice.label))
    assert notice.height() == notice.layout().totalHeightForWidth(notice.width())


def test_it_grows_when_there_come_to_be_more_words(qtbot: QtBot) -> None:
    notice = Notice("Saved.")
    qtbot.addWidget(notice)
    notice.open()
    before = notice.height()

    notice.label.setText(LONG)

    qtbot.waitUntil(lambda: is_whole(notice.label))
    assert notice.height() > before


def test_it_stays_as_large_as_the_user_made_it(qtbot: QtBot) -> None:
    notice = Notice("Saved.")
    qtbot.addWidget(notice)
    notice.open()
    notice.resize(800, 400)

    notice.label.setText("Saved again.")
    notice.layout().activate()

    assert notice.size() == QSize(800, 400)
