"""Knows how text that the database cannot take is kept in a second place, and asked for again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Set
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop import unsaved
from highlight_desktop.errors import ReportNotFoundError
from highlight_desktop.report.report import Place, Report, title_in_words
from highlight_desktop.unsaved import Unsaved
from ui.process.background import Background
from ui.process.fault_log import write_down
from ui.widgets.local_time import here

if TYPE_CHECKING:
    from highlight_desktop.store.reports import Store

_OTHERWISE = (
    "This text could not be saved in the report it was written in, which has been submitted,"
    " deleted or lost since. It stands here as a draft of its own."
)


class UnsavedText(QObject):
    """Writes and removes the rescue files of a data folder, and brings back what is in them."""

    brought_back = Signal(str)
    """Carries the id of the report that has the text again."""
    failed = Signal(object)
    kept = Signal(str, object)
    """Text that the database did not take is in its second place; carries the report's id and the
    file, or None when it could not be put there either."""

    def __init__(self, window: QWidget, data_folder: Path, background: Background) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._background = background
        self._session = secrets.token_hex(4)
        self._kept: set[str] = set()
        self._apart: Background | None = None

    def keep(self, report: Report, places: Set[Place]) -> None:
        """These places of a report could not be saved."""
        self._kept.add(report.id)
        one = Unsaved(report, frozenset(places), datetime.now(UTC), self._session)
        work = partial(unsaved.keep, one, self._data_folder)
        done = partial(self.kept.emit, report.id)
        self._background.run(work, done, partial(self._on_not_kept, report.id))

    def _on_not_kept(self, report_id: str, error: BaseException) -> None:
        """The author has been told that the text is not saved; more cannot be done."""
        write_down(error)
        self.kept.emit(report_id, None)

    def keep_apart(
        self, report: Report, places: Set[Place], done: Callable[[Path | None], None]
    ) -> None:
        """The same while the thread that saves is held up: on a thread beside it.

        `done` is given the file, or None when there is no place that takes one.
        """
        self._kept.add(report.id)
        one = Unsaved(report, frozenset(places), datetime.now(UTC), self._session)
        if self._apart is None:
            self._apart = Background(self)

        def on_failed(error: BaseException) -> None:
            write_down(error)
            done(None)

        self._apart.run(partial(unsaved.keep, one, self._data_folder), done, on_failed)

    def drop(self, report_id: str) -> None:
        """All of a report is in the database now."""
        if report_id in self._kept:
            self._kept.discard(report_id)
            work = partial(unsaved.drop, report_id, self._session, self._data_folder)
            self._background.run(work, _nothing, _write_down)

    def look(self, store: Store) -> None:
        """Ask about what earlier sessions left, one report after another."""
        work = partial(_found, store, self._data_folder)
        self._background.run(work, partial(self._on_found, store), _write_down)

    def _on_found(self, store: Store, found: list[Unsaved]) -> None:
        if not found:
            return
        from ui.dialogs.unsaved_found_dialog import UnsavedFoundDialog

        one = found[0]
        dialog = UnsavedFoundDialog(
            title_in_words(one.report),
            here(one.written_at),
            _words_of(one),
            self._window,
        )
        dialog.accepted.connect(partial(self._bring_back, store, one))
        dialog.thrown_away.connect(partial(self._throw_away, one))
        dialog.finished.connect(partial(self._on_answered, store, found[1:]))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_answered(self, store: Store, others: list[Unsaved], _result: int) -> None:
        self._on_found(store, others)

    def _bring_back(self, store: Store, one: Unsaved) -> None:
        work = partial(_bring_back, store, one, self._data_folder)
        self._background.run(work, self.brought_back.emit, self.failed.emit)

    def _throw_away(self, one: Unsaved) -> None:
        work = partial(unsaved.drop, one.report.id, one.session, self._data_folder)
        self._background.run(work, _nothing, _write_down)


def _nothing(_result: object) -> None:
    """There is nothing to do after it went well."""


def _write_down(error: BaseException) -> None:
    """The author has been told that the text is not saved; more cannot be done."""
    write_down(error)


def _words_of(one: Unsaved) -> list[str]:
    """The names of the places, in the order of the form."""
    form = one.report.edition
    names = {
        **{Place("header", each.id): each.label for each in form.header},
        **{Place("section", each.id): each.heading for each in form.sections},
        Place("unplaced"): "Not yet placed",
        Place("marking"): "Protective marking",
    }
    return [name for place, name in names.items() if place in one.places]


# These run in the background, where what they need is loaded.


def _found(store: Store, data_folder: Path) -> list[Unsaved]:
    """What the database does not have; what it has is removed."""
    missing = []
    for one in unsaved.found(data_folder):
        with suppress(ReportNotFoundError):
            stored = store.load(one.report.id).report
            if stored.edition == one.report.edition and one.put_into(stored) == stored:
                unsaved.drop(one.report.id, one.session, data_folder)
                continue
        missing.append(one)
    return missing


def _bring_back(store: Store, one: Unsaved, data_folder: Path) -> str:
    from highlight_desktop.store.stored import State, new_id

    now = datetime.now(UTC)
    report_id = one.report.id
    stored = None
    with suppress(ReportNotFoundError):
        stored = store.load(report_id)
    is_open = stored is not None and stored.state is State.DRAFT and stored.discarded_at is None
    if stored is not None and is_open and stored.report.edition == one.report.edition:
        store.save(one.put_into(stored.report), one.places, now=now, after_break=True)
    else:
        report_id = report_id if stored is None else new_id()
        notes = [] if stored is None else [_OTHERWISE]
        store.create(replace(one.report, id=report_id), now=now, notes=notes)
    unsaved.drop(one.report.id, one.session, data_folder)
    return report_id
