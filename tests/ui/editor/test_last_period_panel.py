"""What was written last time beside the text: walked through, compared, and copied across."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, Prose, blocks_of
from highlight_desktop.report.report import Answer, Place, Report
from ui.editor.desk import BESIDE_SECTIONS, NONE_YET
from ui.editor.last_period_panel import LastPeriod, LastPeriodPanel
from ui.editor.page import EditorPage, OpenReport
from ui.editor.prose_editor import ProseEditor
from ui.widgets.link_button import LinkButton
from ui.widgets.paragraph_list import Mark, ParagraphList

MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
ACTIVITY, FINANCE = Place("section", "activity"), Place("section", "finance")
LAST_TEXT: Prose = (
    Block(BlockKind.SUBHEADING, "Reading rooms"),
    Block(BlockKind.BULLET, "Home delivery serves 240 homes.", 0, ((0, 13),)),
    Block(BlockKind.PARAGRAPH, "The depot is closed."),
)

OpenPage = Callable[..., EditorPage]


@pytest.fixture
def last() -> LastPeriod:
    """A submitted report of the edition before."""
    report = Report("1" * 32, edition.find("2020-06"))
    report, _ = report.write("activity", LAST_TEXT)
    report, _ = report.answer("finance", Answer(AnswerKind.NOTHING_TO_REPORT))
    return LastPeriod(report, "1 to 31 December 2020, version 1")


@pytest.fixture
def open_page(qtbot: QtBot, last: LastPeriod) -> OpenPage:
    """Show a report of the newest edition with the last one beside it."""

    def show(*, width: int = 1280, read_only: str = "", **answers: Answer) -> EditorPage:
        report = Report("0" * 32, edition.newest(), answers=answers)
        page = EditorPage(OpenReport(report, MOMENT, read_only))
        qtbot.addWidget(page)
        page.resize(width, 735)
        with qtbot.waitActive(page):
            page.show()
        page.show_last_period(last)
        page.go_to(ACTIVITY)
        return page

    return show


def panel(page: EditorPage) -> LastPeriodPanel:
    return page.findChild(LastPeriodPanel)


def paragraphs(page: EditorPage) -> ParagraphList:
    return panel(page).findChild(ParagraphList)


def editor(page: EditorPage, section_id: str = "activity") -> ProseEditor:
    return page._sections[section_id].editor


def shown(page: EditorPage) -> list[str]:
    rows = paragraphs(page).model()
    if paragraphs(page).isHidden():
        return []
    return [rows.index(number, 0).data() for number in range(rows.rowCount())]


def told(page: EditorPage) -> str:
    return panel(page)._told.text()


def show_changes(page: EditorPage) -> None:
    panel(page).findChild(QTabBar).setCurrentIndex(1)


def written(*texts: str) -> Answer:
    return Answer(AnswerKind.ANSWERED, blocks_of("\n".join(texts))[0])


def press(qtbot: QtBot, page: EditorPage, key: Qt.Key, modifier: object = None) -> None:
    where = page.window().focusWidget() or page
    qtbot.keyClick(where, key, modifier or Qt.KeyboardModifier.NoModifier)


def test_the_same_topic_of_another_edition_stands_beside_the_section(open_page: OpenPage) -> None:
    page = open_page()
    assert panel(page).isVisible()
    assert panel(page)._which.text() == "1 to 31 December 2020, version 1"
    assert shown(page) == [block.text for block in LAST_TEXT]
    page.go_to(FINANCE)
    assert shown(page) == []
    assert told(page) == "The answer was “Nothing to report”."
    page.go_to(Place("section", "good_news"))
    assert told(page) == "The form of that report did not ask for this."
    page.go_to(Place("section", "workforce"))
    assert told(page) == "Nothing was written here."


def test_nothing_stands_beside_the_header_or_without_an_earlier_report(
    open_page: OpenPage,
) -> None:
    page = open_page()
    page.go_to(Place("header"))
    assert not panel(page).isVisible()
    page.go_to(ACTIVITY)
    assert panel(page).isVisible()
    page.show_last_period(None)
    assert not panel(page).isVisible()
    page.show_last_period(LastPeriod(Report("2" * 32, edition.newest()), "May 2020, version 1"))
    assert panel(page).isVisible()


def test_f6_says_why_there_is_nothing(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    page.go_to(Place("header"))
    press(qtbot, page, KEY.Key_F6)
    assert page._top._remark.text() == BESIDE_SECTIONS
    page.show_last_period(None)
    page.go_to(ACTIVITY)
    press(qtbot, page, KEY.Key_F6)
    assert page._top._remark.text() == NONE_YET


def test_f6_goes_over_and_back_and_escape_goes_back(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    assert editor(page).hasFocus()
    for back in (KEY.Key_F6, KEY.Key_Escape):
        press(qtbot, page, KEY.Key_F6)
        assert paragraphs(page).hasFocus()
        press(qtbot, page, back)
        assert editor(page).hasFocus()
        assert panel(page).isVisible()
    page.go_to(FINANCE)
    press(qtbot, page, KEY.Key_F6)
    assert panel(page).findChild(QTabBar).hasFocus()


def test_a_paragraph_is_copied_across_with_its_kind_and_bold_as_one_step(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page()
    qtbot.keyClicks(editor(page), "Already here.")
    here = Block(BlockKind.PARAGRAPH, "Already here.")
    press(qtbot, page, KEY.Key_F6)
    press(qtbot, page, KEY.Key_Down)
    press(qtbot, page, KEY.Key_Return)
    assert editor(page).prose() == (here, LAST_TEXT[1])
    press(qtbot, page, KEY.Key_F6)
    press(qtbot, page, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor(page).prose() == (here,)
    press(qtbot, page, KEY.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert editor(page).prose() == (here, LAST_TEXT[1])


def test_one_key_copies_paragraph_after_paragraph_without_leaving_the_text(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page()
    for _ in LAST_TEXT:
        press(qtbot, page, KEY.Key_Return, CTRL_SHIFT)
    assert editor(page).prose() == LAST_TEXT
    assert editor(page).hasFocus()
    assert page.take_in().answers["activity"].prose == LAST_TEXT


def test_the_link_copies_too(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    qtbot.mouseClick(panel(page).findChild(LinkButton), Qt.MouseButton.LeftButton)
    assert editor(page).prose() == LAST_TEXT[:1]


@pytest.mark.parametrize("key", [KEY.Key_Right, KEY.Key_Left])
def test_selecting_words_is_left_to_the_editor(
    open_page: OpenPage, qtbot: QtBot, key: Qt.Key
) -> None:
    page = open_page(activity=written("Bins are emptied."))
    before = editor(page).prose()
    if key == KEY.Key_Left:
        press(qtbot, page, KEY.Key_End)
    press(qtbot, page, key, CTRL_SHIFT)
    assert editor(page).textCursor().hasSelection()
    assert editor(page).prose() == before


def test_nothing_is_copied_into_a_text_that_is_not_being_written(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    for page in (
        open_page(read_only="Submitted. Read only.", activity=written("Bins.")),
        open_page(activity=Answer(AnswerKind.NO_CHANGE, blocks_of("Bins.")[0])),
    ):
        before = editor(page).prose()
        assert not panel(page).findChild(LinkButton).isVisible()
        press(qtbot, page, KEY.Key_Return, CTRL_SHIFT)
        press(qtbot, page, KEY.Key_F6)
        press(qtbot, page, KEY.Key_Return)
        assert editor(page).prose() == before


def test_what_has_changed_is_told_in_words_marks_and_speech(open_page: OpenPage) -> None:
    page = open_page(
        activity=written("Home delivery serves 312 homes.", "Reading rooms", "A new gate opened.")
    )
    show_changes(page)
    assert told(page) == "Paragraphs: 1 edited, 1 new, 1 gone, 1 unchanged."
    rows = paragraphs(page).model()
    spoken = [
        rows.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for number in range(rows.rowCount())
    ]
    assert spoken == [
        "Edited: Home delivery serves (gone: 240) (new: 312) homes.",
        "Unchanged: Reading rooms",
        "New: A new gate opened.",
        "Gone: The depot is closed.",
    ]
    first = paragraphs(page).paragraph(rows.index(0, 0))
    assert [mark for text, mark in first.runs if text.strip() in ("240", "312")] == [
        Mark.GONE,
        Mark.NEW,
    ]


def test_what_screen_readers_find_in_the_list_are_those_words(open_page: OpenPage) -> None:
    page = open_page()
    table = QAccessible.queryAccessibleInterface(paragraphs(page))
    said = [table.child(number).text(QAccessible.Text.Name) for number in range(3)]
    assert said == [
        "Sub-heading: Reading rooms",
        "Bullet: Home delivery serves 240 homes.",
        "The depot is closed.",
    ]


def test_what_is_typed_is_compared_after_the_pause_in_typing(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(activity=written("The depot is closed."))
    show_changes(page)
    assert "2 gone, 1 unchanged" in told(page)
    editor(page).selectAll()
    qtbot.keyClicks(editor(page), "The depot is open.")
    assert "2 gone, 1 unchanged" in told(page)
    qtbot.waitUntil(lambda: told(page) == "Paragraphs: 1 edited, 2 gone.")


def test_what_was_there_before_an_edit_can_be_fetched_back(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(activity=written("The depot is open."))
    show_changes(page)
    row = shown(page).index("The depot is closed open.")
    paragraphs(page).setCurrentIndex(paragraphs(page).model().index(row, 0))
    press(qtbot, page, KEY.Key_End)
    press(qtbot, page, KEY.Key_Return, CTRL_SHIFT)
    assert [block.text for block in editor(page).prose()] == [
        "The depot is open.",
        "The depot is closed.",
    ]


def test_answers_without_text_are_told_as_such(open_page: OpenPage) -> None:
    page = open_page(
        activity=Answer(AnswerKind.NO_CHANGE),
        finance=written("Bins cost more."),
        workforce=Answer(AnswerKind.NOT_APPLICABLE, reason="Moved to Housing"),
    )
    show_changes(page)
    assert told(page) == "You answer “No change”: what was written last time still stands."
    page.go_to(FINANCE)
    assert told(page) == "Last time the answer was “Nothing to report”. Paragraphs: 1 new."
    page.go_to(Place("section", "workforce"))
    assert told(page) == "You answer “Not applicable – Moved to Housing”."
    page.go_to(Place("section", "recovery"))
    assert told(page) == "Nothing is written here yet."
    page.go_to(Place("section", "good_news"))
    assert told(page) == "The form of that report did not ask for this."


def test_text_carried_over_as_it_was_is_said_to_be_unchanged(open_page: OpenPage) -> None:
    page = open_page(activity=Answer(AnswerKind.ANSWERED, LAST_TEXT))
    show_changes(page)
    assert told(page) == "Nothing has changed here since then."
    assert shown(page) == [block.text for block in LAST_TEXT]


def test_all_tabs_stay_in_sight_and_the_text_keeps_most_of_the_room(open_page: OpenPage) -> None:
    page = open_page()
    assert 300 <= panel(page).width() <= 350
    assert editor(page).width() > 600
    assert page._tabs.tabRect(page._tabs.count() - 1).bottom() <= page._tabs.height()


def test_in_a_narrow_window_it_comes_only_when_asked_for_and_goes_again(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page(width=860)
    assert not panel(page).isVisible()
    press(qtbot, page, KEY.Key_F6)
    assert paragraphs(page).hasFocus()
    assert not editor(page).isVisible()
    press(qtbot, page, KEY.Key_Return)
    assert page._top._remark.text() == "Copied into your text."
    press(qtbot, page, KEY.Key_F6)
    assert editor(page).hasFocus()
    assert not panel(page).isVisible()
    assert editor(page).prose() == LAST_TEXT[:1]
    for leave in (lambda: page.go_to(FINANCE), page.check, lambda: page.resize(1280, 735)):
        page.go_to(ACTIVITY)
        press(qtbot, page, KEY.Key_F6)
        leave()
        assert page._writing.isVisible()


def test_put_away_it_comes_only_when_asked_for(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page()
    page.set_beside(False)
    assert not panel(page).isVisible()
    press(qtbot, page, KEY.Key_F6)
    assert paragraphs(page).hasFocus()
    assert editor(page).isVisible()
    press(qtbot, page, KEY.Key_Escape)
    assert not panel(page).isVisible()
    page.set_beside(True)
    assert panel(page).isVisible()


def test_the_header_decides_whose_last_report_is_looked_for(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = open_page()
    page.go_to(Place("header"))
    with qtbot.waitSignal(page.last_period_wanted) as wanted:
        qtbot.keyClicks(page.window().focusWidget(), "Parks")
    [report] = wanted.args
    assert "Parks" in report.header.values()
    page.go_to(ACTIVITY)
    with qtbot.assertNotEmitted(page.last_period_wanted):
        qtbot.keyClicks(editor(page), "Bins.")
        page.save_now()


def test_every_part_of_it_that_takes_keys_has_a_name(
    open_page: OpenPage, nameless: Callable[[object], list[str]]
) -> None:
    assert nameless(panel(open_page())) == []


def test_text_is_never_taken_for_markup(open_page: OpenPage, last: LastPeriod) -> None:
    page = open_page()
    marked, _ = last.report.write("activity", blocks_of("<b>Bins</b> &amp; parks")[0])
    page.show_last_period(replace(last, report=marked))
    assert shown(page) == ["<b>Bins</b> &amp; parks"]
