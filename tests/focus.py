"""Finds widgets of which nobody sees that they have the keys.

python -m tests.focus

Looks at one of each kind on every page and in every dialog of `tests.pictures`, in each
appearance, and prints a line for each that changes too little when the focus comes.
"""

import sys
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollBar, QWidget

from tests import pictures
from ui import theme

LEAST_CONTRAST = 3.0
"""Between a pixel with the focus and the same without it (WCAG 2.2, 1.4.11)."""
_MARKS = ("primary", "rank", "views", "reading", "readOnly", "checked")


def shows_focus(widget: QWidget) -> bool:
    """True when as many pixels change as one of its sides is long; a text cursor is not enough."""
    widget.clearFocus()
    without = _picture(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    if not widget.hasFocus():
        # It hands the focus on to one of its parts.
        return True
    changed = sum(
        _contrast(before, after) >= LEAST_CONTRAST
        for before, after in zip(without, _picture(widget), strict=True)
        if before != after
    )
    return changed >= min(widget.width(), widget.height())


def kind_of(widget: QWidget) -> tuple[object, ...]:
    """What decides how a widget looks."""
    is_checked = isinstance(widget, QAbstractButton) and widget.isChecked()
    return (type(widget), is_checked, *(str(widget.property(each)) for each in _MARKS))


def _picture(widget: QWidget) -> memoryview:
    QApplication.processEvents()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return memoryview(bytes(image.constBits())).cast("I")


@lru_cache(maxsize=10_000)
def _contrast(one: int, other: int) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: int) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor.fromRgb(rgb).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _takes_keys(widget: QWidget) -> bool:
    inside = widget.objectName().startswith("qt_") or isinstance(widget, QScrollBar)
    is_there = widget.isVisible() and widget.isEnabled() and not inside
    return is_there and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def main() -> None:
    """Print what is found."""
    app = pictures.begin()
    theme.apply(app, theme.Appearance.LIGHT)
    seen = set()
    for page in pictures.PAGES:
        for name, root in page():
            with pictures.shown(root):
                root.activateWindow()
                parts = [each for each in [root, *root.findChildren(QWidget)] if _takes_keys(each)]
                new = [each for each in parts if kind_of(each) not in seen]
                fresh = {kind_of(each): each for each in reversed(new)}
                seen |= fresh.keys()
                for appearance in pictures.APPEARANCES if fresh else ():
                    theme.apply(app, appearance)
                    for widget in fresh.values():
                        if widget.isVisible() and not shows_focus(widget):
                            what = type(widget).__name__
                            sys.stdout.write(f"{name}, {appearance}: {what} does not show it\n")
                theme.apply(app, theme.Appearance.LIGHT)
    app.clipboard().clear()


if __name__ == "__main__":
    main()
