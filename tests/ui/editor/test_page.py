"""One open report on the screen: what is typed, what is shown of it, and when it is saved."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import StoreError
from highlight_desktop.report import edition, findings
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.findings import blocking
from highlight_desktop.report.prose import blocks_of, plain_text
from highlight_desktop.report.report import Answer, Place, Report
from ui import theme
from ui.editor.page import EditorPage, OpenReport
from ui.editor.status import Status

MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)
NEWEST = edition.newest()
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
GUIDANCE, COMMUNICATIONS = Place("section", "guidance"), Place("section", "communications")

OpenPage = Callable[..., EditorPage]


@pytest.fixture
def open_page(qtbot: QtBot) -> OpenPage:
    """Show a report as the window does at its first size."""

    def show(report: Report, **opened: object) -> EditorPage:
        page = EditorPage(OpenReport(report, MOMENT, **opened))
        qtbot.addWidget(page)
        page.resize(1280, 735)
        with qtbot.waitActive(page):
            page.show()
        return page

    return show


@pytest.fixture
def page(open_page: OpenPage) -> EditorPage:
    """A blank report in the newest edition."""
    return open_page(Report("0" * 32, NEWEST))


def saved_words(page: EditorPage) -> str:
    return page._top.saved_words


def type_in(qtbot: QtBot, page: EditorPage, section_id: str, text: str) -> None:
    page.go_to(Place("section", section_id))
    qtbot.keyClicks(page._sections[section_id].editor, text)


def press(page: EditorPage, section_id: str, kind: AnswerKind) -> None:
    page._sections[section_id]._nil_buttons[kind].click()


def test_all_ten_sections_and_both_parts_are_in_sight_at_the_first_size(page: EditorPage) -> None:
    tabs = page._tabs
    assert tabs.count() == 11
    last = tabs.tabRect(tabs.count() - 1)
    assert tabs.tabRect(0).top() >= 0
    assert last.bottom() <= tabs.height()
    headings = [tabs.tabText(index) for index in range(1, tabs.count())]
    assert headings == [section.name for section in NEWEST.sections]


def test_every_widget_that_takes_keys_has_a_name(
    page: EditorPage, nameless: Callable[[object], list[str]]
) -> None:
    page.check()
    assert nameless(page) == []


def test_typing_asks_for_saving_the_place_typed_in_and_no_other(
    page: EditorPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.save_requested) as asked:
        type_in(qtbot, page, "guidance", "New standards.")
        assert saved_words(page) == "Saving…"
    report, places = asked.args
    assert places == {GUIDANCE}
    assert plain_text(report.answers["guidance"].prose) == "New standards."
    page.saved(MOMENT)
    assert saved_words(page) == "✓ All changes saved 14:02:31"


def test_nothing_is_called_saved_while_a_later_edit_waits(page: EditorPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.save_requested):
        type_in(qtbot, page, "guidance", "One")
    type_in(qtbot, page, "guidance", "two")
    page.saved(MOMENT)
    assert saved_words(page) == "Saving…"
    assert not page.all_saved


def test_changing_the_tab_saves_at_once(page: EditorPage, qtbot: QtBot) -> None:
    type_in(qtbot, page, "guidance", "New")
    asked: list[object] = []
    page.save_requested.connect(lambda _report, places: asked.append(places))
    page._tabs.setCurrentIndex(0)
    assert asked == [{GUIDANCE}]


def test_a_save_that_fails_tells_why_and_what_to_do_and_is_tried_again(
    page: EditorPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.save_requested):
        type_in(qtbot, page, "guidance", "Kept in memory")
    with qtbot.waitSignal(page.save_requested, timeout=5000) as again:
        page.save_failed(StoreError("The disk is full.", "Make room on it."))
        assert "Not saved. The disk is full. Make room on it." in saved_words(page)
        type_in(qtbot, page, "guidance", " and typing goes on")
    report, places = again.args
    assert places == {GUIDANCE}
    assert plain_text(report.answers["guidance"].prose) == "Kept in memory and typing goes on"


def test_one_click_answers_no_change_and_another_takes_it_back_with_the_text_kept(
    page: EditorPage, qtbot: QtBot
) -> None:
    type_in(qtbot, page, "guidance", "Written before.")
    press(page, "guidance", AnswerKind.NO_CHANGE)
    answer = page.take_in().answers["guidance"]
    assert answer.kind is AnswerKind.NO_CHANGE
    assert plain_text(answer.prose) == "Written before."
    assert page._tabs.status(1) is Status.NO_CHANGE
    press(page, "guidance", AnswerKind.NO_CHANGE)
    answer = page.take_in().answers["guidance"]
    assert answer.kind is AnswerKind.ANSWERED
    type_in(qtbot, page, "guidance", " And after.")
    assert plain_text(page.take_in().answers["guidance"].prose) == "Written before. And after."


def test_not_applicable_asks_why_on_the_spot(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to(GUIDANCE)
    press(page, "guidance", AnswerKind.NOT_APPLICABLE)
    qtbot.keyClicks(page.focusWidget(), "Moved elsewhere")
    answer = page.take_in().answers["guidance"]
    assert (answer.kind, answer.reason) == (AnswerKind.NOT_APPLICABLE, "Moved elsewhere")


def test_the_tabs_say_how_far_each_section_is(page: EditorPage, qtbot: QtBot) -> None:
    assert page._tabs.status(1) is Status.NOT_YET_STARTED
    type_in(qtbot, page, "guidance", "New")
    page.take_in()
    assert page._tabs.status(1) is Status.IN_PROGRESS
    page._sections["guidance"]._completed.click()
    page.take_in()
    assert page._tabs.status(1) is Status.COMPLETED


def test_undo_survives_going_to_another_section_and_back(page: EditorPage, qtbot: QtBot) -> None:
    type_in(qtbot, page, "guidance", "First ")
    page.take_in()
    page.go_to(COMMUNICATIONS)
    page.go_to(GUIDANCE)
    editor = page._sections["guidance"].editor
    qtbot.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert editor.toPlainText() != "First "


def test_the_period_is_understood_while_it_is_typed(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to(Place("header", FieldId.PERIOD))
    line = page._header._fields[FieldId.PERIOD]
    qtbot.keyClicks(line, "8-21 st June 2020")
    assert page._header._understood.text() == "8 to 21 June 2020, 14 days"
    line.selectAll()
    qtbot.keyClicks(line, "31 June 2020")
    assert "30 days" in page._header._understood.text()


def test_a_stray_key_in_a_report_just_opened_takes_nothing_away(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    report = Report("0" * 32, NEWEST, header={FieldId.SERVICE_AREAS: "Parks and Libraries"})
    page = open_page(report)
    page.go_to(Place("header", FieldId.SERVICE_AREAS))
    qtbot.keyClicks(page.focusWidget(), "n")
    assert page.take_in().typed(FieldId.SERVICE_AREAS) == "Parks and Librariesn"


def test_the_longest_word_about_a_period_is_shown_whole(page: EditorPage, qtbot: QtBot) -> None:
    page.go_to(Place("header", FieldId.PERIOD))
    line, told = page._header._fields[FieldId.PERIOD], page._header._understood
    qtbot.keyClicks(line, "week commencing Monday the eighth of June")
    assert len(told.text()) > 90
    for width_px in (1280, 800):
        page.resize(width_px, 735)
        qtbot.waitUntil(lambda: told.height() >= told.heightForWidth(told.width()))


def test_submitting_an_unfinished_report_lists_what_is_missing_and_leads_there(
    page: EditorPage, qtbot: QtBot
) -> None:
    asked: list[object] = []
    page.submit_requested.connect(lambda *given: asked.append(given))
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert asked == []
    assert "There is a problem" in page._problems.accessibleName()
    [finding] = [each for each in findings.check(page.report) if each.place == COMMUNICATIONS]
    page._problems.chosen.emit(finding)
    assert page.focusWidget() is page._sections["communications"].editor


def test_hints_never_block(open_page: OpenPage, qtbot: QtBot) -> None:
    report = Report("0" * 32, NEWEST)
    for field in NEWEST.header:
        report, _ = report.fill_in(field.id, "8 June 2020")
    for section in NEWEST.sections:
        report, _ = report.answer(section.id, Answer(AnswerKind.NOT_APPLICABLE))
    assert blocking(report) == []
    page = open_page(report)
    with qtbot.waitSignal(page.submit_requested) as asked:
        qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    _, hints = asked.args
    assert {hint.code for hint in hints} == {"no-reason"}


def test_a_submitted_report_can_be_read_and_not_changed(open_page: OpenPage, qtbot: QtBot) -> None:
    report, _ = Report("0" * 32, NEWEST).write("guidance", blocks_of("For ever.")[0])
    page = open_page(report, read_only_because="Submitted 21 November 2026, 14:02. Read only.")
    type_in(qtbot, page, "guidance", "no")
    assert page._sections["guidance"].editor.toPlainText() == "For ever."
    assert saved_words(page) == "Submitted 21 November 2026, 14:02. Read only."
    buttons = {button.text().replace("&", "") for button in page.findChildren(QPushButton)}
    assert "Submit…" not in buttons
    assert "Export again…" in buttons
    assert not page._sections["guidance"]._completed.isVisible()


def test_what_an_import_noted_is_shown_until_it_is_looked_through(open_page: OpenPage) -> None:
    page = open_page(Report("0" * 32, NEWEST), notes=("“POSTIVE” was read as “Positive”.",))
    told = " ".join(label.text() for label in page._notes.findChildren(QLabel))
    assert "1 note" in told
    page._notes._toggle.click()
    assert "POSTIVE" in page._notes._list.toPlainText()
    assert page._notes._list.isVisible()


def test_text_without_a_place_has_a_tab_of_its_own(open_page: OpenPage, qtbot: QtBot) -> None:
    stray, _ = blocks_of("Where does this go?")
    page = open_page(Report("0" * 32, NEWEST, unplaced=stray))
    assert page._tabs.tabText(page._tabs.count() - 1) == "Not yet placed"
    page.go_to(Place("unplaced"))
    qtbot.keyClicks(page.focusWidget(), "Here: ")
    assert plain_text(page.take_in().unplaced) == "Here: Where does this go?"


def test_what_a_paste_lost_is_said(page: EditorPage, qtbot: QtBot, qapp: object) -> None:
    page.go_to(GUIDANCE)
    qapp.clipboard().setText("Lib\x01raries")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_V, CTRL)
    assert plain_text(page.take_in().answers["guidance"].prose) == "Libraries"
    assert "left out" in page._top._remark.text()
    page.go_to(COMMUNICATIONS)
    assert page._top._remark.isHidden()


def doubtful(open_page: OpenPage, *lines: str) -> EditorPage:
    """A report with slips in one section, checked."""
    prose, _ = blocks_of("\n".join(lines))
    answers = {"guidance": Answer(AnswerKind.ANSWERED, prose)}
    page = open_page(Report("0" * 32, edition.find("2020-06"), answers=answers))
    page.check()
    return page


def entry(page: EditorPage, words: str) -> QPushButton:
    buttons = page._problems.findChildren(QPushButton)
    return next(each for each in buttons if each.accessibleName().startswith(words))


def test_a_hint_about_words_leads_to_them_and_selects_them(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = doubtful(open_page, "😀 All well.", "Ask 😀 jo@council.example today")
    entry(page, "An e-mail address").click()
    editor = page._sections["guidance"].editor
    assert editor.hasFocus()
    assert editor.textCursor().selectedText() == "jo@council.example"
    qtbot.keyClicks(editor, "us")
    assert editor.prose()[1].text == "Ask 😀 us today"


def test_after_an_edit_a_hint_still_leads_to_where_its_words_are_now(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = doubtful(open_page, "Ask jo@council.example")
    page.go_to(GUIDANCE)
    qtbot.keyClicks(page._sections["guidance"].editor, "Please: ")
    entry(page, "An e-mail address").click()
    assert page._sections["guidance"].editor.textCursor().selectedText() == "jo@council.example"


def test_mending_is_one_undo_step_and_the_list_shows_what_is_left(
    open_page: OpenPage, qtbot: QtBot
) -> None:
    page = doubtful(open_page, "Two  spaces  and the the gate", "more  of it , too")
    editor = page._sections["guidance"].editor
    mend = entry(page, "Mend: 3 doubled spaces")
    mend.setFocus()
    qtbot.keyClick(mend, Qt.Key.Key_Space)
    assert plain_text(editor.prose()) == "Two spaces and the the gate\nmore of it , too"
    assert page.focusWidget().accessibleName().startswith("A space before a punctuation mark")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_M)
    assert plain_text(editor.prose()).endswith("more of it, too")
    assert not any("space" in each.message for each in page.check())
    editor.undo()
    editor.undo()
    assert plain_text(editor.prose()) == "Two  spaces and the the gate\nmore of it , too".replace(
        "Two  spaces and", "Two  spaces  and"
    ).replace("more of", "more  of")
    assert page._saving.unsaved == {GUIDANCE}


def test_mending_what_was_put_right_by_hand_changes_nothing(open_page: OpenPage) -> None:
    page = doubtful(open_page, "Open the the gate")
    mend = entry(page, "Mend: A word stands twice")
    page._sections["guidance"].editor.set_prose(blocks_of("Open the gate, the gate")[0])
    page._on_section_edited("guidance")
    mend.click()
    assert plain_text(page.take_in().answers["guidance"].prose) == "Open the gate, the gate"


def test_the_footer_counts_the_section_and_the_report(open_page: OpenPage, qtbot: QtBot) -> None:
    page = doubtful(open_page, "word " * 300)
    page.go_to(COMMUNICATIONS)
    qtbot.keyClicks(page._sections["communications"].editor, "Two words")
    page.take_in()
    footer = page._sections["communications"]._foot.text()
    assert footer == "2 words here, 302 in the report: about a minute to read"


def test_building_a_page_shows_no_window_of_its_own(qtbot: QtBot, qapp: QApplication) -> None:
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
                shown.append(watched)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    stray, _ = blocks_of("Where does this go?")
    report = Report("0" * 32, NEWEST, unplaced=stray)
    page = EditorPage(OpenReport(report, MOMENT, notes=("A line was not placed.",)))
    assert len(page._places.editors()) == len(NEWEST.sections) + 1
    qapp.removeEventFilter(watch)
    qtbot.addWidget(page)
    assert shown == []


def test_text_of_a_submitted_report_stays_where_it_is(open_page: OpenPage) -> None:
    stray, _ = blocks_of("Where does this go?")
    page = open_page(
        Report("0" * 32, NEWEST, unplaced=stray), read_only_because="Submitted. Read only."
    )
    page._unplaced.move_to("guidance")
    assert plain_text(page._unplaced.prose()) == "Where does this go?"
    assert not page._sections["guidance"].answer().prose


def test_text_moved_to_a_section_takes_the_place_of_an_answer_without_text(
    open_page: OpenPage,
) -> None:
    stray, _ = blocks_of("Where does this go?")
    page = open_page(Report("0" * 32, NEWEST, unplaced=stray))
    press(page, "guidance", AnswerKind.NO_CHANGE)
    page._unplaced.move_to("guidance")
    answer = page.take_in().answers["guidance"]
    assert answer.kind is AnswerKind.ANSWERED
    assert plain_text(answer.prose) == "Where does this go?"
    assert page.report.unplaced == ()


def test_a_section_chosen_with_the_mouse_can_be_written_in_at_once(
    page: EditorPage, qtbot: QtBot
) -> None:
    """Qt alone gave the keys to "No change", where the first typed space pressed it."""
    for number, section in enumerate(NEWEST.sections[:3], start=1):
        qtbot.mouseClick(page._tabs, LEFT, pos=page._tabs.tabRect(number).center())
        qtbot.keyClicks(QApplication.focusWidget(), "Staff absence has fallen.")
        page.take_in()
        answer = page.report.answers[section.id]
        assert (answer.kind, plain_text(answer.prose)) == (
            AnswerKind.ANSWERED,
            "Staff absence has fallen.",
        )
    # And where it was chosen before, but the whole report is shown.
    page.check()
    qtbot.mouseClick(page._tabs, LEFT, pos=page._tabs.tabRect(3).center())
    assert QApplication.focusWidget() is page._sections[NEWEST.sections[2].id].editor
    qtbot.mouseClick(page._tabs, LEFT, pos=page._tabs.tabRect(0).center())
    assert QApplication.focusWidget() is page._header.field(FieldId.SERVICE_AREAS)


def test_what_was_said_of_an_answer_goes_when_there_is_another(
    page: EditorPage, qtbot: QtBot
) -> None:
    type_in(qtbot, page, "guidance", "New standards.")
    press(page, "guidance", AnswerKind.NO_CHANGE)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert page._top._remark.text() == "Taken back: “No change”."
    press(page, "guidance", AnswerKind.NO_CHANGE)
    assert page._top._remark.text() == ""


def test_text_that_an_answer_sets_aside_looks_as_if_it_could_not_be_changed(
    undressed: QApplication, open_page: OpenPage, qtbot: QtBot
) -> None:
    theme.apply(undressed, theme.Appearance.LIGHT)
    page = open_page(Report("0" * 32, NEWEST))
    type_in(qtbot, page, "guidance", "New standards.")
    editor = page._sections["guidance"].editor

    def ground() -> str:
        return editor.grab().toImage().pixelColor(editor.rect().center()).name()

    colours = theme.COLOURS[theme.Appearance.LIGHT]
    assert ground() == colours.base
    press(page, "guidance", AnswerKind.NO_CHANGE)
    assert ground() == colours.panel
    press(page, "guidance", AnswerKind.NO_CHANGE)
    assert ground() == colours.base


def test_a_letter_with_alt_that_no_button_wants_stands_in_no_header_either(
    page: EditorPage, qtbot: QtBot
) -> None:
    page.go_to(Place("header", FieldId.SERVICE_AREAS))
    field = page._header.field(FieldId.SERVICE_AREAS)
    qtbot.keyClicks(field, "Parks")
    qtbot.keyClick(field, Qt.Key.Key_Q, Qt.KeyboardModifier.AltModifier)
    assert field.text() == "Parks"
