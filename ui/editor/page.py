"""Knows one open report on the screen: its sections, and how what is typed becomes the report."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from highlight_desktop.report import findings
from highlight_desktop.report.edition import FieldId, Topic
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.period import Period
from highlight_desktop.report.remark import Span
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report, title_in_words
from ui.editor.acts import Acts
from ui.editor.answers_check import AnswersCheck
from ui.editor.autosave import saved_on
from ui.editor.carried_walk import CarriedWalk
from ui.editor.desk import Desk
from ui.editor.find_bar import FindBar
from ui.editor.last_period_panel import LastPeriod
from ui.editor.lengths import Lengths
from ui.editor.moves import Moves
from ui.editor.notes_banner import NotesBanner
from ui.editor.places import HEADER, UNPLACED, Places
from ui.editor.preview_split import PreviewSplit
from ui.editor.prose_editor import ProseEditor
from ui.editor.save_drive import SaveDrive
from ui.editor.search import Search
from ui.editor.section_panel import SectionPanel
from ui.editor.spelling_check import SpellingCheck
from ui.editor.top_bar import CHECK_KEYS, PREVIEW_KEYS, SUBMIT_KEYS, TopBar
from ui.editor.zoom import Zoom
from ui.process.spelling import Spelling
from ui.widgets.announce import announce

_LEADS_TO_LAST = {Place("header", FieldId.SERVICE_AREAS), Place("header", FieldId.PERIOD)}
"""What is typed here decides which report was the last one."""
_NARROW_BELOW_PX = 900


@dataclass(frozen=True, slots=True)
class OpenReport:
    """A report handed to the page."""

    report: Report
    edited_at: datetime
    """When it was last saved, in the time zone to show."""
    read_only_because: str = ""
    """Why it can no longer be changed, in words; empty for a draft."""
    version: int = 1
    lineage: str = ""
    """Which version it is and what it corrects, in words; empty for a first version."""
    may_correct: bool = False
    """True for a submitted report that no correction has taken the place of."""
    notes: Sequence[str] = ()
    """What its import guessed."""
    may_export: bool = True
    """False for a submitted report whose documents are not ours to write again."""


class EditorPage(QWidget):
    """One report, section by section. It keeps no file: it asks for saving and is told of it."""

    save_requested = Signal(object, object)
    """Carries the report and the set of places to save."""
    save_broken = Signal(object)
    """Carries the fault of ours that kept the text from being read off the screen."""
    retitled = Signal(str)
    """Carries the service areas and the period, when the author has changed them."""
    submit_requested = Signal(object, object)
    """Carries the report and its hints; asked for only when nothing stands in the way."""
    export_requested = Signal(str)
    """Carries the id of a submitted report whose documents are wanted again."""
    list_requested = Signal()
    last_period_wanted = Signal(object)
    """Carries the report, whose services or period have changed, and so what was before it."""
    correct_requested = Signal()
    """A correction of this submitted report is wanted."""
    moved_on = Signal()
    """The author has gone to another section."""
    preview_wanted = Signal(object)
    """Carries the report as it stands, which is to be shown as a PDF."""
    resized = Signal(int)
    """Carries its height in pixels."""

    def __init__(self, opened: OpenReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = opened.report
        self._read_only = bool(opened.read_only_because)
        self.version = opened.version
        self.may_correct = opened.may_correct
        self._top = TopBar(
            opened.report,
            opened.read_only_because,
            saved_on(opened.edited_at),
            lineage=opened.lineage,
            may_correct=opened.may_correct,
            may_export=opened.may_export,
        )
        self._saving = SaveDrive(self, self._top)
        self._notes = NotesBanner(opened.notes)
        self._places = Places(opened.report, self, read_only=self._read_only)
        self._tabs, self._stack = self._places.tabs, self._places.stack
        self._header, self._sections = self._places.header, self._places.sections
        self._unplaced = self._places.unplaced
        self._check = AnswersCheck(self, self._places, self.take_in, read_only=self._read_only)
        self._problems = self._check.problems
        self._row = QWidget()
        self._split = PreviewSplit(self._row)
        self._lengths = Lengths(self._places)
        self._writing = QWidget()
        self._desk = Desk(self._writing)
        self._find_bar = FindBar(may_replace=not self._read_only)
        self.acts = Acts(self, self._text_here)
        self._spelling = SpellingCheck(self, self._places, self.acts, read_only=self._read_only)
        self._moves = Moves(self, self._places, self.acts, self._text_here)
        self.search = Search(self._find_bar, self._places.to_search(), self._places.here, self.acts)
        self.zoom = Zoom(self, along=(self._header, self._desk, self._split))
        self._walk = CarriedWalk(self, self._places)
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        for place in self._places.all:
            self._places.show_status(self._report, place)
            self._lengths.count(self._report, place)
        self._lengths.show()
        self._show_beside()

    # What the window asks for and tells

    @property
    def report(self) -> Report:
        """The report as last taken from the screen; `take_in` brings it up to date."""
        return self._report

    @property
    def all_saved(self) -> bool:
        """True when everything typed is known to be in the database."""
        return self._saving.all_saved

    @property
    def unsaved(self) -> set[Place]:
        """Where something was typed that is not in the database."""
        return self._saving.not_saved

    @property
    def is_read_only(self) -> bool:
        """True when it is shown as submitted."""
        return self._read_only

    def take_in(self) -> Report:
        """Bring the report up to date with the screen, and return it."""
        self._read(self._saving.unsaved)
        return self._report

    def save_now(self) -> None:
        """Ask for saving at once, unless a save is under way; then it follows that one."""
        self._saving.save_now()

    def saved(self, at: datetime) -> None:
        """What was asked to be saved is in the database."""
        self._saving.saved(at)

    def save_failed(self, error: BaseException) -> None:
        """What was asked to be saved is not in the database; it will be asked for again."""
        self._saving.failed(error)

    def use_spelling(self, spelling: Spelling) -> None:
        """Show misspelt words in every text, as soon as the dictionary is there."""
        self._spelling.use(spelling)

    def check_spelling(self) -> None:
        """Go through the misspelt words of the report, from the section in sight on."""
        self._spelling.begin()

    def show_last_period(self, last: LastPeriod | None, others: Sequence[Period] = ()) -> None:
        """What the same services submitted before this report, to stand beside the text.

        `others` are the periods of any of their reports that share days with this one.
        """
        self._desk.show_last(last)
        period = last.report.period_if_understood() if last else None
        self._check.compare_with(period, others)
        if not self._read_only:
            self._header.show_last(period, others)

    def show_since(self, since: Mapping[Topic, str]) -> None:
        """What No change goes back to, in a sentence for each topic."""
        self._places.show_since(since)

    def show_ages(self, ages: Mapping[str, int]) -> None:
        """For how many periods what waits to be confirmed has been the same, by its text."""
        self._places.show_ages(ages)

    def ask_for_marking(self, lowest: str, rule: str) -> None:
        """Offer this marking and higher ones, with the rule in words, and let no lower one pass."""
        if not self._read_only:
            self._check.lowest_marking = lowest
            self._header.ask_for_marking(lowest, rule)

    def set_beside(self, wanted: bool) -> None:
        """Show the last period beside the text, or put it away."""
        self._desk.set_wanted(wanted)

    def start_writing(self) -> None:
        """Put the cursor where the author most likely goes on: the first gap, else the header."""
        gaps = findings.blocking(self._report)
        self.go_to(gaps[0].place if gaps and not self._read_only else HEADER)

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self._places.here()

    def has(self, place: Place) -> bool:
        """True for a place that this report has."""
        return place in self._places.all

    def say(self, remark: str) -> None:
        """Tell something about the last thing that was done."""
        self._tell(remark)

    def let_carrying_be_undone(self) -> None:
        """The report was just started from the last: Ctrl+Z takes carried text out of a section."""
        self._places.let_carrying_be_undone()

    def go_on(self) -> None:
        """Put the cursor back into what is shown."""
        if self._check.is_shown:
            self._check.view.focus_on()
        else:
            self._go_back_to_text()

    def show_place(self, place: Place) -> None:
        """Show a place of the report, and leave the cursor where it is."""
        self._desk.show_text()
        tab = self._places.tab_of(place)
        if tab is not None:
            self._turn_to(tab)

    def go_to(self, place: Place) -> None:
        """Show a place of the report and put the cursor there."""
        self.show_place(place)
        self._places.focus_on(place)

    def show_words(self, place: Place, span: Span) -> None:
        """Show a place with some of its words selected, as far as they still stand there."""
        self.go_to(place)
        editor = self._places.editor_of(place)
        if editor is not None and editor.select_span(span):
            self._places.bring_into_sight(place)

    def check(self) -> list[Finding]:
        """Show the whole report on one page, and what stands in the way of submitting it."""
        return self._check.check()

    def put_above(self, strip: QWidget) -> None:
        """Have something stand above the sections, whichever of them is shown."""
        self._column.insertWidget(1, strip)

    def show_preview(self, content: bytes) -> None:
        """Show the PDF that was wanted."""
        self._split.show_pdf(content)

    def show_preview_problem(self, sentence: str) -> None:
        """Say why the PDF that was wanted does not come."""
        self._split.show_problem(sentence)

    # How it is built

    def _lay_out(self) -> None:
        """From the outside in: with each widget that moves, Qt goes through all that is in it."""
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top)
        column.addWidget(self._split, stretch=1)
        side = QFrame()
        side.setProperty("panel", "true")
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self._desk, stretch=1)
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._tabs)
        writing = QVBoxLayout(self._writing)
        writing.setContentsMargins(0, 0, 0, 0)
        writing.setSpacing(0)
        for widget in (self._problems, self._notes):
            writing.addWidget(widget)
        writing.addWidget(self._stack, stretch=1)
        writing.addWidget(self._find_bar)

    def _connect(self) -> None:
        self._saving.due.connect(self._on_save_due)
        self._top.check_requested.connect(self.check)
        self._top.submit_requested.connect(self._check.submit)
        self._top.export_requested.connect(self._on_export)
        self._top.list_requested.connect(self.list_requested)
        self._top.correct_requested.connect(self.correct_requested)
        self._check.opening.connect(self._on_check_opening)
        self._check.going.connect(self.go_to)
        self._check.showing.connect(self.show_place)
        self._check.passed.connect(self._on_passed)
        self._check.list_closed.connect(self.go_on)
        self._check.left.connect(self._go_back_to_text)
        self._desk.text_wanted.connect(self.go_on)
        self._desk.told.connect(self._tell)
        self._desk.copying.connect(self._keep_as_it_is)
        self.search.shown.connect(self.show_place)
        self.search.selected.connect(self._places.bring_into_sight)
        self.search.ended.connect(self._on_search_ended)
        self.zoom.changed.connect(self._check.view.set_zoom)
        self._top.preview_requested.connect(self._split.open)
        self._split.wanted.connect(self._on_preview_wanted)
        self._split.left.connect(self.go_on)
        self._tabs.tabBarClicked.connect(self._stack.setCurrentIndex)
        # Qt would hand the keys to "No change", the first that can take them.
        self._tabs.pressed.connect(self._go_back_to_text)
        self._stack.currentChanged.connect(self._on_turned)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._header.edited.connect(self._on_field_edited)
        self._header.marked.connect(self._on_marked)
        self._header.left.connect(self.save_now)
        self._places.made.connect(self._on_made)
        if self._unplaced is not None:
            self.acts.mind(self._unplaced.editor, NOT_YET_PLACED)
            self.zoom.mind(self._unplaced.editor)
            self._unplaced.edited.connect(self._on_unplaced_edited)
            self._unplaced.left.connect(self.save_now)
            self._unplaced.cleaned.connect(self._tell)
        self._moves.beginning.connect(self._keep_as_it_is)
        self._moves.told.connect(self._tell)
        self.acts.told.connect(self._tell)
        self._walk.arriving.connect(self.go_to)
        self._walk.told.connect(self._tell)
        self._spelling.told.connect(self._tell)
        self._spelling.beginning.connect(self._desk.show_text)
        self._spelling.arriving.connect(self._turn_to)
        self._spelling.ended.connect(self.go_on)

    def _on_made(self, panel: SectionPanel) -> None:
        """Somebody looks at a section for the first time."""
        panel.edited.connect(self._on_section_edited)
        panel.left.connect(self.save_now)
        panel.cleaned.connect(self._tell)
        panel.answered_so.connect(self._on_answered)
        self.acts.mind(panel.editor, panel.section.name)
        self._spelling.mind(panel.editor)
        self._moves.mind(panel)
        self.zoom.mind(panel.editor, panel)
        self._walk.mind(panel.carried)

    def _add_shortcuts(self) -> None:
        self.addActions(self._desk.shortcuts(self))
        self._action("Save now", QKeySequence.StandardKey.Save, self._saving.save_at_wish)
        self._action("Next section", "Ctrl+PgDown", self._on_next)
        self._action("Previous section", "Ctrl+PgUp", self._on_previous)
        submit = self._action("&Submit the report…", SUBMIT_KEYS, self._check.submit)
        submit.setEnabled(not self._read_only)
        self.report_actions = (
            self._action("Check your &answers", CHECK_KEYS, self.check),
            self._action("&Preview", PREVIEW_KEYS, self._split.open),
            self._action("P&rint…", QKeySequence.StandardKey.Print, self._split.print),
            submit,
        )
        """What can be done with the whole report, for a menu."""
        self.edit_actions = (*self.acts.actions, self._moves.action, *self.search.actions)
        """What can be done with its text, for a menu."""
        self.addActions([*self.acts.actions, self._moves.action])
        for action in (*self.search.actions, *self.zoom.actions):
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def _action(
        self, words: str, keys: QKeySequence.StandardKey | str, slot: Callable[..., object]
    ) -> QAction:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    # What the author does

    def _on_field_edited(self, field_id: str) -> None:
        self._edited(Place("header", field_id))

    def _on_marked(self) -> None:
        self._edited(Place("marking"))

    def _on_section_edited(self, section_id: str) -> None:
        self._edited(Place("section", section_id))

    def _on_answered(self) -> None:
        """What was said of the answer before does not hold any more."""
        self._top.show_remark("")

    def _on_unplaced_edited(self) -> None:
        self._edited(UNPLACED)

    def _keep_as_it_is(self) -> None:
        """What is written so far becomes a version in the history before text comes in."""
        self.save_now()
        self.moved_on.emit()

    def _text_here(self) -> ProseEditor | None:
        if self._check.is_shown:
            return None
        return self._places.editor_of(self._places.here())

    def _edited(self, place: Place) -> None:
        self._saving.edited(place)
        self._split.text_changed()
        self._check.text_changed()

    def _on_tab_changed(self, index: int) -> None:
        self._stack.setCurrentIndex(index)
        self._lengths.show()
        self._walk.is_at(self._places.all[index])
        self._top.show_remark("")
        self._show_beside()
        self._saving.speak_next()
        self.save_now()
        self.moved_on.emit()

    def _on_turned(self) -> None:
        """The whole report is no section: no tab is chosen for it, and nothing stands beside it."""
        self._tabs.show_chosen(chosen=not self._check.is_shown)
        self._show_beside()

    def _turn_to(self, tab: int) -> None:
        """Show a tab, be it the one that is shown behind the preview or the whole report."""
        self._split.show_writing()
        self._places.turn_to(tab)

    def _on_next(self) -> None:
        self.go_to(self._places.beside(+1))

    def _on_previous(self) -> None:
        self.go_to(self._places.beside(-1))

    def _tell(self, words: str) -> None:
        self._top.show_remark(words)
        announce(self, words)

    def _on_search_ended(self, last: Place | None) -> None:
        """The keys go back to the text, to the match if that is still in sight."""
        here = self._places.here()
        in_sight = last is not None and last.kind == here.kind and here.id in ("", last.id)
        self.go_to(last if last is not None and in_sight else here)

    def _on_passed(self, hints: list[Finding]) -> None:
        self.save_now()
        self.submit_requested.emit(self._report, hints)

    def _on_check_opening(self) -> None:
        self._split.show_writing()
        self._desk.show_text()
        self._check.view.set_zoom(self.zoom.percent)

    def _go_back_to_text(self) -> None:
        self.go_to(self._places.here())

    def _on_preview_wanted(self) -> None:
        self.preview_wanted.emit(self.take_in())

    def _on_export(self) -> None:
        self.export_requested.emit(self._report.id)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a narrow window the text needs the room more than the tabs do."""
        super().resizeEvent(event)
        self._tabs.set_narrow(event.size().width() < _NARROW_BELOW_PX)
        self.resized.emit(event.size().height())

    def event(self, event: QEvent) -> bool:
        """Save when another window comes to the front."""
        if event.type() is QEvent.Type.WindowDeactivate:
            self.save_now()
        return super().event(event)

    # From the screen into the report

    def _on_save_due(self, places: Collection[Place]) -> None:
        try:
            self._read(places)
        except Exception as error:
            # Let out, it would leave "Saving…" standing there, and the author no way to leave.
            self.save_broken.emit(error)
        else:
            self.save_requested.emit(self._report, places)

    def _read(self, places: Collection[Place]) -> None:
        title = title_in_words(self._report)
        for place in places:
            self._take_in(place)
        self._top.show_report(self._report)
        self._show_beside()
        if title_in_words(self._report) != title:
            self.retitled.emit(title_in_words(self._report))
        if _LEADS_TO_LAST.intersection(places):
            self.last_period_wanted.emit(self._report)

    def _take_in(self, place: Place) -> None:
        self._report = self._places.read_into(self._report, place)
        self._places.show_status(self._report, place)
        self._lengths.count(self._report, place)
        self._lengths.show()

    def _show_beside(self) -> None:
        here = None if self._check.is_shown else self._places.here()
        self._desk.show_section(self._report, self._sections.get(here.id) if here else None)
