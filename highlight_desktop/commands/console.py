"""Knows how to speak to a terminal or a script: lines, one JSON value, sentences about trouble."""

import os
import sys
from io import BytesIO, TextIOWrapper
from typing import TextIO

CUT_SHORT = "The output was cut short, because nobody reads it any more."


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


def deliver() -> None:
    """Bring to its reader what was said so far. Raises OSError when that cannot be done."""
    try:
        sys.stdout.flush()
    except OSError:
        _let_go(sys.stdout)
        raise


def say(text: str = "") -> None:
    """Write a line, or several, of the answer."""
    sys.stdout.write(text + "\n")


def say_json(value: object) -> None:
    """Write the answer as one JSON value."""
    import json

    say(json.dumps(value, ensure_ascii=False, indent=2))


def tell(sentence: str) -> None:
    """Say on standard error what is wrong or how far the work is: always exactly one line."""
    from highlight_desktop.report.text import one_line

    try:
        sys.stderr.write(one_line(sentence) + "\n")
        sys.stderr.flush()
    except OSError:
        _let_go(sys.stderr)  # nobody reads that either


def progress(step: str, done: int, of: int) -> None:
    """Tell someone who sits and waits how far the work is; a script waits without being told."""
    if sys.stderr.isatty():
        tell(f"{step} ({done + 1} of {of})")


def _let_go(stream: TextIO) -> None:
    """Let what could not be written go, or Python would complain of it again when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
