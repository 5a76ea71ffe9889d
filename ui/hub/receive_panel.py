"""Knows how files are handed to the hub's desk, and how it is told what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.hub.receiving import Outcome, Receipt, Received
from highlight_desktop.report.text import listed
from ui import theme
from ui.hub.actions_row import ActionsRow
from ui.hub.current_stack import CurrentStack
from ui.hub.empty_state import EmptyState
from ui.hub.received_dialog import ReceivedDialog
from ui.hub.received_words import DONE_NEXT, SHAPES, next_step, report_in_words
from ui.hub.rows import Columns, Row, RowsModel, RowsTable
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

_COLUMNS = Columns(
    ("File", "From", "Report", "Verdict", "What to do"),
    shaped=3,
    snug=frozenset({3}),
    left_out_narrow=frozenset({1, 4}),
)
_ALL, _TO_DO, _EVER = "Everything", "To look into", "All ever received"


class ReceivePanel(QWidget):
    """Files and folders are dropped or chosen; below stands what became of them."""

    paths_chosen = Signal(list)
    """Carries the files and folders to receive."""
    report_wanted = Signal(str)
    """Carries the hash of a report to be looked at."""
    history_wanted = Signal()
    """All that was ever received is to be shown."""
    original_wanted = Signal(str, str)
    """Carries the hash of a file to be saved elsewhere, and its name."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._model = RowsModel(_COLUMNS, self)
        self._table = RowsTable(self._model, "What came in")
        self._files = QPushButton("Choose f&iles…")
        self._folder = QPushButton("Choose a f&older…")
        self._which = ChoiceBox()
        self._count = words(muted=True)
        self._actions = ActionsRow()
        self._details = self._actions.button("&Details…", self._on_details)
        self._open = self._actions.button("Open re&port", self._on_open)
        self._save = self._actions.button("&Save the original…", self._on_save)
        self._empty = EmptyState(
            "Nothing was received yet",
            "Drop the files here that came by e-mail, or whole folders of them: PDFs, workbooks,"
            " e-mails with attachments (.eml), and earlier reports as Word documents or text."
            " Each is kept byte for byte, and you are told what became of it.",
        )
        self._states = CurrentStack(self._empty, self._table)
        self._lay_out()
        self._connect()
        self.show_received(())

    @property
    def begins_at(self) -> QWidget:
        """Where the keys go when it is shown."""
        return self._table if self._model.there else self._files

    def show_received(self, received: tuple[Received, ...]) -> None:
        """Show what was received before; see `tell` for what came just now."""
        self._offer_choices(received)
        self._model.show_rows([_row(number, each) for number, each in enumerate(received)])
        there = bool(received)
        self._states.setCurrentWidget(self._table if there else self._empty)
        for widget in (self._details, self._which):
            widget.setEnabled(there)
        self._on_selected()
        self._show_count()

    def tell(self, receipt: Receipt) -> None:
        """Show what came of what was handed over, and say it."""
        self.show_received(receipt.received)
        self._which.addItem(_EVER, _EVER)
        self._which.setEnabled(True)
        self._table.selectRow(0)
        self._table.setFocus()
        self._count.setText(in_words(receipt))
        announce(self, self._count.text())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files and folders."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand them on."""
        event.acceptProposedAction()
        self.paths_chosen.emit(_paths(event))

    def _lay_out(self) -> None:
        theme.mark(self._files, "primary")
        label = QLabel("Sho&w")
        label.setBuddy(self._which)
        for widget in (self._which, self._which.view()):
            widget.setAccessibleName("Show")
        self._which.setSizeAdjustPolicy(self._which.SizeAdjustPolicy.AdjustToContents)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_PX)
        row.addWidget(self._files)
        row.addWidget(self._folder)
        row.addStretch(1)
        row.addWidget(label)
        row.addWidget(self._which)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addLayout(row)
        column.addWidget(self._count)
        column.addWidget(self._states, 1)
        column.addWidget(self._actions)

    def _connect(self) -> None:
        self._files.clicked.connect(self._on_choose_files)
        self._folder.clicked.connect(self._on_choose_folder)
        self._which.activated.connect(self._on_which)
        self._table.activated.connect(self._on_details)
        self._table.selectionModel().selectionChanged.connect(self._on_selected)

    def _offer_choices(self, received: tuple[Received, ...]) -> None:
        """Each verdict there is, with how many have it."""
        counts = Receipt(received).counts
        self._which.clear()
        self._which.addItem(_ALL, None)
        to_do = sum(map(_is_to_do, received))
        self._which.addItem(f"{_TO_DO} ({to_do:,})", _TO_DO)
        for outcome in Outcome:
            if outcome in counts:
                self._which.addItem(f"{outcome.label} ({counts[outcome]:,})", outcome.value)
        self._model.let_pass(lambda _row: True)

    def _on_which(self) -> None:
        wanted = self._which.currentData()
        if wanted == _EVER:
            self.history_wanted.emit()
            return
        if wanted == _TO_DO:
            self._model.let_pass(lambda row: _is_to_do(row.about))
        else:
            self._model.let_pass(lambda row: wanted in (None, row.about.outcome.value))
        self._show_count()
        self._on_selected()

    def _show_count(self) -> None:
        shown, there = self._model.rowCount(), self._model.there
        files = "1 file" if there == 1 else f"{there:,} files"
        self._count.setText(f"{shown:,} of {files} shown" if shown < there else files)
        self._count.setVisible(bool(there))

    def _on_selected(self) -> None:
        row = self._table.current()
        received: Received | None = row.about if row else None
        self._details.setEnabled(received is not None)
        self._open.setEnabled(received is not None and received.returned is not None)
        self._save.setEnabled(received is not None and bool(received.sha256))

    def _on_choose_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(
            self,
            "Receive files",
            "",
            "Returns (*.pdf *.xlsx *.eml *.docx *.txt);;All files (*)",
        )
        if chosen:
            self.paths_chosen.emit(chosen)

    def _on_choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Receive a folder")
        if chosen:
            self.paths_chosen.emit([chosen])

    def _on_details(self) -> None:
        row = self._table.current()
        if row is not None:
            dialog = ReceivedDialog(row.about, self)
            dialog.report_wanted.connect(self.report_wanted)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _on_open(self) -> None:
        row = self._table.current()
        if row is not None and row.about.returned is not None:
            self.report_wanted.emit(row.about.returned.sha256)

    def _on_save(self) -> None:
        row = self._table.current()
        if row is not None:
            self.original_wanted.emit(row.about.sha256, row.about.name)


def in_words(receipt: Receipt) -> str:
    """The whole outcome in one line; the numbers add up to what was handed over."""
    parts = [f"{number:,} {outcome.label.lower()}" for outcome, number in receipt.counts.items()]
    number = len(receipt.received)
    files = "1 file came in" if number == 1 else f"{number:,} files came in"
    told = f"{files}: {', '.join(parts)}." if parts else "There was no file in that."
    if receipt.not_read:
        told += f" Stopped; {len(receipt.not_read):,} not read."
    return told


def _is_to_do(each: Received) -> bool:
    return bool(next_step(each))


def _row(number: int, each: Received) -> Row:
    # The address on a line of its own, so that it is broken only where it has to be.
    from_whom = each.sender.replace(" <", "\n<") or each.source
    told = next_step(each)
    cells = (
        listed(each.name),
        from_whom,
        report_in_words(each),
        each.outcome.label,
        told or DONE_NEXT,
    )
    return Row(f"{number}", cells, SHAPES[each.outcome], each)


def _paths(event: QDragEnterEvent | QDropEvent) -> list[str]:
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
