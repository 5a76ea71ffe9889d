"""Finds a field by the label that names it."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget


def line(dialog: QWidget, label: str) -> QLineEdit:
    """The one line to type in beside this label, whatever letter of it is underlined."""
    found = next(
        each for each in dialog.findChildren(QLabel) if each.text().replace("&", "") == label
    )
    buddy = found.buddy()
    assert isinstance(buddy, QLineEdit)
    return buddy
