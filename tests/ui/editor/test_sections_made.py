"""A section's widgets are made when it is first looked at; until then nothing of it may be lost."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report.edition import AnswerKind, newest
from highlight_desktop.report.prose import Prose, blocks_of, plain_text
from highlight_desktop.report.report import Answer, Place, Report
from ui.editor.page import EditorPage, OpenReport
from ui.editor.status import Status

MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)
FORM = newest()
IDS = [each.id for each in FORM.sections]


def written() -> Report:
    """A different text in each section, some of it from last period, one answered without text."""
    report = Report("0" * 32, FORM)
    for number, each in enumerate(FORM.sections):
        prose = blocks_of(f"The {number}th bench was mended.\nBins, bins.")[0]
        report, _ = report.write(each.id, prose)
    report, _ = report.write(IDS[4], carried(report.answers[IDS[4]].prose))
    nil = Answer(AnswerKind.NOTHING_TO_REPORT, carried(report.answers[IDS[2]].prose))
    report, _ = report.answer(IDS[2], nil)
    return report


def carried(prose: Prose) -> Prose:
    return tuple(replace(each, carried=True) for each in prose)


@pytest.fixture
def page(qtbot: QtBot) -> EditorPage:
    page = EditorPage(OpenReport(written(), MOMENT))
    qtbot.addWidget(page)
    page.resize(1280, 735)
    with qtbot.waitActive(page):
        page.show()
    return page


def made(page: EditorPage) -> list[str]:
    return [each.section.id for each in page._sections.made()]


def go(page: EditorPage, section_id: str) -> None:
    page.go_to(Place("section", section_id))


def test_what_nobody_has_looked_at_has_no_widgets(page: EditorPage) -> None:
    assert made(page) == []
    few = len(page.findChildren(QWidget))
    go(page, IDS[3])
    go(page, IDS[3])
    assert made(page) == [IDS[3]]
    assert len(page.findChildren(QWidget)) - few <= 70
    assert page._tabs.status(page._places.all.index(Place("section", IDS[2]))) is (
        Status.NOTHING_TO_REPORT
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(order=st.lists(st.sampled_from(IDS), max_size=20))
def test_a_report_is_the_same_however_its_sections_are_looked_at(
    qtbot: QtBot, order: list[str]
) -> None:
    page = EditorPage(OpenReport(written(), MOMENT))
    qtbot.addWidget(page)
    for each in order:
        go(page, each)
    assert page.take_in() == written()
    assert page.all_saved
    assert {each: page._sections[each].answer() for each in IDS} == written().answers


def test_words_are_found_and_replaced_in_sections_that_nobody_has_looked_at(
    page: EditorPage,
) -> None:
    go(page, IDS[0])
    page.search.replace()
    page._find_bar._sought.setText("bins")
    page._find_bar._replacement.setText("sacks")
    assert page._find_bar._result.text().endswith(f" of {2 * len(IDS)}")
    assert len(made(page)) <= 2
    page._find_bar.replace_all_wanted.emit()
    report = page.take_in()
    for each in IDS:
        text = plain_text(report.answers[each].prose)
        assert ("Bins, bins." in text) is (each == IDS[2]), "set aside, and left as it is"


def test_the_way_to_what_is_to_be_confirmed_leads_to_what_nobody_has_looked_at(
    page: EditorPage, qtbot: QtBot
) -> None:
    page.let_carrying_be_undone()
    go(page, IDS[0])
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_F4)
    assert page.place == Place("section", IDS[4])
    assert IDS[2] not in made(page), "what is set aside waits for nothing"
    editor = page._sections[IDS[4]].editor
    editor.undo()
    assert "bench" not in editor.toPlainText(), "what was carried over is a step to undo"


def test_what_was_chosen_for_all_texts_holds_for_one_that_is_made_later(page: EditorPage) -> None:
    go(page, IDS[0])
    page.zoom.enlarge()
    first = page._sections[IDS[0]].editor.document().defaultFont()
    page.show_since({each.topic: f"Since {each.id}." for each in FORM.sections})
    go(page, IDS[6])
    panel = page._sections[IDS[6]]
    assert panel.editor.document().defaultFont().pointSizeF() == first.pointSizeF()
    assert panel._since == f"Since {IDS[6]}."


def test_tab_leads_from_the_tabs_into_a_section_that_was_made_late(
    page: EditorPage, qtbot: QtBot
) -> None:
    QPushButton("What comes after the sections", page).show()
    for each in (IDS[5], IDS[1]):
        go(page, each)
        page._tabs.setFocus()
        qtbot.keyClick(page._tabs, Qt.Key.Key_Tab)
        assert page._sections[each].isAncestorOf(QApplication.focusWidget())
