"""Knows how the earlier versions of a report are listed, compared with now, and chosen from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.editor.version_words import places_in_words, time_in_words
from ui.widgets.announce import announce
from ui.widgets.local_time import here
from ui.widgets.paragraph_list import Paragraph, ParagraphList
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

if TYPE_CHECKING:
    from datetime import date

    from highlight_desktop.report.report import Report
    from highlight_desktop.store.history import Version

_SIZE_PX = QSize(120 * theme.GAP_PX, 70 * theme.GAP_PX)
_SMALLEST_PX = QSize(60 * theme.GAP_PX, 36 * theme.GAP_PX)
_BESIDE_PX, _ABOVE_PX = 16, 6
"""What is kept free of a version's words, left and right or above and below together."""
_LIST_SHARE, _TEXT_SHARE = 2, 3
_NOW, _SUBMITTED = "Now, saved {}", "Submitted, as saved {}"
_FIRST = "The first version"
_CARRIED_OVER = "The first version, carried over from the last report"
_LEGEND = "Underlined words have come since then; words struck through have gone."


class HistoryDialog(QDialog):
    """The versions, the newest first, and beside them what has changed since the chosen one."""

    version_chosen = Signal(int)
    """Carries the revision whose comparison is wanted."""
    restore_requested = Signal(int)
    """Carries the revision to bring back."""

    def __init__(
        self,
        report: Report,
        versions: Sequence[Version],
        today: date,
        *,
        read_only: bool,
        submitted: bool = False,
        carried_over: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`versions` are the oldest first; the last is what the report is now.

        `submitted`: that is what was sent. `carried_over`: the first began with text of the
        last report.
        """
        super().__init__(parent)
        self.setWindowTitle("History")
        self._read_only = read_only
        self._first = _CARRIED_OVER if carried_over else _FIRST
        self._now = _SUBMITTED if submitted else _NOW
        self._list = QListWidget()
        self._caption = words(rank="heading")
        self._remark = words(muted=True)
        self._paragraphs = ParagraphList()
        self._restore = QPushButton("&Restore this version")
        self._close = QPushButton("&Close")
        self._lay_out()
        self._fill(report, versions, today)
        self._connect()
        self._list.setCurrentRow(0)

    def chosen_revision(self) -> int:
        """The revision of the version that is looked at."""
        item = self._list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def show_comparison(self, revision: int, paragraphs: Sequence[Paragraph]) -> None:
        """Show what has changed since a version, unless another has been chosen meanwhile."""
        if revision != self.chosen_revision():
            return
        self._paragraphs.show_paragraphs(paragraphs)
        self._paragraphs.setVisible(bool(paragraphs))
        if paragraphs:
            self._say(_LEGEND)
        else:
            self._say("The report is the same now as it was then.")
        self._restore.setEnabled(bool(paragraphs) and not self._read_only)

    def _lay_out(self) -> None:
        self.resize(within_screen(self, _SIZE_PX))
        self.setMinimumSize(within_screen(self, _SMALLEST_PX))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(2 * theme.GAP_PX)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setStretchFactor(0, _LIST_SHARE)
        split.setStretchFactor(1, _TEXT_SHARE)
        # Of their own accord the two would share the width anew whenever there is less to show.
        split.setSizes([_LIST_SHARE * _SIZE_PX.width(), _TEXT_SHARE * _SIZE_PX.width()])
        buttons = QHBoxLayout()
        if self._read_only:
            buttons.addWidget(words("This report is read only: look, but nothing is restored."), 1)
            self._restore.hide()
        else:
            buttons.addWidget(words("Restoring is a new version, and can be taken back here."), 1)
            theme.mark(self._restore, "primary")
        for button in (self._restore, self._close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.setSpacing(2 * theme.GAP_PX)
        layout.addWidget(split, 1)
        layout.addLayout(buttons)

    def _left(self) -> QWidget:
        label = QLabel("&Versions")
        label.setBuddy(self._list)
        self._list.setAccessibleName("Versions")
        self._list.setWordWrap(True)
        self._list.setSpacing(theme.GAP_PX // 2)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setItemDelegate(_WrappedVersion(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return _column(label, self._list)

    def _right(self) -> QWidget:
        self._paragraphs.setAccessibleName("What has changed since then")
        return _column(self._caption, self._remark, self._paragraphs)

    def _fill(self, report: Report, versions: Sequence[Version], today: date) -> None:
        for number, version in reversed(list(enumerate(versions))):
            when = time_in_words(here(version.saved_at), today)
            if number == len(versions) - 1:
                when = self._now.format(f"{when[0].lower()}{when[1:]}")
            what = places_in_words(report, version.places)
            if number == 0:
                what = self._first
            elif version.cause == "restored":
                what = f"Restored: {what}"
            item = QListWidgetItem(f"{when}\n{what}")
            item.setData(Qt.ItemDataRole.UserRole, version.revision)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{when}. {what}")
            self._list.addItem(item)

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._on_chosen)
        self._restore.clicked.connect(self._on_restore)
        self._close.clicked.connect(self.reject)

    def _on_chosen(self, row: int) -> None:
        self._restore.setEnabled(False)
        self._paragraphs.hide()
        if row == 0:
            self._caption.setText("Now")
            only = self._list.count() == 1
            there = "There is no earlier version yet." if only else "Choose an earlier version."
            self._say(f"This is the report as it stands. {there}")
        else:
            self._caption.setText("What has changed since then")
            self._remark.setText("Comparing…")
            self.version_chosen.emit(self.chosen_revision())

    def _on_restore(self) -> None:
        self._restore.setEnabled(False)
        self.restore_requested.emit(self.chosen_revision())

    def _say(self, text: str) -> None:
        self._remark.setText(text)
        announce(self, text)


class _WrappedVersion(QStyledItemDelegate):
    """As tall as its wrapped words need: Qt's own sum forgets the style sheet's margins."""

    def __init__(self, versions: QListWidget) -> None:
        super().__init__(versions)
        self._list = versions

    def sizeHint(  # noqa: N802 - Qt's name
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._list.viewport().width() - 2 * self._list.spacing()
        room = QRect(0, 0, width - _BESIDE_PX, 100_000)
        words = self._list.fontMetrics().boundingRect(
            room, Qt.TextFlag.TextWordWrap, str(index.data())
        )
        return QSize(width, words.height() + _ABOVE_PX)


def _column(*rows: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP_PX)
    for row in rows:
        layout.addWidget(row, stretch=1 if isinstance(row, QListWidget | ParagraphList) else 0)
    layout.addStretch(0)
    return column
