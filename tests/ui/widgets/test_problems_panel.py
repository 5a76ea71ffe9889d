"""The list of what was found, each entry a way to its place."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Place
from ui.widgets.link_button import LinkButton
from ui.widgets.problems_panel import ProblemsPanel

HEADER = Finding(Place("header", "author"), "missing-field", "Fill in R&D <b>lead</b>.", True)
SECTION = Finding(Place("section", "risks"), "unanswered", "Answer “Risks”.", True)
HINT = Finding(Place("section", "finance"), "no-reason", "Say why. " * 30, False)


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ProblemsPanel]:
    window = QWidget()
    panel = ProblemsPanel()
    layout = QVBoxLayout(window)
    layout.addWidget(panel)
    layout.addStretch(1)
    qtbot.addWidget(window)
    window.resize(700, 600)
    with qtbot.waitActive(window):
        window.show()
    yield panel
    window.close()


def words(panel: ProblemsPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def links(panel: ProblemsPanel) -> list[LinkButton]:
    return [link for link in panel.findChildren(LinkButton) if link.isVisible()]


def focused(panel: ProblemsPanel) -> QWidget:
    return panel.window().focusWidget()


def test_nothing_is_shown_before_there_is_something_to_show(panel: ProblemsPanel) -> None:
    assert not panel.isVisible()


def test_what_blocks_comes_first_under_there_is_a_problem(panel: ProblemsPanel) -> None:
    panel.show_findings([HEADER, HINT, SECTION])

    assert words(panel)[:2] == [
        "There is a problem",
        "2 things have to be put right before submitting:",
    ]
    assert [link.accessibleName() for link in links(panel)] == [
        HEADER.message,
        SECTION.message,
        HINT.message,
    ]
    assert panel.accessibleName().startswith("There is a problem. 2 things")


def test_it_takes_the_focus_and_keys_lead_to_the_place(panel: ProblemsPanel, qtbot: QtBot) -> None:
    panel.show_findings([HEADER, SECTION])
    assert focused(panel) is links(panel)[0]

    QTest.keyClick(focused(panel), Qt.Key.Key_Tab)
    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.keyClick(focused(panel), Qt.Key.Key_Space)

    assert chosen.args == [SECTION]


def test_a_click_leads_to_the_place(panel: ProblemsPanel, qtbot: QtBot) -> None:
    panel.show_findings([HEADER])

    with qtbot.waitSignal(panel.chosen) as chosen:
        QTest.mouseClick(links(panel)[0], Qt.MouseButton.LeftButton)

    assert chosen.args == [HEADER]


def test_hints_alone_are_told_quietly(panel: ProblemsPanel) -> None:
    panel.show_findings([HINT])

    assert words(panel) == ["Nothing stands in the way", "1 hint."]
    assert panel.property("problem") is False


def test_nothing_found_at_all_can_still_be_closed_by_keyboard(
    panel: ProblemsPanel, qtbot: QtBot
) -> None:
    panel.show_findings([])
    assert words(panel) == ["Nothing stands in the way", "No hints."]

    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(focused(panel), Qt.Key.Key_Space)


def test_escape_closes_it(panel: ProblemsPanel, qtbot: QtBot) -> None:
    panel.show_findings([HEADER])

    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(focused(panel), Qt.Key.Key_Escape)

    assert not panel.isVisible()


def test_a_new_list_replaces_the_old_one(panel: ProblemsPanel) -> None:
    panel.show_findings([HEADER, SECTION])
    panel.show_findings([HINT])

    assert [link.accessibleName() for link in links(panel)] == [HINT.message]


def test_an_empty_list_takes_no_room_and_qt_has_nothing_to_complain_of(
    panel: ProblemsPanel, qtlog: Any
) -> None:
    panel.show_findings([SECTION])
    panel.show_findings([])
    assert panel.findChild(QScrollArea).height() == 0
    assert not [record.message for record in qtlog.records if "Negative" in record.message]


def test_long_sentences_wrap_and_a_long_list_scrolls_along_with_the_focus(
    panel: ProblemsPanel, qtbot: QtBot
) -> None:
    panel.show_findings([HINT] * 20)
    link = links(panel)[0]
    qtbot.waitUntil(lambda: link.height() == link.heightForWidth(link.width()))
    assert link.height() > 2 * link.fontMetrics().lineSpacing()
    area = panel.findChild(QScrollArea)
    qtbot.waitUntil(lambda: 0 < area.height() < 400)

    for _ in range(12):
        QTest.keyClick(focused(panel), Qt.Key.Key_Tab)

    place = focused(panel).mapTo(area.viewport(), focused(panel).rect().center())
    assert focused(panel) is links(panel)[12]
    assert area.viewport().rect().contains(place)


def test_every_entry_is_a_button_to_a_screen_reader(
    panel: ProblemsPanel, nameless: Callable[[QWidget], list[str]]
) -> None:
    panel.show_findings([HEADER, HINT])

    assert nameless(panel) == []
    entry = QAccessible.queryAccessibleInterface(links(panel)[0])
    assert entry.role() == QAccessible.Role.Button
    assert entry.text(QAccessible.Text.Name) == HEADER.message


def test_what_is_put_right_is_ticked_off_and_the_keys_stay_where_they_are(
    panel: ProblemsPanel,
) -> None:
    panel.show_findings([HEADER, SECTION, HINT])
    at = focused(panel)
    panel.tick_off([SECTION, HINT])
    assert words(panel)[1] == "One thing has to be put right before submitting:"
    assert [link.accessibleName().startswith("Done: ") for link in links(panel)] == [
        True,
        False,
        False,
    ]
    assert focused(panel) is at
    panel.tick_off([])
    assert words(panel)[:2] == ["Nothing stands in the way", "No hints."]
    panel.tick_off([HEADER])
    assert [link.is_done for link in links(panel)] == [False, True, True]


def test_what_comes_up_while_things_are_put_right_is_listed_below(panel: ProblemsPanel) -> None:
    panel.show_findings([HEADER])
    panel.tick_off([HINT])
    assert [link.accessibleName() for link in links(panel)] == [
        f"Done: {HEADER.message}",
        HINT.message,
    ]
