"""The last question before a report is submitted."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Place
from highlight_desktop.settings import Settings
from tests.labelled import line
from ui.dialogs.submit_dialog import SubmitDialog
from ui.widgets.tick_box import TickBox

HINT = Finding(Place("section", "risks"), "no-reason", "Say <b>why</b>.", blocks=False)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(hub_address="hub@council.example", outbox_folder=str(tmp_path))


def opened(qtbot: QtBot, settings: Settings, hints: list[Finding]) -> SubmitDialog:
    dialog = SubmitDialog("Parks · 8 to 21 June 2026", settings, hints)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def test_enter_submits_with_the_address_and_folder_of_the_settings(
    qtbot: QtBot, settings: Settings
) -> None:
    dialog = opened(qtbot, settings, [])

    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert dialog.result() == SubmitDialog.DialogCode.Accepted
    assert dialog.settings() == settings


def test_escape_goes_back(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings, [])

    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_it_says_that_the_report_can_no_longer_be_changed(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings, [])

    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert "After submitting, this report can be read but no longer changed." in told
    assert "Parks · 8 to 21 June 2026" in told


def test_the_hints_are_listed_as_plain_text(qtbot: QtBot, settings: Settings) -> None:
    dialog = opened(qtbot, settings, [HINT, HINT])

    listed = dialog.findChild(QTextEdit)
    assert listed.toPlainText() == "• Say <b>why</b>.\n• Say <b>why</b>."
    assert "2 hints" in listed.accessibleName()


def test_one_hint_of_several_lines_is_in_sight_whole(qtbot: QtBot, settings: Settings) -> None:
    long = replace(HINT, message="“Workforce changes” has letters that the PDF tells. " * 6)
    dialog = opened(qtbot, settings, [long])

    listed = dialog.findChild(QTextEdit)
    qtbot.waitUntil(lambda: listed.width() > 500)
    assert listed.verticalScrollBar().maximum() == 0
    assert listed.height() < 8 * listed.fontMetrics().lineSpacing()


def test_a_page_on_what_changed_is_offered_against_the_last_report_and_remembered(
    qtbot: QtBot, settings: Settings
) -> None:
    dialog = SubmitDialog("Parks", settings, [], against="1 to 31 May 2026, version 2")
    qtbot.addWidget(dialog)
    dialog.open()
    box = dialog.findChild(TickBox)
    assert box.text().replace("&", "") == "Add a last page to the PDF: what changed"
    assert "for 1 to 31 May 2026, version 2." in box.accessibleDescription()
    assert not box.isChecked()

    QTest.keyClick(box, Qt.Key.Key_Space)

    assert dialog.settings() == replace(settings, what_changed=True)
    again = SubmitDialog("Parks", dialog.settings(), [], against="1 to 31 May 2026, version 2")
    qtbot.addWidget(again)
    assert again.findChild(TickBox).isChecked()


def test_where_nothing_can_be_compared_it_says_why_and_forgets_no_choice(
    qtbot: QtBot, settings: Settings
) -> None:
    chosen = replace(settings, what_changed=True)
    dialog = SubmitDialog("Parks", chosen, [], why_not="No report <b>before</b> this one.")
    qtbot.addWidget(dialog)
    dialog.open()
    box = dialog.findChild(TickBox)
    assert not box.isEnabled()
    assert not box.isChecked()
    assert "No report <b>before</b> this one." in [
        label.text() for label in dialog.findChildren(QLabel)
    ]
    assert dialog.settings() == chosen


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("Address for the e-mail", "hub at council"),
        ("Folder for the files", "Reports"),
        ("Folder for the files", " "),
    ],
)
def test_with_a_fault_in_a_field_nothing_is_submitted_or_lost(
    qtbot: QtBot, settings: Settings, label: str, typed: str
) -> None:
    dialog = opened(qtbot, settings, [])
    field = line(dialog, label)
    field.selectAll()
    QTest.keyClicks(field, typed)

    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert field.text() == typed
    assert dialog.focusWidget() is field


def test_a_folder_left_as_it_was_does_not_become_a_choice(qtbot: QtBot) -> None:
    assert opened(qtbot, Settings(), []).settings() == Settings()


def test_everything_in_it_says_what_it_is(
    qtbot: QtBot, settings: Settings, nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(opened(qtbot, settings, [HINT])) == []
