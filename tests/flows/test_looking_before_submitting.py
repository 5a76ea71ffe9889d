"""Before submitting: look the report through, change what is wrong, and see it on paper."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QLabel, QListWidget, QTextEdit
from pytestqt.qtbot import QtBot

from highlight_desktop.errors import OutputError
from highlight_desktop.outbox import pdf
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.report import Answer, Place
from highlight_desktop.report.snapshot import Recipient, freeze
from tests.flows.conftest import Person, spoken, words_on
from ui.dialogs.help_dialog import HelpDialog
from ui.editor.check_view import CheckView
from ui.editor.preview_panel import PreviewPanel
from ui.widgets.link_button import LinkButton
from ui.widgets.problems_panel import ProblemsPanel

pytestmark = pytest.mark.flow

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def author(person: Person) -> Person:
    """Somebody who has begun a report and written one sentence."""
    person.begin_report()
    person.write("Rangers reopened the meadow.")
    return person


def checked(person: Person) -> CheckView:
    [view] = person.editor.findChildren(CheckView)
    return view


def preview(person: Person) -> None:
    person.press(KEY.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)


def previewed(person: Person, word: str) -> str:
    """What a screen reader reads of the preview, as soon as this word is in it."""

    def text() -> str:
        panels = person.editor.findChildren(PreviewPanel)
        return panels[0].findChild(QTextEdit).toPlainText() if panels else ""

    person.wait(lambda: word in text())
    return text()


def test_the_problems_lead_to_their_places_and_change_leads_to_each_section(
    author: Person,
) -> None:
    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    assert "There is a problem" in words_on(author.editor)
    assert spoken(author.focus).startswith("Fill in “Service areas”")
    author.press(KEY.Key_Return)
    author.wait(lambda: spoken(author.focus) == "Service areas")
    assert not checked(author).isVisible()
    author.write("Parks")

    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    author.tab_to("Change New guidance and impact")
    author.press(KEY.Key_Space)
    assert author.focus is author.editor._sections["guidance"].editor
    author.write(" Twice.")
    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    shown = checked(author).findChildren(QTextEdit)
    assert [each.toPlainText() for each in shown] == ["Rangers reopened the meadow. Twice."]
    assert "Parks" in [each.text() for each in checked(author).findChildren(QLabel)]


def test_a_problem_put_right_is_ticked_off_as_soon_as_the_author_pauses(author: Person) -> None:
    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    author.press(KEY.Key_Return)
    author.wait(lambda: spoken(author.focus) == "Service areas")
    author.write("Parks")
    panel = author.editor.findChild(ProblemsPanel)
    author.wait(lambda: panel.findChildren(LinkButton)[0].accessibleName().startswith("Done: "))
    assert spoken(author.focus) == "Service areas"


def test_while_the_whole_report_is_shown_no_section_is_chosen_and_none_stands_beside(
    author: Person,
) -> None:
    tabs, desk = author.editor._tabs, author.editor._desk
    assert tabs._shows_chosen
    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    assert not tabs._shows_chosen
    assert desk._section is None
    author.press(KEY.Key_Escape, times=2)
    assert tabs._shows_chosen
    assert desk._section is author.editor._sections["guidance"]


def test_escape_closes_the_list_then_goes_back_to_where_one_was(author: Person) -> None:
    author.press(KEY.Key_Left, times=4)
    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    author.press(KEY.Key_Escape)
    assert spoken(author.focus) == "Check your answers"
    assert not author.editor.findChild(ProblemsPanel).isVisible()
    author.press(KEY.Key_Escape)
    assert not checked(author).isVisible()
    author.write("new ")
    section = author.editor.take_in().edition.section("guidance")
    assert author.editor.report.answer_to(section).prose[0].text.endswith("the meanew dow.")


def test_a_report_that_is_not_ready_is_shown_instead_of_submitted(author: Person) -> None:
    author.press(KEY.Key_Return, CTRL)
    author.wait(checked(author).isVisible)
    assert "There is a problem" in words_on(author.editor)


def test_a_tab_pressed_while_checking_shows_its_section(author: Person) -> None:
    author.press(KEY.Key_F8)
    author.wait(checked(author).isVisible)
    tabs = author.editor._tabs
    author.qtbot.mouseClick(
        tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(tabs.currentIndex()).center()
    )
    assert not checked(author).isVisible()
    assert author.editor._sections["guidance"].isVisible()


def test_the_preview_of_a_draft_shows_its_words_and_follows_them(author: Person) -> None:
    preview(author)
    text = previewed(author, "reopened the meadow")
    assert text.count("DRAFT – not submitted") >= 2
    author.go_to("activity")
    author.write("Volunteers painted 31 benches.")
    previewed(author, "31 benches")
    author.go_to("guidance")
    author.wait(lambda: author.editor.all_saved)


def test_a_preview_that_cannot_be_made_says_so_and_the_next_one_is_made(
    author: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_printable: object) -> bytes:
        raise OutputError("The disk is full.", "Make room on it.")

    with monkeypatch.context() as broken:
        broken.setattr(pdf, "render", no_room)
        preview(author)
        author.wait(lambda: "The preview could not be made" in words_on(author.editor))
        assert "The disk is full. Make room on it." in words_on(author.editor)
    preview(author)
    previewed(author, "reopened the meadow")


def test_leaving_a_report_while_its_preview_is_being_made_does_no_harm(author: Person) -> None:
    preview(author)
    author.window._acts.show_list()
    author.wait(lambda: author.window._pages.is_list)
    author.window._background.settle()


def test_escape_puts_the_preview_away_and_writing_goes_on(author: Person) -> None:
    preview(author)
    previewed(author, "reopened the meadow")
    assert spoken(author.focus) == "Pages of the preview"
    author.press(KEY.Key_Escape)
    author.write(" And the lake.")
    author.wait(lambda: author.editor.all_saved)
    section = author.editor.report.edition.section("guidance")
    [block] = author.editor.report.answer_to(section).prose
    assert block.text == "Rangers reopened the meadow. And the lake."


def test_print_shows_the_paper_and_asks_for_a_printer(author: Person) -> None:
    author.press(KEY.Key_P, CTRL)
    dialog = author.dialog(QPrintDialog)
    previewed(author, "reopened the meadow")
    dialog.reject()


def test_a_submitted_report_is_previewed_as_it_was_submitted(author: Person, qtbot: QtBot) -> None:
    report_id = author.editor.report.id
    author.back_to_list()
    store = author.window._store
    assert store is not None
    report = store.load(report_id).report
    for field in report.edition.header:
        is_period = field.id is FieldId.PERIOD
        report, _ = report.fill_in(field.id, "8 to 21 June 2026" if is_period else "Parks")
    for section in report.edition.sections[1:]:
        report, _ = report.answer(section.id, Answer(AnswerKind.NO_CHANGE))
    now = datetime(2026, 6, 22, 9, 15, tzinfo=UTC)
    places = {Place("header", field.id) for field in report.edition.header}
    places |= {Place("section", section.id) for section in report.edition.sections}
    store.save(report, places, now=now)
    recipient = Recipient("Hub", "")
    frozen = freeze(report, submitted_at=now, app_version="0", recipient=recipient)
    store.record(report_id, frozen, now=now)
    with qtbot.waitSignal(author.window.ready, timeout=20_000):
        author.window._acts.open(report_id)
    preview(author)
    text = previewed(author, "reopened the meadow")
    assert "submitted 22 June 2026 at 09:15 UTC" in " ".join(text.split())
    assert "DRAFT" not in text


def test_help_lists_the_keys_of_the_report_that_is_open(author: Person) -> None:
    author.press(KEY.Key_F1)
    dialog = author.dialog(HelpDialog)
    titles = dialog.findChild(QListWidget)
    author.qtbot.keyClick(titles, KEY.Key_End)
    lines = dialog.findChild(QTextEdit).toPlainText().splitlines()
    told = {"F1 – Help", "F8 – Check your answers", "Ctrl+Shift+P – Preview", "Ctrl+B – Bold"}
    assert told <= set(lines)
    author.qtbot.keyClick(titles, KEY.Key_Escape)
    author.wait(lambda: author.dialogs(HelpDialog) == [])
    author.write(" Still here.")
    author.wait(lambda: author.editor.all_saved)


def in_report_menu(person: Person) -> dict[str, QAction]:
    [menu] = [each for each in person.window.menuBar().actions() if each.text() == "&Report"]
    return {each.text().replace("&", ""): each for each in menu.menu().actions()}


def test_what_can_be_done_with_the_whole_report_stands_in_the_menu(author: Person) -> None:
    offered = in_report_menu(author)
    wanted = ["Check your answers", "Preview", "Print…", "Submit the report…", "History…"]
    assert list(offered)[:5] == wanted
    offered["Preview"].trigger()
    assert "reopened the meadow" in previewed(author, "meadow")
    author.press(KEY.Key_Escape)
    offered["Check your answers"].trigger()
    author.wait(checked(author).isVisible)
    offered["Print…"].trigger()
    author.dialog(QPrintDialog).reject()
    author.back_to_list()
    without_a_report = ["History…", "Through all periods…", "Issue a correction…"]
    author.wait(lambda: list(in_report_menu(author)) == without_a_report)
