"""Knows that text of a report can be dragged to another section's tab, and be known there."""

from PySide6.QtCore import QMimeData

from ui.editor.prose_editor import ProseEditor
from ui.editor.section_tabs import MOVABLE


class MovableText(ProseEditor):
    """Text that a tab takes when it is dropped there."""

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802
        """As any text, and told apart from what comes from elsewhere."""
        data = super().createMimeDataFromSelection()
        data.setData(MOVABLE, b"")
        return data
