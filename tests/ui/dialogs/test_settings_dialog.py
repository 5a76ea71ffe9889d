"""Preferences are changed by hand, and nothing wrong is ever kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import SettingsError
from highlight_desktop.rules import BY_IT, Rules
from highlight_desktop.settings import APPEARANCES, Settings
from tests.labelled import line
from ui.dialogs.settings_dialog import SettingsDialog
from ui.theme import Appearance
from ui.widgets.marking_box import MarkingBox
from ui.widgets.tick_box import TickBox

HUB_ADDRESS = "Address of the shared desk"
KEPT = Settings("The desk", "hub@council.example", "", "dark")


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    dialog = SettingsDialog(KEPT)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def retype(edit: QLineEdit, text: str) -> None:
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, text)


def press(dialog: QWidget, text: str) -> None:
    buttons = dialog.findChildren(QPushButton)
    found = next(each for each in buttons if each.text().replace("&", "") == text)
    QTest.keyClick(found, Qt.Key.Key_Space)


def test_what_nobody_touched_comes_back_unchanged(dialog: SettingsDialog) -> None:
    press(dialog, "Save")

    assert dialog.result() == SettingsDialog.DialogCode.Accepted
    assert dialog.settings() == KEPT


def test_what_belongs_to_the_desk_comes_into_sight_with_its_switch(
    dialog: SettingsDialog, qtbot: QtBot
) -> None:
    dialog.resize(dialog.width(), 500)
    dialog.findChild(TickBox).setChecked(True)
    due, address = line(dialog, "Days until a report is due"), line(dialog, HUB_ADDRESS)
    qtbot.waitUntil(lambda: not address.visibleRegion().isEmpty())
    for each in (due, address):
        assert each.visibleRegion().boundingRect() == each.rect()


def test_a_letter_with_alt_leads_to_a_field_that_comes_into_sight(qtbot: QtBot) -> None:
    dialog = SettingsDialog(replace(KEPT, collects=True))
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.resize(dialog.width(), 500)
    qtbot.waitUntil(dialog.isActiveWindow)
    address = line(dialog, HUB_ADDRESS)
    assert address.visibleRegion().isEmpty()
    QTest.keySequence(dialog, QKeySequence("Alt+D"))
    assert address.hasFocus()
    assert address.visibleRegion().boundingRect() == address.rect()


def test_what_was_typed_is_saved_without_blanks_around_it(dialog: SettingsDialog) -> None:
    retype(line(dialog, "Name of the hub"), "  Resilience  Hub ")
    retype(line(dialog, "E-mail address of the hub"), " desk@council.example ")
    press(dialog, "Save")

    assert dialog.settings() == Settings("Resilience  Hub", "desk@council.example", "", "dark")


def test_a_wrong_address_is_told_beside_its_field_and_stays_to_be_mended(
    dialog: SettingsDialog,
) -> None:
    address = line(dialog, "E-mail address of the hub")
    retype(address, "Hub <hub@council.example>")
    press(dialog, "Save")

    told = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert dialog.isVisible()
    assert address.text() == "Hub <hub@council.example>"
    assert any("without a name" in text for text in told)
    assert "without a name" in address.accessibleDescription()
    assert dialog.focusWidget() is address

    retype(address, "hub@council.example")
    press(dialog, "Save")

    assert not dialog.isVisible()


def test_the_dialog_grows_so_that_a_long_complaint_can_be_read(dialog: SettingsDialog) -> None:
    retype(line(dialog, "E-mail address of the hub"), "Hub <hub@council.example>")
    press(dialog, "Save")
    QTest.qWait(0)

    cut = [
        label.text()
        for label in dialog.findChildren(QLabel)
        if label.isVisible() and label.height() < label.heightForWidth(label.width())
    ]
    assert cut == []


def test_a_file_in_the_place_of_the_folder_is_refused(
    dialog: SettingsDialog, tmp_path: Path
) -> None:
    taken = tmp_path / "notes.txt"
    taken.write_text("kept")
    retype(line(dialog, "Folder for outgoing files"), str(taken))
    press(dialog, "Save")

    assert dialog.isVisible()


def test_a_folder_chosen_from_the_list_is_put_in_the_field(
    dialog: SettingsDialog, tmp_path: Path
) -> None:
    retype(line(dialog, "Folder for outgoing files"), str(tmp_path))
    (tmp_path / "outgoing").mkdir()
    press(dialog, "Choose…")
    chooser = dialog.findChild(QFileDialog)

    chooser.selectFile(str(tmp_path / "outgoing"))
    chooser.accept()

    assert Path(dialog.settings().outbox_folder) == tmp_path / "outgoing"


def test_each_appearance_can_be_chosen_by_keyboard(dialog: SettingsDialog) -> None:
    chosen = []
    for button in dialog.findChildren(QRadioButton):
        QTest.keyClick(button, Qt.Key.Key_Space)
        chosen.append(dialog.settings().appearance)

    assert tuple(chosen) == APPEARANCES == tuple(Appearance)


def test_everything_in_it_says_what_it_is(
    dialog: SettingsDialog, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(dialog) == []


def test_the_hub_is_switched_on_by_hand_and_its_address_asked_for_only_then(
    dialog: SettingsDialog,
) -> None:
    address = line(dialog, "Address of the shared desk")
    assert not address.isVisible()
    QTest.keyClick(dialog.findChild(TickBox), Qt.Key.Key_Space)
    assert address.isVisible()
    retype(address, "postgresql+psycopg://hub:secret@db/desk")
    press(dialog, "Save")
    assert dialog.isVisible()

    QTest.keyClick(dialog.findChild(TickBox), Qt.Key.Key_Space)
    press(dialog, "Save")

    assert dialog.settings() == KEPT  # what is hidden and wrong is not kept


def test_an_address_of_a_shared_desk_is_kept(dialog: SettingsDialog) -> None:
    QTest.keyClick(dialog.findChild(TickBox), Qt.Key.Key_Space)
    retype(line(dialog, "Address of the shared desk"), "postgresql+psycopg://hub@db/desk")
    press(dialog, "Save")

    assert dialog.settings().collects
    assert dialog.settings().desk_address == "postgresql+psycopg://hub@db/desk"


FIXED = Rules(
    {"hub_address": "it@council.example", "outbox_folder": "//gone/share", "marking": "OFFICIAL"}
)


def test_what_is_laid_down_is_shown_and_cannot_be_changed(qtbot: QtBot) -> None:
    dialog = SettingsDialog(FIXED.applied_to(KEPT), rules=FIXED)
    qtbot.addWidget(dialog)
    dialog.open()
    for label in ("E-mail address of the hub", "Folder for outgoing files"):
        fixed = line(dialog, label)
        assert not fixed.isEnabled()
        assert BY_IT in fixed.accessibleDescription()
    box = dialog.findChild(MarkingBox)
    assert (box.isEnabled(), box.marking()) == (False, "OFFICIAL")
    said = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert said.count(BY_IT) == len(FIXED.fixed)
    assert line(dialog, "Name of the hub").isEnabled()
    press(dialog, "Save")
    assert dialog.result() == SettingsDialog.DialogCode.Accepted
    assert dialog.settings().outbox_folder == "//gone/share"


def test_no_marking_below_the_lowest_can_be_saved(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings(marking="OFFICIAL"), rules=Rules(lowest_marking="OFFICIAL"))
    qtbot.addWidget(dialog)
    dialog.open()
    box = dialog.findChild(MarkingBox)
    offered = [box.itemText(row) for row in range(box.count())]
    assert offered == ["OFFICIAL", "OFFICIAL-SENSITIVE"]
    assert "OFFICIAL or higher." in box.accessibleDescription()
    box.setEditText("Internal")
    press(dialog, "Save")
    assert dialog.isVisible()
    assert dialog.focusWidget() in (box, box.lineEdit())
    box.setEditText("OFFICIAL-SENSITIVE")
    press(dialog, "Save")
    assert dialog.settings().marking == "OFFICIAL-SENSITIVE"


def test_rules_that_cannot_be_kept_are_told_with_the_path_of_the_fault(qtbot: QtBot) -> None:
    fault = SettingsError("The policy file cannot be used: hub.adress is no key.", "Have IT see.")
    dialog = SettingsDialog(KEPT, rules=Rules(fault=fault))
    qtbot.addWidget(dialog)
    dialog.open()
    said = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
    assert str(fault) in said
    press(dialog, "Save")
    assert dialog.settings() == KEPT
