"""Submitting in the window: what goes wrong is told, what is stored is what is submitted."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from highlight_desktop import settings
from highlight_desktop.outbox.documents import Kind
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.settings import Settings
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import State, new_id
from tests.flows.conftest import Person, full_disk, spoken, words_on
from ui.confirmation_page import ConfirmationPage
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.progress_dialog import ProgressDialog
from ui.dialogs.submit_dialog import SubmitDialog

pytestmark = pytest.mark.flow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def outbox(tmp_path: Path, data_folder: Path) -> Path:
    """Where the settings say the files go."""
    folder = tmp_path / "out going"
    settings.save(Settings(outbox_folder=str(folder)), data_folder)
    return folder


@pytest.fixture
def author(open_window: Callable[[Path], Person], data_folder: Path, outbox: Path) -> Person:
    """Somebody with a report open that nothing stands in the way of."""
    report = Report(new_id(), edition.newest())
    for field in report.edition.header:
        typed = "8 to 21 June 2026" if field.id is FieldId.PERIOD else "Parks"
        report, _ = report.fill_in(field.id, typed)
    for section in report.edition.sections:
        report, _ = report.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
    with Store.open(data_folder) as store:
        store.create(report, now=datetime(2026, 6, 22, tzinfo=UTC))
    person = open_window(data_folder)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_Return)
    return person


def ask(person: Person) -> SubmitDialog:
    person.press(Qt.Key.Key_Return, CTRL)
    return person.dialog(SubmitDialog)


def state(data_folder: Path) -> State:
    with Store.open(data_folder) as store:
        [summary] = store.summaries()
        return summary.state


def test_an_address_with_a_slip_is_put_right_on_the_spot_and_remembered(
    author: Person, data_folder: Path
) -> None:
    dialog = ask(author)
    dialog._address.set_text("hub at council")
    author.click(dialog, "Submit report")
    assert dialog.isVisible()
    dialog._address.set_text("hub@council.example")
    author.click(dialog, "Submit report")
    author.wait(lambda: "Report submitted" in spoken(author.focus))
    assert "8 to 21 June 2026" in author.window.windowTitle()
    author.close()
    assert settings.load(data_folder).hub_address == "hub@council.example"


def test_asking_twice_in_a_hurry_asks_once(author: Person) -> None:
    author.press(Qt.Key.Key_Return, CTRL, times=2)
    dialog = author.dialog(SubmitDialog)
    author.window._background.settle()
    assert len(author.dialogs(SubmitDialog)) == 1
    author.click(dialog, "Go back")
    author.click(ask(author), "Go back")


def test_text_that_is_not_saved_is_never_submitted_without(
    author: Person, data_folder: Path
) -> None:
    author.go_to("guidance")
    panel = author.editor._sections["guidance"]
    panel._nil_buttons[AnswerKind.NOTHING_TO_REPORT].click()
    QApplication.clipboard().setText("The bus shelters were repainted.\n" * 560)
    with full_disk(author.window):
        author.press(Qt.Key.Key_V, CTRL)
        author.press(Qt.Key.Key_Return, CTRL)
        problem = author.dialog(ProblemDialog)
        assert "The disk is full." in words_on(problem)
        assert author.dialogs(SubmitDialog) == []
        author.click(problem, "Close")
    author.wait(lambda: "All changes saved" in author.saved_words)
    author.close()
    assert state(data_folder) is State.DRAFT


def test_a_folder_that_cannot_be_written_is_told_and_the_report_stays_a_draft(
    author: Person, outbox: Path, data_folder: Path
) -> None:
    dialog = ask(author)
    # Somebody puts a file there while the question stands.
    outbox.touch()
    dialog.accepted.emit()
    dialog.done(0)
    problem = author.dialog(ProblemDialog)
    assert "out going" in words_on(problem)
    author.click(problem, "Close")
    author.wait(lambda: author.window._pages.isEnabled())
    assert not author.editor.is_read_only
    outbox.unlink()
    author.click(ask(author), "Submit report")
    author.wait(lambda: "Report submitted" in spoken(author.focus))
    assert len(list(outbox.iterdir())) == len(Kind)


def test_files_that_cannot_be_written_leave_a_submitted_report_to_export_again(
    author: Person, outbox: Path, data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def refuse(beside: Path, place: Path) -> Path:
        if place.parent == outbox:
            raise PermissionError(13, "Permission denied")
        return replace(beside, place)

    monkeypatch.setattr(Path, "replace", refuse)
    author.click(ask(author), "Submit report")
    problem = author.dialog(ProblemDialog)
    assert "The report is submitted and kept." in words_on(problem)
    author.click(problem, "Close")
    author.wait(lambda: author.editor.is_read_only)
    assert "Read only." in author.saved_words

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(outbox))
    author.click(author.editor, "Export again")
    author.wait(lambda: "Report submitted" in spoken(author.focus))
    assert sorted(path.suffix for path in outbox.iterdir()) == sorted(kind.suffix for kind in Kind)


def test_stopping_in_time_leaves_the_draft_open_with_its_undo_and_says_no_more(
    author: Person, data_folder: Path
) -> None:
    page = author.editor
    dialog = ask(author)
    assert author.window._store is not None
    with author.window._store._database._lock:
        author.click(dialog, "Submit report")
        assert not page.isEnabled(), "what is typed now would not be in it"
        author.dialog(ProgressDialog).reject()
        author.window.close()
        assert author.window.isVisible(), "closed before it was told what came of it"
    author.wait(lambda: author.window._pages.isEnabled())
    assert author.editor is page
    author.wait(lambda: page.isAncestorOf(author.focus))
    assert author.dialogs(ProblemDialog) == []
    author.close()
    assert state(data_folder) is State.DRAFT


def test_a_close_while_submitting_waits_for_the_outcome(
    author: Person, data_folder: Path, outbox: Path
) -> None:
    dialog = ask(author)
    assert author.window._store is not None
    with author.window._store._database._lock:
        author.click(dialog, "Submit report")
        author.window.close()
    author.wait(lambda: bool(author.window.findChildren(ConfirmationPage)))
    assert author.window.isVisible()
    author.close()
    assert state(data_folder) is State.SUBMITTED
    assert len(list(outbox.iterdir())) == len(Kind)


def test_the_end_of_a_session_lets_a_submission_end_whole(
    author: Person, data_folder: Path, outbox: Path
) -> None:
    author.click(ask(author), "Submit report")
    author.window.settle()
    assert len(list(outbox.iterdir())) == len(Kind)
    author.close()
    assert state(data_folder) is State.SUBMITTED


def test_exporting_from_the_list_that_fails_stays_on_the_list(
    author: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    author.click(ask(author), "Submit report")
    author.wait(lambda: "Report submitted" in spoken(author.focus))
    author.back_to_list()
    (tmp_path / "a file").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "a file"))
    author.wait(author.window._pages.home._actions._export.isEnabled)
    author.click(author.window._pages.home, "Export again")
    problem = author.dialog(ProblemDialog)
    assert "a file" in words_on(problem)
    author.click(problem, "Close")
    author.window._background.settle()
    assert author.window._pages.is_list
