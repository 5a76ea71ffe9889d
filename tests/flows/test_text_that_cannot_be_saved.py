"""What the database cannot take goes to a second place, and comes back at the next start."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from highlight_desktop import unsaved
from highlight_desktop.errors import OutputError
from highlight_desktop.store.reports import Store
from tests.flows.conftest import Person, full_disk, spoken, words_on, written
from tests.named import nameless
from ui.dialogs.unsaved_found_dialog import UnsavedFoundDialog
from ui.dialogs.unsaved_question import UnsavedQuestion

pytestmark = pytest.mark.flow

Opened = Callable[[Path], Person]
LINE = "The depots were closed for two days and every route was late."
LONG = f"{LINE}\n" * 320


def paste(person: Person, text: str) -> None:
    QApplication.clipboard().setText(text)
    person.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def left_behind(open_window: Opened, data_folder: Path) -> None:
    """Somebody typed, the disk was full, and they left."""
    person = open_window(data_folder)
    person.begin_report()
    person.write("Saved. ")
    person.wait(lambda: "All changes saved" in person.saved_words)
    with full_disk(person.window):
        paste(person, LONG)
        person.wait(lambda: "Not saved" in person.saved_words)
        person.wait(lambda: bool(unsaved.found(data_folder)))
        person.window.close()
        person.click(person.dialog(UnsavedQuestion), "Leave")
        person.wait(lambda: not person.window.isVisible())


def test_text_that_could_not_be_saved_is_brought_back_by_keys_at_the_next_start(
    open_window: Opened, data_folder: Path
) -> None:
    left_behind(open_window, data_folder)
    assert LINE not in written(data_folder)[0]

    person = open_window(data_folder)
    dialog = person.dialog(UnsavedFoundDialog)
    assert nameless(dialog) == []
    assert person.window._store is not None
    heading = (
        person.window._store.load(person.window._store.summaries()[0].id)
        .report.edition.section("guidance")
        .heading
    )
    assert heading in words_on(dialog)
    assert spoken(person.focus) == "Bring it back"
    person.press(Qt.Key.Key_Return)
    person.wait(lambda: person.window._pages.editor is not None)
    person.close()

    [text] = written(data_folder)
    assert text.startswith(f"Saved. {LINE}")
    assert unsaved.found(data_folder) == []
    with Store.open(data_folder) as store:
        [listed] = store.summaries()
        assert len(store.history(listed.id)) > 1


def test_whoever_leaves_is_told_that_the_text_waits_and_where(
    open_window: Opened, data_folder: Path
) -> None:
    """Fault S1."""
    person = open_window(data_folder)
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.wait(lambda: "Not saved" in person.saved_words)
        person.window.close()
        question = person.dialog(UnsavedQuestion)
        person.wait(lambda: "Your text waits in a file" in words_on(question))
        assert str(data_folder) in words_on(question)
        assert unsaved.found(data_folder)
        person.click(question, "Leave")
        person.wait(lambda: not person.window.isVisible())


def test_where_there_is_no_second_place_either_none_is_promised(
    open_window: Opened, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fault S1."""

    def refuse(*_asked: object) -> Path:
        raise OutputError("There is no room anywhere.")

    person = open_window(data_folder)
    person.begin_report()
    monkeypatch.setattr(unsaved, "keep", refuse)
    with full_disk(person.window):
        paste(person, LONG)
        person.wait(lambda: "Not saved" in person.saved_words)
        person.window.close()
        question = person.dialog(UnsavedQuestion)
        person.window._background.settle()
        assert "waits" not in words_on(question)
        person.click(question, "Leave")
        person.wait(lambda: not person.window.isVisible())


def test_who_is_not_asked_now_is_asked_again_and_what_is_thrown_away_is_gone(
    open_window: Opened, data_folder: Path
) -> None:
    left_behind(open_window, data_folder)
    later = open_window(data_folder)
    later.dialog(UnsavedFoundDialog)
    later.press(Qt.Key.Key_Escape)
    later.wait(lambda: not later.dialogs(UnsavedFoundDialog))
    later.close()
    assert len(unsaved.found(data_folder)) == 1

    again = open_window(data_folder)
    again.dialog(UnsavedFoundDialog)
    again.press(Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    again.wait(lambda: not unsaved.found(data_folder))
    again.close()
    assert written(data_folder) == ["Saved."] or written(data_folder) == ["Saved. "]


def test_once_there_is_room_again_the_second_place_is_empty(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    person.write("Bins")
    person.wait(lambda: "All changes saved" in person.saved_words)
    with full_disk(person.window):
        paste(person, LONG)
        person.wait(lambda: bool(unsaved.found(data_folder)))
        [one] = unsaved.found(data_folder)
        assert LINE in str(one.report.answers["guidance"])
    person.wait(lambda: "All changes saved" in person.saved_words)
    person.wait(lambda: not unsaved.found(data_folder))


def test_when_the_session_ends_while_the_disk_is_full_the_text_is_in_the_second_place(
    open_window: Opened, data_folder: Path
) -> None:
    person = open_window(data_folder)
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.window.settle()
        [one] = unsaved.found(data_folder)
        assert LINE in str(one.report.answers["guidance"])


def test_text_whose_report_is_no_longer_there_becomes_a_draft_of_its_own(
    open_window: Opened, data_folder: Path
) -> None:
    left_behind(open_window, data_folder)
    with sqlite3.connect(data_folder / "reports.db") as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for table in ("version_place", "version", "answer", "header"):
            raw.execute(f"DELETE FROM {table}")
        raw.execute("DELETE FROM report")
    raw.close()
    person = open_window(data_folder)
    person.click(person.dialog(UnsavedFoundDialog), "Bring it back")
    person.wait(lambda: person.window._pages.editor is not None)
    person.close()
    [text] = written(data_folder)
    assert LINE in text


def test_the_file_holds_the_report_and_nothing_else(open_window: Opened, data_folder: Path) -> None:
    left_behind(open_window, data_folder)
    [path] = data_folder.glob("unsaved-*.json")
    values = json.loads(path.read_text(encoding="ascii"))
    assert set(values) == {"format", "written_at", "session", "places", "report"}
    assert values["places"] == [["section", "guidance"]]
