"""Knows how everything about one file that came in is told, its differences line by line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from highlight_desktop.hub.receiving import Outcome, Received
from highlight_desktop.report.text import listed
from ui import theme
from ui.hub.received_words import next_step, report_in_words
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import to_copy, to_read_through, words

_LIST_HEIGHT_PX = 24 * theme.GAP_PX


class ReceivedDialog(RoomyDialog):
    """One file: its verdict, its report, what was noticed, and the next step."""

    report_wanted = Signal(str)
    """Carries the hash of the report in it."""

    def __init__(self, received: Received, parent: QWidget | None = None) -> None:
        super().__init__(80 * theme.GAP_PX, parent)
        self.setWindowTitle("A file that came in")
        self._received = received
        verdict, what_next = received.outcome.label, next_step(received)
        self.setAccessibleDescription(f"{verdict}. {what_next}".strip())
        rows = QWidget()
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GAP_PX)
        self._column.addWidget(words(verdict, rank="heading"))
        self._rows.addWidget(words(f"“{listed(received.name)}”"))
        for text in (received.sender, received.source):
            if text:
                self._rows.addWidget(words(f"From {text}", muted=True))
        self._rows.addWidget(words(f"Report: {report_in_words(received)}"))
        if what_next and received.outcome is not Outcome.UNREADABLE:
            # Of that one each reason below says what to do.
            self._rows.addWidget(words(what_next))
        if received.told:
            self._add_told(received.told)
        if received.sha256:
            self._add_fingerprint(received.sha256)
        self._rows.addStretch(1)
        self._column.addWidget(RoomyScroll(rows), 1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())
        self._close.setFocus()

    def _add_told(self, told: tuple[str, ...]) -> None:
        label = words("&What was noticed", rank="subheading")
        text = to_read_through(told, "What was noticed", _LIST_HEIGHT_PX)
        label.setBuddy(text)
        self._rows.addWidget(label)
        self._rows.addWidget(text)

    def _add_fingerprint(self, sha256: str) -> None:
        label = words("SHA-&256 of the file", muted=True)
        fingerprint = to_copy(sha256, "SHA-256 of the file")
        label.setBuddy(fingerprint)
        self._rows.addWidget(label)
        self._rows.addWidget(fingerprint)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self._close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(self._close, "primary")
        self._close.setDefault(True)
        buttons.rejected.connect(self.reject)
        if self._received.returned is not None:
            look = buttons.addButton("Open &report", QDialogButtonBox.ButtonRole.ActionRole)
            look.setAutoDefault(False)
            look.clicked.connect(self._on_look)
        return buttons

    def _on_look(self) -> None:
        assert self._received.returned is not None
        self.accept()
        self.report_wanted.emit(self._received.returned.sha256)
