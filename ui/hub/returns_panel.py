"""Knows how who returned what is shown, for one period or several, and what is done about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from highlight_desktop.hub import spreadsheet
from highlight_desktop.report.text import listed
from highlight_desktop.store.expectations import Absence
from ui import theme
from ui.hub.actions_row import ActionsRow
from ui.hub.current_stack import CurrentStack
from ui.hub.empty_state import EmptyState
from ui.hub.grid_table import GridTable
from ui.hub.line_dialog import LineDialog
from ui.hub.line_words import (
    KINDS,
    kind_in_words,
    reports_in_words,
    shape_of,
    state_in_words,
)
from ui.hub.reason_dialog import ReasonDialog
from ui.hub.return_strip import PERIODS_KEYS
from ui.hub.rows import Columns, Row, RowsModel, RowsTable
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from highlight_desktop.hub.grid import Grid
    from highlight_desktop.hub.returns import Line
    from highlight_desktop.report.period import Period

CHASER_KEYS = "Ctrl+Shift+E"
REACH = "At the hub’s desk"
"""Where the keys of its actions do something; the list of shortcuts says so."""
_ROOMY_FROM_PX = 260
SPANS = (1, 3, 6, 12, 26)
"""How many periods may stand side by side."""
_COLUMNS = Columns(
    ("Service area", "State", "Report", "Reason and notes"),
    shaped=1,
    left_out_narrow=frozenset({3}),
)
_ALL, _TO_DO = "All service areas", "Still to do"


class ReturnsPanel(QWidget):
    """A row for each service area; beside it one period with all about it, or several as cells."""

    report_wanted = Signal(str)
    """Carries the hash of a report to be looked at."""
    reason_given = Signal(object)
    """Carries an Absence; one with an empty reason takes the reason back."""
    chasers_wanted = Signal()
    periods_wanted = Signal(str, str, object)
    """Carries a service area and its key, to follow through all periods; the topic is left open."""
    span_chosen = Signal(int)
    """Carries how many periods are to stand side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._model = RowsModel(_COLUMNS, self)
        self._table = RowsTable(self._model, "Returns")
        self._grid = GridTable()
        self._period: Period | None = None
        self._areas: list[Sequence[Line]] = []
        self._shown_grid: Grid | None = None
        self._may_chase = True
        self._which, self._spans = ChoiceBox(), ChoiceBox()
        self._count = words(muted=True)
        self._told = words(muted=True)
        self._actions = ActionsRow()
        self._details = self._actions.button("&Details…", self._on_details)
        self._open = self._actions.button("&Open report", self._on_open)
        self._periods = self._actions.button("Throu&gh periods…", self._on_periods)
        self._periods.setToolTip(f"What it returned on a topic in each period ({PERIODS_KEYS})")
        self._reason = self._actions.button("Reaso&n…", self._on_reason)
        self._chase = self._actions.button("&Make all chasers", self._on_chase)
        self._copy = self._actions.button("Cop&y table", self._on_copy)
        # Or at first it would need more room than a low window has.
        self._periods.hide()
        self._copy.hide()
        self._empty = EmptyState("", "")
        self._states = CurrentStack(self._empty, self._table, self._grid)
        self._lay_out()
        self._add_periods_key()
        self._connect()
        self.show_no_period()

    @property
    def begins_at(self) -> QWidget | None:
        """Where the keys go when it is shown; None while there is nothing."""
        shown = self._states.currentWidget()
        return None if shown is self._empty else shown

    @property
    def span(self) -> int:
        """How many periods are to stand side by side, the chosen one last."""
        return SPANS[self._spans.currentIndex()]

    def choose_span(self, count: int) -> None:
        """Have so many periods side by side, as if it had been chosen by hand."""
        self._spans.setCurrentIndex(SPANS.index(count))
        self.span_chosen.emit(count)

    def show_no_period(self) -> None:
        """Say that a period is to be chosen first."""
        self._empty.tell("No period yet", "Type above for which period you collect.")
        self._show([], self._empty)

    def show_lines(self, lines: Sequence[Line], period: Period) -> None:
        """Show how it stands with every service area in one period."""
        self._period, self._shown_grid = period, None
        self._model.show_rows([_row(each) for each in lines])
        self._show([[line] for line in lines], self._table)

    def show_grid(self, grid: Grid) -> None:
        """Show how it stood with every service area in several periods."""
        self._period, self._shown_grid = grid.periods[-1], grid
        self._show([grid.of(key) for key in grid.areas], self._grid)

    def let_chase(self, allowed: bool) -> None:
        """Offer chasers only while no other period is being typed than the one that is shown."""
        self._may_chase = allowed
        self._offer_chasers()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low window the table needs the room most; its keys copy it all the same."""
        super().resizeEvent(event)
        self._periods.setVisible(event.size().height() >= _ROOMY_FROM_PX)
        self._copy.setVisible(event.size().height() >= _ROOMY_FROM_PX)
        self._on_selected()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys that copy mean the table."""
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and cast("QKeyEvent", event).matches(QKeySequence.StandardKey.Copy):
            self._on_copy()
            return True
        return super().eventFilter(watched, event)

    def _show(self, areas: list[Sequence[Line]], table: QWidget) -> None:
        self._areas = areas
        if not areas and self._period:
            self._empty.tell(
                "Nobody is expected, and nothing came",
                "Say under Expected (Ctrl+5) from whom reports are expected, or receive some"
                " (Ctrl+1).",
            )
        had_keys = self._table.hasFocus() or self._grid.hasFocus()
        self._states.setCurrentWidget(table if areas else self._empty)
        if had_keys and areas:
            table.setFocus()
        self._offer_choices()
        self._on_which()
        for widget in (self._which, self._copy):
            widget.setEnabled(bool(areas))
        self._offer_chasers()
        if self._period:
            announce(self, self._count.text())

    def _offer_chasers(self) -> None:
        there = any(map(_is_chased, self._of_last_period()))
        self._chase.setEnabled(self._may_chase and there)

    def _lay_out(self) -> None:
        self._spans.addItems(["One", *(f"The last {count}" for count in SPANS[1:])])
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_PX)
        for text, name, box in (
            ("Sho&w", "Show", self._which),
            ("Period&s", "Periods side by side", self._spans),
        ):
            label = QLabel(text)
            label.setBuddy(box)
            for widget in (box, box.view()):
                widget.setAccessibleName(name)
            box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(label)
            row.addWidget(box)
        row.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addLayout(row)
        column.addWidget(self._states, 1)
        column.addWidget(self._told)
        column.addWidget(self._actions)

    def _connect(self) -> None:
        chase = QAction("Make all chasers", self)
        chase.setShortcut(QKeySequence(CHASER_KEYS))
        chase.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        chase.setProperty("reach", REACH)
        chase.triggered.connect(self._on_chase)
        self.addAction(chase)
        self._chase.setToolTip(
            f"An e-mail draft for everybody whose report is missing ({CHASER_KEYS})"
        )
        self._copy.setToolTip("What is shown, to be pasted into a spreadsheet")
        self._which.activated.connect(self._on_which)
        self._spans.activated.connect(self._on_span)
        self._table.activated.connect(self._on_details)
        self._grid.activated.connect(self._on_cell)
        self._table.selectionModel().selectionChanged.connect(self._on_selected)
        self._grid.selectionModel().currentChanged.connect(self._on_selected)
        for table in (self._table, self._grid):
            table.installEventFilter(self)

    def _offer_choices(self) -> None:
        """Each state there is, with how many are in it; the one that was chosen stays so."""
        chosen = self._which.currentData()
        self._which.clear()
        self._which.addItem(_ALL, None)
        for kind in (_TO_DO, *KINDS):
            number = sum(_is_among(kind, each) for each in self._areas)
            if number or kind == _TO_DO:
                self._which.addItem(f"{kind} ({number:,})", kind)
        self._which.setCurrentIndex(max(0, self._which.findData(chosen)))

    def _on_which(self) -> None:
        wanted = self._which.currentData()
        if self._shown_grid is not None:
            self._grid.fill(self._shown_grid, partial(_is_among, wanted))
        else:
            self._model.let_pass(lambda row: _is_among(wanted, [row.about]))
        self._show_count()
        self._on_selected()

    def _show_count(self) -> None:
        there = len(self._areas)
        shown = self._model.rowCount() if self._shown_grid is None else self._grid.cells.rowCount()
        areas = "1 service area" if there == 1 else f"{there:,} service areas"
        self._count.setText(f"{shown:,} of {areas}" if shown < there else areas if there else "")

    def _on_span(self) -> None:
        self.span_chosen.emit(self.span)

    def _on_selected(self) -> None:
        line = self._line()
        self._details.setEnabled(line is not None)
        self._open.setEnabled(line is not None and bool(line.reports))
        self._periods.setEnabled(line is not None)
        self._reason.setEnabled(line is not None and bool(line.missing))
        self._told.setVisible(self._is_grid and self.height() >= _ROOMY_FROM_PX)
        self._told.setText(self._grid.told() if self._is_grid else "")

    @property
    def _is_grid(self) -> bool:
        return self._states.currentWidget() is self._grid

    def _line(self) -> Line | None:
        if self._is_grid:
            return self._grid.line()
        row = self._table.current()
        return row.about if row else None

    def _period_of_line(self) -> Period | None:
        return self._grid.period() if self._is_grid else self._period

    def _of_last_period(self) -> list[Line]:
        if self._shown_grid is None:
            return [line for lines in self._areas for line in lines]
        last = len(self._shown_grid.periods) - 1
        return [line for (_, at), line in self._shown_grid.lines.items() if at == last]

    def _on_cell(self) -> None:
        """Open the return of that period, or tell all about it where there is not just one."""
        line = self._line()
        if line is not None and len(line.latest) == 1:
            self._on_open()
        else:
            self._on_details()

    def _on_details(self) -> None:
        line, period = self._line(), self._period_of_line()
        if line is not None and period is not None:
            dialog = LineDialog(line, period, self)
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
        action.setProperty("reach", REACH)
        action.triggered.connect(self._on_periods)
        self.addAction(action)

    def _on_periods(self) -> None:
        line = self._line()
        if line is not None:
            self.periods_wanted.emit(line.service_area, line.service_key, None)

    def _on_reason(self) -> None:
        line, period = self._line(), self._period_of_line()
        if line is not None and period is not None:
            dialog = ReasonDialog(line, period, self)
            dialog.given.connect(partial(self._on_reason_given, line.service_key, period))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_reason_given(self, service_key: str, period: Period, reason: str) -> None:
        self.reason_given.emit(Absence(service_key, period.start, period.end, reason))

    def _on_chase(self) -> None:
        if self._chase.isEnabled():
            self.chasers_wanted.emit()

    def _on_copy(self) -> None:
        if not self._areas:
            return
        rows = self._grid.cells.as_rows() if self._is_grid else self._model.as_rows()
        QGuiApplication.clipboard().setText(spreadsheet.as_text(rows))
        self._show_count()
        told = "Copied. Paste it into a spreadsheet."
        self._count.setText(f"{self._count.text()}. {told}")
        announce(self, told)


def _is_among(wanted: str | None, lines: Sequence[Line]) -> bool:
    """Whether a service area is to be shown, of which these lines are."""
    if wanted == _TO_DO:
        return any(not (each.is_well or each.is_awaited) for each in lines)
    return wanted is None or any(kind_in_words(each) == wanted for each in lines)


def _is_chased(line: Line) -> bool:
    return bool(line.missing) and not line.reason


def _row(line: Line) -> Row:
    reason = line.reason_dated or " ".join(line.told)
    cells = (listed(line.service_area), state_in_words(line), reports_in_words(line), reason)
    return Row(line.service_key, cells, shape_of(line), line)
