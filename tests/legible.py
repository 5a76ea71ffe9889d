"""Finds words that are cut off or covered, and windows too large for their screen.

python -m tests.legible      (SCREEN_PX=1366x768 QT_SCALE_FACTOR=2 in front)

Looks at every page and dialog of `tests.pictures` and prints one line for each fault.
"""

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollBar,
    QSplitter,
    QTabBar,
    QWidget,
)

import ui
from tests import pictures
from tests.named import nameless
from tests.pressed_by_enter import pressed_by_enter
from ui import theme
from ui.widgets.link_button import LinkButton

_SLACK_PX = 1
"""Sizes are rounded on the way to the screen."""
_LEAST_LINES = 2
"""So much of what scrolls, or has the keys, is to be seen at once."""
_AROUND_CHOICE_PX = 40
_WRAPS = int(Qt.TextFlag.TextWordWrap)


def faults(root: QWidget, room: QSize) -> list[str]:
    """What is wrong with a page or dialog that is on the screen, which has so much room."""
    found = []
    if root.width() > room.width() or root.height() > room.height():
        found.append(f"needs {root.width()} x {root.height()} of {room.width()} x {room.height()}")
    found += _overlaps(root)
    for widget in root.findChildren(QWidget):
        if _is_seen(widget, root):
            found += [f"{_name(widget)}: {fault}" for fault in _faults_of(widget)]
    keys = root.focusWidget()
    if keys is not None and keys.isVisible() and _shown_height(keys) < _least_height(keys):
        found.append(f"{_name(keys)}: has the keys and shows {_shown_height(keys)} pixels")
    return found


def _faults_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _too_small(widget, _needs(widget))
    elif isinstance(widget, QAbstractButton) and (widget.text() or widget.icon().isNull()):
        if not isinstance(widget.parentWidget(), QTabBar):
            yield from _too_small(widget, _needs(widget))
    elif isinstance(widget, QLineEdit | QComboBox) and not _is_part_of_choice(widget):
        yield from _too_small(widget, QSize(_words_width(widget), widget.sizeHint().height()))
    elif isinstance(widget, QHeaderView):
        yield from _cut_headings(widget)
    elif (
        isinstance(widget, QTabBar)
        and widget.property("views")
        and widget.tabRect(widget.count() - 1).right() > widget.width()
    ):
        yield "a tab is out of sight"
    if isinstance(widget, QAbstractScrollArea):
        yield from _poor_scrolling(widget)
    yield from _overlaps(widget)
    if not _lies_within(widget):
        yield f"is cut off by {_name(widget.parentWidget())}"


def _needs(widget: QLabel | QAbstractButton) -> QSize:
    """The size that shows all words at the width there is."""
    if isinstance(widget, QLabel) and not widget.text():
        return QSize()
    if widget.hasHeightForWidth():
        words = widget.text().replace("&&", "&").split()
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        # A path or an address may be longer than any line.
        width = longest if longest < widget.width() or len(words) > 1 else 0
        return QSize(width, widget.heightForWidth(widget.width()))
    return widget.sizeHint() if not isinstance(widget, LinkButton) else QSize()


def _too_small(widget: QWidget, needed: QSize) -> Iterator[str]:
    has = widget.size()
    if has.width() + _SLACK_PX < needed.width() or has.height() + _SLACK_PX < needed.height():
        yield (
            f"has {has.width()} x {has.height()}, its words need"
            f" {needed.width()} x {needed.height()}"
        )


def _is_part_of_choice(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QComboBox)


def _words_width(widget: QLineEdit | QComboBox) -> int:
    """What is typed may be longer than the line; what the program says in it may not."""
    if isinstance(widget, QLineEdit):
        said = "" if widget.text() else widget.placeholderText()
        return widget.fontMetrics().horizontalAdvance(said)
    if widget.isEditable():
        return 0
    words = max((widget.itemText(n) for n in range(widget.count())), key=len, default="")
    return widget.fontMetrics().horizontalAdvance(words) + _AROUND_CHOICE_PX


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is not Qt.Orientation.Horizontal:
        return
    for number in range(header.count()):
        text = str(header.model().headerData(number, Qt.Orientation.Horizontal))
        if header.isSectionHidden(number):
            continue
        wraps = header.defaultAlignment() & Qt.TextFlag.TextWordWrap
        words = text.split() if wraps else [text]
        font = header.font()
        font.setBold(True)
        metrics = header.fontMetrics()
        needed = max(metrics.horizontalAdvance(word) for word in words) + 16
        if header.sectionSize(number) < needed:
            yield f"“{text}” has {header.sectionSize(number)} of {needed} pixels"


def _poor_scrolling(area: QAbstractScrollArea) -> Iterator[str]:
    if area.metaObject().className() == "_Pages":
        # The pages of a PDF may be looked at as large as one likes.
        return
    # A table of two dimensions may (WCAG 2.2, 1.4.10 excepts it); its headings stay in sight.
    if area.horizontalScrollBar().maximum() > 0 and not area.property("two_ways"):
        yield "scrolls sideways"
    least = _LEAST_LINES * area.fontMetrics().height()
    if area.verticalScrollBar().maximum() > 0 and area.viewport().height() < least:
        yield f"scrolls, and shows {area.viewport().height()} pixels at once"


def _overlaps(parent: QWidget) -> Iterator[str]:
    """Neighbours that lie over each other."""
    if isinstance(parent, QAbstractScrollArea | QComboBox | QSplitter | QLineEdit | QTabBar):
        return
    shown = [
        each
        for each in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if each.isVisible() and not each.isWindow() and each.height() and each.width()
    ]
    for one, other in combinations(shown, 2):
        common = one.geometry().intersected(other.geometry())
        if common.width() > _SLACK_PX and common.height() > _SLACK_PX:
            yield f"{_name(one)} and {_name(other)} overlap by {common.height()} pixels"


def _lies_within(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or isinstance(widget, QScrollBar):
        return True
    if isinstance(parent.parentWidget(), QAbstractScrollArea | QHeaderView):
        return True
    slack = parent.rect().adjusted(-_SLACK_PX, -_SLACK_PX, _SLACK_PX, _SLACK_PX)
    return slack.contains(widget.geometry())


def _is_seen(widget: QWidget, root: QWidget) -> bool:
    return widget.isVisible() and widget.window() is root.window()


def _least_height(widget: QWidget) -> int:
    line = widget.fontMetrics().height()
    return _LEAST_LINES * line if widget.height() > 3 * line else min(line, widget.height())


def _shown_height(widget: QWidget) -> int:
    """How much of a widget no edge of what it scrolls in cuts off."""
    shown = QRect(QPoint(0, 0), widget.size())
    parent = widget.parentWidget()
    while parent is not None:
        place = QRect(parent.mapTo(widget.window(), QPoint(0, 0)), parent.size())
        shown &= place.translated(-widget.mapTo(widget.window(), QPoint(0, 0)))
        parent = None if parent.isWindow() else parent.parentWidget()
    return shown.height()


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    words = widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        words = widget.text() or words
    return f"{type(widget).__name__} “{words[:40]}”" if words else type(widget).__name__


def kinds_of_widgets() -> set[str]:
    """The names of all pages, dialogs and parts of them that the program has."""
    found = set()
    for module in pkgutil.walk_packages(ui.__path__, "ui."):
        for name, kind in vars(importlib.import_module(module.name)).items():
            is_widget = isinstance(kind, type) and issubclass(kind, QWidget)
            if is_widget and kind.__module__ == module.name and not name.startswith("_"):
                found.add(name)
    # What holds the pages.
    return found - {"MainWindow", "Pages"}


def main() -> None:
    """Print what is found on every page and in every dialog."""
    app = pictures.begin()
    theme.apply(app, theme.Appearance.LIGHT)
    unseen = kinds_of_widgets()
    for page in pictures.PAGES:
        for name, widget in page():
            with pictures.shown(widget):
                parts = [widget, *widget.findChildren(QWidget)]
                kinds = {kind for each in parts if each.isVisible() for kind in type(each).__mro__}
                unseen -= {kind.__name__ for kind in kinds}
                found = faults(widget, pictures.room_of(widget))
                found += [f"{each} has no name or role" for each in nameless(widget)]
                found += pressed_by_enter(widget)
                sys.stdout.writelines(f"{name}: {fault}\n" for fault in found)
    sys.stdout.writelines(f"{each}: is in no picture\n" for each in sorted(unseen))
    app.clipboard().clear()


if __name__ == "__main__":
    main()
