"""The list of reports: deleting a draft, having it back at once or from the bin, corrections."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.store.stored import State, Summary
from ui.home.deleted_strip import DeletedStrip
from ui.home.page import HomePage
from ui.home.reports_model import Column
from ui.home.reports_table import ReportsTable

Make = Callable[..., Summary]
GOES = datetime(2026, 12, 24, 12, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show_editions(edition.bundled())
    page.show()
    return page


@pytest.fixture
def drafts(summary: Make) -> list[Summary]:
    return [
        summary(id="a" * 32, service_areas="Parks", revision=3),
        summary(id="b" * 32, service_areas="Waste", revision=2),
        summary(id="c" * 32, service_areas="Housing", state=State.SUBMITTED, revision=1),
    ]


def table(page: HomePage) -> ReportsTable:
    return page.findChild(ReportsTable)


def column(page: HomePage, which: Column) -> list[str]:
    model = table(page).model()
    return [model.index(row, which).data() for row in range(model.rowCount())]


def button(page: QWidget, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text().replace("&", "") == text)


def asked_for(signal: object) -> list[object]:
    heard: list[object] = []
    signal.connect(heard.append)
    return heard


def test_the_delete_key_asks_for_the_selected_draft_to_go(
    page: HomePage, drafts: list[Summary]
) -> None:
    page.show_reports(drafts)
    asked = asked_for(page.delete_requested)
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_Delete)
    table(page).select("b" * 32)
    QTest.keyClick(button(page, "Delete"), Qt.Key.Key_Space)
    assert asked == ["a" * 32, "b" * 32]


def test_a_submitted_report_is_not_deleted(page: HomePage, drafts: list[Summary]) -> None:
    page.show_reports(drafts)
    asked = asked_for(page.delete_requested)
    table(page).select("c" * 32)
    assert not button(page, "Delete").isEnabled()
    table(page).setFocus()
    QTest.keyClick(table(page), Qt.Key.Key_Delete)
    assert asked == []


def test_the_delete_key_takes_away_letters_while_one_types(
    page: HomePage, drafts: list[Summary]
) -> None:
    page.show_reports(drafts)
    asked = asked_for(page.delete_requested)
    page._find.setFocus()
    QTest.keyClicks(page._find, "parks")
    QTest.keyClick(page._find, Qt.Key.Key_Home)
    QTest.keyClick(page._find, Qt.Key.Key_Delete)
    assert (page._find.text(), asked) == ("arks", [])


@pytest.mark.parametrize("way", ["button", "keys"])
def test_what_was_just_deleted_can_be_had_back_at_once(
    page: HomePage, drafts: list[Summary], way: str
) -> None:
    page.show_reports(drafts)
    asked = asked_for(page.put_back_requested)
    table(page).setFocus()
    page.show_deleted("a" * 32)
    page.show_reports(drafts[1:])
    strip = page.findChild(DeletedStrip)
    assert "Deleted “Parks · 8 to 21 June 2026”." in strip._told.text()
    # The next row is selected, so that one can go on from there.
    assert table(page).selected_report_id() == "b" * 32
    if way == "button":
        QTest.keyClick(button(page, "Undo"), Qt.Key.Key_Space)
    else:
        QTest.keyClick(table(page), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["a" * 32]
    assert strip.isHidden()
    assert page.focusWidget() is table(page)
    QTest.keyClick(table(page), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["a" * 32]


def test_the_offer_goes_when_the_page_is_left(page: HomePage, drafts: list[Summary]) -> None:
    page.show_reports(drafts)
    page.show_deleted("a" * 32)
    page.hide()
    page.show()
    assert page.findChild(DeletedStrip).isHidden()


def test_what_is_put_back_from_the_bin_is_offered_no_more(
    page: HomePage, drafts: list[Summary], summary: Make
) -> None:
    page.show_reports(drafts)
    page.show_deleted("a" * 32)
    page.show_reports(drafts[1:])
    old = summary(id="d" * 32, service_areas="Old", revision=4, kept_until=GOES)
    page.show_bin([summary(id="a" * 32, revision=5, kept_until=GOES), old])
    page.findChild(QComboBox).setCurrentIndex(1)
    asked, strip = asked_for(page.put_back_requested), page.findChild(DeletedStrip)
    for report_id, is_over in (("d" * 32, False), ("a" * 32, True)):
        table(page).select(report_id)
        QTest.keyClick(button(page, "Put back"), Qt.Key.Key_Space)
        assert asked[-1] == report_id
        assert strip.isHidden() is is_over
    page.show_bin([])
    assert page._count.text() == "The bin is empty"


def test_the_bin_is_a_view_of_the_list(
    page: HomePage, drafts: list[Summary], summary: Make
) -> None:
    page.show_reports(drafts)
    binned = summary(id="d" * 32, service_areas="Old", revision=4, kept_until=GOES)
    page.show_bin([binned])
    which = page.findChild(QComboBox)
    assert which.itemText(1) == "Bin (1)"
    which.setFocus()
    QTest.keyClick(which, Qt.Key.Key_Down)
    assert column(page, Column.STATE) == ["In the bin until 24 Dec 2026"]
    assert not button(page, "Open").isVisible()
    opened, asked = asked_for(page.opened), asked_for(page.put_back_requested)
    QTest.keyClick(table(page), Qt.Key.Key_Return)
    QTest.keyClick(button(page, "Put back"), Qt.Key.Key_Space)
    assert (opened, asked) == ([], ["d" * 32])
    page.show_bin([])
    assert column(page, Column.STATE) == []
    QTest.keyClick(which, Qt.Key.Key_Up)
    assert len(column(page, Column.STATE)) == 3


def test_the_bin_can_be_reached_when_every_report_was_deleted(
    page: HomePage, summary: Make
) -> None:
    page.show_reports([])
    page.show_bin([summary(kept_until=GOES)])
    assert page.findChild(QComboBox).isVisible()


def test_the_list_says_which_version_is_current(page: HomePage, summary: Make) -> None:
    page.show_reports(
        [
            summary(id="a" * 32, version=3, revision=9),
            summary(id="b" * 32, version=2, state=State.SUBMITTED, revision=3),
            summary(id="c" * 32, version=1, state=State.SUPERSEDED, revision=2),
            summary(id="d" * 32, version=1, state=State.SUBMITTED, revision=1),
        ]
    )
    assert column(page, Column.STATE) == [
        "Draft, version 3 (correction)",
        "Submitted, version 2 (current)",
        "Corrected, version 1 (superseded)",
        "Submitted",
    ]


def test_a_correction_is_offered_for_what_is_current(page: HomePage, summary: Make) -> None:
    current = summary(id="b" * 32, version=2, state=State.SUBMITTED, revision=2)
    superseded = summary(id="c" * 32, state=State.SUPERSEDED, revision=1)
    page.show_reports([current, superseded])
    asked = asked_for(page.correct_requested)
    correct = button(page, "Issue a correction…")
    QTest.keyClick(correct, Qt.Key.Key_Space)
    table(page).select("c" * 32)
    assert not correct.isEnabled()
    assert asked == [current]
