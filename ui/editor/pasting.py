"""Knows what becomes of copied words: what is taken of them, asked about, and copied on."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.inbox.clipboard.pasted import LARGEST_PASTE_CHARACTERS, Pasted
from ui.editor.copied_text import Copied

if TYPE_CHECKING:
    from ui.editor import large_paste_dialog

_TOO_MUCH = (
    "What you pasted has {:,} characters, more than the {:,} that can be taken at once: nothing"
    " was put in. Paste a shorter piece."
)


class Pasting(QObject):
    """Takes in what was copied elsewhere, for one text; nothing is ever loaded for it."""

    told = Signal(list)
    """Something was changed or left out; a list of sentences that say what."""

    def __init__(
        self, text: QWidget, put_in: Callable[[Pasted], None], may_edit: Callable[[], bool]
    ) -> None:
        """`put_in` puts words into the text, as one step to undo."""
        super().__init__(text)
        self._text = text
        self._put = put_in
        self._may_edit = may_edit
        self._waiting: tuple[Pasted, str] | None = None
        self.is_moving_own = False
        """What is moved within this text is already taken out of it: no question may follow."""

    def take_from(self, source: QMimeData) -> None:
        """Take in what was pasted or dropped; of a picture only that it had to be left out."""
        text = source.text() if source.hasFormat("text/plain") else ""
        if source.hasHtml() or text:
            self._take_in(source.html() if source.hasHtml() else "", text)
        elif source.hasImage():
            self.told.emit(["1 picture was left out."])

    def take_plain_from(self, source: QMimeData) -> None:
        """Take in the text alone, without what is only in the HTML."""
        self._take_in("", source.text() if source.hasFormat("text/plain") else "")

    def _take_in(self, html: str, text: str) -> None:
        """Put in what was copied; ask first when it is long, and refuse what is far too long."""
        if not self._may_edit():
            return
        # Loaded at the first paste: no start waits for what reads HTML.
        from highlight_desktop.inbox.clipboard import markup, plain

        # What no section can hold is not even read.
        pasted = (
            markup.read(html, text) if html else plain.read(text[: LARGEST_PASTE_CHARACTERS + 1])
        )
        count = pasted.character_count if html else len(text)
        if self.is_moving_own:
            self._put_in(pasted)
        elif count > LARGEST_PASTE_CHARACTERS:
            self.told.emit([_TOO_MUCH.format(count, LARGEST_PASTE_CHARACTERS)])
        elif pasted.is_large:
            self._ask_about(pasted, text if html else "")
        else:
            self._put_in(pasted)

    def _ask_about(self, pasted: Pasted, text: str) -> None:
        """Keep it until it is answered; `text` is its plain text if it has formatting as well."""
        from ui.editor.large_paste_dialog import LargePasteDialog

        self._waiting = (pasted, text)
        dialog = LargePasteDialog(
            pasted.character_count, has_formatting=bool(text), parent=self._text
        )
        dialog.answered.connect(self._on_large_paste_answered)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_large_paste_answered(self, answer: large_paste_dialog.Answer) -> None:
        if self._waiting is None or not self._may_edit():
            return
        from highlight_desktop.inbox.clipboard import plain
        from ui.editor import large_paste_dialog

        pasted, text = self._waiting
        self._put_in(plain.read(text) if answer is large_paste_dialog.Answer.PLAIN else pasted)

    def _put_in(self, pasted: Pasted) -> None:
        self._waiting = None
        if pasted.prose or pasted.inline:
            self._put(pasted)
        if pasted.notes:
            self.told.emit(list(pasted.notes))


def fill_with(data: QMimeData, copied: Copied) -> None:
    """Make this Qt's own object carry what was copied, for other texts and other programs.

    One made in Python outlives Python on the clipboard, and ended the program with a fault as
    it closed (tried without a screen).
    """
    data.text()  # It fills itself when it is first asked, and would fill itself again.
    for form in data.formats():
        data.removeFormat(form)
    data.setText(copied.text())
    data.setHtml(copied.html())
