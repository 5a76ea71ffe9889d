"""Knows how files are read in processes apart, and what is told when a process does not live.

A file may take too long, fell its process, or have more in it than a report; the user may have had
enough. Each time the next file gets a new process. What one answers is checked like any other text
that came in.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Self

from highlight_desktop.errors import CancelledError, ImportRefusedError
from highlight_desktop.inbox.quarantine import child
from highlight_desktop.inbox.quarantine.arrival import Arrival
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.kinds import AS_TEXT, Kind
from highlight_desktop.inbox.quarantine.process import Limits, ReadingProcess
from highlight_desktop.inbox.quarantine.readers import READERS
from highlight_desktop.report.text import one_line

_MOST_NOTES = 20
_LONGEST_SENTENCE = 400
_WHAT: Mapping[str, str] = MappingProxyType(
    {
        Kind.WORD: "a Word document",
        Kind.WORKBOOK: "a workbook",
        Kind.PDF: "a PDF",
        Kind.MESSAGE: "an e-mail message",
    }
)
_SAVE_AGAIN = "Open it in the program it was written with, save it again, and import that."


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read of a file, in plain values nobody has checked but for their shape."""

    kind: Kind
    """WORD or WORKBOOK for an Office file."""
    values: Plain
    """As its reader returned them; text in them has not passed the text gate."""
    notes: tuple[str, ...]
    """Whole sentences: what was left out before it was read."""


class Quarantine:
    """Processes that read files nobody here wrote; close it when no more files are to come.

    Started when first needed and used for file after file. May be asked from several threads:
    each reading has a process of its own, so there are as many as files are read at once.
    """

    def __init__(self, limits: Limits | None = None, readers: Mapping[Kind, str] = READERS) -> None:
        self._limits = limits or Limits()
        self._readers = readers
        self._idle: list[ReadingProcess] = []
        self._busy: list[ReadingProcess] = []
        self._lock = threading.Lock()
        self._is_cancelled = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, arrival: Arrival, readers: Mapping[Kind, str] | None = None) -> Contents:
        """Have one file read, by other readers than usual where they are given.

        Raises ImportRefusedError, which names the file, when it cannot or may not be read, and
        CancelledError when `cancel` was called.
        """
        process = self._taken(arrival)
        answer: Plain = None
        try:
            answer = process.answer(
                self._job(arrival, readers or self._readers), arrival.content, self._limits.time_s
            )
        finally:
            self._put_back(process, lives=isinstance(answer, dict) and "fault" not in answer)
        if self._is_cancelled:
            raise CancelledError("Stopped.")
        if answer is None:
            raise _ended(arrival, was_too_slow=process.was_too_slow)
        return _checked(arrival, answer)

    def cancel(self) -> None:
        """Stop at once, from any thread; readings under way and to come raise CancelledError."""
        with self._lock:
            self._is_cancelled = True
            for process in self._busy:
                process.kill()

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for process in (*self._idle, *self._busy):
                process.end()
            self._idle.clear()

    def _job(self, arrival: Arrival, readers: Mapping[Kind, str]) -> dict[str, Plain]:
        table: dict[str, Plain] = {str(kind): name for kind, name in readers.items()}
        return {"kind": str(arrival.kind), "readers": table, "compute_s": self._limits.compute_s}

    def _taken(self, arrival: Arrival) -> ReadingProcess:
        with self._lock:
            if self._is_cancelled:
                raise CancelledError("Stopped.")
            while self._idle and not self._idle[-1].is_alive:
                self._idle.pop().end()
            try:
                process = self._idle.pop() if self._idle else ReadingProcess(self._limits)
            except OSError as error:
                raise ImportRefusedError(
                    f"{arrival.name} could not be read: no second process could be started for it.",
                    "Close other programs, and try again.",
                ) from error
            self._busy.append(process)
        return process

    def _put_back(self, process: ReadingProcess, *, lives: bool) -> None:
        with self._lock:
            self._busy.remove(process)
            if lives and process.is_alive:
                self._idle.append(process)
            else:
                process.end()


def _ended(arrival: Arrival, *, was_too_slow: bool) -> ImportRefusedError:
    if was_too_slow:
        what = "took too long to read, and was given up"
    else:
        what = "made the process that was to read it fall over; nothing else was harmed"
    return ImportRefusedError(f"{arrival.name} {what}.", _SAVE_AGAIN)


def _checked(arrival: Arrival, answer: Plain) -> Contents:
    """The answer, if it has the shape one can have."""
    match answer:
        case {"refused": [str(message), str(remedy)]}:
            raise ImportRefusedError(_named(message, arrival.name), _sentence(remedy))
        case {"fault": "MemoryError"}:
            raise ImportRefusedError(
                f"{arrival.name} needs more memory than a report does.", _SAVE_AGAIN
            )
        case {child.NO_READER: str(kind)}:
            what = _WHAT.get(kind, "of another kind")
            raise ImportRefusedError(
                f"{arrival.name} is {what}, and only plain text can be imported.", AS_TEXT
            )
        case {"kind": str(kind), "read": values, "notes": [*notes]} if kind in _kinds(arrival):
            told = tuple(_sentence(note) for note in notes[:_MOST_NOTES] if isinstance(note, str))
            return Contents(Kind(kind), values, told)
    raise ImportRefusedError(f"{arrival.name} is damaged and cannot be read.", _SAVE_AGAIN)


def _kinds(arrival: Arrival) -> tuple[Kind, ...]:
    """What a file may turn out to be."""
    return (Kind.WORD, Kind.WORKBOOK) if arrival.kind is Kind.OFFICE else (arrival.kind,)


def _named(message: str, name: str) -> str:
    message = _sentence(message)
    about = message.removeprefix("The file")
    return f"{name}{about}" if about != message else f"{name}: {message}"


def _sentence(text: str) -> str:
    return one_line(text)[:_LONGEST_SENTENCE]
