"""After a crash the next start leads back to the report and the section; else to the list."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from highlight_desktop.report.report import Place
from tests.flows.conftest import Person
from ui.acts.left_off import FILE_NAME, WELCOME

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier


def left_by_a_kill(person: Person, data_folder: Path) -> Path:
    """What is on the disk while nothing is being written."""
    person.wait(lambda: person.window._pages.editor is None or person.editor.all_saved)
    person.window._background.settle()
    left = data_folder.with_name("left")
    # Not reports.db itself, whose locks would go with a second handle to it being closed.
    left.mkdir()
    shutil.copyfile(data_folder / FILE_NAME, left / FILE_NAME)
    person.close()
    shutil.copytree(data_folder, left, dirs_exist_ok=True, ignore=shutil.ignore_patterns(FILE_NAME))
    return left


def test_the_start_after_a_crash_leads_to_the_report_and_the_section(
    person: Person, open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    person.begin_report()
    report_id = person.begin_report()
    person.press(Qt.Key.Key_PageDown, CTRL)
    person.write("Ramps were salted.")
    here = person.editor.place
    left = left_by_a_kill(person, data_folder)

    again = open_window(left)
    assert again.editor.report.id == report_id
    assert again.editor.place == here == Place("section", "activity")
    assert again.editor._top._remark.text() == WELCOME
    again.write(" Twice.")
    again.wait(lambda: again.editor.all_saved)
    assert "Ramps were salted. Twice." in again.focus.toPlainText()


def test_a_program_that_was_closed_begins_with_the_list(
    person: Person, open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    person.begin_report()
    person.close()
    assert not (data_folder / FILE_NAME).exists()
    assert open_window(data_folder).window._pages.is_list


def test_somebody_who_went_back_to_the_list_is_not_led_away_from_it(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    person.window._background.settle()
    assert (data_folder / FILE_NAME).exists()
    person.back_to_list()
    person.window._background.settle()
    assert not (data_folder / FILE_NAME).exists()


@pytest.mark.parametrize(
    "noted", ["", "[]", '["", "section", 7]', '["{id}", "section", "gone"]', '["0", "header", ""]']
)
def test_what_is_noted_of_a_report_or_section_that_is_not_there_harms_nobody(
    person: Person, open_window: Callable[[Path], Person], data_folder: Path, noted: str
) -> None:
    report_id = person.begin_report()
    person.close()
    (data_folder / FILE_NAME).write_text(noted.replace("{id}", report_id), encoding="utf-8")
    again = open_window(data_folder)
    if "{id}" in noted:
        assert again.editor.report.id == report_id
    else:
        assert again.window._pages.is_list
