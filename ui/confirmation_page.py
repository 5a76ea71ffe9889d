"""Knows what stands ready after submitting, and how to get it into the user's e-mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.outbox.documents import Kind
from ui import theme
from ui.widgets.announce import announce
from ui.widgets.text_labels import heading, to_copy, words

if TYPE_CHECKING:
    from highlight_desktop.outbox.submit import Document

_WIDEST_PX = 104 * theme.GAP_PX


@dataclass(frozen=True, slots=True)
class Ready:
    """A submitted report, written out and ready to e-mail."""

    title: str
    """Its service areas and period."""
    sha256: str
    """Of the snapshot, in hexadecimal."""
    folder: Path
    documents: tuple[Document, ...]
    """In the order they are shown; the PDF and the e-mail draft are among them."""
    address: str
    """Empty when none is known."""
    subject: str
    message: str
    remark: str = ""
    """What else is to be told of the files; empty when nothing is."""

    def path(self, kind: Kind) -> Path:
        """Where a document is."""
        return next(each.path for each in self.documents if each.kind is kind)


class ConfirmationPage(QWidget):
    """What was written, where, and the buttons to send it on."""

    back_requested = Signal()

    def __init__(self, ready: Ready, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Report submitted")
        self._ready = ready
        self._heading = heading("Report submitted", "title")
        self._status = words()
        content = QWidget()
        content.setMaximumWidth(_WIDEST_PX)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(*[4 * theme.GAP_PX] * 4)
        self._column.setSpacing(theme.GAP_PX)
        self._lay_out()
        self._scroll_in(content)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Put the focus on the heading, so that a screen reader begins there, and say it."""
        super().showEvent(event)
        self._heading.setFocus()
        announce(self, f"{self._heading.text()}. {self._ready.title}")

    def _scroll_in(self, content: QWidget) -> None:
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setWidget(content)
        self._status.setContentsMargins(
            4 * theme.GAP_PX, theme.GAP_PX, 4 * theme.GAP_PX, 2 * theme.GAP_PX
        )
        self._status.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._status)

    def _lay_out(self) -> None:
        self._column.addWidget(self._heading)
        self._column.addWidget(words(self._ready.title))
        self._column.addWidget(
            words("It can be read at any time, and no longer be changed.", muted=True)
        )
        self._add_next_step()
        self._add_files()
        self._add_other_way()
        self._column.addStretch(1)

    def _add_next_step(self) -> None:
        self._head("Ready to e-mail")
        self._column.addWidget(
            words(
                "The e-mail opens in your mail program with the PDF and the workbook attached."
                f" Look it through and send it {self._to()}."
            )
        )
        mail = _button(
            "Open the e-&mail", partial(self._open, self._ready.path(Kind.EMAIL), "e-mail")
        )
        theme.mark(mail, "primary")
        self._add_row(
            mail,
            _button("Open the &PDF", partial(self._open, self._ready.path(Kind.PDF), "PDF")),
            _button("&Back to the list", self._on_back),
        )

    def _add_files(self) -> None:
        self._head("What was written")
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * theme.GAP_PX)
        grid.setColumnStretch(1, 1)
        rows = self._ready.documents
        for row, document in enumerate(rows):
            label = document.kind.label
            name = QLabel(label[:1].upper() + label[1:])
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(document.path.name), row, 1)
            size = words(_size(document.size_bytes), muted=True)
            size.setWordWrap(False)
            grid.addWidget(size, row, 2, Qt.AlignmentFlag.AlignTop)
        lines = (("Folder", str(self._ready.folder)), ("Fingerprint (SHA-256)", self._ready.sha256))
        for row, (label, text) in enumerate(lines, len(rows)):
            line = to_copy(text, label)
            grid.addWidget(QLabel(label), row, 0)
            grid.addWidget(line, row, 1, 1, 2)
        self._column.addLayout(grid)
        if self._ready.remark:
            self._column.addWidget(words(self._ready.remark))

    def _add_other_way(self) -> None:
        self._head("If your mail program does not open the e-mail")
        steps = (
            "1. Open the folder.",
            f"2. Start a new e-mail {self._to()}, and attach the PDF and the workbook.",
            "3. Copy the subject and the message into it, and send it.",
        )
        for step in steps:
            self._column.addWidget(words(step))
        ready = self._ready
        address = _button("Copy &address", partial(self._copy, ready.address, "address"))
        address.setEnabled(bool(ready.address))
        self._add_row(
            _button("Open the fo&lder", partial(self._open, ready.folder, "folder")),
            address,
            _button("Copy &subject", partial(self._copy, ready.subject, "subject")),
            _button("Copy messa&ge", partial(self._copy, ready.message, "message")),
        )

    def _to(self) -> str:
        return f"to {self._ready.address}" if self._ready.address else "to the hub"

    def _head(self, text: str) -> None:
        self._column.addSpacing(2 * theme.GAP_PX)
        self._column.addWidget(words(text, rank="heading"))

    def _add_row(self, *buttons: QPushButton) -> None:
        row = QHBoxLayout()
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _open(self, path: Path, what: str) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._say(f"Asked your computer to open the {what}.", good=True)
        else:
            self._say(
                f"Your computer has no program that opens the {what}."
                f" You will find it in {self._ready.folder}.",
                good=False,
            )

    def _on_back(self) -> None:
        self.back_requested.emit()

    def _copy(self, text: str, what: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(f"Copied the {what}.", good=True)

    def _say(self, text: str, *, good: bool) -> None:
        theme.mark(self._status, "good", good)
        theme.mark(self._status, "bad", not good)
        self._status.setText(text)
        self._status.show()
        announce(self, text)


def _button(text: str, act: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(act)
    return button


def _size(size_bytes: int) -> str:
    """A size as people read it: "212 kB", with 1 kB = 1,000 bytes as file managers count."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} kB"
    return f"{size_bytes / 1_000_000:.1f} MB"
