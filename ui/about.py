"""Knows what the program says about itself: its version, and who made its parts."""

import re
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from highlight_desktop import __version__, licences
from ui.reading_dialog import SUBHEADING_MARK, Page, ReadingDialog


class AboutBox(QMessageBox):
    """A few words, and a button that leads to the licences."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle("About highlight-desktop")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(
            f"highlight-desktop {__version__}\n\nHighlight reports, written, kept and sent."
            "\n\nIt is free software, and so is all that it is made with."
        )
        self.setIconPixmap(window.windowIcon().pixmap(64, 64))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown = self.addButton("&Licences…", QMessageBox.ButtonRole.ActionRole)
        closed = self.addButton("&Close", QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(closed)
        self.setEscapeButton(closed)
        shown.clicked.connect(self._show_licences)

    def _show_licences(self) -> None:
        LicencesDialog(self._window).show()


class LicencesDialog(ReadingDialog):
    """Each part of the program that others made, and the whole text of its licence."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Licences", "Parts of the program", list(_pages()))


def _pages() -> Iterator[Page]:
    for part in licences.parts():
        yield Page(part.name, [SUBHEADING_MARK + part.purpose, *_paragraphs(part.licence)])


def _paragraphs(text: str) -> Iterator[str]:
    """Licences are broken into short lines; the dialog breaks them where its own width ends."""
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*] )", text):
        if paragraph.strip():
            yield " ".join(paragraph.split())
