"""Knows the life of the reading process: give up all rights, then read one file after another.

It is started with `ARGUMENT` by `isolation`, which hands over jobs on standard input and takes
answers from standard output. Nothing it says is believed there.
"""

import os
import sys
from collections.abc import Sequence
from typing import BinaryIO

from highlight_desktop.errors import ImportRefusedError
from highlight_desktop.inbox.quarantine import frames, limits, packing, parts, readers
from highlight_desktop.inbox.quarantine.frames import Plain
from highlight_desktop.inbox.quarantine.kinds import Kind
from highlight_desktop.inbox.quarantine.package import open_package

ARGUMENT = "--read-what-came-in"
"""Of the program; the start hands such a process over to `main`."""
NO_READER = "no reader"
"""The answer about a kind that is in no table."""


def main(arguments: Sequence[str]) -> int:
    """Read until nobody asks any more. The one argument: how much memory it may have, in bytes."""
    jobs = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get between the answers.
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    limits.impose(int(arguments[0]))
    serve(jobs, answers)
    return 0


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer each job: a frame about it, and one with the content."""
    while True:
        try:
            job, content = frames.unpacked(frames.read(jobs)), frames.read(jobs)
        except EOFError:
            return
        frames.write(answers, frames.packed(_answer(job, content)))


def _answer(job: Plain, content: bytes) -> dict[str, Plain]:
    """What was read, or why not; the kind of fault without a word of the file."""
    assert isinstance(job, dict)
    try:
        limits.allow_computing(float(str(job["compute_s"])))
        answer = _read(job, content)
        frames.packed(answer)
    except ImportRefusedError as error:
        return {"refused": [error.message, error.remedy]}
    except Exception as error:
        return {"fault": type(error).__name__}
    return answer


def _read(job: dict[str, Plain], content: bytes) -> dict[str, Plain]:
    kind, notes = Kind(str(job["kind"])), list[Plain]()
    if kind is Kind.OFFICE:
        cleaned = parts.clean(open_package(content))
        kind, content, notes = cleaned.kind, cleaned.content, list(cleaned.notes)
    elif kind is Kind.PDF:
        packing.judge(content)
    table = job["readers"]
    assert isinstance(table, dict)
    if kind not in table:
        return {NO_READER: str(kind)}
    return {"kind": str(kind), "read": readers.load(str(table[kind]))(content), "notes": notes}
