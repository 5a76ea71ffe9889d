"""Knows how the backups there are stand in a list, with what each of them holds beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.home.reports_model import Column, ReportsModel
from ui.home.reports_table import ReportsTable
from ui.widgets.announce import announce
from ui.widgets.local_time import printed_here
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from highlight_desktop.store.backup import Backup
    from highlight_desktop.store.stored import Summary

_SIZE_PX = QSize(130 * theme.GAP_PX, 72 * theme.GAP_PX)
_SMALLEST_PX = QSize(60 * theme.GAP_PX, 36 * theme.GAP_PX)
_LIST_SHARE, _TABLE_SHARE = 2, 6
_READING = "Reading…"


class BackupsDialog(QDialog):
    """The backups, the newest first, and the reports in the one that is chosen.

    Nothing can be restored before it was read and shown.
    """

    backup_chosen = Signal(object)
    """Carries the path of the backup whose reports are wanted."""
    make_requested = Signal()
    place_requested = Signal()
    """Backups are to be looked for in another place."""
    restore_requested = Signal(object)
    """Carries the path of the backup to put in the place of the reports."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Backups")
        self._list = QListWidget()
        self._caption = words(rank="heading")
        self._remark = words(muted=True)
        self._model = ReportsModel(self)
        self._table = ReportsTable(self._model)
        self._make = QPushButton("&Make a backup now")
        self._place = QPushButton("&Another place…")
        self._restore = QPushButton("&Restore this one…")
        self._close = QPushButton("&Close")
        self._paths: list[Path] = []
        self._told = words(muted=True)
        self._lay_out()
        self._connect()

    def allow_making(self, allowed: bool) -> None:
        """Offer a backup only while there are reports at hand."""
        self._make.setEnabled(allowed)

    def show_backups(
        self, backups: Sequence[Backup], chosen: Path | None = None, own: str = ""
    ) -> None:
        """Show these backups, the newest first; the first is chosen, or the one named.

        Those of other reports than one's `own` are said to be of another computer.
        """
        before = self.chosen()
        self._list.blockSignals(True)
        self._list.clear()
        self._paths = [each.path for each in backups]
        for each in backups:
            when = printed_here(each.made_at)
            whose = "of another computer, " if each.is_others(own) else ""
            held = contents(each)
            what = f"{held[0].upper()}{held[1:]}, {whose}in {each.path.parent}"
            item = QListWidgetItem(f"{when}\n{what}")
            item.setToolTip(str(each.path))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{when}, {what}")
            self._list.addItem(item)
        wanted = chosen or before
        row = self._paths.index(wanted) if wanted in self._paths else 0
        self._list.setCurrentRow(row if backups else -1)
        self._list.blockSignals(False)
        self._on_chosen()

    def chosen(self) -> Path | None:
        """The backup that is looked at."""
        row = self._list.currentRow()
        return self._paths[row] if 0 <= row < len(self._paths) else None

    def show_held(self, path: Path, held: Sequence[Summary], counted: str = "") -> None:
        """Show the reports of a backup, unless another has been chosen meanwhile.

        `counted` says what is in it in words, where that is more than these.
        """
        if path != self.chosen():
            return
        self._model.show_reports(held)
        self._table.show()
        self._say(f"{counted or reports(len(held))}, read through and whole.")
        self._restore.setEnabled(True)

    def show_unusable(self, path: Path, why: str) -> None:
        """Say why a backup cannot be used, unless another has been chosen meanwhile."""
        if path == self.chosen():
            self._say(why)

    def tell(self, text: str) -> None:
        """Say something below the list."""
        self._told.setText(text)
        announce(self, text)

    def _lay_out(self) -> None:
        self.resize(within_screen(self, _SIZE_PX))
        self.setMinimumSize(within_screen(self, _SMALLEST_PX))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2 * theme.GAP_PX)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setStretchFactor(0, _LIST_SHARE)
        split.setStretchFactor(1, _TABLE_SHARE)
        split.setSizes([_LIST_SHARE * _SIZE_PX.width(), _TABLE_SHARE * _SIZE_PX.width()])
        theme.mark(self._restore, "primary")
        buttons = QHBoxLayout()
        for button in (self._make, self._place, self._restore, self._close):
            button.setAutoDefault(False)
            if button is self._restore:
                buttons.addStretch(1)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.setSpacing(theme.GAP_PX)
        layout.addWidget(split, 1)
        layout.addWidget(self._told)
        layout.addLayout(buttons)

    def _left(self) -> QWidget:
        label = QLabel("&Backups")
        label.setBuddy(self._list)
        self._list.setAccessibleName("Backups")
        self._list.setWordWrap(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setSpacing(theme.GAP_PX // 2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return _column(label, self._list)

    def _right(self) -> QWidget:
        self._table.setAccessibleName("Reports in this backup")
        # Room is scarce here, and nobody looks for a report by the edition of its form.
        self._table.setColumnHidden(Column.EDITION, True)
        return _column(self._caption, self._remark, self._table)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_chosen)
        self._make.clicked.connect(self.make_requested)
        self._place.clicked.connect(self.place_requested)
        self._restore.clicked.connect(self._on_restore)
        self._close.clicked.connect(self.reject)

    def _on_chosen(self) -> None:
        self._restore.setEnabled(False)
        self._table.hide()
        path = self.chosen()
        if path is None:
            self._caption.setText("There are no backups yet")
            self._say("Make one now, or look for backups in another place.")
            return
        self._caption.setText("What this backup holds")
        self._remark.setText(_READING)
        self.backup_chosen.emit(path)

    def _on_restore(self) -> None:
        self.restore_requested.emit(self.chosen())

    def _say(self, text: str) -> None:
        self._remark.setText(text)
        announce(self, text)


def reports(number: int) -> str:
    """How many, in words."""
    return "1 report" if number == 1 else f"{number:,} reports"


def contents(one: Backup) -> str:
    """What a backup holds, as its name tells."""
    if one.files is None:
        return reports(one.reports)
    return f"the hub’s desk: {received(one.files, one.reports)}"


def received(files: int, returns: int) -> str:
    """What is on the hub's desk, in words."""
    came_in = "1 file" if files == 1 else f"{files:,} files"
    returned = "1 return" if returns == 1 else f"{returns:,} returns"
    return f"{came_in} with {returned}"


def _column(*rows: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP_PX)
    for row in rows:
        layout.addWidget(row, stretch=1 if isinstance(row, QListWidget | ReportsTable) else 0)
    layout.addStretch(0)
    return column
