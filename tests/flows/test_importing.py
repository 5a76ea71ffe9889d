"""Earlier reports come into the window: chosen, dropped, several at once, with one bad."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog

from highlight_desktop import settings
from highlight_desktop.report.prose import BlockKind, Prose, plain_text
from highlight_desktop.settings import Settings
from tests.flows.conftest import Person, words_on, written
from tests.inbox.word.word_packages import docx, item, p, run, table
from ui.dialogs.problem_dialog import ProblemDialog
from ui.home.reports_table import ReportsTable

pytestmark = pytest.mark.flow


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A report somebody wrote in a text file, with a line in it that belongs nowhere."""
    path = tmp_path / "earlier.txt"
    path.write_text(
        "Found on the shared drive.\n\n"
        "HIGHLIGHT REPORT\n\nSERVICE AREAS:\tWaste and Parks\n\nNEW GUIDANCE AND IMPACT\n\n"
        "Street sweeping has a new rota.\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """A file that is no report at all."""
    path = tmp_path / "picture.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9)
    return path


def listed(person: Person) -> int:
    table = person.window.findChild(ReportsTable)
    return table.model().rowCount()


def test_a_chosen_file_is_opened_with_its_notes_in_sight(
    person: Person, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(earlier)], ""))
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    answer = person.editor.report.answers["guidance"]
    assert plain_text(answer.prose) == "Street sweeping has a new rota."
    person.wait(lambda: "This report came with" in words_on(person.editor._notes))
    assert person.editor._notes._list.toPlainText()
    assert "Waste and Parks" in person.window.windowTitle()


def test_a_file_without_a_marking_gets_the_one_new_reports_begin_with_and_is_told_so(
    open_window: Callable[[Path], Person],
    data_folder: Path,
    earlier: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.save(Settings(marking="OFFICIAL-SENSITIVE"), data_folder)
    person = open_window(data_folder)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(earlier)], ""))
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert person.editor.report.marking == "OFFICIAL-SENSITIVE"
    notes = person.editor._notes._list.toPlainText()
    assert "the one new reports begin with: OFFICIAL-SENSITIVE." in notes


def test_a_dropped_file_is_opened(person: Person, earlier: Path) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(earlier))])
    drop = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.window._pages.home.dropEvent(drop)
    assert "guidance" in person.editor.report.answers


def test_a_word_document_is_opened_as_its_reader_sees_it(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "earlier.docx"
    path.write_bytes(
        docx(
            p("HIGHLIGHT REPORT")
            + table(["SERVICE AREAS:", "Waste and Parks"])
            + p("NEW GUIDANCE AND IMPACT")
            + p(run("Sweeping has a ") + run("new rota", "<w:b/>"))
            + item("Each street weekly")
            + item("Markets daily", level=1)
            + p(run("Ask us.") + run("Not yet agreed.", "<w:vanish/>"))
        )
    )
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.window._import([str(path)])
    assert "Waste and Parks" in person.window.windowTitle()
    assert [(block.kind, block.level, block.text) for block in prose_of(person)] == [
        (BlockKind.PARAGRAPH, 0, "Sweeping has a new rota"),
        (BlockKind.BULLET, 0, "Each street weekly"),
        (BlockKind.BULLET, 1, "Markets daily"),
        (BlockKind.PARAGRAPH, 0, "Ask us."),
    ]
    assert prose_of(person)[0].bold == ((15, 23),)
    person.wait(lambda: "Hidden text was left out (3 words)" in notes_of(person))


def prose_of(person: Person) -> Prose:
    return person.editor.report.answers["guidance"].prose


def notes_of(person: Person) -> str:
    return person.editor._notes._list.toPlainText()


def test_an_older_word_document_is_refused_with_what_to_do(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "earlier.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    person.window._import([str(path)])
    told = words_on(problem := person.dialog(ProblemDialog))
    assert "is an older Word document" in told
    assert "save it as a Word document (.docx)" in told
    person.click(problem, "Close")


def test_of_several_files_the_good_ones_come_in_and_the_bad_ones_are_named(
    person: Person, earlier: Path, bad: Path, tmp_path: Path, data_folder: Path
) -> None:
    gone = tmp_path / "gone.txt"
    person.window._import([str(path) for path in (earlier, bad, earlier, gone)])
    told = words_on(problem := person.dialog(ProblemDialog))
    assert "2 of 4 files could not be imported." in told
    assert "picture.txt" in told
    assert "gone.txt" in told
    person.click(problem, "Close")
    person.wait(lambda: listed(person) == 2)
    assert person.window._pages.is_list
    person.close()
    assert written(data_folder) == ["Street sweeping has a new rota."] * 2


def test_a_file_that_is_refused_leaves_the_author_where_they_were(
    person: Person, bad: Path, data_folder: Path
) -> None:
    report_id = person.begin_report()
    person.write("Going on here.")
    person.window._import([str(bad)])
    problem = person.dialog(ProblemDialog)
    assert "picture.txt" in words_on(problem)
    person.click(problem, "Close")
    assert person.window._pages.is_open(report_id)
    person.close()
    assert written(data_folder) == ["Going on here."]


def test_an_import_while_another_report_is_written_keeps_that_one(
    person: Person, earlier: Path, data_folder: Path
) -> None:
    person.begin_report()
    person.write("Written by hand.")
    person.window._import([str(earlier), str(earlier)])
    person.wait(lambda: person.window._pages.is_list and listed(person) == 3)
    person.close()
    assert sorted(written(data_folder)) == [
        "Street sweeping has a new rota.",
        "Street sweeping has a new rota.",
        "Written by hand.",
    ]
