"""F7: the way through a whole report, from one misspelt word to the next."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind
from highlight_desktop.report.prose import Block, BlockKind, plain_text
from highlight_desktop.report.report import Answer, Place, Report
from ui.editor import misspelt_words
from ui.editor.page import EditorPage, OpenReport
from ui.editor.spelling_dialog import DONE, SpellingDialog
from ui.process.spelling import Spelling

MOMENT = datetime(2026, 11, 21, 14, 2, 31, tzinfo=UTC)


def paragraph(text: str, *bold: tuple[int, int]) -> Block:
    return Block(BlockKind.PARAGRAPH, text, 0, bold)


def written(**texts: str | Answer) -> Report:
    answers = {
        name: text
        if isinstance(text, Answer)
        else Answer(AnswerKind.ANSWERED, tuple(map(paragraph, text.split("\n"))))
        for name, text in texts.items()
    }
    return Report("0" * 32, edition.newest(), answers=answers)


OpenPage = Callable[..., EditorPage]


@pytest.fixture
def open_page(qtbot: QtBot, spelling: Spelling) -> OpenPage:
    def show(report: Report, because: str = "") -> EditorPage:
        page = EditorPage(OpenReport(report, MOMENT, because))
        qtbot.addWidget(page)
        page.resize(1280, 735)
        page.use_spelling(spelling)
        with qtbot.waitActive(page):
            page.show()
        return page

    return show


def check(page: EditorPage) -> SpellingDialog:
    page.check_spelling()
    assert page._spelling._dialog is not None
    return page._spelling._dialog


def asked_about(dialog: SpellingDialog) -> str:
    return dialog._word.text().split("”")[0].removeprefix("“")


def press(dialog: SpellingDialog, text: str) -> None:
    buttons = dialog.findChildren(QPushButton)
    next(each for each in buttons if each.text().replace("&", "") == text).click()


def text_of(page: EditorPage, section_id: str) -> str:
    return plain_text(page._sections[section_id].editor.prose())


def is_done(dialog: SpellingDialog) -> bool:
    return dialog._place.text() == DONE


def test_it_goes_from_the_section_in_sight_round_to_the_one_before(open_page: OpenPage) -> None:
    page = open_page(written(guidance="The libary.", activity="Recieved.", good_news="Agian."))
    page.go_to(Place("section", "activity"))
    dialog = check(page)
    met = []
    while not is_done(dialog):
        met.append((asked_about(dialog), page._tabs.tabText(page._tabs.currentIndex())))
        assert dialog._place.text() == met[-1][1]
        press(dialog, "Ignore for now")
    names = [
        page._report.edition.section(each).name for each in ("activity", "good_news", "guidance")
    ]
    assert met == list(zip(["Recieved", "Agian", "libary"], names, strict=True))


def test_the_word_is_shown_in_its_sentence_and_selected_in_the_text(open_page: OpenPage) -> None:
    page = open_page(written(guidance="Gates opened 🚲. The libary is open. It rained."))
    dialog = check(page)
    assert dialog._sentence.toPlainText() == "The libary is open."
    assert dialog._sentence.accessibleName()
    editor = page._sections["guidance"].editor
    assert editor.textCursor().selectedText() == "libary"
    assert dialog._suggestions.item(0).text() == "library"
    assert dialog._change_to.text() == "library"


def test_a_word_is_changed_where_it_stands_alone(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(written(guidance="One libary.\nTwo libary."))
    dialog = check(page)
    with qtbot.waitSignal(page.save_requested) as asked:
        press(dialog, "Change")
    assert text_of(page, "guidance") == "One library.\nTwo libary."
    assert plain_text(asked.args[0].answers["guidance"].prose).startswith("One library.")
    assert asked_about(dialog) == "libary"
    page._sections["guidance"].editor.undo()
    assert text_of(page, "guidance") == "One libary.\nTwo libary."


def test_change_all_changes_the_word_in_every_section_and_no_other(open_page: OpenPage) -> None:
    page = open_page(
        written(guidance="The libary, a libary.\nMy libary.", activity="Libary and libary")
    )
    dialog = check(page)
    press(dialog, "Change all")
    assert text_of(page, "guidance") == "The library, a library.\nMy library."
    assert text_of(page, "activity") == "Libary and library"
    assert asked_about(dialog) == "Libary"
    press(dialog, "Ignore for now")
    page._sections["activity"].editor.undo()
    assert text_of(page, "guidance") == "The libary, a libary.\nMy libary."
    assert text_of(page, "activity") == "Libary and libary"


def test_the_author_may_write_something_else(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(written(guidance="Xqzptlkjw opened."))
    dialog = check(page)
    assert dialog._suggestions.item(0).text() == "No suggestions"
    assert dialog._change_to.text() == "Xqzptlkjw"
    dialog._change_to.selectAll()
    qtbot.keyClicks(dialog._change_to, "The hall")
    qtbot.keyClick(dialog._change_to, Qt.Key.Key_Return)
    assert text_of(page, "guidance") == "The hall opened."
    assert is_done(dialog)


def test_a_word_is_not_changed_to_nothing(open_page: OpenPage) -> None:
    page = open_page(written(guidance="The libary."))
    dialog = check(page)
    dialog._change_to.setText("  ")
    assert not any(button.isEnabled() for button in dialog._changes)


def test_a_word_added_or_ignored_is_not_asked_about_again(
    open_page: OpenPage, spelling: Spelling
) -> None:
    page = open_page(written(guidance="Tarrowby, Quennock, Tarrowby", activity="Quennock"))
    dialog = check(page)
    press(dialog, "Add to my words")
    assert asked_about(dialog) == "Quennock"
    press(dialog, "Ignore for now")
    assert is_done(dialog)
    assert spelling.own_words == ["Tarrowby"]


def test_text_edited_meanwhile_is_left_as_it_is(open_page: OpenPage, qtbot: QtBot) -> None:
    page = open_page(written(guidance="The libary.\nThe agian."))
    dialog = check(page)
    qtbot.keyClicks(page._sections["guidance"].editor, "hall")
    press(dialog, "Change")
    assert text_of(page, "guidance") == "The hall.\nThe agian."
    assert asked_about(dialog) == "agian"


def test_text_that_is_not_sent_is_passed_over_and_unplaced_text_is_not(
    open_page: OpenPage,
) -> None:
    kept = Answer(AnswerKind.NO_CHANGE, (paragraph("The libary."),))
    report, _ = written(guidance=kept).set_aside((paragraph("Agian."),))
    page = open_page(report)
    dialog = check(page)
    assert asked_about(dialog) == "Agian"
    assert dialog._place.text() == "Not yet placed"


def test_without_a_misspelt_word_it_says_so_at_once(open_page: OpenPage) -> None:
    page = open_page(written(guidance="The library is open."))
    dialog = check(page)
    assert is_done(dialog)
    press(dialog, "Close")
    assert page._spelling._dialog is None


def test_asked_for_twice_there_is_one_dialog(open_page: OpenPage) -> None:
    page = open_page(written(guidance="The libary."))
    assert check(page) is check(page)


def test_a_submitted_report_is_not_checked(open_page: OpenPage) -> None:
    page = open_page(written(guidance="The libary."), "Submitted 1 February 2021.")
    page.check_spelling()
    assert page._spelling._dialog is None
    assert "not checked" in page._top._remark.text()
    assert "to check" not in page._sections["guidance"]._foot.text()


def test_before_the_dictionary_is_there_it_asks_for_patience(
    qtbot: QtBot, unloaded_spelling: Spelling
) -> None:
    page = EditorPage(OpenReport(written(guidance="The libary."), MOMENT))
    qtbot.addWidget(page)
    page.use_spelling(unloaded_spelling)
    page.check_spelling()
    assert page._spelling._dialog is None
    assert "in a moment" in page._top._remark.text()


def test_the_line_below_the_text_counts_the_words_to_check(
    open_page: OpenPage, qtbot: QtBot, spelling: Spelling
) -> None:
    page = open_page(written(guidance="The libary and Tarrowby."))
    panel = page._sections["guidance"]
    with qtbot.waitSignal(panel.editor.spelling_looked_at):
        page.go_to(Place("section", "guidance"))
    assert panel._foot.text().endswith("to read · 2 spellings to check (F7)")
    with qtbot.waitSignal(panel.editor.spelling_looked_at):
        spelling.ignore("Tarrowby")
    assert panel._foot.text().endswith("to read · 1 spelling to check (F7)")


def test_everything_in_the_dialog_has_a_name(
    open_page: OpenPage, nameless: Callable[[QWidget], list[str]]
) -> None:
    page = open_page(written(guidance="The libary."))
    assert nameless(check(page)) == []


def test_a_word_in_every_line_of_a_long_text_is_sought_with_one_look_at_each_line(
    qtbot: QtBot, spelling: Spelling
) -> None:
    looked_at: list[str] = []

    def misspelt(text: str) -> list[tuple[int, int]]:
        looked_at.append(text)
        return spelling.misspelt(text)

    document = QTextDocument("\n".join(["A libary, odd libary\U0001f600 libary."] * 40))
    found = misspelt_words.everywhere(document, "libary", misspelt)
    assert [each.selectedText() for each in found] == ["libary"] * 120
    assert len(looked_at) == 40
