"""What came in is told in the order one expects, and each file with what is to be done."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from highlight_desktop.forms import PROGRAM
from highlight_desktop.hub.receiving import Outcome, Received
from highlight_desktop.store.desk import Arrival, Desk, Verdict
from highlight_desktop.store.recording import Incoming
from ui.hub.received_before import received_before
from ui.hub.received_dialog import ReceivedDialog

FIRST_DAY = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)
UNREADABLE = Received(
    "minutes.doc",
    "/home/anna/Returns",
    "",
    Outcome.UNREADABLE,
    ("“minutes.doc” is an older Office file. Open it in Word and save it as .docx.",),
    "0" * 64,
)


def unreadable(name: str, at: datetime) -> Incoming:
    content = f"{name} {at}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    told = ("It could not be read.",)
    arrival = Arrival(sha256, name, "/home/anna/Returns", "", at, Verdict.UNREADABLE, told, None)
    return Incoming(arrival, content, None)


def test_what_came_together_stands_in_the_order_of_its_names_and_the_last_day_first(
    tmp_path: Path,
) -> None:
    first = [unreadable(name, FIRST_DAY) for name in ("waste.pdf", "Libraries.pdf", "parks.pdf")]
    next_day = FIRST_DAY + timedelta(days=1)
    second = [unreadable(name, next_day) for name in ("trees.pdf", "Roads.pdf")]
    with Desk.open(tmp_path) as desk:
        desk.record_all(first)
        desk.record_all(second)
        names = [each.name for each in received_before(desk, PROGRAM)]
    assert names == ["Roads.pdf", "trees.pdf", "Libraries.pdf", "parks.pdf", "waste.pdf"]


def texts(dialog: ReceivedDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel))


def test_of_a_file_that_cannot_be_read_only_its_own_reason_says_what_to_do(qtbot: QtBot) -> None:
    dialog = ReceivedDialog(UNREADABLE)
    qtbot.addWidget(dialog)
    assert "details" not in texts(dialog)
    altered = ReceivedDialog(replace(UNREADABLE, outcome=Outcome.ALTERED))
    qtbot.addWidget(altered)
    assert "Ask the sender which is right." in texts(altered)


@pytest.mark.parametrize("words", [3, 40, 90])
def test_what_was_noticed_is_seen_without_scrolling_while_there_is_room(
    qtbot: QtBot, words: int
) -> None:
    dialog = ReceivedDialog(replace(UNREADABLE, told=("noticed " * words,)))
    qtbot.addWidget(dialog)
    dialog.open()
    text = dialog.findChild(QTextEdit)
    assert text is not None
    qtbot.waitUntil(lambda: text.verticalScrollBar().maximum() == 0)
    assert text.viewport().height() >= text.document().size().height()
