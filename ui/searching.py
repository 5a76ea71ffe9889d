"""Knows the road from the search page to the store, and from a hit to its words in the report."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.background import Background

if TYPE_CHECKING:
    from highlight_desktop.store.hits import Hit, Hits
    from highlight_desktop.store.reports import Store
    from ui.editor.page import EditorPage
    from ui.search.page import SearchPage, Wanted


_RANKED = 1_000
"""Places that are put in order; a word that stands in more of them tells little."""


class Searching(QObject):
    """Looks for what the page wants, and leads to the hit that was chosen there."""

    chosen = Signal(str)
    """Carries the id of the report to open."""
    failed = Signal(object)

    def __init__(self, page: SearchPage, store: Store, background: Background) -> None:
        super().__init__(page)
        self._page = page
        self._store = store
        self._background = background
        self._wanted: Wanted | None = None
        self._hit: Hit | None = None
        page.searched.connect(self._look)
        page.opened.connect(self._on_chosen)

    def lead(self, editor: EditorPage) -> None:
        """Go on to the words, if this is the report in which a hit was chosen."""
        hit, self._hit = self._hit, None
        if hit is not None and editor.report.id == hit.report_id:
            editor.show_words(hit.place, hit.span)

    def _look(self, wanted: Wanted) -> None:
        self._wanted = wanted
        work = partial(_found, self._store, wanted)
        self._background.run(work, partial(self._on_found, wanted), self.failed.emit)

    def _on_found(self, wanted: Wanted, found: Hits) -> None:
        if wanted is self._wanted:  # else something else was asked for since
            self._page.show_hits(found)

    def _on_chosen(self, hit: Hit) -> None:
        self._hit = hit
        self.chosen.emit(hit.report_id)


# This runs in the background, and loads what it needs there.


def _found(store: Store, wanted: Wanted) -> Hits:
    from highlight_desktop.store.search import Narrowing

    days = wanted.period
    within = Narrowing(
        wanted.service_area,
        days.start if days else None,
        days.end if days else None,
        wanted.topic,
    )
    return store.search(wanted.words, within, newest=_RANKED)
