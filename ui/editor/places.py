"""Knows which tab and which panel belong to which place of a report."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from highlight_desktop.report.edition import FieldId, Section, Topic
from highlight_desktop.report.prose import Prose, to_confirm
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report, printed_subheadings
from ui.editor.carried_marks import CarriedMarks
from ui.editor.header_panel import HeaderPanel
from ui.editor.place_scroll import PlaceScroll
from ui.editor.prose_editor import ProseEditor
from ui.editor.search_places import FieldPlace, ProsePlace, SearchPlace
from ui.editor.section_panel import SectionPanel
from ui.editor.section_tabs import SectionTabs
from ui.editor.sections import Sections
from ui.editor.status import header_status, section_status, unplaced_status
from ui.editor.unplaced_panel import UnplacedPanel
from ui.widgets.sight import bring_into_sight

HEADER = Place("header")
"""The first tab, whichever field of the header is meant."""
UNPLACED = Place("unplaced")


class Places(QObject):
    """The tabs of a report, and behind each the panel where its place is written."""

    made = Signal(object)
    """Carries the SectionPanel of a section that is looked at for the first time."""

    def __init__(self, report: Report, page: QWidget, *, read_only: bool) -> None:
        super().__init__(page)
        self._read_only = read_only
        self._opened = report
        self._since: Mapping[Topic, str] = {}
        self._ages: Mapping[str, int] = {}
        self._carrying_is_a_step = False
        self.tabs = SectionTabs()
        self.stack = QStackedWidget()
        """The panels, numbered as the tabs are; what is added later stands behind them."""
        self.header = HeaderPanel(report, read_only=read_only)
        self.sections = Sections(report.edition.sections, self._make)
        """By the section's id, in the order of the form; each is made when it is asked for."""
        self.unplaced: UnplacedPanel | None = None
        self.all: list[Place] = []
        """In the order of the tabs."""
        self._add_tabs(report)
        self.stack.currentChanged.connect(self._on_turned)
        # Until the page knows how wide it is; or it could not be made as narrow as this.
        self.tabs.set_narrow(True)

    def here(self) -> Place:
        """The place whose tab is chosen."""
        return self.all[self.tabs.currentIndex()]

    def beside(self, by: int) -> Place:
        """The place so many tabs on, round from the last to the first."""
        return self.all[(self.tabs.currentIndex() + by) % self.tabs.count()]

    def tab_of(self, place: Place) -> int | None:
        """The number of the tab that shows a place; None when this report has no such place."""
        wanted = HEADER if place.kind == "marking" else place
        for index, each in enumerate(self.all):
            if each.kind == wanted.kind and each.id in ("", wanted.id):
                return index
        return None

    def turn_to(self, tab: int) -> None:
        """Show a tab, be it the one that is chosen while something else is shown."""
        self.tabs.setCurrentIndex(tab)
        self.stack.setCurrentIndex(tab)

    def focus_on(self, place: Place) -> None:
        """Put the cursor into a place."""
        if place.kind == "marking":
            self.header.focus_on_marking()
        elif place.kind == "header":
            self.header.focus_on(FieldId(place.id or FieldId.SERVICE_AREAS))
        elif place.kind == "section":
            self.sections[place.id].focus_on()
        elif self.unplaced is not None:
            self.unplaced.focus_on()
        shown = self.stack.currentWidget()
        has_keys = shown.focusWidget() if shown is not None else None
        if has_keys is not None:
            bring_into_sight(has_keys)

    def bring_into_sight(self, place: Place) -> None:
        """In a window too low for a whole section, the line of the cursor is what counts."""
        editor = self.editor_of(place)
        if editor is not None:
            bring_into_sight(editor)

    # What can be gone through, in the order of the form

    def editor_of(self, place: Place) -> ProseEditor | None:
        """Where the prose of a place is written; None where there is none."""
        if place.kind == "section" and place.id in self.sections:
            return self.sections[place.id].editor
        return self.unplaced.editor if place == UNPLACED and self.unplaced is not None else None

    def editor_if_made(self, place: Place) -> ProseEditor | None:
        """The same, unless it is of a section that nobody has looked at."""
        is_made = place == UNPLACED or self.sections.if_made(place.id) is not None
        return self.editor_of(place) if is_made else None

    def as_opened(self, place: Place) -> Prose:
        """What stands in a section until somebody looks at it."""
        return self._opened.answer_to(self._opened.edition.section(place.id)).prose

    def editors(self) -> list[tuple[Place, ProseEditor]]:
        """Where prose is written, all of it made now."""
        editors = [(Place("section", key), each.editor) for key, each in self.sections.items()]
        if self.unplaced is not None:
            editors.append((UNPLACED, self.unplaced.editor))
        return editors

    def written(self) -> list[Place]:
        """The places where prose is written."""
        return [each for each in self.all if each.kind != "header"]

    def to_confirm(self, place: Place) -> int:
        """How many blocks wait there to be confirmed."""
        if place.kind == "section" and self.sections.if_made(place.id) is None:
            answer = self._opened.answer_to(self._opened.edition.section(place.id))
            return 0 if self._read_only or answer.kind.is_nil else to_confirm(answer.prose)
        return self.carried(place).count

    def carried(self, place: Place) -> CarriedMarks:
        """What minds the blocks there that wait to be confirmed."""
        if place == UNPLACED and self.unplaced is not None:
            return self.unplaced.carried
        return self.sections[place.id].carried

    def to_search(self) -> list[SearchPlace]:
        """Where something may be looked for."""
        fields = self._opened.edition.header
        return [
            *(FieldPlace(Place("header", each.id), self.header.field(each.id)) for each in fields),
            *(ProsePlace(each, self) for each in self.written()),
        ]

    # What is told of sections, of those as well that are yet to be looked at

    def show_since(self, since: Mapping[Topic, str]) -> None:
        """What No change goes back to, in a sentence for each topic."""
        self._since = since
        for panel in self.sections.made():
            panel.show_since(since[panel.section.topic])

    def show_ages(self, ages: Mapping[str, int]) -> None:
        """For how many periods what waits to be confirmed has been the same, by its text."""
        self._ages = ages
        for each in (*self.sections.made(), self.unplaced):
            if each is not None:
                each.carried.show_ages(ages)

    def let_carrying_be_undone(self) -> None:
        """What was carried over becomes a step of each text, the first that can be taken back."""
        self._carrying_is_a_step = True
        for panel in self.sections.made():
            _let_be_undone(panel, printed_subheadings(panel.section))
        if self.unplaced is not None:
            _let_be_undone(self.unplaced, ())

    # Between the screen and the report

    def read_into(self, report: Report, place: Place) -> Report:
        """The report with what stands on the screen at this place."""
        if place.kind == "header":
            field = FieldId(place.id)
            report, _ = report.fill_in(field, self.header.typed(field))
        elif place.kind == "marking":
            report, _ = report.mark(self.header.marking())
        elif place.kind == "section":
            report, _ = report.answer(place.id, self.sections[place.id].answer())
        elif self.unplaced is not None:
            report, _ = report.set_aside(self.unplaced.prose())
        return report

    def show_status(self, report: Report, place: Place) -> None:
        """Show at its tab how far a place has come."""
        tab = self.tab_of(place)
        if tab is None:
            return
        if place.kind == "section":
            answer = report.answer_to(report.edition.section(place.id))
            self.tabs.set_status(tab, section_status(answer, submitted=self._read_only))
        elif place.kind == "unplaced":
            self.tabs.set_status(tab, unplaced_status(report.unplaced))
        else:
            self.tabs.set_status(tab, header_status(report))

    # How it is built

    def _add_tabs(self, report: Report) -> None:
        self._add_tab(HEADER, "Header").hold(self.header)
        part = None
        for section in report.edition.sections:
            entered = report.edition.part_of(section)
            caption = entered.heading if entered is not None and entered is not part else ""
            part = entered
            self._add_tab(Place("section", section.id), section.name, caption)
        if report.unplaced:
            sections = report.edition.sections
            self.unplaced = UnplacedPanel(report.unplaced, sections, read_only=self._read_only)
            self._add_tab(UNPLACED, NOT_YET_PLACED).hold(self.unplaced)

    def _add_tab(self, place: Place, heading: str, caption: str = "") -> PlaceScroll:
        self.all.append(place)
        self.tabs.add_section(heading, caption, takes_text=place.kind == "section")
        scroll = PlaceScroll()
        self.stack.addWidget(scroll)
        return scroll

    def _on_turned(self, index: int) -> None:
        """What is looked at is there."""
        if 0 <= index < len(self.all) and self.all[index].kind == "section":
            self.sections[self.all[index].id]

    def _make(self, section: Section) -> SectionPanel:
        panel = SectionPanel(
            section,
            self._opened.answer_to(section),
            read_only=self._read_only,
            others=[each for each in self._opened.edition.sections if each is not section],
        )
        if self._carrying_is_a_step:
            _let_be_undone(panel, printed_subheadings(section))
        if section.topic in self._since:
            panel.show_since(self._since[section.topic])
        panel.carried.show_ages(self._ages)
        scroll = self.stack.widget(self.all.index(Place("section", section.id)))
        assert isinstance(scroll, PlaceScroll)
        scroll.hold(panel)
        self.made.emit(panel)
        return panel


def _let_be_undone(panel: SectionPanel | UnplacedPanel, before: Prose) -> None:
    if panel.carried.count:
        panel.editor.show_as_one_step(before)
        panel.carried.look()
