"""Knows how files become returns: every leaf examined, recorded and accounted for, none dropped."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from highlight_desktop.errors import CancelledError, ImportRefusedError
from highlight_desktop.forms import Forms
from highlight_desktop.hub import leaves
from highlight_desktop.hub.examining import AT_ONCE, Examined, Examiner
from highlight_desktop.hub.leaves import Found, Leaf
from highlight_desktop.inbox.quarantine.arrival import arrive_as
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.report.text import one_line
from highlight_desktop.store.desk import (
    Arrival,
    Desk,
    Incoming,
    Recorded,
    Returned,
    Standing,
    Verdict,
)

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many files are done, and of how many.

It may raise CancelledError to stop the work; what was recorded by then stays.
"""

_MOST_AT_ONCE = 32
_MOST_BYTES_AT_ONCE = 8_000_000
"""Of one transaction: a disk takes 4 ms for each, however much is in it."""
_AHEAD = 4 * AT_ONCE
"""Files that may be examined and wait to be recorded."""


class Outcome(StrEnum):
    """What became of one file; the values are those of the command line's JSON."""

    AS_SUBMITTED = "as_submitted"
    ALTERED = "altered"
    DUPLICATE = "duplicate"
    """The very file, or its report in a file of the same kind, was here already."""
    OLDER_VERSION = "older_version"
    """A correction of it is here."""
    CONFLICT = "conflict"
    """Another report here says it is the same version, and reads otherwise."""
    NOT_VERIFIED = "not_verified"
    UNREADABLE = "unreadable"
    LEFT_OUT = "left_out"
    """No report, and not recorded: what else was in an e-mail, and what programs leave about."""

    @property
    def label(self) -> str:
        """In the words of the command line and the window."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one file."""

    name: str
    source: str
    sender: str
    outcome: Outcome
    told: tuple[str, ...] = ()
    """Differences, notes and reasons, one sentence each."""
    sha256: str = ""
    """Of the file; empty when it was not recorded."""
    verdict: Verdict | None = None
    """As the desk keeps it, of a duplicate too; None when it was not recorded."""
    returned: Returned | None = None
    """The report in it."""

    @property
    def is_well(self) -> bool:
        """False when somebody has to look into it, however often it has come."""
        in_conflict = self.returned is not None and self.returned.standing is Standing.CONFLICT
        bad = self.verdict in (Verdict.ALTERED, Verdict.UNREADABLE) or in_conflict
        return not bad and self.outcome is not Outcome.UNREADABLE


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of everything that was to be received."""

    received: tuple[Received, ...]
    """One for each file, in the order they were found; an e-mail gives one for each part of it."""
    not_read: tuple[Path, ...] = ()
    """The files that were left when the work was stopped."""
    faults: tuple[Exception, ...] = ()
    """Mistakes of the program's own, to be written down; their files are told as unreadable."""

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many of each outcome there are; together they are as many as came."""
        return dict(Counter(each.outcome for each in self.received))


def no_progress(step: str, done: int, of: int) -> None:
    """For callers that need not know how far the work is."""


def receive(
    desk: Desk,
    examiner: Examiner,
    paths: Iterable[Path],
    *,
    now: datetime,
    progress: Progress = no_progress,
) -> Receipt:
    """Receive files, and all files in folders and e-mails.

    Stopped by `progress` or by the examiner's `cancel` it gives what was received so far and
    what was not read. Raises StoreError when the desk fails; what was recorded before stays.
    """
    return _Receiving(desk, examiner, now).run(leaves.find(paths), progress)


@dataclass(frozen=True, slots=True)
class _Read:
    """A leaf, and one of three: what was found of it, what is known of it, what became of it."""

    leaf: Leaf
    sha256: str = ""
    examined: Examined | None = None
    known: tuple[Arrival, Returned | None] | None = None
    """Of a file that was received before."""
    outcome: Outcome | None = None
    told: tuple[str, ...] = ()
    fault: Exception | None = None


@dataclass(slots=True)
class _Receiving:
    """One piece of work: the files are examined by threads, and recorded in their order here."""

    desk: Desk
    examiner: Examiner
    now: datetime
    done: list[Received] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    waiting: list[_Read] = field(default_factory=list)

    def run(self, found: Sequence[Found], progress: Progress) -> Receipt:
        examined = 0
        with ThreadPoolExecutor(AT_ONCE) as threads:
            futures: deque[Future[list[_Read]]] = deque()
            coming = iter(found)
            try:
                for number, file in enumerate(found):
                    while len(futures) < _AHEAD and (ahead := next(coming, None)) is not None:
                        futures.append(threads.submit(self._read, ahead))
                    progress(f"Receiving {one_line(file.path.name)}", number, len(found))
                    self._take(futures.popleft().result())
                    examined += 1
            except CancelledError:
                for future in futures:
                    future.cancel()
            finally:
                threads.shutdown(cancel_futures=True)
        self._record()
        left = tuple(each.path for each in found[examined:])
        return Receipt(tuple(self.done), left, tuple(self.faults))

    # In the threads

    def _read(self, found: Found) -> list[_Read]:
        leaf = leaves.leaf_of(found)
        if leaf.content is None:
            outcome = Outcome.UNREADABLE if leaf.refused else Outcome.LEFT_OUT
            told = str(leaf.refused) if leaf.refused else leaves.LEFT_OUT
            return [_Read(leaf, outcome=outcome, told=(told,))]
        return list(self._examined(leaf))

    def _examined(self, leaf: Leaf, *, is_part: bool = False) -> Iterator[_Read]:
        """The leaf, or those within it; whatever is wrong with one of them stays with it."""
        if leaf.content is None:
            yield _Read(leaf, outcome=Outcome.LEFT_OUT, told=(leaves.LEFT_OUT,))
            return
        sha256 = hashlib.sha256(leaf.content).hexdigest()
        known = self.desk.find(sha256)
        if known and known[0].verdict is not Verdict.UNREADABLE:
            yield _Read(replace(leaf, content=b""), sha256, known=known)
            return
        fault = None
        try:
            arrival = arrive_as(leaf.name, leaf.content)
            if arrival.kind is Kind.MESSAGE and not is_part:
                yield from self._parts(leaf, arrival.name, self.examiner.message(arrival))
                return
            examined = self.examiner.examine(arrival)
        except CancelledError:
            raise
        except ImportRefusedError as error:
            examined = Examined(Verdict.UNREADABLE, "", None, (str(error),))
        except Exception as error:
            fault = error
            sentence = f"The program made a mistake when it was read ({type(error).__name__})."
            examined = Examined(Verdict.UNREADABLE, "", None, (sentence,))
        yield _Read(leaf, sha256, examined, fault=fault)

    def _parts(self, leaf: Leaf, name: str, values: object) -> Iterator[_Read]:
        inside = leaves.in_message(leaf, values)
        if not any(each.content for each in inside):
            raise ImportRefusedError(
                f"No report is attached to {name}.", "Ask its sender for the report."
            )
        for each in inside:
            yield from self._examined(each, is_part=True)

    # In the caller's thread

    def _take(self, read: Iterable[_Read]) -> None:
        self.waiting += read
        size_bytes = sum(len(each.leaf.content or b"") for each in self.waiting)
        if len(self.waiting) >= _MOST_AT_ONCE or size_bytes > _MOST_BYTES_AT_ONCE:
            self._record()

    def _record(self) -> None:
        """Keep what waits, and say what became of it."""
        batch = [_incoming(each, self.now) for each in self.waiting if each.examined]
        recorded = iter(self.desk.record_all(batch) if batch else ())
        for each in self.waiting:
            if each.examined:
                self.done.append(self._told(each, each.examined, next(recorded)))
            else:
                self.done.append(_known_before(each, self.examiner.forms))
            if each.fault:
                self.faults.append(each.fault)
        self.waiting = []

    def _told(self, read: _Read, examined: Examined, recorded: Recorded) -> Received:
        if not recorded.is_new:
            known = replace(read, known=self.desk.find(read.sha256))
            return _known_before(known, self.examiner.forms)
        outcome, told = _outcome(examined, recorded), examined.told
        if outcome is Outcome.DUPLICATE:
            told = ("Its report came before, in another file of this kind.", *told)
        sha256, verdict = read.sha256, examined.verdict
        return _received(read, outcome, told, sha256, verdict, recorded.returned)


def _known_before(read: _Read, forms: Forms) -> Received:
    """What became of a file of which nothing is recorded now."""
    if read.known is None:
        assert read.outcome is not None
        return _received(read, read.outcome, read.told)
    arrival, returned = read.known
    here = f"This very file is here already: {_named(arrival)}."
    told = (here, *forms.still_true(arrival.told))
    return _received(read, Outcome.DUPLICATE, told, read.sha256, arrival.verdict, returned)


def _received(read: _Read, outcome: Outcome, told: tuple[str, ...], *kept: Any) -> Received:
    leaf = read.leaf
    return Received(leaf.name, leaf.source, leaf.sender, outcome, told, *kept)


def _incoming(read: _Read, now: datetime) -> Incoming:
    examined, leaf = read.examined, read.leaf
    assert examined is not None
    assert leaf.content is not None
    snapshot = examined.snapshot
    arrival = Arrival(
        read.sha256,
        leaf.name,
        leaf.source,
        leaf.sender,
        now,
        examined.verdict,
        examined.told,
        snapshot.sha256 if snapshot else None,
        examined.kind,
    )
    return Incoming(arrival, leaf.content, snapshot)


def _outcome(examined: Examined, recorded: Recorded) -> Outcome:
    """The most alarming of all that is true of a file."""
    standing = recorded.returned.standing if recorded.returned else None
    if examined.verdict is Verdict.UNREADABLE:
        return Outcome.UNREADABLE
    if examined.verdict is Verdict.ALTERED:
        return Outcome.ALTERED
    if standing is Standing.CONFLICT:
        return Outcome.CONFLICT
    if recorded.is_again:
        return Outcome.DUPLICATE
    if standing is Standing.SUPERSEDED:
        return Outcome.OLDER_VERSION
    not_verified = examined.verdict is Verdict.NOT_VERIFIED
    return Outcome.NOT_VERIFIED if not_verified else Outcome.AS_SUBMITTED


def _named(arrival: Arrival) -> str:
    came = f"“{arrival.name}”, received {arrival.received_at:%d/%m/%Y %H:%M} UTC"
    return f"{came}, {arrival.verdict}"
