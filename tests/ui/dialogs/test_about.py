"""The program says what it is, and by whose work it was made."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QMainWindow, QTextEdit
from pytestqt.qtbot import QtBot

from highlight_desktop import __version__, licences
from ui.dialogs.about import AboutBox, LicencesDialog


def test_where_reports_are_carried_along_with_the_program_it_says_so(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "highlight-desktop.exe"))
    window = QMainWindow()
    qtbot.addWidget(window)
    assert "portable" not in AboutBox(window, tmp_path / "data").text()
    (tmp_path / "data").mkdir()
    assert f"kept beside it, in “{tmp_path / 'data'}”" in AboutBox(window, tmp_path / "data").text()
    assert "portable" not in AboutBox(window, tmp_path / "another").text()


def test_the_licence_of_every_part_can_be_read(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    about = AboutBox(window)
    about.open()
    assert __version__ in about.text()
    [shown] = [each for each in about.buttons() if each.text() == "&Licences…"]
    with qtbot.waitSignal(about.destroyed):
        shown.click()
    [dialog] = window.findChildren(LicencesDialog)
    titles = dialog.findChild(QListWidget)
    assert titles.accessibleName() == "Parts of the program"
    for row, part in enumerate(licences.parts()):
        titles.setCurrentRow(row)
        read = dialog.findChild(QTextEdit).toPlainText().split()
        assert read == [*part.name.split(), *part.purpose.split(), *part.licence.split()]
    assert dialog.findChild(QDialogButtonBox).buttons()[0].text() == "&Close"
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
