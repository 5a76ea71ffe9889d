"""What was found out about a document is told in words, to eyes and to screen readers."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.report import Report
from highlight_desktop.report.snapshot import Recipient, Snapshot, freeze
from highlight_desktop.verification.verdict import (
    Alteration,
    Difference,
    Verdict,
    Verification,
    judged,
)
from ui.acts.checking import verdict_dialog
from ui.dialogs.verdict_dialog import VerdictDialog

NAME = "minutes & <b>actions</b>.pdf"
CHANGED = Difference("Report, row 6 (“Author”)", Alteration.CHANGED, "Value", "Ann", "<i>Bob</i>")
NOTE = "A column “Seen” was added to the sheet “Report”; it is not part of the report."


def snapshot() -> Snapshot:
    header = {FieldId.SERVICE_AREAS: "Parks", FieldId.PERIOD: "8 to 21 June 2020"}
    report = Report("5" * 32, edition.newest(), header)
    moment = datetime(2020, 6, 22, 9, 15, tzinfo=UTC)
    return freeze(report, submitted_at=moment, app_version="1", recipient=Recipient("", ""))


def shown(qtbot: QtBot, checked: Verification) -> VerdictDialog:
    dialog = verdict_dialog(NAME, checked)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def words(dialog: VerdictDialog) -> list[str]:
    labels = dialog.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    return [label.text() for label in labels]


def test_what_is_as_submitted_says_of_which_report(qtbot: QtBot) -> None:
    frozen = snapshot()
    dialog = shown(qtbot, judged(frozen, [], []))
    heading, name, meaning, title, version, *_ = words(dialog)
    assert (heading, name) == ("As submitted", f"“{NAME}”")
    assert meaning == "It says what was submitted, and nothing else."
    assert title == "Parks · 8 to 21 June 2020"
    assert version.startswith("Version 1, submitted 22 June 2020, ")
    assert dialog.findChild(QLineEdit).text() == frozen.sha256
    assert dialog.findChild(QTextEdit) is None
    assert dialog.accessibleDescription() == f"{heading}. {meaning}"


def test_what_was_altered_is_listed_and_has_the_focus(qtbot: QtBot) -> None:
    dialog = shown(qtbot, judged(snapshot(), [CHANGED], [NOTE]))
    assert words(dialog)[0] == "Altered after submission"
    assert "Import it to have the report as it was submitted." in words(dialog)[2]
    told = dialog.findChild(QTextEdit)
    assert told.toPlainText().split("\n") == [f"• {CHANGED.in_words}", f"• {NOTE}"]
    assert told.isReadOnly()
    assert told.accessibleName() == "What was noticed"
    qtbot.waitUntil(told.hasFocus)


def test_what_is_not_ours_says_why(qtbot: QtBot) -> None:
    foreign = Verification(Verdict.NOT_OURS, notes=("No report is attached to the PDF.",))
    dialog = shown(qtbot, foreign)
    assert words(dialog)[0] == "Not one of ours"
    assert "No report is attached" in dialog.findChild(QTextEdit).toPlainText()
    assert dialog.findChild(QLineEdit) is None


def test_escape_and_enter_close_it(qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        dialog = shown(qtbot, judged(snapshot(), [], []))
        with qtbot.waitSignal(dialog.finished):
            QTest.keyClick(dialog, key)
