"""A document that was mailed comes back: it is checked, and taken in, in the window."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QTextEdit

from highlight_desktop import commands
from tests.flows.conftest import Person, words_on
from ui.dialogs.problem_dialog import ProblemDialog
from ui.dialogs.verdict_dialog import VerdictDialog

pytestmark = pytest.mark.flow


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the documents of a report that was submitted on another computer."""
    folder = tmp_path_factory.mktemp("mailed")
    asked = ["--data", str(folder / "data"), "demo", "--to", str(folder)]
    assert commands.run(commands.parse(asked)) == 0
    [workbook] = folder.glob("*.xlsx")
    with ZipFile(workbook) as source, ZipFile(folder / "altered.xlsx", "w") as target:
        for name in source.namelist():
            part = source.read(name)
            is_sections = name == "xl/worksheets/sheet2.xml"
            target.writestr(
                name, part.replace(b">paragraph<", b">bullet<", 1) if is_sections else part
            )
    return folder


def document(mailed: Path, pattern: str) -> str:
    [found] = mailed.glob(pattern)
    return str(found)


def check(person: Person, monkeypatch: pytest.MonkeyPatch, path: str) -> VerdictDialog:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    person.press(Qt.Key.Key_D, modifiers)
    return person.dialog(VerdictDialog)


def bring_in(person: Person, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([path], ""))
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("pattern", ["highlight*.pdf", "highlight*.xlsx"])
def test_a_genuine_document_is_as_submitted(
    person: Person, mailed: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    dialog = check(person, monkeypatch, document(mailed, pattern))
    assert "As submitted" in words_on(dialog)
    assert "Parks and Libraries · 1 to 31 January 2021" in words_on(dialog)
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: not person.dialogs(VerdictDialog))


def test_an_altered_workbook_names_the_cell(
    person: Person, mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = check(person, monkeypatch, document(mailed, "altered.xlsx"))
    assert "Altered after submission" in words_on(dialog)
    told = dialog.findChild(QTextEdit).toPlainText()
    assert "Kind: was “paragraph”, is “bullet”." in told


def test_what_cannot_be_read_is_a_problem_in_words(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "half.pdf"
    path.write_bytes(b"%PDF-1.7\nhalf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    person.window._menus.check_requested.emit()
    assert "half.pdf" in words_on(person.dialog(ProblemDialog))


@pytest.mark.parametrize("pattern", ["highlight*.pdf", "highlight*.xlsx"])
def test_a_document_is_imported_as_the_submitted_report(
    person: Person, mailed: Path, monkeypatch: pytest.MonkeyPatch, pattern: str
) -> None:
    bring_in(person, monkeypatch, document(mailed, pattern))
    assert person.editor.is_read_only
    assert person.editor.report.header["service_areas"] == "Parks and Libraries"
    person.wait(lambda: "Taken in as version 1" in words_on(person.window))


def test_an_altered_one_is_imported_with_what_differed(
    person: Person, mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(person, monkeypatch, document(mailed, "altered.xlsx"))
    person.wait(lambda: "The document was altered after submission" in words_on(person.window))
    assert "was “paragraph”, is “bullet”" in person.editor._notes._list.toPlainText()


def test_the_same_again_is_said(
    person: Person, mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(person, monkeypatch, document(mailed, "highlight*.xlsx"))
    person.back_to_list()
    bring_in(person, monkeypatch, document(mailed, "highlight*.pdf"))
    person.wait(lambda: "was here already; nothing was changed" in words_on(person.window))
