"""Knows the command line: what each command is called, and what its exit code says.

The names, the exit codes and the JSON keys are a public interface and stay:

- 0: done, or yes. 1: the answer is no: a report that is not ready, a period that cannot be
  understood, a document that was altered, words that nowhere stand, a self-test that failed.
  Hints alone are a yes, and so is an empty list.
- 2: it cannot be done: a bad file, a document that is not one of ours, wrong use, an id nobody
  has, a busy database, an interruption, a fault of the program's own. One line on standard
  error, never a traceback; several files that cannot be read have a line each.
- ``--json`` writes one JSON value to standard output and nothing else.

Importing this costs little: a command loads only what it needs, when it is run, because a
script that asks for a period should not wait for a database and a PDF engine.
"""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from highlight_desktop.commands import console
from highlight_desktop.commands.arguments import parse

if TYPE_CHECKING:
    from highlight_desktop.commands.outcome import Work

__all__ = ["parse", "run"]

_WITHOUT_REPORTS = ("editions", "period", "verify", "restore", "self-test")
"""Commands that do something also where the reports cannot be reached."""


def run(asked: argparse.Namespace) -> int:
    """Do what was asked, as `parse` gave it; the exit code. Nothing is ever raised."""
    from highlight_desktop.commands import outcome

    console.open_streams()
    act = getattr(asked, "act", "")
    if asked.command == "demo" and asked.to is None:
        act = "fill"
    return outcome.of(lambda: _do(asked, act), asked.data)


def _do(asked: argparse.Namespace, act: str) -> int:
    if asked.command not in _WITHOUT_REPORTS:
        from highlight_desktop.whereabouts import beginning, pointer

        pointer.require(asked.data)
        if asked.command != "demo":
            beginning.allow(asked.data)
    return _work(asked.command, act)[asked.command](asked)


def _work(command: str, act: str) -> "Mapping[str, Work]":
    """The module that does a command, loaded only now, with what it needs."""
    if command in ("editions", "period"):
        from highlight_desktop.commands import form

        return form.WORK
    if command in ("import", "list", "show", "check"):
        from highlight_desktop.commands import reports

        return reports.WORK
    if command == "changes":
        from highlight_desktop.commands import changes

        return changes.WORK
    if command == "search":
        from highlight_desktop.commands import searching

        return searching.WORK
    if command == "verify":
        from highlight_desktop.commands import verifying

        return verifying.WORK
    if command == "demo" and act == "fill":
        from highlight_desktop.commands import demonstrating

        return demonstrating.WORK
    if command in ("submit", "export", "demo"):
        from highlight_desktop.commands import sending

        return sending.WORK
    if command == "hub" and act == "pack":
        from highlight_desktop.commands import packing

        return packing.WORK
    if command == "hub":
        from highlight_desktop.commands import collating

        return collating.WORK
    if command in ("backup", "backups", "restore"):
        from highlight_desktop.commands import keeping

        return keeping.WORK
    from highlight_desktop.commands import self_test

    return self_test.WORK
