"""Knows all that a pack tells: which return says what on which topic, and what it said before.

Each report is read once. Its texts wait on the disk; in memory stays where each of them is.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from types import TracebackType
from typing import NamedTuple, Self

from highlight_desktop.hub import differences
from highlight_desktop.hub.selection import Arrangement, Selection
from highlight_desktop.hub.sources import Missing, Source, chosen, council_of, missing, numbered
from highlight_desktop.hub.spool import Kept, Spool
from highlight_desktop.report import marking
from highlight_desktop.report.edition import AnswerKind, FieldId, Topic
from highlight_desktop.report.prose import Prose
from highlight_desktop.report.report import NOT_YET_PLACED, Answer, Report
from highlight_desktop.report.snapshot import Snapshot
from highlight_desktop.store.desk import Desk
from highlight_desktop.store.expectations import Expected

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much. May raise to stop the work."""


class Entry(NamedTuple):
    """What one return says in one section of its form."""

    source: int
    """Its place among the sources."""
    topic: Topic | None
    """None for text that belongs to no section."""
    section_id: str
    heading: str
    """Of the section, as that form prints it."""
    kind: AnswerKind
    reason: str
    text: Kept


class Difference(NamedTuple):
    """What one return says otherwise than the one before it, in one topic."""

    source: int
    topic: Topic | None
    text: Kept


class Contents:
    """What a pack is made of. To be closed when it is made."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.sources: list[Source] = []
        self.missing: list[Missing] = []
        self.expected = 0
        """How many service areas are on the list, whether they returned something or not."""
        self.entries: list[Entry] = []
        """By source, and in the order of its form."""
        self.differences: list[Difference] = []
        self.compared: set[int] = set()
        """The places of the sources whose report before this one is known."""
        self.markings: tuple[str, ...] = ()
        """The highest of those of its parts; several where a council's own words stand."""
        self.watched: Callable[[], None] = _unwatched
        """Called before a text is read again. What it raises stops whoever is reading."""
        self._spool = Spool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let the texts go."""
        self._spool.close()

    def prose(self, of: Entry | Difference) -> Prose:
        """The text of an entry, or what changed."""
        self.watched()
        return self._spool.prose(of.text)

    def topic(self, topic: Topic | None) -> list[Entry]:
        """What was said on a topic, by source."""
        return [each for each in self.entries if each.topic is topic]

    def nil(self, kind: AnswerKind) -> list[Entry]:
        """The sections answered so, by source."""
        return [each for each in self.entries if each.kind is kind]

    @property
    def areas(self) -> int:
        """How many service areas are in it."""
        return len({each.returned.service_key for each in self.sources})

    @property
    def made_at(self) -> datetime:
        """When the last of its reports was submitted; without any, when the period ended."""
        end = datetime.combine(self.selection.period.end, time(), UTC)
        return max((each.returned.submitted_at for each in self.sources), default=end)

    def identity(self, arrangement: Arrangement) -> bytes:
        """32 bytes that differ when the pack does: it was made of this, and in this way."""
        made_of = (each.returned.sha256 + each.verdict for each in self.sources)
        named = (each.id for each in self.selection.added)
        told = (str(self.selection), arrangement, *made_of, *map(str, self.missing), *named)
        return hashlib.sha256("\n".join(told).encode()).digest()

    def read(self, source: Source, snapshot: Snapshot) -> None:
        """Take in a return, the next one by number."""
        place = len(self.sources)
        self.sources.append(source)
        report = snapshot.report
        for section in report.edition.sections:
            answer = report.answer_to(section).as_sent()
            self._enter(place, section.topic, section.id, section.name, answer)
        if report.unplaced:
            placeless = Answer(AnswerKind.ANSWERED, report.unplaced)
            self._enter(place, None, "unplaced", NOT_YET_PLACED, placeless)

    def compare(self, told: Iterable[differences.Told]) -> None:
        """Take in what the return that was read last says otherwise than the one before it."""
        place = len(self.sources) - 1
        self.compared.add(place)
        for topic, prose in told:
            texts = (block.text for block in prose)
            if self.selection.has_topic(topic) and self.selection.has_words(texts):
                self.differences.append(Difference(place, topic, self._spool.keep(prose)))

    def _enter(
        self, place: int, topic: Topic | None, section_id: str, heading: str, answer: Answer
    ) -> None:
        texts = (block.text for block in answer.prose)
        if self.selection.has_topic(topic) and self.selection.has_words(texts):
            text = self._spool.keep(answer.prose)
            entry = Entry(place, topic, section_id, heading, answer.kind, answer.reason, text)
            self.entries.append(entry)


def no_progress(step: str, done: int, of: int) -> None:
    """For callers that need not know how far the work is."""


def _unwatched() -> None:
    """Nobody wants to stop what is being read."""


def gather(desk: Desk, selection: Selection, progress: Progress = no_progress) -> Contents:
    """Read the returns of a period, each once. Raises StoreError; OSError when the disk is full.

    What `progress` raises to stop the work goes on to the caller.
    """
    made = Contents(selection)
    try:
        _fill(made, desk, progress)
    except BaseException:
        made.close()
        raise
    return made


def _fill(made: Contents, desk: Desk, progress: Progress) -> None:
    selection, expected = made.selection, desk.expected()
    listed = {each.service_key: each for each in expected}
    markings: set[str] = set()
    returned = chosen(desk, selection)
    for source in numbered(_wanted(desk, selection, returned, listed)):
        progress("Reading the returns", len(made.sources), len(returned))
        snapshot = desk.snapshot(source.returned.sha256)
        made.read(source, snapshot)
        before = desk.snapshot(source.before.sha256).report if source.before else None
        told = _told(snapshot, before)
        if told is not None:
            made.compare(told)
        markings |= {source.returned.marking, before.marking if before else ""}
    made.markings = marking.together(markings)
    made.missing = missing(desk, selection)
    made.expected = len(expected)


def _wanted(
    desk: Desk, selection: Selection, returned: Iterable[Source], listed: Mapping[str, Expected]
) -> Iterator[Source]:
    for source in returned:
        snapshot = desk.snapshot(source.returned.sha256)
        typed = snapshot.typed(FieldId.LOCAL_AUTHORITY)
        council = council_of(typed, listed.get(source.returned.service_key))
        if selection.has_council(council):
            yield replace(source, council=council, correction=snapshot.correction)


def _told(snapshot: Snapshot, before: Report | None) -> Iterable[differences.Told] | None:
    if before:
        return differences.against(before, snapshot.report)
    return differences.carried(snapshot.since, snapshot.report) if snapshot.since else None
