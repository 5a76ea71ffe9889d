"""Knows how to speak to a terminal or a script: lines, one JSON value, sentences about trouble."""

import json
import os
import sys
from io import BytesIO, TextIOWrapper

from highlight_desktop.report.text import one_line


def open_streams() -> None:
    """Make both streams UTF-8, wherever they lead.

    Windows' own code pages lack letters that reports have. A program without a console has
    no streams at all there; then nobody listens, and the exit code alone speaks.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, TextIOWrapper(BytesIO(), encoding="utf-8"))
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def abandon_output() -> None:
    """Let what could not be written go, or Python would complain of it again when it ends."""
    try:
        output = sys.stdout.fileno()
    except (OSError, ValueError):
        return  # not a stream of the system's
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, output)
    os.close(nowhere)


def say(text: str = "") -> None:
    """Write a line, or several, of the answer."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """Write the answer as one JSON value."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def tell(sentence: str) -> None:
    """Say on standard error what is wrong or how far the work is: always exactly one line."""
    sys.stderr.write(one_line(sentence) + "\n")


def progress(step: str, done: int, of: int) -> None:
    """Tell someone who sits and waits how far the work is; a script waits without being told."""
    if sys.stderr.isatty():
        tell(f"{step} ({done + 1} of {of})")
