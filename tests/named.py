"""Finds what a screen reader could not name."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollBar, QWidget


def nameless(root: QWidget) -> list[str]:
    """Those in a page or dialog that take the focus and cannot say what they are, or are for."""
    widgets = [root, *root.findChildren(QWidget)]
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in widgets
        if _takes_focus(widget) and not (_says_what_it_is(widget) and _has_a_role(widget))
    ]


def _takes_focus(widget: QWidget) -> bool:
    # Qt's own parts of a widget answer for it: scroll bars, viewports, the line in a combo box.
    inside = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inside


def _says_what_it_is(widget: QWidget) -> bool:
    """By a name given to it, its own words, or a label that leads to it.

    Not by Qt's accessible name alone: on Linux a combo box gives its value there.
    """
    if widget.accessibleName().strip():
        return True
    if isinstance(widget, QAbstractButton | QLabel):
        return bool(widget.text().strip())
    relations = QAccessible.queryAccessibleInterface(widget).relations()
    return any(kind & QAccessible.RelationFlag.Label for _who, kind in relations)


def _has_a_role(widget: QWidget) -> bool:
    """Of a kind a screen reader knows; the view of a PDF is of none, and describes itself."""
    role = QAccessible.queryAccessibleInterface(widget).role()
    if role == QAccessible.Role.Client:
        return bool(widget.accessibleDescription())
    return role != QAccessible.Role.NoRole
