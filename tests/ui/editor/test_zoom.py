"""The text of all sections is shown larger or smaller, and nothing else about it changes."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, plain_text
from highlight_desktop.report.report import Answer, Place, Report
from ui import theme
from ui.editor.last_period_panel import LastPeriod
from ui.editor.page import EditorPage, OpenReport
from ui.editor.preview_panel import PreviewPanel
from ui.editor.prose_editor import ProseEditor
from ui.widgets.paragraph_list import ParagraphList

CTRL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key
PROSE = (
    Block(BlockKind.SUBHEADING, "Libraries"),
    Block(BlockKind.BULLET, "Home delivery goes on", 1, ((0, 4),)),
    Block(BlockKind.PARAGRAPH, "All branches are open. " * 30),
)


@pytest.fixture
def page(qtbot: QtBot) -> EditorPage:
    report = Report(
        "0" * 32,
        edition.newest(),
        answers={"guidance": Answer(AnswerKind.ANSWERED, PROSE)},
    )
    page = EditorPage(OpenReport(report, datetime(2026, 11, 21, tzinfo=UTC)))
    qtbot.addWidget(page)
    page.resize(1280, 735)
    with qtbot.waitActive(page):
        page.show()
    page.go_to(Place("section", "guidance"))
    return page


def editor(page: EditorPage, section_id: str = "guidance") -> ProseEditor:
    return page._sections[section_id].editor


def percent(page: EditorPage, section_id: str = "guidance") -> int:
    size = editor(page, section_id).document().defaultFont().pointSizeF()
    return round(100 * size / page.font().pointSizeF())


def turn_wheel(editor: ProseEditor, by: int) -> None:
    event = QWheelEvent(
        QPointF(9, 9),
        QPointF(9, 9),
        QPoint(),
        QPoint(0, 120 * by),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor.viewport(), event)


def test_the_last_period_and_the_words_of_the_preview_are_as_large_as_the_text(
    page: EditorPage, qtbot: QtBot
) -> None:
    last = Report("1" * 32, edition.newest(), answers=page.report.answers)
    page.show_last_period(LastPeriod(last, "May 2020, version 1"))
    beside = page._desk.findChild(ParagraphList)
    qtbot.waitUntil(lambda: beside.isVisible() and beside.model().rowCount() > 1)
    small_px = beside.sizeHintForRow(2)
    page.zoom.show(200)
    assert beside.text_font().pointSizeF() == 2 * beside.font().pointSizeF()
    assert beside.sizeHintForRow(2) > 2 * small_px
    page._split.open()
    [words] = page._split.findChildren(PreviewPanel)
    plain_pt = words.font().pointSizeF()
    assert words._text.font().pointSizeF() == 2 * plain_pt
    page.zoom.show(100)
    assert words._text.font().pointSizeF() == plain_pt


def test_keys_zoom_all_sections_at_once_and_back(page: EditorPage, qtbot: QtBot) -> None:
    qtbot.keyClick(editor(page), KEY.Key_Plus, CTRL)
    assert percent(page) == percent(page, "communications") == 110
    qtbot.keyClick(editor(page), KEY.Key_Equal, CTRL)
    assert percent(page) == 125
    qtbot.keyClick(editor(page), KEY.Key_Minus, CTRL)
    assert percent(page) == 110
    qtbot.keyClick(editor(page), KEY.Key_0, CTRL)
    assert percent(page) == 100


def test_the_size_ends_at_80_and_300_per_cent(page: EditorPage, qtbot: QtBot) -> None:
    chosen: list[int] = []
    page.zoom.changed.connect(chosen.append)
    for _ in range(12):
        qtbot.keyClick(editor(page), KEY.Key_Plus, CTRL)
    assert chosen == [110, 125, 150, 175, 200, 250, 300]
    for _ in range(12):
        qtbot.keyClick(editor(page), KEY.Key_Minus, CTRL)
    assert percent(page) == 80


@pytest.mark.parametrize("read_only", [False, True])
def test_the_wheel_zooms_with_ctrl_also_where_nothing_can_be_typed(
    page: EditorPage, read_only: bool
) -> None:
    editor(page).setReadOnly(read_only)
    turn_wheel(editor(page), 1)
    assert percent(page) == percent(page, "communications") == 110
    turn_wheel(editor(page), -2)
    assert percent(page) == 100


def test_a_remembered_size_is_shown_without_telling_of_a_choice(page: EditorPage) -> None:
    chosen: list[int] = []
    page.zoom.changed.connect(chosen.append)
    page.zoom.show(200)
    assert percent(page) == 200
    assert chosen == []


def test_zooming_is_no_edit_and_leaves_prose_and_undo_as_they_were(
    page: EditorPage, qtbot: QtBot
) -> None:
    page.zoom.show(150)
    assert page.all_saved
    assert not editor(page).undo_action.isEnabled()
    qtbot.keyClicks(editor(page), "New ")
    typed = editor(page).prose()
    page.zoom.show(300)
    assert editor(page).prose() == typed
    editor(page).undo()
    assert editor(page).prose() == PROSE
    page.zoom.show(80)
    editor(page).redo()
    assert plain_text(editor(page).prose()).startswith("New Libraries")


def test_lines_keep_clear_of_each_other_and_of_the_sides(page: EditorPage) -> None:
    page.zoom.show(300)
    document = editor(page).document()
    document.documentLayout().documentSize()
    bottom = 0.0
    block = document.begin()
    while block.isValid():
        place = document.documentLayout().blockBoundingRect(block)
        assert place.top() >= bottom
        bottom = place.bottom()
        for number in range(block.layout().lineCount()):
            assert block.layout().lineAt(number).naturalTextWidth() <= document.textWidth()
        block = block.next()
    gap = document.begin().next().blockFormat().bottomMargin()
    assert gap > editor(page).fontMetrics().height() * 0.2


def test_the_size_stays_when_the_appearance_changes(page: EditorPage, qapp: QApplication) -> None:
    page.zoom.show(200)
    for appearance in (theme.Appearance.DARK, theme.Appearance.LIGHT):
        theme.apply(qapp, appearance)
        assert percent(page) == percent(page, "communications") == 200


def test_the_header_and_the_reason_are_shown_as_large_as_the_text(
    page: EditorPage, qapp: QApplication
) -> None:
    field = page._header.field(FieldId.PERIOD)
    reason = page._sections["finance"]._reason
    before = field.font().pointSizeF()
    page.zoom.show(300)
    for each in (field, reason):
        each.ensurePolished()
        assert each.font().pointSizeF() == pytest.approx(3 * before)
        assert each.fontMetrics().height() <= each.sizeHint().height()
    page.zoom.show(100)
    assert field.font().pointSizeF() == pytest.approx(before)


def test_the_labels_of_the_header_stay_as_they_are(page: EditorPage) -> None:
    labels = [label for label in page._header.findChildren(QLabel) if label.buddy() is not None]
    before = [label.font().pointSizeF() for label in labels]
    page.zoom.show(300)
    assert [label.font().pointSizeF() for label in labels] == before
