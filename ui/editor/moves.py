"""Knows what is done to whole sections: answering one without text, moving text from one to one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from highlight_desktop.report.edition import AnswerKind
from ui.editor.acts import Acts
from ui.editor.move_menu import MOVE_KEYS
from ui.editor.places import Places
from ui.editor.prose_editor import ProseEditor
from ui.editor.section_panel import SectionPanel
from ui.editor.unplaced_panel import UnplacedPanel


class Moves(QObject):
    """Acts on the sections of one report, each taken back as one."""

    told = Signal(str)
    """What was done, in words."""
    beginning = Signal()
    """Text is about to be moved: what is written so far is worth a version of its own."""

    def __init__(
        self,
        page: QWidget,
        places: Places,
        acts: Acts,
        text_here: Callable[[], ProseEditor | None],
    ) -> None:
        """`text_here` says which text is in sight."""
        super().__init__(page)
        self._text_here = text_here
        self.action = QAction("&Move text to a section…", page)
        """Asks where the paragraph at the cursor, or what is selected, is to go."""
        self.action.setShortcut(QKeySequence(MOVE_KEYS))
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.action.triggered.connect(self._on_asked)
        self._places = places
        self._acts = acts
        if places.unplaced is not None:
            places.unplaced.move_wanted.connect(partial(self._on_move_wanted, places.unplaced))
        places.tabs.text_dropped.connect(self._on_text_dropped)

    def mind(self, panel: SectionPanel) -> None:
        """Do what is asked for in a section."""
        panel.answered_so.connect(partial(self._on_answered_so, panel))
        panel.removal_wanted.connect(partial(self._on_removal_wanted, panel))
        panel.move_wanted.connect(partial(self._on_move_wanted, panel))

    def _on_answered_so(
        self, panel: SectionPanel, before: AnswerKind | None, now: AnswerKind | None
    ) -> None:
        name = f"“{(now or before or AnswerKind.ANSWERED).label}”"
        back, again = (partial(_answer_again, panel, each) for each in (before, now))
        with self._acts.one(name, [panel.editor], back=back, again=again):
            """It is done already, and no text was changed."""

    def _on_removal_wanted(self, panel: SectionPanel) -> None:
        name = f"Removing the text of “{panel.section.name}”"
        look = panel.show_again
        with self._acts.one(name, [panel.editor], back=look, again=look):
            panel.remove_text()
        panel.focus_on()
        self.told.emit("The text was removed. Ctrl+Z brings it back.")

    def _on_asked(self) -> None:
        source = self._source()
        if source is None or source.editor.isReadOnly():
            self.told.emit("There is no text here that can be moved.")
        else:
            source.moving.ask()

    def _source(self) -> SectionPanel | UnplacedPanel | None:
        here = self._text_here()
        panels = (*self._places.sections.made(), self._places.unplaced)
        return next((each for each in panels if each is not None and each.editor is here), None)

    def _on_move_wanted(self, source: SectionPanel | UnplacedPanel, section_id: str) -> None:
        """Both texts are changed, saved and taken back together."""
        self.beginning.emit()
        panel = self._places.sections[section_id]
        moved = f"to “{panel.section.name}”"
        with self._acts.one(
            f"Move {moved}",
            [source.editor, panel.editor],
            back=partial(panel.show_nil, panel.nil),
            again=partial(panel.show_nil, None),
        ):
            taken = source.take_out()
            if taken:
                panel.take(taken)
        self.told.emit(f"Moved {moved}." if taken else "There is no text at the cursor to move.")

    def _on_text_dropped(self, index: int) -> None:
        """What was dragged is what is selected where the author is."""
        source = self._source()
        if source is not None:
            source.move_to(self._places.all[index].id)


def _answer_again(panel: SectionPanel, kind: AnswerKind | None) -> None:
    """The keys go where this is answered: left at a button, a typed space would press it."""
    focused = panel.window().focusWidget()
    panel.show_nil(kind)
    if focused is not None and panel.isAncestorOf(focused):
        panel.focus_on()
