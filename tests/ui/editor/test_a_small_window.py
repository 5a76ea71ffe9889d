"""One open report in a window as small as everything drawn three times as large leaves it."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.prose import blocks_of
from highlight_desktop.report.report import Place, Report
from ui.editor.page import EditorPage, OpenReport

MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)
SMALL, LARGE = (640, 300), (1280, 735)
GUIDANCE = Place("section", "guidance")
TALL, _ = blocks_of("\n".join(f"Bin round {number} was late." for number in range(40)))


@pytest.fixture
def page(qtbot: QtBot) -> EditorPage:
    report, _ = Report("0" * 32, edition.newest()).write("guidance", TALL)
    page = EditorPage(OpenReport(report, MOMENT))
    qtbot.addWidget(page)
    page.resize(*SMALL)
    with qtbot.waitActive(page):
        page.show()
    return page


def seen(page: QWidget, place: QRect, of: QWidget) -> bool:
    """True when a part of a widget is cut off by nothing around it."""
    place = QRect(of.mapTo(page, place.topLeft()), place.size())
    around: QWidget | None = of
    while around is not None:
        if not QRect(around.mapTo(page, QPoint(0, 0)), around.size()).contains(place):
            return False
        around = None if around is page else around.parentWidget()
    return True


def test_the_page_is_no_larger_than_its_window(page: EditorPage) -> None:
    assert (page.width(), page.height()) == SMALL


def test_the_tabs_leave_the_room_to_the_text_and_take_it_back(
    page: EditorPage, qtbot: QtBot
) -> None:
    assert page._tabs.width() < SMALL[0] / 3
    page.resize(*LARGE)
    qtbot.waitUntil(lambda: page._tabs.width() > SMALL[0] / 3)
    page.resize(*SMALL)
    qtbot.waitUntil(lambda: page._tabs.width() < SMALL[0] / 3)


def test_going_to_a_section_shows_its_cursor(page: EditorPage) -> None:
    page.go_to(GUIDANCE)
    editor = page._sections["guidance"].editor
    assert seen(page, editor.cursorRect(), editor.viewport())


def test_the_cursor_stays_in_sight_on_the_way_down_and_up(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to(GUIDANCE)
    editor = page._sections["guidance"].editor
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        for _ in range(40):
            QTest.keyClick(editor, key)
            assert seen(page, editor.cursorRect(), editor.viewport())


def test_the_cursor_stays_in_sight_when_the_window_becomes_small(
    page: EditorPage, qtbot: QtBot
) -> None:
    page.resize(*LARGE)
    page.go_to(GUIDANCE)
    editor = page._sections["guidance"].editor
    QTest.keyClick(editor, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    page.resize(*SMALL)
    qtbot.waitUntil(lambda: seen(page, editor.cursorRect(), editor.viewport()))


def test_a_remark_and_a_lineage_have_a_line_of_their_own(page: EditorPage, qtbot: QtBot) -> None:
    assert not page._top._names.isVisible()
    page.say("Copied into your text.")
    assert page._top._remark.isVisible()
    page.resize(*LARGE)
    qtbot.waitUntil(page._top._title.isVisible)
    assert page._top._subtitle.isVisible()
