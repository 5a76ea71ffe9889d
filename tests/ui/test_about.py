"""The program says what it is, and by whose work it was made."""

from PySide6.QtWidgets import QDialogButtonBox, QListWidget, QMainWindow, QTextEdit
from pytestqt.qtbot import QtBot

from highlight_desktop import __version__, licences
from ui.about import AboutBox, LicencesDialog


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
