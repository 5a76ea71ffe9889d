"""Knows how an edition of the form is looked at before it is added: what it asks, and its PDF."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from highlight_desktop.report.edition import Edition
from ui import theme
from ui.dialogs.edition_words import counted, name_of, told
from ui.editor.preview_panel import PreviewPanel
from ui.widgets.paragraph_list import ParagraphList
from ui.widgets.roomy_dialog import within_screen
from ui.widgets.text_labels import words

_SIZE_PX = QSize(150 * theme.GAP_PX, 84 * theme.GAP_PX)
_SMALLEST_PX = QSize(60 * theme.GAP_PX, 36 * theme.GAP_PX)
_SHARES = (9, 11)
_TOOLS_PX = 54 * theme.GAP_PX
"""What the buttons above the pages need in one row: on a low screen there is no room for two."""
_ADDING = (
    "Look whether this is the form you were sent. Drafts stay on the edition they were begun on,"
    " unless you move them."
)


class EditionPreview(QDialog):
    """One edition of the form; accepted to add it, where that is offered."""

    def __init__(
        self, edition: Edition, pdf: bytes, parent: QWidget | None = None, *, adding: bool
    ) -> None:
        """`pdf` is what an empty report on it prints."""
        super().__init__(parent)
        self.setWindowTitle("Add a form edition" if adding else "Form edition")
        self._adding = adding
        self._title = words(name_of(edition), rank="heading")
        self._about = words(f"{counted(edition)}. {_ADDING if adding else ''}".strip(), muted=True)
        self._form = ParagraphList()
        self._form.setAccessibleName("What the form asks for")
        self._form.show_paragraphs(list(told(edition)))
        self._pdf = PreviewPanel(may_close=False)
        self._content = pdf
        self._pdf.setMinimumWidth(_TOOLS_PX)
        self._pdf.closed.connect(self.reject)
        self._pdf.print_requested.connect(self._on_print)
        self._pdf.show_pdf(pdf)
        self._lay_out()
        self._form.setFocus()

    def _lay_out(self) -> None:
        self.resize(within_screen(self, _SIZE_PX))
        self.setMinimumSize(within_screen(self, _SMALLEST_PX))
        label = QLabel("What the &form asks for")
        label.setBuddy(self._form)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 2 * theme.GAP_PX, 0, 0)
        column.setSpacing(theme.GAP_PX)
        column.addWidget(label)
        column.addWidget(self._form, 1)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        for widget, share in zip((left, self._pdf), _SHARES, strict=True):
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([share * _SIZE_PX.width() for share in _SHARES])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[2 * theme.GAP_PX] * 4)
        layout.setSpacing(theme.GAP_PX)
        layout.addWidget(self._title)
        layout.addWidget(self._about)
        layout.addWidget(split, 1)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        if self._adding:
            add = buttons.addButton("&Add this edition", QDialogButtonBox.ButtonRole.AcceptRole)
            theme.mark(add, "primary")
            add.setDefault(True)
        leave = "&Cancel" if self._adding else "&Close"
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _on_print(self) -> None:
        self._pdf.print_when_shown()
        self._pdf.show_pdf(self._content)
