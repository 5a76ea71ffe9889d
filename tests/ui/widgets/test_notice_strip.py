"""The strip above the page: the last news, and an offer that is not lost below it."""

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.widgets.notice_strip import NoticeStrip


@pytest.fixture
def strip(qtbot: QtBot) -> NoticeStrip:
    strip = NoticeStrip()
    qtbot.addWidget(strip)
    return strip


def buttons(strip: NoticeStrip) -> list[str]:
    return [each.text() for each in strip.findChildren(QPushButton) if not each.isHidden()]


def test_the_last_news_takes_the_place_of_the_one_before(strip: NoticeStrip) -> None:
    strip.tell("Saving has not come back.")
    strip.tell("Saving works again.")
    assert strip.told == "Saving works again."
    assert buttons(strip) == ["Hide"]


def test_an_offer_that_nobody_has_answered_stays_below_other_news(strip: NoticeStrip) -> None:
    strip.tell("There is a backup with 2 reports.", "Look at it…")
    for _ in range(2):
        strip.tell("The disk is full.")
        assert strip.told == "The disk is full.\nThere is a backup with 2 reports."
        assert buttons(strip) == ["Look at it…", "Hide"]
    strip.tell("There is a backup with 3 reports.", "Look at it…")
    assert strip.told == "There is a backup with 3 reports."


@pytest.mark.parametrize("answer", ["Look at it…", "Hide"])
def test_once_answered_it_does_not_come_again(strip: NoticeStrip, answer: str) -> None:
    strip.tell("There is a backup with 2 reports.", "Look at it…")
    next(each for each in strip.findChildren(QPushButton) if each.text() == answer).click()
    assert strip.told == ""
    strip.tell("The disk is full.")
    assert strip.told == "The disk is full."
    assert buttons(strip) == ["Hide"]
