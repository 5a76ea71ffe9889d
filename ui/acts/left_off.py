"""Knows where in which report somebody is, so that the start after a crash leads there."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from highlight_desktop import files
from highlight_desktop.report.report import Place
from ui.editor.page import EditorPage
from ui.editor.prose_editor import ProseEditor
from ui.process.background import Background

FILE_NAME = "left-off.json"
"""In the data folder, while a report is open: its id and a place in it, no text."""
WELCOME = "The program ended while this report was open. You are where you were."


class LeftOff(QObject):
    """Follows from place to place; forgets when the report is put away as it should be."""

    def __init__(self, window: QObject, data_folder: Path, background: Background) -> None:
        super().__init__(window)
        self._file = data_folder / FILE_NAME
        self._background = background
        self._page: EditorPage | None = None
        self._last: tuple[str, Place] | None = None

    def of(self, report_ids: Collection[str]) -> str:
        """The one of these reports that was open when the program ended; empty for none."""
        self._last = _read(self._file)
        return self._last[0] if self._last and self._last[0] in report_ids else ""

    def follow(self, page: EditorPage | None) -> None:
        """This report is open now; None when none is."""
        if page is self._page:
            return
        was_open, self._page = self._page is not None, page
        if page is not None:
            self._lead(page)
            page.moved_on.connect(self._note)
            self._note()
        elif was_open:
            self.forget()

    def forget(self) -> None:
        """Nothing is open that the next start should lead to."""
        self._page = None
        self._background.run(partial(_remove, self._file), _nothing, _no_matter)

    def _lead(self, page: EditorPage) -> None:
        last, self._last = self._last, None
        if last is not None and last[0] == page.report.id and page.has(last[1]):
            page.go_to(last[1])
            text = page.focusWidget()
            if isinstance(text, ProseEditor):
                text.moveCursor(QTextCursor.MoveOperation.End)
            page.say(WELCOME)

    def _note(self) -> None:
        page = self._page
        if page is not None:
            work = partial(_write, self._file, page.report.id, page.place)
            self._background.run(work, _nothing, _no_matter)


def _read(file: Path) -> tuple[str, Place] | None:
    """What was noted; None when nothing was, or nothing that can be understood."""
    try:
        report_id, kind, place_id = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return str(report_id), Place(kind, str(place_id))


# These run in the background.


def _write(file: Path, report_id: str, place: Place) -> None:
    files.write_whole(file, json.dumps([report_id, place.kind, place.id]).encode())


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)


def _nothing(_result: object) -> None:
    """It is noted; nobody need be told."""


def _no_matter(_error: BaseException) -> None:
    """The next start leads to the list then, and saving tells of the disk itself."""
