"""Knows the road from the search page to all that is kept or was received, and back to a hit.

The reports of this computer are told at once. The hub's desk, which may be far away, is told when
it answers, and if it does not, a line says so.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from highlight_desktop.errors import HighlightError
from ui.process.background import Background

if TYPE_CHECKING:
    from highlight_desktop.store.desk import Desk
    from highlight_desktop.store.hits import Hit, Hits
    from highlight_desktop.store.reports import Store
    from highlight_desktop.store.search import Narrowing
    from ui.editor.page import EditorPage
    from ui.process.desk_access import DeskAccess
    from ui.search.page import SearchPage, Wanted

PENDING = "The hub’s desk is still being searched…"
NOT_SEARCHED = "The hub’s desk was not searched."
_RANKED = 1_000
"""Places that are put in order; a word that stands in more of them tells little."""


class Searching(QObject):
    """Looks for what the page wants, and leads to the hit that was chosen there."""

    chosen = Signal(str)
    """Carries the id of the report to open."""
    return_chosen = Signal(str)
    """Carries the hash of the return to open."""
    failed = Signal(object)

    def __init__(
        self, page: SearchPage, store: Store, background: Background, desk: DeskAccess
    ) -> None:
        super().__init__(page)
        self._page = page
        self._store = store
        self._background = background
        self._desk = desk
        self._wanted: Wanted | None = None
        self._own: Hits | None = None
        self._received: Hits | None = None
        self._told = ""
        self._hit: Hit | None = None
        page.searched.connect(self._look)
        page.opened.connect(self._on_chosen)

    def lead(self, editor: EditorPage, sha256: str | None = None) -> None:
        """Go on to the words, if this is the report in which a hit was chosen.

        `sha256` is that of a return.
        """
        hit, self._hit = self._hit, None
        if hit is not None and (hit.report_id, hit.sha256) == (editor.report.id, sha256):
            editor.show_words(hit.place, hit.span)

    def _look(self, wanted: Wanted) -> None:
        self._wanted, self._own, self._received = wanted, None, None
        work = partial(_found, self._store, wanted)
        self._background.run(work, partial(self._on_found, wanted), self.failed.emit)
        asked = self._desk.ask_if_there(
            partial(_received, wanted),
            partial(self._on_received, wanted),
            partial(self._on_refused, wanted),
        )
        self._told = PENDING if asked else ""

    def _on_found(self, wanted: Wanted, found: Hits) -> None:
        if wanted is self._wanted:  # else something else was asked for since
            self._own = found
            self._show()

    def _on_received(self, wanted: Wanted, found: Hits) -> None:
        if wanted is self._wanted:
            self._received, self._told = found, ""
            self._show()

    def _on_refused(self, wanted: Wanted, error: BaseException) -> None:
        if not isinstance(error, HighlightError):
            self.failed.emit(error)
            return
        if wanted is self._wanted:
            self._told = f"{NOT_SEARCHED} {error}"
            self._show()

    def _show(self) -> None:
        """All that is known by now, as soon as this computer's reports are."""
        from highlight_desktop.hub.finding import together

        if self._own is not None:
            received = self._received
            found = together(self._own, received) if received else self._own
            self._page.show_hits(found, self._told)

    def _on_chosen(self, hit: Hit) -> None:
        self._hit = hit
        if hit.sha256:
            self.return_chosen.emit(hit.sha256)
        else:
            self.chosen.emit(hit.report_id)


# These run in the background, and load what they need there.


def _found(store: Store, wanted: Wanted) -> Hits:
    return store.search(wanted.words, _narrowed(wanted), newest=_RANKED)


def _received(wanted: Wanted, desk: Desk) -> Hits:
    return desk.search(wanted.words, _narrowed(wanted))


def _narrowed(wanted: Wanted) -> Narrowing:
    from highlight_desktop.store.search import Narrowing

    days = wanted.period
    return Narrowing(
        wanted.service_area,
        days.start if days else None,
        days.end if days else None,
        wanted.topic,
    )
