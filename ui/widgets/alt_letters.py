"""Knows that a letter pressed together with Alt, which no button or menu wanted, is not typed."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent


def is_alt_letter(event: QKeyEvent) -> bool:
    """True for Alt and a plain letter, which Qt would write into the text.

    AltGr is Ctrl+Alt, or no Alt at all; what is typed as Alt and digits is no plain letter, or
    comes without Alt.
    """
    letter = event.text()
    is_plain = letter.isascii() and letter.isalpha()
    return event.modifiers() == Qt.KeyboardModifier.AltModifier and is_plain


class AltLettersKeptOut(QObject):
    """Keeps them out of the fields it is installed on."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Qt's own question, for each event of such a field."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        return is_alt_letter(event)
