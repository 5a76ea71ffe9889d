"""A director finds, replaces, mends and zooms in the real window, with the keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from highlight_desktop import settings
from highlight_desktop.report.prose import plain_text
from highlight_desktop.report.report import Report
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, spoken

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key

pytestmark = pytest.mark.flow


def start_a_report(person: Person) -> None:
    person.window._acts.new("2020-06")
    person.wait(lambda: spoken(person.focus) == "Service areas")


def next_section(person: Person) -> None:
    person.press(KEY.Key_PageDown, CTRL)


def close_and_read(person: Person, data_folder: Path) -> Report:
    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        return store.load(summary.id).report


def texts(report: Report) -> dict[str, str]:
    return {key: plain_text(answer.prose) for key, answer in report.answers.items()}


def test_words_are_replaced_in_two_sections_put_back_and_replaced_again(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    person = open_window(data_folder)
    start_a_report(person)
    next_section(person)
    person.write("The depot is open. A depot van is due.")
    next_section(person)
    person.write("Every Depot is clean.")

    person.press(KEY.Key_H, CTRL)
    assert spoken(person.focus) == "Find"
    person.write("depot")
    person.tab_to("Replace with")
    person.write("yard")
    person.tab_to("Replace all")
    person.press(KEY.Key_Space)
    person.tab_to("Undo replace all")
    person.press(KEY.Key_Space)
    editor = person.editor
    assert editor is not None
    assert set(texts(editor.take_in()).values()) == {
        "The depot is open. A depot van is due.",
        "Every Depot is clean.",
    }

    # Now one by one: the first Enter goes to the next match, the second replaces it.
    person.press(KEY.Key_Escape)
    person.press(KEY.Key_Home, CTRL)
    person.press(KEY.Key_H, CTRL)
    person.tab_to("Replace with")
    person.press(KEY.Key_Return, times=3)
    assert "The yard is open. A yard van is due." in texts(editor.take_in()).values()
    person.press(KEY.Key_F3, SHIFT)
    person.press(KEY.Key_Escape)
    person.press(KEY.Key_PageUp, CTRL)
    person.press(KEY.Key_Z, CTRL)

    assert texts(close_and_read(person, data_folder)) == {
        "guidance": "The yard is open. A depot van is due.",
        "activity": "Every Depot is clean.",
    }


def test_a_slip_is_mended_from_the_list_of_what_was_found(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    person = open_window(data_folder)
    start_a_report(person)
    next_section(person)
    person.write("Open the the gates , please.")
    person.press(KEY.Key_F8)
    person.tab_to("A word stands twice")
    person.press(KEY.Key_M)
    person.tab_to("Mend: A space before a punctuation mark")
    person.press(KEY.Key_Space)
    assert texts(close_and_read(person, data_folder)) == {"guidance": "Open the gates, please."}


def test_the_size_of_the_text_is_remembered(
    open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    person = open_window(data_folder)
    start_a_report(person)
    next_section(person)
    person.press(KEY.Key_Plus, CTRL, times=3)
    close_and_read(person, data_folder)
    assert settings.load(data_folder).text_percent == 150

    person = open_window(data_folder)
    person.press(KEY.Key_L, CTRL)
    start_a_report(person)
    editor = person.editor
    assert editor is not None
    font = editor._sections["guidance"].editor.document().defaultFont()
    assert round(100 * font.pointSizeF() / editor.font().pointSizeF()) == 150
