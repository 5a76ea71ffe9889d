"""Knows the hub's page: the ways into it, one at a time, and the period some of them share."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.hub.current_stack import CurrentStack
from ui.hub.expected_panel import ExpectedPanel
from ui.hub.pack_panel import PackPanel
from ui.hub.period_row import PeriodRow
from ui.hub.receive_panel import ReceivePanel
from ui.hub.returns_panel import REACH, ReturnsPanel
from ui.hub.sections_panel import SectionsPanel
from ui.widgets.announce import announce
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QResizeEvent

_ROOMY_FROM_PX = 480
_TO_THE_BACKUPS = (
    "Put the newest backup that is whole in its place. What is there now is kept, and files that"
    " came since can be received once more."
)


class View(IntEnum):
    """The ways into the desk, in the order of their tabs."""

    RECEIVE = 0
    RETURNS = 1
    SECTIONS = 2
    PACK = 3
    EXPECTED = 4

    @property
    def heading(self) -> str:
        """What its tab says."""
        return self.name.capitalize()


_WITH_PERIOD = (View.RETURNS, View.SECTIONS, View.PACK)


class HubPage(QWidget):
    """Opens with "Opening the hub's desk…"; then shows it, or why it cannot."""

    list_requested = Signal()
    retry_requested = Signal()
    backups_requested = Signal()
    """The desk is damaged, and its backups are wanted."""
    viewed = Signal(object)
    """Another View is shown."""
    opened = Signal(str)
    """Carries the hash of a return to be shown."""
    opened_at = Signal(str, object)
    """Carries the hash of a return to be shown, and the Topic to begin with."""
    periods_wanted = Signal(str, str, object)
    """Carries a service area, its key, and the Topic to follow through all periods, or None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("The hub’s desk")
        self.receive, self.returns = ReceivePanel(), ReturnsPanel()
        self.sections, self.pack = SectionsPanel(), PackPanel()
        self.expected = ExpectedPanel()
        self.period = PeriodRow()
        self._title = words("The hub’s desk", rank="title")
        self._tabs = QTabBar()
        self._list = QPushButton("A&ll reports")
        self._retry = QPushButton("Tr&y again")
        self._backups = QPushButton("Look at the &backups…")
        self._problem = words()
        self._panels = (
            self.receive,
            self.returns,
            self.sections,
            self.pack,
            self.expected,
        )
        self._views = CurrentStack(*self._panels)
        self._opening = _framed("panel", words("Opening the hub’s desk…"))
        self._refused = self._refusal()
        self._desk = self._laid_out_desk()
        self._states = CurrentStack(self._opening, self._refused, self._desk)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top())
        self._column.addWidget(self._states, 1)
        self._list.clicked.connect(self.list_requested)
        self._retry.clicked.connect(self.retry_requested)
        self._backups.clicked.connect(self.backups_requested)
        self._tabs.currentChanged.connect(self._on_tab)
        self.receive.report_wanted.connect(self.opened)
        self.returns.report_wanted.connect(self.opened)
        self.sections.opened_at.connect(self.opened_at)
        self.returns.periods_wanted.connect(self.periods_wanted)
        self.sections.periods_wanted.connect(self.periods_wanted)
        self.period.understood.connect(self.returns.let_chase)
        self._add_keys()
        self._on_tab(0)
        # Or at first it would need more room than a low window has.
        self._spread_out(roomy=False)

    @property
    def view(self) -> View:
        """The one that is shown."""
        return View(self._tabs.currentIndex())

    def show_opening(self) -> None:
        """Say that the desk is being opened."""
        self._show(self._opening)

    def show_problem(self, message: str, remedy: str, *, is_damage: bool = False) -> None:
        """Say why the desk cannot be opened, what to do, and offer to try again.

        For a desk that is damaged the remedy are its backups, and the way to them is offered.
        """
        what_next = _TO_THE_BACKUPS if is_damage else remedy
        self._problem.setText(f"{message} {what_next}".strip())
        self._backups.setVisible(is_damage)
        self._show(self._refused)
        (self._backups if is_damage else self._retry).setFocus()
        announce(self, self._problem.text())

    def show_desk(self) -> None:
        """Show what there is, and begin there."""
        self._show(self._desk)
        self.go_on()

    def go_to(self, view: View) -> None:
        """Show one of the views."""
        self._tabs.setCurrentIndex(view)

    def go_on(self) -> None:
        """Put the keys where the view that is shown begins."""
        if self._states.currentWidget() is not self._desk:
            self._list.setFocus()
            return
        begins_at = self._panels[self.view].begins_at
        if begins_at is not None:
            begins_at.setFocus()
        else:
            self.period.go_to()

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Go on to where the page begins."""
        self.go_on()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low window the tables need the room more than the title and the margins do."""
        super().resizeEvent(event)
        self._spread_out(roomy=event.size().height() >= _ROOMY_FROM_PX)

    def _spread_out(self, *, roomy: bool) -> None:
        margin = 3 * theme.GAP_PX if roomy else theme.GAP_PX
        self._column.setContentsMargins(*[margin] * 4)
        spacing = theme.GAP_PX if roomy else theme.GAP_PX // 2
        for column in (self._column, self._desk_column):
            column.setSpacing(spacing)
        self._title.setVisible(roomy)

    def _show(self, state: QWidget) -> None:
        self._states.setCurrentWidget(state)
        self._tabs.setEnabled(state is self._desk)

    def _top(self) -> QVBoxLayout:
        theme.mark(self._tabs, "views")
        self._tabs.setAccessibleName("The hub’s desk")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(False)
        for view in View:
            self._tabs.addTab(view.heading)
            self._tabs.setTabToolTip(view, f"{view.heading} (Ctrl+{view + 1})")
        row = QHBoxLayout()
        row.addWidget(self._tabs, 1)
        row.addWidget(self._list)
        top = QVBoxLayout()
        top.addWidget(self._title)
        top.addLayout(row)
        return top

    def _laid_out_desk(self) -> QWidget:
        desk = QWidget()
        column = self._desk_column = QVBoxLayout(desk)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(self.period)
        column.addWidget(self._views, 1)
        return desk

    def _refusal(self) -> QFrame:
        for button in (self._retry, self._backups):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        heading = words("There is a problem", rank="heading")
        return _framed("problem", heading, self._problem, self._backups, self._retry)

    def _add_keys(self) -> None:
        for view in View:
            action = QAction(view.heading, self)
            action.setShortcut(QKeySequence(f"Ctrl+{view + 1}"))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setProperty("reach", REACH)
            action.setData(view)
            action.triggered.connect(self._on_key)
            self.addAction(action)

    def _on_key(self) -> None:
        action = self.sender()
        if isinstance(action, QAction) and self._tabs.isEnabled():
            self.go_to(View(action.data()))
            self.go_on()

    def _on_tab(self, number: int) -> None:
        self._views.setCurrentIndex(number)
        self.period.setVisible(View(number) in _WITH_PERIOD)
        self.viewed.emit(View(number))


def _framed(mark: str, *rows: QWidget) -> QFrame:
    frame = QFrame()
    theme.mark(frame, mark)
    column = QVBoxLayout(frame)
    column.setContentsMargins(*[2 * theme.GAP_PX] * 4)
    column.setSpacing(theme.GAP_PX)
    for row in rows:
        column.addWidget(row)
    column.addStretch(1)
    return frame
