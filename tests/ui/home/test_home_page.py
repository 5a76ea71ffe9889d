"""The first page: finding a report, opening it, beginning another."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.store.stored import State, Summary
from ui.home.page import HomePage
from ui.home.reports_model import Column, local_time
from ui.home.reports_table import ReportsTable

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Make = Callable[..., Summary]


@pytest.fixture
def page(qtbot: QtBot) -> HomePage:
    page = HomePage()
    qtbot.addWidget(page)
    page.resize(1280, 760)
    page.show_editions(edition.bundled())
    page.show()
    return page


@pytest.fixture
def three(summary: Make) -> list[Summary]:
    return [
        summary(id="a" * 32, service_areas="Waste", state=State.SUBMITTED, revision=3),
        # Saved while the clock was wrong: what was saved first was not worked on last.
        summary(id="b" * 32, service_areas="Parks", revision=1, edited_at=NOON + timedelta(9)),
        summary(id="c" * 32, service_areas="", period_typed="May 2026", revision=2),
    ]


def table(page: HomePage) -> ReportsTable:
    return page.findChild(ReportsTable)


def shown(page: HomePage, column: Column = Column.SERVICE_AREAS) -> list[str]:
    model = table(page).model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def button(page: QWidget, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text().replace("&", "") == text)


def words(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_nothing_can_be_begun_while_the_reports_are_being_opened(page: HomePage) -> None:
    assert "Opening your reports…" in words(page)
    assert not button(page, "New report").isEnabled()
    assert not button(page, "Import earlier report…").isEnabled()


def test_a_page_without_reports_says_how_to_begin(page: HomePage) -> None:
    page.show_reports([])

    assert "No reports yet" in words(page)
    assert button(page, "New report").isEnabled()


def test_drafts_come_first_and_in_each_state_the_last_edited(
    page: HomePage, three: list[Summary]
) -> None:
    page.show_reports(three)

    assert shown(page) == ["Untitled report", "Parks", "Waste"]
    assert shown(page, Column.STATE) == ["Draft", "Draft", "Submitted"]


def test_typing_in_find_leaves_the_rows_that_have_every_word(
    page: HomePage, three: list[Summary]
) -> None:
    page.show_reports(three)

    QTest.keyClicks(page.findChild(QLineEdit), "dra PAR")

    assert shown(page) == ["Parks"]
    assert "1 of 3 shown" in words(page)
    assert table(page).selected_report_id() == "b" * 32

    QTest.keyClicks(page.findChild(QLineEdit), "zz")

    assert shown(page) == []
    assert "No report has these words" in words(page)
    assert not button(page, "Open").isEnabled()


def test_periods_are_put_in_order_by_their_first_day_and_a_third_click_undoes_it(
    page: HomePage, summary: Make
) -> None:
    typed = ["1 to 14 September 2026", "8 to 21 June 2026", "soon"]
    page.show_reports(
        [summary(id=f"{n}" * 32, period_typed=text, revision=9 - n) for n, text in enumerate(typed)]
    )
    header = table(page).horizontalHeader()
    place = QPoint(header.sectionViewportPosition(Column.PERIOD) + 20, header.height() // 2)

    def click() -> list[str]:
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        return shown(page, Column.PERIOD)

    assert click() == ["8 to 21 June 2026", "1 to 14 September 2026", "soon"]
    assert click() == ["soon", "1 to 14 September 2026", "8 to 21 June 2026"]
    assert click() == typed


def test_arrow_and_enter_open_a_report(page: HomePage, three: list[Summary], qtbot: QtBot) -> None:
    page.show_reports(three)

    QTest.keyClick(table(page), Qt.Key.Key_Down)
    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(table(page), Qt.Key.Key_Return)

    assert opened.args == ["b" * 32]


def test_a_double_click_opens_a_report_once(page: HomePage, three: list[Summary]) -> None:
    opened: list[str] = []
    page.opened.connect(opened.append)
    page.show_reports(three)
    view = table(page)
    place = view.visualRect(view.model().index(2, 0)).center()

    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert opened == ["a" * 32]


def test_only_what_was_submitted_can_be_exported_again(
    page: HomePage, three: list[Summary], qtbot: QtBot
) -> None:
    page.show_reports(three)
    export = button(page, "Export again")
    assert not export.isEnabled()

    QTest.keyClick(table(page), Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(page.export_requested) as asked:
        QTest.keyClick(export, Qt.Key.Key_Space)

    assert asked.args == ["a" * 32]


def test_one_choice_in_the_menu_begins_a_report_newest_edition_first(
    page: HomePage, qtbot: QtBot
) -> None:
    page.show_reports([])
    menu = button(page, "New report").menu()
    choices = [action.text() for action in menu.actions()]

    newest_first = [one.id for one in reversed(edition.bundled())]
    assert [choice.rpartition(" ")[2] for choice in choices] == [f"({id_})" for id_ in newest_first]
    assert newest_first[-3:] == ["2021-01", "2020-06", "2020-05"]
    assert choices[0].startswith(edition.newest().title)
    with qtbot.waitSignal(page.new_requested) as asked:
        menu.popup(QPoint(0, 0))
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert asked.args == [edition.newest().id]


def test_the_selected_report_stays_so_when_the_list_is_read_again(
    page: HomePage, three: list[Summary], summary: Make
) -> None:
    page.show_reports(three)
    table(page).select("a" * 32)

    page.show_reports([*three, summary(id="d" * 32, revision=4)])

    assert table(page).selected_report_id() == "a" * 32


def test_a_database_that_cannot_be_opened_is_told_and_can_be_tried_again(
    page: HomePage, qtbot: QtBot
) -> None:
    page.show_problem("Another window has <b>your</b> reports open.", "Close it there.")

    assert "Another window has <b>your</b> reports open. Close it there." in words(page)
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText
        for label in page.findChildren(QLabel)
        if "<b>" in label.text()
    )
    with qtbot.waitSignal(page.retry_requested):
        QTest.keyClick(button(page, "Try again"), Qt.Key.Key_Space)


def test_the_focus_goes_where_the_page_begins(page: HomePage, three: list[Summary]) -> None:
    page.setFocus()
    page.show_reports([])
    assert page.focusWidget() is button(page, "New report")

    page.show_reports(three)

    assert page.focusWidget() is table(page)


def test_tab_goes_through_the_page_as_it_is_read(page: HomePage, three: list[Summary]) -> None:
    page.show_reports([each for each in three if each.state is State.SUBMITTED])
    order = [
        button(page, "Import earlier report…"),
        button(page, "New report"),
        page.findChild(QLineEdit),
        page.findChild(QComboBox),
        table(page),
        button(page, "Open"),
        button(page, "Export again"),
        button(page, "Start next…"),
        button(page, "Issue a correction…"),
    ]
    order[0].setFocus()

    for before, after in pairwise([*order, order[0]]):
        assert page.focusWidget() is before
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert page.focusWidget() is after


def test_files_dropped_on_the_page_are_handed_on(page: HomePage, tmp_path: Path) -> None:
    dropped: list[list[str]] = []
    page.files_dropped.connect(dropped.append)
    page.show_reports([])
    data = QMimeData()
    names = ["June report.TXT", "May.docx", "April.doc"]
    web = QUrl("https://fenbridge.example/report.docx")
    data.setUrls([*(QUrl.fromLocalFile(str(tmp_path / name)) for name in names), web])

    page.dropEvent(
        QDropEvent(
            page.rect().center(),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )

    assert [Path(path).name for path in dropped[0]] == names


@pytest.fixture
def british_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "GMT0BST,M3.5.0/1,M10.5.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
@pytest.mark.usefixtures("british_time")
def test_times_are_those_of_the_users_clock_in_british_words() -> None:
    assert local_time(datetime(2026, 11, 21, 14, 2, tzinfo=UTC)) == "21 Nov 2026, 14:02"
    assert local_time(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 Jul 2026, 00:30"


def test_everything_on_the_page_says_what_it_is(
    page: HomePage, three: list[Summary], nameless: Callable[[QWidget], list[str]]
) -> None:
    page.show_reports(three)

    assert nameless(page) == []


def test_the_page_fits_a_small_window(page: HomePage, three: list[Summary]) -> None:
    page.show_reports(three)

    assert page.minimumSizeHint().width() <= 640
    assert page.minimumSizeHint().height() <= 400


def test_a_name_that_would_turn_its_row_round_is_shown_with_what_does_so(
    qtbot: QtBot, summary: Callable[..., Summary]
) -> None:
    """N3: in lists what turns the direction, or is unseen, is a mark."""
    page = HomePage()
    qtbot.addWidget(page)
    page.show_reports([summary(service_areas="Parks \u202enib", period_typed="May\u200b 2026")])
    row = [page._model.index(0, column).data() for column in (0, 1)]
    assert row == ["Parks [right-to-left override]nib", "May[zero width space] 2026"]
