"""Knows the first page: the reports there are, and the ways to begin another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.home.deleted_strip import UNDO_KEYS, DeletedStrip
from ui.home.report_actions import ReportActions
from ui.home.reports_model import ReportsModel, is_binned, is_frozen, title_of
from ui.home.reports_table import ReportsTable
from ui.home.sorting import REACH, Sorting
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QHideEvent, QResizeEvent

    from highlight_desktop.report.edition import Edition
    from highlight_desktop.store.stored import Summary

_ROOMY_FROM_PX = 480
_BIN = 1
"""Which of the two views is the bin."""


class HomePage(QWidget):
    """Opens with "Opening your reports…"; then shows the reports, or why it cannot."""

    new_requested = Signal(str)  # edition id
    hub_requested = Signal()
    import_requested = Signal()
    files_dropped = Signal(list)  # paths of files of any kind
    opened = Signal(str)  # report id
    export_requested = Signal(str)  # report id
    correct_requested = Signal(object)  # the summary of a submitted report
    delete_requested = Signal(str)  # report id
    put_back_requested = Signal(str)  # report id
    next_requested = Signal(str)  # id of the report to start from
    retry_requested = Signal()
    rescue_requested = Signal()
    """What can be rescued of a damaged database is to be brought back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Highlight reports")
        self.setAcceptDrops(True)
        self._model = ReportsModel(self)
        self._table = ReportsTable(self._model)
        self._table.setAccessibleName("Reports")
        self._new = QPushButton("&New report")
        self._import = QPushButton("&Import earlier report…")
        self._hub = QPushButton("The hu&b’s desk")
        self._hub.hide()
        self._reports: Sequence[Summary] = ()
        self._binned: Sequence[Summary] = ()
        self._worked_on = ""
        self._may_write = True
        self._which = ChoiceBox()
        self._actions = ReportActions()
        self._deleted = DeletedStrip()
        self._find = QLineEdit()
        self._count = words(muted=True)
        self._retry = QPushButton("Tr&y again")
        self._rescue = QPushButton("&Bring back what can be rescued…")
        self._problem = words()
        self.sorting = Sorting(self._table, self)
        self._states = QStackedWidget()
        self._opening = self._add_state(_panel("panel", words("Opening your reports…")))
        self._refused = self._add_state(_panel("problem", *self._refusal()))
        self._empty = self._add_state(_panel("panel", *_welcome()))
        self._listed = self._add_state(self._list())
        layout = self._column = QVBoxLayout(self)
        layout.addLayout(self._top())
        layout.addWidget(self._deleted)
        layout.addWidget(self._states, 1)
        self._connect()
        self.show_opening()

    def show_opening(self) -> None:
        """Say that the reports are on their way; nothing can be begun yet."""
        self._show(self._opening, ready=False, focus=self._opening)

    def show_problem(self, message: str, remedy: str, *, is_damage: bool = False) -> None:
        """Say why the reports cannot be shown, what to do, and offer to try again.

        Of damage, also offer to bring back what can be rescued.
        """
        self._rescue.setVisible(is_damage)
        self._problem.setText(f"{message} {remedy}".strip())
        self._show(self._refused, ready=False, focus=self._retry)
        announce(self, f"{message} {remedy}")

    def let_write(self, allowed: bool) -> None:
        """Offer what changes reports, or, where nothing can be kept, only what reads them."""
        self._may_write = allowed
        self._actions.let_write(allowed)

    def show_editions(self, editions: Sequence[Edition]) -> None:
        """Offer these editions of the form for a new report, the newest first."""
        menu = QMenu(self._new)
        menu.setAccessibleName("Form editions")
        for edition in sorted(editions, key=lambda edition: edition.age, reverse=True):
            choice = menu.addAction(f"{edition.title} ({edition.id})".replace("&", "&&"))
            choice.triggered.connect(partial(self._on_new, edition.id))
        self._new.setMenu(menu)

    def show_reports(self, reports: Sequence[Summary]) -> None:
        """Show these reports; the one that was selected, or worked on last, is selected."""
        self._reports = reports
        self._show_chosen()
        if self._worked_on:
            self._table.select(self._worked_on, self._table.currentIndex().row())
            self._worked_on = ""

    def select_next_time(self, report_id: str) -> None:
        """Select the report that was worked on, as soon as the reports are shown afresh."""
        self._worked_on = report_id

    def show_bin(self, binned: Sequence[Summary]) -> None:
        """Offer these deleted drafts to be put back, in a view of their own."""
        self._binned = binned
        self._which.setItemText(_BIN, f"Bin ({len(binned)})" if binned else "Bin")
        self._show_chosen()

    def offer_hub(self, offered: bool) -> None:
        """Show the way to the hub's desk, or none."""
        self._hub.setVisible(offered)

    def show_deleted(self, report_id: str) -> None:
        """Say that a draft of the list was deleted, and offer to undo it."""
        known = [each for each in self._reports if each.id == report_id]
        if known:
            self._deleted.show_deleted(report_id, title_of(known[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """In a low window the list needs the room more than the margins do."""
        super().resizeEvent(event)
        margin = 4 * theme.GAP_PX if event.size().height() >= _ROOMY_FROM_PX else theme.GAP_PX
        self._column.setContentsMargins(*[margin] * 4)
        self._column.setSpacing(max(theme.GAP_PX, margin // 2))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """What was deleted can be put back from the bin from now on."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._deleted.hide()

    def _show_chosen(self) -> None:
        """Show the reports, or those in the bin."""
        in_bin = self._which.currentIndex() == _BIN
        before, row = self._table.selected_report_id(), self._table.currentIndex().row()
        self._model.show_reports(self._binned if in_bin else self._reports)
        self._table.select(before, row)
        self._actions.show_bin(shown=in_bin)
        if self._reports or self._binned:
            self._show(self._listed, ready=True, focus=self._table)
        else:
            self._show(self._empty, ready=True, focus=self._new)
        self._count_rows()
        self._on_selected()

    @property
    def selected_report_id(self) -> str:
        """The report that is meant while the list is shown; empty if there is none.

        Until the list has come, that is the one that is to be selected in it.
        """
        if self._worked_on:
            return self._worked_on
        report = self._table.selected_report()
        return report.id if report is not None and not is_binned(report) else ""

    def focusInEvent(self, _event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Go on to where the page begins. (With a focus proxy, Tab would not get past it.)"""
        self._begins_at.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files, once reports can be taken in."""
        if self._import.isEnabled() and _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand on the files."""
        event.acceptProposedAction()
        self.files_dropped.emit(_files(event))

    def _add_state(self, state: QWidget) -> QWidget:
        self._states.addWidget(state)
        return state

    def _top(self) -> QHBoxLayout:
        theme.mark(self._new, "primary")
        top = QHBoxLayout()
        top.addWidget(words("Highlight reports", rank="title"), 1)
        top.addWidget(self._hub)
        top.addWidget(self._import)
        top.addWidget(self._new)
        return top

    def _list(self) -> QWidget:
        label = QLabel("Fin&d")
        label.setBuddy(self._find)
        self._find.setClearButtonEnabled(True)
        self._find.setPlaceholderText("Service, period or state")
        self._find.setMaximumWidth(45 * theme.GAP_PX)
        above = QHBoxLayout()
        above.addWidget(label)
        above.addWidget(self._find, 1)
        which = QLabel("Sho&w")
        which.setBuddy(self._which)
        self._which.addItems(["Reports", "Bin"])
        for widget in (self._which, self._which.view()):
            widget.setAccessibleName("Show")
        above.addWidget(which)
        above.addWidget(self._which)
        above.addWidget(self._count, 1)
        state = QWidget()
        layout = QVBoxLayout(state)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(int(1.5 * theme.GAP_PX))
        layout.addLayout(above)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._actions)
        return state

    def _refusal(self) -> tuple[QWidget, ...]:
        for button in (self._retry, self._rescue):
            # On a row of its own the button would be as wide as the page.
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._rescue.hide()
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._retry)
        row.addWidget(self._rescue)
        row.addStretch(1)
        return words("There is a problem", rank="heading"), self._problem, buttons

    def _connect(self) -> None:
        self._import.clicked.connect(self._on_import)
        self._hub.clicked.connect(self.hub_requested)
        self._retry.clicked.connect(self._on_retry)
        self._rescue.clicked.connect(self.rescue_requested)
        self._actions.open_pressed.connect(self._on_open)
        self._actions.export_pressed.connect(self._on_export)
        self._actions.next_pressed.connect(self._on_next)
        self._actions.correct_pressed.connect(self._on_correct)
        self._actions.delete_pressed.connect(self._on_delete)
        self._actions.put_back_pressed.connect(self._on_put_back)
        self._deleted.undo_requested.connect(self._on_undo)
        self._which.currentIndexChanged.connect(self._show_chosen)
        for name, keys, widget, slot in (
            ("Delete the draft", QKeySequence.StandardKey.Delete, self._table, self._on_delete),
            ("Undo deleting", UNDO_KEYS, self, self._deleted.undo),
        ):
            action = QAction(name, widget)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setProperty("reach", REACH)
            action.triggered.connect(slot)
            widget.addAction(action)
        self._find.textChanged.connect(self._on_find)
        self._table.activated.connect(self._on_open)
        self._table.selectionModel().selectionChanged.connect(self._on_selected)

    def _show(self, state: QWidget, *, ready: bool, focus: QWidget) -> None:
        """Switch to a state; someone who was on this page goes on where the state begins."""
        was_here = self.isAncestorOf(self.focusWidget() or self) or self.hasFocus()
        changes = self._states.currentWidget() is not state
        self._states.setCurrentWidget(state)
        self._new.setEnabled(ready and self._may_write)
        self._import.setEnabled(ready and self._may_write)
        self._begins_at = focus
        if was_here and changes:
            focus.setFocus()

    def _count_rows(self) -> None:
        shown, there = self._model.rowCount(), self._model.there
        if self._find.text().strip():
            text = f"{shown:,} of {there:,} shown" if shown else "No report has these words"
        elif not there and self._which.currentIndex() == _BIN:
            text = "The bin is empty"
        else:
            text = "1 report" if there == 1 else f"{there:,} reports"
        if text != self._count.text():
            self._count.setText(text)
            announce(self._count, text)

    def _on_find(self, typed: str) -> None:
        self._model.look_for(typed)
        self._count_rows()
        self._on_selected()

    def _on_selected(self) -> None:
        self._actions.offer(self._table.selected_report())

    def _on_new(self, edition_id: str) -> None:
        self.new_requested.emit(edition_id)

    def _on_import(self) -> None:
        self.import_requested.emit()

    def _on_retry(self) -> None:
        self.retry_requested.emit()

    def _on_open(self) -> None:
        report = self._table.selected_report()
        if report is not None and not is_binned(report):
            self.opened.emit(report.id)

    def _on_export(self) -> None:
        self.export_requested.emit(self._table.selected_report_id())

    def _on_next(self) -> None:
        self.next_requested.emit(self.selected_report_id)

    def _on_correct(self) -> None:
        self.correct_requested.emit(self._table.selected_report())

    def _on_delete(self) -> None:
        report = self._table.selected_report()
        if report is None or is_binned(report):
            return
        if is_frozen(report):
            announce(self, "A submitted report cannot be deleted.")
        else:
            self.delete_requested.emit(report.id)

    def _on_put_back(self) -> None:
        report_id = self._table.selected_report_id()
        self._deleted.withdraw(report_id)
        self.put_back_requested.emit(report_id)

    def _on_undo(self, report_id: str) -> None:
        self._table.setFocus()
        self.put_back_requested.emit(report_id)


def _welcome() -> tuple[QWidget, QWidget]:
    return (
        words("No reports yet", rank="heading"),
        words(
            "Choose New report to write your first one, or Import earlier report to carry on"
            " from one you have as a Word document or text file, or as a PDF or workbook of this"
            " program. You can also drop the file here."
        ),
    )


def _panel(look: str, *rows: QWidget) -> QWidget:
    frame = QFrame()
    theme.mark(frame, look)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(*[3 * theme.GAP_PX] * 4)
    inside.setSpacing(theme.GAP_PX)
    for row in rows:
        inside.addWidget(row)
    state = QWidget()
    layout = QVBoxLayout(state)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(frame)
    layout.addStretch(1)
    return state


def _files(event: QDragEnterEvent | QDropEvent) -> list[str]:
    """The files among what is dragged; one that cannot be imported is refused in a sentence."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
