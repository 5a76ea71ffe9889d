"""The page that finds words in all reports."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import Place
from highlight_desktop.report.search_words import Excerpt
from highlight_desktop.store.hits import Hit, Hits
from ui.search.found import NOTHING, shown
from ui.search.page import HOW, SearchPage
from ui.widgets.paragraph_list import Mark, ParagraphList


def hit(number: int = 1, version: int = 1) -> Hit:
    return Hit(
        report_id=f"{number:032x}",
        service_areas="Parks and Libraries",
        period_typed="8 to 21 June 2020",
        state="draft",
        version=version,
        place=Place("section", "activity"),
        heading="New challenges and activity",
        topic="activity",
        excerpt=Excerpt("… the Mill Lane branch lent 40 books.", ((16, 22), (31, 36)), (20, 26)),
        span=Span(0, 20, 26),
    )


@pytest.fixture
def page(qtbot: QtBot) -> SearchPage:
    page = SearchPage()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    return page


def fields(page: SearchPage) -> dict[str, QLineEdit]:
    buddies = (
        (label.text().replace("&", ""), label.buddy()) for label in page.findChildren(QLabel)
    )
    return {text: buddy for text, buddy in buddies if isinstance(buddy, QLineEdit)}


def said(page: SearchPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def test_it_begins_with_how_to_search_and_nothing_to_open(page: SearchPage) -> None:
    assert HOW in said(page)
    assert not page.findChild(ParagraphList).isVisible()
    assert "Open the place" not in [
        each.text().replace("&", "") for each in page.findChildren(QPushButton) if each.isVisible()
    ]


def test_enter_looks_for_the_words_where_they_are_wanted(qtbot: QtBot, page: SearchPage) -> None:
    typed = fields(page)
    typed["Words"].setText("mobile “talking books”")
    typed["Service area"].setText("Libraries")
    typed["Period"].setText("June 2020")
    with qtbot.waitSignal(page.searched) as asked:
        QTest.keyClick(typed["Period"], Qt.Key.Key_Return)
    [wanted] = asked.args
    assert (wanted.words, wanted.service_area) == ("mobile “talking books”", "Libraries")
    assert (wanted.period.days, wanted.topic) == (30, "")


def test_a_period_that_is_not_understood_is_told(qtbot: QtBot, page: SearchPage) -> None:
    typed = fields(page)
    typed["Words"].setText("books")
    typed["Period"].setText("soonish")
    with qtbot.assertNotEmitted(page.searched):
        page.look()
    assert "soonish" in said(page)


def test_without_words_it_says_how(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.assertNotEmitted(page.searched):
        page.look()
    assert HOW in said(page)


def test_nothing_found_is_said_and_what_else_to_try(page: SearchPage) -> None:
    page.show_hits(Hits(0, ()))
    assert NOTHING in said(page)
    assert not page.findChild(ParagraphList).isVisible()


def test_the_words_found_are_marked_not_by_colour_alone() -> None:
    paragraph = shown(hit())
    assert [text for text, mark in paragraph.runs if mark is Mark.FOUND] == ["branch", "books"]
    assert paragraph.spoken.startswith("Parks and Libraries · 8 to 21 June 2020 · New challenges")
    assert "Draft, version 2" in shown(hit(version=2)).spoken


def test_a_place_is_opened_by_enter_and_by_the_button(qtbot: QtBot, page: SearchPage) -> None:
    page.show_hits(Hits(120, (hit(1), hit(2))))
    assert "The best 2 of 120 places." in said(page)
    places = page.findChild(ParagraphList)
    QTest.keyClick(places, Qt.Key.Key_Down)
    with qtbot.waitSignal(page.opened) as opened:
        QTest.keyClick(places, Qt.Key.Key_Return)
    assert opened.args == [hit(2)]
    [button] = [each for each in page.findChildren(QPushButton) if "Open" in each.text()]
    with qtbot.waitSignal(page.opened) as opened:
        button.click()
    assert opened.args == [hit(2)]


def test_escape_goes_back_to_the_list(qtbot: QtBot, page: SearchPage) -> None:
    with qtbot.waitSignal(page.back_requested):
        QTest.keyClick(page, Qt.Key.Key_Escape)


def test_of_more_places_than_are_ranked_it_says_which_were(page: SearchPage) -> None:
    page.show_hits(Hits(1_000, (hit(1), hit(2)), has_older=True))
    assert page._status.text() == "The best 2 of the newest 1,000 places, not of all."


def test_reading_that_had_to_stop_is_said(page: SearchPage) -> None:
    page.show_reading(8, 50)
    assert "8 of 50" in page._reading.text()
    page.show_reading_stopped()
    assert "the next start tries again" in page._reading.text()
    assert not page._reading.isHidden()
