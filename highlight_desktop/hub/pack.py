"""Knows how a period becomes a pack: one document and one workbook of all that was returned."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import takewhile
from pathlib import Path

from highlight_desktop.errors import CancelledError
from highlight_desktop.files import safe_name, writing_whole
from highlight_desktop.hub import chapters
from highlight_desktop.hub.binding import bind
from highlight_desktop.hub.contents import Contents, Progress, gather, no_progress
from highlight_desktop.hub.pack_sheets import sheets
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.outbox import long_workbook
from highlight_desktop.outbox.documents import Kind
from highlight_desktop.outbox.long_workbook import LongSheet, WorkbookAbout
from highlight_desktop.outbox.sheets import Row
from highlight_desktop.store.desk import Desk

_FILTER_LIMIT = 24
"""Letters of the filters in a name: with all the rest it stays below 100."""
_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was made."""

    document: Path
    workbook: Path
    returns: int
    missing: int
    """How many service areas returned nothing."""
    pages: int
    markings: tuple[str, ...]


def make(
    desk: Desk,
    selection: Selection,
    folder: Path,
    arrangement: Arrangement,
    *,
    progress: Progress = no_progress,
) -> Packed:
    """Write the pack of a period to a folder, over one made before of the same.

    The same returns give the same bytes. Each file is put in place whole, or not at all.
    Raises OutputError when it cannot be written, StoreError when the returns cannot be read.
    What `progress` raises to stop the work goes on to the caller; the file under way is not there.
    """
    with gather(desk, selection, progress) as contents:
        document = folder / _file_name(selection, arrangement, Kind.PDF)
        workbook = folder / _file_name(selection, arrangement, Kind.WORKBOOK)
        contents.watched = _Steps("Setting the pages", contents, progress).go_on
        with writing_whole(document) as output:
            pages = bind(output, contents, arrangement)
        steps = _Steps("Writing the workbook", contents, progress)
        contents.watched = steps.go_on_or_end
        with writing_whole(workbook) as output:
            tables = [steps.ending(each) for each in sheets(contents, arrangement)]
            try:
                long_workbook.write(output, _about(contents), tables)
            finally:
                steps.raise_if_stopped()
        return Packed(
            document,
            workbook,
            len(contents.sources),
            len(contents.missing),
            pages,
            contents.markings,
        )


class _Steps:
    """How far one of the two files is, by the texts that are in it; some are there twice."""

    def __init__(self, step: str, contents: Contents, progress: Progress) -> None:
        self._step = step
        self._done = 0
        self.stopped: CancelledError | None = None
        """What was raised to stop the work."""
        self._of = len(contents.entries) + len(contents.differences)
        self._progress = progress

    def go_on(self) -> None:
        """One more text."""
        self._progress(self._step, min(self._done, self._of), self._of)
        self._done += 1

    def go_on_or_end(self) -> None:
        """The same, but what is raised is kept: openpyxl cannot be left in the middle of a row."""
        try:
            if self.stopped is None:
                self.go_on()
        except CancelledError as error:
            self.stopped = error

    def raise_if_stopped(self) -> None:
        """Raise what was kept, also in the place of what came of the missing rows."""
        if self.stopped is not None:
            raise self.stopped from None

    def ending(self, sheet: LongSheet) -> LongSheet:
        """A sheet that has no more rows once the work is to stop."""
        return replace(sheet, rows=partial(self._until_stopped, sheet.rows))

    def _until_stopped(self, rows: Callable[[], Iterator[Row]]) -> Iterator[Row]:
        return takewhile(lambda _row: self.stopped is None, rows())


def _file_name(selection: Selection, arrangement: Arrangement, kind: Kind) -> str:
    """Days, order and filters, so that no pack goes over another one."""
    days = f"{selection.period.start}_to_{selection.period.end}"
    filters = (selection.council, *selection.topics, *selection.words.split())
    only = f"_only-{_named(' '.join(filter(None, filters)))}" if any(filters) else ""
    return f"highlight-pack_{days}_by-{arrangement}{only}{kind.suffix}"


def _named(filters: str) -> str:
    """The filters in letters a name may have; as far as they do not tell, by their hash."""
    name = safe_name(filters)
    if name == filters.lower().replace(" ", "-") and len(name) <= _FILTER_LIMIT:
        return name
    return f"{name[:_FILTER_LIMIT]}-{sha256(filters.encode()).hexdigest()[:_DIGITS]}"


def _about(contents: Contents) -> WorkbookAbout:
    return WorkbookAbout(
        title=chapters.title(contents),
        author="Coordination hub",
        keywords=" · ".join(contents.markings),
        made_at=contents.made_at,
    )
