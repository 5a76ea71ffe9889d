"""Knows how a picture of a guide is taken: always the same, and with the words that are on it."""

import json
import pkgutil
import random
import re
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QImage, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

import ui
from tests.flows.conftest import Person

SIZE = QSize(1200, 800)
"""Of every picture: the window alone, with what lies above it inside."""
_ROOM = SIZE - QSize(40, 80)
"""Of a dialog on a picture; what it has more is scrolled to, as on a small screen."""
_COLOURS = 96
_TITLE_PX = 30
_TIMES_THE_SAME = 12
"""Pages of a PDF are drawn in a thread of Qt's own, which does not say when it is done."""
_WORDS = "words"
_NEVER_THE_SAME = re.compile(r"[0-9a-f]{64}|[\d,.]+ (?:kB|MB|GB)")
"""What another version of the program would write: hashes, and the sizes of files."""


class Clock:
    """The window's own clock, which stands still until it is moved on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
        """Every module of the window asks this one from now on."""
        self.now = at
        clock = self

        class Still(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                here = clock.now.astimezone(tz)
                return here if tz else here.replace(tzinfo=None)

        monkeypatch.setenv("TZ", "Europe/London")
        time.tzset()
        for each in pkgutil.walk_packages(ui.__path__, "ui."):
            import_module(each.name)
        for name, module in list(sys.modules.items()):
            if name.startswith("ui.") and vars(module).get("datetime") is datetime:
                monkeypatch.setattr(module, "datetime", Still)
        drawn = random.Random(1)
        monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=drawn.getrandbits(128)))

    def later(self, **how_much: int) -> None:
        """Move it on, by days, hours or minutes."""
        self.now += timedelta(**how_much)


@dataclass
class Seen:
    """What a guide may name, for it was there while the guide was followed."""

    names: set[str] = field(default_factory=set)
    """Menus with what is in them ("File ▸ Settings"), buttons, fields, tabs, headings."""
    keys: set[str] = field(default_factory=set)
    pictures: dict[str, list[str]] = field(default_factory=dict)
    """The words on each, by its name."""


class Camera:
    """Looks at a window while somebody uses it."""

    def __init__(self, person: Person, folder: Path, seen: Seen, *, for_good: bool) -> None:
        """Pictures are written to `folder`; less patiently when it is not `for_good`."""
        self._person = person
        self._folder = folder
        self._seen = seen
        self._times_the_same = _TIMES_THE_SAME if for_good else 2
        self._seen_last: list[QImage] = []
        QApplication.setCursorFlashTime(0)
        person.window.resize(SIZE)
        self._settle()

    def take(self, name: str) -> None:
        """A picture of the window, with the dialogs and menus that are open."""
        self.look()
        for each in self._above():
            each.resize(each.size().boundedTo(_ROOM))
            for scroll in each.findChildren(QScrollArea):
                if scroll.isAncestorOf(each.focusWidget() or each):
                    scroll.ensureWidgetVisible(each.focusWidget())
        self._seen_last = []
        self._person.wait(self._stands_still)
        shown = [self._person.window, *self._above()]
        words = [_NEVER_THE_SAME.sub("…", each) for one in shown for each in _words_on(one)]
        self._seen.pictures[name] = words
        self._folder.mkdir(parents=True, exist_ok=True)
        write(self._seen_last[0], self._folder / f"{name}.png", words)

    def look(self) -> None:
        """Remember what can be named now."""
        self._settle()
        for each in (self._person.window, *self._above()):
            self._seen.names.update(_names_in(each))
            self._seen.keys.update(_keys_in(each))

    def _stands_still(self) -> bool:
        """Nothing waits for a pause any more, and what is drawn was the same several times."""
        timers = self._person.window.findChildren(QTimer)
        if any(each.isActive() and each.isSingleShot() for each in timers):
            self._seen_last = []
            return False
        now = self._drawn()
        if self._seen_last and self._seen_last[0] != now:
            self._seen_last = []
        self._seen_last.append(now)
        return len(self._seen_last) == self._times_the_same

    def _drawn(self) -> QImage:
        window = self._person.window
        picture = window.grab()
        painter = QPainter(picture)
        for each in self._above():
            _paint(painter, each, window)
        painter.end()
        return picture.toImage()

    def _settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()
            QApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))

    def _above(self) -> list[QWidget]:
        own = self._person.window
        tops = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        return [each for each in tops if isinstance(each, QDialog | QMenu) and each is not own]


def write(picture: QImage, path: Path, words: list[str]) -> None:
    """A small PNG that carries the words on it, with no date in it: the same bytes each time."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    full = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    small = full.quantize(_COLOURS, dither=Image.Dither.NONE)
    about = PngInfo()
    about.add_itxt(_WORDS, json.dumps(words, ensure_ascii=False), zip=True)
    small.save(path, optimize=True, pnginfo=about)


def words_of(path: Path) -> list[str]:
    """The words that were on the screen when a picture was taken."""
    with Image.open(path) as picture:
        picture.load()
        return list(json.loads(picture.text[_WORDS]))


def plain(text: str) -> str:
    """A name as a guide says it: without the mark of its letter, its dots and its count."""
    without = text.replace("&&", "\0").replace("&", "").replace("\0", "&")
    return re.sub(r" \(\d[\d,]*\)$", "", without.strip().removesuffix("…")).strip()


def _paint(painter: QPainter, above: QWidget, window: QWidget) -> None:
    """Draw a menu below its button, or a dialog, with a title bar, in the middle."""
    place, head = QRect(QPoint(), above.size()), QRect()
    for button in window.findChildren(QPushButton):
        if button.menu() is above:
            below = button.rect().bottomRight() - QPoint(above.width() - 1, 0)
            place.moveTopLeft(button.mapTo(window, below))
    if isinstance(above, QDialog):
        place.moveCenter(QPoint(SIZE.width() // 2, (SIZE.height() + _TITLE_PX) // 2))
        head = QRect(place.left(), place.top() - _TITLE_PX, place.width(), _TITLE_PX)
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
        painter.fillRect(head, QColor("#dfe3e6"))
        painter.setPen(QColor("#202020"))
        painter.setFont(window.font())
        painter.drawText(head, Qt.AlignmentFlag.AlignCenter, above.windowTitle())
    painter.drawPixmap(place.topLeft(), above.grab())
    painter.setPen(QColor("#8a8f94"))
    painter.drawRect(place.united(head).adjusted(-1, -1, 0, 0))


def _words_on(place: QWidget) -> Iterator[str]:
    """Everything that can be read on a window, in the order it was built in."""
    for each in [place, *place.findChildren(QWidget)]:
        if each.isVisible():
            yield from (text for text in _texts_of(each) if text.strip())


def _texts_of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield widget.currentText()
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model = widget.model()
        for row in range(min(model.rowCount(QModelIndex()), 30)):
            cells = (model.index(row, column).data() for column in range(_columns(widget)))
            yield " | ".join(str(cell) for cell in cells if cell is not None)


def _names_in(place: QWidget) -> Iterator[str]:
    for menu in place.findChildren(QMenu):
        if "▸" not in menu.title():
            yield from _in_menu(menu, "")
    if isinstance(place, QMenu):
        yield from _in_menu(place, "")
    if place.windowTitle():
        yield plain(place.windowTitle())
    for each in place.findChildren(QWidget):
        if isinstance(each, QComboBox):
            yield from (plain(each.itemText(number)) for number in range(each.count()))
        elif isinstance(each, QTabWidget | QTabBar):
            yield from (plain(each.tabText(number)) for number in range(each.count()))
        elif isinstance(each, QAbstractItemView) and each.model() is not None:
            yield from _headings(each)
        elif not isinstance(each, QLineEdit | QMenu):
            yield from (plain(line) for text in _texts_of(each) for line in text.split("\n"))


def _headings(table: QAbstractItemView) -> Iterator[str]:
    model = table.model()
    across = Qt.Orientation.Horizontal
    for column in range(_columns(table)):
        yield plain(str(model.headerData(column, across) or ""))
    for row in range(min(model.rowCount(QModelIndex()), 100)):
        for column in range(_columns(table)):
            yield from map(plain, str(model.index(row, column).data() or "").split("\n"))


def _columns(table: QAbstractItemView) -> int:
    return 1 if isinstance(table, QListView) else table.model().columnCount(QModelIndex())


def _in_menu(menu: QMenu, before: str) -> Iterator[str]:
    path = f"{before}{plain(menu.title())}"
    if not path:
        return
    yield path
    for action in menu.actions():
        inside = action.menu()
        if isinstance(inside, QMenu):
            yield from _in_menu(inside, f"{path} ▸ ")
        elif action.text():
            yield f"{path} ▸ {plain(action.text())}"
            yield plain(action.text())


def _keys_in(place: QWidget) -> Iterator[str]:
    for action in place.findChildren(QAction):
        for key in action.shortcuts():
            yield key.toString(QKeySequence.SequenceFormat.PortableText)
