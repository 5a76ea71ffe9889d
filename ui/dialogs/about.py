"""Knows what the program says about itself: its version, and who made its parts."""

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from highlight_desktop import __version__, licences
from highlight_desktop.whereabouts import pointer
from ui.dialogs.reading_dialog import SUBHEADING_MARK, Page, ReadingDialog


class AboutBox(QMessageBox):
    """A few words, and a button that leads to the licences."""

    def __init__(self, window: QWidget, data_folder: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle("About highlight-desktop")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(
            f"highlight-desktop {__version__}\n\nHighlight reports, written, kept and sent."
            f"{_kept_in(data_folder)}"
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


def _kept_in(data_folder: Path | None) -> str:
    """Where reports are, when the program is carried about with them; empty otherwise."""
    if data_folder is None or not pointer.is_portable(data_folder):
        return ""
    return f"\n\nIt is portable here: your reports are kept beside it, in “{data_folder}”."


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
