"""The author's guide, followed step by step in the real window; pictures are taken on the way."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from highlight_desktop.report.report import Place
from tests.flows.camera import Camera, Clock
from tests.flows.conftest import Person, spoken, words_on
from ui.dialogs.correction_dialog import CorrectionDialog
from ui.dialogs.first_start_dialog import FirstStartDialog
from ui.dialogs.help_dialog import HelpDialog
from ui.dialogs.next_report_dialog import NextReportDialog
from ui.dialogs.period_dialog import PeriodDialog
from ui.dialogs.settings_dialog import SettingsDialog
from ui.dialogs.submit_dialog import SubmitDialog
from ui.dialogs.whereabouts_dialog import WhereaboutsDialog
from ui.editor.history_dialog import HistoryDialog
from ui.editor.spelling_dialog import SpellingDialog
from ui.editor.timeline_dialog import TimelineDialog
from ui.home.backups_dialog import BackupsDialog
from ui.search.page import SearchPage

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SECTIONS = {
    "activity": (
        "Visits to libraries passed 4,000 in the week of 1 June.\n"
        "- The mobile library is back on its northern round\n"
        "- Click and collect runs from nine branches"
    ),
    "recovery": "All nine branches have a plan for longer opening hours.",
    "decisions": "Fees for late books stay waived until 30 September 2026.",
    "finance": "Income from room hire is down by £1,200 on last month.",
    "services": "The catalogue moved to its new supplier on 4 June.",
    "performance": "E-book loans rose to 15,300 in May.",
    "good_news": "Mill Lane Park won a Green Flag.",
}


def follow(
    person: Person,
    camera: Camera,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    earlier: Path,
) -> None:
    """From the first start to a correction; `earlier` is a report as it was written before."""
    _first_start(person, camera)
    _begin(person, camera)
    _write(person, camera)
    _check(person, camera)
    _submit(person, camera, clock)
    clock.later(days=14)
    _start_next(person, camera, clock)
    _correct(person, camera, clock)
    _find(person, camera)
    _look_after(person, camera, monkeypatch, earlier)


def _first_start(person: Person, camera: Camera) -> None:
    dialog = person.dialog(FirstStartDialog)
    person.wait(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    for text in ("Robin Hale, Head of Libraries", "Libraries and Parks", "Fenbridge", "", ""):
        person.write(text)
        person.press(KEY.Key_Tab)
    person.press(KEY.Key_Tab, SHIFT)
    _replace(person, "highlights@council.example")
    camera.take("author-welcome")
    person.press(KEY.Key_Return)
    person.wait(lambda: not dialog.isVisible())


def _begin(person: Person, camera: Camera) -> None:
    person.wait(lambda: spoken(person.focus) == "New report")
    person.press(KEY.Key_Space)
    menu = person.menu()
    person.qtbot.keyClick(menu, KEY.Key_Down)
    camera.take("author-new-report")
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.qtbot.keyClick(menu, KEY.Key_Return)
    # What was answered at the first start stands there already.
    person.wait(lambda: "Reporting period" in spoken(person.focus))
    person.tab_to("Pick")
    person.press(KEY.Key_Space)
    picking = person.dialog(PeriodDialog)
    camera.look()
    picking.reject()
    person.wait(lambda: not picking.isVisible())
    person.press(KEY.Key_Tab, SHIFT)
    person.write("1-14 June 2026")
    _saved(person)
    camera.take("author-header")


def _write(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_PageDown, CTRL)
    person.write("The new rules for indoor events came to every libary on 1 June 2026.\n")
    person.write("What has changed for us:\n- Bookings are taken for 40 people\n")
    person.write("Each hall is aired for an hour\n")
    _saved(person)
    camera.take("author-writing")
    person.press(KEY.Key_F7)
    spelling = person.dialog(SpellingDialog)
    camera.take("author-spelling")
    spelling._on_change()
    spelling.reject()
    person.wait(lambda: not spelling.isVisible())
    for section_id, text in SECTIONS.items():
        person.go_to(section_id)
        QApplication.clipboard().setText(text)
        person.press(KEY.Key_V, CTRL)
    person.go_to("communications")
    camera.look()
    person.click(person.editor._sections["communications"], "No change")
    _saved(person)
    camera.take("author-no-change")
    person.press(KEY.Key_F, CTRL)
    person.write("branches")
    person.press(KEY.Key_Return)
    _saved(person)
    camera.take("author-find")
    person.press(KEY.Key_H, CTRL)
    camera.look()
    person.press(KEY.Key_Escape)


def _check(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_F8)
    person.wait(lambda: person.editor._check.is_shown)
    camera.take("author-check")
    person.go_to("workforce")
    person.write("Two colleagues  joined the mobile library.")
    person.press(KEY.Key_F8)
    camera.look()
    person.click(person.editor, "Mend")
    _saved(person)
    person.go_to("workforce")
    person.press(KEY.Key_P, CTRL | SHIFT)
    person.wait(lambda: _previewed(person))
    camera.take("author-preview")
    person.press(KEY.Key_Escape)
    person.wait(lambda: not person.editor._split.is_open)


def _submit(person: Person, camera: Camera, clock: Clock) -> None:
    clock.later(hours=1)
    person.press(KEY.Key_Return, CTRL)
    dialog = person.dialog(SubmitDialog)
    camera.take("author-submit")
    person.click(dialog, "Submit report")
    person.wait(lambda: "Report submitted" in spoken(person.focus))
    camera.take("author-submitted")
    person.back_to_list()


def _start_next(person: Person, camera: Camera, clock: Clock) -> None:
    person.wait(lambda: person.window._pages.home.selected_report_id != "")
    camera.look()
    person.press(KEY.Key_N, CTRL | SHIFT)
    dialog = person.dialog(NextReportDialog)
    camera.take("author-next")
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.click(dialog, "Start the report")
    person.go_to("activity")
    person.wait(lambda: person.editor._desk.isVisible())
    _saved(person)
    camera.take("author-carried")
    person.press(KEY.Key_K, CTRL | SHIFT)
    _saved(person)
    camera.look()
    person.press(KEY.Key_End, CTRL)
    clock.later(minutes=5)
    person.write(" and from the market hall")
    _saved(person)
    person.press(KEY.Key_F9)
    history = person.dialog(HistoryDialog)
    history._list.setCurrentRow(2)
    person.wait(lambda: "Reading" not in words_on(history))
    camera.take("author-history")
    history.reject()
    person.wait(lambda: not history.isVisible())
    person.press(KEY.Key_F9, SHIFT)
    through = person.dialog(TimelineDialog)
    camera.look()
    through.reject()
    person.wait(lambda: not through.isVisible())
    person.back_to_list()


def _correct(person: Person, camera: Camera, clock: Clock) -> None:
    clock.later(hours=2)
    home = person.window._pages.home
    person.wait(lambda: home._table.model().rowCount() == 2)
    home._table.selectRow(1)
    camera.look()
    person.click(home, "Issue a correction")
    dialog = person.dialog(CorrectionDialog)
    person.wait(lambda: dialog.isAncestorOf(person.focus))
    person.write("The number of visits was that of the week before")
    camera.take("author-correction")
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_Return)
    person.editor.go_to(Place("section", "activity"))
    camera.look()
    person.back_to_list()
    home._table.selectRow(2)
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_Return)
    camera.look()
    person.back_to_list()


def _find(person: Person, camera: Camera) -> None:
    person.press(KEY.Key_F, CTRL | SHIFT)
    page = person.window._pages.search
    person.wait(lambda: person.window._pages.currentWidget() is page)
    person.write("mobile library")
    person.press(KEY.Key_Return)
    person.wait(lambda: spoken(person.focus) == "Places found")
    camera.take("author-search")
    assert isinstance(page, SearchPage)
    person.back_to_list()


def _look_after(
    person: Person, camera: Camera, monkeypatch: pytest.MonkeyPatch, earlier: Path
) -> None:
    for trigger, kind in (
        (person.window._menus.settings_requested, SettingsDialog),
        (person.window._menus.whereabouts_requested, WhereaboutsDialog),
        (person.window._menus.help_requested, HelpDialog),
    ):
        trigger.emit()
        dialog = person.dialog(kind)
        camera.look()
        dialog.reject()
        person.wait(lambda dialog=dialog: not dialog.isVisible())
    person.window._menus.backups_requested.emit()
    backups = person.dialog(BackupsDialog)
    person.click(backups, "Make a backup now")
    person.wait(lambda: "Backed up" in backups._told.text())
    person.wait(lambda: backups._list.count() == 2 and backups._model.rowCount() == 3)
    camera.take("author-backups")
    backups.reject()
    person.wait(lambda: not backups.isVisible())
    greeted = Path("Earlier report.txt")
    greeted.write_text(f"Good morning, here is ours.\n\n{earlier.read_text('utf-8')}", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(greeted)], ""))
    with person.qtbot.waitSignal(person.window.ready, timeout=20_000):
        person.press(KEY.Key_O, CTRL)
    camera.look()
    person.back_to_list()


def _replace(person: Person, text: str) -> None:
    person.press(KEY.Key_A, CTRL)
    person.write(text)


def _saved(person: Person) -> None:
    person.wait(lambda: person.editor.all_saved)


def _previewed(person: Person) -> bool:
    return "as the PDF prints them" in words_on(person.editor)
