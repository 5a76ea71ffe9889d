"""Knows how all that came from one service area for a period is told."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QVBoxLayout, QWidget

from highlight_desktop.hub.returns import Line, State
from highlight_desktop.report.calendar_words import printed
from highlight_desktop.report.period import Period
from highlight_desktop.report.text import listed
from highlight_desktop.store.desk import Standing
from ui import theme
from ui.hub.line_words import report_in_words, state_in_words
from ui.widgets.link_button import LinkButton
from ui.widgets.roomy_dialog import RoomyDialog, RoomyScroll
from ui.widgets.text_labels import words

_STANDINGS = {
    Standing.CURRENT: "",
    Standing.SUPERSEDED: " – superseded, kept to compare",
    Standing.CONFLICT: " – in conflict",
}


class LineDialog(RoomyDialog):
    """One service area: its state, what else there is to know, and a way to each report."""

    report_wanted = Signal(str)
    """Carries the hash of a report to be looked at."""

    def __init__(self, line: Line, period: Period, parent: QWidget | None = None) -> None:
        super().__init__(75 * theme.GAP_PX, parent)
        self.setWindowTitle("A service area")
        self.setAccessibleDescription(state_in_words(line))
        self._column.addWidget(words(listed(line.service_area), rank="heading"))
        self._column.addWidget(words(period.label, muted=True))
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_PX)
        told = [state_in_words(line), *line.told]
        if line.expected is not None and line.expected.director:
            told.append(f"Director: {line.expected.director}")
        if line.reason:
            told.append(f"Reason: {line.reason_dated}")
        for sentence in told:
            column.addWidget(words(sentence))
        if line.reports:
            column.addWidget(words("Reports, to open", rank="subheading"))
        for each in line.reports:
            days = printed(each.period_start, each.period_end)
            content = f", content {each.sha256[:8]}" if line.state is State.CONFLICT else ""
            sentence = f"{report_in_words(each)}, on {days}{content}{_STANDINGS[each.standing]}"
            link = LinkButton(sentence)
            link.clicked.connect(partial(self._on_link, each.sha256))
            column.addWidget(link)
        column.addStretch(1)
        self._column.addWidget(RoomyScroll(rows), 1)
        self._column.addSpacing(theme.GAP_PX)
        self._column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        close = buttons.addButton("&Close", QDialogButtonBox.ButtonRole.RejectRole)
        theme.mark(close, "primary")
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_link(self, sha256: str) -> None:
        self.accept()
        self.report_wanted.emit(sha256)
