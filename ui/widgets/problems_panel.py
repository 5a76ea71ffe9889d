"""Knows how what was found in a report is listed, each entry a way to its place."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.findings import Finding, found_again
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.link_button import LinkButton
from ui.widgets.text_labels import words

_TALLEST_PX = 28 * theme.GAP_PX
"""A longer list scrolls, so that the text it is about stays in sight."""
_LOWEST_PX = 7 * theme.GAP_PX
"""In a low window two or three lines must do."""


class ProblemsPanel(QFrame):
    """ "There is a problem", or quietly the hints; hidden until there is something to show."""

    chosen = Signal(object)
    """Carries the finding whose place is to be shown."""
    mend_wanted = Signal(object)
    """Carries the finding to mend; only one that has a fix."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = words(rank="heading")
        self._intro = words()
        self._close = QPushButton("Close")
        self._close.setAccessibleName("Close the list")
        self._close.clicked.connect(self.close_list)
        self._list = _LinkList()
        self._rows: list[tuple[LinkButton, QPushButton | None]] = []
        self._listed: list[Finding] = []
        top = QHBoxLayout()
        top.addWidget(self._heading, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.addLayout(top)
        layout.addWidget(self._intro)
        layout.addWidget(self._list)
        self.hide()

    def show_findings(self, findings: list[Finding], *, afresh: bool = True) -> None:
        """List what was found, what blocks first, and take the focus.

        Not afresh, the focus goes to where it was in the list before.
        """
        at = 0 if afresh else self._focused_row()
        blocking = [finding for finding in findings if finding.blocks]
        hints = [finding for finding in findings if not finding.blocks]
        self._sum_up(findings)
        self._list.clear()
        self._rows.clear()
        self._listed.clear()
        for finding in blocking:
            self._add(finding)
        if blocking and hints:
            self._list.add(words(f"{_hints(len(hints))}, which may stay as they are:", muted=True))
        for finding in hints:
            self._add(finding)
        self.show()
        self._list.fit()
        (self._rows[min(at, len(self._rows) - 1)][0] if self._rows else self._close).setFocus()

    def tick_off(self, findings: Sequence[Finding]) -> None:
        """Show what of the list is done, and below it what has come up; the keys stay elsewhere."""
        was_done = [link.is_done for link, _ in self._rows]
        for (link, mend), listed in zip(self._rows, self._listed, strict=True):
            is_done = found_again(listed, findings) is None
            link.show_done(done=is_done)
            if mend is not None:
                mend.setVisible(not is_done)
        came_up = [each for each in findings if found_again(each, self._listed) is None]
        for finding in came_up:
            self._add(finding)
        if came_up or was_done != [link.is_done for link, _ in self._rows]:
            self._sum_up(findings)
            self._list.fit()

    def close_list(self) -> None:
        """Hide the list."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes the list; M mends what has the focus, where that can be mended."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        elif event.key() == Qt.Key.Key_M and self._rows:
            mend = self._rows[self._focused_row()][1]
            if mend is not None:
                mend.click()
        else:
            super().keyPressEvent(event)

    def _focused_row(self) -> int:
        held = (n for n, row in enumerate(self._rows) if any(e and e.hasFocus() for e in row))
        return next(held, 0)

    def _sum_up(self, findings: Sequence[Finding]) -> None:
        """How much there is to do, in a colour that says whether it must be done."""
        blocking = sum(finding.blocks for finding in findings)
        theme.mark(self, "problem", bool(blocking))
        theme.mark(self, "panel", not blocking)
        if blocking:
            self._tell("There is a problem", f"{_problems(blocking)} before submitting:")
        else:
            self._tell("Nothing stands in the way", f"{_hints(len(findings))}.")

    def _tell(self, heading: str, intro: str) -> None:
        self._heading.setText(heading)
        self._intro.setText(intro)
        self.setAccessibleName(f"{heading}. {intro}")
        announce(self, f"{heading}. {intro}")

    def _add(self, finding: Finding) -> None:
        self._listed.append(finding)
        link = LinkButton(finding.message)
        link.clicked.connect(partial(self._on_link, finding))
        mend = self._mend_button(finding) if finding.fix else None
        self._rows.append((link, mend))
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(link, 1)
        if mend is not None:
            beside.addWidget(mend, 0, Qt.AlignmentFlag.AlignVCenter)
        self._list.add(row)

    def _mend_button(self, finding: Finding) -> QPushButton:
        mend = QPushButton("Mend")
        mend.setToolTip("Mend this (M)")
        mend.setAutoDefault(False)
        mend.setAccessibleName(f"Mend: {finding.message}")
        mend.clicked.connect(partial(self._on_mend, finding))
        return mend

    def _on_link(self, finding: Finding) -> None:
        self.chosen.emit(finding)

    def _on_mend(self, finding: Finding) -> None:
        self.mend_wanted.emit(finding)


class _LinkList(QScrollArea):
    """Links one beneath the other, as tall as they need up to a limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._needed_px = 0
        self.clear()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As tall as the links need at the width they have, up to the limit."""
        return QSize(super().sizeHint().width(), min(self._needed_px, _TALLEST_PX))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The text needs room as well."""
        width = super().minimumSizeHint().width()
        return QSize(width, min(self._needed_px, _LOWEST_PX))

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

    def fit(self) -> None:
        needed = self._layout.totalHeightForWidth(self.viewport().width())
        self._needed_px = max(needed, 0)  # an empty layout says -1
        self.setMaximumHeight(min(self._needed_px, _TALLEST_PX))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self.fit()


def _problems(count: int) -> str:
    return "One thing has to be put right" if count == 1 else f"{count} things have to be put right"


def _hints(count: int) -> str:
    return {0: "No hints", 1: "1 hint"}.get(count, f"{count} hints")
