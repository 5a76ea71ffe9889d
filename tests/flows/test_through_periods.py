"""A director looks how a topic went through the periods, by the keyboard."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, words_on
from ui.editor.timeline_dialog import LEGEND, NOTHING, TimelineDialog
from ui.widgets.paragraph_list import Mark, ParagraphList

KEY = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
NOW = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.flow


def kept(store: Store, period: str, text: str, *, submitted: bool) -> None:
    report = Report(new_id(), edition.newest())
    for field in report.edition.header:
        typed = {FieldId.SERVICE_AREAS: "Parks", FieldId.PERIOD: period}
        report, _ = report.fill_in(field.id, typed.get(field.id, "A. Writer"))
    for section in report.edition.sections:
        report, _ = report.answer(section.id, Answer(AnswerKind.NOTHING_TO_REPORT))
    report, _ = report.write("activity", blocks_of(text)[0])
    store.create(report, now=NOW)
    if submitted:
        frozen = freeze(report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", ""))
        store.record(report.id, frozen, now=NOW)


@pytest.fixture
def person(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    with Store.open(data_folder) as store:
        kept(store, "November 2020", "Two gates were mended.", submitted=True)
        kept(store, "December 2020", "Three gates were mended.", submitted=True)
        kept(store, "January 2021", "Three gates were mended.\nSwans came.", submitted=False)
    return open_window(data_folder)


def test_a_topic_is_seen_through_all_periods_with_the_words_that_changed(person: Person) -> None:
    person.press(KEY.Key_Return)
    person.wait(lambda: person.window._pages.editor is not None)
    person.go_to("activity")
    person.press(KEY.Key_F9, SHIFT)
    dialog = person.dialog(TimelineDialog)
    shown = dialog.findChild(ParagraphList)._paragraphs.shown
    assert [each.text for each in shown] == [
        "1 to 31 January 2021, this report",
        "Swans came.",
        "1 paragraph unchanged.",
        "1 to 31 December 2020",
        "Two Three gates were mended.",
        "1 to 30 November 2020",
        "Two gates were mended.",
    ]
    marks = {text.strip(): mark for text, mark in shown[4].runs if text.strip()}
    assert (marks["Two"], marks["Three"]) == (Mark.GONE, Mark.NEW)
    assert LEGEND in words_on(dialog)
    person.press(KEY.Key_Escape)
    person.wait(lambda: not person.dialogs(TimelineDialog))


def test_a_topic_nobody_has_written_on_says_so(qtbot: QtBot) -> None:
    topics = {each.topic: each.name for each in edition.newest().sections}
    dialog = TimelineDialog({}, topics, next(iter(topics)))
    qtbot.addWidget(dialog)
    dialog.show()
    assert NOTHING in words_on(dialog)
