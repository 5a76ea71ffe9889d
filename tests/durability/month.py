"""Knows what an author and a hub officer do in a month, as small acts through the real window.

An act leaves no dialog open. Each begins wherever the last one ended, so any may follow any.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from highlight_desktop.hub import expected
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.edition import AnswerKind, FieldId
from highlight_desktop.report.report import Place
from highlight_desktop.store.stored import State, Summary
from tests.durability.sitting import Chosen
from tests.flows.conftest import Person, spoken
from tests.hub.year import Year
from ui.dialogs.correction_dialog import CorrectionDialog
from ui.dialogs.help_dialog import HelpDialog
from ui.dialogs.next_report_dialog import NextReportDialog
from ui.dialogs.own_words_dialog import OwnWordsDialog
from ui.dialogs.restore_question import RestoreQuestion
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.submit_dialog import SubmitDialog
from ui.dialogs.verdict_dialog import VerdictDialog
from ui.editor.history_dialog import HistoryDialog
from ui.editor.page import EditorPage
from ui.editor.spelling_dialog import SpellingDialog
from ui.editor.timeline_dialog import TimelineDialog
from ui.home.backups_dialog import BackupsDialog
from ui.hub.chasers_dialog import ChasersDialog
from ui.hub.page import HubPage, View
from ui.hub.received_dialog import ReceivedDialog
from ui.hub.rows import RowsTable
from ui.theme import Appearance

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORDS = (
    "bins parks rivers open again on Monday with 312 visitors, loans of talking books went up;"
    " hedges were cut back <b>early</b> & the depot moved to a yard by the canal libary"
).split()
AREAS = ("Parks", "Libraries", "Waste and Recycling")
FIRST_DAY = date(2021, 2, 1)
MOST_DRAFTS = 6
MOST_CHARACTERS = 4_000
"""In a section; longer ones are begun anew, as no report grows for ever."""
Kind = TypeVar("Kind", bound=QWidget)
DialogKind = TypeVar("DialogKind", bound=QDialog)


@dataclass
class Month:
    """Somebody at the window, and what lies on their desk."""

    person: Person
    chosen: Chosen
    folder: Path
    returns: Year
    deliveries: list[Path]
    earlier: list[Path]
    """Files of earlier reports, to import."""
    chance: random.Random = field(default_factory=random.Random)
    fortnights: int = 0
    sent: str = ""
    """The report that was submitted last."""

    @property
    def page(self) -> EditorPage:
        return self.person.editor

    def words(self, most: int = 8) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, most)))

    def summaries(self, *states: State) -> list[Summary]:
        store = self.person.window._store
        assert store is not None
        return [each for each in store.summaries() if each.state in states]

    # Getting somewhere

    def to_list(self) -> None:
        """The list of reports, with everything saved."""
        self.person.wait(lambda: self.person.window._pages.isEnabled())
        if not self.person.window._pages.is_list:
            self.person.back_to_list()
        self.person.window._background.settle()

    def open(self, report_id: str) -> None:
        """A report, by the keyboard from the list."""
        self.to_list()
        table = self.person.window._pages.home._table
        self.person.wait(lambda: _select(table, report_id))
        table.setFocus()
        with self.person.qtbot.waitSignal(self.person.window.ready, timeout=20_000):
            self.person.press(KEY.Key_Return)

    def draft(self) -> EditorPage:
        """A draft that is open, be it a new one."""
        page = self.person.window._pages.editor
        if page is None or page.is_read_only:
            drafts = self.summaries(State.DRAFT)
            if drafts:
                self.open(self.chance.choice(drafts).id)
            else:
                self.person.begin_report(self.chance.choice(["2020-06", "2021-01"]))
        return self.page

    def text(self) -> EditorPage:
        """A section of a draft that text can be typed in, the cursor at its end."""
        page = self.draft()
        here = page.place
        if here.kind != "section" or page._check.is_shown:
            here = Place("section", self.chance.choice(page.report.edition.sections).id)
        page.go_to(here)
        panel = page._sections[here.id]
        if panel.nil is not None:
            panel._nil_buttons[panel.nil].click()
            page.go_to(here)
        if len(panel.editor.toPlainText()) > MOST_CHARACTERS:
            self.press(KEY.Key_A, CTRL)
            self.press(KEY.Key_Delete)
        self.press(KEY.Key_End, CTRL)
        return page

    def submitted(self) -> bool:
        """A submitted report is open; False when there is none."""
        there = self.summaries(State.SUBMITTED)
        if there:
            self.open(self.chance.choice(there).id)
        return bool(there)

    def desk(self, view: View) -> HubPage:
        """The hub's desk, at one of its views."""
        window = self.person.window
        if (
            window._hub.collecting is None
            or window._pages.currentWidget() is not window._hub.collecting.page
        ):
            self.person.wait(lambda: window._pages.isEnabled())
            self.press(KEY.Key_J, CTRL)
            self.person.wait(
                lambda: (
                    window._hub.collecting is not None
                    and window._pages.currentWidget() is window._hub.collecting.page
                )
            )
        assert window._hub.collecting is not None
        page = window._hub.collecting.page
        self.person.wait(
            lambda: page._tabs.isEnabled() and window._hub.collecting._under_way is None
        )
        page.go_to(view)
        page.go_on()
        return page

    def period(self) -> HubPage:
        """The desk at the returns of one of the periods something came in for."""
        page = self.desk(View.RETURNS)
        line = page.period.findChild(QLineEdit)
        assert line is not None
        wanted = printed(*self.chance.choice(self.returns.periods))
        if line.text() != wanted:
            line.setFocus()
            line.selectAll()
            self.person.write(wanted)
            self.press(KEY.Key_Return)
        self.settle_desk()
        return page

    def settle_desk(self) -> None:
        collecting = self.person.window._hub.collecting
        assert collecting is not None
        self.person.wait(lambda: collecting._under_way is None)
        collecting._background.settle()

    # Doing something

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        self.person.press(key, modifier)

    def menu(self, words: str) -> None:
        """What a menu offers, by its words."""
        menus = self.person.window._menus
        for menu in (menus._file, menus._report, menus._tools):
            for action in menu.actions():
                if action.text().replace("&", "").startswith(words) and action.isEnabled():
                    action.trigger()
                    return
        raise AssertionError(f"no menu offers “{words}”")

    def away(self, kind: type[Kind]) -> None:
        """Put a dialog away once it is there."""
        dialog = self.person.dialog(kind)
        self.person.qtbot.keyClick(dialog, KEY.Key_Escape)
        self.person.wait(lambda: not self.person.dialogs(kind))


def _select(table: QWidget, report_id: str) -> bool:
    table.select(report_id)  # type: ignore[attr-defined]
    return bool(table.selected_report_id() == report_id)  # type: ignore[attr-defined]


Act = Callable[[Month], None]
ACTS: dict[str, tuple[Act, float]] = {}
"""What is done, by name, and how often beside the others."""


def often(weight: float) -> Callable[[Act], Act]:
    """Let an act be done so often."""

    def keep(act: Act) -> Act:
        ACTS[act.__name__] = act, weight
        return act

    return keep


# Writing


@often(26)
def write(month: Month) -> None:
    month.text()
    month.person.write(f"{month.words()} ")


@often(6)
def begin_a_block(month: Month) -> None:
    month.text()
    month.person.write(month.chance.choice(["\n", "\n- "]) + month.words())


@often(12)
def switch_section(month: Month) -> None:
    month.draft()
    month.press(month.chance.choice([KEY.Key_PageDown, KEY.Key_PageUp]), CTRL)


@often(6)
def paste(month: Month) -> None:
    month.text()
    lines = [month.words(20) for _ in range(month.chance.randint(1, 12))]
    QGuiApplication.clipboard().setText("\n".join(lines))
    month.press(KEY.Key_V, CTRL)


@often(2)
def copy_and_paste_all(month: Month) -> None:
    month.text()
    month.press(KEY.Key_A, CTRL)
    month.press(KEY.Key_C, CTRL)
    month.press(KEY.Key_End, CTRL)
    month.press(KEY.Key_V, CTRL)


@often(7)
def undo(month: Month) -> None:
    month.draft()
    for _ in range(month.chance.randint(1, 5)):
        month.press(KEY.Key_Z, CTRL)


@often(4)
def redo(month: Month) -> None:
    month.draft()
    for _ in range(month.chance.randint(1, 5)):
        month.press(KEY.Key_Y, CTRL)


@often(5)
def rub_out(month: Month) -> None:
    month.text()
    for _ in range(month.chance.randint(1, 9)):
        month.press(KEY.Key_Backspace)


@often(4)
def change_the_look(month: Month) -> None:
    month.text()
    key, modifier = month.chance.choice(
        [(KEY.Key_B, CTRL), (KEY.Key_L, CTRL | SHIFT), (KEY.Key_H, CTRL | SHIFT)]
    )
    month.press(key, modifier)


@often(2)
def answer_without_text(month: Month) -> None:
    page = month.text()
    button = page._sections[page.place.id]._nil_buttons[AnswerKind.NOTHING_TO_REPORT]
    button.click()
    if month.chance.random() < 0.8:
        button.click()


@often(2)
def find_and_replace(month: Month) -> None:
    month.text()
    month.press(KEY.Key_H, CTRL)
    bar = month.page._find_bar
    bar._sought.setText(month.chance.choice(["parks", "depot", "Bins"]))
    bar._replacement.setText(month.chance.choice(["parks", "yards", "depot"]))
    bar._replace_all.click()
    if month.chance.random() < 0.5 and bar._undo.isVisible():
        bar._undo.click()
    month.press(KEY.Key_Escape)


@often(2)
def find(month: Month) -> None:
    month.draft().go_on()
    month.press(KEY.Key_F, CTRL)
    month.page._find_bar._sought.setText("on")
    month.press(KEY.Key_F3)
    month.press(KEY.Key_Escape)


@often(2)
def save(month: Month) -> None:
    month.draft().go_on()
    month.press(KEY.Key_S, CTRL)
    month.person.wait(lambda: month.page.all_saved)


@often(1)
def confirm_what_was_carried(month: Month) -> None:
    month.text()
    month.press(KEY.Key_K, CTRL | SHIFT)


@often(1)
def fill_in_the_header(month: Month) -> None:
    page = month.draft()
    page.go_to(Place("header", FieldId.AUTHOR))
    month.press(KEY.Key_A, CTRL)
    month.person.write(f"J. Wren {month.chance.randrange(100)}")


@often(1)
def change_the_size(month: Month) -> None:
    month.draft().go_on()
    month.press(month.chance.choice([KEY.Key_Plus, KEY.Key_Minus, KEY.Key_0]), CTRL)


@often(0.5)
def check_the_spelling(month: Month) -> None:
    month.text()
    month.press(KEY.Key_F7)
    month.away(SpellingDialog)


# Looking


@often(2)
def preview(month: Month) -> None:
    month.draft().go_on()
    month.press(KEY.Key_P, CTRL | SHIFT)
    panel = month.page._split._panel
    assert panel is not None
    month.person.wait(lambda: "as the PDF prints them" in panel._state.text())
    if month.chance.random() < 0.7:
        month.page._split.close_preview()


@often(1.5)
def check_the_answers(month: Month) -> None:
    page = month.draft()
    page.go_on()
    month.press(KEY.Key_F8)
    if month.chance.random() < 0.8:
        month.press(KEY.Key_Escape)


@often(1.5)
def look_back(month: Month) -> None:
    page = month.draft()
    page.go_on()
    month.press(KEY.Key_F9)
    dialog = month.person.dialog(HistoryDialog)
    dialog._list.setCurrentRow(month.chance.randrange(dialog._list.count()))
    month.person.wait(lambda: dialog._remark.text() != "Comparing…")
    if dialog._restore.isEnabled() and month.chance.random() < 0.4:
        dialog._restore.click()
        month.person.wait(lambda: month.person.window._pages.editor is not page)
        month.person.wait(lambda: not month.person.dialogs(HistoryDialog))
    else:
        month.away(HistoryDialog)


@often(0.5)
def look_through_periods(month: Month) -> None:
    month.draft().go_on()
    month.press(KEY.Key_F9, SHIFT)
    month.away(TimelineDialog)


@often(1.5)
def search_all(month: Month) -> None:
    month.person.wait(lambda: month.person.window._pages.isEnabled())
    month.press(KEY.Key_F, CTRL | SHIFT)
    pages = month.person.window._pages
    month.person.wait(lambda: pages.currentWidget() is pages.search)
    pages.search._words.setText(month.chance.choice(WORDS[:6]))
    month.press(KEY.Key_Return)
    month.person.window._background.settle()
    if pages.search._hits and month.chance.random() < 0.5:
        with month.person.qtbot.waitSignal(month.person.window.ready, timeout=20_000):
            pages.search._open.click()


@often(0.3)
def look_into_help(month: Month) -> None:
    month.press(KEY.Key_F1)
    month.away(HelpDialog)


@often(0.3)
def look_into_settings(month: Month) -> None:
    month.press(KEY.Key_Comma, CTRL)
    month.away(SettingsDialog)


@often(0.2)
def look_at_own_words(month: Month) -> None:
    month.menu("My words")
    month.away(OwnWordsDialog)


@often(0.1)
def change_the_appearance(month: Month) -> None:
    month.person.window._preferences.choose_appearance(month.chance.choice(list(Appearance)))


# Reports come and go


@often(3)
def open_another(month: Month) -> None:
    there = month.summaries(*State)
    if there:
        month.open(month.chance.choice(there).id)


@often(2)
def look_at_the_list(month: Month) -> None:
    month.to_list()
    home = month.person.window._pages.home
    home._find.setText(month.chance.choice(["", "parks", "draft", "nothing"]))
    home._find.setText("")


@often(0.3)
def begin_another(month: Month) -> None:
    if len(month.summaries(State.DRAFT)) < MOST_DRAFTS:
        month.person.begin_report(month.chance.choice(["2020-06", "2021-01"]))


@often(0.4)
def delete_and_have_back(month: Month) -> None:
    drafts = month.summaries(State.DRAFT)
    if not drafts:
        return
    month.to_list()
    home = month.person.window._pages.home
    chosen = month.chance.choice(drafts).id
    month.person.wait(lambda: _select(home._table, chosen))
    home._table.setFocus()
    month.press(KEY.Key_Delete)
    month.person.wait(lambda: chosen not in {each.id for each in month.summaries(State.DRAFT)})
    if len(drafts) < MOST_DRAFTS - 1:
        month.person.wait(home._deleted.isVisible)
        month.press(KEY.Key_Z, CTRL)
        month.person.wait(lambda: chosen in {each.id for each in month.summaries(State.DRAFT)})


@often(0.8)
def submit(month: Month) -> None:
    page = month.draft()
    month.fortnights += 1
    start = FIRST_DAY + timedelta(days=14 * (month.fortnights % 100))
    typed = {
        FieldId.PERIOD: printed(start, start + timedelta(days=13)),
        FieldId.SERVICE_AREAS: month.chance.choice(AREAS),
    }
    is_correction = page.version > 1
    for each in page.report.edition.header:
        if not (is_correction and page._header.typed(each.id)):
            page.go_to(Place("header", each.id))
            month.press(KEY.Key_A, CTRL)
            month.person.write(typed.get(each.id, "J. Wren"))
    for each in page._places.written():
        if page._places.to_confirm(each):
            page._places.carried(each).confirm_all()
    for panel in page._sections.values():
        if panel.answer().kind is AnswerKind.UNANSWERED:
            panel._nil_buttons[AnswerKind.NOTHING_TO_REPORT].click()
    page.go_on()
    month.sent = page.report.id
    month.press(KEY.Key_Return, CTRL)
    month.person.qtbot.keyClick(month.person.dialog(SubmitDialog), KEY.Key_Return)
    month.person.wait(lambda: "Report submitted" in spoken(month.person.focus))


@often(0.4)
def correct(month: Month) -> None:
    if not month.submitted():
        return
    before = month.page
    month.menu("Issue a correction")
    dialog = month.person.dialog(CorrectionDialog)
    month.person.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget() or before))
    month.person.write("A figure was wrong")
    month.person.qtbot.keyClick(dialog, KEY.Key_Return)
    month.person.wait(lambda: month.person.window._pages.editor not in (before, None))


@often(0.8)
def start_the_next(month: Month) -> None:
    if len(month.summaries(State.DRAFT)) >= MOST_DRAFTS or not month.submitted():
        return
    before = month.page
    month.press(KEY.Key_N, CTRL | SHIFT)
    month.person.qtbot.keyClick(month.person.dialog(NextReportDialog), KEY.Key_Return)
    month.person.wait(lambda: month.person.window._pages.editor not in (before, None))


@often(0.3)
def export_again(month: Month) -> None:
    if month.submitted():
        month.chosen.paths = [month.folder / "again"]
        month.person.click(month.page, "Export again")
        month.person.wait(lambda: "Report submitted" in spoken(month.person.focus))


@often(0.3)
def take_in_an_earlier_one(month: Month) -> None:
    if len(month.summaries(State.DRAFT)) < MOST_DRAFTS:
        month.to_list()
        month.chosen.paths = [month.chance.choice(month.earlier)]
        with month.person.qtbot.waitSignal(month.person.window.ready, timeout=20_000):
            month.press(KEY.Key_O, CTRL)


@often(0.3)
def check_a_document(month: Month) -> None:
    files = [*(month.folder / "out").glob("*.pdf"), *(month.folder / "out").glob("*.xlsx")]
    if files:
        month.chosen.paths = [month.chance.choice(sorted(files))]
        month.press(KEY.Key_D, CTRL | SHIFT)
        month.away(VerdictDialog)


# Backups


@often(0.4)
def half_an_hour_passes(month: Month) -> None:
    backing_up = month.person.window._reports.backing_up
    assert backing_up is not None
    backing_up._every.timeout.emit()
    backing_up._background.settle()


@often(0.2)
def look_at_backups(month: Month) -> None:
    month.menu("Backups")
    dialog = month.person.dialog(BackupsDialog)
    button = dialog.findChild(QPushButton)
    assert button is not None
    month.person.window._background.settle()
    month.away(BackupsDialog)


@often(0.05)
def restore_a_backup(month: Month) -> None:
    half_an_hour_passes(month)
    month.to_list()
    month.menu("Backups")
    dialog = month.person.dialog(BackupsDialog)
    [restore] = [each for each in dialog.findChildren(QPushButton) if "Restore" in each.text()]
    month.person.wait(restore.isEnabled)
    restore.click()
    question = month.person.dialog(RestoreQuestion)
    with month.person.qtbot.waitSignal(month.person.window.ready, timeout=20_000):
        month.person.click(question, "Restore")


# The hub


@often(0.6)
def receive(month: Month) -> None:
    page = month.desk(View.RECEIVE)
    own = sorted((month.folder / "out").glob("*.pdf"))
    delivery = month.chance.choice(month.deliveries)
    page.receive._count.setText("")
    month.chosen.paths = [month.chance.choice(own)] if own else sorted(delivery.iterdir())[:2]
    if month.chance.random() < 0.3:
        month.chosen.paths = sorted(delivery.iterdir())[:4]
    page.receive._files.click()
    month.person.wait(lambda: "came in" in page.receive._count.text())
    month.settle_desk()


@often(0.3)
def look_at_what_came(month: Month) -> None:
    page = month.desk(View.RECEIVE)
    month.settle_desk()
    page.receive._table.selectRow(0)
    if page.receive._details.isEnabled():
        page.receive._details.click()
        month.away(ReceivedDialog)
    if page.receive._open.isEnabled():
        page.receive._open.click()
        month.person.wait(lambda: month.person.window._pages.shows_return)
        month.desk(View.RECEIVE)


@often(0.8)
def look_at_returns(month: Month) -> None:
    page = month.period()
    for view in (View.SECTIONS, View.RETURNS):
        page.go_to(view)
        month.settle_desk()


@often(0.2)
def say_whom_is_expected(month: Month) -> None:
    page = month.desk(View.EXPECTED)
    QGuiApplication.clipboard().setText(expected.as_text(month.returns.expected))
    page.expected.paste()
    month.settle_desk()


@often(0.2)
def write_chasers(month: Month) -> None:
    say_whom_is_expected(month)
    page = month.period()
    if page.returns._chase.isEnabled():
        month.press(KEY.Key_E, CTRL | SHIFT)
        month.away(ChasersDialog)


@often(0.2)
def make_a_pack(month: Month) -> None:
    page = month.period()
    if not page.returns._model.there:
        return
    page.go_to(View.PACK)
    page.pack._told.setText("")
    page.pack._make.click()
    month.person.wait(lambda: bool(page.pack._told.text()))
    month.settle_desk()


def rows(table: RowsTable) -> int:
    """How many rows are shown."""
    return table.rows.rowCount()
