"""A director writes this month's report with last month's beside it, by the keyboard alone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTabBar

from highlight_desktop import settings
from highlight_desktop.report import edition
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.prose import Block, BlockKind, Prose, plain_text
from highlight_desktop.report.report import Answer, Report
from highlight_desktop.report.snapshot import Recipient, freeze
from highlight_desktop.store.reports import Store
from highlight_desktop.store.stored import new_id
from tests.flows.conftest import Person, spoken, words_on
from ui.editor.last_period_panel import LastPeriodPanel

CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
KEY = Qt.Key
NOW = datetime(2021, 2, 1, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.flow

LAST_TEXT: Prose = (
    Block(BlockKind.SUBHEADING, "Libraries"),
    Block(BlockKind.BULLET, "Home delivery serves 240 homes.", 0, ((0, 13),)),
    Block(BlockKind.BULLET, "Browsing is closed."),
)


@pytest.fixture
def person(open_window: Callable[[Path], Person], data_folder: Path) -> Person:
    """Somebody whose service submitted a report on the form before, in another spelling."""
    report = Report(new_id(), edition.find("2020-06"))
    for field in report.edition.header:
        typed = {FieldId.SERVICE_AREAS: "PARKS and  Libraries", FieldId.PERIOD: "December 2020"}
        report, _ = report.fill_in(field.id, typed.get(field.id, "A. Writer"))
    for section in report.edition.sections:
        answer = Answer(AnswerKind.NOTHING_TO_REPORT)
        if section.id == "activity":
            answer = Answer(AnswerKind.ANSWERED, LAST_TEXT)
        report, _ = report.answer(section.id, answer)
    with Store.open(data_folder) as store:
        store.create(report, now=NOW)
        frozen = freeze(report, submitted_at=NOW, app_version="1", recipient=Recipient("Hub", ""))
        store.record(report.id, frozen, now=NOW)
    return open_window(data_folder)


def panel(person: Person) -> LastPeriodPanel:
    found = person.window.findChild(LastPeriodPanel)
    assert found is not None
    return found


def start_the_january_report(person: Person) -> None:
    [menu] = [each for each in person.window.findChildren(QMenu) if "New report" in each.title()]
    menu.actions()[0].trigger()
    person.wait(lambda: spoken(person.focus) == "Service areas")
    person.write("Parks and Libraries")
    person.press(KEY.Key_Tab)
    person.write("Jo Wren")
    person.press(KEY.Key_Tab)
    person.write("January 2021")
    for _ in range(2):
        person.press(KEY.Key_PageDown, CTRL)
    assert spoken(person.focus) == "New challenges and activity"
    person.wait(lambda: panel(person).isVisible())


def test_last_months_text_is_copied_across_and_what_changes_is_seen(
    person: Person, data_folder: Path
) -> None:
    start_the_january_report(person)
    for _ in LAST_TEXT:
        person.press(KEY.Key_Return, CTRL_SHIFT)

    person.press(KEY.Key_Left, CTRL, times=2)
    person.press(KEY.Key_End, CTRL_SHIFT)
    person.write("open.")
    person.press(KEY.Key_F6)
    assert spoken(person.focus) == "Last period, paragraph by paragraph"
    person.press(KEY.Key_Backtab)
    views = person.focus
    assert isinstance(views, QTabBar)
    person.press(KEY.Key_Right)
    told = panel(person)._told
    person.wait(lambda: told.text() == "Paragraphs: 1 edited, 2 unchanged.")
    person.press(KEY.Key_F6)
    assert spoken(person.focus) == "New challenges and activity"

    person.window.close()
    person.wait(lambda: not person.window.isVisible())
    with Store.open(data_folder) as store:
        [draft] = [each for each in store.summaries() if each.submitted_at is None]
        prose = store.load(draft.id).report.answers["activity"].prose
    assert prose == (*LAST_TEXT[:2], Block(BlockKind.BULLET, "Browsing is open."))


def test_put_away_it_stays_away_the_next_time(
    person: Person, open_window: Callable[[Path], Person], data_folder: Path
) -> None:
    start_the_january_report(person)
    [action] = [
        each
        for menu in person.window.menuBar().findChildren(QMenu)
        for each in menu.actions()
        if "beside the text" in each.text()
    ]
    assert action.isChecked()
    action.trigger()
    assert not panel(person).isVisible()
    person.wait(lambda: settings.load(data_folder).beside == settings.NOTHING)
    person.window.close()
    person.wait(lambda: not person.window.isVisible())

    again = open_window(data_folder)
    again.press(KEY.Key_Return)
    again.wait(lambda: again.window.findChild(LastPeriodPanel) is not None)
    for _ in range(2):
        again.press(KEY.Key_PageDown, CTRL)
    again.wait(lambda: panel(again).has_report)
    assert not panel(again).isVisible()


def test_no_change_says_since_when(person: Person) -> None:
    start_the_january_report(person)
    button = person.editor._sections["activity"]._nil_buttons[AnswerKind.NO_CHANGE]
    since = "No change since the report for 1 to 31 December 2020."
    person.wait(lambda: button.accessibleDescription() == since)
    button.click()
    assert since in words_on(person.editor)
    person.go_to("guidance")
    person.editor._sections["guidance"]._nil_buttons[AnswerKind.NO_CHANGE].click()
    assert f"{since[:-1]}, which had nothing to report." in words_on(person.editor)


def test_what_was_written_before_a_paragraph_is_copied_across_is_a_version_of_its_own(
    person: Person, data_folder: Path
) -> None:
    start_the_january_report(person)
    person.write("Swifts are back")
    # A save under way, of half the words, would be followed by one with the copy in it.
    person.wait(lambda: person.editor.all_saved)
    person.press(KEY.Key_Return, CTRL_SHIFT)
    person.write(" again")
    report_id = person.editor.report.id
    person.close()
    with Store.open(data_folder) as store:
        kept = [store.version(report_id, each.revision) for each in store.history(report_id)]
    said = [plain_text(each.answers["activity"].prose) for each in kept if each.answers]
    assert "Swifts are back" in said
    assert said[-1] == "Swifts are back\nLibraries again"
