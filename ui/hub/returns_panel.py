"""Knows how who returned what for a period is shown, and what is done about who did not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from highlight_desktop.hub.returns import State
from ui import theme
from ui.announce import announce
from ui.choice_box import ChoiceBox
from ui.hub.actions_row import ActionsRow
from ui.hub.current_stack import CurrentStack
from ui.hub.empty_state import EmptyState
from ui.hub.line_dialog import LineDialog
from ui.hub.line_words import SHAPES, reports_in_words, state_in_words
from ui.hub.reason_dialog import ReasonDialog
from ui.hub.return_strip import PERIODS_KEYS
from ui.hub.rows import Columns, Row, RowsModel, RowsTable
from ui.text_labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from highlight_desktop.hub.returns import Line

_BUTTONS_FROM_PX = 240
CHASER_KEYS = "Ctrl+Shift+E"
_COLUMNS = Columns(
    ("Service area", "State", "Report", "Reason"), shaped=1, left_out_narrow=frozenset({3})
)
_ALL, _TO_DO = "All service areas", "Still to do"


class ReturnsPanel(QWidget):
    """A row for each service area: received, late, corrected, altered, in conflict or missing."""

    report_wanted = Signal(str)
    """Carries the hash of a report to be looked at."""
    reason_given = Signal(str, str)
    """Carries a service key, and why nothing came; empty takes the reason back."""
    chasers_wanted = Signal()
    periods_wanted = Signal(str, str, object)
    """Carries a service area and its key, to follow through all periods; the topic is left open."""

    def __init__(self) -> None:
        super().__init__()
        self._model = RowsModel(_COLUMNS, self)
        self._table = RowsTable(self._model, "Returns")
        self._which = ChoiceBox()
        self._count = words(muted=True)
        self._actions = ActionsRow()
        self._details = self._actions.button("&Details…", self._on_details)
        self._open = self._actions.button("&Open report", self._on_open)
        self._periods = self._actions.button("Throu&gh periods…", self._on_periods)
        # Or at first it would need more room than a low window has.
        self._periods.hide()
        self._periods.setToolTip(f"What it returned on a topic in each period ({PERIODS_KEYS})")
        self._reason = self._actions.button("R&eason…", self._on_reason)
        self._chase = self._actions.button("&Make all chasers", self.chasers_wanted.emit)
        self._chase.setShortcut(CHASER_KEYS)
        self._chase.setToolTip(
            f"An e-mail draft for everybody whose report is missing ({CHASER_KEYS})"
        )
        self._empty = EmptyState("", "")
        self._states = CurrentStack(self._empty, self._table)
        self._lay_out()
        self._which.activated.connect(self._on_which)
        self._table.activated.connect(self._on_details)
        self._table.selectionModel().selectionChanged.connect(self._on_selected)
        self._add_periods_key()
        self.show_no_period()

    @property
    def begins_at(self) -> QWidget | None:
        """Where the keys go when it is shown; None while there is nothing."""
        return self._table if self._model.there else None

    def show_no_period(self) -> None:
        """Say that a period is to be chosen first."""
        self._show((), "No period yet", "Type above for which period you collect.")

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show how it stands with every service area."""
        self._show(
            lines,
            "Nobody is expected, and nothing came",
            "Say under Expected from whom reports are expected, or receive some.",
        )
        self._show_count(spoken=True)

    def _show(self, lines: Sequence[Line], heading: str, text: str) -> None:
        self._empty.tell(heading, text)
        self._offer_choices(lines)
        self._model.show_rows([_row(each) for each in lines])
        self._on_which()
        self._states.setCurrentWidget(self._table if lines else self._empty)
        self._which.setEnabled(bool(lines))
        self._chase.setEnabled(any(each.missing and not each.reason for each in lines))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low window the table needs the room more than a button that has a key does."""
        super().resizeEvent(event)
        self._periods.setVisible(event.size().height() >= _BUTTONS_FROM_PX)

    def _lay_out(self) -> None:
        label = QLabel("Sho&w")
        label.setBuddy(self._which)
        for widget in (self._which, self._which.view()):
            widget.setAccessibleName("Show")
        self._which.setSizeAdjustPolicy(self._which.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_PX)
        row.addWidget(label)
        row.addWidget(self._which)
        row.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addLayout(row)
        column.addWidget(self._states, 1)
        column.addWidget(self._actions)

    def _offer_choices(self, lines: Sequence[Line]) -> None:
        """Each state there is, with how many are in it; the one that was chosen stays so."""
        chosen = self._which.currentData()
        self._which.clear()
        self._which.addItem(_ALL, None)
        self._which.addItem(f"{_TO_DO} ({sum(not each.is_well for each in lines):,})", _TO_DO)
        for state in State:
            number = sum(each.state is state for each in lines)
            if number:
                self._which.addItem(f"{state.label} ({number:,})", state.value)
        self._which.setCurrentIndex(max(0, self._which.findData(chosen)))

    def _on_which(self) -> None:
        wanted = self._which.currentData()
        if wanted == _TO_DO:
            self._model.let_pass(lambda row: not row.about.is_well)
        else:
            self._model.let_pass(lambda row: wanted in (None, row.about.state.value))
        self._show_count()
        self._on_selected()

    def _show_count(self, *, spoken: bool = False) -> None:
        shown, there = self._model.rowCount(), self._model.there
        areas = "1 service area" if there == 1 else f"{there:,} service areas"
        self._count.setText(f"{shown:,} of {areas}" if shown < there else areas if there else "")
        if spoken:
            announce(self, self._count.text())

    def _on_selected(self) -> None:
        line = self._line()
        self._details.setEnabled(line is not None)
        self._open.setEnabled(line is not None and bool(line.reports))
        self._periods.setEnabled(line is not None)
        self._reason.setEnabled(line is not None and bool(line.missing))

    def _line(self) -> Line | None:
        row = self._table.current()
        return row.about if row else None

    def _on_details(self) -> None:
        line = self._line()
        if line is not None:
            dialog = LineDialog(line, self)
            dialog.report_wanted.connect(self.report_wanted)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_open(self) -> None:
        line = self._line()
        if line is not None and line.latest:
            self.report_wanted.emit(line.latest[-1].sha256)

    def _add_periods_key(self) -> None:
        """As an action: a button that is hidden, as in a low window, would have no key."""
        action = QAction("Through all periods", self)
        action.setShortcut(PERIODS_KEYS)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self._on_periods)
        self.addAction(action)

    def _on_periods(self) -> None:
        line = self._line()
        if line is not None:
            self.periods_wanted.emit(line.service_area, line.service_key, None)

    def _on_reason(self) -> None:
        line = self._line()
        if line is not None:
            dialog = ReasonDialog(line.service_area, line.reason, self)
            dialog.given.connect(partial(self._on_reason_given, line.service_key))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_reason_given(self, service_key: str, reason: str) -> None:
        self.reason_given.emit(service_key, reason)


def _row(line: Line) -> Row:
    reason = line.reason or "; ".join(line.told)
    cells = (line.service_area, state_in_words(line), reports_in_words(line), reason)
    return Row(line.service_key, cells, SHAPES[line.state], line)
