"""Knows the command line: what each command is called, and what its exit code says.

The names, the exit codes and the JSON keys are a public interface and stay:

- 0: done, or yes. 1: the answer is no: a report that is not ready, a period that cannot be
  understood, a self-test that failed. Hints alone are a yes, and so is an empty list.
- 2: it cannot be done: a bad file, wrong use, an id nobody has, a busy database, an
  interruption, a fault of the program's own. One line on standard error, never a traceback;
  several files that cannot be read have a line each.
- ``--json`` writes one JSON value to standard output and nothing else.

Importing this costs little: a command loads only what it needs, when it is run, because a
script that asks for a period should not wait for a database and a PDF engine.
"""

from highlight_desktop.commands.arguments import parse
from highlight_desktop.commands.outcome import run

__all__ = ["parse", "run"]
