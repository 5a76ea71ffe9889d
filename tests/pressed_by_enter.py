"""Finds dialogs in which Enter presses another button than the one that stands out."""

from PySide6.QtWidgets import QDialog, QPushButton, QWidget


def pressed_by_enter(root: QWidget) -> list[str]:
    """What is wrong with a dialog that is on the screen, when the keys are in a field or a list.

    On a button Enter presses that one, which everybody sees.
    """
    buttons = [each for each in root.findChildren(QPushButton) if each.isVisible()]
    standing_out = [each for each in buttons if each.property("primary") and each.isEnabled()]
    on_a_button = isinstance(root.focusWidget(), QPushButton)
    if not isinstance(root, QDialog) or on_a_button or not standing_out:
        return []
    pressed = [each.text() for each in buttons if each.isDefault() and each not in standing_out]
    return [
        f"Enter presses “{each}”, and “{standing_out[0].text()}” stands out" for each in pressed
    ]
