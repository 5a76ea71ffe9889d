"""A dialog is as tall as its words need."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words

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


class Rows(RoomyDialog):
    """Rows that scroll when there is too little room, and not one word that wraps."""

    def __init__(self, count: int) -> None:
        super().__init__(700)
        rows = QWidget()
        layout = QVBoxLayout(rows)
        for number in range(count):
            layout.addWidget(QLineEdit(f"Row {number}"))
        self.scroll = RoomyScroll(rows)
        self._column.addWidget(self.scroll)


def test_rows_are_all_in_sight_where_there_is_room(qtbot: QtBot) -> None:
    few = Rows(5)
    qtbot.addWidget(few)
    few.open()
    assert few.scroll.verticalScrollBar().maximum() == 0


def test_rows_scroll_on_a_low_screen(qtbot: QtBot) -> None:
    many = Rows(60)
    qtbot.addWidget(many)
    many.open()
    assert many.scroll.verticalScrollBar().maximum() > 0
    assert many.height() < many.screen().availableGeometry().height()
