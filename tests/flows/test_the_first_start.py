"""The first start asks once; a new report begins with what was answered."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from highlight_desktop import settings
from highlight_desktop.report.edition import FieldId
from highlight_desktop.settings import Settings
from tests.flows.conftest import Person, close
from ui import theme
from ui.first_start_dialog import FirstStartDialog
from ui.main_window import MainWindow

pytestmark = pytest.mark.flow

KEY = Qt.Key
Start = Callable[[], Person]


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, data_folder: Path) -> Start:
    """Start the window as the program does."""
    theme.load_fonts(qapp)
    theme.apply(qapp, theme.Appearance.LIGHT)

    def start_window() -> Person:
        window = MainWindow(data_folder, greets=True)
        qtbot.addWidget(window, before_close_func=partial(close, qtbot))
        window.painted.connect(window.start)
        with qtbot.waitSignal(window.ready, timeout=20_000), qtbot.waitActive(window):
            window.show()
        return Person(qtbot, window)

    return start_window


def greeting(person: Person) -> FirstStartDialog:
    dialog = person.dialog(FirstStartDialog)
    person.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    return dialog


def test_answers_given_once_stand_in_every_new_report(start: Start, data_folder: Path) -> None:
    person = start()
    dialog = greeting(person)
    for text in ("Jo Wren, Head of Libraries", "Libraries and Parks", "Exampleshire"):
        person.write(text)
        person.press(KEY.Key_Tab)
    person.press(KEY.Key_Return)
    person.wait(lambda: not dialog.isVisible())
    for edition_id in ("2021-01", "2020-06"):
        person.begin_report(edition_id)
        report = person.editor.report
        assert report.typed(FieldId.AUTHOR) == "Jo Wren, Head of Libraries"
        assert report.typed(FieldId.SERVICE_AREAS) == "Libraries and Parks"
    person.close()

    assert settings.load(data_folder).local_authority == "Exampleshire"
    again = start()
    assert again.dialogs(FirstStartDialog) == []


def test_who_skips_it_is_never_asked_again(start: Start, data_folder: Path) -> None:
    person = start()
    dialog = greeting(person)
    person.press(KEY.Key_Escape)
    person.wait(lambda: not dialog.isVisible())
    person.close()

    assert settings.load(data_folder) == Settings()
    again = start()
    assert again.dialogs(FirstStartDialog) == []


def test_settings_that_cannot_be_read_are_told_and_nobody_is_taken_for_a_newcomer(
    start: Start, data_folder: Path
) -> None:
    data_folder.mkdir()
    (data_folder / settings.FILE_NAME).write_text("{", encoding="ascii")
    person = start()
    assert person.dialogs(FirstStartDialog) == []
