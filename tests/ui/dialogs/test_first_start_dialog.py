"""A newcomer is asked once, may skip it, and may leave anything empty."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.settings import Settings
from ui.dialogs.first_start_dialog import FirstStartDialog

KEY = Qt.Key


@pytest.fixture
def dialog(qtbot: QtBot) -> FirstStartDialog:
    dialog = FirstStartDialog(Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.open()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return dialog


def test_keys_alone_fill_it_in_and_save_it(dialog: FirstStartDialog, qtbot: QtBot) -> None:
    for text in ("Jo Wren, Head of Libraries", "Libraries", "Exampleshire"):
        qtbot.keyClicks(QApplication.focusWidget(), text)
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Return)

    assert dialog.result() == FirstStartDialog.DialogCode.Accepted
    assert dialog.settings() == Settings(
        author="Jo Wren, Head of Libraries",
        service_areas="Libraries",
        local_authority="Exampleshire",
    )


def test_escape_skips_it(dialog: FirstStartDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Escape)

    assert dialog.result() == FirstStartDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_a_wrong_address_keeps_it_open_and_is_told(dialog: FirstStartDialog, qtbot: QtBot) -> None:
    address = dialog.findChildren(QLineEdit)[4]
    qtbot.keyClicks(address, "hub at council")
    qtbot.keyClick(address, KEY.Key_Return)

    assert dialog.isVisible()
    assert "hub at council" in address.text()
    assert QApplication.focusWidget() is address


def test_on_a_low_screen_it_scrolls_and_its_buttons_stay_in_sight(
    dialog: FirstStartDialog, qtbot: QtBot
) -> None:
    dialog.resize(dialog.minimumWidth(), 320)
    scroll = dialog.findChild(QScrollArea)
    first, *_, last = dialog.findChildren(QLineEdit)

    def tab_to(*wanted: object) -> None:
        for _ in range(12):
            if QApplication.focusWidget() in wanted:
                break
            qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)

    tab_to(last, last.parentWidget())
    assert scroll.verticalScrollBar().maximum() > 0
    assert not last.visibleRegion().isEmpty()
    assert first.visibleRegion().isEmpty()
    tab_to(first)
    assert not first.visibleRegion().isEmpty(), "from the buttons one comes to the first again"
    for button in dialog.findChildren(QPushButton):
        if button.text().replace("&", "") in ("Save", "Skip"):
            assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))


def test_everything_in_it_says_what_it_is(
    dialog: FirstStartDialog, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(dialog) == []
