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
from ui.dialogs.first_start_dialog import FirstStartDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.main_window import MainWindow
from ui.widgets.marking_box import MarkingBox

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
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


def new_report(person: Person) -> None:
    """Begin one on the newest form, from the list."""
    if not person.window._pages.is_list:
        person.back_to_list()
    person.tab_to("New report")
    person.press(KEY.Key_Space)
    menu = person.menu()
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        for key in (KEY.Key_Down, KEY.Key_Return):
            person.qtbot.keyClick(menu, key)
    person.wait(lambda: person.editor.isAncestorOf(person.focus))


def replace_text(person: Person, text: str) -> None:
    person.press(KEY.Key_A, CTRL)
    person.write(text)


def test_answers_given_once_stand_in_every_new_report_until_they_are_changed(
    start: Start, data_folder: Path, tmp_path: Path
) -> None:
    person = start()
    dialog = greeting(person)
    folder = tmp_path / "out"
    for text in (
        "Jo Wren, Head of Libraries",
        "Libraries and Parks",
        "Exampleshire",
        "The Hub",
        "hub@council.example",
        str(folder),
    ):
        replace_text(person, text)
        person.press(KEY.Key_Tab)
    person.tab_to("Protective marking")
    replace_text(person, "OFFICIAL")
    person.press(KEY.Key_Return)
    person.wait(lambda: not dialog.isVisible())
    answers = Settings(
        hub_name="The Hub",
        hub_address="hub@council.example",
        outbox_folder=str(folder),
        marking="OFFICIAL",
        author="Jo Wren, Head of Libraries",
        service_areas="Libraries and Parks",
        local_authority="Exampleshire",
    )
    person.wait(lambda: settings.load(data_folder) == answers)
    new_report(person)
    assert header(person) == (
        "Libraries and Parks",
        "Jo Wren, Head of Libraries",
        "Exampleshire",
        "OFFICIAL",
    )

    person.press(KEY.Key_Comma, CTRL)
    chosen = person.dialog(SettingsDialog)
    person.wait(lambda: chosen.isAncestorOf(person.focus))
    replace_text(person, "Ann Lark")
    person.press(KEY.Key_Return)
    person.wait(lambda: not chosen.isVisible())
    new_report(person)
    assert header(person)[1] == "Ann Lark"
    person.close()

    again = start()
    assert again.dialogs(FirstStartDialog) == []
    assert settings.load(data_folder).author == "Ann Lark"
    new_report(again)
    assert header(again)[1:] == ("Ann Lark", "Exampleshire", "OFFICIAL")


def header(person: Person) -> tuple[str, ...]:
    """What stands on the screen in the header of the report that is open."""
    shown = person.editor._header
    fields = (FieldId.SERVICE_AREAS, FieldId.AUTHOR, FieldId.LOCAL_AUTHORITY)
    lines = {each.accessibleName(): each for each in shown.findChildren(QLineEdit)}
    labels = {each.id: each.label for each in person.editor.report.edition.header}
    marking = shown.findChild(MarkingBox)
    assert marking is not None
    return (*(lines[labels[each]].text() for each in fields), marking.currentText())


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
