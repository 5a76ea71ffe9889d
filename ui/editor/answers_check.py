"""Knows how a report is looked through before it is submitted, and each thing found put right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.report import findings
from highlight_desktop.report.findings import Finding
from highlight_desktop.report.period import Period
from highlight_desktop.report.report import Report
from ui.editor.check_view import CheckView
from ui.editor.places import Places
from ui.widgets.announce import announce
from ui.widgets.problems_panel import ProblemsPanel

PAUSE_MS = 700
"""What was put right is ticked off when nothing was typed for so long."""


class AnswersCheck(QObject):
    """The whole report on one page, above it what was found, and from each the way to its place."""

    opening = Signal()
    """The whole report is about to be shown in the place of a section."""
    going = Signal(object)
    """Carries the place where the cursor is wanted."""
    showing = Signal(object)
    """Carries the place that is wanted in sight, with the keys left where they are."""
    passed = Signal(object)
    """Nothing stands in the way of submitting; carries the hints."""
    list_closed = Signal()
    """The list was put away; what stands below it is still there."""
    left = Signal()
    """The author goes back to writing."""

    def __init__(
        self, page: QWidget, places: Places, take_in: Callable[[], Report], *, read_only: bool
    ) -> None:
        """`take_in` gives the report as it stands on the screen."""
        super().__init__(page)
        self._page = page
        self._places = places
        self._take_in = take_in
        self._read_only = read_only
        self._last_period: Period | None = None
        self._other_periods: Sequence[Period] = ()
        self.lowest_marking = ""
        """What the report must be marked at least; empty for anything."""
        self.problems = ProblemsPanel()
        self.view = CheckView()
        # Behind the places, whose numbers are those of the tabs.
        places.stack.addWidget(self.view)
        self.problems.chosen.connect(self._on_finding_chosen)
        self.problems.mend_wanted.connect(self._on_mend_wanted)
        self.problems.closed.connect(self.list_closed)
        self.view.change_wanted.connect(self.going)
        self.view.closed.connect(self._on_closed)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    @property
    def is_shown(self) -> bool:
        """True while the whole report is shown."""
        return self._places.stack.currentWidget() is self.view

    def compare_with(self, last: Period | None, others: Sequence[Period]) -> None:
        """Check the period against that of the last report, and of those that share its days."""
        self._last_period, self._other_periods = last, others

    def findings(self) -> list[Finding]:
        """What stands in the way of submitting as things are, and the hints."""
        beside = self._last_period, self._other_periods
        return findings.check(self._take_in(), *beside, self.lowest_marking)

    def text_changed(self) -> None:
        """What was found may have been put right."""
        if not self.problems.isHidden():
            self._pause.start()

    def check(self) -> list[Finding]:
        """Show the whole report on one page, and what stands in the way of submitting it."""
        found = self.findings()
        self._show(found)
        return found

    def submit(self) -> None:
        """Let the report pass if nothing stands in the way; else show what does."""
        found = self.findings()
        if any(finding.blocks for finding in found):
            self._show(found)
        else:
            self.problems.hide()
            self.passed.emit(found)

    def _show(self, found: list[Finding]) -> None:
        self.opening.emit()
        self.view.show_report(self._take_in(), can_change=not self._read_only)
        self._places.stack.setCurrentWidget(self.view)
        if self._read_only:
            self.view.focus_on()
        else:
            self.problems.show_findings(found)

    def _on_pause(self) -> None:
        if not self.problems.isHidden():
            self.problems.tick_off(self.findings())

    def _on_closed(self) -> None:
        self.problems.hide()
        self.left.emit()

    def _on_finding_chosen(self, finding: Finding) -> None:
        self.going.emit(finding.place)
        self._select(findings.found_again(finding, self.findings()))

    def _select(self, finding: Finding | None) -> None:
        editor = self._places.editor_of(finding.place) if finding else None
        if editor is not None and finding is not None and finding.span is not None:
            editor.select_span(finding.span)
            self._places.bring_into_sight(finding.place)

    def _on_mend_wanted(self, finding: Finding) -> None:
        """Mend what is still there, as one undo step, and list what is left."""
        now = findings.found_again(finding, self.findings())
        editor = self._places.editor_of(finding.place)
        self.showing.emit(finding.place)
        if now is not None and editor is not None and editor.replace_spans(now.fix):
            announce(self._page, "Mended.")
        self.problems.show_findings(self.findings(), afresh=False)
