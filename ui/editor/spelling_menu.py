"""Knows what the context menu offers for a misspelt word."""

from functools import partial

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from ui.editor import prose_acts
from ui.process.spelling import Spelling


def offer(menu: QMenu, word: QTextCursor, spelling: Spelling) -> None:
    """Put what can be done about the word before what the menu has already."""
    text = word.selectedText()
    first = menu.actions()[0] if menu.actions() else None
    entries = QMenu(menu)
    for suggestion in spelling.suggest(text, word.block().text()):
        entries.addAction(suggestion, partial(prose_acts.replace_word, word, suggestion))
    if entries.isEmpty():
        entries.addAction("No suggestions").setEnabled(False)
    entries.addSeparator()
    entries.addAction(f"&Add “{text}” to my words", partial(spelling.add, text))
    entries.addAction("&Ignore for now", partial(spelling.ignore, text))
    entries.addSeparator()
    for action in entries.actions():
        if first is None:
            menu.addAction(action)
        else:
            menu.insertAction(first, action)
