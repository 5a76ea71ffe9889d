"""Knows the keys by which a section is answered without a word of text."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

from highlight_desktop.report.edition import AnswerKind

_KEYS = {
    AnswerKind.NO_CHANGE: "Ctrl+Shift+1",
    AnswerKind.NOTHING_TO_REPORT: "Ctrl+Shift+2",
    AnswerKind.NOT_APPLICABLE: "Ctrl+Shift+3",
}


def give_keys(
    panel: QWidget, buttons: Mapping[AnswerKind, QPushButton], go_on: Callable[[], None]
) -> None:
    """Let keys press these buttons from anywhere in the panel, and `go_on` where it leads.

    From the text the buttons are seven or more steps back, behind those that shape it.
    """
    for kind, button in buttons.items():
        button.setToolTip(told(kind))
        action = QAction(button.accessibleName(), panel)
        action.setShortcut(QKeySequence(_KEYS[kind]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(partial(_press, button, go_on))
        panel.addAction(action)


def told(kind: AnswerKind, more: str = "") -> str:
    """What a button's tip says: the answer and its key, and what else there is to know."""
    return f"{kind.label} ({_KEYS[kind]}). {more}".strip()


def _press(button: QPushButton, go_on: Callable[[], None]) -> None:
    button.click()
    go_on()
