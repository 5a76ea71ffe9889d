"""Knows how the editions of the form stand in a list, and which of them may go again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.forms import Forms
from highlight_desktop.report.edition import Edition
from ui import theme
from ui.dialogs.edition_words import name_of
from ui.widgets.announce import announce
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

_SIZE_PX = QSize(95 * theme.GAP_PX, 56 * theme.GAP_PX)
_SMALLEST_PX = QSize(52 * theme.GAP_PX, 32 * theme.GAP_PX)


class EditionsDialog(QDialog):
    """The editions, the newest first; one that was added and has no reports can be removed."""

    add_requested = Signal()
    show_requested = Signal(object)
    """Carries the Edition that is to be looked at."""
    move_requested = Signal(object)
    """Carries the Edition that drafts are to move to."""
    save_requested = Signal(object)
    """Carries the Edition whose file is wanted."""
    remove_requested = Signal(object)
    """Carries the Edition that is no longer wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Form editions")
        self._forms = Forms()
        self._uses: Mapping[str, int] = {}
        self._list = QListWidget()
        self._told = words(muted=True)
        self._add = QPushButton("&Add from a file…")
        self._show = QPushButton("&Look at it…")
        self._move = QPushButton("&Move drafts to it…")
        self._save = QPushButton("&Save as a file…")
        self._remove = QPushButton("&Remove")
        self._close = QPushButton("&Close")
        self._lay_out()
        self._list.currentRowChanged.connect(self._on_chosen)
        self._list.itemActivated.connect(self._on_show)
        self._add.clicked.connect(self.add_requested)
        self._show.clicked.connect(self._on_show)
        self._move.clicked.connect(self._on_move)
        self._save.clicked.connect(self._on_save)
        self._remove.clicked.connect(self._on_remove)
        self._close.clicked.connect(self.reject)

    def show_forms(self, forms: Forms, uses: Mapping[str, int]) -> None:
        """Show these editions; `uses` has how many reports are on each, by its id."""
        row = max(0, self._list.currentRow())
        self._forms, self._uses = forms, uses
        self._list.blockSignals(True)
        self._list.clear()
        for each in forms.newest_first:
            about = f"{self._origin(each)}, {_reports(uses.get(each.id, 0))}"
            item = QListWidgetItem(f"{name_of(each)}\n{about}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name_of(each)}, {about}")
            self._list.addItem(item)
        self._list.setCurrentRow(min(row, self._list.count() - 1))
        self._list.blockSignals(False)
        self._on_chosen()
        if forms.faults:
            self.tell(" ".join(str(each) for each in forms.faults))

    def tell(self, text: str) -> None:
        """Say something below the list."""
        self._told.setText(text)
        self._told.setVisible(bool(text))
        announce(self, text)

    def _origin(self, edition: Edition) -> str:
        return "Added from a file" if edition in self._forms.added else "Came with the program"

    @property
    def _chosen(self) -> Edition:
        return self._forms.newest_first[self._list.currentRow()]

    def _lay_out(self) -> None:
        self.resize(within_screen(self, _SIZE_PX))
        self.setMinimumSize(within_screen(self, _SMALLEST_PX))
        label = QLabel("Form &editions")
        label.setBuddy(self._list)
        self._list.setAccessibleName("Form editions")
        self._list.setWordWrap(True)
        self._list.setSpacing(theme.GAP_PX // 2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self._close, "primary")
        self._told.hide()
        acts, foot = QHBoxLayout(), QHBoxLayout()
        for row, buttons in (
            (acts, (self._show, self._move, self._save, self._remove)),
            (foot, (self._add, self._close)),
        ):
            for button in buttons:
                button.setAutoDefault(False)
                if button is self._close:
                    row.addStretch(1)
                row.addWidget(button)
        acts.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.setSpacing(theme.GAP_PX)
        layout.addWidget(label)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._told)
        layout.addLayout(acts)
        layout.addSpacing(theme.GAP_PX)
        layout.addLayout(foot)

    def _on_chosen(self) -> None:
        is_one = self._list.currentRow() >= 0
        added = is_one and self._chosen in self._forms.added
        unused = is_one and not self._uses.get(self._chosen.id, 0)
        self._show.setEnabled(is_one)
        self._move.setEnabled(is_one)
        self._save.setEnabled(is_one)
        self._remove.setEnabled(added and unused)
        self._remove.setToolTip(_why_not(added=added, unused=unused))

    def _on_show(self) -> None:
        self.show_requested.emit(self._chosen)

    def _on_move(self) -> None:
        self.move_requested.emit(self._chosen)

    def _on_save(self) -> None:
        self.save_requested.emit(self._chosen)

    def _on_remove(self) -> None:
        self.remove_requested.emit(self._chosen)


def _why_not(*, added: bool, unused: bool) -> str:
    if not added:
        return "It came with the program and stays."
    return "" if unused else "Reports are written on it, so it stays."


def _reports(number: int) -> str:
    return "no reports" if not number else "1 report" if number == 1 else f"{number:,} reports"
