"""Knows the road from a return that is open to another version of it, and what differs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from highlight_desktop.report import changes
from highlight_desktop.report.prose import Block, BlockKind
from highlight_desktop.report.report import Report
from ui.editor.shown_changes import changed_paragraph
from ui.editor.version_words import since
from ui.hub.return_words import version_in_words
from ui.hub.versions_dialog import VersionsDialog
from ui.process.desk_access import DeskAccess
from ui.widgets.paragraph_list import Mark, Paragraph

if TYPE_CHECKING:
    from highlight_desktop.hub.reading import Reading
    from highlight_desktop.store.desk import Desk, Returned


class ComparingReturns(QObject):
    """Shows the other versions of a return, and word by word what each says otherwise."""

    opened = Signal(str)
    """Carries the hash of the version that is to be shown itself."""
    failed = Signal(object)

    def __init__(self, window: QWidget, desk: DeskAccess) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._dialog: VersionsDialog | None = None

    def show(self, reading: Reading) -> None:
        """Begin with the last of the other versions."""
        dialog = VersionsDialog(reading.returned, reading.others, self._window)
        dialog.chosen.connect(partial(self._on_chosen, reading))
        dialog.opened.connect(self.opened)
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        dialog.open()
        dialog.begin()

    def _on_chosen(self, reading: Reading, sha256: str) -> None:
        [other] = [each for each in reading.others if each.sha256 == sha256]
        work = partial(_compared, reading, other)
        self._desk.ask(work, partial(self._on_compared, reading, other), self.failed.emit)

    def _on_compared(self, reading: Reading, other: Returned, paragraphs: list[Paragraph]) -> None:
        if self._dialog is not None:
            earlier, later = sorted((reading.returned, other), key=_age)
            names = version_in_words(earlier), version_in_words(later)
            self._dialog.show_comparison(other.sha256, names, paragraphs)

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


def _age(returned: Returned) -> tuple[object, ...]:
    return returned.version, returned.submitted_at, returned.sha256


# These run in the background.


def _compared(reading: Reading, other: Returned, desk: Desk) -> list[Paragraph]:
    """What the later of two says otherwise than the earlier."""
    there = desk.snapshot(other.sha256).report
    if _age(other) < _age(reading.returned):
        return told(there, reading.report)
    return told(reading.report, there)


def told(before: Report, after: Report) -> list[Paragraph]:
    """What differs, place by place; between two editions of the form topic by topic."""
    if before.edition == after.edition:
        return since(before, after)
    return list(_across_editions(before, after))


def _across_editions(before: Report, after: Report) -> Iterator[Paragraph]:
    for section in changes.compare(before, after):
        if section.differs:
            name = section.heading
            runs = ((name, Mark.PLAIN),)
            yield Paragraph(Block(BlockKind.SUBHEADING, name), runs, f"Heading: {name}")
            if section.before.in_words != section.after.in_words:
                sentence = f"Was {section.before.in_words}, is {section.after.in_words}."
                shape = Block(BlockKind.PARAGRAPH, sentence)
                yield Paragraph(shape, ((sentence, Mark.PLAIN),), sentence)
            yield from map(changed_paragraph, section.blocks)
