"""Knows when a report can be gone through for misspelt words, and where that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.editor.acts import Acts
from ui.editor.places import Places
from ui.editor.prose_editor import ProseEditor
from ui.process.spelling import Spelling

if TYPE_CHECKING:
    from ui.editor.spelling_dialog import SpellingDialog
    from ui.editor.spelling_walk import Found


class SpellingCheck(QObject):
    """Shows misspelt words in the texts of a report, and goes through them when asked to."""

    told = Signal(str)
    """Why nothing is gone through, in words."""
    beginning = Signal()
    """The texts are about to be gone through."""
    arriving = Signal(int)
    """Carries the tab to show, where the next misspelt word stands."""
    ended = Signal()

    def __init__(self, page: QWidget, places: Places, acts: Acts, *, read_only: bool) -> None:
        """`acts` takes back what was changed everywhere at once."""
        super().__init__(page)
        self._acts = acts
        self._page = page
        self._places = places
        self._read_only = read_only
        self._spelling: Spelling | None = None
        self._dialog: SpellingDialog | None = None

    def use(self, spelling: Spelling) -> None:
        """Show misspelt words in every text, as soon as the dictionary is there."""
        self._spelling = spelling
        for place in self._places.written():
            editor = self._places.editor_if_made(place)
            if editor is not None:
                editor.use_spelling(spelling)

    def mind(self, text: ProseEditor) -> None:
        """Show misspelt words in a text that was made just now."""
        if self._spelling is not None:
            text.use_spelling(self._spelling)

    def begin(self) -> None:
        """Go through the misspelt words of the report, from the section in sight on."""
        if self._read_only:
            self.told.emit("A submitted report stays as it is, so its spelling is not checked.")
        elif self._spelling is None or not self._spelling.is_ready:
            self.told.emit("The dictionary is not there yet. Press F7 again in a moment.")
        elif self._dialog is None:
            self.beginning.emit()
            self._walk_through(self._spelling)
        else:
            self._dialog.activateWindow()

    def _walk_through(self, spelling: Spelling) -> None:
        from ui.editor.spelling_dialog import SpellingDialog
        from ui.editor.spelling_walk import SpellingWalk

        places, texts = zip(*self._places.editors(), strict=True)
        here = self._places.here()
        first = places.index(here) if here in places else 0
        tabs = [self._places.all.index(place) for place in places]
        names = [self._places.tabs.tabText(tab) for tab in tabs]
        self._dialog = SpellingDialog(names, self._page)
        walk = SpellingWalk(texts, spelling, self._acts, first, self._dialog)
        walk.found.connect(self._on_found)
        self._dialog.lead(walk)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.show()
        self._dialog.stand_aside()
        walk.go_on()

    def _on_found(self, found: Found) -> None:
        place, _ = self._places.editors()[found.stop]
        self.arriving.emit(self._places.all.index(place))

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
        self.ended.emit()
