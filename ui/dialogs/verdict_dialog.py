"""Knows how the verdict on a document is told: plainly first, then what differs, to read through.

A green or red word alone would be lost on some; the heading says it, and so does the description
that a screen reader reads out.
"""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialogButtonBox, QTextEdit, QVBoxLayout, QWidget

from highlight_desktop.report.report import title_in_words
from highlight_desktop.report.snapshot import Snapshot
from ui import theme
from ui.widgets.local_time import printed_here
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import to_copy, to_read_through, words

_LIST_HEIGHT_PX = 30 * theme.GAP_PX


class VerdictDialog(RoomyDialog):
    """One document: what it is, of which report, and where it is not as it was submitted."""

    def __init__(
        self,
        file_name: str,
        heading: str,
        meaning: str,
        snapshot: Snapshot | None,
        details: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        """`heading` is the verdict; `details` are whole sentences, one line each."""
        super().__init__(80 * theme.GAP_PX, parent)
        self.setWindowTitle("Check a document")
        self._told: QTextEdit | None = None
        self.setAccessibleDescription(f"{heading}. {meaning}")
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GAP_PX)
        self._column.addWidget(words(heading, rank="heading"))
        for text in (f"“{file_name}”", meaning):
            self._rows.addWidget(words(text))
        if snapshot is not None:
            self._add_report(snapshot)
        if details:
            self._add_details(details)
        self._rows.addStretch(1)
        self._scroll = RoomyScroll(rows)
        self._column.addWidget(self._scroll, 1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())
        # What differs is to be read; when there is nothing, there is nothing left but to close.
        (self._told or self._close).setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Have what has the keys in sight, however small the screen."""
        super().showEvent(event)
        if self._told is not None:
            self._scroll.ensureWidgetVisible(self._told)

    def _add_report(self, snapshot: Snapshot) -> None:
        self._rows.addSpacing(theme.GAP_PX)
        self._rows.addWidget(words(title_in_words(snapshot.report)))
        moment = printed_here(snapshot.submitted_at)
        self._rows.addWidget(words(f"Version {snapshot.version}, submitted {moment}", muted=True))
        label = words("&SHA-256 of what was submitted", muted=True)
        fingerprint = to_copy(snapshot.sha256, "SHA-256 of what was submitted")
        label.setBuddy(fingerprint)
        self._rows.addWidget(label)
        self._rows.addWidget(fingerprint)

    def _add_details(self, details: tuple[str, ...]) -> None:
        self._rows.addSpacing(theme.GAP_PX)
        label = words("&What was noticed", rank="subheading")
        told = self._told = to_read_through(details, "What was noticed", _LIST_HEIGHT_PX)
        label.setBuddy(told)
        self._rows.addWidget(label)
        self._rows.addWidget(told)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(self._close, "primary")
        self._close.setDefault(True)
        buttons.rejected.connect(self.reject)
        return buttons
