"""Knows which tab and which panel belong to which place of a report."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from highlight_desktop.report.edition import FieldId
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import NOT_YET_PLACED, Place, Report, printed_subheadings
from ui.editor.carried_marks import CarriedMarks
from ui.editor.header_panel import HeaderPanel
from ui.editor.place_scroll import PlaceScroll
from ui.editor.prose_editor import ProseEditor
from ui.editor.search_places import FieldPlace, ProsePlace, SearchPlace
from ui.editor.section_panel import SectionPanel
from ui.editor.section_tabs import SectionTabs
from ui.editor.status import header_status, section_status, unplaced_status
from ui.editor.unplaced_panel import UnplacedPanel
from ui.editor.writable_prose import WritableProse
from ui.sight import bring_into_sight

HEADER = Place("header")
"""The first tab, whichever field of the header is meant."""
UNPLACED = Place("unplaced")


class Places:
    """The tabs of a report, and behind each the panel where its place is written."""

    def __init__(self, report: Report, *, read_only: bool) -> None:
        self._read_only = read_only
        self.tabs = SectionTabs()
        self.stack = QStackedWidget()
        """The panels, numbered as the tabs are; what is added later stands behind them."""
        self.header = HeaderPanel(report, read_only=read_only)
        self.sections: dict[str, SectionPanel] = {}
        """By the section's id, in the order of the form."""
        self.unplaced: UnplacedPanel | None = None
        self.all: list[Place] = []
        """In the order of the tabs."""
        self._add_tabs(report)
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
        editor = dict(self.editors()).get(place)
        if editor is not None:
            bring_into_sight(editor)

    # What can be gone through, in the order of the form

    def editors(self) -> list[tuple[Place, ProseEditor]]:
        """Where prose is written."""
        editors = [(Place("section", key), each.editor) for key, each in self.sections.items()]
        if self.unplaced is not None:
            editors.append((UNPLACED, self.unplaced.editor))
        return editors

    def texts(self) -> dict[WritableProse, str]:
        """What each of them is called."""
        names = {editor: place for place, editor in self.editors()}
        return {
            editor: self.sections[place.id].section.name
            if place.kind == "section"
            else NOT_YET_PLACED
            for editor, place in names.items()
        }

    def unwritten(self, place: Place) -> Prose:
        """What stands in a place before anything is written there."""
        panel = self.sections.get(place.id)
        return printed_subheadings(panel.section) if panel is not None else ()

    def carried(self) -> list[tuple[Place, CarriedMarks]]:
        """Where something may wait to be confirmed."""
        marks = [(Place("section", key), each.carried) for key, each in self.sections.items()]
        if self.unplaced is not None:
            marks.append((UNPLACED, self.unplaced.carried))
        return marks

    def to_search(self, report: Report) -> list[SearchPlace]:
        """Where something may be looked for."""
        fields = report.edition.header
        return [
            *(FieldPlace(Place("header", each.id), self.header.field(each.id)) for each in fields),
            *(ProsePlace(place, editor) for place, editor in self.editors()),
        ]

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
        self._add_tab(HEADER, "Header", self.header)
        part = None
        for section in report.edition.sections:
            panel = SectionPanel(
                section,
                report.answer_to(section),
                read_only=self._read_only,
                others=[each for each in report.edition.sections if each is not section],
            )
            self.sections[section.id] = panel
            entered = report.edition.part_of(section)
            caption = entered.heading if entered is not None and entered is not part else ""
            part = entered
            self._add_tab(Place("section", section.id), section.name, panel, caption)
        if report.unplaced:
            sections = report.edition.sections
            self.unplaced = UnplacedPanel(report.unplaced, sections, read_only=self._read_only)
            self._add_tab(UNPLACED, NOT_YET_PLACED, self.unplaced)

    def _add_tab(self, place: Place, heading: str, panel: QWidget, caption: str = "") -> None:
        self.all.append(place)
        self.tabs.add_section(heading, caption, takes_text=place.kind == "section")
        self.stack.addWidget(PlaceScroll(panel))
