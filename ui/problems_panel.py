"""Knows how what was found in a report is listed, each entry a way to its place."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.findings import Finding
from highlight_desktop.report.report import Place
from ui import theme
from ui.announce import announce
from ui.link_button import LinkButton
from ui.text_labels import words

_TALLEST_PX = 28 * theme.GAP_PX
"""A longer list scrolls, so that the text it is about stays in sight."""


class ProblemsPanel(QFrame):
    """ "There is a problem", or quietly the hints; hidden until there is something to show."""

    place_chosen = Signal(object)  # Place
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = words(rank="heading")
        self._intro = words()
        self._close = QPushButton("Close")
        self._close.setAccessibleName("Close the list")
        self._close.clicked.connect(self.close_list)
        self._list = _LinkList()
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.addLayout(top)
        layout.addWidget(self._intro)
        layout.addWidget(self._list)
        self.hide()

    def show_findings(self, findings: list[Finding]) -> None:
        """List what was found, what blocks first, and take the focus."""
        blocking = [finding for finding in findings if finding.blocks]
        hints = [finding for finding in findings if not finding.blocks]
        theme.mark(self, "problem", bool(blocking))
        theme.mark(self, "panel", not blocking)
        if blocking:
            self._tell("There is a problem", f"{_problems(len(blocking))} before submitting:")
        else:
            self._tell("Nothing stands in the way", f"{_hints(len(hints))}.")
        self._list.clear()
        for finding in blocking:
            self._add(finding)
        if blocking and hints:
            self._list.add(words(f"{_hints(len(hints))}, which may stay as they are:", muted=True))
        for finding in hints:
            self._add(finding)
        self.show()
        self._list.fit()
        (self._list.first_link() or self._close).setFocus()

    def close_list(self) -> None:
        """Hide the list."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        else:
            super().keyPressEvent(event)

    def _tell(self, heading: str, intro: str) -> None:
        self._heading.setText(heading)
        self._intro.setText(intro)
        self.setAccessibleName(f"{heading}. {intro}")
        announce(self, f"{heading}. {intro}")

    def _add(self, finding: Finding) -> None:
        link = LinkButton(finding.message)
        link.clicked.connect(partial(self._on_link, finding.place))
        self._list.add(link)

    def _on_link(self, place: Place) -> None:
        self.place_chosen.emit(place)


class _LinkList(QScrollArea):
    """Links one beneath the other, as tall as they need up to a limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clear()

    def clear(self) -> None:
        self._rows = QWidget()
        self._layout = QVBoxLayout(self._rows)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.setWidget(self._rows)
        # The panel's colour shows through.
        self.viewport().setAutoFillBackground(False)
        self._rows.setAutoFillBackground(False)

    def add(self, row: QWidget) -> None:
        self._layout.addWidget(row)
        # Hidden rows would not count when the height is reckoned.
        row.show()

    def first_link(self) -> LinkButton | None:
        return self._rows.findChild(LinkButton)

    def fit(self) -> None:
        needed = self._layout.totalHeightForWidth(self.viewport().width())
        self.setFixedHeight(min(max(needed, 0), _TALLEST_PX))  # an empty layout says -1

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.fit()


def _problems(count: int) -> str:
    return "One thing has to be put right" if count == 1 else f"{count} things have to be put right"


def _hints(count: int) -> str:
    return {0: "No hints", 1: "1 hint"}.get(count, f"{count} hints")
