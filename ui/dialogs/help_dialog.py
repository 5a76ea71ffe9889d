"""Knows how the program explains itself: short pages, and the keys it really has."""

from collections.abc import Iterator
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.dialogs.reading_dialog import SUBHEADING_MARK, Page, ReadingDialog

_IN_REPORT = "While a report is open"
_REACH = {
    Qt.ShortcutContext.ApplicationShortcut: "Everywhere",
    Qt.ShortcutContext.WindowShortcut: "Everywhere",
    Qt.ShortcutContext.WidgetWithChildrenShortcut: _IN_REPORT,
    Qt.ShortcutContext.WidgetShortcut: "While writing text",
}


def help_pages() -> list[Page]:
    """The bundled pages, in order."""
    found = sorted((files("resources") / "help").iterdir(), key=lambda each: each.name)
    texts = (each.read_text(encoding="utf-8") for each in found if each.name.endswith(".txt"))
    return [Page(*_cut(text)) for text in texts]


def keys_page(window: QWidget) -> Page:
    """The keys that do something in a window as it is now, from its actions themselves."""
    told: dict[str, dict[str, None]] = {reach: {} for reach in _REACH.values()}
    for action in window.findChildren(QAction):
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()]
        if keys:
            told.setdefault(_reach(action), {})[f"{' or '.join(keys)} – {_words(action)}"] = None
    return Page("Keys", list(_key_lines(told)))


class HelpDialog(ReadingDialog):
    """The bundled pages, and the keys."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Help", "Help pages", [*help_pages(), keys_page(window)])


def _cut(text: str) -> tuple[str, list[str]]:
    title, *lines = (line for line in text.splitlines() if line)
    return title, lines


def _reach(action: QAction) -> str:
    """Where the keys of an action do something; one that knows better than its scope says so."""
    return str(action.property("reach") or _REACH[action.shortcutContext()])


def _words(action: QAction) -> str:
    return action.text().replace("&", "").removesuffix("…")


def _key_lines(told: dict[str, dict[str, None]]) -> Iterator[str]:
    for reach, lines in told.items():
        if lines:
            yield SUBHEADING_MARK + reach
            yield from lines
    if not told[_IN_REPORT]:
        yield "More keys are listed here while a report is open."
