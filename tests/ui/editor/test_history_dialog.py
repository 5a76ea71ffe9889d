"""The history of a report on the screen: times, what changed, compare, restore."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from highlight_desktop.store.history import Cause, Version
from ui.editor.history_dialog import HistoryDialog
from ui.editor.version_words import has_carried, places_in_words, since, time_in_words
from ui.widgets.paragraph_list import Mark, ParagraphList

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC).astimezone()
TODAY = NOW.date()
VERSIONS = [
    Version(1, NOW - timedelta(days=3), Cause.EDITED, ()),
    Version(4, NOW - timedelta(days=1), Cause.EDITED, (Place("header", "author"),)),
    Version(7, NOW - timedelta(minutes=5), Cause.RESTORED, (Place("section", "guidance"),)),
    Version(9, NOW, Cause.EDITED, (Place("marking"),)),
]


@pytest.fixture
def report() -> Report:
    report = Report("0" * 32, edition.newest())
    report, _ = report.fill_in(FieldId.AUTHOR, "Jo Wren, Director")
    text = "The depot reopened.\nTwo vans were bought in May.\nNobody was hurt."
    report, _ = report.write("guidance", blocks_of(text)[0])
    return report


@pytest.fixture
def opened(qtbot: QtBot, report: Report) -> Callable[..., HistoryDialog]:
    def open_it(versions: list[Version] = VERSIONS, *, read_only: bool = False) -> HistoryDialog:
        dialog = HistoryDialog(report, versions, TODAY, read_only=read_only)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return open_it


def lines(dialog: HistoryDialog) -> list[str]:
    listed = dialog.findChild(QListWidget)
    return [listed.item(row).text() for row in range(listed.count())]


def button(dialog: QWidget, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().replace("&", "") == text)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 21, 14, 2, tzinfo=UTC), "Today 14:02"),
        (datetime(2026, 11, 20, 0, 5, tzinfo=UTC), "Yesterday 00:05"),
        (datetime(2026, 11, 9, 9, 30, tzinfo=UTC), "9 November 2026, 09:30"),
        (datetime(2027, 1, 1, tzinfo=UTC), "1 January 2027, 00:00"),
    ],
)
def test_times_are_told_as_people_say_them(moment: datetime, words: str) -> None:
    assert time_in_words(moment, date(2026, 11, 21)) == words


def test_versions_are_listed_the_newest_first_with_what_changed(
    opened: Callable[..., HistoryDialog],
) -> None:
    then = NOW - timedelta(minutes=5)
    assert lines(opened()) == [
        f"Now, saved today {NOW:%H:%M}\nProtective marking",
        f"Today {then:%H:%M}\nRestored: New guidance and impact",
        f"Yesterday {NOW:%H:%M}\nReport author",
        f"18 November 2026, {NOW:%H:%M}\nThe first version",
    ]


def test_the_version_that_was_sent_and_the_one_that_was_carried_over_are_called_so(
    report: Report, qtbot: QtBot
) -> None:
    dialog = HistoryDialog(
        report, VERSIONS, TODAY, read_only=True, submitted=True, carried_over=True
    )
    qtbot.addWidget(dialog)
    assert lines(dialog)[0].startswith(f"Submitted, as saved today {NOW:%H:%M}")
    assert lines(dialog)[-1].endswith("The first version, carried over from the last report")


def test_a_version_with_text_of_last_period_is_known(report: Report) -> None:
    assert not has_carried(report)
    [first, *rest] = report.answers["guidance"].prose
    answer = replace(report.answers["guidance"], prose=(replace(first, carried=True), *rest))
    carried, _ = report.answer("guidance", answer)
    assert has_carried(carried)


def test_many_places_are_named_by_the_first_three(report: Report) -> None:
    places = [Place("section", each.id) for each in report.edition.sections]
    assert places_in_words(report, places[::-1]) == (
        "New guidance and impact, New challenges and activity, Recovery activities and 7 more"
    )


def test_choosing_a_version_by_key_asks_for_its_comparison_and_restoring_for_it(
    opened: Callable[..., HistoryDialog], report: Report
) -> None:
    dialog = opened()
    chosen: list[int] = []
    wanted: list[int] = []
    dialog.version_chosen.connect(chosen.append)
    dialog.restore_requested.connect(wanted.append)
    restore = button(dialog, "Restore this version")
    assert not restore.isEnabled()
    listed = dialog.findChild(QListWidget)
    for _ in range(2):
        QTest.keyClick(listed, Qt.Key.Key_Down)
    assert chosen == [7, 4]
    paragraphs = since(replace(report, header={}), report)
    dialog.show_comparison(7, paragraphs)
    assert not restore.isEnabled()  # it came too late: another version is looked at
    dialog.show_comparison(4, paragraphs)
    QTest.keyClick(restore, Qt.Key.Key_Space)
    assert wanted == [4]


def test_nothing_is_restored_where_nothing_has_changed_or_may_be(
    opened: Callable[..., HistoryDialog], report: Report
) -> None:
    dialog = opened()
    QTest.keyClick(dialog.findChild(QListWidget), Qt.Key.Key_End)
    dialog.show_comparison(1, [])
    assert "the same now" in dialog._remark.text()
    assert not button(dialog, "Restore this version").isEnabled()
    read_only = opened(read_only=True)
    QTest.keyClick(read_only.findChild(QListWidget), Qt.Key.Key_End)
    read_only.show_comparison(1, since(Report("0" * 32, report.edition), report))
    assert not button(read_only, "Restore this version").isVisible()
    assert read_only.findChild(ParagraphList).isVisible()


def test_a_report_with_one_version_says_so(opened: Callable[..., HistoryDialog]) -> None:
    assert "no earlier version yet" in opened(VERSIONS[:1])._remark.text()


def test_what_changed_is_told_word_by_word_place_by_place(report: Report) -> None:
    now, _ = report.fill_in(FieldId.AUTHOR, "Jo Finch, Director")
    now, _ = now.mark("OFFICIAL")
    text = "The depot reopened.\nThree vans were bought in May.\nNobody was hurt."
    now, _ = now.write("guidance", blocks_of(text)[0])
    now, _ = now.answer("communications", Answer(AnswerKind.NO_CHANGE, completed=True))
    told = since(report, now)
    assert [each.text for each in told] == [
        "Report author",
        "Jo Wren Finch, Director",
        "Protective marking",
        "OFFICIAL",
        "New guidance and impact",
        "(1 paragraph unchanged)",
        "Two Three vans were bought in May.",
        "(1 paragraph unchanged)",
        "Communications",
        "The section was not answered and is now answered “No change”.",
        "The section is now marked as completed.",
    ]
    assert ("Wren", Mark.GONE) in told[1].runs
    assert ("Finch", Mark.NEW) in told[1].runs
    assert "(gone: Two) (new: Three)" in told[6].spoken
    assert since(now, now) == []


def test_a_change_of_bold_alone_is_told(report: Report) -> None:
    [block, *rest] = report.answers["guidance"].prose
    now, _ = report.write("guidance", (replace(block, bold=((0, 3),)), *rest))
    assert "The words are the same" in since(report, now)[1].text


def test_everything_says_what_it_is(
    opened: Callable[..., HistoryDialog], nameless: Callable[[QWidget], list[str]]
) -> None:
    assert nameless(opened()) == []
