"""Whichever way an author leaves a report, nothing typed is lost unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from highlight_desktop.errors import StoreError
from highlight_desktop.report.prose import plain_text
from tests.flows.conftest import Person, full_disk, words_on, written
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.unsaved_question import UnsavedQuestion

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "The mobile library now stops at every school on its round.\n" * 320
"""More than the pages the database has."""


def paste(person: Person, text: str) -> None:
    QApplication.clipboard().setText(text)
    person.press(Qt.Key.Key_V, CTRL)


def test_closing_at_once_after_the_last_key_keeps_the_text(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    person.write("Saved by closing.")
    person.close()
    assert written(data_folder) == ["Saved by closing."]


def test_closing_while_a_save_is_under_way_keeps_what_was_typed_after_it(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    person.write("First, ")
    assert person.window._store is not None
    with person.window._store._database._lock:
        # The save is asked for and cannot begin.
        person.editor.save_now()
        person.write("then this.")
        person.window.close()
    person.wait(lambda: not person.window.isVisible())
    assert written(data_folder) == ["First, then this."]


@pytest.mark.parametrize("way", ["list", "new", "import", "other"])
def test_every_way_out_of_a_report_keeps_the_text(
    person: Person, data_folder: Path, tmp_path: Path, way: str
) -> None:
    other = person.begin_report()
    first = person.begin_report()
    person.write("Kept on the way out.")
    if way == "list":
        person.back_to_list()
    elif way == "new":
        person.begin_report()
    elif way == "other":
        person.window._acts.open(other)
        person.wait(lambda: person.editor.report.id == other)
    else:
        earlier = tmp_path / "earlier.txt"
        earlier.write_text("HIGHLIGHT REPORT\n\nNEW GUIDANCE AND IMPACT\n\nOf last year.\n")
        person.window._import([str(earlier)])
        person.wait(lambda: person.editor.report.id != first)
    person.close()
    assert "Kept on the way out." in written(data_folder)


def test_what_is_typed_while_another_report_is_being_opened_is_kept(
    person: Person, data_folder: Path
) -> None:
    other = person.begin_report()
    person.begin_report()
    assert person.window._store is not None
    with person.window._store._database._lock:
        # It is asked for and cannot be read yet, and the author types on.
        person.window._acts.open(other)
        person.write("Typed in between.")
    person.wait(lambda: person.editor.report.id == other)
    person.close()
    assert "Typed in between." in written(data_folder)


def test_what_is_typed_while_another_is_being_opened_and_cannot_be_saved_is_asked_about(
    person: Person, data_folder: Path
) -> None:
    other = person.begin_report()
    report_id = person.begin_report()
    assert person.window._store is not None
    with full_disk(person.window):
        with person.window._store._database._lock:
            person.window._acts.open(other)
            paste(person, LONG)
        question = person.dialog(UnsavedQuestion)
        assert person.window._pages.is_open(report_id)
        person.click(question, "Stay")
    person.wait(lambda: "All changes saved" in person.saved_words)


def test_a_close_is_not_forgotten_for_a_report_asked_for_before(person: Person) -> None:
    other = person.begin_report()
    person.begin_report()
    assert person.window._store is not None
    with person.window._store._database._lock:
        person.window._acts.open(other)
        person.write("Typed in between.")
        person.window.close()
    person.wait(lambda: not person.window.isVisible())


def test_opening_a_report_twice_in_a_hurry_opens_it_and_harms_nothing(
    person: Person, data_folder: Path
) -> None:
    report_id = person.begin_report()
    person.back_to_list()
    person.window._pages.home.opened.emit(report_id)
    person.window._pages.home.opened.emit(report_id)
    person.wait(lambda: person.window._pages.is_open(report_id))
    page = person.editor
    person.go_to("guidance")
    person.write("Once.")
    person.window._background.settle()
    assert person.editor is page
    person.close()
    assert written(data_folder) == ["Once."]


def test_a_full_disk_is_told_while_typing_goes_on_and_is_saved_when_there_is_room(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.wait(lambda: "Not saved. The disk is full." in person.saved_words)
        assert "Make room on it and try again." in person.saved_words
        person.write("And typing goes on.")
    person.wait(lambda: "All changes saved" in person.saved_words)
    person.close()
    [text] = written(data_folder)
    assert text.endswith("And typing goes on.")


def test_whoever_closes_on_a_full_disk_is_asked_once_and_may_stay(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.window.close()
        question = person.dialog(UnsavedQuestion)
        assert "The disk is full." in words_on(question)
        # Saving is tried again while the question stands; it is not asked again.
        failures = person.editor._saving._autosave.failures
        person.wait(lambda: person.editor._saving._autosave.failures > failures)
        assert len(person.dialogs(UnsavedQuestion)) == 1
        person.click(question, "Stay")
        assert person.window.isVisible()
        assert person.dialogs(UnsavedQuestion) == []
    person.wait(lambda: "All changes saved" in person.saved_words)
    person.close()
    assert written(data_folder)[0].startswith("The mobile library")


def test_an_author_who_leaves_without_saving_keeps_what_was_saved_before(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    person.write("Saved before.")
    person.wait(lambda: "All changes saved" in person.saved_words)
    with full_disk(person.window):
        paste(person, LONG)
        person.window.close()
        person.click(person.dialog(UnsavedQuestion), "Leave")
        person.wait(lambda: not person.window.isVisible())
    assert written(data_folder) == ["Saved before."]


def test_an_author_who_lets_text_go_for_another_report_gets_that_one(person: Person) -> None:
    other = person.begin_report()
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.window._acts.open(other)
        person.click(person.dialog(UnsavedQuestion), "Leave")
        person.wait(lambda: person.window._pages.is_open(other))
    assert person.dialogs(UnsavedQuestion) == []


def test_a_save_that_fails_after_the_author_has_left_troubles_nobody(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    assert person.window._store is not None
    with full_disk(person.window):
        paste(person, LONG)
        person.press(Qt.Key.Key_L, CTRL)
        question = person.dialog(UnsavedQuestion)
        page = person.editor
        with person.window._store._database._lock:
            page.save_now()
            with person.qtbot.waitSignal(page.destroyed):
                person.click(question, "Leave")
        person.window._background.settle()
    assert person.dialogs(ProblemDialog) == []
    assert person.window._pages.is_list


def test_a_question_is_answered_by_the_disk_itself_when_there_is_room_again(
    person: Person, data_folder: Path
) -> None:
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.window.close()
        person.dialog(UnsavedQuestion)
    person.wait(lambda: not person.window.isVisible())
    assert written(data_folder)[0].startswith("The mobile library")


def test_a_copy_saved_from_the_question_can_be_imported_again(
    open_window: Callable[[Path], Person],
    data_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = open_window(data_folder)
    person.begin_report()
    copy = tmp_path / "on a stick" / "my report.txt"
    answers = iter(["", str(copy)])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(answers), ""))
    with full_disk(person.window):
        paste(person, LONG)
        person.window.close()
        question = person.dialog(UnsavedQuestion)
        person.click(question, "copy")
        assert not copy.exists(), "no place was chosen"
        person.click(question, "copy")
        assert str(copy) in words_on(question)
        person.click(question, "Leave")
        person.wait(lambda: not person.window.isVisible())
    second = open_window(tmp_path / "elsewhere")
    second.window._import([str(copy)])
    second.wait(lambda: second.window._pages.editor is not None)
    answer = second.editor.report.answers["guidance"]
    assert plain_text(answer.prose).split() == LONG.split()


def test_a_copy_that_cannot_be_written_is_told_and_the_question_stands(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    place = tmp_path / "a file" / "copy.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(place), ""))
    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        person.window.close()
        question = person.dialog(UnsavedQuestion)
        person.click(question, "copy")
        problem = person.dialog(ProblemDialog)
        assert "could not be written" in words_on(problem)
        person.click(problem, "Close")
        assert question.isVisible()
        person.click(question, "Leave")
        person.wait(lambda: not person.window.isVisible())


def test_the_end_of_a_session_saves_what_was_typed_and_waits_for_it(
    open_window: Callable[[Path], Person], data_folder: Path, qapp: QApplication
) -> None:
    person = open_window(data_folder)
    person.begin_report()
    person.write("First, ")
    person.editor.save_now()
    person.write("then the machine is shut down.")
    # As commitDataRequest and aboutToQuit do: no event loop runs after it.
    person.window.settle()
    assert person.editor.all_saved
    assert "All changes saved" in person.saved_words


def test_another_window_in_front_saves_at_once(person: Person) -> None:
    person.begin_report()
    person.write("Before lunch.")
    assert person.editor._saving.unsaved
    QApplication.sendEvent(person.editor, QEvent(QEvent.Type.WindowDeactivate))
    assert not person.editor._saving.unsaved


def test_leaving_for_a_report_that_cannot_be_made_stays_and_loses_nothing(
    person: Person, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise StoreError("The disk is full.", "Make room on it and try again.")

    person.begin_report()
    with full_disk(person.window):
        paste(person, LONG)
        monkeypatch.setattr(person.window._store, "create", refuse)
        person.window._acts.new("2020-05")
        person.click(person.dialog(UnsavedQuestion), "Leave")
        person.click(person.dialog(ProblemDialog), "Close")
        person.window.close()
        person.click(person.dialog(UnsavedQuestion), "Stay")
    person.wait(lambda: "All changes saved" in person.saved_words)
    person.close()
    assert written(data_folder)[0].startswith("The mobile library")
