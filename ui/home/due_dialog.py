"""Knows how what has been kept long enough is gone through: each is kept longer, or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.home.due_model import Column, DueModel, months
from ui.widgets.announce import announce
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words
from ui.widgets.wrapped_table import WrappedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from highlight_desktop.policy import Policy
    from highlight_desktop.store.retention import Due

_SIZE_PX = QSize(120 * theme.GAP_PX, 70 * theme.GAP_PX)
_SMALLEST_PX = QSize(64 * theme.GAP_PX, 40 * theme.GAP_PX)
_MONTHS = (12, 3, 6, 24, 60, 120)
"""How much longer it may be, the usual first."""
_REASON_LIMIT = 300
"""As `store.retention.REASON_LIMIT`, which is loaded in the background."""
_NO_RULES = (
    "Nobody has given this computer rules on how long reports are kept, so nothing is ever due and"
    " nothing is removed. IT can give them in a policy file."
)


class DueDialog(QDialog):
    """What is due, why, and two things to do with what is selected. Nothing goes by itself."""

    keep_requested = Signal(object, int, str)
    """Carries the ids of reports, for how many months more, and why."""
    remove_requested = Signal(object)
    """Carries what is to be removed, which is asked about first."""

    def __init__(self, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Review what is due")
        self._policy = policy
        self._caption = words(rank="heading")
        self._rules = words(muted=True)
        self._model = DueModel(self)
        self._table = WrappedTable(self._model)
        self._months = ChoiceBox()
        self._reason = QLineEdit()
        self._keep = QPushButton("&Keep longer")
        self._remove = QPushButton("&Remove for good…")
        self._all = QPushButton("Select a&ll")
        self._close = QPushButton("&Close")
        self._told = words(muted=True)
        self._lay_out()
        self._connect()
        self.show_due(())

    def show_due(self, due: Sequence[Due]) -> None:
        """Show what is due; the first is selected."""
        self._model.show_due(due)
        self._caption.setText(_caption(due))
        self._rules.setText(_where(self._policy) if due else _rules(self._policy))
        is_some = bool(due)
        for widget in (self._table, self._deciding, self._all, self._remove):
            widget.setVisible(is_some)
        self._space.setVisible(not is_some)
        if is_some:
            self._table.selectRow(0)
            self._table.setFocus()
        else:
            self._close.setFocus()
        self._on_selected()

    def selected(self) -> list[Due]:
        """What is selected, in the order of the rows."""
        rows = sorted(each.row() for each in self._table.selectionModel().selectedRows())
        return [self._model.due_at(row) for row in rows]

    def tell(self, text: str) -> None:
        """Say something below the list."""
        self._told.setText(text)
        self._told.setVisible(bool(text))
        announce(self, text)

    def _lay_out(self) -> None:
        self.resize(within_screen(self, _SIZE_PX))
        self.setMinimumSize(within_screen(self, _SMALLEST_PX))
        self._table.setAccessibleName("Reports that are due")
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (Column.REPORT, Column.WHY):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (Column.STATE, Column.DUE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._space = QWidget()
        self._deciding = self._decision_row()
        buttons = QHBoxLayout()
        for button in (self._all, self._remove, self._close):
            button.setAutoDefault(False)
            if button is self._close:
                buttons.addStretch(1)
            buttons.addWidget(button)
        theme.mark(self._close, "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.setSpacing(theme.GAP_PX)
        for row in (self._caption, self._rules):
            layout.addWidget(row)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._space, 1)
        layout.addWidget(self._deciding)
        layout.addWidget(self._told)
        self._told.hide()
        layout.addLayout(buttons)

    def _decision_row(self) -> QWidget:
        row = QWidget()
        for each in _MONTHS:
            self._months.addItem(months(each), each)
        self._months.setAccessibleName("Months to keep it longer")
        self._months.view().setAccessibleName("Months to keep it longer")
        self._reason.setMaxLength(_REASON_LIMIT)
        self._reason.setAccessibleName("Why it is kept longer")
        self._keep.setAutoDefault(False)
        more, because = QLabel("&Another"), QLabel("&because")
        more.setBuddy(self._months)
        because.setBuddy(self._reason)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (more, self._months, because):
            layout.addWidget(widget)
        layout.addWidget(self._reason, 1)
        layout.addWidget(self._keep)
        return row

    def _connect(self) -> None:
        # Replaced with the model's reset, the selection model itself stays.
        self._table.selectionModel().selectionChanged.connect(self._on_selected)
        self._reason.textChanged.connect(self._on_selected)
        self._reason.returnPressed.connect(self._keep.click)
        self._keep.clicked.connect(self._on_keep)
        self._remove.clicked.connect(self._on_remove)
        self._all.clicked.connect(self._table.selectAll)
        self._close.clicked.connect(self.reject)

    def _on_selected(self) -> None:
        selected = bool(self.selected())
        self._remove.setEnabled(selected)
        self._keep.setEnabled(selected and bool(self._reason.text().strip()))

    def _on_keep(self) -> None:
        ids = [each.report_id for each in self.selected()]
        self.keep_requested.emit(ids, self._months.currentData(), self._reason.text())

    def _on_remove(self) -> None:
        self.remove_requested.emit(self.selected())


def _caption(due: Sequence[Due]) -> str:
    if not due:
        return "Nothing is due"
    if len(due) == 1:
        return "1 report has been kept as long as the rules ask"
    return f"{len(due):,} reports have been kept as long as the rules ask"


def _rules(policy: Policy) -> str:
    asked = policy.retention
    known = (
        ("drafts", asked.drafts, "after they were last edited"),
        ("submitted reports", asked.submitted, "after they were submitted"),
        ("reports that were corrected since", asked.superseded, "likewise"),
        ("what the hub received", asked.returned, "after it came"),
        ("backups", asked.backups, "but always the newest"),
    )
    rules = [f"{name} {months(number)} {how}" for name, number, how in known if number is not None]
    if policy.path is None or not rules:
        return _NO_RULES
    return f"{_where(policy)} Kept are {'; '.join(rules)}. All else is kept for ever."


def _where(policy: Policy) -> str:
    return (
        f"This computer’s rules are in “{policy.path}”. Nothing is removed unless you remove it"
        " here."
    )
