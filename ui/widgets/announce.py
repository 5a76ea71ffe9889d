"""Knows how to have a screen reader say a sentence that nobody has to go and look for."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, text: str) -> None:
    """Say a sentence once, in the name of a widget; say nothing where nobody listens.

    What is said must stand somewhere to be read as well.
    """
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
